#!/usr/bin/env bash
# Puts two of Debian 12's OpenSMTPDs into ejb-queue/target/peers, unless they are there: its own, with a TLS that does not work,
# as with many hosts, and that of its backports. As packages they exclude Postfix, so that they are unpacked, not installed.
set -euo pipefail
cd "$(dirname "$0")"
target=../../../target/peers

if [ -e "$target/opensmtpd" ] && [ -e "$target/opensmtpd-backports" ]; then
    exit
fi
mkdir -p "$target"
target=$(realpath "$target")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p lists/partial cache/archives/partial

# The first argument is the directory's name, the others are options of apt-get.
unpack() {
    apt-get "${@:2}" -o APT::Sandbox::User=root download opensmtpd
    mv opensmtpd_*.deb "$1.deb"
    dpkg-deb --extract "$1.deb" "$1"
    # the libraries exclude nobody
    if ldd "$1/usr/sbin/smtpd" | grep --quiet 'not found'; then
        dpkg-deb --field "$1.deb" Depends | grep --only-matching --extended-regexp '\bz?lib[a-z0-9.+-]+' |
            DEBIAN_FRONTEND=noninteractive xargs apt-get install --yes --no-install-recommends --no-upgrade
    fi
    rm -rf "${target:?}/$1"
    mv "$1" "$target"
}

apt-get update
unpack opensmtpd

# from the machine's own mirror, and beside its sources
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $release" 'Component: main' | head --lines 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release-backports main" >list
beside=(-o "Dir::Etc::SourceList=$work/list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache")
apt-get "${beside[@]}" -o APT::Sandbox::User=root update
unpack opensmtpd-backports "${beside[@]}"

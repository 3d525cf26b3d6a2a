#!/usr/bin/env bash
# For the arguments see README.md. The dialogue is written out here: openssl s_client brings the TLS.
set -euo pipefail
host=$1 port=$2 security=$3 certificate=$4 mechanism=$5 user=$6 password=$7 from=$8 to=$9 file=${10}

# -crlf: we write LF, the server gets CR LF; -quiet: a line that begins with Q or R is no command to s_client
options=(-quiet -crlf -connect "$host:$port" -servername "$host"
    -CAfile "$certificate" -verify_return_error -verify_hostname "$host")
case $security in
    plain) echo "openssl s_client speaks nothing but TLS" >&2; exit 2 ;;
    starttls) options+=(-starttls smtp) ;;
esac

coproc server { exec openssl s_client "${options[@]}"; }
# of our own, because bash closes its ends, and unsets its variables, as soon as s_client ends
s_client=$server_PID
exec {from_server}<&"${server[0]}" {to_server}>&"${server[1]}"
trap 'kill "$s_client" 2>/dev/null' EXIT

# Reads a reply to its last line; it must begin with this code.
expect() {
    local line
    while true; do
        read -r -t 60 -u "$from_server" line || { echo "no reply, but $1 was expected" >&2; exit 1; }
        echo "$line"
        [[ $line =~ ^[0-9]{3}- ]] || break
    done
    [[ $line == "$1"* ]] || { echo "that is not $1" >&2; exit 1; }
}

say() {
    printf '%s\n' "$2" >&"$to_server"
    expect "$1"
}

base64_of() {
    printf "$@" | base64 --wrap 0
}

# with STARTTLS the greeting came before, and s_client has read it itself
if [ "$security" = smtps ]; then expect 220; fi
say 250 "EHLO client.example"
case $mechanism in
    -) ;;
    plain) say 235 "AUTH PLAIN $(base64_of '\0%s\0%s' "$user" "$password")" ;;
    login)
        say 334 "AUTH LOGIN"
        say 334 "$(base64_of %s "$user")"
        say 235 "$(base64_of %s "$password")"
        ;;
    *) echo "AUTH $mechanism is not written out here" >&2; exit 2 ;;
esac

parameters=
if LC_ALL=C grep -q '[^ -~[:cntrl:]]' "$file"; then parameters+=" BODY=8BITMIME"; fi
if [[ $from$to == *[!\ -~]* ]]; then parameters+=" SMTPUTF8"; fi
say 250 "MAIL FROM:<$from>$parameters"
say 250 "RCPT TO:<$to>"
say 354 "DATA"
LC_ALL=C sed 's/\r$//; s/^\./../' "$file" >&"$to_server"
say 250 .
say 221 QUIT
trap - EXIT
wait "$s_client"

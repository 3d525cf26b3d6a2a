#!/bin/bash
# Accept rate of Waybill beside Postfix's, in turn, in the same minutes, on loopback.
#
#   bench/accept.sh WAYBILL_PORT [MESSAGES [SESSIONS [SIZE [ROUNDS]]]]
#
# Needs a running Waybill that takes mail for demo@localhost, and Debian's postfix package (its daemon need not run: an
# instance of its own is started in a temporary directory, as root, and stopped again). Prints one line for each run and
# the ratio of the medians.
set -euo pipefail
port=${1:?usage: bench/accept.sh WAYBILL_PORT [MESSAGES [SESSIONS [SIZE [ROUNDS]]]]}
messages=${2:-10000} sessions=${3:-20} size=${4:-5000} rounds=${5:-3}
peer_port=${PEER_PORT:-12525}
work=$(mktemp -d)
stop() {
    postfix -c "$work/etc" stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap stop EXIT

mkdir -p "$work/etc" "$work/spool" "$work/data"
chmod 755 "$work"
chown postfix "$work/data"
cp /etc/postfix/main.cf.proto "$work/etc/main.cf"
# every queue file synced, as is Postfix's default; delivery discards, so that the rate is the accept rate
cat >"$work/etc/main.cf" <<EOF
compatibility_level = 3.6
queue_directory = $work/spool
data_directory = $work/data
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = peer.localdomain
mydestination = localhost
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
local_transport = discard
smtpd_peername_lookup = no
default_process_limit = 100
maillog_file = $work/data/postfix.log
maillog_file_prefixes = $work
EOF
sed -e "s/^smtp      inet.*/127.0.0.1:$peer_port inet n - n - - smtpd/" -e 's/^\([a-z]\+ \+\(unix\|fifo\) \+[^ ]\+ \+[^ ]\+ \+\)[y-]/\1n/' \
    /etc/postfix/master.cf >"$work/etc/master.cf"
cp /etc/postfix/dynamicmaps.cf /etc/postfix/postfix-files "$work/etc/" 2>/dev/null || true
postfix -c "$work/etc" start >/dev/null 2>&1
until (exec 3<>"/dev/tcp/127.0.0.1/$peer_port") 2>/dev/null; do sleep 0.1; done

run() { # name port
    local from to
    from=$(date +%s.%N)
    smtp-source -s "$sessions" -m "$messages" -l "$size" -f sender@localhost -t demo@localhost "127.0.0.1:$2"
    to=$(date +%s.%N)
    awk -v n="$1" -v m="$messages" -v a="$from" -v b="$to" 'BEGIN { printf "%-8s %8.0f messages/s\n", n, m / (b - a) }'
}
for _ in $(seq "$rounds"); do
    run waybill "$port" | tee -a "$work/rates"
    run postfix "$peer_port" | tee -a "$work/rates"
done
median() { awk -v n="$1" '$1 == n { print $2 }' "$work/rates" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
awk -v w="$(median waybill)" -v p="$(median postfix)" \
    'BEGIN { printf "waybill %d/s, postfix %d/s, ratio %.2f\n", w, p, w / p }'

#!/bin/bash
# Messages relayed in a second by Waybill and by Postfix, in turn, in the same minutes, on loopback.
#
#   bench/relay.sh [MESSAGES [ROUNDS]]            (as root; 5,000 mails of 2 KiB and one round unless said)
#   HOSTS="1 10 100" DELAYS="0 50" bench/relay.sh
#
# Needs micro/target/waybill.jar (or WAYBILL_JAR), a JDK, python3, curl, and Debian's postfix package. An instance of its own
# of each is started in a temporary directory and stopped again; no running Postfix is touched.
#
# What is measured: how fast a full queue empties. Mail is submitted while delivery is held (Waybill: its action is suspended;
# Postfix: defer_transports), then delivery is released, and the sink counts. So that no peer's accept rate, nor the speed of the
# program that submits, is in the figure (accept.sh measures that). Not "smtp-source | relay": there the sink's rate is the lower
# one of two, and one of the peers would be measured by how it shares two cores between accepting and relaying.
# "msg/s" is from the first to the last mail at the sink, "lag" from the release to the first.
#
# Each recipients' domain goes by a table (relay domain <table>, transport_maps) to a host of its own, 127.0.1.1, 127.0.1.2, …:
# both peers count sessions by host, and one address for all domains would be one route to either. The sink is the same for
# both, offers PIPELINING, and answers a group of commands after DELAY milliseconds, as if the host were that far away.
#
# At their defaults, which are not changed here, the peers have:
#                          Waybill                                          Postfix
#   sessions with a host   20 (mta limit max-conn-per-host)                 20 (smtp_destination_concurrency_limit)
#   to begin with          4, one more for each mail that is answered       5 (initial_destination_concurrency), then more
#   sessions in all        100 from one address, 96 workers that relay      100 (default_process_limit)
#   messages per session   100, kept 10 s                                   reused while a destination has mail for it
#                                                                           (smtp_connection_cache_on_demand, _reuse_time_limit 300s)
#   on disk                settled in the database, synced in groups        queue file removed, not synced
# The first cell of each peer is run twice, and the first of these runs is not shown: it makes Waybill's JVM and Postfix's processes warm.
set -euo pipefail
messages=${1:-5000} rounds=${2:-1}
size=${SIZE:-2048} hosts=${HOSTS:-1 10 100} delays=${DELAYS:-0 50} patience=${PATIENCE:-60}
. "$(dirname "$0")/lib.sh"
need java python3 curl postfix
[ "$(id -u)" = 0 ] || { echo "Postfix needs root" >&2; exit 1; }
most=$(printf '%s\n' $hosts | sort -n | tail -1)

postfix_start() {
    local etc=$work/postfix/etc host
    postfix_port=$(free_port)
    mkdir -p "$etc" "$work/postfix/spool" "$work/postfix/data"
    chown postfix "$work/postfix/data"
    # every queue file is synced before the reply, as is the default
    cat >"$etc/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $work/postfix/spool
data_directory = $work/postfix/data
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = peer.localdomain
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
transport_maps = texthash:$etc/transport
smtpd_peername_lookup = no
defer_transports = smtp
maillog_file = $work/postfix/data/postfix.log
maillog_file_prefixes = $work
CONF
    for host in $(seq "$most"); do
        echo "h$host.bench.test smtp:[127.0.1.$host]:$sink_port"
    done >"$etc/transport"
    sed -e "s/^smtp      inet.*/127.0.0.1:$postfix_port inet n - n - - smtpd/" \
        -e 's/^\([a-z]\+ \+\(unix\|fifo\) \+[^ ]\+ \+[^ ]\+ \+\)[y-]/\1n/' /usr/share/postfix/master.cf.dist >"$etc/master.cf"
    cp /etc/postfix/dynamicmaps.cf /etc/postfix/postfix-files "$etc/" 2>/dev/null || true
    postfix -c "$etc" start >"$work/postfix/start.out" 2>&1 7>&- 8<&- || { cat "$work/postfix/start.out"; exit 1; }
    until (exec 3<>"/dev/tcp/127.0.0.1/$postfix_port") 2>/dev/null; do sleep 0.1; done
}

postfix_hold() {
    postconf -c "$work/postfix/etc" -e 'defer_transports = smtp'
    postfix -c "$work/postfix/etc" reload >/dev/null 2>&1
}

postfix_release() {
    postconf -c "$work/postfix/etc" -e 'defer_transports ='
    postfix -c "$work/postfix/etc" reload >/dev/null 2>&1
    postqueue -c "$work/postfix/etc" -f
}

postfix_queued() { postqueue -c "$work/postfix/etc" -j | wc -l; }

runs=0
run() { # peer hosts delay: one line of figures
    local peer=$1 filled released answer port_of="smtp_port"
    [ "$peer" = waybill ] || port_of=postfix_port
    runs=$((runs + 1))
    sink begin "run$runs" "$3" >/dev/null
    "${peer}_hold"
    filled=$(python3 "$here/fill.py" "${!port_of}" "run$runs" "$messages" "$2" --size "$size")
    # whatever the peer still does about the filling it does now
    sleep 3
    released=$(now)
    "${peer}_release"
    answer=$(sink await "$messages" "$patience")
    # copies come late
    sleep 2
    answer=$(sink report)
    echo "$peer $2 $3 $messages $released $filled $("${peer}_queued") $answer"
}

show() {
    awk '{
        peer = $1; n = $4; released = $5; distinct = $8; first = $11; last = $12
        rate = last > first ? (distinct - 1) * 1000 / (last - first) : 0
        lag = distinct > 0 ? (first - released) / 1000 : 0
        printf "%-8s %5d %6d %9.0f %6.2f %7d %7d %7d %7d %9d %9d\n", \
            peer, $2, $3, rate, lag, $9, $10, n - distinct, $7, $14, $13
    }' | tee -a "$work/figures"
}

sink_start "$most"
waybill_start "$most"
postfix_start
set -- $hosts
for peer in waybill postfix; do
    run "$peer" "$1" 0 >/dev/null
done
echo "$messages mails of $size octets"
printf '%-8s %5s %6s %9s %6s %7s %7s %7s %7s %9s %9s\n' \
    peer hosts "delay" msg/s "lag s" copies strays missing queued "sessions" "of them"
printf '%-8s %5s %6s %9s %6s %7s %7s %7s %7s %9s %9s\n' "" "" ms "" "" "" "" "" "" "opened" "at once"
for round in $(seq "$rounds"); do
    for delay in $delays; do
        for host in $hosts; do
            for peer in waybill postfix; do
                run "$peer" "$host" "$delay" | show
            done
        done
    done
done

echo
echo "medians of $rounds round(s)"
printf '%5s %6s %12s %12s %6s\n' hosts delay waybill/s postfix/s ratio
median() { awk -v p="$1" -v h="$2" -v d="$3" '$1 == p && $2 == h && $3 == d { print $4 }' "$work/figures" |
    sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
for delay in $delays; do
    for host in $hosts; do
        awk -v h="$host" -v d="$delay" -v w="$(median waybill "$host" "$delay")" -v p="$(median postfix "$host" "$delay")" \
            'BEGIN { printf "%5d %6d %12d %12d %6s\n", h, d, w, p, (p > 0 ? sprintf("%.2f", w / p) : "-") }'
    done
done

#!/bin/bash
# Whether mail for a good host waits for mail for a dead one.
#
#   bench/fairness.sh [GOOD [DEAD]]        (1,000 and 50,000 unless said)
#   DELAY=50 MODES=held HOSTS="none hangs" bench/fairness.sh
#
# Needs micro/target/waybill.jar (or WAYBILL_JAR), a JDK, python3 and curl. GOOD mails for one host, and DEAD envelopes for another
# one, an equal part of them before each good mail (50 recipients of one mail by default, which are 50 envelopes): its connections
# hang (nobody accepts them), or are refused, or there is none, which is what to compare with.
#
#   held   the queue is filled while its action is suspended, then released; "to 50 %" of the good mail and so on from there
#   comes  delivered while it comes; "to 50 %" is the time from the reply to a mail until it is at the host
#
# "msg/s" is from the first to the last good mail at the host: where mail comes that is at most the rate at which it comes, which
# "filled" has the seconds of, and which is less if 50 dead envelopes come with each. Every line is of a Waybill of its own, at its
# defaults, warmed with 300 mails.
set -euo pipefail
good=${1:-1000} dead=${2:-50000}
delay=${DELAY:-0} modes=${MODES:-held comes} variants=${HOSTS:-none refused hangs} patience=${PATIENCE:-180}
. "$(dirname "$0")/lib.sh"
need java python3 curl
dead_host=127.0.1.251

dead_start() { # kind
    : >"$work/dead.out"
    python3 "$here/dead.py" "$1" "$dead_host" "$sink_port" >"$work/dead.out" 7>&- 8<&- &
    also_end=$!
    until grep -q ready "$work/dead.out"; do
        kill -0 "$also_end"
        sleep 0.1
    done
}

dead_stop() {
    [ -z "$also_end" ] || { kill "$also_end"; wait "$also_end" 2>/dev/null || true; }
    also_end=
}

# seconds within which half, 99 % and all were there: $1 times of departure, $2 of arrival, both "id milliseconds"
latencies() {
    awk 'NR == FNR { left[$1] = $2; next } { d = ($2 - left[$1]) / 1000; print d < 0 ? 0 : d }' "$1" "$2" | sort -n |
        awk '{ v[NR] = $1 } END { printf "%8.2f %8.2f %8.2f", v[int((NR + 1) / 2)], v[int((NR * 99 + 99) / 100)], v[NR] }'
}

run() { # variant mode
    local variant=$1 mode=$2 name=$1-$2 filled released options=()
    [ "$variant" = none ] || { dead_start "$variant"; options=(--dead $((dead / good))); }
    waybill_start 1 "dead.bench.test smtp://$dead_host:$sink_port"
    sink begin warm 0 >/dev/null
    python3 "$here/fill.py" "$smtp_port" warm 300 1 >/dev/null
    sink await 300 "$patience" >/dev/null
    sink begin "$name" "$delay" >/dev/null

    [ "$mode" = comes ] || waybill_hold
    filled=$(python3 "$here/fill.py" "$smtp_port" "$name" "$good" 1 --times "$work/left" "${options[@]}")
    if [ "$mode" = held ]; then
        # whatever is still done about the filling is done now
        sleep 5
        released=$(now)
        waybill_release
        sed -i "s/ .*/ $released/" "$work/left"
    fi
    sink await "$good" "$patience" >/dev/null
    # copies come late
    sleep 2
    sink dump "$work/there" >/dev/null
    set -- $(sink report)
    printf '%-8s %-6s %7s %8.1f %9.1f %s %7d %7d %7d\n' "$variant" "$mode" "$filled" \
        "$(awk -v a="$4" -v b="$5" 'BEGIN { print (b - a) / 1000 }')" \
        "$(awk -v n="$1" -v a="$4" -v b="$5" 'BEGIN { print (b > a ? (n - 1) * 1000 / (b - a) : 0) }')" \
        "$(latencies "$work/left" "$work/there")" "$2" $((good - $1)) "$(waybill_queued)"
    waybill_stop
    dead_stop
}

sink_start 1
echo "$good mails for a good host, $((dead / good * good)) envelopes for a dead one, replies after $delay ms"
printf '%-8s %-6s %7s %8s %9s %8s %8s %8s %7s %7s %7s\n' dead mode filled all msg/s "to 50 %" "to 99 %" "to all" copies missing queued
printf '%-8s %-6s %7s %8s %9s %8s %8s %8s\n' host "" s s "" s s s
for mode in $modes; do
    for variant in $variants; do
        run "$variant" "$mode"
    done
done

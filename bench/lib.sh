# What the benchmarks that relay share; to be sourced. Everything lies below $work, and what was started is ended by stop.
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
jar=${WAYBILL_JAR:-$here/../micro/target/waybill.jar}
work=$(mktemp -d)
chmod 755 "$work"
waybill_pid= also_end=
admin=admin:password-of-the-benchmark

stop() {
    trap '' INT TERM
    waybill_stop
    [ ! -d "$work/postfix" ] || postfix -c "$work/postfix/etc" stop >/dev/null 2>&1 || true
    local process
    for process in ${SINK_PID:-} $also_end; do
        kill "$process" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

need() { # programs
    local program
    for program; do
        command -v "$program" >/dev/null || { echo "needs $program" >&2; exit 1; }
    done
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

now() { date +%s%3N; }

# $1 hosts to listen on
sink_start() {
    local line
    sink_port=$(free_port)
    coproc SINK { exec java "$here/Sink.java" "$sink_port" "$1"; }
    # a coprocess's own descriptors are closed in subshells
    exec 7>&"${SINK[1]}" 8<&"${SINK[0]}"
    read -r line <&8
}

sink() { # an order: its answer
    local line
    echo "$*" >&7
    read -r line <&8
    echo "$line"
}

# A fresh Waybill that relays h1.bench.test to the sink's first host and so on. $1 hosts, $2 more lines of the table
waybill_start() {
    local home=$work/waybill host
    smtp_port=$(free_port) http_port=$(free_port)
    rm -rf "$home"
    mkdir "$home"
    for host in $(seq "$1"); do
        echo "h$host.bench.test smtp://127.0.1.$host:$sink_port"
    done >"$home/hosts"
    echo "${2:-}" >>"$home/hosts"
    cat >"$home/waybill.conf" <<CONF
listen on 127.0.0.1 port $smtp_port
table hosts file:hosts
action "out" relay domain <hosts>
match from any for any action "out"
CONF
    WAYBILL_HOME=$home WAYBILL_HTTP_PORT=$http_port WAYBILL_ADMIN_PASSWORD=${admin#*:} \
        java -jar "$jar" >"$work/waybill.out" 2>&1 7>&- 8<&- &
    waybill_pid=$!
    until (exec 3<>"/dev/tcp/127.0.0.1/$smtp_port") 2>/dev/null && api health >/dev/null 2>&1; do
        kill -0 "$waybill_pid" || { cat "$work/waybill.out"; exit 1; }
        sleep 0.2
    done
}

waybill_stop() {
    if [ -n "$waybill_pid" ]; then
        kill "$waybill_pid" 2>/dev/null || true
        wait "$waybill_pid" 2>/dev/null || true
        waybill_pid=
    fi
}

api() { # path, curl's options
    curl -sSf -u "$admin" -H 'Content-Type: application/json' "http://127.0.0.1:$http_port/api/$1" "${@:2}"
}

waybill_hold() {
    suspension=$(api suspensions -d '{"kind":"action","value":"out","reason":"benchmark"}' |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])')
}

waybill_release() {
    api "suspensions/$suspension" -X DELETE >/dev/null
}

# what is being worked on included
waybill_queued() {
    { api queue/preview -d '{"filter":{"action":"out"}}' && api queue/preview -d '{"filter":{"action":"out"},"state":"LEASED"}'; } |
        python3 -c 'import re, sys; print(sum(int(count) for count in re.findall(r"\"count\":(\d+)", sys.stdin.read())))'
}

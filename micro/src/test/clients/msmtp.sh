#!/usr/bin/env bash
# For the arguments see README.md.
set -euo pipefail
host=$1 port=$2 security=$3 certificate=$4 mechanism=$5 user=$6 from=$8 to=$9 file=${10}
export PASSWORD=$7

options=()
case $security in
    plain) options+=(--tls=off) ;;
    starttls) options+=(--tls=on --tls-starttls=on --tls-trust-file="$certificate") ;;
    smtps) options+=(--tls=on --tls-starttls=off --tls-trust-file="$certificate") ;;
esac
if [ "$mechanism" = - ]; then
    options+=(--auth=off)
else
    options+=(--auth="$mechanism" --user="$user" --passwordeval='printf "%s\n" "$PASSWORD"')
fi

exec msmtp --debug --host="$host" --port="$port" --domain=client.example --timeout=60 \
    "${options[@]}" --from="$from" -- "$to" <"$file"

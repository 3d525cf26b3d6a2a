#!/usr/bin/env bash
# For the arguments see README.md. swaks checks the certificate's signer, never the host's name.
set -euo pipefail
host=$1 port=$2 security=$3 certificate=$4 mechanism=$5 user=$6 password=$7 from=$8 to=$9 file=${10}

options=()
case $security in
    starttls) options+=(--tls --tls-verify --tls-ca-path "$certificate") ;;
    smtps) options+=(--tls-on-connect --tls-verify --tls-ca-path "$certificate") ;;
esac
if [ "$mechanism" != - ]; then
    options+=(--auth "$mechanism" --auth-user "$user" --auth-password "$password")
fi

# swaks ends the last line itself
head --bytes=-2 "$file" | swaks --server "$host" --port "$port" --helo client.example --timeout 60 --suppress-data \
    --from "$from" --to "$to" --data - "${options[@]}"

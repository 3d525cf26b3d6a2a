#!/usr/bin/env bash
# For the arguments see README.md.
set -euo pipefail
host=$1 port=$2 security=$3 certificate=$4 mechanism=$5 user=$6 password=$7 from=$8 to=$9 file=${10}

schema=smtp
options=()
case $security in
    starttls) options+=(--ssl-reqd --cacert "$certificate") ;;
    smtps) schema=smtps options+=(--cacert "$certificate") ;;
esac
if [ "$mechanism" != - ]; then
    options+=(--login-options "AUTH=${mechanism^^}" --user "$user:$password")
fi

exec curl --silent --show-error --verbose --max-time 60 "$schema://$host:$port/client.example" \
    --mail-from "$from" --mail-rcpt "$to" --upload-file "$file" "${options[@]}"

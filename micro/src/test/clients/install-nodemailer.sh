#!/usr/bin/env bash
# Puts the library that nodemailer.mjs wants into micro/target/clients, unless it is there.
set -euo pipefail
cd "$(dirname "$0")"
target=../../../target/clients

if [ ! -d "$target/node_modules/nodemailer" ] || ! cmp --quiet package-lock.json "$target/package-lock.json"; then
    install -D --mode 644 --target-directory "$target" package.json package-lock.json
    npm ci --prefix "$target" --ignore-scripts --no-audit --no-fund
fi

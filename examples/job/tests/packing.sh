#!/bin/sh
# Does what was packed come out as it was, and how small is it?
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
seq 1 20000 >"$folder/numbers"
gzip "-$level" -c "$folder/numbers" >"$folder/packed"
gzip -dc "$folder/packed" | cmp - "$folder/numbers"
echo "bytes=$(wc -c <"$folder/packed")" >>"$FORAY_METRICS"

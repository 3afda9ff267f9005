#!/usr/bin/env bash
# Fuzzes all readers, and the program itself, for SECONDS (default: 3600); more arguments go to makegood-fuzz.
#
#   benches/fuzz.sh 600 --seed 7 --target c
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-3600}
shift || true
cargo build --locked --quiet --profile fuzz --package makegood --package makegood-fuzz
exec nice -n 19 target/fuzz/makegood-fuzz --seconds "$seconds" "$@"

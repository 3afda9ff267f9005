#!/usr/bin/env bash
# Makes a wheel of the program that was built for the tests, and prints its path. Nothing is compiled where that build is fresh.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
tools=$root/target/maturin-venv
[ -x "$tools/bin/maturin" ] || { python3 -m venv "$tools" && "$tools/bin/pip" install --quiet 'maturin>=1.9,<2'; }
newest() { find target/wheels -name 'makegood-*.whl' -newer target/debug/makegood 2>/dev/null | head -n 1; }

if [ -z "$(newest)" ]; then
    rm -rf target/wheels
    (cd packaging/wheel && "$tools/bin/maturin" build --quiet --profile dev --all-features --locked --offline \
        --target-dir "$root/target" --out "$root/target/wheels") >&2
fi
echo "$root/$(newest)"

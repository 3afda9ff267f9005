#!/bin/sh
# The loop at work: tests of streaming are to be written for a provider whose streaming is marked done and is a stub.
#
#     examples/orchestrate/demo.sh [MAKEGOOD]
#
# MAKEGOOD is the program, `makegood` of the PATH unless given. Needs git and Python 3.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
makegood=${1:-makegood}
case "$makegood" in */*) makegood=$(cd "$(dirname "$makegood")" && pwd)/$(basename "$makegood") ;; esac

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$here/../../fixtures/streaming-provider/history/replay.sh" "$scratch/provider" >/dev/null
cd "$scratch/provider"
git checkout --quiet -B work delivered
git config user.name Worker
git config user.email worker@localhost

exec python3 "$here/orchestrate.py" --makegood "$makegood" --worker "$here/worker.sh" tests-openai-streaming.md

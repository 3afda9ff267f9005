#!/usr/bin/env bash
# Drives `makegood lsp` with Neovim, from Debian's packages: the session is tests/editor/client.lua.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
MAKEGOOD=$(realpath "${1:-target/debug/makegood}")
export MAKEGOOD HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

mkdir -p "$work/project/src" "$work/project/tasks" "$work/project/tests"
cd "$work/project"
git init --quiet
touch makegood.toml
cat > src/backend.c <<'C'
#include "backend.h"
static int backend_start(int handle)
{
    return -E_NOT_IMPLEMENTED;
}

const struct backend_ops ops = { .start = backend_start };
C
cat > tasks/stream.md <<'MD'
# Streaming

## Functions

| function | what |
|---|---|
| `backend_start` | starts the stream |
| `backend_stop` | stops the stream |
MD
{
    for number in $(seq 1 1000); do
        printf 'int f%s(int a)\n{\n    int b = a * %s;\n    return b;\n}\n' "$number" "$number"
    done
    echo 'int later(int a) { return -E_NOT_IMPLEMENTED; }'
} > src/large.c

timeout 120 nvim --headless --clean -n -S "$root/tests/editor/client.lua" 2>&1 | tee "$work/said"
for line in "related: .*start" "hover: # not-implemented" "lens of the code: 2: promised by" "reached by no test" \
    "lens of the spec: 7: broken" "lens of the spec: 8: broken" "action: Suppress not-implemented" \
    'written: // makegood: allow(not-implemented) reason=""' "ok: the editor is served"; do
    grep -q "$line" "$work/said" || { echo "FAILED: there is no '$line'" >&2 && exit 1; }
done

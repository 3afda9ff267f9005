#!/usr/bin/env bash
# Drives `makegood mcp` with the official client, from PyPI: the session is tests/agent/client.py.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
binary=$(realpath "${1:-target/debug/makegood}")
venv=$root/target/mcp-venv
"$venv/bin/python" -c "import mcp" 2>/dev/null || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet 'mcp>=2,<3'; }
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

mkdir -p "$work/project/src" "$work/project/tasks"
cd "$work/project"
git init --quiet --initial-branch main
echo 'int answer(int question) { return question * 2; }' > src/real.c
cat > tasks/stream.md <<'MD'
# Streaming

## Functions

| function | what |
|---|---|
| `backend_start` | starts the stream |
MD
cat > tasks/next.md <<'MD'
# Next

Depends on: stream.md

## Functions

- `backend_next`
MD
git add --all
git commit --quiet -m "Begin"
echo 'int backend_start(int handle) { return -E_NOT_IMPLEMENTED; }' > src/backend.c
for number in $(seq 1 200); do
    echo "int later_$number(int handle) { return -E_NOT_IMPLEMENTED; }"
done > src/many.c
git add --all
git commit --quiet -m "Add backend_start (tasks/stream.md)"

timeout 120 "$venv/bin/python" "$root/tests/agent/client.py" "$binary"

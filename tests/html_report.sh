#!/usr/bin/env bash
# Looks at an HTML report of a real run in Chromium: search, filter, keys, links, phone, print, no request to the outside.
# Screenshots are left in target/html-report.
set -euo pipefail
cd "$(dirname "$0")/.."

# The newest version that is known to drive Debian's Chromium.
readonly PLAYWRIGHT=playwright-core@1.65.1
readonly TOOLS=target/tools/browser
browser=$(command -v chromium || command -v google-chrome || true)
if [ -z "$browser" ]; then
    echo "skipped: there is no Chromium"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -d "$TOOLS/node_modules/playwright-core" ] || npm install --silent --no-fund --no-audit --prefix "$TOOLS" "$PLAYWRIGHT"
cargo build --locked --quiet
sh fixtures/streaming-provider/history/replay.sh "$work/project" >/dev/null
status=0
target/debug/makegood -C "$work/project" verify tasks/openai-streaming-chat.md --head delivered \
    --format html --output "$work/report.html" || status=$?
[ "$status" -eq 1 ]
node tests/html_report.mjs "$work/report.html" target/html-report "$TOOLS/node_modules/playwright-core" "$browser"

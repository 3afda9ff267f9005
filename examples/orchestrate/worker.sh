#!/bin/sh
# A worker that plays back the history of the streaming provider: worker.sh TASK LEVEL REPORT
#
# It is as trustworthy as the workers of that history were. Asked to mend streaming, level 1 hides the stub from coverage and
# renames a suite of tests away, level 2 implements streaming with one test less than before, and level 3 delivers.
set -eu

case "$1:$2" in
openai-streaming-chat.md:1) state=hidden ;;
openai-streaming-chat.md:2) state=announced ;;
openai-streaming-chat.md:* | tests-openai-streaming.md:*) state=complete ;;
*)
    echo "$0: nothing to play back for $1" >&2
    exit 1
    ;;
esac

git read-tree --reset -u "$state"
git commit --quiet --allow-empty --reuse-message "$state" --date now
echo "    worker of level $2: \"$(git log -1 --format=%s)\""

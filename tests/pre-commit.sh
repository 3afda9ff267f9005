#!/usr/bin/env bash
# Runs pre-commit and prek, from PyPI, with the hooks that this repository offers: a commit that holds a stub is stopped, one
# that does not goes through. What is tested is the working tree as it is, committed or not, with its wheel in place of the
# published one.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

wheels=$(dirname "$("$root/tests/wheel.sh")")
export PIP_FIND_LINKS=$wheels UV_FIND_LINKS=$wheels
export PRE_COMMIT_HOME=$work/pre-commit PREK_HOME=$work/prek
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

fail() {
    echo "FAILED: $1" >&2
    cat "$work/said" >&2 2>/dev/null || true
    exit 1
}

install_pre_commit() {
    local venv=$root/target/pre-commit-venv
    [ -x "$venv/bin/prek" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet pre-commit prek uv; }
    PATH=$venv/bin:$PATH
}

# The working tree as a repository that pre-commit can clone.
offer_hooks() {
    git init --quiet "$work/makegood"
    git -C "$root" ls-files -z --cached --others --exclude-standard |
        (cd "$root" && while IFS= read -r -d '' path; do [ ! -e "$path" ] || printf '%s\0' "$path"; done) |
        tar -C "$root" --null --files-from=- -cf - | tar -C "$work/makegood" -xf -
    git -C "$work/makegood" add --all --force
    git -C "$work/makegood" commit --quiet -m "As it is"
}

start_project() {
    git init --quiet "$work/project"
    cd "$work/project"
    cat > .pre-commit-config.yaml <<YAML
repos:
  - repo: $work/makegood
    rev: $(git -C "$work/makegood" rev-parse HEAD)
    hooks:
      - id: makegood
      - id: makegood-commit-msg
      - id: makegood-all
        stages: [manual]
YAML
    git add --all
    pre-commit install --hook-type pre-commit --hook-type commit-msg >/dev/null
}

# Commits what is staged; $1 is "goes through" or "is stopped", $2 says what it is.
commit() {
    local went="goes through"
    git commit -m "$2" >"$work/said" 2>&1 || went="is stopped"
    [ "$went" = "$1" ] || fail "a commit with $2 $went"
    echo "ok: a commit with $2 $went"
}

said() { grep -q "$1" "$work/said" || fail "nothing is said of $1"; }

install_pre_commit
offer_hooks
start_project

mkdir src
echo 'int answer(int question) { return question * 2; }' > src/real.c
git add src
commit "goes through" "a function that does its job"

echo 'int later(int question) { return -E_NOT_IMPLEMENTED; }' > src/stub.c
git add src
commit "is stopped" "a stub in C"
said "not-implemented"
said "src/stub.c"

git rm --quiet --cached src/stub.c
echo 'pub fn twice(value: u8) -> u8 { value.saturating_mul(2) }' > src/lib.rs
git add src/lib.rs
commit "goes through" "a stub that is not staged"

echo 'pub fn later() { todo!() }' >> src/lib.rs
git add src/lib.rs
commit "is stopped" "a stub in Rust"
said "src/lib.rs"

git checkout --quiet HEAD -- src/lib.rs
echo 'int more(int question) { return question + 1; }' > src/more.c
git add src/more.c
commit "is stopped" "a message that says: Add unit tests"
said "claim-broken"
git rm --quiet --cached src/more.c

echo 'int later(int question) { return -E_NOT_IMPLEMENTED; }' >> src/real.c
git checkout --quiet HEAD -- src/lib.rs
git add --all
git commit --quiet --no-verify -m "A stub by the back door"
if pre-commit run --hook-stage manual makegood-all --all-files >"$work/said" 2>&1; then
    fail "makegood-all finds nothing"
fi
said "src/real.c"
echo "ok: makegood-all finds what is committed"

if prek run --hook-stage manual makegood-all --all-files >"$work/said" 2>&1; then
    fail "prek: makegood-all finds nothing"
fi
said "src/real.c"
echo "ok: prek runs the hooks, too"

#!/usr/bin/env bash
# Packages the program that was built for the tests as a wheel, as npm packages and by ./install, installs each into an empty
# environment, and runs `check` there: a stub is found, and code that does its job passes.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readonly BINARY=${1:-$root/target/debug/makegood}
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

fail() {
    echo "FAILED: $1" >&2
    cat "$work/said" >&2 2>/dev/null || true
    exit 1
}

# A repository with one function that does its job and one that does not.
make_project() {
    mkdir -p "$work/project/src"
    git init --quiet "$work/project"
    echo 'int answer(int question) { return question * 2; }' > "$work/project/src/real.c"
    echo 'int later(int question) { return -E_NOT_IMPLEMENTED; }' > "$work/project/src/stub.c"
}

# Runs the command $2.. as an installed makegood; $1 says how it was installed. Nothing of this machine's PATH is seen but
# git and what the command itself needs.
runs() {
    local how=$1 status=0
    shift
    cd "$work/project"
    "$@" check --all >"$work/said" 2>&1 || status=$?
    [ "$status" -eq 1 ] || fail "$how: check ended with $status over a stub"
    grep -q 'src/stub.c' "$work/said" || fail "$how: the stub is not named"
    "$@" check --all src/real.c >"$work/said" 2>&1 || fail "$how: a function that does its job is not clean"
    cd "$root"
    echo "ok: $how"
}

test_wheel() {
    local wheel
    wheel=$(tests/wheel.sh 2>"$work/said") || fail "no wheel could be made"
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --no-index "$wheel"
    runs "the wheel" "$work/venv/bin/makegood"
}

# The npm packages, installed as a user would, with nothing from the registry.
test_npm() {
    local platform
    platform=$(node -p "process.platform + '-' + process.arch")
    node packaging/npm/build.mjs "$work/npm"
    node packaging/npm/build.mjs "$work/npm" "$platform" "$BINARY"
    (cd "$work/npm" && npm pack --silent ./makegood "./$platform") >"$work/said" 2>&1 || fail "npm pack"
    mkdir "$work/node"
    (cd "$work/node" && npm install --silent --offline --no-audit --no-fund --prefix . "$work/npm/"*.tgz) \
        >"$work/said" 2>&1 || fail "npm install"
    runs "the npm package" "$work/node/node_modules/.bin/makegood"
}

test_install() {
    ./install --prefix "$work/prefix" --binary "$BINARY" >"$work/said"
    for file in bin/makegood share/man/man1/makegood-check.1 share/bash-completion/completions/makegood \
        share/zsh/site-functions/_makegood share/fish/vendor_completions.d/makegood.fish; do
        [ -s "$work/prefix/$file" ] || fail "./install: there is no $file"
    done
    grep -q "not in your PATH" "$work/said" || fail "./install does not say how to run it"
    runs "./install" "$work/prefix/bin/makegood"
}

make_project
test_install
test_wheel
test_npm

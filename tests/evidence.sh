#!/usr/bin/env bash
# Asks `makegood evidence` and `makegood verify` about the states of both streaming providers, with reports that the tools
# themselves have just written: Check's XML, lcov, gcovr's Cobertura, gcov's JSON, cargo test's text, nextest's JUnit and
# llvm-cov's export. A tool that is not there is told of, and what needs it is skipped.
#
#   tests/evidence.sh [MAKEGOOD]     default: the debug build, made where it is missing or old
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -gt 0 ]; then
    makegood=$(realpath "$1")
else
    cargo build --quiet --locked --manifest-path "$root/Cargo.toml" --bin makegood
    makegood=${CARGO_TARGET_DIR:-$root/target}/debug/makegood
fi
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 NO_COLOR=1
states=(before delivered hidden announced complete)
skipped=0

fail() {
    echo "FAILED: $1" >&2
    cat "$work/said" >&2 2>/dev/null || true
    exit 1
}

skip() {
    skipped=$((skipped + 1))
    echo "SKIPPED: $1"
}

have() { command -v "$1" >/dev/null 2>&1; }

# Lays down the history of the project $2 and a working tree of each of its states, as $1-STATE.
lay_down() {
    sh "$root/fixtures/streaming-provider/history/replay.sh" "$work/$1" "$root/fixtures/$2" >/dev/null
    local state
    for state in "${states[@]}"; do
        git -C "$work/$1" worktree add --quiet --detach "$work/$1-$state" "$state"
        mkdir "$work/$1-$state.reports"
    done
}

# Runs makegood in the state $2 of $1 with the rest of the words, and wants the exit code $3.
ask() {
    local project=$1 state=$2 code=$3 came=0
    shift 3
    (cd "$work/$project-$state" && "$makegood" "$@" --format json) >"$work/said" 2>&1 || came=$?
    [ "$came" = "$code" ] || fail "makegood $* at $project, $state: exit code $came and not $code"
}

# Wants the expression $1, over the report `r`, its evidence `e`, and the rules of its errors and warnings, to hold.
holds() {
    python3 - "$1" "$work/said" <<'PYTHON' || fail "$1"
import json, sys
r = json.load(open(sys.argv[2]))
e = r["evidence"]
errors = sorted({f["rule"] for f in r["findings"] if f["severity"] == "error" and not f["suppressed"]})
warnings = sorted({f["rule"] for f in r["findings"] if f["severity"] == "warning" and not f["suppressed"]})
reach = {f["name"]: f["reach"] for f in e["functions"]}
sys.exit(not eval(sys.argv[1]))
PYTHON
}

ok() { echo "ok: $1"; }

# --- The component in C: Check, lcov, gcovr, gcov ---

# Each suite is a process, and Check writes one file for each.
write_runner() {
    cat >"$work/run-suite" <<'SH'
#!/bin/sh
CK_XML_LOG_FILE_NAME=$REPORTS/check-$(basename "$1").xml exec "$1"
SH
    chmod +x "$work/run-suite"
}

measure_c() {
    local tree=$work/c-$1 reports=$work/c-$1.reports
    (
        cd "$tree"
        REPORTS=$reports make --silent COVERAGE=1 RUNNER="$work/run-suite" check
        lcov --capture --directory . --output-file "$reports/lcov.info"
        gcovr --root . --cobertura "$reports/cobertura.xml" build
        mkdir "$reports/gcov"
        cd "$reports/gcov"
        find "$tree/build" -path '*/src/*' -name '*.gcda' -exec gcov --json-format {} +
    ) >"$work/said" 2>&1 || fail "the tests of c, $1 cannot be measured"
}

# The reports of base $1 and head $2 in the coverage format $3, as words of the command line.
c_reports() {
    local file
    for file in "$work/c-$1.reports"/check-*.xml; do printf -- '--results-base\ncheck-xml:%s\n' "$file"; done
    for file in "$work/c-$2.reports"/check-*.xml; do printf -- '--results\ncheck-xml:%s\n' "$file"; done
    case $3 in
    lcov) printf -- '--coverage-base\nlcov:%s\n--coverage\nlcov:%s\n' "$work/c-$1.reports/lcov.info" "$work/c-$2.reports/lcov.info" ;;
    cobertura) printf -- '--coverage-base\n%s\n--coverage\n%s\n' "$work/c-$1.reports/cobertura.xml" "$work/c-$2.reports/cobertura.xml" ;;
    gcov)
        for file in "$work/c-$1.reports"/gcov/*.json.gz; do printf -- '--coverage-base\n%s\n' "$file"; done
        for file in "$work/c-$2.reports"/gcov/*.json.gz; do printf -- '--coverage\n%s\n' "$file"; done
        ;;
    esac
}

# `evidence` on the step from $1 to $2 with reports of the format $3; wants the exit code $4.
c_step() {
    local words
    mapfile -t words < <(c_reports "$1" "$2" "$3")
    ask c "$2" "$4" evidence --base "$1" "${words[@]}" "${@:5}"
}

c_verify() {
    local words
    mapfile -t words < <(c_reports before "$1" lcov)
    ask c "$1" "$2" verify openai-streaming-chat.md --base before --evidence reports "${words[@]}"
}

judge_c() {
    local format=$1
    c_step before delivered "$format" 0
    holds 'e["tests"] == {"base": 70, "head": 88, "added": 18, "removed": 0}'
    holds 'reach["openai_start_stream"] == "unreached" and reach["chat_stream_feed"] == "reached"'
    ok "C, $format: delivered has 18 more tests, and none of them reaches openai_start_stream"

    c_step delivered hidden "$format" 1
    holds '"test-expects-stub" in errors and "not-implemented" in errors and "test-never-runs" in warnings'
    holds 'reach["openai_start_stream"] != "unreached" and e["tests"]["removed"] == 8'
    holds 'any("test_chat_stream.c.disabled" in name for name in e["sets"]["never_run"])'
    ok "C, $format: hidden fails on the excluded stub and its test, and tells of the disabled file"

    c_step hidden announced "$format" 1
    holds 'errors == ["no-test-growth"] and reach["openai_start_stream"] == "unreached"'
    ok "C, $format: announced fails, for nothing grew"

    c_step announced complete "$format" 0
    holds 'e["tests"]["added"] > 60 and errors == [] and reach["transfer_expect_end"] == "reached"'
    holds 'e["coverage"]["head"] > e["coverage"]["base"]'
    ok "C, $format: complete passes"
}

verify_c() {
    c_verify delivered 1
    holds 'r["verdict"] == "incomplete" and "openai_start_stream" in r["reason"] and e["tests"]["added"] == 18'
    c_verify hidden 1
    holds '"test-expects-stub" in errors and r["verdict"] == "incomplete"'
    c_verify announced 1
    holds 'r["verdict"] == "incomplete" and reach["openai_start_stream"] == "unreached"'
    holds '"promised-function-untested" in errors'
    c_verify complete 0
    holds 'r["verdict"] == "delivered" and errors == []'
    holds 'all(f["reach"] == "reached" for f in e["functions"] if f["promise"])'
    ok "C: verify refuses what was delivered, hidden and announced, and takes what is complete"
}

# What damage does to reports that are sound.
damage_c() {
    local good=$work/c-complete.reports/lcov.info bad=$work/bad.info
    : >"$bad"
    ask c complete 2 evidence --base before --coverage "lcov:$bad"
    head -c $(($(stat -c %s "$good") * 2 / 3)) "$good" | sed '$d' >"$bad"
    ask c complete 2 evidence --base before --coverage "lcov:$bad"
    sed 's|^SF:.*/|SF:/elsewhere/of/|; s|\.c$|.cc|' "$good" >"$bad"
    ask c complete 2 evidence --base before --coverage "lcov:$bad"
    head -c 600 "$work/c-complete.reports/check-test_sse.xml" >"$work/bad.xml"
    ask c complete 2 evidence --base before --results "$work/bad.xml"
    touch -d '2 days' "$work/c-complete/src/providers/openai/openai.c"
    echo '/* one more line */' >>"$work/c-complete/src/providers/openai/openai.c"
    touch -d '2 days' "$work/c-complete/src/providers/openai/openai.c"
    ask c complete 2 evidence --base before --coverage "lcov:$good"
    grep -q 'older than the last change' "$work/said" || fail "a report that is too old is not told of as such"
    ok "C: reports that are empty, cut off, of other files or too old are errors"
}

check_c() {
    local tool state
    for tool in make gcc lcov gcovr gcov; do
        have "$tool" || { skip "the component in C: there is no $tool"; return; }
    done
    pkg-config --exists check libcurl jansson || { skip "the component in C: check, libcurl or jansson is missing"; return; }
    write_runner
    lay_down c streaming-provider
    for state in "${states[@]}"; do measure_c "$state"; done
    for format in lcov cobertura gcov; do judge_c "$format"; done
    verify_c
    damage_c
}

# --- Its twin in Rust: cargo test, nextest, llvm-cov ---

# The version of LLVM that rustc writes its profiles for.
llvm_of_rustc() { rustc --version --verbose | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p'; }

# The llvm tool $1 that fits rustc: of the toolchain's own llvm-tools, or of the system.
llvm_tool() {
    local own version
    own=$(rustc --print target-libdir)/../bin/$1
    version=$(llvm_of_rustc)
    for tool in "$own" "$1-$version" "$1"; do
        if have "$tool" && "$tool" --version 2>/dev/null | grep -q "LLVM version $version\."; then
            command -v "$tool"
            return
        fi
    done
    return 1
}

test_rs() {
    local reports=$work/rs-$1.reports
    (cd "$work/rs-$1" && CARGO_TARGET_DIR=$work/rs-$1.target cargo test --offline) >"$reports/cargo.txt" 2>&1 ||
        fail "the tests of rs, $1 fail"
}

nextest_rs() {
    local reports=$work/rs-$1.reports
    printf '[profile.default.junit]\npath = "%s/junit.xml"\n' "$reports" >"$work/nextest.toml"
    (cd "$work/rs-$1" && CARGO_TARGET_DIR=$work/rs-$1.target cargo nextest run --offline --config-file "$work/nextest.toml") \
        >"$work/said" 2>&1 || fail "nextest fails at rs, $1"
}

# The toolchain's own coverage: instrumented test binaries, one profile, and what llvm-cov exports of both.
measure_rs() {
    local reports=$work/rs-$1.reports objects=()
    rm -rf "$work/profiles"
    (
        cd "$work/rs-$1"
        export CARGO_TARGET_DIR=$work/rs-$1.coverage RUSTFLAGS='-C instrument-coverage'
        export LLVM_PROFILE_FILE=$work/profiles/%p-%m.profraw
        cargo test --offline --tests --message-format json | grep '"executable":"' |
            sed 's/.*"executable":"\([^"]*\)".*/\1/' >"$work/binaries"
    ) 2>"$work/said" || fail "the tests of rs, $1 fail under coverage"
    while read -r binary; do objects+=(--object "$binary"); done <"$work/binaries"
    "$profdata" merge --sparse "$work"/profiles/*.profraw --output "$work/rs.profdata"
    "$cov" export --format text --instr-profile "$work/rs.profdata" "${objects[@]}" >"$reports/llvm-cov.json" 2>/dev/null
    "$cov" export --format lcov --instr-profile "$work/rs.profdata" "${objects[@]}" >"$reports/lcov.info" 2>/dev/null
}

# `evidence` on the step from $1 to $2 with the results named $3; wants the exit code $4. The rest are words of its own.
rs_step() {
    local before=$work/rs-$1.reports/$3 after=$work/rs-$2.reports/$3
    ask rs "$2" "$4" evidence --base "$1" --results-base "$before" --results "$after" "${@:5}"
}

judge_rs() {
    rs_step before delivered "$1" 0
    holds 'e["tests"]["added"] > 0 and e["tests"]["removed"] == 0'
    rs_step delivered hidden "$1" 1
    holds '"test-expects-stub" in errors and "forwards-to-stub" in errors and e["tests"]["removed"] > 0'
    rs_step hidden announced "$1" 1
    holds '"no-test-growth" in errors'
    rs_step announced complete "$1" 0
    holds 'errors == [] and e["tests"]["added"] > 0'
    ok "Rust, $1: delivered and complete grew, hidden and announced fail"
}

cover_rs() {
    local step base head reach stub='<HttpProvider as Provider>::start_stream'
    for step in before:delivered:unreached before:complete:reached; do
        IFS=: read -r base head reach <<<"$step"
        rs_step "$base" "$head" cargo.txt 0 \
            --coverage-base "$work/rs-$base.reports/$1" --coverage "$work/rs-$head.reports/$1"
        holds "reach['$stub'] == '$reach' and 'reached' in reach.values() and e['coverage']['base'] is not None"
    done
    ok "Rust, $1: the stub of delivered is unreached, and what is complete is reached"
}

check_rs() {
    local state
    lay_down rs streaming-provider-rust
    for state in "${states[@]}"; do test_rs "$state"; done
    judge_rs cargo.txt
    if cargo nextest --version >/dev/null 2>&1; then
        for state in "${states[@]}"; do nextest_rs "$state"; done
        judge_rs junit.xml
    else
        skip "nextest's JUnit: there is no cargo-nextest"
    fi
    if profdata=$(llvm_tool llvm-profdata) && cov=$(llvm_tool llvm-cov); then
        for state in "${states[@]}"; do measure_rs "$state"; done
        cover_rs llvm-cov.json
        cover_rs lcov.info
    else
        skip "coverage of Rust: there is no llvm-cov for LLVM $(llvm_of_rustc) (rustup component add llvm-tools, or llvm-$(llvm_of_rustc) of Debian)"
    fi
}

check_c
check_rs
[ "$skipped" -eq 0 ] || echo "evidence: $skipped parts were skipped, see above"

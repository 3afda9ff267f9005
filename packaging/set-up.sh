# shellcheck shell=bash
# What ./install and ./test need before they can begin; both read this file with `source`.

# The oldest Rust that builds makegood: `rust-version` in Cargo.toml.
MIN_RUST=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
readonly MIN_RUST
# The script of https://rustup.rs, from the server that also has the toolchains.
readonly RUSTUP_SCRIPT=https://static.rust-lang.org/rustup/rustup-init.sh

have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs those of the given Debian packages that are missing.
need_packages() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "installing with apt-get: ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Whether version $1 is at least version $2.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# Whether there is a Rust that is new enough, with the given components: rustfmt, clippy.
rust_is_new_enough() {
    have cargo && have rustc && at_least "$(rustc --version | cut -d' ' -f2)" "$MIN_RUST" || return 1
    local component
    for component in "$@"; do
        [ "$component" = cargo ] || cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 || return 1
    done
}

apt_candidate() { apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9][0-9.]*\).*/\1/p'; }

# Rust with the given components (`cargo` alone, or rustfmt, clippy): from apt where that is new enough, else through rustup.
need_rust() {
    local candidate components
    [ ! -d "${CARGO_HOME:-$HOME/.cargo}/bin" ] || export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    ! rust_is_new_enough "$@" || return 0
    candidate=$(apt_candidate rustc)
    if ! have cargo && ! have rustup && at_least "${candidate:-0}" "$MIN_RUST"; then
        echo "there is no cargo: installing Rust with apt-get"
        components=("$@")
        need_packages rustc "${components[@]/#clippy/rust-clippy}"
        return
    fi
    if ! have rustup && [ -n "$(apt_candidate rustup)" ] && ! have cargo; then
        echo "there is no cargo, and apt's is older than $MIN_RUST: installing rustup with apt-get"
        need_packages rustup
    elif ! have rustup; then
        echo "there is no Rust $MIN_RUST or newer: installing rustup from $RUSTUP_SCRIPT"
        ! have apt-get || need_packages curl ca-certificates
        curl --proto '=https' --tlsv1.2 -sSf "$RUSTUP_SCRIPT" | sh -s -- -y --profile minimal --default-toolchain none
        export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    fi
    components=()
    for component in "$@"; do components+=(--component "$component"); done
    rustup toolchain install stable --profile minimal "${components[@]}"
    export RUSTUP_TOOLCHAIN=stable
    rust_is_new_enough "$@"
}

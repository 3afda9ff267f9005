//! Black-box tests of the binary on the histories of two projects: how a delivery failed, state by state.
//!
//! What `makegood check` says of each state stands in the fixture, as `expected/STATE.txt`.
//! `SNAPSHOTS=overwrite cargo test --test replay` writes these files anew: read them before you commit them.

#![cfg(unix)] // the histories are laid down by a shell script

mod finding;
mod history;
mod messages;
mod orchestrator;
mod promises;
mod proofs;
mod steps;
mod streaming_provider;
mod streaming_provider_rust;

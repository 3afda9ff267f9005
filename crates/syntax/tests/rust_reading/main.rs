//! What is read out of Rust: one fixture for each trap, with the expected answer as readable text.
//!
//! `SNAPSHOTS=overwrite cargo test --test rust_reading` writes the answers anew; read them before you keep them.

mod agreement;
mod dump;
mod fixtures;
mod mutation;
mod outline;
mod spans;
mod stability;

//! Whether a test would notice if a function were hollow: each function is switched off, and the tests run.
//!
//! 1. [`candidates`] tells which functions of a file can be switched off, and how (pure);
//! 2. [`instrument`] rewrites files so that every function has a switch (pure);
//! 3. [`run`] lays the project out apart, builds it once with all switches, and runs its tests: the only part with processes.

pub mod instrument;
mod plan;
pub mod run;

pub use plan::{Candidate, Fate, candidates};

//! What is told of tests: of one file, and of a whole project.
//!
//! `SNAPSHOTS=overwrite cargo test --test inventory` writes the answers anew; read them before you keep them.

mod facts;
mod project;

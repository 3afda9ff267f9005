//! What `vcs` brings in, from real repositories that git made.

#![cfg(unix)] // odd names, symbolic links and hooks differ elsewhere

mod bases;
mod changes;
mod checkouts;
mod errors;
mod everything;
mod files;
mod local_state;
mod notes;
mod repository;
mod staged;
mod surroundings;
mod trees;

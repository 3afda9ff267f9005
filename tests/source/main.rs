//! What `makegood::source` brings in, from real repositories that git made.

mod changes;
mod repository;

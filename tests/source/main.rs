//! What `makegood::source` brings in, from real repositories that git made.

mod bases;
mod changes;
mod errors;
mod everything;
mod files;
mod repository;
mod surroundings;
mod trees;

//! Specs in Markdown as people write it.

pub mod document;
mod parse;

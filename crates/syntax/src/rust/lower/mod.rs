//! syn's tree of a body -> the shared syntax.
//!
//! Everything is turned into the house's own words and byte offsets at once; no syn type leaves this folder.

mod attributes;
mod calls;
mod conditional;
mod expressions;
mod flow;
mod macros;
mod opaque;
mod patterns;
mod select;
mod spans;
mod statements;

pub(super) use macros::argument_list;
pub(super) use patterns::names;
pub(super) use spans::path_text;

use super::selection::Chooser;
use super::tokens::Tokens;

/// Lowers one parsed piece of a file.
pub(super) struct Lower<'t, 'a> {
    tokens: &'t Tokens<'a>,
    /// The byte offset in the file at which the piece begins.
    base: usize,
    chooser: &'t Chooser,
}

impl<'t, 'a> Lower<'t, 'a> {
    pub(super) fn new(tokens: &'t Tokens<'a>, base: usize, chooser: &'t Chooser) -> Self {
        Self { tokens, base, chooser }
    }
}

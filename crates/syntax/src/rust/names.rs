//! Names that a file gives to other things: its own macros, aliases of macros, constants that hold a truth value.

use super::tokens::Tokens;
use crate::ir::{NameDefinition, NameKind};

/// The definitions in `tokens`, in order of their place.
pub(super) fn definitions(tokens: &Tokens) -> Vec<NameDefinition> {
    let has = |text: &str| memchr::memmem::find(tokens.text.as_bytes(), text.as_bytes()).is_some();
    if !has("macro_rules") && !has(" as ") && !has("bool = ") {
        return Vec::new();
    }
    tokens
        .all()
        .filter_map(|at| local_macro(tokens, at).or_else(|| alias(tokens, at)).or_else(|| constant(tokens, at)))
        .collect()
}

/// `macro_rules! name { .. }`.
fn local_macro(tokens: &Tokens, at: usize) -> Option<NameDefinition> {
    let begins = tokens.is_word(at, "macro_rules") && tokens.is_punct(at + 1, b'!') && tokens.is_name(at + 2);
    let close = begins.then(|| tokens.any_group(at + 3)).flatten()?;
    Some(defined(tokens, at + 2, NameKind::Macro, tokens.folded(at + 4..close)))
}

/// `use std::todo as later;`.
fn alias(tokens: &Tokens, at: usize) -> Option<NameDefinition> {
    let begins = at > 0 && tokens.is_word(at, "as") && tokens.is_name(at - 1) && tokens.is_name(at + 1);
    let used = tokens.is_punct(at + 2, b';') || tokens.is_punct(at + 2, b',');
    (begins && used).then(|| defined(tokens, at + 1, NameKind::Alias, tokens.str(at - 1).to_owned()))
}

/// `const FULL: bool = false;`.
fn constant(tokens: &Tokens, at: usize) -> Option<NameDefinition> {
    let begins = (tokens.is_word(at, "const") || tokens.is_word(at, "static")) && tokens.is_name(at + 1);
    let truth = tokens.is_punct(at + 2, b':') && tokens.is_word(at + 3, "bool") && tokens.is_punct(at + 4, b'=');
    let plain = tokens.is_punct(at + 6, b';') && matches!(tokens.str(at + 5), "true" | "false");
    (begins && truth && plain).then(|| defined(tokens, at + 1, NameKind::Constant, tokens.str(at + 5).to_owned()))
}

fn defined(tokens: &Tokens, name: usize, kind: NameKind, text: String) -> NameDefinition {
    NameDefinition { name: tokens.str(name).into(), kind, text }
}

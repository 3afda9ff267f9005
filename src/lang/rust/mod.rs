//! Rust: from text to the shared syntax.

use super::{Language, Reading, Wanted};
use crate::model::{LanguageId, SlotFill, SourceText};

/// The reader of Rust.
pub struct Rust;

impl Language for Rust {
    fn id(&self) -> LanguageId {
        LanguageId::Rust
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rs"]
    }

    fn read(&self, _text: &SourceText, _wanted: &Wanted) -> Reading {
        Reading::default()
    }

    fn slots(&self, _text: &SourceText, _of: &dyn Fn(&str) -> bool) -> Vec<SlotFill> {
        Vec::new()
    }
}

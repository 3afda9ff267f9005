//! C: from text to the shared syntax.

use super::{Language, Reading, Wanted};
use crate::model::{LanguageId, SlotFill, SourceText};

/// The reader of C.
pub struct C;

impl Language for C {
    fn id(&self) -> LanguageId {
        LanguageId::C
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["c", "h"]
    }

    fn read(&self, _text: &SourceText, _wanted: &Wanted) -> Reading {
        Reading::default()
    }

    fn slots(&self, _text: &SourceText, _of: &dyn Fn(&str) -> bool) -> Vec<SlotFill> {
        Vec::new()
    }
}

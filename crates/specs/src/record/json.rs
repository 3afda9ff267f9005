//! Values of JSON with their places.

use serde_json::value::RawValue;

use crate::SpecError;
use model::{SourceText, Span};

/// A text or number and where it stands (bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The text, escapes resolved.
    pub text: String,
    /// Where it stands in the file.
    pub span: Span,
}

impl Field {
    /// The text or number that `raw`, a part of `spec`, holds; `None` for `null`.
    ///
    /// # Errors
    /// Where it is something else. `name` says what it should be.
    pub fn of(spec: &SourceText, raw: &RawValue, name: &str) -> Result<Option<Self>, SpecError> {
        let span = place(spec, raw);
        let text = match serde_json::from_str(raw.get()) {
            Ok(serde_json::Value::String(text)) => text,
            Ok(serde_json::Value::Number(number)) => number.to_string(),
            Ok(serde_json::Value::Null) => return Ok(None),
            _ => return Err(wrong(spec, span, name, "a text")),
        };
        Ok(Some(Self { text, span }))
    }

    /// The texts and numbers of a list; `null` is an empty one.
    ///
    /// # Errors
    /// Where it is no list, or holds something else.
    pub fn list(spec: &SourceText, raw: &RawValue, name: &str) -> Result<Vec<Self>, SpecError> {
        let items: Option<Vec<&RawValue>> =
            serde_json::from_str(raw.get()).map_err(|_| wrong(spec, place(spec, raw), name, "a list"))?;
        items.unwrap_or_default().into_iter().filter_map(|item| Self::of(spec, item, name).transpose()).collect()
    }
}

/// Where `raw`, which was borrowed from the text of `spec`, stands in it.
pub fn place(spec: &SourceText, raw: &RawValue) -> Span {
    let start = (raw.get().as_ptr() as usize).saturating_sub(spec.as_str().as_ptr() as usize);
    Span::new(start, start + raw.get().len())
}

/// A value of the wrong type.
fn wrong(spec: &SourceText, span: Span, name: &str, wanted: &str) -> SpecError {
    SpecError {
        what: format!("`{name}` must be {wanted}"),
        next: format!("write {wanted}"),
        spec: Box::new(spec.clone()),
        span,
        label: format!("this is not {wanted}"),
    }
}

/// A task or issue without an id, by which others could name it.
pub fn missing(spec: &SourceText, span: Span, what: &str) -> SpecError {
    SpecError {
        what: format!("this {what} has no `id`"),
        next: "give it one, a text or a number".to_owned(),
        spec: Box::new(spec.clone()),
        span,
        label: "no `id`".to_owned(),
    }
}

/// A file that is no JSON, or not the JSON of the format. `offset` is where the text that was read begins (bytes).
pub fn syntax_error(spec: &SourceText, offset: usize, text: &str, error: &serde_json::Error) -> SpecError {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (before + error.column().saturating_sub(1)).min(text.len().saturating_sub(1));
    let start = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let end = text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |c| start + c.len_utf8());
    let said = error.to_string();
    let label = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said).to_owned();
    SpecError {
        what: "the JSON cannot be read".to_owned(),
        next: "mend the file, or write it again with its tool".to_owned(),
        spec: Box::new(spec.clone()),
        span: Span::new(offset + start, offset + end),
        label,
    }
}

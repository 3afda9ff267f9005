//! The `json` format: the report itself, as one document of the schema `makegood/1`.

use serde::Serialize;

use super::{Style, safe_text};
use model::Rendering;

pub(super) fn render(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    document(rendering.report)
}

/// `value` as one pretty-printed JSON document that ends with a line end.
///
/// Characters that do not show themselves are escaped, which changes nothing for a reader of JSON, and keeps text of
/// others from acting on a terminal. JSON itself is ASCII outside of strings, so all of them stand inside strings.
pub(super) fn document(value: &impl Serialize) -> Vec<u8> {
    let plain = serde_json::to_string_pretty(value).expect("report values have string keys and finite numbers");
    let mut text = String::with_capacity(plain.len() + 1);
    for c in plain.chars() {
        if c != '\n' && safe_text::is_invisible(c) { escape(c, &mut text) } else { text.push(c) }
    }
    text.push('\n');
    text.into_bytes()
}

fn escape(c: char, text: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        text.push_str(&format!("\\u{unit:04x}"));
    }
}

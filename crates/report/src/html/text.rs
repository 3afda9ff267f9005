//! Small pieces of the page: text of others, places, states.

use maud::{Markup, html};

use crate::safe_text::{one_line, visible};

/// Text of others on one line, with what stands in backquotes as code.
pub fn prose(text: &str) -> Markup {
    let text = one_line(text);
    let parts: Vec<&str> = text.split('`').collect();
    // An odd number of backquotes has no pairs that could be relied on.
    if parts.len().is_multiple_of(2) {
        return html! { (text) };
    }
    html! {
        @for (index, part) in parts.iter().enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// `path:line`; the path alone without a line.
pub fn place(path: &str, line: Option<usize>) -> Markup {
    html! { span.place { (visible(path)) @if let Some(line) = line { ":" (line) } } }
}

/// A state in its colour and, for who does not see it, as a word.
pub fn state(class: &str, word: &str) -> Markup {
    html! { span class={ "state " (class) } { (word) } }
}

/// The link of an element to itself.
pub fn anchor(id: &str) -> Markup {
    html! { a.anchor href={ "#" (id) } aria-label="Link to this entry" { "#" } }
}

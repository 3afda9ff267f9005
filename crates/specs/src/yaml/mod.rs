//! YAML with the place of every value: a small tree of plain values, for contract blocks and front matter.
//!
//! Nothing is taken here that makes two readers of one block see two things: no anchors, aliases, tags, merge keys, second
//! documents or doubled keys. Without aliases a text cannot grow while it is read.

mod build;
mod place;

use super::SpecError;
use model::{SourceText, Span};

/// A value and where it stands in the whole spec (bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: a key without a value, `~`, `null`.
    Nothing,
    /// A word or text; `plain` where it stands without quotes, so that it could be a number.
    Text {
        /// The text, without quotes and escapes.
        text: String,
        /// Whether it stands without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping, in order of place; no key comes twice.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// The value of `key`, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// `key` and its value, where this is a mapping that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|entry| entry.key == key)
    }

    /// The text, where this is a text or a number.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The texts of a list of texts, or the one text, with their places. What is neither is left out.
    pub fn texts(&self) -> Vec<(&str, Span)> {
        match &self.value {
            Value::Text { text, .. } => vec![(text, self.span)],
            Value::List(nodes) => nodes.iter().filter_map(|node| Some((node.text()?, node.span))).collect(),
            Value::Nothing | Value::Map(_) => Vec::new(),
        }
    }

    /// What it is, for people: `a list`, `a number`.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Nothing => "nothing",
            Value::Text { text, plain: true } if text.parse::<f64>().is_ok() => "a number",
            Value::Text { text, plain: true } if matches!(text.to_lowercase().as_str(), "true" | "false") => {
                "true or false"
            }
            Value::Text { .. } => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// The value that the bytes `block` of `spec` hold; `None` where they hold none.
///
/// # Errors
/// Where they are no YAML, or more of YAML than is taken here.
pub fn parse(spec: &SourceText, block: Span) -> Result<Option<Node>, SpecError> {
    build::tree(spec, block)
}

//! The keys of a mapping, each asked for by name; every mistake at its place.

use crate::SpecError;
use crate::yaml::{Entry, Node, Value};
use model::{SourceText, Span};

/// How alike a word must be to a known key to be taken for a slip of the pen.
const ALIKE: f64 = 0.5;

/// A spec whose contract is read: makes errors that point into it.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The spec.
    pub spec: &'a SourceText,
}

impl<'a> Reader<'a> {
    /// An error at `span`.
    pub fn error(self, span: Span, what: String, label: &str, next: String) -> SpecError {
        SpecError { what, next, spec: Box::new(self.spec.clone()), span, label: label.to_owned() }
    }

    /// The line that a value stands on.
    pub fn line(self, span: Span) -> usize {
        self.spec.line(span.start)
    }

    /// The entries of a mapping whose keys are all among `known`. `place` is the key that it stands under.
    pub fn entries<'n>(self, node: &'n Node, place: &str, known: &[&str]) -> Result<&'n [Entry], SpecError> {
        let Value::Map(entries) = &node.value else {
            return Err(self.wrong_type(node, place, &format!("a mapping with {}", listed(known))));
        };
        match entries.iter().find(|entry| !known.contains(&entry.key.as_str())) {
            Some(entry) => Err(self.unknown(entry, place, known)),
            None => Ok(entries),
        }
    }

    /// The items of a list; one item may stand for a list of it. Nothing is the empty list.
    pub fn items(node: &Node) -> &[Node] {
        match &node.value {
            Value::List(nodes) => nodes,
            Value::Nothing => &[],
            Value::Text { .. } | Value::Map(_) => std::slice::from_ref(node),
        }
    }

    /// A text on one line that is not empty.
    pub fn text<'n>(self, node: &'n Node, place: &str) -> Result<&'n str, SpecError> {
        match (node.kind(), node.text()) {
            ("a text", Some(text)) if text.trim().is_empty() => Err(self.error(
                node.span,
                format!("`{place}` is empty"),
                "nothing here",
                "say what is meant".to_owned(),
            )),
            ("a text", Some(text)) if text.contains('\n') => {
                let next = "write it on one line".to_owned();
                Err(self.error(node.span, format!("`{place}` has several lines"), "several lines", next))
            }
            ("a text", Some(text)) => Ok(text.trim()),
            _ => Err(self.wrong_type(node, place, "a text")),
        }
    }

    /// A number of things, at least one.
    pub fn count(self, node: &Node, place: &str) -> Result<usize, SpecError> {
        let number = node.text().filter(|_| node.kind() == "a number").and_then(|text| text.parse().ok());
        number.filter(|number| *number > 0).ok_or_else(|| self.wrong_type(node, place, "a whole number above 0"))
    }

    /// A value of the wrong type.
    pub fn wrong_type(self, node: &Node, place: &str, wanted: &str) -> SpecError {
        let what = format!("`{place}` must be {wanted}, not {}", node.kind());
        self.error(node.span, what, &format!("this is {}", node.kind()), format!("write {wanted}"))
    }

    fn unknown(self, entry: &Entry, place: &str, known: &[&str]) -> SpecError {
        let what = format!("there is no key `{}` in `{place}`", entry.key);
        let next = match nearest(&entry.key, known) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the keys are {}", listed(known)),
        };
        self.error(entry.key_span, what, "not known here", next)
    }
}

fn nearest<'k>(typed: &str, known: &[&'k str]) -> Option<&'k str> {
    let likeness = |name: &&'k str| strsim::normalized_damerau_levenshtein(typed, name);
    let alike = known
        .iter()
        .copied()
        .filter(|name| likeness(name) > ALIKE || name.starts_with(typed) || typed.starts_with(*name));
    alike.max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
}

fn listed(known: &[&str]) -> String {
    known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

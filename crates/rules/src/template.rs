//! Messages with places to fill in.
//!
//! `{sign}` is filled in; `{sign|admission}` with the first of them that is known. Text in square brackets is left out
//! where a place inside it cannot be filled: ``[: `{sign}`]``.

use super::named::{Named, from_word, named};

/// A message before it is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Place(Vec<Value>),
    Optional(Vec<Part>),
}

/// What can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// The function's qualified name.
    Function,
    /// The words of the sign.
    Sign,
    /// The words of the admission.
    Admission,
    /// Where the admission says that the work will be done.
    Deferral,
    /// The stub that the function calls.
    Target,
    /// The slot that it is put into.
    Slot,
    /// The marker that hides it from coverage.
    Marker,
    /// The branch that does nothing.
    Branch,
}

named!(Value, "a value of messages",
    Function => "function", Sign => "sign", Admission => "admission", Deferral => "deferral", Target => "target",
    Slot => "slot", Marker => "marker", Branch => "branch");

impl Template {
    /// Reads a template; an error is what is wrong, in words.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (parts, rest) = parse_parts(text)?;
        if rest.is_empty() { Ok(Self(parts)) } else { Err("`]` without `[` before it".to_owned()) }
    }

    /// The message with what `known` tells; what is unknown outside of brackets becomes `?`.
    pub(super) fn fill(&self, known: &dyn Fn(Value) -> Option<String>) -> String {
        self.0.iter().map(|part| part.fill(known).unwrap_or_else(|| part.when_unknown())).collect()
    }
}

impl Part {
    fn fill(&self, known: &dyn Fn(Value) -> Option<String>) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Place(values) => values.iter().find_map(|value| known(*value)),
            Self::Optional(parts) => parts.iter().map(|part| part.fill(known)).collect(),
        }
    }

    fn when_unknown(&self) -> String {
        if matches!(self, Self::Place(_)) { "?".to_owned() } else { String::new() }
    }
}

/// Reads parts up to the end or to an unmatched `]`, which is left in the rest.
fn parse_parts(mut text: &str) -> Result<(Vec<Part>, &str), String> {
    let mut parts = Vec::new();
    while !text.is_empty() && !text.starts_with(']') {
        let (part, rest) = parse_part(text)?;
        parts.push(part);
        text = rest;
    }
    Ok((parts, text))
}

fn parse_part(text: &str) -> Result<(Part, &str), String> {
    if let Some(inner) = text.strip_prefix('{') {
        let (names, rest) = inner.split_once('}').ok_or("`{` without `}` after it")?;
        let values = names.split('|').map(|name| from_word(name.trim())).collect::<Result<_, _>>()?;
        return Ok((Part::Place(values), rest));
    }
    if let Some(inner) = text.strip_prefix('[') {
        let (parts, rest) = parse_parts(inner)?;
        let rest = rest.strip_prefix(']').ok_or("`[` without `]` after it")?;
        return Ok((Part::Optional(parts), rest));
    }
    let end = text.find(['{', '[', ']']).unwrap_or(text.len());
    Ok((Part::Text(text[..end].to_owned()), &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> String {
        let known = |value: Value| (value == Value::Function).then(|| "f".to_owned());
        Template::parse(template).expect("a sound template").fill(&known)
    }

    #[test]
    fn places_are_filled_and_brackets_left_out_where_something_is_unknown() {
        assert_eq!(filled("`{function}` does nothing[: {sign}]"), "`f` does nothing");
        assert_eq!(filled("it[ is {sign|function}]"), "it is f");
        assert_eq!(filled("it is {sign}"), "it is ?");
    }

    #[test]
    fn mistakes_are_told() {
        let mistake = |template| Template::parse(template).expect_err("a mistake");
        assert_eq!(mistake("{function"), "`{` without `}` after it");
        assert_eq!(mistake("a [b"), "`[` without `]` after it");
        assert_eq!(mistake("a ] b"), "`]` without `[` before it");
        assert!(mistake("{functoin}").starts_with("`functoin` is not a value of messages: expected one of `function`"));
    }
}

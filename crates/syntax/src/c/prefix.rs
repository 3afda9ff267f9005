//! What stands before and after a function's name: return type, attributes, linkage.

use super::elements::{Element, Head};
use crate::c::keywords::{
    has_part, is_attribute_word, is_basic_type, is_closing, is_qualifier, is_shouted, is_storage, is_tag, is_typeof,
};
use model::Linkage;

/// What a word or pair before the name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Storage,
    Attribute,
    /// Certainly of the type.
    Type,
    /// `*`
    Pointer,
    /// A type's name or an attribute-like macro.
    Unsure,
}

/// What is told of a function by the words around its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Surroundings {
    pub(super) return_type: String,
    pub(super) attributes: Vec<String>,
    pub(super) linkage: Linkage,
}

/// Reads the elements `before` a function's declarator and those `after` its parameters.
pub(super) fn surroundings(head: &Head, before: &[Element], after: &[Element]) -> Surroundings {
    let mut parts = parts_of(head, before);
    settle(&mut parts);
    let mut attributes: Vec<String> = texts(&parts, Part::Attribute).map(str::to_owned).collect();
    attributes
        .extend(parts_of(head, after).into_iter().filter(|(part, _)| *part != Part::Pointer).map(|(_, text)| text));
    let linkage = linkage(&parts, &attributes);
    Surroundings { return_type: return_type(&parts), attributes, linkage }
}

fn texts(parts: &[(Part, String)], wanted: Part) -> impl Iterator<Item = &str> {
    parts.iter().filter(move |(part, _)| *part == wanted).map(|(_, text)| text.as_str())
}

fn parts_of(head: &Head, elements: &[Element]) -> Vec<(Part, String)> {
    let mut parts = Vec::with_capacity(elements.len());
    let mut index = 0;
    let mut after_tag = false;
    while let Some(&element) = elements.get(index) {
        let next = elements.get(index + 1).filter(|next| matches!(element, Element::Word(_)) && next.is_round());
        let end = next.map_or(element.end(), |group| group.end());
        index += 1 + usize::from(next.is_some());
        if let Some(part) = part_of(head, element, next.is_some(), after_tag) {
            parts.push((part, head.folded(element.start()..end)));
        }
        after_tag = matches!(element, Element::Word(at) if is_tag(head.text(at)));
    }
    parts
}

fn part_of(head: &Head, element: Element, is_call: bool, after_tag: bool) -> Option<Part> {
    match element {
        Element::Word(at) => Some(match head.text(at) {
            word if is_typeof(word) || is_basic_type(word) || is_tag(word) || is_qualifier(word) => Part::Type,
            _ if after_tag && !is_call => Part::Type,
            word if is_storage(word) => Part::Storage,
            word if is_call || is_attribute_word(word) || is_closing(word) => Part::Attribute,
            _ => Part::Unsure,
        }),
        Element::Group { round: false, .. } => Some(Part::Attribute),
        Element::Light(at) if head.token(at).is(b'*') => Some(Part::Pointer),
        _ => None,
    }
}

/// Decides which of the unsure words is the type: none where the language's own types or a tag are there, else the
/// first that is not written in capitals, else the last before a `*`, else the first.
fn settle(parts: &mut [(Part, String)]) {
    let has_type = parts.iter().any(|(part, text)| *part == Part::Type && !is_qualifier(text));
    let pointer = parts.iter().position(|(part, _)| *part == Part::Pointer);
    let unsure: Vec<usize> = (0..parts.len()).filter(|&index| parts[index].0 == Part::Unsure).collect();
    let small = unsure.iter().copied().find(|&index| !is_shouted(&parts[index].1));
    let starred = pointer.and_then(|star| unsure.iter().copied().rfind(|&index| index < star));
    let chosen = if has_type { None } else { small.or(starred).or(unsure.first().copied()) };
    for index in unsure {
        parts[index].0 = if Some(index) == chosen { Part::Type } else { Part::Attribute };
    }
    if !has_type && chosen.is_none() {
        settle_call(parts);
    }
}

/// Without another type, a macro with arguments is one (`STDMETHODIMP_(ULONG) f(void)`), else a reserved word
/// (`__msvcrt_long f(void)`).
fn settle_call(parts: &mut [(Part, String)]) {
    let attribute =
        |test: fn(&str) -> bool| move |(part, text): &(Part, String)| *part == Part::Attribute && test(text);
    let call = parts.iter().rposition(attribute(is_type_macro));
    let reserved = parts.iter().position(attribute(|text| text.starts_with("__") && !text.ends_with(')')));
    if let Some(index) = call.or(reserved) {
        parts[index].0 = Part::Type;
    }
}

fn is_type_macro(text: &str) -> bool {
    text.ends_with(')') && !text.starts_with("__") && !text.starts_with('[')
}

fn return_type(parts: &[(Part, String)]) -> String {
    let kept: Vec<_> = parts.iter().filter(|(part, _)| matches!(part, Part::Type | Part::Pointer)).collect();
    let mut out = String::new();
    for (part, text) in &kept {
        let joined = *part == Part::Pointer && out.ends_with('*');
        if !out.is_empty() && !joined {
            out.push(' ');
        }
        out.push_str(text);
    }
    out
}

fn linkage(parts: &[(Part, String)], attributes: &[String]) -> Linkage {
    let is_weak = |text: &String| !text.contains("weakref") && words(text).any(|word| has_part(word, "weak"));
    if attributes.iter().any(is_weak) {
        Linkage::Weak
    } else if texts(parts, Part::Storage).any(|word| matches!(word, "static" | "STATIC")) {
        Linkage::Internal
    } else {
        Linkage::External
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
}

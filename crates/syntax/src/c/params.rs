//! A function's parameters.

use super::elements::{Element, Head};
use crate::c::keywords::{is_attribute_call, is_attribute_word, is_basic_type, is_declaration_word, is_tag};
use model::Param;
use std::ops::Range;

/// The parameters declared at `places`, what stands between the parentheses.
pub(super) fn declared(head: &Head, places: Range<usize>) -> Vec<Param> {
    let parts = head.split(places);
    if let [only] = parts.as_slice()
        && head.folded(only.clone()) == "void"
    {
        return Vec::new();
    }
    parts.into_iter().filter(|part| !part.is_empty()).map(|part| param(head, part)).collect()
}

/// The parameters of a definition in the old style: names at `places`, their declarations at `declarations`.
pub(super) fn declared_below(head: &Head, places: Range<usize>, declarations: Range<usize>) -> Vec<Param> {
    let mut params = declared(head, places);
    for param in &mut params {
        if param.name.is_empty() {
            param.name = std::mem::take(&mut param.type_text);
        }
        param.type_text = type_below(head, &param.name, declarations.clone());
    }
    params
}

/// The type of `name` among declarations in the old style; `int` where there is none.
fn type_below(head: &Head, name: &str, declarations: Range<usize>) -> String {
    let Some(at) = declarations.clone().find(|&at| head.text(at) == name) else { return "int".to_owned() };
    let start = (declarations.start..at)
        .rev()
        .find(|&before| head.token(before).is(b';'))
        .map_or(declarations.start, |s| s + 1);
    let base = (start..at).take_while(|&place| head.token(place).is_word()).count();
    let base = if base > 1 && start + base < at { first_declarator(head, start, base) } else { base };
    let stars = (start..at).rev().take_while(|&place| head.token(place).is(b'*')).count();
    format!("{}{}{}", head.folded(start..start + base), if stars > 0 { " " } else { "" }, "*".repeat(stars))
}

/// How many of the `base` words from `start` are the type where a comma follows the last of them.
fn first_declarator(head: &Head, start: usize, base: usize) -> usize {
    if head.token(start + base).is(b'*') { base } else { base - 1 }
}

/// The parameters of a macro that takes types and names in turn, as Linux' `SYSCALL_DEFINE3` does.
pub(super) fn in_turn(head: &Head, parts: &[Range<usize>]) -> Vec<Param> {
    parts
        .chunks(2)
        .filter_map(|pair| {
            let [kind, name] = pair else { return None };
            let span = head.token(kind.start).span().cover(head.token(name.end.checked_sub(1)?).span());
            Some(Param { name: head.folded(name.clone()), span, type_text: head.folded(kind.clone()) })
        })
        .collect()
}

/// One parameter at `part`, which is not empty.
pub(super) fn param(head: &Head, part: Range<usize>) -> Param {
    let span = head.token(part.start).span().cover(head.token(part.end - 1).span());
    let elements = without_attributes(head, &head.elements(part));
    let name = name_of(head, &elements);
    let mut type_text = String::new();
    for element in &elements {
        for place in element.start()..element.end() {
            let late = name.is_some_and(|name| place > name) && head.word(place).is_some_and(is_attribute_word);
            if Some(place) != name && !late {
                append(&mut type_text, head, place);
            }
        }
    }
    let name = name.map_or(String::new(), |place| head.text(place).to_owned());
    Param { name, span, type_text: type_text.trim_end().to_owned() }
}

fn append(out: &mut String, head: &Head, place: usize) {
    if !out.is_empty() && place > 0 && head.token(place - 1).end != head.token(place).start && !out.ends_with(' ') {
        out.push(' ');
    }
    out.push_str(head.text(place));
}

fn without_attributes(head: &Head, elements: &[Element]) -> Vec<Element> {
    let mut kept = Vec::with_capacity(elements.len());
    let mut skip = false;
    for (index, &element) in elements.iter().enumerate() {
        let attribute = matches!(element, Element::Word(at) if is_attribute_call(head.text(at)));
        let has_group = elements.get(index + 1).is_some_and(|next| next.is_round());
        if !(skip || attribute && has_group) {
            kept.push(element);
        }
        skip = attribute && has_group && !skip;
    }
    kept
}

/// The place of the parameter's name: inside `(*name)(..)`, else the last word that a type stands before.
fn name_of(head: &Head, elements: &[Element]) -> Option<usize> {
    let groups = elements.iter().find_map(|element| match element {
        Element::Group { open, close, round: true } => pointer_name(head, open + 1..*close),
        _ => None,
    });
    groups.or_else(|| last_word(head, elements))
}

fn pointer_name(head: &Head, inside: Range<usize>) -> Option<usize> {
    let has_star = inside.clone().any(|place| head.token(place).is(b'*') || head.token(place).is(b'^'));
    let name = inside.clone().rfind(|&place| head.token(place).is_word())?;
    let after_star = (inside.start..name).any(|place| !head.token(place).is_word());
    (has_star && after_star && !is_declaration_word(head.text(name))).then_some(name)
}

fn last_word(head: &Head, elements: &[Element]) -> Option<usize> {
    let words: Vec<usize> =
        elements.iter().filter_map(|e| if let Element::Word(at) = e { Some(*at) } else { None }).collect();
    let index =
        words.iter().rposition(|&at| !is_declaration_word(head.text(at)) && !is_late_attribute(head, at, &words))?;
    let at = words[index];
    let star_follows = elements.iter().any(|e| matches!(e, Element::Light(star) if *star > at));
    let before: Vec<&str> = words[..index].iter().map(|&at| head.text(at)).collect();
    let has_type = before.iter().enumerate().any(|(i, word)| is_type_before(word, i, before.len()));
    (has_type && !star_follows).then_some(at)
}

/// Whether `word`, the `index`-th of `count` before a name, makes a type: qualifiers and a last `struct` do not.
fn is_type_before(word: &str, index: usize, count: usize) -> bool {
    let tag_of_name = is_tag(word) && index + 1 == count;
    is_basic_type(word) || !(is_declaration_word(word) || tag_of_name || is_attribute_word(word))
}

/// An attribute-like word after the name: `int x __unused`.
fn is_late_attribute(head: &Head, at: usize, words: &[usize]) -> bool {
    let word = head.text(at);
    words.len() > 2 && (is_attribute_word(word) || word.eq_ignore_ascii_case("unused"))
}

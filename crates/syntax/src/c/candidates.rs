//! Which of the words before a pair of parentheses names the function.

use super::elements::{Element, Head};
use super::tokens::Kind;
use crate::c::keywords::{is_closing, is_control, is_declaration_word, is_operator, is_shouted, is_storage};
use std::ops::Range;

/// A word that could name the function, and the parentheses with what could be its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The index of the first element of its declarator.
    pub(super) first: usize,
    /// The index of the last.
    pub(super) last: usize,
    /// The place of the word.
    pub(super) name: usize,
    /// The places between the parentheses.
    pub(super) params: Range<usize>,
    /// Whether a type stands before it.
    pub(super) typed: bool,
    /// Whether it is written the way macros and attributes are.
    second_class: bool,
}

/// All candidates among `elements`, in order.
pub(super) fn candidates(head: &Head, elements: &[Element]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut index = 0;
    while index < elements.len() {
        let from = found.last().map_or(0, |last| last.last + 1);
        match plain(head, elements, index).or_else(|| enclosed(head, elements, index)) {
            Some(mut candidate) => {
                candidate.typed = is_typed(head, &elements[from..candidate.first]);
                index = candidate.last + 1;
                found.push(candidate);
            }
            None => index += 1 + usize::from(head.is_attribute_at(elements, index)),
        }
    }
    found
}

/// The candidate that is the function's name. A type before it and a name that is no macro's count most; attributes
/// with arguments come after the name, macros that stand by themselves before it.
pub(super) fn choose(head: &Head, candidates: &mut [Candidate]) -> Option<usize> {
    let typed = |candidate: &Candidate| candidate.typed;
    let first_class = |candidate: &Candidate| !candidate.second_class;
    let chosen = candidates
        .iter()
        .rposition(|candidate| typed(candidate) && first_class(candidate))
        .or_else(|| candidates.iter().position(typed))
        .or_else(|| candidates.iter().rposition(first_class))
        .or_else(|| candidates.len().checked_sub(1))?;
    let end = candidates[chosen].last;
    let attribute = is_attribute_like(head, &candidates[chosen]);
    let numbers = attribute && has_number(head, &candidates[chosen]);
    let is_next = |next: &Candidate| numbers || (attribute && next.first == end + 1 && first_class(next));
    let chosen = if candidates.get(chosen + 1).is_some_and(is_next) { chosen + 1 } else { chosen };
    // What directly precedes a name in parentheses of its own is its type or an attribute.
    let adjoins = chosen.checked_sub(1).is_some_and(|before| candidates[before].last + 1 == candidates[chosen].first);
    candidates[chosen].typed |= adjoins || numbers;
    Some(chosen)
}

fn has_number(head: &Head, candidate: &Candidate) -> bool {
    candidate.params.clone().any(|place| head.token(place).kind == Kind::Number)
}

/// `static void FORMAT(2, 0) f(..)`: whether the first of two neighbours can have no parameters between its
/// parentheses.
fn is_attribute_like(head: &Head, candidate: &Candidate) -> bool {
    if !candidate.second_class {
        return false;
    }
    let arguments = head.split(candidate.params.clone());
    let single = arguments.iter().all(|argument| argument.len() == 1 && head.folded(argument.clone()) != "void");
    !arguments.is_empty() && single
}

/// `name ( … )`
fn plain(head: &Head, elements: &[Element], index: usize) -> Option<Candidate> {
    let (Element::Word(name), Some(Element::Group { open, close, round: true })) =
        (elements[index], elements.get(index + 1).copied())
    else {
        return None;
    };
    let word = head.text(name);
    let is_name = !(is_declaration_word(word) || is_control(word) || is_operator(word));
    if !is_name || head.is_attribute_at(elements, index) || starts_declarator(head, elements, index + 1) {
        return None;
    }
    let second_class = is_shouted(word) || word.starts_with("__");
    Some(Candidate { first: index, last: index + 1, name, params: open + 1..close, typed: false, second_class })
}

/// Whether the group at `index` holds the declarator itself: `(*f(int))(void)`, `(f)(void)`.
fn starts_declarator(head: &Head, elements: &[Element], index: usize) -> bool {
    enclosed(head, elements, index).is_some()
}

/// `( * name ( … ) ) ( … )`, `( * name ( … ) ) [ … ]` and `( name ) ( … )`
fn enclosed(head: &Head, elements: &[Element], index: usize) -> Option<Candidate> {
    let Element::Group { open, close, round: true } = elements[index] else { return None };
    let after = elements.get(index + 1).copied().filter(|element| matches!(element, Element::Group { .. }))?;
    let inner = head.elements(open + 1..close);
    let (name, params) = match inner.as_slice() {
        [Element::Word(name)] if after.is_round() => (*name, after.start() + 1..after.end() - 1),
        [.., Element::Word(name), Element::Group { open, close, round: true }] if is_pointer(head, &inner) => {
            (*name, open + 1..*close)
        }
        _ => return None,
    };
    let named = !is_declaration_word(head.text(name)) && !is_control(head.text(name));
    named.then_some(Candidate { first: index, last: index + 1, name, params, typed: false, second_class: false })
}

/// Whether the elements begin as a pointer's declarator does, a calling convention before the `*` allowed.
fn is_pointer(head: &Head, inner: &[Element]) -> bool {
    let star = |element: &Element| matches!(element, Element::Light(at) if head.token(*at).is(b'*'));
    inner.iter().take(2).any(star)
}

/// Whether a type, or what could be one, is among the elements before a name.
fn is_typed(head: &Head, before: &[Element]) -> bool {
    let is_type = |(index, element): (usize, &Element)| match element {
        Element::Word(at) => {
            let word = head.text(*at);
            !(is_storage(word) || is_closing(word) || head.is_attribute_at(before, index))
        }
        Element::Brace(_) => true,
        _ => false,
    };
    before.iter().enumerate().any(is_type)
}

//! Tells from the tokens before a body, or before a `;`, whether they are a function's head, and what it says.

use super::candidates::{Candidate, candidates, choose};
use super::elements::{Element, Head};
use super::naming::{is_plain_name, is_test_macro, name_and_params};
use super::prefix::{Surroundings, surroundings};
use super::words::{is_declaration_word, is_tag};
use crate::model::Param;

/// What a function's head says. Places count in the tokens of the [`Head`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signature {
    /// The place of the name.
    pub(super) name: usize,
    /// The place of the first token, macros that stand by themselves before it left out.
    pub(super) first: usize,
    /// The place of the first of such macros.
    pub(super) leading: usize,
    pub(super) params: Vec<Param>,
    pub(super) surroundings: Surroundings,
    pub(super) is_test: bool,
    /// Whether a type stands before the name.
    pub(super) typed: bool,
}

/// Reads the head of a function; `None` where the tokens are none. `below` is where declarations of parameters in the
/// old style begin.
pub(super) fn read(head: &Head, below: Option<usize>) -> Option<Signature> {
    let end = below.unwrap_or(head.tokens.len());
    let all = head.elements(0..end);
    let elements = own_elements(head, &all)?;
    let mut candidates = candidates(head, elements);
    let chosen = choose(head, &mut candidates)?;
    let candidate = &candidates[chosen];
    let (name, params) = name_and_params(head, elements, candidate, below)?;
    let begin = begin_of(elements, &candidates[..chosen], candidate);
    let before: Vec<Element> =
        elements[begin..candidate.first].iter().copied().filter(|element| element.start() != name).collect();
    let mut surroundings = surroundings(head, &before, &elements[candidate.last + 1..]);
    surroundings.return_type.push_str(&pointer_suffix(head, elements, candidate));
    let is_test = is_test(head, candidate, name, &surroundings, &params);
    let first = elements[begin.min(candidate.first)].start();
    Some(Signature { name, first, leading: elements[0].start(), params, surroundings, is_test, typed: candidate.typed })
}

/// What follows the name in the type of a function that returns a pointer to a function or an array: ` (*)(int)`.
fn pointer_suffix(head: &Head, elements: &[Element], candidate: &Candidate) -> String {
    let shell = elements[candidate.first];
    if !shell.is_round() || candidate.params.start > shell.end() {
        return String::new();
    }
    let result = elements[candidate.last];
    format!(" (*){}", head.folded(result.start()..result.end()))
}

/// The elements that can belong to a function's head: those after the last that cannot, and nothing at all for types,
/// initializers and statements.
fn own_elements<'e>(head: &Head, all: &'e [Element]) -> Option<&'e [Element]> {
    let cut = all.iter().rposition(|element| matches!(element, Element::Foreign(_))).map_or(0, |at| at + 1);
    let cut = if all[..cut].iter().any(|e| is_mark(head, *e, b'=')) { after_brace(all, cut)? } else { cut };
    let elements = &all[cut..];
    let typedef = elements.iter().any(|e| matches!(e, Element::Word(at) if head.text(*at) == "typedef"));
    let elements = if typedef { &all[after_brace(all, cut)?..] } else { elements };
    let refused = elements.is_empty() || head.has_control(elements) || is_tag_definition(head, elements);
    (!refused).then_some(elements)
}

fn is_mark(head: &Head, element: Element, mark: u8) -> bool {
    matches!(element, Element::Foreign(at) if head.token(at).is(mark))
}

/// Where a head can begin after the last braced part, of an item that was left without its `;`.
fn after_brace(all: &[Element], from: usize) -> Option<usize> {
    let brace = all.iter().rposition(|element| matches!(element, Element::Brace(_)))?;
    (brace + 1 >= from).then_some(brace + 1)
}

/// `struct PACKED(4) {`, `enum x {`: whether what opens after the elements are a type's members.
fn is_tag_definition(head: &Head, elements: &[Element]) -> bool {
    let is_type = |word: &str| is_tag(word) || word == "class";
    let tag = |element: &Element| matches!(element, Element::Word(at) if is_type(head.text(*at)));
    match elements {
        [first, Element::Word(_), group] if tag(first) && group.is_round() => true,
        [.., last] if tag(last) => true,
        [.., before, Element::Word(_)] => tag(before),
        _ => false,
    }
}

/// The index of the first element of the signature. Macros with arguments before it stand by themselves, unless
/// nothing but them can be the type.
fn begin_of(elements: &[Element], before: &[Candidate], chosen: &Candidate) -> usize {
    let brace = elements[..chosen.first].iter().rposition(|e| matches!(e, Element::Brace(_))).map_or(0, |at| at + 1);
    let after_brace = if is_struct_result(elements, brace) { 0 } else { brace };
    let adjoins = before.last().is_some_and(|last| last.last + 1 == chosen.first);
    let apart = if adjoins { &before[..before.len() - 1] } else { before };
    apart.last().map_or(0, |last| last.last + 1).max(after_brace)
}

/// Whether the braces directly before `brace` are followed by a name at once: `struct { int x; } f(void)`.
fn is_struct_result(elements: &[Element], brace: usize) -> bool {
    brace > 0 && matches!(elements.get(brace + 1), Some(next) if next.is_round())
}

/// Whether the head is that of a test, by the macro that defines it, its parameters or its name and shape.
fn is_test(head: &Head, candidate: &Candidate, name: usize, around: &Surroundings, params: &[Param]) -> bool {
    let by_macro = name != candidate.name && is_test_macro(head.text(candidate.name));
    let by_param = params.iter().any(|param| param.type_text.replace(' ', "") == "structkunit*");
    let word = head.text(name);
    let named = word.starts_with("test_") || word.ends_with("_test") || word.starts_with("Test");
    let runs_alone = match params {
        [] => true,
        [state] => state.type_text.replace(' ', "") == "void**",
        _ => false,
    };
    by_macro || by_param || (named && runs_alone && around.return_type == "void")
}

/// Where declarations of parameters in the old style can begin in an item that ends with a `;`:
/// `int f(a, b) int a;`. `None` for everything that cannot be such a head.
pub(super) fn old_style(head: &Head) -> Option<usize> {
    let end = head.tokens.len().checked_sub(1)?;
    let group_end = (1..end).find(|&at| head.token(at - 1).is(b')') && head.token(at).is_word())?;
    let elements = head.elements(0..end);
    let index = elements.iter().position(|element| element.end() == group_end && element.is_round())?;
    let Element::Group { open, close, .. } = elements[index] else { return None };
    let named = matches!(elements.get(index.checked_sub(1)?), Some(Element::Word(at)) if is_name(head, *at));
    let names = head.split(open + 1..close);
    let all_names = !names.is_empty() && names.iter().all(|name| is_plain_name(head, name));
    let declares = elements.len() > index + 2 && is_type_start(head, elements[index + 1]);
    let initializes = elements.iter().any(|element| is_mark(head, *element, b'='));
    (named && all_names && declares && !initializes).then_some(group_end)
}

fn is_name(head: &Head, place: usize) -> bool {
    !is_declaration_word(head.text(place)) && !super::words::is_attribute_call(head.text(place))
}

fn is_type_start(head: &Head, element: Element) -> bool {
    matches!(element, Element::Word(at) if !super::words::is_attribute_word(head.text(at)))
}

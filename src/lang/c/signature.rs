//! Tells from the tokens before a body, or before a `;`, whether they are a function's head, and what it says.

use super::candidates::{Candidate, candidates, choose};
use super::elements::{Element, Head};
use super::params;
use super::prefix::{Surroundings, surroundings};
use super::words::{has_part, is_basic_type, is_declaration_word, is_shouted, is_tag};
use crate::model::Param;
use std::ops::Range;

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
    let surroundings = surroundings(head, &elements[begin..candidate.first], &elements[candidate.last + 1..]);
    let is_test = is_test(head, candidate, name, &surroundings, &params);
    let first = elements[begin.min(candidate.first)].start();
    Some(Signature { name, first, leading: elements[0].start(), params, surroundings, is_test, typed: candidate.typed })
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

fn name_and_params(
    head: &Head,
    elements: &[Element],
    candidate: &Candidate,
    below: Option<usize>,
) -> Option<(usize, Vec<Param>)> {
    if let Some(start) = below {
        let declarations = start..head.tokens.len();
        return Some((candidate.name, params::declared_below(head, candidate.params.clone(), declarations)));
    }
    let arguments = head.split(candidate.params.clone());
    if let Some(name) = name_before_params_macro(head, elements, candidate, &arguments) {
        return Some((name, declared_parts(head, &arguments)));
    }
    if let Some(named) = argument_that_names(head, candidate, &arguments) {
        return Some((arguments[named].end - 1, params_of_macro(head, candidate, &arguments, named)));
    }
    let at_line_start = starts_line(head, elements[candidate.first].start());
    let word = head.text(candidate.name);
    let plausible = candidate.typed || is_shouted(word) || at_line_start;
    (plausible && !word.starts_with("DECLARE_"))
        .then(|| (candidate.name, params::declared(head, candidate.params.clone())))
}

/// Which argument of a macro that defines a function is the function's name: `TEST(suite, name)`,
/// `SYSCALL_DEFINE3(name, ..)`, `int BPF_PROG(name, ..)`. `None` where the candidate is no such macro.
fn argument_that_names(head: &Head, candidate: &Candidate, arguments: &[Range<usize>]) -> Option<usize> {
    let word = head.text(candidate.name);
    let is_test = has_part(word, "test") || matches!(word, "Theory" | "THEORY");
    let names: Vec<usize> = (0..arguments.len()).filter(|&index| is_plain_name(head, &arguments[index])).collect();
    if candidate.typed {
        let others = arguments.len() > 1 && arguments[1..].iter().all(|argument| argument.len() > 1);
        let small = names.first() == Some(&0) && !looks_like_type(head.text(arguments[0].start));
        return (is_shouted(word) && small && (arguments.len() == 1 || others)).then_some(0);
    }
    if !(is_shouted(word) || is_test) || word.starts_with("DECLARE_") {
        return None;
    }
    if let Some(list) = parameter_list(head, arguments) {
        return Some(list - 1);
    }
    let pair = arguments.len() == 2 && names.len() == 2 && (is_test || has_part(word, "method"));
    if pair { Some(1) } else { names.first().copied() }
}

/// Which argument is a list of parameters in parentheses of its own that a name stands before:
/// `FUNCTION(int, name, (int a))`.
fn parameter_list(head: &Head, arguments: &[Range<usize>]) -> Option<usize> {
    let named = |at: usize| arguments[at - 1].len() > 0 && head.word(arguments[at - 1].end - 1).is_some();
    (1..arguments.len()).find(|&at| arguments[at].len() > 1 && head.token(arguments[at].start).is(b'(') && named(at))
}

fn is_plain_name(head: &Head, argument: &Range<usize>) -> bool {
    argument.len() == 1 && head.word(argument.start).is_some_and(|word| !is_declaration_word(word))
}

/// Whether an only word between parentheses is rather a nameless parameter's type: `(HWND)`, `(size_t)`.
fn looks_like_type(word: &str) -> bool {
    is_basic_type(word) || word.ends_with("_t") || is_shouted(word)
}

fn params_of_macro(head: &Head, candidate: &Candidate, arguments: &[Range<usize>], named: usize) -> Vec<Param> {
    let rest = &arguments[named + 1..];
    if has_part(head.text(candidate.name), "syscall") {
        return params::in_turn(head, rest);
    }
    if let [list, ..] = rest
        && list.len() > 1
        && head.token(list.start).is(b'(')
    {
        return params::declared(head, list.start + 1..list.end - 1);
    }
    declared_parts(head, rest)
}

/// The parameters among a macro's arguments: those of more than one token.
fn declared_parts(head: &Head, arguments: &[Range<usize>]) -> Vec<Param> {
    let declares = |part: &&Range<usize>| part.len() > 1 && !head.token(part.start).is(b'(');
    arguments.iter().filter(declares).map(|part| params::param(head, part.clone())).collect()
}

/// `void f P2((a, b), int a, int b) {`: the name stands before a macro that chooses between styles of parameters.
fn name_before_params_macro(
    head: &Head,
    elements: &[Element],
    candidate: &Candidate,
    arguments: &[Range<usize>],
) -> Option<usize> {
    let Element::Word(before) = *elements.get(candidate.first.checked_sub(1)?)? else { return None };
    let lists = head.token(arguments.first()?.start).is(b'(') && is_shouted(head.text(candidate.name));
    (lists && !is_declaration_word(head.text(before))).then_some(before)
}

fn starts_line(head: &Head, place: usize) -> bool {
    let start = head.token(place).start as usize;
    start == 0 || matches!(head.scan.text.as_bytes()[start - 1], b'\n' | b'\xbf')
}

/// Whether the head is that of a test, by the macro that defines it, its parameters or its name and shape.
fn is_test(head: &Head, candidate: &Candidate, name: usize, around: &Surroundings, params: &[Param]) -> bool {
    let by_macro = name != candidate.name && {
        let word = head.text(candidate.name);
        has_part(word, "test") || matches!(word, "Theory" | "THEORY")
    };
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

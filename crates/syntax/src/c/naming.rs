//! The function's name and parameters, once it is known which word they belong to: most often that word, else an
//! argument of the macro that it is.

use super::candidates::Candidate;
use super::elements::{Element, Head};
use super::params;
use crate::c::keywords::{has_part, is_basic_type, is_declaration_word, is_shouted};
use model::Param;
use std::ops::Range;

/// Where a function's parameters stand, so that they are read only when they are asked for.
pub(super) enum Listed {
    /// Between parentheses.
    Declared(Range<usize>),
    /// Their names between parentheses, and declarations in the old style from a place on.
    Below(Range<usize>, usize),
    /// Arguments of a macro, types and names in turn.
    InTurn(Vec<Range<usize>>),
    /// Among the arguments of a macro.
    Among(Vec<Range<usize>>),
}

impl Listed {
    /// Reads the parameters.
    pub(super) fn params(&self, head: &Head) -> Vec<Param> {
        match self {
            Self::Declared(places) => params::declared(head, places.clone()),
            Self::Below(names, from) => params::declared_below(head, names.clone(), *from..head.tokens.len()),
            Self::InTurn(arguments) => params::in_turn(head, arguments),
            Self::Among(arguments) => declared_parts(head, arguments),
        }
    }
}

/// The place of the function's name and where its parameters stand; `None` where the candidate is a call rather than a head.
/// `below` is where declarations of parameters in the old style begin.
pub(super) fn named(
    head: &Head,
    elements: &[Element],
    candidate: &Candidate,
    below: Option<usize>,
) -> Option<(usize, Listed)> {
    if let Some(start) = below {
        return Some((candidate.name, Listed::Below(candidate.params.clone(), start)));
    }
    if let Some(named) = named_by_macro(head, elements, candidate) {
        return Some(named);
    }
    let at_line_start = starts_line(head, elements[candidate.first].start());
    let word = head.text(candidate.name);
    let plausible = candidate.typed || is_shouted(word) || at_line_start;
    (plausible && !word.starts_with("DECLARE_")).then(|| (candidate.name, Listed::Declared(candidate.params.clone())))
}

/// The same where the candidate is a macro that the name stands in or before. A name in small letters with a type before it
/// is none.
fn named_by_macro(head: &Head, elements: &[Element], candidate: &Candidate) -> Option<(usize, Listed)> {
    let word = head.text(candidate.name);
    if !is_shouted(word) && (candidate.typed || !is_test_macro(word)) {
        return None;
    }
    let arguments = head.split(candidate.params.clone());
    if let Some(name) = name_before_params_macro(head, elements, candidate, &arguments) {
        return Some((name, Listed::Among(arguments)));
    }
    let named = argument_that_names(head, candidate, &arguments)?;
    Some((arguments[named].end - 1, params_of_macro(head, candidate, &arguments, named)))
}

/// Which argument of a macro that defines a function is the function's name: `TEST(suite, name)`,
/// `SYSCALL_DEFINE3(name, ..)`, `int BPF_PROG(name, ..)`. `None` where the candidate is no such macro.
fn argument_that_names(head: &Head, candidate: &Candidate, arguments: &[Range<usize>]) -> Option<usize> {
    let word = head.text(candidate.name);
    let is_test = is_test_macro(word);
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
    let pair = names.starts_with(&[0, 1]) && (is_test || (has_part(word, "method") && arguments.len() == 2));
    if pair { Some(1) } else { names.first().copied() }
}

/// Which argument is a list of parameters in parentheses of its own that a name stands before:
/// `FUNCTION(int, name, (int a))`.
fn parameter_list(head: &Head, arguments: &[Range<usize>]) -> Option<usize> {
    let named = |at: usize| !arguments[at - 1].is_empty() && head.word(arguments[at - 1].end - 1).is_some();
    (1..arguments.len()).find(|&at| arguments[at].len() > 1 && head.token(arguments[at].start).is(b'(') && named(at))
}

/// Whether the argument at these places is nothing but a name.
pub(super) fn is_plain_name(head: &Head, argument: &Range<usize>) -> bool {
    argument.len() == 1 && head.word(argument.start).is_some_and(|word| !is_declaration_word(word))
}

/// Whether an only word between parentheses is rather a nameless parameter's type: `(HWND)`, `(size_t)`.
fn looks_like_type(word: &str) -> bool {
    is_basic_type(word) || word.ends_with("_t") || is_shouted(word)
}

fn params_of_macro(head: &Head, candidate: &Candidate, arguments: &[Range<usize>], named: usize) -> Listed {
    let rest = &arguments[named + 1..];
    if has_part(head.text(candidate.name), "syscall") {
        return Listed::InTurn(rest.to_vec());
    }
    match rest {
        [list, ..] if list.len() > 1 && head.token(list.start).is(b'(') => {
            Listed::Declared(list.start + 1..list.end - 1)
        }
        _ => Listed::Among(rest.to_vec()),
    }
}

/// The parameters among a macro's arguments: those of more than one token.
fn declared_parts(head: &Head, arguments: &[Range<usize>]) -> Vec<Param> {
    let declares = |part: &&Range<usize>| part.len() > 1 && !matches!(head.token(part.start).mark(), b'(' | b'.');
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

/// Whether a macro of this name defines a test.
pub(super) fn is_test_macro(word: &str) -> bool {
    has_part(word, "test") || matches!(word, "Theory" | "THEORY")
}

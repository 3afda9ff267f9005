//! Tests that a macro makes: its definition, and where it is invoked.

use std::collections::HashSet;
use std::ops::Range;

use super::frameworks::framework;
use crate::rust::attributes::Attribute;
use crate::rust::item_walk::Noted;
use crate::rust::items::ItemKind;
use crate::rust::predicate::split;
use crate::rust::tests::called_names;
use crate::rust::tokens::Tokens;
use model::{FunctionCalls, Linkage, MacroArgument, MacroInvocation, Role, TestFacts, TestMaker};

/// Adds the macros among `items` to `facts`: what they call, those that hold tests, and invocations.
pub(super) fn add(facts: &mut TestFacts, tokens: &Tokens, items: &[Noted]) {
    for noted in items {
        if let Some((name, body)) = definition(tokens, noted) {
            facts.functions.push(calls(tokens, name, &body, noted.is_test));
            facts.makers.extend(maker(tokens, name, &body));
        }
        facts.invocations.extend(invocation(tokens, noted));
    }
    facts.functions.sort_by_key(|function| function.span);
}

/// The name and the body of a `macro_rules!` item.
fn definition(tokens: &Tokens, noted: &Noted) -> Option<(usize, Range<usize>)> {
    let ItemKind::Named { name } = noted.item.kind else { return None };
    let rules = name >= 2 && tokens.is_word(name - 2, "macro_rules") && tokens.is_punct(name - 1, b'!');
    let close = rules.then(|| tokens.any_group(name + 1)).flatten()?;
    Some((name, name + 2..close))
}

fn calls(tokens: &Tokens, name: usize, body: &Range<usize>, is_test: bool) -> FunctionCalls {
    let span = tokens.span(name).cover(tokens.extent(body));
    FunctionCalls {
        name: tokens.str(name).to_owned(),
        qualified: tokens.str(name).to_owned(),
        name_span: tokens.span(name),
        span,
        role: Role::Free,
        linkage: Linkage::External,
        is_macro: true,
        is_test,
        returns_value: true,
        body: called_names::of_range(tokens, body.clone(), HashSet::new()),
        body_hash: tokens.hash(tokens.extent(body)),
    }
}

/// The macro as a maker of tests, if one of its arms holds a test.
fn maker(tokens: &Tokens, name: usize, body: &Range<usize>) -> Option<TestMaker> {
    let arms = arms(tokens, body);
    let all = arms.iter().map(|(_, arm)| tests_in(tokens, arm));
    let making: Vec<Option<usize>> = all.filter(|tests| *tests != Some(0)).collect();
    let first = *making.first()?;
    let tests = first.filter(|_| making.iter().all(|tests| *tests == first));
    let round =
        arms.first().filter(|_| tests.is_none() && arms.len() == 1).and_then(|(matcher, _)| round(tokens, matcher));
    Some(TestMaker { name: tokens.str(name).to_owned(), span: tokens.span(name), tests, round })
}

/// How many arguments make up one round of a matcher that is one repetition as a whole.
fn round(tokens: &Tokens, matcher: &Range<usize>) -> Option<usize> {
    let close = tokens.is_punct(matcher.start, b'$').then(|| tokens.group(matcher.start + 1, b'(')).flatten()?;
    let first = split(tokens, matcher.start + 2..close, b',').len();
    let rest = tokens.folded(close + 1..matcher.end).replace(' ', "");
    let whole = matches!(rest.as_str(), "*" | "+" | ",*" | ",+" | ",*$(,)?" | ",+$(,)?" | ",*$(,)*");
    let commas = rest.starts_with(',') || tokens.is_punct(close - 1, b',');
    (whole && commas).then_some(first)
}

/// The arms `(..) => {..}` of a macro: what each takes and what it stands for.
fn arms(tokens: &Tokens, body: &Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut arms = Vec::new();
    let mut at = body.start;
    while at < body.end {
        let taken = tokens.any_group(at);
        let arrow = taken.is_some_and(|close| tokens.is_punct(close + 2, b'>') && tokens.ends_arrow(close + 2));
        if let Some(close) = taken.filter(|_| arrow)
            && let Some(end) = tokens.any_group(close + 3)
        {
            arms.push((at + 1..close, close + 4..end));
            at = end + 1;
        } else {
            at = tokens.next(at);
        }
    }
    arms
}

/// How many tests the tokens of an arm hold; `None` where they stand in a repetition.
fn tests_in(tokens: &Tokens, arm: &Range<usize>) -> Option<usize> {
    let repeated: Vec<Range<usize>> = arm
        .clone()
        .filter(|&at| tokens.is_punct(at, b'$'))
        .filter_map(|at| Some(at + 1..tokens.group(at + 1, b'(')?))
        .collect();
    let tests: Vec<usize> = arm.clone().filter(|&at| is_test(tokens, at)).collect();
    let within = |at: &usize| repeated.iter().any(|range| range.contains(at));
    if tests.iter().any(within) { None } else { Some(tests.len()) }
}

fn is_test(tokens: &Tokens, at: usize) -> bool {
    Attribute::read(tokens, at, false).is_some_and(|attribute| framework(tokens, &[attribute], None).is_some())
}

fn invocation(tokens: &Tokens, noted: &Noted) -> Option<MacroInvocation> {
    let ItemKind::Macro { path, body } = &noted.item.kind else { return None };
    let (_, start) = Attribute::read_all(tokens, body.start, false);
    let named = (start..body.end).next().filter(|&at| tokens.is_name(at));
    let first = named.map_or(String::new(), |at| format!("{}{}", noted.prefix, tokens.str(at)));
    let rest = named.map_or(body.start, |at| at + 1)..body.end;
    Some(MacroInvocation {
        name: tokens.str(path.end - 1).to_owned(),
        first,
        span: tokens.extent(&noted.item.tokens),
        conditions: noted.conditions.clone(),
        body: called_names::of_range(tokens, body.clone(), HashSet::new()),
        body_hash: tokens.hash(tokens.extent(&rest)),
        arguments: split(tokens, body.clone(), b',').into_iter().map(|part| argument(tokens, noted, part)).collect(),
    })
}

fn argument(tokens: &Tokens, noted: &Noted, part: Range<usize>) -> MacroArgument {
    let (_, start) = Attribute::read_all(tokens, part.start, false);
    let named = tokens.is_name(start).then(|| format!("{}{}", noted.prefix, tokens.str(start)));
    let name = named.unwrap_or_default();
    let rest = (start + 1).min(part.end)..part.end;
    MacroArgument { name, span: tokens.extent(&part), hash: tokens.hash(tokens.extent(&rest)) }
}

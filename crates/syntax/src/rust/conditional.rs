//! Macros that choose between arms by `cfg`: `cfg_if!` and `cfg_select!`.

use std::ops::Range;

use super::attributes::Attribute;
use super::predicate::Predicate;
use super::tokens::Tokens;
use model::Condition;

/// One arm: the predicate that selects it together with those before it, and what is between its braces.
pub(super) struct ConditionalArm {
    /// What must hold for it, the arms before it being refused.
    pub(super) predicate: Predicate,
    /// What is inside its braces, as a range of tokens.
    pub(super) body: Range<usize>,
}

/// The arms of an invocation of the macro named by the tokens `path`, when it is a choice by `cfg` and reads as one.
pub(super) fn arms(tokens: &Tokens, path: &Range<usize>, body: &Range<usize>) -> Option<Vec<ConditionalArm>> {
    let read = match tokens.str(path.end.checked_sub(1)?) {
        "cfg_if" => read_if_arm,
        "cfg_select" | "cfg_match" => read_select_arm,
        _ => return None,
    };
    let mut arms: Vec<ConditionalArm> = Vec::new();
    let mut at = body.start;
    while at < body.end {
        let (predicate, open) = read(tokens, at)?;
        let close = tokens.group(open, b'{')?;
        let predicate = predicate.unwrap_or_else(|| otherwise(&arms));
        arms.push(ConditionalArm { predicate, body: open + 1..close });
        at = close + 1;
    }
    Some(arms)
}

/// `if #[cfg(P)] {`, `else if #[cfg(P)] {`, `else {`: the predicate and the place of the brace.
fn read_if_arm(tokens: &Tokens, at: usize) -> Option<(Option<Predicate>, usize)> {
    let at = at + usize::from(tokens.is_word(at, "else"));
    if !tokens.is_word(at, "if") {
        return Some((None, at));
    }
    let attribute = Attribute::read(tokens, at + 1, false)?;
    Some((Some(attribute.cfg(tokens)?), attribute.tokens.end))
}

/// `P => {`, `_ => {`.
fn read_select_arm(tokens: &Tokens, at: usize) -> Option<(Option<Predicate>, usize)> {
    let mut arrow = at;
    while !(tokens.is_punct(arrow, b'>') && tokens.ends_arrow(arrow)) {
        arrow = tokens.next(arrow);
        if arrow >= tokens.all().end {
            return None;
        }
    }
    let predicate = Predicate::read(tokens, at..arrow - 1);
    let rest = matches!(&predicate, Predicate::Option(text) if text == "_");
    Some(((!rest).then_some(predicate), arrow + 1))
}

/// The predicate of a last arm without one: none of those before it holds.
fn otherwise(arms: &[ConditionalArm]) -> Predicate {
    let mut before: Vec<Predicate> = arms.iter().map(|arm| arm.predicate.clone()).collect();
    let any = if before.len() == 1 { before.remove(0) } else { Predicate::Any(before) };
    Predicate::Not(Box::new(any))
}

/// The condition that stands for `predicate`; a `not(..)` is taken off and told as negated.
/// It is the second arm of its group, as an `#else` is.
pub(super) fn condition(predicate: &Predicate, group: usize, arm: usize) -> Condition {
    let (positive, negated) = predicate.without_not();
    Condition { text: positive.text(), negated, group, arm: arm.max(usize::from(negated)) }
}

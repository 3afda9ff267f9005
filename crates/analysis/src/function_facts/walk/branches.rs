//! Decisions, selections, repetitions: several ways and how they join.

use std::rc::Rc;

use super::shapes::{
    as_call, asks, assigned_in, block_span, breaks, breaks_with_value, constant, describe, has_assignment, is_zero,
};
use super::{Effect, Flow, Values, Walk, WalkedExit};
use crate::function_facts::admission_text::shortened;
use crate::function_facts::reads::names_in;
use model::{LanguageId, Place, Span, Yield};
use syntax::ir::{Arm, Block, Expr, Statement};

/// By what a branch is told from others.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Label<'a> {
    /// This holds.
    When(&'a Expr),
    /// This does not hold.
    WhenNot(&'a Expr),
    /// An arm's pattern.
    Pattern(&'a str),
    /// The `else` of a declaration.
    Otherwise,
}

impl Label<'_> {
    /// In words. Few labels are ever shown.
    pub(crate) fn text(self) -> String {
        match self {
            Self::When(condition) => shortened(&describe(condition)),
            Self::WhenNot(condition) => format!("not {}", shortened(&describe(condition))),
            Self::Pattern(pattern) => pattern.to_owned(),
            Self::Otherwise => "else".to_owned(),
        }
    }
}

/// A branch and what stands in it.
#[derive(Debug, Clone)]
pub(crate) struct Walked<'a> {
    pub(crate) span: Span,
    pub(crate) label: Label<'a>,
    /// Where comments that belong to it may begin: behind the branch before it.
    pub(crate) from: usize,
    /// The steps in it, as a range into the walk's.
    pub(crate) steps: std::ops::Range<usize>,
    /// The exits in it, as a range into the walk's.
    pub(crate) exits: std::ops::Range<usize>,
    /// Whether it only refuses to go on.
    pub(crate) guard: bool,
}

impl Walked<'_> {
    /// Where texts stand that are about it.
    pub(crate) fn reach(&self) -> Span {
        Span::new(self.from.min(self.span.start), self.span.end)
    }
}

/// Which exits make a side of a decision a guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guards {
    /// Errors and refusals.
    Failures,
    /// Also constants: an early `return 0` before anything is done.
    Answers,
}

/// Whether nothing stands in a block, not even a comment.
fn is_bare(block: &Block) -> bool {
    block.statements.is_empty() && block.span.end - block.span.start <= "{ }".len() && !block.span.is_empty()
}

/// The arms of a selection that went on with the arm at hand, and what locals are worth behind the last of them.
#[derive(Default)]
struct Fallen<'a> {
    branches: Vec<usize>,
    values: Option<Values<'a>>,
}

impl<'a> Walk<'a> {
    pub(super) fn decision(
        &mut self,
        condition: &'a Expr,
        then: &'a Block,
        otherwise: Option<&'a Block>,
        place: Place,
        tail: bool,
    ) -> Flow {
        if otherwise.is_none() && is_bare(then) {
            return self.bare_condition(condition, place);
        }
        self.condition(condition, place);
        if let Some(known) = constant(condition) {
            return match (known, otherwise) {
                (true, _) => self.block(then, place, tail),
                (false, Some(block)) => self.block(block, place, tail),
                (false, None) => Flow::On,
            };
        }
        let before = self.values.clone();
        let early = if otherwise.is_none() && !tail { Guards::Answers } else { Guards::Failures };
        let first = self.branch(then, Label::When(condition), then.span.start, place, tail, early);
        let after_then = std::mem::replace(&mut self.values, before);
        let second = match otherwise {
            Some(block) => self.branch(block, Label::WhenNot(condition), then.span.end, place, tail, Guards::Failures),
            None => Flow::On,
        };
        if otherwise.is_none() && first == Flow::On && !then.statements.is_empty() {
            self.tried(condition);
        }
        self.merge(after_then, first, second);
        if first == Flow::Ended && second == Flow::Ended { Flow::Ended } else { Flow::On }
    }

    /// `if let Err(error) = unregister(id) { warn!(..) }`: where the branch only reports, the condition is what is done.
    fn tried(&mut self, condition: &'a Expr) {
        let Some(branch) = self.branches.last() else { return };
        let reports = !branch.steps.is_empty()
            && branch.exits.is_empty()
            && self.steps[branch.steps.clone()]
                .iter()
                .all(|step| step.effect == Effect::Inert && step.binds.is_empty());
        if reports {
            self.done_for(condition);
        }
    }

    /// Counts a call as done for what it does, although what follows only looks at how it went: `match store.save() {`
    /// `Ok(()) => .., Err(error) => .. }`.
    fn done_for(&mut self, value: &'a Expr) {
        let does = self.language == LanguageId::Rust && self.value_effect(value) == Effect::Work;
        if does && as_call(value).is_some_and(|call| !asks(call)) {
            self.step(value.span, Effect::Work, Vec::new(), names_in(value), None);
        }
    }

    /// `if let Ok(()) = file.sync() {}`: nothing depends on the condition, so what it does is all there is.
    fn bare_condition(&mut self, condition: &'a Expr, place: Place) -> Flow {
        self.early_exits(condition, place);
        let effect = self.value_effect(condition);
        self.step(condition.span, effect, assigned_in(condition), names_in(condition), None);
        Flow::On
    }

    pub(super) fn condition(&mut self, condition: &'a Expr, place: Place) {
        self.early_exits(condition, place);
        let reads = names_in(condition);
        self.decided_by.extend(&reads);
        let effect = match self.value_effect(condition) {
            Effect::Work if has_assignment(condition) => Effect::Work,
            Effect::Work => Effect::Check,
            other => other,
        };
        if effect != Effect::Inert {
            self.step(condition.span, effect, assigned_in(condition), reads, None);
        }
    }

    /// Joins what locals are worth behind two sides.
    pub(super) fn merge(&mut self, then: Values<'a>, first: Flow, second: Flow) {
        if second == Flow::Ended {
            self.values = then;
        } else if first == Flow::On && !Rc::ptr_eq(&then, &self.values) {
            let joined = Rc::make_mut(&mut self.values);
            for (name, worths) in then.iter() {
                let known = joined.entry(name).or_default();
                known.extend(worths.iter().filter(|worth| !known.contains(worth)).cloned().collect::<Vec<_>>());
            }
        }
    }

    /// Walks through a side of a decision. One that only refuses to go on is a guard.
    pub(super) fn branch(
        &mut self,
        block: &'a Block,
        label: Label<'a>,
        from: usize,
        place: Place,
        tail: bool,
        guards: Guards,
    ) -> Flow {
        let (steps, exits) = (self.steps.len(), self.exits.len());
        let before = (self.recorded.clone(), self.said.clone(), self.declined);
        let inner = if place == Place::Guard { Place::Guard } else { Place::Branch };
        let flow = self.block(block, inner, tail);
        (self.recorded, self.said, self.declined) = before;
        let idle = self.steps[steps..].iter().all(|step| step.effect != Effect::Work || !step.binds.is_empty());
        let refuses = |exit: &WalkedExit| match exit.exit.yields {
            Yield::Failure | Yield::Refusal => true,
            Yield::Canned | Yield::Nothing => guards == Guards::Answers && !self.in_loop,
            _ => false,
        };
        let own = &self.exits[exits..];
        let guard = flow == Flow::Ended && idle && !own.is_empty() && own.iter().all(refuses) && !chooses(own);
        if guard {
            self.exits[exits..].iter_mut().for_each(|exit| exit.exit.place = Place::Guard);
        }
        let span = if block.span.is_empty() { block_span(block) } else { block.span };
        self.branches.push(Walked {
            span,
            label,
            from,
            steps: steps..self.steps.len(),
            exits: exits..self.exits.len(),
            guard,
        });
        flow
    }

    /// Walks through the arms of the selection at `whole`.
    pub(super) fn selection(&mut self, whole: Span, on: &'a Expr, arms: &'a [Arm], place: Place, tail: bool) -> Flow {
        self.condition(on, place);
        if arms.iter().any(|arm| ["Ok(", "Err("].iter().any(|result| arm.pattern.starts_with(result))) {
            self.done_for(on);
        }
        let before = self.values.clone();
        let mut joined: Option<Values<'a>> = None;
        let mut goes_on = !arms.iter().any(|arm| arm.catch_all) && self.language == LanguageId::C;
        if goes_on {
            joined = Some(before.clone());
        }
        let mut from = on.span.end;
        let mut fallen = Fallen::default();
        for arm in arms {
            self.values = before.clone();
            if let Some(values) = fallen.values.take() {
                self.merge(values, Flow::On, Flow::On);
            }
            let flow = if arms.len() == 1 && arm.catch_all {
                self.block(&arm.body, place, tail)
            } else {
                let flow = self.branch(&arm.body, Label::Pattern(&arm.pattern), from, place, tail, Guards::Failures);
                self.go_on_with_last(&fallen.branches);
                flow
            };
            from = arm.span.end;
            let falls = flow == Flow::On && arm.falls_through;
            if falls {
                fallen.branches.push(self.branches.len() - 1);
                fallen.values = Some(self.values.clone());
            } else {
                fallen.branches.clear();
            }
            let goes = (flow == Flow::On && !falls) || (self.language == LanguageId::C && breaks(&arm.body));
            if goes {
                goes_on = true;
                let mine = std::mem::take(&mut self.values);
                joined = Some(match joined.take() {
                    None => mine,
                    Some(others) => self.joined(others, mine),
                });
            }
        }
        if let Some(last) = self.branches.last_mut().filter(|_| arms.len() > 1) {
            last.span.end = last.span.end.max(whole.end.saturating_sub(1));
        }
        self.values = joined.unwrap_or(before);
        if goes_on || arms.is_empty() { Flow::On } else { Flow::Ended }
    }

    /// What locals are worth where two ways meet.
    fn joined(&mut self, others: Values<'a>, mine: Values<'a>) -> Values<'a> {
        self.values = others;
        self.merge(mine, Flow::On, Flow::On);
        std::mem::take(&mut self.values)
    }

    /// Lets the arms `fallen`, places in the list of branches, hold what the last one holds: they go on with it.
    fn go_on_with_last(&mut self, fallen: &[usize]) {
        let Some(last) = self.branches.last() else { return };
        let (steps, exits) = (last.steps.end, last.exits.end);
        for &index in fallen {
            self.branches[index].steps.end = steps;
            self.branches[index].exits.end = exits;
        }
    }

    pub(super) fn repetition(
        &mut self,
        statement: &'a Statement,
        head: &'a [Expr],
        body: &'a Block,
        tail: bool,
    ) -> Flow {
        for part in head {
            self.condition(part, Place::Branch);
        }
        let before = self.values.clone();
        if body.statements.is_empty() && head.iter().any(|part| self.value_effect(part) != Effect::Inert) {
            self.step(statement.span, Effect::Work, Vec::new(), Vec::new(), None);
        }
        let once = head.len() == 1 && is_zero(&head[0]);
        let outer = (self.in_loop, self.answers_by_break);
        let answers = tail && head.is_empty() && breaks_with_value(body);
        (self.in_loop, self.answers_by_break) = (outer.0 || !once, answers);
        let flow = self.block(body, if once { Place::Spine } else { Place::Branch }, false);
        (self.in_loop, self.answers_by_break) = outer;
        self.merge(before, Flow::On, Flow::On);
        let forever = head.is_empty() || head.iter().all(|part| constant(part) == Some(true));
        let left = self.exits.len();
        match (flow, once) {
            _ if answers => Flow::Ended,
            (Flow::Ended, true) if left > 0 && !breaks(body) => Flow::Ended,
            _ if forever && !breaks(body) && self.language == LanguageId::Rust => Flow::Ended,
            _ => Flow::On,
        }
    }
}

/// Whether one of several answers is chosen, of which one is a constant: that is the job for such an input, and no guard.
fn chooses(exits: &[WalkedExit]) -> bool {
    let differs = exits.windows(2).any(|pair| pair[0].value != pair[1].value);
    differs && exits.iter().any(|exit| exit.exit.yields == Yield::Canned)
}

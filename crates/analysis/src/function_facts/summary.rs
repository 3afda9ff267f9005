//! From a walk to what a variant does as a whole.

use std::collections::HashSet;

use super::walk::{Effect, Step, Walk, Walked, WalkedExit, as_call};
use model::{
    Admission, AdmissionKind, Branch, CallFact, Carrier, DataFlow, NameSet, Outcome, Place, SignKind, Span,
    VariantFacts, Yield,
};
use syntax::ir::{Call, Expr, ExprKind};

/// A variant's facts, and the names that its effective parts read.
pub(super) struct Summary<'a> {
    pub(super) facts: VariantFacts,
    pub(super) reads: NameSet<&'a str>,
}

/// What `walk` saw, as facts; `all_read` tells whether no part of the function was left unread.
pub(super) fn summary<'a>(
    walk: &Walk<'a>,
    selection: Vec<String>,
    admissions: &[Admission],
    all_read: bool,
    flow: DataFlow,
) -> Summary<'a> {
    let live = Live::of(walk);
    let effective = live.steps(walk, Effect::Work);
    let excused = admissions.iter().any(|admission| admission.kind == AdmissionKind::Stub);
    let outcome = match outcome(&walk.exits, !effective.is_empty() || walk.validates(), excused) {
        // Whoever cannot read all of it cannot say that nothing is done in it.
        Outcome::Nothing | Outcome::Canned | Outcome::Refuses | Outcome::Stored if !all_read => Outcome::Real,
        outcome => outcome,
    };
    let facts = VariantFacts {
        selection,
        outcome,
        exits: walk.exits.iter().map(|exit| exit.exit.clone()).collect(),
        inert: live.steps(walk, Effect::Inert),
        checks: live.steps(walk, Effect::Check),
        tail_call: tail_call(walk, &live),
        idle_branches: idle_branches(walk, &live, admissions),
        effective,
        flow,
    };
    Summary { facts, reads: live.read }
}

/// Which steps count, once it is known who reads the locals that they bind.
struct Live<'a> {
    effects: Vec<Effect>,
    read: NameSet<&'a str>,
}

impl<'a> Live<'a> {
    fn of(walk: &Walk<'a>) -> Self {
        let mut read: NameSet<&str> =
            walk.steps.iter().filter(|step| counts(step)).flat_map(|step| &step.reads).copied().collect();
        let hands_out = |exit: &&WalkedExit| matches!(exit.exit.yields, Yield::Computed | Yield::Stored);
        read.extend(walk.exits.iter().filter(hands_out).flat_map(|exit| &exit.reads));
        while let Some(step) =
            walk.steps.iter().find(|step| binds_read(step, &read) && step.reads.iter().any(|name| !read.contains(name)))
        {
            read.extend(&step.reads);
        }
        let effects = walk.steps.iter().map(|step| Self::effect(step, &read, &walk.decided_by)).collect();
        Self { effects, read }
    }

    fn effect(step: &Step, read: &NameSet<&str>, decided_by: &[&str]) -> Effect {
        if step.binds.is_empty() || step.effect != Effect::Work || binds_read(step, read) {
            return step.effect;
        }
        let decides = step.binds.iter().any(|name| decided_by.contains(name));
        if decides { Effect::Check } else { Effect::Inert }
    }

    fn steps(&self, walk: &Walk, effect: Effect) -> Vec<Span> {
        walk.steps.iter().zip(&self.effects).filter(|(_, of)| **of == effect).map(|(step, _)| step.span).collect()
    }

    /// Whether the steps `steps` of `walk` do nothing, and leave no value that is worked out and read later.
    fn is_idle(&self, walk: &Walk<'a>, steps: &std::ops::Range<usize>) -> bool {
        let is_read = |name: &&str| self.read.contains(name) || walk.decided_by.contains(name);
        let leaves = |step: &Step<'a>| !step.reads.is_empty() && step.binds.iter().any(is_read);
        self.effects[steps.clone()].iter().all(|effect| *effect == Effect::Inert)
            && !walk.steps[steps.clone()].iter().any(leaves)
    }
}

fn counts(step: &Step) -> bool {
    step.effect == Effect::Work && step.binds.is_empty()
}

fn binds_read(step: &Step, read: &NameSet<&str>) -> bool {
    step.binds.iter().any(|name| read.contains(name))
}

/// `excused` tells that the code calls itself a stub.
fn outcome(exits: &[WalkedExit], works: bool, excused: bool) -> Outcome {
    let passing: Vec<&WalkedExit> = exits.iter().filter(|exit| exit.exit.place != Place::Guard).collect();
    let normal: Vec<Yield> = passing.iter().map(|exit| exit.exit.yields).collect();
    let missing = normal.iter().filter(|yields| **yields == Yield::NotImplemented).count();
    let only = |kinds: &[Yield]| normal.iter().all(|yields| kinds.contains(yields));
    if !works && !excused && translates(exits) {
        return Outcome::Real;
    }
    if normal.is_empty() {
        return if works { Outcome::Real } else { all_guards(exits) };
    }
    match (missing, works) {
        (some, false) if some == normal.len() => Outcome::NotImplemented,
        (some, true) if some == normal.len() => Outcome::NotImplementedAfterWork,
        (some, _) if some > 0 => Outcome::PartlyNotImplemented,
        (_, true) => Outcome::Real,
        _ if is_worked_out(&passing) || (!excused && is_checked(exits, &passing)) => Outcome::Real,
        _ if only(&[Yield::Nothing]) => Outcome::Nothing,
        _ if only(&[Yield::Failure, Yield::Refusal]) => Outcome::Refuses,
        _ if only(&[Yield::Canned, Yield::Nothing, Yield::Failure, Yield::Refusal]) => Outcome::Canned,
        _ if normal.contains(&Yield::Computed) => Outcome::Real,
        _ => Outcome::Stored,
    }
}

/// A choice between several constants or stored values is an answer that was worked out.
fn is_worked_out(exits: &[&WalkedExit]) -> bool {
    let answers = exits.iter().filter(|exit| matches!(exit.exit.yields, Yield::Canned | Yield::Stored));
    answers.map(|exit| exit.value.as_str()).collect::<HashSet<_>>().len() > 1
}

/// From how many checks on a constant answer is what they found out.
const CHECKS: usize = 3;

/// A constant that is handed out behind several checks, each of which answers with another one: a validity check.
fn is_checked(exits: &[WalkedExit], passing: &[&WalkedExit]) -> bool {
    let [answer] = passing else { return false };
    let differs = |exit: &&WalkedExit| {
        exit.exit.place == Place::Guard && exit.exit.yields == Yield::Canned && exit.value != answer.value
    };
    answer.exit.yields == Yield::Canned && exits.iter().filter(differs).count() >= CHECKS
}

/// From how many codes on a choice between them is the job, and no series of checks.
const CODES: usize = 4;

/// A function that tells codes from one another ends in one of its branches, and each hands out another code; the one that
/// means "not implemented" is a code like any other.
fn translates(exits: &[WalkedExit]) -> bool {
    let is_code = |exit: &WalkedExit| match &exit.exit.sign {
        Some(sign) => matches!(sign.kind, SignKind::Code | SignKind::WeakCode),
        None => matches!(exit.exit.yields, Yield::Failure | Yield::Refusal | Yield::Canned),
    };
    let codes: HashSet<&str> = exits.iter().map(|exit| exit.value.as_str()).filter(|value| !value.is_empty()).collect();
    exits.iter().all(|exit| exit.exit.place != Place::Spine && is_code(exit)) && codes.len() >= CODES
}

/// A function all of whose ways look like refusals refuses.
fn all_guards(exits: &[WalkedExit]) -> Outcome {
    if exits.iter().any(|exit| exit.exit.yields == Yield::Canned) { Outcome::Canned } else { Outcome::Refuses }
}

/// The call that the function is as a whole, if it is one.
fn tail_call(walk: &Walk, live: &Live) -> Option<CallFact> {
    let mut works =
        walk.steps.iter().zip(&live.effects).filter(|(_, effect)| **effect == Effect::Work).map(|(step, _)| step);
    let (work, more) = (works.next(), works.next());
    let mut normal = walk.exits.iter().filter(|exit| exit.exit.place != Place::Guard);
    let (exit, other) = (normal.next()?, normal.next());
    if more.is_some() || other.is_some() {
        return None;
    }
    match (work, exit.exit.yields) {
        (None, Yield::Computed) => exit.call.and_then(passed_on),
        (Some(work), Yield::Computed) if work.binds == [exit.value.as_str()] => work.call.and_then(passed_on),
        (Some(work), Yield::Nothing) => work.call.and_then(passed_on),
        _ => None,
    }
}

/// `call` as a fact, through the wrappers of results: `Ok(f(x)?)` is a call of `f`.
fn passed_on(call: &Call) -> Option<CallFact> {
    let wraps = matches!(call.callee.as_str(), "Ok" | "Some" | "Box::pin");
    match (wraps, call.arguments.as_slice()) {
        (true, [Expr { kind: ExprKind::Call(_) | ExprKind::Unary { .. }, .. }]) => {
            as_call(&call.arguments[0]).and_then(passed_on)
        }
        _ => Some(super::reads::call_fact(call)),
    }
}

/// The branches that do nothing and in which the code admits that something is missing.
fn idle_branches<'a>(walk: &Walk<'a>, live: &Live<'a>, admissions: &[Admission]) -> Vec<Branch> {
    let idle = walk.branches.iter().filter(|walked| live.is_idle(walk, &walked.steps));
    let holed = |walked: &&Walked| {
        let reach = walked.reach();
        let here = |admission: &&Admission| reach.contains(admission.span);
        admissions.iter().filter(here).any(|admission| leaves_a_hole(walk, walked, admission))
    };
    idle.filter(holed).map(|walked| Branch { span: walked.span, label: walked.label.text() }).collect()
}

/// Whether the branch `walked`, which does nothing, is a hole by what `admission` says in it.
fn leaves_a_hole(walk: &Walk, walked: &Walked, admission: &Admission) -> bool {
    let exits = &walk.exits[walked.exits.clone()];
    let quiet = exits.iter().all(|exit| matches!(exit.exit.yields, Yield::Canned | Yield::Nothing));
    let reports = walk.steps[walked.steps.clone()].iter().any(|step| step.call.is_some());
    let marker = matches!(admission.kind, AdmissionKind::Omission | AdmissionKind::Marker);
    if !walked.guard && quiet {
        return names_a_hole(admission) && !(marker && reports);
    }
    let panics = |exit: &WalkedExit| {
        matches!(exit.exit.yields, Yield::Failure | Yield::Refusal) && exit.call.is_none() && exit.value.is_empty()
    };
    let bare = marker && admission.carrier == Carrier::Comment && admission.text == "TODO";
    bare && !exits.is_empty() && exits.iter().all(panics)
}

/// Whether an admission says of the place where it stands that something is missing there.
fn names_a_hole(admission: &Admission) -> bool {
    match admission.kind {
        AdmissionKind::Stub | AdmissionKind::MissingPiece => true,
        AdmissionKind::Omission | AdmissionKind::Marker => {
            admission.carrier == Carrier::Comment && !admission.text.ends_with('?')
        }
        AdmissionKind::Hint | AdmissionKind::Question | AdmissionKind::Improvement | AdmissionKind::Intended => false,
    }
}

//! How many promises became what, and which of them count.

use super::promises::{Culprit, Judged};
use model::{Blocker, Promise, PromiseStatus, PromiseTotals, Promised, Task, Tier};

/// The promises that count, by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) kept: usize,
    pub(super) broken: usize,
    pub(super) unproven: usize,
    pub(super) drifted: usize,
}

impl Tally {
    /// Counts what is promised by contract or declaration, and with `strict` what is only mentioned, too. What no program
    /// can check is not counted, unless the spec itself says that it is not done.
    pub(super) fn of(judged: &[Judged], strict: bool) -> Self {
        let mut tally = Self::default();
        for judged in judged.iter().filter(|judged| counts(judged, strict)) {
            match judged.status {
                PromiseStatus::Kept => tally.kept += 1,
                PromiseStatus::Broken => tally.broken += 1,
                PromiseStatus::Unproven => tally.unproven += 1,
                PromiseStatus::Drifted => tally.drifted += 1,
            }
        }
        tally
    }
}

fn counts(judged: &Judged, strict: bool) -> bool {
    let checkable = judged.promise.what.is_checkable() || judged.status != PromiseStatus::Unproven;
    // What is only mentioned counts where the change itself brings it hollow, or takes it away.
    let ruined = judged.status == PromiseStatus::Broken && judged.by_change;
    checkable && (strict || ruined || judged.promise.tier >= Tier::Declared)
}

impl Tally {
    /// How many promises are delivered, wherever that is.
    pub(super) fn delivered(self) -> usize {
        self.kept + self.drifted
    }

    /// How many promises count.
    pub(super) fn all(self) -> usize {
        self.kept + self.broken + self.unproven + self.drifted
    }
}

/// Whether a promise keeps its task from being delivered.
pub(super) fn breaks(judged: &Judged, strict: bool) -> bool {
    judged.status == PromiseStatus::Broken && counts(judged, strict)
}

/// All promises, whatever their tier.
pub(super) fn totals(judged: &[Judged]) -> PromiseTotals {
    let of = |status: PromiseStatus| judged.iter().filter(|judged| judged.status == status).count();
    PromiseTotals {
        kept: of(PromiseStatus::Kept),
        broken: of(PromiseStatus::Broken),
        unproven: of(PromiseStatus::Unproven),
        drifted: of(PromiseStatus::Drifted),
    }
}

/// The blocker for `culprit`, by which `task` broke `promise`. What is nowhere in the code is shown where it is promised.
pub(super) fn blocker(culprit: &Culprit, task: &Task, promise: &Promise) -> Blocker {
    let (path, line) = match culprit.line {
        0 => (&task.path, promise.line),
        line => (&culprit.path, line),
    };
    Blocker {
        task: task.id.clone(),
        function: culprit.name.clone(),
        path: path.clone(),
        line,
        reason: format!("{} ({}promised by {})", told(culprit), slot(promise), task.id),
    }
}

/// `openai_start_stream is stubbed at src/openai.c:384`.
pub(super) fn told(culprit: &Culprit) -> String {
    match culprit.line {
        0 => format!("{} {}", culprit.name, culprit.fault.is()),
        line => format!("{} {} at {}:{line}", culprit.name, culprit.fault.is_at(), culprit.path),
    }
}

fn slot(promise: &Promise) -> String {
    match &promise.what {
        Promised::Slot { name, .. } => format!("slot {name}, "),
        Promised::Function { slot: Some(name), .. } => format!("slot {name}, "),
        _ => String::new(),
    }
}

/// Whether a blocker tells of `culprit`.
pub(super) fn is_about(blocker: &Blocker, culprit: &Culprit) -> bool {
    blocker.function == culprit.name
        && (culprit.line == 0 || (blocker.path == culprit.path && blocker.line == culprit.line))
}

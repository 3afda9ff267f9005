//! What became of promises: each is held against what stands in the tree.

mod deferral;
mod file;
mod function;
mod nearest;
mod slot;
mod symbols;
mod tests;
mod types;
mod uses;

use model::{
    Delivered, DeliveredFunction, Promise, PromiseReport, PromiseStatus, Promised, Related, SourceLine, Task, Tier,
};

pub use deferral::{excused, hollow_by_design};
pub use uses::{UseStatus, judge_use};

/// A promise and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The promise.
    pub promise: Promise,
    /// What became of it.
    pub status: PromiseStatus,
    /// The places that show it.
    pub evidence: Vec<Related>,
    /// What keeps it from being kept, where that is a function or a place in the code.
    pub culprit: Option<Culprit>,
    /// The functions that keep it.
    pub functions: Vec<DeliveredFunction>,
    /// Whether the change under judgement itself breaks it: it brings the function as it is, or takes it away.
    pub by_change: bool,
}

/// What keeps a promise from being kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Culprit {
    /// The function, or what is missing.
    pub name: String,
    /// Its file; empty for what is nowhere.
    pub path: String,
    /// Its line, from 1; 0 for what is nowhere.
    pub line: usize,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with what was promised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// It is a stub.
    Stub,
    /// Something else, in words that follow the name: `is nowhere defined`.
    Other(String),
}

impl Fault {
    /// In words that follow the name.
    pub fn is(&self) -> &str {
        match self {
            Self::Stub => "is a stub",
            Self::Other(words) => words,
        }
    }

    /// In words that follow the name and go before a place.
    pub fn is_at(&self) -> &str {
        match self {
            Self::Stub => "is stubbed",
            Self::Other(words) => words,
        }
    }
}

/// A status and what shows it.
struct Answer {
    status: PromiseStatus,
    evidence: Vec<Related>,
    culprit: Option<Culprit>,
    functions: Vec<DeliveredFunction>,
    by_change: bool,
}

impl Answer {
    fn kept(evidence: Vec<Related>) -> Self {
        Self { status: PromiseStatus::Kept, evidence, culprit: None, functions: Vec::new(), by_change: false }
    }

    fn broken(evidence: Vec<Related>, culprit: Culprit) -> Self {
        Self {
            status: PromiseStatus::Broken,
            evidence,
            culprit: Some(culprit),
            functions: Vec::new(),
            by_change: false,
        }
    }

    /// The answer about `function`, which the change may have brought.
    fn by(self, function: &DeliveredFunction) -> Self {
        Self { by_change: function.touched, ..self }
    }

    fn drifted(evidence: Vec<Related>, culprit: Culprit) -> Self {
        Self {
            status: PromiseStatus::Drifted,
            evidence,
            culprit: Some(culprit),
            functions: Vec::new(),
            by_change: false,
        }
    }

    fn unproven(evidence: Vec<Related>) -> Self {
        Self { status: PromiseStatus::Unproven, evidence, culprit: None, functions: Vec::new(), by_change: false }
    }
}

impl Culprit {
    fn nowhere(name: &str, what: &str) -> Self {
        Self { name: name.to_owned(), path: String::new(), line: 0, fault: Fault::Other(what.to_owned()) }
    }
}

/// What became of the promises of `task`, in their order. What the task itself excludes or hands over is not asked for.
pub fn judge_promises(task: &Task, delivered: &Delivered) -> Vec<Judged> {
    task.promises.iter().map(|promise| judged(task, promise, delivered)).collect()
}

fn judged(task: &Task, promise: &Promise, delivered: &Delivered) -> Judged {
    let answer = deferral::excuse(task, promise).unwrap_or_else(|| answer(task, promise, delivered));
    Judged {
        promise: promise.clone(),
        status: answer.status,
        evidence: answer.evidence,
        culprit: answer.culprit,
        functions: answer.functions,
        by_change: answer.by_change && delivered.change.is_some(),
    }
}

fn answer(task: &Task, promise: &Promise, delivered: &Delivered) -> Answer {
    let own_line = |message: String| Related { path: task.path.clone(), line: promise.line, message };
    match &promise.what {
        Promised::Function { name, file, arity, slot } => {
            let exact = promise.tier == Tier::Contract;
            let wanted = function::Wanted { name, file: file.as_deref(), arity: *arity, exact };
            function::answer(&wanted, slot.as_deref(), task, delivered, &own_line)
        }
        Promised::Slot { name, of, arity } => slot::answer(name, of.as_deref(), *arity, task, delivered, &own_line),
        Promised::Type { name, file } => types::answer(name, file.as_deref(), delivered, &own_line),
        Promised::Symbol { name, kind, of, file } => {
            let wanted = symbols::Wanted { name, kind: *kind, of: of.as_deref(), file: file.as_deref() };
            symbols::answer(&wanted, delivered, &own_line)
        }
        Promised::Removed { name, file } => symbols::removed(name, file.as_deref(), delivered, &own_line),
        Promised::File { path, fate } => file::answer(path, *fate, delivered, &own_line),
        Promised::Tests { at_least, added, files } => {
            tests::count(&tests::Count { at_least: *at_least, added: *added, files }, delivered, &own_line)
        }
        Promised::Test { name, file } => tests::named(name, file.as_deref(), delivered, &own_line),
        Promised::Command { command } => {
            Answer::unproven(vec![own_line(format!("whether `{command}` succeeds was not tried"))])
        }
        Promised::Statement { mark } => statement(*mark, &own_line),
    }
}

type OwnLine<'a> = dyn Fn(String) -> Related + 'a;

/// A person ticks a statement; a mark that says "not done" is believed, a tick is no proof.
fn statement(mark: Option<char>, own_line: &OwnLine) -> Answer {
    match mark {
        Some(mark) if !matches!(mark, ' ' | 'x' | 'X') => {
            let said = format!("the spec itself marks it `[{mark}]`, not done");
            Answer::broken(vec![own_line(said)], Culprit::nowhere("a checkbox", "is marked as not done"))
        }
        _ => Answer::unproven(vec![own_line("no program can check it".to_owned())]),
    }
}

impl Judged {
    /// The promise as reports tell of it.
    pub fn report(&self, task: &Task) -> PromiseReport {
        PromiseReport {
            id: self.promise.id.clone(),
            task: None,
            kind: self.promise.what.kind().to_owned(),
            text: self.promise.text.clone(),
            tier: self.promise.tier,
            source: SourceLine { path: task.path.clone(), line: self.promise.line },
            status: self.status,
            evidence: self.evidence.clone(),
        }
    }
}

//! What a rule looks at, and what it finds there.

use super::{Admission, ChangeStatus, FunctionFacts, Severity, Sign, Span};

/// Whether the same function is defined a second time, under another condition or for another platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Twin {
    /// This is the only definition.
    #[default]
    None,
    /// Another definition does the job, or a declaration in another conditional arm says that one does.
    Real,
    /// There are others, and all of them are stubs too.
    Stub,
}

/// The stub that a function as a whole only calls, through any number of others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Forward {
    /// The stub's qualified name.
    pub function: String,
    /// Its file, from the repository's root.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// How many calls lead to it; 1 for a direct one.
    pub depth: usize,
}

/// A place where a function is put into a slot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotUse {
    /// The file, from the repository's root.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The slot: a field's name, a position, the callee of a registration.
    pub slot: String,
    /// What holds the slot; empty where it cannot be told.
    pub holder: String,
}

/// A function and its surroundings, as rules see them.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// What it does.
    pub facts: &'a FunctionFacts,
    /// What the change under judgement did to it; `None` where no change is judged (a scan of everything).
    pub change: Option<ChangeStatus>,
    /// Whether it is defined a second time.
    pub twin: Twin,
    /// The stub that it as a whole only calls.
    pub forwards_to: Option<Forward>,
    /// The slots that the change put it into.
    pub newly_filled: Vec<SlotUse>,
    /// All slots it is known to be in.
    pub slots: Vec<SlotUse>,
    /// Whether its file is a test file by its path.
    pub in_tests: bool,
    /// Its file's path, from the root of the repository; empty where it is not known.
    pub path: &'a str,
    /// Whether its file holds the operation in the other direction (`tape_read` beside `tape_write`), and that does the job.
    pub opposite_works: bool,
    /// Whether the change took its job away: at base it did something, now it is hollow or has lost all its effects.
    pub hollowed_out: bool,
    /// Whether another function of its file has the same parameters and result, and does its job.
    pub siblings_work: bool,
}

impl<'a> Subject<'a> {
    /// A function of which nothing but its facts is known.
    pub fn alone(facts: &'a FunctionFacts) -> Self {
        Self {
            facts,
            change: None,
            twin: Twin::None,
            forwards_to: None,
            newly_filled: Vec::new(),
            slots: Vec::new(),
            in_tests: false,
            path: "",
            opposite_works: false,
            hollowed_out: false,
            siblings_work: false,
        }
    }
}

/// What a rule found in a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The rule's id.
    pub rule: String,
    /// How much it weighs, before policy.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The text to show: the sign, the admission, the name, a line or few (bytes of the function's file).
    pub span: Span,
    /// The sign that the rule goes by, if it goes by one.
    pub sign: Option<Sign>,
    /// The admission that the rule goes by or that supports it.
    pub admission: Option<Admission>,
}

//! Facts of a function: what it does, without a judgement on it.

use smol_str::SmolStr;

use super::{CoverageExclusion, FunctionHead, Span, UnreadText};

/// Everything that rules can ask about one function.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionFacts {
    /// Name, extents, role, conditions, parameters.
    pub head: FunctionHead,
    /// What it does as a whole: the most that any of its variants does.
    pub outcome: Outcome,
    /// The signs of its exits that are not implemented under every variant, the strongest first.
    pub signs: Vec<Sign>,
    /// For each parameter of the head, whether an effective statement reads it.
    pub params_used: Vec<bool>,
    /// What it does under each selection of the conditional arms inside it; at least one.
    pub variants: Vec<VariantFacts>,
    /// Everything by which the code says that it is unfinished, in order of place.
    pub admissions: Vec<Admission>,
    /// Whether no result and no effect depends on any input or on the outside world, although there is something that it could
    /// depend on: the function does nothing, whatever its statements look like.
    pub hollow: bool,
    /// The same, whether or not there is anything that it could depend on: nothing is done, and the result, if there is one, is
    /// always the same.
    pub constant: bool,
    /// The comments on it that suppress findings.
    pub allowances: Vec<Allowance>,
    /// All calls in it, in order of place.
    pub calls: Vec<CallFact>,
    /// Regions hidden from coverage that touch it.
    pub exclusions: Vec<CoverageExclusion>,
    /// Parts of it that could not be parsed.
    pub unread: Vec<UnreadText>,
}

/// What a function does, seen as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Every way that passes the guards ends in "not implemented", and nothing effective is done before.
    NotImplemented,
    /// The same, but effective statements stand before it.
    NotImplementedAfterWork,
    /// At least one way ends in "not implemented", at least one does not.
    PartlyNotImplemented,
    /// Every way that passes the guards ends in an error or a refusal, and nothing effective is done before.
    Refuses,
    /// It does nothing and hands out nothing.
    Nothing,
    /// It does nothing and hands out a constant.
    Canned,
    /// It hands out a parameter or a field as it is.
    Stored,
    /// It does something.
    Real,
}

/// What a body does under one selection of the conditional arms inside it.
#[derive(Debug, Clone, PartialEq)]
pub struct VariantFacts {
    /// The selected arms, as written (`!defined(X)` for an `#else`); empty where there are none inside.
    pub selection: Vec<String>,
    /// What it does as a whole.
    pub outcome: Outcome,
    /// Every way out, in order of place.
    pub exits: Vec<Exit>,
    /// Statements that do a part of the job.
    pub effective: Vec<Span>,
    /// Statements that do not.
    pub inert: Vec<Span>,
    /// Calls that only decide whether to go on: in the conditions of guards, or into variables that only guards read.
    pub checks: Vec<Span>,
    /// The call that the function is as a whole: all else is inert, and its value is what is returned.
    pub tail_call: Option<CallFact>,
    /// Branches (arms, `if` sides) that hold no effective statement and leave no value behind, with an admission in them.
    pub idle_branches: Vec<Branch>,
    /// What its results and effects depend on.
    pub flow: DataFlow,
}

/// What the results and effects of a body depend on. Calls of functions that the analysis does not know stay open: whether the
/// function is hollow depends on what they do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataFlow {
    /// Statements that change something which outlives the call.
    pub effects: Vec<Span>,
    /// Whether outputs are filled with constants.
    pub constant_outputs: bool,
    /// Whether a result past the guards depends on a parameter, the receiver or the outside world.
    pub result_depends: bool,
    /// The calls of unknown functions that can be the job, in order of place.
    pub open_calls: Vec<OpenCall>,
    /// For each parameter of the head, whether a result, an effect or an open call depends on it.
    pub relevant_params: Vec<bool>,
}

/// A call of a function that the analysis of one body does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCall {
    /// The call.
    pub call: CallFact,
    /// Whether a result of the function depends on its result.
    pub in_result: bool,
}

impl DataFlow {
    /// Whether no result and no effect depends on anything, if the open calls for which `is_inert` holds do nothing and return a
    /// constant.
    pub fn is_hollow(&self, is_inert: &dyn Fn(&CallFact) -> bool) -> bool {
        self.effects.is_empty() && !self.result_depends && self.open_calls.iter().all(|open| is_inert(&open.call))
    }

    /// The one call that the function is as a whole, if the other open calls are inert: it does nothing else, and returns what
    /// the call returns or a constant.
    pub fn forwards_to(&self, is_inert: &dyn Fn(&CallFact) -> bool) -> Option<&CallFact> {
        if !self.effects.is_empty() || self.result_depends {
            return None;
        }
        let mut working = self.open_calls.iter().filter(|open| !is_inert(&open.call));
        let call = &working.next()?.call;
        working.next().is_none().then_some(call)
    }

    /// Whether the function changes anything, as far as its body tells: it writes, or calls what is not known.
    pub fn has_effects(&self) -> bool {
        !self.effects.is_empty() || self.open_calls.iter().any(|open| !open.in_result)
    }
}

/// A branch of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Where it stands.
    pub span: Span,
    /// Its condition or pattern as written, shortened.
    pub label: String,
}

/// A way out of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Exit {
    /// The `return`, the panic, the tail value; the closing brace where it falls off the end.
    pub span: Span,
    /// What comes out.
    pub yields: Yield,
    /// Where on the way it stands.
    pub place: Place,
    /// Why it counts as not implemented, in words for people; empty for other yields.
    pub sign: Option<Sign>,
}

/// On which way an exit or an admission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// On the way that every call takes that passes the guards.
    Spine,
    /// On one of several ways.
    Branch,
    /// Behind a check of the arguments or of a step's result: a refusal, no part of the job.
    Guard,
}

/// What a function hands out at an exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Yield {
    /// A result or panic that means not implemented.
    NotImplemented,
    /// A result or panic that refuses by design: unsupported, invalid, unreachable.
    Refusal,
    /// Any other error or panic.
    Failure,
    /// A constant: a literal, null, an empty or default value, `Ok(())`.
    Canned,
    /// No value.
    Nothing,
    /// A parameter or field as it is.
    Stored,
    /// Anything that is computed.
    Computed,
}

/// By which sign something counts as not implemented.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sign {
    /// What kind of sign.
    pub kind: SignKind,
    /// The words in the code that say so.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// Kinds of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignKind {
    /// `todo!()`, `unimplemented!()`, a project's stub macro.
    Placeholder,
    /// A result code that says not implemented (`E_NOTIMPL`, `NOT_IMPLEMENTED`).
    Code,
    /// A result code that says not implemented or, at run time, not available here (`ENOSYS`).
    WeakCode,
    /// The name of an error constructor or of a raised error (`Error::NotImplemented`, `raise_NotImplementedError`).
    Constructor,
    /// The text of an error or panic.
    Text,
}

/// By what the code admits that it is unfinished.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Admission {
    /// Where it is said.
    pub carrier: Carrier,
    /// What it says is missing.
    pub kind: AdmissionKind,
    /// The words, on one line, shortened.
    pub text: String,
    /// Where the words stand.
    pub span: Span,
    /// On which way they stand.
    pub place: Place,
    /// Where the work is said to be done, when that is said.
    pub deferral: Option<Deferral>,
}

/// What carries an admission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    /// A comment inside the body.
    Comment,
    /// A doc comment or a comment directly above.
    Doc,
    /// The text of a log call, or the log call itself (`FIXME(..)`).
    Log,
    /// The text of a panic or an error.
    Error,
    /// A name in the code (`fake_answer`, a stub macro).
    Name,
}

/// How much an admission admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AdmissionKind {
    /// The function itself is a stub, a placeholder, not implemented.
    Stub,
    /// A required piece of its job is missing.
    MissingPiece,
    /// A note asks for something that the program does not do yet.
    Omission,
    /// A bare marker (`TODO`, `FIXME`) that does not say what is missing.
    Marker,
    /// Any word of lack, delay or pretence: it admits something where the body does nothing or answers with a constant, and
    /// nothing elsewhere.
    Hint,
    /// A note asks whether something is to be done: an admission where nothing is done, and none elsewhere.
    Question,
    /// An improvement, a later idea: no part of the job.
    Improvement,
    /// The reason why nothing is done, on purpose: the opposite of an admission.
    Intended,
}

/// Where unfinished work is said to be done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Deferral {
    /// The target as named: `openai-streaming.md`, `#123`, `task 7`.
    pub target: String,
    /// Where the target's name stands.
    pub span: Span,
}

/// A comment that suppresses findings: `makegood: allow(rule, rule) reason="…" until=2027-01-31 task=…`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Allowance {
    /// The ids of the rules that it suppresses.
    pub rules: Vec<String>,
    /// Why; without a reason it suppresses nothing.
    pub reason: Option<String>,
    /// The last day on which it holds, as written (`YYYY-MM-DD`).
    pub until: Option<String>,
    /// The task that will do the work, as written.
    pub task: Option<String>,
    /// Where the words `makegood: allow` begin and the comment ends.
    pub span: Span,
    /// Whether the change under judgement added it; known once the function is compared with base.
    pub new: bool,
}

/// A call as a fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CallFact {
    /// The callee as written (`a::b::f`, a method's name).
    pub callee: SmolStr,
    /// The last part of the callee: the plain name.
    pub name: SmolStr,
    /// Where the callee's name stands.
    pub span: Span,
    /// Whether it is a method call (`x.f()`), whose target is known by name only.
    pub method: bool,
    /// Whether the receiver of the method call is `self`.
    pub on_self: bool,
}

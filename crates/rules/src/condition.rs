//! Conditions: what a rule asks of a function, as written under `[when]`.

use super::named::{OneOf, RoleKind};
use super::patterns::{AdmissionPattern, ExclusionPattern, ExitPattern, Range, SignPattern};
use super::spanned::Spanned;
use model::{ChangeStatus, Linkage, Outcome, SignKind, Twin};
use serde::Deserialize;

/// A condition over the facts of a function. It holds when everything that is given in it holds.
///
/// Every value that is a word may also be a list of words, of which one must fit. Lists are referred to by their
/// names: those of the rule's `[words]` and those of the vocabulary; their entries are matched by whole words.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// All of these conditions hold.
    pub all: Option<Vec<Condition>>,
    /// At least one of these conditions holds.
    pub any: Option<Vec<Condition>>,
    /// This condition does not hold.
    pub not: Option<Box<Condition>>,

    /// What the function does as a whole: `not-implemented`, `not-implemented-after-work`, `partly-not-implemented`,
    /// `refuses`, `nothing`, `canned`, `stored`, `real`.
    pub outcome: Option<OneOf<Outcome>>,
    /// A sign of "not implemented" that is in force under every variant: a list of kinds (`placeholder`, `code`,
    /// `weak-code`, `constructor`, `text`), or a table with `kind` and `says` (a list that its words are held against).
    pub sign: Option<SignPattern>,
    /// There is a sign, and all signs are of these kinds.
    pub signs_only: Option<OneOf<SignKind>>,
    /// One admission that fits everything given: `kind` (`stub`, `missing-piece`, `omission`, `marker`, `hint`,
    /// `question`, `improvement`, `intended`; an omission is a marker, too), `place` (`spine`, `branch`, `guard`), `carrier` (`comment`, `doc`, `log`, `error`, `name`),
    /// `says` (a list that its words are held against), `deferred` (whether it names where the work will be done).
    pub admission: Option<AdmissionPattern>,
    /// One way out that fits everything given: `yields` (`not-implemented`, `refusal`, `failure`, `canned`, `nothing`,
    /// `stored`, `computed`), `place`, `sign` (kinds).
    pub exit: Option<ExitPattern>,
    /// Whether a branch does nothing and admits that it should.
    pub idle_branch: Option<bool>,

    /// Whether no result and no effect depends on any input or on the outside world, although there are inputs.
    pub hollow: Option<bool>,
    /// Whether no result and no effect depends on anything, whether or not there are inputs.
    pub constant: Option<bool>,

    /// Whether the change took the function's job away: at base it did something, now it is hollow or has lost all its effects.
    pub hollowed_out: Option<bool>,
    /// Whether another function of its file has the same parameters and result, and does its job.
    pub siblings_work: Option<bool>,

    /// What the change did to the function: `added`, `modified`, `wired`, `unchanged`. It never holds where no change is
    /// judged.
    pub change: Option<OneOf<ChangeStatus>>,
    /// Whether the function is defined a second time: `none`, `real`, `stub`.
    pub twin: Option<OneOf<Twin>>,
    /// Whether the function stands in an arm of an `#if` or under a `#[cfg]`.
    pub conditional: Option<bool>,
    /// Whether it stands in an arm that is taken when a condition does not hold: `#else`, `cfg(not(..))`. A lone `#ifndef`
    /// is none: it guards headers and turns features off.
    pub fallback: Option<bool>,
    /// Whether there are conditional arms inside the body.
    pub conditional_inside: Option<bool>,

    /// What kind of function it is: `free`, `method`, `trait-impl`, `trait-default`.
    pub role: Option<OneOf<RoleKind>>,
    /// How widely it can be seen: `internal`, `external`, `weak`.
    pub linkage: Option<OneOf<Linkage>>,
    /// A list; one of its entries is among the words of the function's name.
    pub name_in: Option<Spanned<String>>,
    /// A list; one of its entries is among the words of the name of a parameter that is no pointer.
    pub param_in: Option<Spanned<String>>,
    /// A list; one of its entries is among the words of the file's path.
    pub path_in: Option<Spanned<String>>,
    /// Whether the function stands in a header: a file whose name ends in `.h`.
    pub header: Option<bool>,
    /// Whether its file holds the operation in the other direction (`tape_read` beside `tape_write`), and that does the job.
    pub opposite_works: Option<bool>,
    /// A list; one of its entries is among the words of the trait that the method belongs to.
    pub trait_in: Option<Spanned<String>>,
    /// A list; one of its entries is among the words of the type that the method belongs to.
    pub type_in: Option<Spanned<String>>,
    /// A list; one of its entries is among the words of an attribute.
    pub attribute_in: Option<Spanned<String>>,
    /// A list; one of its entries is among the words of the return type.
    pub returns_in: Option<Spanned<String>>,
    /// A list; one of its entries is among the words of the name of something it calls.
    pub calls_in: Option<Spanned<String>>,
    /// Whether it is a test, stands in code for tests, or stands in a test file.
    pub test: Option<bool>,

    /// Whether the function as a whole is one call.
    pub forwards: Option<bool>,
    /// Whether that call leads, through any number of functions, to a stub.
    pub forwards_to_stub: Option<bool>,
    /// Whether the function is known to be in a slot (an operations table, a trait, a registration).
    pub in_slot: Option<bool>,
    /// Whether the change put it into a slot.
    pub newly_filled: Option<bool>,
    /// One region hidden from coverage that fits everything given: `work` (whether it hides an effective statement, a
    /// way out on the spine or one that is not implemented), `whole` (whether it hides the whole body), `except` (a list
    /// that the marker's words must not match).
    pub hidden_from_coverage: Option<ExclusionPattern>,

    /// Whether it has parameters (`self` not counted).
    pub has_params: Option<bool>,
    /// Whether it hands out a value.
    pub returns_value: Option<bool>,
    /// How many parameters (`self` not counted) no effective statement reads: `{ min = .., max = .. }`.
    pub unused_params: Option<Range>,
    /// How many effective statements its fullest variant has.
    pub effective: Option<Range>,
    /// How many inert statements its fullest variant has.
    pub inert: Option<Range>,
    /// How many calls its fullest variant makes only to decide whether to go on.
    pub checks: Option<Range>,
    /// How many ways out its fullest variant has.
    pub exits: Option<Range>,
    /// How many calls it makes.
    pub calls: Option<Range>,
    /// Whether parts of it could not be read.
    pub unread: Option<bool>,

    /// One of these rules' conditions holds. Those rules must not refer to others themselves.
    pub flagged_by: Option<Vec<Spanned<String>>>,
}

impl Condition {
    /// The condition itself and all that are nested in it.
    pub fn tree(&self) -> Vec<&Condition> {
        let mut found = vec![self];
        let mut next = 0;
        while let Some(&condition) = found.get(next) {
            found.extend(condition.all.iter().flatten().chain(condition.any.iter().flatten()));
            found.extend(condition.not.as_deref());
            next += 1;
        }
        found
    }

    /// Whether nothing is asked: such a condition would hold for every function.
    pub fn asks_nothing(&self) -> bool {
        let list_is_empty = |list: &Option<Vec<Condition>>| list.as_ref().is_some_and(Vec::is_empty);
        *self == Self::default() || list_is_empty(&self.all) || list_is_empty(&self.any)
    }

    /// The names of the lists that this condition refers to, nested ones aside.
    pub fn lists(&self) -> impl Iterator<Item = &Spanned<String>> {
        let own = [
            &self.name_in,
            &self.param_in,
            &self.path_in,
            &self.trait_in,
            &self.type_in,
            &self.attribute_in,
            &self.returns_in,
            &self.calls_in,
        ];
        let nested = [
            self.sign.as_ref().and_then(|pattern| pattern.says.as_ref()),
            self.admission.as_ref().and_then(|pattern| pattern.says.as_ref()),
            self.hidden_from_coverage.as_ref().and_then(|pattern| pattern.except.as_ref()),
        ];
        own.into_iter().filter_map(Option::as_ref).chain(nested.into_iter().flatten())
    }
}

//! Patterns: what a condition asks of one sign, admission, exit or hidden region. One of them must fit all that is given.

use std::fmt;

use super::named::OneOf;
use super::spanned::Spanned;
use super::words::Lists;
use model::{
    Admission, AdmissionKind, Carrier, CoverageExclusion, Exit, FunctionFacts, Place, Sign, SignKind, VariantFacts,
    Yield,
};
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Whether `ask` is not given or holds.
pub(super) fn given<T>(ask: &Option<T>, holds: impl FnOnce(&T) -> bool) -> bool {
    ask.as_ref().is_none_or(holds)
}

/// A number of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Range {
    /// At least so many.
    pub min: usize,
    /// At most so many.
    pub max: Option<usize>,
}

impl Range {
    pub(super) fn holds(&self, count: usize) -> bool {
        self.min <= count && given(&self.max, |max| count <= *max)
    }
}

/// What is asked of an admission.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct AdmissionPattern {
    /// How much it admits; an omission is a marker that says more.
    pub kind: Option<OneOf<AdmissionKind>>,
    /// On which way it stands.
    pub place: Option<OneOf<Place>>,
    /// Where it is said.
    pub carrier: Option<OneOf<Carrier>>,
    /// A list whose entries its words are held against.
    pub says: Option<Spanned<String>>,
    /// Whether it names where the work will be done.
    pub deferred: Option<bool>,
}

impl AdmissionPattern {
    /// The one that admits most of those that fit; of several the first.
    pub(super) fn find<'s>(&self, admissions: &'s [Admission], lists: &Lists) -> Option<&'s Admission> {
        let fitting = admissions.iter().filter(|admission| self.fits(admission, lists));
        fitting.min_by_key(|admission| admission.kind)
    }

    fn fits(&self, admission: &Admission, lists: &Lists) -> bool {
        let marks = admission.kind == AdmissionKind::Omission;
        given(&self.kind, |kind| kind.holds(admission.kind) || (marks && kind.holds(AdmissionKind::Marker)))
            && given(&self.place, |place| place.holds(admission.place))
            && given(&self.carrier, |carrier| carrier.holds(admission.carrier))
            && given(&self.deferred, |deferred| *deferred == admission.deferral.is_some())
            && given(&self.says, |list| lists.match_words(list.get_ref(), &admission.text))
    }
}

/// What is asked of a sign: written as kinds, or as a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SignPattern {
    /// What kind of sign.
    pub kind: Option<OneOf<SignKind>>,
    /// A list whose entries its words are held against.
    pub says: Option<Spanned<String>>,
}

impl SignPattern {
    /// The first that fits.
    pub(super) fn find<'s>(&self, signs: &'s [Sign], lists: &Lists) -> Option<&'s Sign> {
        signs.iter().find(|sign| self.fits(sign, lists))
    }

    fn fits(&self, sign: &Sign, lists: &Lists) -> bool {
        given(&self.kind, |kind| kind.holds(sign.kind))
            && given(&self.says, |list| lists.match_words(list.get_ref(), &sign.text))
    }
}

impl<'de> Deserialize<'de> for SignPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SignVisitor)
    }
}

struct SignVisitor;

/// The long form of a [`SignPattern`].
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct SignTable {
    kind: Option<OneOf<SignKind>>,
    says: Option<Spanned<String>>,
}

impl<'de> Visitor<'de> for SignVisitor {
    type Value = SignPattern;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a kind of sign, a list of kinds, or a table with `kind` and `says`")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<SignPattern, E> {
        let kind = OneOf::deserialize(StrDeserializer::new(word))?;
        Ok(SignPattern { kind: Some(kind), says: None })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, words: A) -> Result<SignPattern, A::Error> {
        let kind = OneOf::deserialize(SeqAccessDeserializer::new(words))?;
        Ok(SignPattern { kind: Some(kind), says: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<SignPattern, A::Error> {
        let SignTable { kind, says } = SignTable::deserialize(MapAccessDeserializer::new(table))?;
        Ok(SignPattern { kind, says })
    }
}

/// What is asked of a way out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ExitPattern {
    /// What comes out.
    pub yields: Option<OneOf<Yield>>,
    /// On which way it stands.
    pub place: Option<OneOf<Place>>,
    /// Of which kind its sign is.
    pub sign: Option<OneOf<SignKind>>,
}

impl ExitPattern {
    pub(super) fn holds(&self, variants: &[VariantFacts]) -> bool {
        variants.iter().flat_map(|variant| &variant.exits).any(|exit| self.fits(exit))
    }

    fn fits(&self, exit: &Exit) -> bool {
        given(&self.yields, |yields| yields.holds(exit.yields))
            && given(&self.place, |place| place.holds(exit.place))
            && given(&self.sign, |kinds| exit.sign.as_ref().is_some_and(|sign| kinds.holds(sign.kind)))
    }
}

/// What is asked of a region hidden from coverage.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ExclusionPattern {
    /// Whether it hides a part of the job.
    pub work: Option<bool>,
    /// Whether it hides the whole body.
    pub whole: Option<bool>,
    /// A list whose entries must not be among the marker's words.
    pub except: Option<Spanned<String>>,
}

impl ExclusionPattern {
    /// The first that fits.
    pub(super) fn find<'s>(&self, facts: &'s FunctionFacts, lists: &Lists) -> Option<&'s CoverageExclusion> {
        facts.exclusions.iter().find(|exclusion| self.fits(exclusion, facts, lists))
    }

    fn fits(&self, exclusion: &CoverageExclusion, facts: &FunctionFacts, lists: &Lists) -> bool {
        given(&self.work, |work| *work == facts.variants.iter().any(|variant| hides_work(exclusion, variant)))
            && given(&self.whole, |whole| *whole == exclusion.span.contains(facts.head.body))
            && given(&self.except, |list| !lists.match_words(list.get_ref(), &exclusion.marker))
    }
}

fn hides_work(exclusion: &CoverageExclusion, variant: &VariantFacts) -> bool {
    let counts = |exit: &&Exit| {
        exit.yields == Yield::NotImplemented || (exit.place == Place::Spine && exit.yields == Yield::Computed)
    };
    let exits = variant.exits.iter().filter(counts).map(|exit| exit.span);
    variant.effective.iter().copied().chain(exits).any(|part| exclusion.span.contains(part))
}

//! The words by which rule files name the values of facts: `outcome = ["not-implemented"]`.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use model::{AdmissionKind, Carrier, ChangeStatus, LanguageId, Linkage, Outcome, Place, Role, SignKind, Twin, Yield};

/// A value that rule files name by a word.
pub trait Named: Copy + PartialEq + 'static {
    /// What the word is called in messages: `an outcome`.
    const WHAT: &'static str;
    /// All values.
    const ALL: &'static [Self];
    /// The word for this value.
    fn word(self) -> &'static str;
}

macro_rules! named {
    ($type:ty, $what:literal, $($variant:ident => $word:literal),+ $(,)?) => {
        impl Named for $type {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }
    };
}
pub(super) use named;

/// A [`Role`] without the names it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleKind {
    /// A free function.
    Free,
    /// A method or associated function of a type.
    Method,
    /// A method of `impl Trait for Type`.
    TraitImpl,
    /// A trait's default method.
    TraitDefault,
}

impl From<&Role> for RoleKind {
    fn from(role: &Role) -> Self {
        match role {
            Role::Free => Self::Free,
            Role::Method { .. } => Self::Method,
            Role::TraitImpl { .. } => Self::TraitImpl,
            Role::TraitDefault { .. } => Self::TraitDefault,
        }
    }
}

named!(LanguageId, "a language", C => "c", Rust => "rust");
named!(RoleKind, "a role", Free => "free", Method => "method", TraitImpl => "trait-impl", TraitDefault => "trait-default");
named!(Linkage, "a linkage", Internal => "internal", External => "external", Weak => "weak");
named!(Place, "a place", Spine => "spine", Branch => "branch", Guard => "guard");
named!(Twin, "a twin", None => "none", Real => "real", Stub => "stub");
named!(ChangeStatus, "a change",
    Added => "added", Modified => "modified", Wired => "wired", Unchanged => "unchanged");
named!(Carrier, "a carrier",
    Comment => "comment", Doc => "doc", Log => "log", Error => "error", Name => "name");
named!(AdmissionKind, "a kind of admission",
    Stub => "stub", MissingPiece => "missing-piece", Omission => "omission", Marker => "marker",
    Hint => "hint", Question => "question", Improvement => "improvement",
    Intended => "intended");
named!(SignKind, "a kind of sign",
    Placeholder => "placeholder", Code => "code", WeakCode => "weak-code", Constructor => "constructor", Text => "text");
named!(Outcome, "an outcome",
    NotImplemented => "not-implemented", NotImplementedAfterWork => "not-implemented-after-work",
    PartlyNotImplemented => "partly-not-implemented", Refuses => "refuses", Nothing => "nothing",
    Canned => "canned", Stored => "stored", Real => "real");
named!(Yield, "a yield",
    NotImplemented => "not-implemented", Refusal => "refusal", Failure => "failure", Canned => "canned",
    Nothing => "nothing", Stored => "stored", Computed => "computed");

/// The value that `word` names, or what is wrong with the word.
pub(super) fn from_word<T: Named>(word: &str) -> Result<T, String> {
    let known = || T::ALL.iter().map(|value| format!("`{}`", value.word())).collect::<Vec<_>>().join(", ");
    let found = T::ALL.iter().copied().find(|value| value.word() == word);
    found.ok_or_else(|| format!("`{word}` is not {}: expected one of {}", T::WHAT, known()))
}

/// Reads one word, for `#[serde(deserialize_with)]`.
pub(super) fn one<'de, T: Named, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Word::deserialize(deserializer).map(|Word(value)| value)
}

/// One of several values: written as a word or as a list of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOf<T>(Vec<T>);

impl<T: Named> OneOf<T> {
    /// Exactly these.
    pub fn new(values: Vec<T>) -> Self {
        Self(values)
    }

    /// Whether `value` is one of them.
    pub fn holds(&self, value: T) -> bool {
        self.0.contains(&value)
    }

    /// All of them, as written.
    pub fn values(&self) -> &[T] {
        &self.0
    }
}

impl<'de, T: Named> Deserialize<'de> for OneOf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOfVisitor(PhantomData))
    }
}

struct OneOfVisitor<T>(PhantomData<T>);

impl<'de, T: Named> Visitor<'de> for OneOfVisitor<T> {
    type Value = OneOf<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "the name of {} or a list of such names", T::WHAT)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Self::Value, E> {
        from_word(word).map(|value| OneOf(vec![value])).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut words: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Word(value)) = words.next_element()? {
            values.push(value);
        }
        if values.is_empty() { Err(A::Error::custom("an empty list can never hold")) } else { Ok(OneOf(values)) }
    }
}

/// A value that is written as one word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<T>(pub(super) T);

impl<'de, T: Named> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(WordVisitor(PhantomData))
    }
}

/// Tells a wrong word while the deserializer still knows its place.
struct WordVisitor<T>(PhantomData<T>);

impl<T: Named> Visitor<'_> for WordVisitor<T> {
    type Value = Word<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "the name of {}", T::WHAT)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Self::Value, E> {
        from_word(word).map(Word).map_err(E::custom)
    }
}

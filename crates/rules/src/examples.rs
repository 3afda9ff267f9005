//! The examples that rule files carry: tests of the rules, run by `makegood rules --test` and by the project's own tests.

use super::catalogue::Catalogue;
use super::rule::{Example, Rule};

/// What a rule must do with an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expectation {
    /// The rule flags it, and no other does but the one that the example names beside it.
    Flags,
    /// The rule does not, and no other does but the one that the example names.
    Spares,
}

/// An example of a rule, ready to be run.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What it must do.
    pub expectation: Expectation,
    /// Its number among the rule's examples of this expectation, from 1.
    pub number: usize,
    /// The example.
    pub example: &'a Example,
}

/// A function that was flagged in an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flagged {
    /// The function's qualified name.
    pub function: String,
    /// The rule's id.
    pub rule: String,
}

/// All examples of all rules, by rule; what is flagged before what is spared.
pub fn examples(catalogue: &Catalogue) -> impl Iterator<Item = Trial<'_>> {
    catalogue.rules().iter().flat_map(|rule| {
        let flags = rule.flags.iter().enumerate().map(|(index, example)| (Expectation::Flags, index, example));
        let spares = rule.spares.iter().enumerate().map(|(index, example)| (Expectation::Spares, index, example));
        flags.chain(spares).map(move |(expectation, index, example)| Trial {
            rule,
            expectation,
            number: index + 1,
            example,
        })
    })
}

impl Trial<'_> {
    /// What the example is called in messages: `not-implemented, [[flags]] 3 (c)`.
    pub fn name(&self) -> String {
        use super::named::Named;
        let list = match self.expectation {
            Expectation::Flags => "flags",
            Expectation::Spares => "spares",
        };
        format!("{}, [[{list}]] {} ({})", self.rule.id, self.number, self.example.language.word())
    }

    /// Holds what was flagged in the example against what should be; an error is what is wrong, in one sentence
    /// without a full stop.
    ///
    /// # Errors
    /// When the rule missed what it must flag, or something was flagged that should not be.
    pub fn judge(&self, flagged: &[Flagged]) -> Result<(), String> {
        let concerned: Vec<&Flagged> = flagged.iter().filter(|flagged| self.concerns(flagged)).collect();
        let wanted = self.wanted();
        let expected = |flagged: &&&Flagged| wanted.contains(&flagged.rule.as_str());
        let came = |rule: &&str| concerned.iter().any(|flagged| flagged.rule == *rule);
        let as_wanted = concerned.iter().all(|flagged| expected(&flagged)) && wanted.iter().all(came);
        if as_wanted { Ok(()) } else { Err(format!("expected {}, got {}", told(&wanted), told_all(&concerned))) }
    }

    /// The rules that must flag the example.
    fn wanted(&self) -> Vec<&str> {
        match self.expectation {
            Expectation::Flags => {
                [Some(self.rule.id.as_str()), self.example.beside.as_deref()].into_iter().flatten().collect()
            }
            Expectation::Spares => self.example.instead.as_deref().into_iter().collect(),
        }
    }

    fn concerns(&self, flagged: &Flagged) -> bool {
        self.example.function.as_deref().is_none_or(|name| {
            flagged.function == name || flagged.function.strip_suffix(name).is_some_and(|rest| rest.ends_with("::"))
        })
    }
}

fn told(rules: &[&str]) -> String {
    let quoted: Vec<String> = rules.iter().map(|rule| format!("`{rule}`")).collect();
    if quoted.is_empty() { "no finding".to_owned() } else { quoted.join(" and ") }
}

fn told_all(flagged: &[&Flagged]) -> String {
    let one = |flagged: &&Flagged| format!("`{}` on `{}`", flagged.rule, flagged.function);
    if flagged.is_empty() { told(&[]) } else { flagged.iter().map(one).collect::<Vec<_>>().join(" and ") }
}

//! All rules of a run: the built-in ones and the project's own.

use std::cmp::Reverse;

use super::error::RuleError;
use super::load::{load, load_declaration};
use super::rule::{Matcher, Rule};
use crate::model::{RuleInfo, Vocabulary};

macro_rules! built_in {
    ($($id:literal),+ $(,)?) => {
        &[$((concat!("rules/", $id, ".toml"), include_str!(concat!("../../rules/", $id, ".toml")))),+]
    };
}

/// The built-in rules: path and text of each file in `rules/`.
const BUILT_IN: &[(&str, &str)] = built_in![
    "admitted-gap",
    "admitted-placeholder",
    "claim-broken",
    "contract-narrower-than-prose",
    "coverage-fell",
    "dangling-deferral",
    "dependency-cycle",
    "dependency-missing",
    "dependency-undelivered",
    "expired-suppression",
    "forwards-to-stub",
    "hidden-from-coverage",
    "hollow-body",
    "no-test-growth",
    "not-implemented",
    "not-implemented-path",
    "nothing-verifiable",
    "overdue-deferral",
    "promise-broken",
    "promised-function-untested",
    "promised-twice",
    "suppression-without-reason",
    "tautological-assertion",
    "test-expects-stub",
    "test-failed",
    "test-never-runs",
    "test-removed",
    "test-without-assertion",
    "unused-suppression",
    "wired-stub",
];

fn is_built_in(path: &str) -> bool {
    BUILT_IN.iter().any(|(known, _)| *known == path)
}

/// The built-in word lists.
///
/// # Panics
/// When the built-in file is broken, which a test rules out.
pub fn vocabulary() -> Vocabulary {
    let lists: std::collections::BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("../../rules/vocabulary.toml")).expect("rules/vocabulary.toml is sound");
    let mut vocabulary = Vocabulary::default();
    for (name, words) in lists {
        vocabulary.extend(&name, words);
    }
    vocabulary
}

/// Rules by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    rules: Vec<Rule>,
    /// Indices of those that are found by a condition, the heaviest and lowest in rank first.
    by_weight: Vec<usize>,
}

impl Catalogue {
    /// The built-in rules.
    ///
    /// # Panics
    /// When a built-in file is broken, which a test rules out.
    pub fn builtin() -> Self {
        let files = BUILT_IN.iter().copied();
        Self::default().with_project(files).expect("the built-in rules are sound")
    }

    /// The built-in rules without their examples: all that judging takes, and quicker to read.
    ///
    /// # Panics
    /// When a built-in file is broken, which a test rules out.
    pub fn for_judging() -> Self {
        let vocabulary = vocabulary();
        let declared = |&(path, text): &(&str, &str)| {
            load_declaration(path, text, &vocabulary).expect("the built-in rules are sound")
        };
        let mut catalogue = Self { rules: BUILT_IN.iter().map(declared).collect(), by_weight: Vec::new() };
        catalogue.sort();
        catalogue
    }

    /// These rules and those of `files`, each given as path and text. The rules may refer to the built-in vocabulary.
    ///
    /// # Errors
    /// The first file that is no sound rule, whose id is taken, or that refers to a rule that does not exist.
    pub fn with_project<'t>(mut self, files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, RuleError> {
        let vocabulary = vocabulary();
        let files: Vec<_> = files.into_iter().collect();
        for (path, text) in &files {
            let rule = load(path, text, &vocabulary)?;
            self.add(rule, text)?;
        }
        for (path, text) in files {
            self.check_references(path, text)?;
        }
        self.sort();
        Ok(self)
    }

    /// Whether all of its rules are built in.
    pub fn is_builtin(&self) -> bool {
        self.rules.iter().all(|rule| is_built_in(&rule.path))
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// All rules, by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What output formats need to know of the rules, by id.
    pub fn rule_infos(&self) -> Vec<RuleInfo> {
        self.rules.iter().map(Rule::info).collect()
    }

    /// The rules with a condition, the heaviest first, of equally heavy ones the lowest in rank, of those by id.
    pub(super) fn by_weight(&self) -> impl Iterator<Item = (&Rule, &Matcher)> {
        self.by_weight.iter().filter_map(|&index| Some((&self.rules[index], self.rules[index].matcher()?)))
    }

    fn sort(&mut self) {
        self.rules.sort_by(|one, other| one.id.cmp(&other.id));
        let ranked = self.rules.iter().enumerate().filter_map(|(index, rule)| {
            let rank = rule.matcher()?.rank;
            Some(((Reverse(rule.severity), rank, index), index))
        });
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort();
        self.by_weight = ranked.into_iter().map(|(_, index)| index).collect();
    }

    fn add(&mut self, rule: Rule, text: &str) -> Result<(), RuleError> {
        if let Some(taken) = self.get(&rule.id) {
            let message = format!("the id `{}` is taken by {}", rule.id, taken.path);
            let place = text.find(&rule.id).map(|start| start..start + rule.id.len());
            return Err(RuleError::new(&rule.path, text, place, message).with_help("give the rule another name"));
        }
        if !is_built_in(&rule.path) && rule.matcher().is_none() {
            let place = text.find("found_by").map(|start| start..start + "found_by".len());
            let message = "no stage finds a rule of a project's own";
            let help = "say under [when] what a function must be like";
            return Err(RuleError::new(&rule.path, text, place, message).with_help(help));
        }
        self.rules.push(rule);
        Ok(())
    }

    /// Whether what the rule at `path` refers to is there and refers to nothing itself.
    fn check_references(&self, path: &str, text: &str) -> Result<(), RuleError> {
        let rules = self.rules.iter().filter(|rule| rule.path == path);
        for id in rules.flat_map(Rule::refers_to) {
            let problem = match self.get(id.get_ref()) {
                None => "does not exist",
                Some(rule) if rule.matcher().is_none() => "has no condition: a stage finds it",
                Some(rule) if rule.refers_to().next().is_some() => "refers to other rules itself",
                Some(_) => continue,
            };
            let message = format!("the rule `{}` {problem}", id.get_ref());
            return Err(RuleError::new(path, text, Some(id.span()), message));
        }
        Ok(())
    }
}

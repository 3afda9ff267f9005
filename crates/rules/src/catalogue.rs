//! All rules of a run: the built-in ones and the project's own.

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::error::RuleError;
use super::load::{load, load_declaration};
use super::rule::{Matcher, Rule};
use model::{RuleInfo, Vocabulary};

macro_rules! built_in {
    ($($id:literal),+ $(,)?) => {
        &[$((concat!("rules/", $id, ".toml"), include_str!(concat!("../../../rules/", $id, ".toml")))),+]
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
    "hollow-new",
    "hollowed-out",
    "no-test-growth",
    "not-implemented",
    "not-implemented-path",
    "nothing-verifiable",
    "overdue-deferral",
    "promise-broken",
    "promise-drifted",
    "promised-function-unproven",
    "promised-function-untested",
    "promised-twice",
    "suppression-without-reason",
    "tautological-assertion",
    "test-expects-stub",
    "test-failed",
    "test-never-runs",
    "test-removed",
    "test-without-assertion",
    "unknown-rule",
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
        toml::from_str(include_str!("../../../rules/vocabulary.toml")).expect("rules/vocabulary.toml is sound");
    let mut vocabulary = Vocabulary::default();
    for (name, words) in lists {
        vocabulary.extend(&name, words);
    }
    vocabulary
}

/// Rules by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    /// Those that are found by a condition, the heaviest and lowest in rank first.
    by_weight: Vec<Rule>,
    /// All of them, by id. Where none is the project's own they are read when one is first asked for that a stage finds.
    all: OnceLock<Vec<Rule>>,
}

impl Catalogue {
    /// The built-in rules.
    ///
    /// # Panics
    /// When a built-in file is broken, which a test rules out.
    pub fn builtin() -> Self {
        let files = BUILT_IN.iter().copied();
        Self::of(Vec::new()).with_project(files).expect("the built-in rules are sound")
    }

    /// The built-in rules without their examples: all that judging takes, and quicker to read. `vocabulary` is the
    /// built-in one.
    ///
    /// # Panics
    /// When a built-in file is broken, which a test rules out.
    pub fn for_judging(vocabulary: &Vocabulary) -> Self {
        let with_condition = BUILT_IN.iter().filter(|(_, text)| !is_found_by_stage(text));
        Self { by_weight: by_weight(with_condition.map(|file| declared(file, vocabulary))), all: OnceLock::new() }
    }

    fn of(mut rules: Vec<Rule>) -> Self {
        rules.sort_by(|one, other| one.id.cmp(&other.id));
        Self { by_weight: by_weight(rules.iter().cloned()), all: OnceLock::from(rules) }
    }

    /// These rules and those of `files`, each given as path and text. The rules may refer to the built-in vocabulary.
    ///
    /// # Errors
    /// The first file that is no sound rule, whose id is taken, or that refers to a rule that does not exist.
    pub fn with_project<'t>(self, files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, RuleError> {
        let files: Vec<_> = files.into_iter().collect();
        if files.is_empty() {
            return Ok(self);
        }
        let vocabulary = vocabulary();
        let mut rules = self.rules().to_vec();
        for (path, text) in &files {
            add(&mut rules, load(path, text, &vocabulary)?, text)?;
        }
        let together = Self::of(rules);
        files.into_iter().try_for_each(|(path, text)| together.check_references(path, text))?;
        Ok(together)
    }

    /// Whether all of its rules are built in.
    pub fn is_builtin(&self) -> bool {
        self.by_weight.iter().all(|rule| is_built_in(&rule.path))
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        let with_condition = self.by_weight.iter().find(|rule| rule.id == id);
        with_condition.or_else(|| self.rules().iter().find(|rule| rule.id == id))
    }

    /// All rules, by id.
    pub fn rules(&self) -> &[Rule] {
        self.all.get_or_init(|| {
            let vocabulary = vocabulary();
            BUILT_IN.iter().map(|file| declared(file, &vocabulary)).collect()
        })
    }

    /// The ids of all rules, in order.
    pub fn ids(&self) -> Vec<&str> {
        match self.all.get() {
            Some(rules) => rules.iter().map(|rule| rule.id.as_str()).collect(),
            None => BUILT_IN.iter().map(|(path, _)| id_of(path)).collect(),
        }
    }

    /// What output formats need to know of the rules, by id.
    pub fn rule_infos(&self) -> Vec<RuleInfo> {
        self.rules().iter().map(Rule::info).collect()
    }

    /// The rules with a condition, the heaviest first, of equally heavy ones the lowest in rank, of those by id.
    pub(super) fn by_weight(&self) -> impl Iterator<Item = (&Rule, &Matcher)> {
        self.by_weight.iter().filter_map(|rule| Some((rule, rule.matcher()?)))
    }

    /// Whether what the rule at `path` refers to is there and refers to nothing itself.
    fn check_references(&self, path: &str, text: &str) -> Result<(), RuleError> {
        let rules = self.rules().iter().filter(|rule| rule.path == path);
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

/// The built-in rule in a file, without its examples.
fn declared(&(path, text): &(&str, &str), vocabulary: &Vocabulary) -> Rule {
    load_declaration(path, text, vocabulary).expect("the built-in rules are sound")
}

/// The id of the rule in the built-in file `path`, which is called like it.
fn id_of(path: &str) -> &str {
    path.trim_start_matches("rules/").trim_end_matches(".toml")
}

/// Whether a stage finds the rule of a built-in file, told without reading it; a test compares it with what is read.
fn is_found_by_stage(text: &str) -> bool {
    text.contains("\nfound_by = ")
}

/// Those of `rules` that have a condition, in the order in which they are held against functions.
fn by_weight(rules: impl Iterator<Item = Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.filter(|rule| rule.matcher().is_some()).collect();
    rules.sort_by_cached_key(|rule| {
        (Reverse(rule.severity), rule.matcher().map(|matcher| matcher.rank), rule.id.clone())
    });
    rules
}

fn add(rules: &mut Vec<Rule>, rule: Rule, text: &str) -> Result<(), RuleError> {
    if let Some(taken) = rules.iter().find(|known| known.id == rule.id) {
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
    rules.push(rule);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judging_holds_the_same_conditions_in_the_same_order() {
        let ids = |catalogue: &Catalogue| catalogue.by_weight().map(|(rule, _)| rule.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&Catalogue::for_judging(&vocabulary())), ids(&Catalogue::builtin()));
    }

    #[test]
    fn the_ids_are_told_without_reading_the_rules() {
        assert_eq!(Catalogue::for_judging(&vocabulary()).ids(), Catalogue::builtin().ids());
    }
}

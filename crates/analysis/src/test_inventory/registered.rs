//! Whether something hands a test of C to a runner.

use std::collections::{HashMap, HashSet};

use super::gather::Told;
use model::{LanguageId, NameForm, Registration, TestDefinition};

/// What hands tests to runners in a project.
pub(super) struct Registry<'a> {
    /// Registrations by the test's name, each with its file's path.
    by_test: HashMap<&'a str, Vec<(&'a str, &'a Registration)>>,
    /// The names that stand somewhere outside of their own definition, by how many files name them.
    named: HashSet<&'a str>,
    /// Macros that define tests which something registers.
    registering: HashSet<&'a str>,
    /// Files in which something names one of the plain functions that are tests by their name. In the others a generator
    /// collects them.
    naming: HashSet<&'a str>,
}

impl<'a> Registry<'a> {
    /// Reads all files.
    pub(super) fn of(told: &'a [Told]) -> Self {
        let told = || told.iter().filter(|told| told.language == LanguageId::C && !told.is_renamed);
        let mut by_test: HashMap<&str, Vec<(&str, &Registration)>> = HashMap::new();
        for file in told() {
            for registration in &file.facts.registered {
                by_test.entry(&registration.test).or_default().push((&file.path, registration));
            }
        }
        let mut named = HashSet::new();
        for file in told() {
            named.extend(file.facts.mentions.iter().map(String::as_str));
            for function in &file.facts.functions {
                let others = function.body.calls.iter().filter(|call| call.name != function.name);
                named.extend(others.filter(|call| call.form != NameForm::Member).map(|call| call.name.as_str()));
            }
            named.extend(file.fills.iter().map(|fill| fill.function.as_str()));
        }
        let mut registry = Self { by_test, named, registering: HashSet::new(), naming: HashSet::new() };
        registry.registering = registry.registering_frameworks(told());
        registry.naming = told().filter(|told| registry.names_one_of(told)).map(|told| told.path.as_str()).collect();
        registry
    }

    fn names_one_of(&self, told: &Told) -> bool {
        let plain = told.facts.tests.iter().filter(|test| test.framework == "function");
        plain.into_iter().any(|test| self.is_named(&test.name))
    }

    fn is_named(&self, name: &str) -> bool {
        self.named.contains(name) || self.by_test.contains_key(name)
    }

    /// The frameworks of a project's own macros whose tests are registered, most of them.
    fn registering_frameworks(&self, told: impl Iterator<Item = &'a Told>) -> HashSet<&'a str> {
        let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
        for test in told.flat_map(|told| &told.facts.tests).filter(|test| !test.needs_registration) {
            let count = counts.entry(test.framework).or_default();
            count.0 += 1;
            count.1 += usize::from(self.by_test.contains_key(test.name.as_str()));
        }
        counts.into_iter().filter(|(_, (all, registered))| 2 * registered > *all).map(|(name, _)| name).collect()
    }

    /// How many times `test` of the file at `path` runs; `None` where nothing registers it.
    pub(super) fn runs(&self, test: &TestDefinition, path: &str) -> Option<usize> {
        if !test.needs_registration && !self.registering.contains(test.framework) {
            return Some(1);
        }
        let registrations = self.by_test.get(test.name.as_str()).map(Vec::as_slice).unwrap_or_default();
        let own: Vec<_> = registrations.iter().filter(|(file, _)| *file == path).collect();
        let meant = if own.is_empty() { registrations.iter().collect() } else { own };
        let reached: Vec<_> = meant.into_iter().filter(|(_, registration)| self.is_reached(registration)).collect();
        if reached.is_empty() {
            let collected = test.framework == "function" && !self.naming.contains(path);
            if collected {
                return Some(1);
            }
            let called = registrations.is_empty() && self.named.contains(test.name.as_str());
            return called.then_some(1);
        }
        Some(reached.iter().map(|(_, registration)| registration.cases).sum())
    }

    /// Whether the function that a registration stands in is called by something.
    fn is_reached(&self, registration: &Registration) -> bool {
        let within = registration.within.as_str();
        within.is_empty() || within == "main" || self.named.contains(within) || within.ends_with("_main")
    }

    /// The registrations whose tests no macro or name told of, with the path of their file.
    pub(super) fn unclaimed(&self, claimed: &HashSet<&str>) -> Vec<(&'a str, &'a Registration)> {
        let all = self.by_test.iter().filter(|(test, _)| !claimed.contains(*test));
        let mut found: Vec<_> = all.flat_map(|(_, registrations)| registrations.first().copied()).collect();
        found.sort_by(|a, b| (a.0, a.1.span).cmp(&(b.0, b.1.span)));
        found
    }
}

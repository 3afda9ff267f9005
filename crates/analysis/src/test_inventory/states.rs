//! From what the files tell to tests with a state, and the functions of the project.

use std::collections::{HashMap, HashSet};

use super::compiled::{Compiled, compiled};
use super::gather::Told;
use super::made::Makers;
use super::registered::Registry;
use super::{Files, Function, Inventory, Test, TestState, build_files};
use model::{FunctionCalls, Gap, LanguageId, Linkage, Registration, TestDefinition};

/// The tests and functions of the files `told`.
pub(super) fn settle(told: &[Told], files: &Files) -> Inventory {
    let declared = build_files::declared_runs(files);
    let mut project = Project {
        registry: Registry::of(told),
        makers: Makers::of(told),
        compiled: compiled(told, files),
        declared: declared.iter().map(|run| run.name.as_str()).collect(),
        included: HashSet::new(),
    };
    project.included = included(told, &project.compiled);
    let mut inventory = Inventory::default();
    for file in told {
        project.add(file, &mut inventory);
    }
    project.add_registered(told, &mut inventory);
    inventory.tests.sort_by(|a, b| (&a.path, a.region).cmp(&(&b.path, b.region)));
    note_duplicates(&mut inventory.tests);
    inventory.functions = told.iter().filter(|told| !told.is_renamed).flat_map(functions).collect();
    inventory.declared = declared;
    inventory
}

struct Project<'a> {
    registry: Registry<'a>,
    makers: Makers<'a>,
    compiled: Compiled,
    /// The names of the runs that build files declare.
    declared: HashSet<&'a str>,
    /// Files that no `mod` names, but that another file names: `include!`, the cases of a compile test.
    included: HashSet<&'a str>,
}

impl Project<'_> {
    fn add(&self, told: &Told, inventory: &mut Inventory) {
        let (made, gaps) = self.makers.made(told);
        inventory.gaps.extend(gaps);
        inventory.gaps.extend(unread(told));
        inventory.tests.extend(told.facts.tests.iter().chain(&made).filter_map(|test| self.test(told, test)));
        inventory.tests.extend(self.program(told));
    }

    fn test(&self, told: &Told, test: &TestDefinition) -> Option<Test> {
        match told.language {
            LanguageId::C => self.test_of_c(told, test),
            LanguageId::Rust => self.test_of_rust(told, test),
        }
    }

    fn test_of_c(&self, told: &Told, test: &TestDefinition) -> Option<Test> {
        let runs = self.registry.runs(test, &told.path);
        // A function whose name says "test" is a test only if something runs it, or its file is one of tests.
        if test.framework == "function" && !told.in_tests && !told.is_renamed {
            return None;
        }
        let state = match (&test.ignored, runs) {
            _ if told.is_renamed => TestState::Disabled,
            (Some(ignored), _) => TestState::Ignored(ignored.reason.clone()),
            (None, None) => TestState::Unregistered,
            (None, Some(_)) => TestState::Runs,
        };
        let cases = test.cases * runs.unwrap_or(1);
        Some(Test { cases, ..entry(told, test, test.name.clone(), state) })
    }

    fn test_of_rust(&self, told: &Told, test: &TestDefinition) -> Option<Test> {
        let part = self.compiled.part(&told.path);
        let known = self.compiled.is_known(&told.path);
        let is_example = test.framework.starts_with("doctest");
        if is_example && known && !part.is_some_and(|part| part.documented) {
            return None;
        }
        let name = format!("{}{}", part.map_or("", |part| part.module.as_str()), test.name);
        let never = part.and_then(|part| part.conditions.iter().find(|condition| condition.never_holds()));
        let state = match (&test.ignored, part) {
            _ if told.is_renamed => TestState::Disabled,
            (_, None) if known && !self.included.contains(told.path.as_str()) => {
                TestState::NeverCompiled("no target compiles its file".to_owned())
            }
            _ if never.is_some() => {
                TestState::NeverCompiled("its module stands under a condition that never holds".to_owned())
            }
            _ if test.conditions.iter().any(|condition| condition.never_holds()) => {
                TestState::NeverCompiled("it stands under a condition that never holds".to_owned())
            }
            (_, Some(part)) if part.unrun.is_some() => {
                TestState::NeverCompiled(part.unrun.unwrap_or_default().to_owned())
            }
            (Some(ignored), _) => TestState::Ignored(ignored.reason.clone()),
            _ if test.framework == "doctest-compiled" => TestState::OnlyCompiled,
            _ => TestState::Runs,
        };
        let mut entry = entry(told, test, name, state);
        if let Some(part) = part {
            let outer = part.conditions.iter().filter(|condition| condition.text != "test");
            entry.conditions.extend(outer.cloned());
        }
        Some(entry)
    }

    /// A program that is a test as a whole: a `main` in a file for tests that neither defines nor registers any.
    fn program(&self, told: &Told) -> Option<Test> {
        let stem = told.path.rsplit('/').next()?.split('.').next()?;
        let facts = &told.facts;
        let plain =
            told.language == LanguageId::C && facts.tests.iter().all(is_commented) && facts.registered.is_empty();
        let main = facts.functions.iter().find(|function| function.name == "main" && !function.is_macro)?;
        let says = stem.split(['_', '-']).any(|part| matches!(part, "test" | "tests" | "check" | "t"));
        let is_test = plain && (self.declared.contains(stem) || (told.in_tests && says));
        is_test.then(|| program(told, main, stem))
    }

    /// Functions that something registers as a test although neither macro nor name makes them one.
    fn add_registered(&self, told: &[Told], inventory: &mut Inventory) {
        let claimed: HashSet<&str> =
            told.iter().flat_map(|told| told.facts.tests.iter().map(|test| test.name.as_str())).collect();
        let by_path: HashMap<&str, &Told> = told.iter().map(|told| (told.path.as_str(), told)).collect();
        for (path, registration) in self.registry.unclaimed(&claimed) {
            let own = by_path.get(path).copied();
            let found = own.and_then(|told| function(told, &registration.test));
            let found = found.or_else(|| told.iter().find_map(|told| function(told, &registration.test)));
            inventory.tests.extend(found.map(|(told, found)| registered(told, found, registration)));
        }
    }
}

/// The Rust files with tests that are part of no crate, but that another file names as text, alone or with its folder.
fn included<'a>(told: &'a [Told], compiled: &Compiled) -> HashSet<&'a str> {
    let rust: Vec<&Told> = told.iter().filter(|told| told.language == LanguageId::Rust).collect();
    let unreached = rust.iter().filter(|told| !told.facts.tests.is_empty() && compiled.part(&told.path).is_none());
    let names = |told: &Told, other: &Told| {
        let mut parts = told.path.rsplit('/');
        let (file, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let text = other.source.as_str();
        let patterns = [format!("{file}\""), format!("{folder}/*"), format!("{folder}\"")];
        patterns.iter().any(|pattern| memchr::memmem::find(text.as_bytes(), pattern.as_bytes()).is_some())
    };
    unreached
        .filter(|told| rust.iter().any(|other| other.path != told.path && names(told, other)))
        .map(|told| told.path.as_str())
        .collect()
}

fn function<'t>(told: &'t Told, name: &str) -> Option<(&'t Told, &'t FunctionCalls)> {
    let found = told.facts.functions.iter().find(|function| function.name == name && !function.is_macro);
    found.filter(|_| told.language == LanguageId::C).map(|found| (told, found))
}

fn registered(told: &Told, found: &FunctionCalls, registration: &Registration) -> Test {
    let test = TestDefinition { framework: registration.framework, cases: registration.cases, ..of_function(found) };
    entry(told, &test, found.name.clone(), TestState::Runs)
}

fn program(told: &Told, main: &FunctionCalls, stem: &str) -> Test {
    let mut test = TestDefinition { framework: "main", ..of_function(main) };
    // What the other functions of the file check is checked by the program.
    for function in &told.facts.functions {
        test.body.assertions.extend(function.body.assertions.iter().cloned());
        test.body.failures.extend(&function.body.failures);
    }
    entry(told, &test, stem.to_owned(), TestState::Runs)
}

fn of_function(found: &FunctionCalls) -> TestDefinition {
    TestDefinition {
        name: found.name.clone(),
        name_span: found.name_span,
        span: found.span,
        framework: "function",
        cases: 1,
        more_cases: false,
        ignored: None,
        conditions: Vec::new(),
        needs_registration: true,
        body: found.body.clone(),
        body_hash: found.body_hash,
    }
}

fn entry(told: &Told, test: &TestDefinition, name: String, state: TestState) -> Test {
    let region = |span| told.source.region(span);
    let state = if is_commented(test) { TestState::CommentedOut } else { state };
    Test {
        name,
        path: told.path.clone(),
        line: told.source.line(test.name_span.start),
        end_line: told.source.line(test.span.end.saturating_sub(1)),
        region: region(test.name_span),
        framework: test.framework,
        cases: test.cases,
        more_cases: test.more_cases,
        state,
        conditions: test.conditions.clone(),
        assertions: test.body.assertions.iter().map(|assertion| (assertion.clone(), region(assertion.span))).collect(),
        can_fail: false,
        checks_nothing: false,
        body: test.body.clone(),
        calls: Vec::new(),
        hash: test.body_hash,
        duplicate_of: None,
    }
}

fn is_commented(test: &TestDefinition) -> bool {
    test.framework == "comment"
}

fn functions(told: &Told) -> impl Iterator<Item = Function> + '_ {
    told.facts.functions.iter().map(|found| Function {
        name: found.name.clone(),
        qualified: found.qualified.clone(),
        path: told.path.clone(),
        line: told.source.line(found.span.start),
        end_line: told.source.line(found.span.end.saturating_sub(1)),
        language: told.language,
        role: found.role.clone(),
        is_macro: found.is_macro,
        for_tests: found.is_test || told.in_tests,
        visible: found.linkage != Linkage::Internal || told.path.ends_with(".h"),
        body: found.body.clone(),
    })
}

fn unread(told: &Told) -> impl Iterator<Item = Gap> + '_ {
    told.facts.unread.iter().map(|unread| Gap {
        path: told.path.clone(),
        span: Some(told.source.region(unread.span)),
        reason: unread.reason.clone(),
        changed: false,
    })
}

/// Tells of each test which one before it has the very same body. Examples and tests without a call are alike by chance.
fn note_duplicates(tests: &mut [Test]) {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    for (number, test) in tests.iter_mut().enumerate() {
        if test.hash == 0 || test.body.calls.len() < 2 || test.framework.starts_with("doctest") {
            continue;
        }
        let first = *seen.entry(test.hash).or_insert(number);
        test.duplicate_of = (first != number).then_some(first);
    }
}

//! The tests of a whole project: which there are, which of them run, and which functions they reach.
//!
//! Nothing is built or run. Each file tells of its own tests ([`syntax::Language::tests`]); what only the project as
//! a whole can tell is put together here: whether something registers a test ([`registered`]), whether a target compiles
//! its file ([`compiled`]), and what its calls reach ([`graph`]).

mod build_files;
mod compiled;
mod gather;
mod graph;
mod made;
mod registered;
mod renamed;
mod smells;
mod states;

use std::collections::{HashMap, HashSet};

use model::{Assertion, BodyWords, Condition, Gap, LanguageId, Region, Role, SourceText};

pub use build_files::DeclaredRun;
pub use renamed::live_name;
pub use smells::{Smells, smells};

/// The files of one revision, and how to read them.
pub struct Files<'a> {
    /// The paths of all files from the root, of whatever language.
    pub paths: &'a [String],
    /// The text of the file at a path; `None` where it is none.
    pub read: &'a (dyn Fn(&str) -> Option<SourceText> + Sync),
    /// Whether the file at a path holds tests.
    pub is_test: &'a (dyn Fn(&str) -> bool + Sync),
}

/// All tests of a project.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// The tests, by path and place.
    pub tests: Vec<Test>,
    /// The functions and macros of the project, by path and place.
    pub functions: Vec<Function>,
    /// Runs that build files declare: `add_test` of CMake, `test` of Meson.
    pub declared: Vec<DeclaredRun>,
    /// What could not be told: tests whose number only running them tells, documentation in other files.
    pub gaps: Vec<Gap>,
    /// For each function those that it calls, as numbers of [`Inventory::functions`].
    calls: Vec<Vec<u32>>,
    /// For each function those that call it.
    callers: Vec<Vec<u32>>,
    /// The functions of each plain name, as numbers of [`Inventory::functions`].
    by_name: HashMap<String, Vec<u32>>,
}

/// A test.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// Its full name: with all modules around it in Rust, `suite.name` or the plain name in C.
    pub name: String,
    /// The file, from the root.
    pub path: String,
    /// The line of its name, from 1.
    pub line: usize,
    /// The line of its end.
    pub end_line: usize,
    /// Where its name stands.
    pub region: Region,
    /// By whose rules it is a test.
    pub framework: &'static str,
    /// How many times it runs with other values, as far as the text tells.
    pub cases: usize,
    /// Whether there can be more cases than that.
    pub more_cases: bool,
    /// Whether it runs, and if not, why.
    pub state: TestState,
    /// The conditions under which it is built, those that hold for every test left out.
    pub conditions: Vec<Condition>,
    /// The assertions in its own text, each with its place.
    pub assertions: Vec<(Assertion, Region)>,
    /// Whether it can fail by what it checks: by its own assertions, by those of the functions for tests that it calls, or
    /// in another way that its framework knows.
    pub can_fail: bool,
    /// Whether it passes whatever the code under test does, and does not say why.
    pub checks_nothing: bool,
    /// What its text names.
    pub body: BodyWords,
    /// The functions of the project that it calls itself, slots and methods resolved, as numbers of
    /// [`Inventory::functions`], in order.
    pub calls: Vec<u32>,
    /// A hash of its body: stays the same when it is renamed or moved.
    pub hash: u64,
    /// The first test with the very same body, as a number of [`Inventory::tests`].
    pub duplicate_of: Option<usize>,
}

impl Test {
    /// Whether it runs with the others.
    pub fn runs(&self) -> bool {
        self.state == TestState::Runs
    }
}

/// Whether a test runs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TestState {
    /// It runs with the others.
    Runs,
    /// It is only compiled: an example in documentation with `no_run`.
    OnlyCompiled,
    /// A runner leaves it out; the reason, if one is given.
    Ignored(Option<String>),
    /// Nothing hands it to a runner.
    Unregistered,
    /// Its file is a part of no target, or it stands under a condition that never holds; why.
    NeverCompiled(String),
    /// Its file was renamed so that nobody compiles it.
    Disabled,
    /// It stands in a comment.
    CommentedOut,
}

/// A function or macro of the project.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// The plain name.
    pub name: String,
    /// The qualified name.
    pub qualified: String,
    /// The file, from the root.
    pub path: String,
    /// The first line of its signature, from 1.
    pub line: usize,
    /// The line of its closing brace.
    pub end_line: usize,
    /// Its language.
    pub language: LanguageId,
    /// What kind of function it is.
    pub role: Role,
    /// Whether it is a macro.
    pub is_macro: bool,
    /// Whether it is a test, a function for tests, or stands in a test file.
    pub for_tests: bool,
    /// Whether it can be named from other files.
    pub visible: bool,
    /// What its text names.
    pub body: BodyWords,
}

/// The inventory of `files`.
pub fn inventory(files: &Files) -> Inventory {
    let gathered = gather::gather(files);
    let mut inventory = states::settle(&gathered, files);
    graph::connect(&mut inventory, &gathered);
    let vacuous: Vec<bool> = inventory.tests.iter().map(|test| smells::is_vacuous(test, &inventory)).collect();
    for (test, vacuous) in inventory.tests.iter_mut().zip(vacuous) {
        test.checks_nothing = vacuous;
        test.can_fail &= !vacuous;
    }
    inventory
}

impl Inventory {
    /// The tests that run and reach a function of this plain or qualified name, in the file at `path` where one is given,
    /// through any number of functions of the project.
    pub fn tested_by(&self, name: &str, path: Option<&str>) -> Vec<&Test> {
        let leading: HashSet<u32> = graph::behind(&self.named(name, path), &self.callers).into_iter().collect();
        let reaches = |test: &&Test| test.runs() && test.calls.iter().any(|number| leading.contains(number));
        self.tests.iter().filter(reaches).collect()
    }

    /// The functions of the project that `test` reaches, through any number of others.
    pub fn reached(&self, test: &Test) -> Vec<&Function> {
        graph::behind(&test.calls, &self.calls).into_iter().map(|number| &self.functions[number as usize]).collect()
    }

    /// The functions that `name` can mean.
    fn named(&self, name: &str, path: Option<&str>) -> Vec<u32> {
        let plain = name.rsplit("::").next().unwrap_or(name);
        let fits = |number: &u32| {
            let function = &self.functions[*number as usize];
            path.is_none_or(|path| function.path == path) && (plain == name || is_meant(function, name))
        };
        self.by_name.get(plain).into_iter().flatten().copied().filter(fits).collect()
    }

    /// How many tests run, each of their cases counted.
    pub fn running(&self) -> usize {
        self.tests.iter().filter(|test| test.runs()).map(|test| test.cases).sum()
    }
}

/// Whether the function can be what the qualified `name` says: by its last parts, by its type or by its trait.
fn is_meant(function: &Function, name: &str) -> bool {
    let qualified = function.qualified.as_str();
    let owner = name.rsplit("::").nth(1).unwrap_or_default();
    let of = match &function.role {
        Role::TraitImpl { trait_name, of } => of == owner || trait_name.rsplit("::").next() == Some(owner),
        Role::Free | Role::Method { .. } | Role::TraitDefault { .. } => false,
    };
    of || qualified == name || qualified.ends_with(&format!("::{name}")) || name.ends_with(&format!("::{qualified}"))
}

//! What stands in a tree, as far as promises ask for it.

use std::collections::{BTreeMap, BTreeSet};

use super::{ChangeStatus, Finding, Gap};

/// What was found for the names, files and tests that promises speak of.
#[derive(Debug, Clone, Default)]
pub struct Delivered {
    /// Definitions of the functions that were asked for, and of those that fill a slot that was.
    pub functions: Vec<DeliveredFunction>,
    /// What is put into the slots that were asked for.
    pub fills: Vec<FillPlace>,
    /// Where the slots that were asked for are declared.
    pub members: Vec<NamedPlace>,
    /// Definitions of the types that were asked for.
    pub types: Vec<NamedPlace>,
    /// Methods that the compiler writes for such a type (`#[derive(Default)]`), by their names.
    pub derived: Vec<NamedPlace>,
    /// Definitions of the fields, variants, constants, macros and modules that were asked for.
    pub symbols: Vec<NamedPlace>,
    /// Those among the names of such that the code speaks of at all.
    pub mentioned: BTreeSet<String>,
    /// Other names that are defined in the files that a promise or the change speaks of: what could have been meant.
    pub neighbours: Vec<NamedPlace>,
    /// The tests of the project at head, where promises ask for tests.
    pub tests: Vec<TestPlace>,
    /// How many tests the whole project has at head, where that was asked.
    pub all_tests: Option<usize>,
    /// All paths at head, from the root.
    pub files: BTreeSet<String>,
    /// The size in bytes of the files at head that a promise names.
    pub sizes: BTreeMap<String, usize>,
    /// What the change did; `None` where a tree is judged and no change.
    pub change: Option<TreeChange>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
}

/// What a change did to a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreeChange {
    /// All paths that differ, of whatever language: those at head, for deleted files those at base.
    pub touched: BTreeSet<String>,
    /// The paths at base.
    pub before: BTreeSet<String>,
    /// The tests of the files that it touches, as they were.
    pub tests_before: Vec<TestPlace>,
    /// The plain names of the functions of these files, as they were.
    pub functions_before: BTreeSet<String>,
}

/// Something with a name, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamedPlace {
    /// The name.
    pub name: String,
    /// What declares it, where something does: the struct of a member, the trait of a method.
    pub of: String,
    /// The file, from the root.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

/// A function that is defined.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveredFunction {
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
    /// How many parameters it has, `self` included.
    pub arity: usize,
    /// Whether its first parameter is `self`.
    pub takes_self: bool,
    /// Whether it takes more arguments than it has parameters (`...`).
    pub variadic: bool,
    /// The condition under which it stands and that never holds (`#if 0`, `cfg(any())`).
    pub never: Option<String>,
    /// Whether other files can name it.
    pub visible: bool,
    /// What is wrong with it.
    pub finding: Option<Finding>,
    /// By what it is hollow, in words that follow the name (`does nothing`); `None` where it does something.
    pub hollow: Option<String>,
    /// The plain name of the one function that it calls and whose result it returns, where it does nothing else.
    pub forwards_to: Option<String>,
    /// Whether it is a test, or is defined in a file for tests.
    pub for_tests: bool,
    /// A hash of its tokens, comments and white space left out.
    pub token_hash: u64,
    /// Whether the change adds or modifies it; true where no change is judged.
    pub touched: bool,
    /// Whether markers hide it, or a part of it, from coverage.
    pub excluded: bool,
}

/// A slot and what is put into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FillPlace {
    /// The slot.
    pub slot: String,
    /// What holds it; empty where it cannot be told.
    pub holder: String,
    /// The function as written; `NULL`, `0`, `None` for a slot that is left empty.
    pub function: String,
    /// The file, from the root.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

impl FillPlace {
    /// Whether the slot is left empty in so many words.
    pub fn is_empty(&self) -> bool {
        matches!(self.function.as_str(), "NULL" | "nullptr" | "0" | "None")
    }
}

/// A test and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestPlace {
    /// The file, from the root.
    pub path: String,
    /// The line of its name, from 1.
    pub line: usize,
    /// Its name.
    pub name: String,
    /// How many times it runs with other values.
    pub cases: usize,
    /// A hash of its body: stays the same when it is renamed or moved.
    pub hash: u64,
    /// Why it does not run with the others, to follow its name: `is ignored`; `None` where it runs.
    pub idle: Option<String>,
}

impl TestPlace {
    /// Whether it runs with the others.
    pub fn runs(&self) -> bool {
        self.idle.is_none()
    }
}

/// A function that a change touches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangedFunction {
    /// The file, from the root.
    pub path: String,
    /// The first line of its signature, from 1.
    pub line: usize,
    /// The line of its closing brace.
    pub end_line: usize,
    /// The qualified name.
    pub name: String,
    /// What the change did to it.
    pub change: ChangeStatus,
    /// Whether markers hide it from coverage.
    pub excluded: bool,
}

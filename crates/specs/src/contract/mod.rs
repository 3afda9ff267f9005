//! The contract: a block of YAML in a spec that says without ambiguity what the task delivers.
//!
//! A fenced block of the language `makegood`, or the key `makegood` of the front matter. Every key that is not known and every
//! value of the wrong type is an error at its place: a contract that is read only in part would pass what it should not.

mod fields;
mod names;
mod promises;
mod read;
mod sections;
mod write;

use super::SpecError;
use model::{FileFate, SourceText, Span, Task};

/// The language of the fenced block, and the key of the front matter.
pub const NAME: &str = "makegood";

/// What a contract says. Every part may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contract {
    /// The line that it begins at, from 1.
    pub line: usize,
    /// `requires`: what other tasks must have delivered.
    pub requires: Vec<Requirement>,
    /// `provides.functions`.
    pub functions: Vec<ProvidedFunction>,
    /// `provides.types`.
    pub types: Vec<ProvidedType>,
    /// `files`, in order of place.
    pub files: Vec<FileChange>,
    /// `tests`.
    pub tests: Vec<ProvidedTests>,
    /// `excludes`.
    pub excludes: Vec<Line<String>>,
    /// `defers`.
    pub defers: Vec<Deferred>,
}

/// A value and the line that says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Line<T> {
    /// The value.
    pub value: T,
    /// The line in the spec, from 1.
    pub line: usize,
}

/// A task that must have been delivered before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Requirement {
    /// The task, as its own text or another one names it: `sse-parser.md`, `T003`.
    pub task: String,
    /// The functions and types of it that this one uses.
    pub symbols: Vec<Line<String>>,
    /// The line, from 1.
    pub line: usize,
}

/// A function to be there, or a slot to be filled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProvidedFunction {
    /// `f`, `Type::method`, `<Type as Trait>::method`; `None` where only the slot counts.
    pub name: Option<String>,
    /// The file that it is to be in.
    pub file: Option<String>,
    /// The slot that it fills: `start_stream`, `provider_vtable.start_stream`.
    pub slot: Option<String>,
    /// The line that says that it is to do nothing (`hollow: intended`), where one does.
    pub hollow: Option<usize>,
    /// The line, from 1.
    pub line: usize,
}

/// A type to be there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProvidedType {
    /// Its name.
    pub name: String,
    /// The file that it is to be in.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: usize,
}

/// What is to become of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path from the root; for [`FileFate::Untouched`] a glob.
    pub path: String,
    /// What is to become of it.
    pub fate: FileFate,
    /// The line, from 1.
    pub line: usize,
}

/// Tests to be there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProvidedTests {
    /// `min`: at least so many are new.
    pub min: Option<Line<usize>>,
    /// `total`: at least so many are there afterwards.
    pub total: Option<Line<usize>>,
    /// `in`: the files that they are in; empty for the whole project.
    pub files: Vec<String>,
    /// `names`.
    pub names: Vec<Line<String>>,
}

/// Something left to another task.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deferred {
    /// The function or type that is left.
    pub symbol: String,
    /// The task that will deliver it.
    pub to: String,
    /// The line, from 1.
    pub line: usize,
}

impl Contract {
    /// Reads the inside of a fenced block: the bytes `block` of `spec`, without the fences.
    ///
    /// # Errors
    /// For YAML that cannot be read, an unknown key, a value of the wrong type, a path that leads out of the repository.
    pub fn read(spec: &SourceText, block: Span) -> Result<Self, SpecError> {
        read::block(spec, block)
    }

    /// Reads the key `makegood` of a front matter: the bytes `block` of `spec` between the two lines of dashes. `None` where it
    /// has no such key; then it need not be YAML at all.
    ///
    /// # Errors
    /// As [`Contract::read`], where there is such a key.
    pub fn read_front_matter(spec: &SourceText, block: Span) -> Result<Option<Self>, SpecError> {
        read::front_matter(spec, block)
    }

    /// Adds what the contract says to `task`: promises of the tier `contract`, dependencies, uses, what is excluded and what is
    /// left to others, and the contract's line. A promise of the text about the same thing is replaced by the contract's.
    pub fn add_to(&self, task: &mut Task) {
        promises::add(self, task);
    }

    /// The contract that says what was read out of `task`, as far as a contract can say it.
    pub fn of(task: &Task) -> Self {
        write::of(task)
    }

    /// The block's text without fences: [`Contract::read`] gives the same contract again, but for lines.
    pub fn to_text(&self) -> String {
        write::text(self)
    }
}

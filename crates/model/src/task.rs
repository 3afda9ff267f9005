//! A task as its spec tells of it: what it promises, what it depends on, what its own text uses.

use serde::{Deserialize, Serialize};

use super::Tier;

/// A task, read from its spec.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Task {
    /// The file of the spec, from the repository's root.
    pub path: String,
    /// What the task is called where others name it: the file's name for a file that is one task (`sse-parser.md`), the
    /// list's own id else (`T012`, `3.1`, `bd-a1b2`).
    pub id: String,
    /// Its title on one line; empty where it has none.
    pub title: String,
    /// The line it begins at, from 1.
    pub line: usize,
    /// Whether it is said to be done.
    pub state: TaskState,
    /// The tasks that must be done before.
    pub depends_on: Vec<Dependency>,
    /// What it says will be delivered, in order of place.
    pub promises: Vec<Promise>,
    /// What its text takes for granted, in order of place.
    pub uses: Vec<Use>,
    /// What looks like a promise and was deliberately not taken for one.
    pub passed_over: Vec<PassedOver>,
    /// What it says is no part of it.
    pub excludes: Vec<Exclusion>,
    /// What it leaves to another task.
    pub defers: Vec<Handover>,
    /// Functions that it wants to do nothing, or to return a constant: no-ops, stubs that the task itself prescribes.
    pub hollow: Vec<Exclusion>,
    /// The line that asks for a clean working tree before the work begins.
    pub clean_tree: Option<usize>,
    /// The line of the contract block, where there is one.
    pub contract: Option<usize>,
}

/// Whether a task is said to be done, by its spec or by the folder that the spec lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TaskState {
    /// Not begun, or not told.
    #[default]
    Open,
    /// Begun, or done in part (`[~]`).
    Begun,
    /// Said to be done.
    Done,
    /// Given up.
    Dropped,
}

/// A task that must be done before.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dependency {
    /// How the spec names it: `sse-parser.md`, `../done/sse-parser.md`, `T003`.
    pub target: String,
    /// The line, from 1.
    pub line: usize,
}

/// One checkable thing that a spec says will be delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Stable within its spec and unique there: `slot:start_stream`, `function:sse_parser_new`, `tests:tests/test_sse.c`.
    pub id: String,
    /// What is promised.
    pub what: Promised,
    /// How sure it is that the spec promises it.
    pub tier: Tier,
    /// The words that promise it, on one line.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
    /// By what it was taken for a promise: `row of the table under "Interface"`.
    pub why: String,
    /// Further lines that promise the same, in order of place, from 1.
    pub again: Vec<usize>,
}

/// What is promised.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Promised {
    /// A function is defined and does its job.
    Function {
        /// The name as the spec has it: `f`, `Type::method`, `<Type as Trait>::method`.
        name: String,
        /// The file that it is to be in, where the spec says so; from the root, or the last part of a path.
        file: Option<String>,
        /// How many parameters the spec's signature has, `self` included.
        arity: Option<usize>,
        /// The slot that it is to fill, where the spec says so.
        slot: Option<String>,
    },
    /// What is put into a slot does the slot's job: a member that is a pointer to a function, a method of a trait.
    Slot {
        /// The member or method.
        name: String,
        /// The struct or trait that declares it, where the spec says so.
        of: Option<String>,
        /// How many parameters its declarator has, `self` included.
        arity: Option<usize>,
    },
    /// A type is defined.
    Type {
        /// Its name.
        name: String,
        /// The file that it is to be in.
        file: Option<String>,
    },
    /// Something else with a name is defined: a field, a constant, a macro.
    Symbol {
        /// Its name, with the `--` of an option of the command line.
        name: String,
        /// What it is.
        kind: SymbolKind,
        /// The type that it is a part of, where the spec says so.
        of: Option<String>,
        /// The file that it is to be in.
        file: Option<String>,
    },
    /// A function, a type or another name is no longer defined.
    Removed {
        /// Its name, as of a function.
        name: String,
        /// The file that it goes from, where the spec says so.
        file: Option<String>,
    },
    /// A file is, or is no longer, or is as it was.
    File {
        /// The path; for [`FileFate::Untouched`] a glob.
        path: String,
        /// What is to become of it.
        fate: FileFate,
    },
    /// There are so many tests.
    Tests {
        /// At least this many.
        at_least: usize,
        /// Whether that many are to be new.
        added: bool,
        /// The files that they are to be in; empty for the whole project.
        files: Vec<String>,
    },
    /// A test of this name exists.
    Test {
        /// Its name.
        name: String,
        /// The file that it is to be in.
        file: Option<String>,
    },
    /// A command succeeds: to be shown by evidence only.
    Command {
        /// As written: `make check`.
        command: String,
    },
    /// Something that a person must look at.
    Statement {
        /// What stands in its checkbox: `x`, ` `, `~`, `-`.
        mark: Option<char>,
    },
}

impl Promised {
    /// The kind's name in reports.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Function { .. } => "function",
            Self::Slot { .. } => "slot",
            Self::Type { .. } => "type",
            Self::Symbol { kind, .. } => kind.word(),
            Self::Removed { .. } => "removal",
            Self::File { .. } => "file",
            Self::Tests { .. } => "tests",
            Self::Test { .. } => "test",
            Self::Command { .. } => "command",
            Self::Statement { .. } => "statement",
        }
    }

    /// Whether anything can be looked up for it without running the project.
    pub fn is_checkable(&self) -> bool {
        !matches!(self, Self::Command { .. } | Self::Statement { .. })
    }
}

/// What a promised name is that is neither a function nor a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SymbolKind {
    /// A member of a struct.
    Field,
    /// One of the values of an enum.
    Variant,
    /// A constant or a global variable.
    Constant,
    /// A macro.
    Macro,
    /// A module.
    Module,
    /// An option of the command line.
    Flag,
    /// Any of these, a function or a type: the spec does not say which.
    Name,
}

impl SymbolKind {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Constant => "constant",
            Self::Macro => "macro",
            Self::Module => "module",
            Self::Flag => "flag",
            Self::Name => "name",
        }
    }
}

/// What is to become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileFate {
    /// It is there afterwards and was not before.
    Created,
    /// It is there, and the change touches it.
    Modified,
    /// It is gone.
    Deleted,
    /// The change leaves alone what the glob matches.
    Untouched,
}

/// Something that the text of a spec takes for granted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Use {
    /// What.
    pub what: Used,
    /// The task that is to have delivered it, where the spec says so.
    pub task: Option<String>,
    /// The words, on one line.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
}

/// What is taken for granted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Used {
    /// A call through a member: `provider->vt->start_stream(…)`, `provider.start_stream(…)`.
    Slot(String),
    /// A function or type that must be there.
    Symbol(String),
    /// A function that a block of code calls: it has to do its job where the project defines it, and is of elsewhere where not.
    Call(String),
    /// A file that is to be read first.
    File(String),
}

/// A line that looks like a promise and is none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PassedOver {
    /// The line, from 1.
    pub line: usize,
    /// The words, on one line, shortened.
    pub text: String,
    /// Why it is none: `under "Out of scope"`.
    pub why: String,
}

/// Something that a spec says is no part of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Exclusion {
    /// The symbol or path.
    pub what: String,
    /// The line, from 1.
    pub line: usize,
}

/// Something that a spec leaves to another task.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Handover {
    /// The symbol that is left.
    pub symbol: String,
    /// The task that will deliver it, as written.
    pub to: String,
    /// The line, from 1.
    pub line: usize,
}

/// What a deferral names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A task that is still to be done.
    Open,
    /// A task that is said to be done, or given up.
    Over,
    /// A task that does not exist.
    Missing {
        /// The tasks with the nearest names.
        nearest: Vec<String>,
    },
    /// Something else: an issue in a tracker, a document, a version. It is not asked about.
    Elsewhere,
}

//! Commit messages, what they claim, and what a commit holds of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Span};

/// A commit message as git takes it: without comments and what stands below the scissors line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// What kind of message it is.
    pub kind: MessageKind,
    /// The subject; `None` for an empty message.
    pub subject: Option<Span>,
    /// The paragraphs, the subject's own first; an item of a list is one of its own. Quoted and fenced text is left out.
    pub paragraphs: Vec<Span>,
    /// The trailers of the last paragraph: key and value.
    pub trailers: Vec<(String, Span)>,
}

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum MessageKind {
    /// One that says what its commit does.
    #[default]
    Ordinary,
    /// One without a word.
    Empty,
    /// That of a merge: what it names was done elsewhere.
    Merge,
    /// That of a commit that takes another one back.
    Revert,
    /// `fixup!`, `squash!`, `amend!`: what it names is another commit's subject.
    Autosquash,
    /// That of a release: what it names was done before.
    Release,
    /// That of a commit that takes in another version of someone else's work: what it names was done there.
    Update,
}

impl MessageKind {
    /// Its name in reports: `merge message`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary message",
            Self::Empty => "empty message",
            Self::Merge => "merge message",
            Self::Revert => "revert message",
            Self::Autosquash => "autosquash message",
            Self::Release => "release message",
            Self::Update => "update message",
        }
    }
}

/// One thing that a message says of its commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What it says.
    pub what: Claimed,
    /// Where it says so.
    pub span: Span,
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Claimed {
    /// This function was implemented or added: `Add foo_bar()`.
    Function {
        /// As named: `foo_bar`, `Type::method`.
        name: String,
        /// Whether the words leave no doubt that a function is meant. `Add foo_bar` can be about a field.
        certain: bool,
    },
    /// Tests were added.
    TestsAdded,
    /// So many tests were added.
    TestCount(usize),
    /// The tests pass, or the work was tested.
    Tested,
    /// The commit's type is one that changes what the program does: `fix`, `feat`.
    Behaviour {
        /// The type as written.
        kind: String,
    },
    /// What the program does is as it was: `no functional change`.
    NoBehaviour,
    /// A task was finished.
    Task {
        /// As named: `openai-streaming-chat.md`.
        task: String,
    },
}

/// What a commit holds, as far as its message's claims ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holding {
    /// Whether it touches no file.
    pub is_empty: bool,
    /// Whether it touches things that nothing can be told of: submodules, binary or unreadable files.
    pub is_opaque: bool,
    /// Claimed functions that the commit left as stubs, by their claimed names.
    pub stubs: BTreeMap<String, Finding>,
    /// Claimed functions that the commit's files define, and of which nothing is to be said.
    pub real: BTreeSet<String>,
    /// Claimed functions whose names stand nowhere in the tree.
    pub absent: BTreeSet<String>,
    /// For an absent name, one in the commit's files that could be meant.
    pub similar: BTreeMap<String, String>,
    /// Whether a file that it touches, or a line that it adds, looks as if it had to do with tests, in whatever language.
    pub touches_tests: bool,
    /// How many tests it adds; `None` where that cannot be told.
    pub tests_added: Option<usize>,
    /// What it changes.
    pub substance: Substance,
}

/// What a change is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Substance {
    /// Code, or something that cannot be told from code.
    #[default]
    Code,
    /// Comments and white space in source files only.
    Comments,
    /// Documentation only.
    Documentation,
    /// Comments, white space and documentation.
    Words,
}

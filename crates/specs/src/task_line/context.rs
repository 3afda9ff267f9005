//! What stands around a line and says more than the line itself: the files it belongs to, the type, what is done there.

use super::verbs::Act;

/// What stands around a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// The files that the item, the label or the heading around names; empty where none does.
    pub files: Vec<String>,
    /// What the item around says is done: what its children name without a verb, is done the same.
    pub act: Option<Act>,
    /// Whether the lines there say what these files hold, since an item, a label or a title of a file stands around them.
    pub direct: bool,
    /// The type that the item or the heading around is about: what is named below it belongs to it.
    pub of: Option<String>,
    /// What the lines there are.
    pub sort: Sort,
}

/// What the lines of a section or an item are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sort {
    /// Work, or what is to be there.
    #[default]
    Work,
    /// What tests are about: what they call is there for another reason.
    Tests,
    /// What only informs, by the words of the heading or label that says so.
    Told(String),
}

impl Context {
    /// The one file among the files around that holds a program's source.
    pub fn home(&self) -> Option<&String> {
        let mut code = self.files.iter().filter(|path| super::paths::is_code(path));
        code.next().filter(|_| code.next().is_none())
    }
}

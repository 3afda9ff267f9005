//! What a commit holds of what its message claims.

mod named;
mod substance;
mod tested;

use std::collections::BTreeSet;

use crate::check::Check;
use model::{Claim, Claimed, Holding, SourceText};
use vcs::ChangedFile;

/// A commit, as far as its message is held against it.
pub struct Committed<'a> {
    /// Its change, to be checked for stubs.
    pub check: &'a Check<'a>,
    /// The texts of all files that it touches, of whatever language.
    pub files: &'a [ChangedFile],
    /// The paths of everything that it touches.
    pub touched: &'a [String],
    /// Which of some texts stand anywhere in its tree.
    pub anywhere: &'a dyn Fn(&[String]) -> BTreeSet<String>,
}

/// What `commit` holds of `claims`.
pub fn holding(commit: &Committed, claims: &[Claim]) -> Holding {
    let names: Vec<&str> = claims.iter().filter_map(claimed_function).collect();
    let absent = named::absent(commit, &names);
    let (stubs, real) = named::stubs_and_real(commit, &names);
    Holding {
        is_empty: commit.touched.is_empty(),
        is_opaque: commit.is_opaque(),
        stubs,
        real,
        similar: absent.iter().filter_map(|name| Some((name.clone(), named::similar(commit, name)?))).collect(),
        absent,
        touches_tests: tested::touches_tests(commit),
        tests_added: tested::tests_added(commit),
        substance: substance::of(commit),
    }
}

fn claimed_function(claim: &Claim) -> Option<&str> {
    match &claim.what {
        Claimed::Function { name, .. } => Some(name),
        _ => None,
    }
}

impl Committed<'_> {
    /// Whether it touches what is in no text: submodules, binary files, files too large.
    fn is_opaque(&self) -> bool {
        let read: BTreeSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        self.touched.iter().any(|path| !read.contains(path.as_str()))
    }

    /// The texts of its files as it leaves them.
    fn heads(&self) -> impl Iterator<Item = &SourceText> {
        self.files.iter().filter_map(|file| file.head.as_ref())
    }
}

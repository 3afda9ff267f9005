//! What a change did to a function, decided on its tokens and its admissions.

use std::collections::HashMap;

use model::{ChangeStatus, FunctionHead};

/// One function at one revision, as far as it takes to compare it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The file it stands in.
    pub path: String,
    /// Its qualified name.
    pub qualified: String,
    /// Its plain name.
    pub name: String,
    /// The hash of its tokens.
    pub tokens: u64,
    /// The words of its comments' admissions, in any order.
    pub admissions: Vec<String>,
}

impl Version {
    /// The version of the function with `head` in the file at `path`, whose comments admit `admissions`.
    pub fn new(path: &str, head: &FunctionHead, mut admissions: Vec<String>) -> Self {
        admissions.sort();
        Self {
            path: path.to_owned(),
            qualified: head.qualified.clone(),
            name: head.name.clone(),
            tokens: head.token_hash,
            admissions,
        }
    }
}

/// All functions of the changed files as they were before.
#[derive(Debug, Default)]
pub struct Before {
    versions: Vec<Version>,
    by_place: HashMap<(String, String), Vec<usize>>,
    by_text: HashMap<(String, u64), Vec<usize>>,
}

impl Before {
    /// Adds a function as it was.
    pub fn add(&mut self, version: Version) {
        let index = self.versions.len();
        self.by_place.entry((version.path.clone(), version.qualified.clone())).or_default().push(index);
        self.by_text.entry((version.name.clone(), version.tokens)).or_default().push(index);
        self.versions.push(version);
    }

    /// What became of `now`, whose file stood at `path_before`: unchanged where the same tokens stood under the same
    /// name, here or in another changed file, and admitted no less.
    pub fn status(&self, now: &Version, path_before: &str) -> ChangeStatus {
        let here = self.by_place.get(&(path_before.to_owned(), now.qualified.clone()));
        let moved = self.by_text.get(&(now.name.clone(), now.tokens));
        let same = here.into_iter().chain(moved).flatten().map(|&index| &self.versions[index]);
        let unchanged = same.filter(|then| then.tokens == now.tokens).any(|then| admits_no_more(now, then));
        match (unchanged, here.is_some() || moved.is_some()) {
            (true, _) => ChangeStatus::Unchanged,
            (false, true) => ChangeStatus::Modified,
            (false, false) => ChangeStatus::Added,
        }
    }
}

fn admits_no_more(now: &Version, then: &Version) -> bool {
    now.admissions.iter().all(|admission| then.admissions.contains(admission))
}

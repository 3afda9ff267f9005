//! Functions that a message names, looked for in the commit and in its tree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::Committed;
use crate::check::check;
use model::{Finding, Severity, SourceText};
use syntax::language_of;

/// Those of `names` that stand nowhere in the tree.
pub(super) fn absent(commit: &Committed, names: &[&str]) -> BTreeSet<String> {
    let in_change = |name: &&str| commit.heads().any(|text| text.as_str().contains(plain(name)));
    let wanted: Vec<&&str> = names.iter().filter(|name| !in_change(name)).collect();
    let plain_names: Vec<String> = wanted.iter().map(|name| plain(name).to_owned()).collect();
    let found = if plain_names.is_empty() { BTreeSet::new() } else { (commit.anywhere)(&plain_names) };
    wanted.into_iter().filter(|name| !found.contains(plain(name))).map(|name| (*name).to_owned()).collect()
}

/// A word of the commit's files that `name` could stand for: spelt otherwise, longer or shorter.
pub(super) fn similar(commit: &Committed, name: &str) -> Option<String> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[A-Za-z_][A-Za-z0-9_]{3,}").expect("a pattern"));
    let folded = |word: &str| word.replace('_', "").to_lowercase();
    let wanted = folded(plain(name));
    let words: BTreeSet<&str> =
        commit.heads().flat_map(|text| WORD.find_iter(text.as_str())).map(|found| found.as_str()).collect();
    let near = words.into_iter().filter_map(|word| {
        let folded = folded(word);
        let within = folded.contains(&wanted) || (wanted.contains(&folded) && folded.len() * 2 > wanted.len());
        let likeness = strsim::normalized_damerau_levenshtein(&folded, &wanted);
        (within || likeness > 0.7).then_some((likeness, word))
    });
    near.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, word)| word.to_owned())
}

/// The claimed functions that the commit leaves as stubs in every definition that its files hold, and those that its files define
/// and of which nothing is to be said.
pub(super) fn stubs_and_real(commit: &Committed, names: &[&str]) -> (BTreeMap<String, Finding>, BTreeSet<String>) {
    let (mut stubs, mut real) = (BTreeMap::new(), BTreeSet::new());
    if names.is_empty() || commit.check.jobs.is_empty() {
        return (stubs, real);
    }
    let findings = check(commit.check).findings;
    for name in names {
        let of = |finding: &&Finding| finding.function.as_ref().is_some_and(|function| is_named(&function.name, name));
        let told = |finding: &&Finding| finding.severity == Severity::Error && finding.suppressed.is_none();
        let found: Vec<&Finding> = findings.iter().filter(|finding| of(finding) && told(finding)).collect();
        let defined = definitions(commit, name);
        if let Some(first) = found.first().filter(|_| defined <= found.len()) {
            stubs.insert((*name).to_owned(), (*first).clone());
        }
        if defined > 0 && !findings.iter().any(|finding| of(&finding)) {
            real.insert((*name).to_owned());
        }
    }
    (stubs, real)
}

/// Whether a function's qualified name is the claimed one, or ends with it.
fn is_named(qualified: &str, claimed: &str) -> bool {
    let qualified = qualified.replace('>', "");
    qualified == claimed || qualified.strip_suffix(claimed).is_some_and(|before| before.ends_with("::"))
}

/// How many functions of that name the commit's files hold.
fn definitions(commit: &Committed, name: &str) -> usize {
    let of = |text: &SourceText| {
        let language = language_of(&text.path)?;
        let heads = language.read(text, &|_, _| false).heads;
        Some(heads.iter().filter(|head| is_named(&head.qualified, name)).count())
    };
    commit.heads().filter_map(of).sum()
}

fn plain(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}

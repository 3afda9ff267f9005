//! What stands in a tree for a set of promises: each name that is promised is looked up where it is mentioned, and what is
//! found there is judged as `check` judges a whole tree.

mod asked;
mod change;
mod file;
mod forwarding;
mod hollow;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

pub use asked::Asked;
pub(crate) use asked::{is_telling, symbol};
pub use change::Changed;

use crate::check::{Check, Engine, Job, Surroundings};
use analysis::test_inventory::{Files, Inventory, Test, TestState, inventory};
use file::Part;
use model::{Delivered, DeliveredFunction, Finding, SourceText, TestPlace};

/// A tree that promises are held against.
pub trait Grounds: Surroundings {
    /// All paths, from the root, in order.
    fn paths(&self) -> Vec<String>;

    /// The size in bytes of the file at `path`.
    fn size(&self, path: &str) -> Option<usize>;
}

/// What is looked up, and where.
pub struct Lookup<'a> {
    /// Rules, words and policy.
    pub engine: &'a Engine,
    /// The tree at head.
    pub grounds: &'a dyn Grounds,
    /// The change that is judged, where one is.
    pub change: Option<Changed<'a>>,
    /// The tests at head, where they are known already.
    pub tests: Option<&'a Inventory>,
    /// The day of the run, as `YYYY-MM-DD`.
    pub today: &'a str,
}

/// Looks up what `asked` asks for.
pub fn delivered(lookup: &Lookup, asked: &Asked) -> Delivered {
    let files: BTreeSet<String> = lookup.grounds.paths().into_iter().collect();
    let mut parts = parts(lookup, asked, &files);
    add_fillers(lookup, &mut parts);
    let mut delivered = Delivered { sizes: sizes(lookup, asked, &files), ..Delivered::default() };
    parts.into_values().for_each(|part| part.into_delivered(&mut delivered));
    judge(lookup, &mut delivered);
    forwarding::see_through(lookup, &mut delivered);
    if let Some(change) = &lookup.change {
        change::mark_touched(change, &mut delivered.functions);
    }
    if asked.counts_tests {
        tests(lookup, &files, &mut delivered);
    }
    delivered.change = lookup.change.as_ref().map(change::of);
    delivered.files = files;
    delivered
}

type Parts = BTreeMap<String, Part>;

/// The files that mention a name, those that promises name, and those that the change touches.
fn parts(lookup: &Lookup, asked: &Asked, files: &BTreeSet<String>) -> Parts {
    let named = asked.files.iter().flat_map(|named| matching(named, files));
    let touched = lookup.change.iter().flat_map(|change| change.touched_sources());
    let near: Vec<String> = named.chain(touched).filter(|path| files.contains(path)).collect();
    let mentioning = lookup.grounds.mentioning(&asked.words(), &near);
    let paths: BTreeSet<String> = near.into_iter().chain(mentioning).collect();
    read_all(lookup, &paths, asked)
}

fn read_all(lookup: &Lookup, paths: &BTreeSet<String>, asked: &Asked) -> Parts {
    let read = |path: &String| {
        let source = lookup.grounds.text(path)?;
        Some((path.clone(), Part::of(&source, asked, lookup)?))
    };
    paths.par_iter().filter_map(read).collect()
}

/// The files that `named`, a path or the last parts of one, can mean.
fn matching(named: &str, files: &BTreeSet<String>) -> Vec<String> {
    if files.contains(named) {
        return vec![named.to_owned()];
    }
    files.iter().filter(|path| model::is_path_end(path, named)).cloned().collect()
}

/// What fills a slot can be defined in a file that does not know of the slot.
fn add_fillers(lookup: &Lookup, parts: &mut Parts) {
    let defined: BTreeSet<&str> =
        parts.values().flat_map(|part| part.functions.iter().map(|f| f.name.as_str())).collect();
    let fills = parts.values().flat_map(|part| &part.fills).filter(|fill| !fill.is_empty());
    let wanted = fills.map(|fill| file::plain(&fill.function));
    let missing: Vec<String> = wanted.filter(|name| !defined.contains(name)).map(str::to_owned).collect();
    if missing.is_empty() {
        return;
    }
    let asked = Asked::functions(missing);
    let near: Vec<String> = parts.keys().cloned().collect();
    let paths = lookup.grounds.mentioning(&asked.words(), &near).into_iter().collect();
    for (path, part) in read_all(lookup, &paths, &asked) {
        parts.entry(path).or_default().functions.extend(part.functions);
    }
}

fn sizes(lookup: &Lookup, asked: &Asked, files: &BTreeSet<String>) -> BTreeMap<String, usize> {
    let paths = asked.files.iter().flat_map(|named| matching(named, files));
    paths.filter_map(|path| lookup.grounds.size(&path).map(|size| (path, size))).collect()
}

/// Judges the files that hold a function which was asked for, and puts what is found on the functions.
fn judge(lookup: &Lookup, delivered: &mut Delivered) {
    let paths: BTreeSet<String> = delivered.functions.iter().map(|function| function.path.clone()).collect();
    let head = |path: &str| -> Option<SourceText> { lookup.grounds.text(path) };
    let job = |path: &String| {
        let path = path.clone();
        let read = path.clone();
        Job { path, path_before: None, before: None, head: Box::new(move || head(&read)) }
    };
    let jobs: Vec<Job> = paths.iter().map(job).collect();
    let check = Check {
        engine: lookup.engine,
        jobs: &jobs,
        change: false,
        around: lookup.grounds,
        today: lookup.today,
        progress: &|| (),
    };
    let answer = crate::check::check(&check);
    delivered.gaps.extend(answer.gaps);
    attach(&mut delivered.functions, answer.findings);
}

fn attach(functions: &mut [DeliveredFunction], findings: Vec<Finding>) {
    let mut at: HashMap<(String, usize), Finding> = HashMap::new();
    for finding in findings {
        let Some(function) = &finding.function else { continue };
        let place = (finding.path.clone(), function.line);
        if at.get(&place).is_none_or(|known| known.severity < finding.severity) {
            at.insert(place, finding);
        }
    }
    for function in functions {
        function.finding = at.get(&(function.path.clone(), function.line)).cloned();
    }
}

/// The tests of the project as its inventory knows them: which of them run is told in one place only.
fn tests(lookup: &Lookup, files: &BTreeSet<String>, delivered: &mut Delivered) {
    let made;
    let inventory = match lookup.tests {
        Some(inventory) => inventory,
        None => {
            let paths: Vec<String> = files.iter().cloned().collect();
            made = inventory(&Files {
                paths: &paths,
                read: &|path| lookup.grounds.text(path),
                is_test: &|path| lookup.grounds.is_test(path),
            });
            &made
        }
    };
    delivered.tests = inventory.tests.iter().map(test_place).collect();
    delivered.all_tests = Some(inventory.running());
}

fn test_place(test: &Test) -> TestPlace {
    let idle = match &test.state {
        TestState::Runs => test.checks_nothing.then(|| "checks nothing".to_owned()),
        TestState::OnlyCompiled => Some("is only compiled".to_owned()),
        TestState::Ignored(None) => Some("is ignored".to_owned()),
        TestState::Ignored(Some(reason)) => Some(format!("is ignored: {reason}")),
        TestState::Unregistered => Some("is handed to no runner".to_owned()),
        TestState::NeverCompiled(why) => Some(format!("is never compiled: {why}")),
        TestState::Disabled => Some("stands in a file that was renamed away".to_owned()),
        TestState::CommentedOut => Some("stands in a comment".to_owned()),
    };
    TestPlace {
        path: test.path.clone(),
        line: test.line,
        name: test.name.clone(),
        cases: test.cases,
        hash: test.hash,
        idle,
    }
}

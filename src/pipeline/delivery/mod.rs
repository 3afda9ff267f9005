//! What stands in a tree for a set of promises: each name that is promised is looked up where it is mentioned, and what is
//! found there is judged as `check` judges a whole tree.

mod asked;
mod change;
mod file;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

pub use asked::Asked;
pub use change::Changed;

use super::{Check, Engine, Job, Surroundings};
use crate::model::{Delivered, DeliveredFunction, Finding, SourceText};
use file::Part;

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
    /// The day of the run, as `YYYY-MM-DD`.
    pub today: &'a str,
}

/// Looks up what `asked` asks for.
pub fn delivered(lookup: &Lookup, asked: &Asked) -> Delivered {
    let files: BTreeSet<String> = lookup.grounds.paths().into_iter().collect();
    let mut parts = parts(lookup, asked, &files);
    add_fillers(lookup, &mut parts);
    let mut delivered = Delivered { sizes: sizes(lookup, asked, &files), ..Delivered::default() };
    let registered = file::registered(parts.values().flat_map(|part| part.registered.iter().cloned()));
    for part in parts.into_values() {
        part.into_delivered(&mut delivered, &registered);
    }
    judge(lookup, &mut delivered);
    delivered.all_tests = asked.all_tests.then(|| all_tests(lookup, &files));
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
    files.iter().filter(|path| crate::model::is_path_end(path, named)).cloned().collect()
}

/// What fills a slot can be defined in a file that does not know of the slot.
fn add_fillers(lookup: &Lookup, parts: &mut Parts) {
    let defined: BTreeSet<&str> =
        parts.values().flat_map(|part| part.functions.iter().map(|f| f.name.as_str())).collect();
    let wanted = parts.values().flat_map(|part| &part.fills).map(|fill| file::plain(&fill.function));
    let missing: Vec<String> =
        wanted.filter(|name| !defined.contains(name) && !file::is_empty_slot(name)).map(str::to_owned).collect();
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
    let answer = super::check(&check);
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

/// How many tests there are in all.
fn all_tests(lookup: &Lookup, files: &BTreeSet<String>) -> usize {
    let everything = Asked { every_test: true, ..Asked::default() };
    let sources: BTreeSet<String> =
        files.iter().filter(|path| crate::lang::language_of(path).is_some()).cloned().collect();
    let parts = read_all(lookup, &sources, &everything);
    let registered = file::registered(parts.values().flat_map(|part| part.registered.iter().cloned()));
    let mut delivered = Delivered::default();
    parts.into_values().for_each(|part| part.into_delivered(&mut delivered, &registered));
    delivered.tests.iter().filter(|test| test.runs()).map(|test| test.test.cases.max(1)).sum()
}

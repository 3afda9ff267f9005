//! The one build with all switches: what does not compile is taken out, by what the compiler says or else by halves.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::ProveError;
use super::diagnostics::{Diagnostic, errors};
use super::project::{Project, Ran};
use super::results::Results;
use crate::instrument::Shape;
use crate::{Candidate, Fate};

/// How often the build is tried before what is left is given up.
const MOST_BUILDS: usize = 40;

/// The build with switches.
pub struct Built {
    /// In which way each candidate has its switch, by index.
    pub shapes: BTreeMap<usize, Shape>,
    /// Why others have none.
    pub unviable: BTreeMap<usize, String>,
    /// Those that have to be tried alone, each by a build of its own, with the shapes left to try.
    pub alone: BTreeMap<usize, Shape>,
}

/// A search for the largest set of switches under which the tests come to what they come to without.
struct Search<'a> {
    project: &'a Project<'a>,
    candidates: &'a [Candidate],
    baseline: &'a Results,
    limit: Duration,
    builds: usize,
    built: Built,
}

/// Builds the project with a switch in each of `candidates` that is tried, and runs its tests with all of them off.
///
/// # Errors
/// If makegood was asked to end, a file cannot be written, or if the tests do not come to the same even without any switch.
pub fn build(
    project: &Project,
    candidates: &[Candidate],
    baseline: &Results,
    limit: Duration,
) -> Result<Built, ProveError> {
    let built = Built { shapes: BTreeMap::new(), unviable: BTreeMap::new(), alone: BTreeMap::new() };
    let mut wanted = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let Fate::Tried(switch) = &candidate.fate else { continue };
        if let Some(shape) = switch.shapes.first() {
            wanted.insert(index, *shape);
        }
    }
    let mut search = Search { project, candidates, baseline, limit, builds: 0, built };
    search.narrow(wanted)?;
    Ok(search.built)
}

impl Search<'_> {
    /// Tries `wanted`, and takes out what the compiler complains of until it does not.
    fn narrow(&mut self, mut wanted: BTreeMap<usize, Shape>) -> Result<(), ProveError> {
        loop {
            let ran = self.try_with(&wanted)?;
            if ran.results.is_same(self.baseline) {
                self.built.shapes = wanted;
                return Ok(());
            }
            if wanted.is_empty() {
                return Err(ProveError::Placebo { printed: ran.printed });
            }
            let errors = errors(&ran.printed);
            let blamed = self.blamed(&wanted, &errors);
            let types = self.project.forget_types(&|path, lines| {
                errors.iter().any(|error| lines.contains(&error.line) && is_path(&error.path, path))
            });
            let known = types || !blamed.is_empty();
            let forgotten = !known && !errors.is_empty() && self.project.forget_types(&|_, _| true);
            if (!known && !forgotten) || self.builds > MOST_BUILDS {
                return self.halve(wanted, &ran);
            }
            for (index, message) in blamed {
                self.demote(&mut wanted, index, &message);
            }
        }
    }

    fn try_with(&mut self, wanted: &BTreeMap<usize, Shape>) -> Result<Ran, ProveError> {
        self.builds += 1;
        self.project.rewrite(self.candidates, &|index| wanted.get(&index).copied().into_iter().collect())?;
        self.project.run("", self.limit)
    }

    /// Lets the candidate try its next shape, or gives it up.
    fn demote(&mut self, wanted: &mut BTreeMap<usize, Shape>, index: usize, message: &str) {
        let Some(shape) = wanted.get(&index).copied() else { return };
        let Fate::Tried(switch) = &self.candidates[index].fate else { return };
        let next = switch.shapes.iter().skip_while(|other| **other != shape).nth(1);
        match next {
            Some(next @ Shape::Replaced(_)) => {
                wanted.remove(&index);
                self.built.alone.insert(index, *next);
            }
            Some(next) => drop(wanted.insert(index, *next)),
            None => {
                wanted.remove(&index);
                self.built.unviable.insert(index, message.to_owned());
            }
        }
    }

    /// The candidates that errors point into, each with the first of its errors.
    fn blamed(&self, wanted: &BTreeMap<usize, Shape>, errors: &[Diagnostic]) -> BTreeMap<usize, String> {
        let mut blamed = BTreeMap::new();
        for error in errors {
            let called = not_constant(&error.message);
            for (index, shape) in wanted {
                let name = &self.candidates[*index].head.name;
                if *shape == Shape::GuardNotConst && called.is_some_and(|called| called == name) {
                    blamed.entry(*index).or_insert_with(|| error.message.clone());
                }
            }
            let inside = |index: &&usize| {
                let candidate = &self.candidates[**index];
                (candidate.line..=candidate.end_line).contains(&error.line) && is_path(&error.path, &candidate.path)
            };
            // The innermost, where one function stands inside another.
            let length = |index: &&usize| self.candidates[**index].end_line - self.candidates[**index].line;
            let innermost = wanted.keys().filter(inside).min_by_key(length);
            if let Some(index) = innermost.filter(|_| called.is_none()) {
                blamed.entry(*index).or_insert_with(|| error.message.clone());
            }
        }
        blamed
    }

    /// Finds those that spoil the run by trying halves.
    fn halve(&mut self, wanted: BTreeMap<usize, Shape>, ran: &Ran) -> Result<(), ProveError> {
        let mut good: BTreeMap<usize, Shape> = BTreeMap::new();
        let mut parts = vec![wanted.into_iter().collect::<Vec<_>>()];
        let mut first = true;
        while let Some(part) = parts.pop() {
            let whole: BTreeMap<usize, Shape> =
                good.iter().map(|(k, v)| (*k, *v)).chain(part.iter().copied()).collect();
            let same = !std::mem::take(&mut first) && self.try_with(&whole)?.results.is_same(self.baseline);
            match part.len() {
                _ if same => good = whole,
                _ if self.builds > MOST_BUILDS => {
                    self.give_up(part.iter().map(|(index, _)| *index), "too many builds failed");
                }
                1 => self.give_up(
                    part.iter().map(|(index, _)| *index),
                    "with a switch in it the tests do not come to the same",
                ),
                length => {
                    let (one, other) = part.split_at(length / 2);
                    parts.extend([other.to_vec(), one.to_vec()]);
                }
            }
        }
        if good.is_empty() && !self.try_with(&good)?.results.is_same(self.baseline) {
            return Err(ProveError::Placebo { printed: ran.printed.clone() });
        }
        self.try_with(&good)?;
        self.built.shapes = good;
        Ok(())
    }

    fn give_up(&mut self, indices: impl Iterator<Item = usize>, why: &str) {
        self.built.unviable.extend(indices.map(|index| (index, why.to_owned())));
    }
}

/// The plain name of the function that has to be constant and is not, where an error is about one.
fn not_constant(message: &str) -> Option<&str> {
    let named = message.strip_prefix("cannot call non-const ")?.split('`').nth(1)?;
    let plain = named.split("::<").next().unwrap_or(named);
    plain.rsplit("::").next()
}

/// Whether a compiler that names the file `said` can mean the one at `path`: relative paths begin anywhere.
fn is_path(said: &str, path: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split('/').filter(|part| !matches!(*part, "" | "." | "..")).map(str::to_owned).collect()
    };
    let (said, path) = (parts(said), parts(path));
    said.ends_with(&path) || path.ends_with(&said)
}

/// The candidates whose bodies a compiler reads, of those at `asked`: an error is put into each, and those are built of which
/// the compiler complains.
///
/// # Errors
/// If makegood was asked to end, or a file cannot be written.
pub fn read_by_compiler(
    project: &Project,
    candidates: &[Candidate],
    shapes: &BTreeMap<usize, Shape>,
    asked: &BTreeSet<usize>,
    limit: Duration,
) -> Result<BTreeSet<usize>, ProveError> {
    let mut left = asked.clone();
    let mut read = BTreeSet::new();
    for _ in 0..MOST_BUILDS {
        if left.is_empty() {
            break;
        }
        let shape = |index: usize| {
            let own = shapes.get(&index).copied().into_iter();
            own.chain(left.contains(&index).then_some(Shape::Error)).collect()
        };
        project.rewrite(candidates, &shape)?;
        let ran = project.run("", limit)?;
        let text = |index: &usize| crate::instrument::error_text(super::project::id(*index));
        let found: BTreeSet<usize> = left.iter().filter(|index| ran.printed.contains(&text(index))).copied().collect();
        if found.is_empty() {
            break;
        }
        left.retain(|index| !found.contains(index));
        read.extend(found);
    }
    Ok(read)
}

//! The reports that a command wrote: found by patterns, and told from those that were there before.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ignore::WalkBuilder;

use crate::cli::config::PathPatterns;
use crate::cli::failure::{Failure, because};
use crate::cli::named_files::{self, MOST_REPORT};
use evidence::{EvidenceError, Flaw, split_format};

/// Reports that are asked for, as in `junit:target/nextest/**/junit.xml`.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// As it was typed.
    typed: String,
    /// The id of the format, where it was said.
    pub format: Option<String>,
    patterns: PathPatterns,
}

/// The files of a folder and what tells that they were written since.
#[derive(Debug)]
pub struct Before(BTreeMap<PathBuf, Stamp>);

/// When a file was last written, and its length in bytes.
type Stamp = (Option<SystemTime>, u64);

/// Clocks of file systems stand still for some milliseconds, and some for two seconds.
const TICK: Duration = Duration::from_secs(10);

/// A report that was found.
#[derive(Debug)]
pub struct Found {
    /// Its path from the folder that was searched, with `/`.
    pub path: String,
    /// The id of its format, where it was said.
    pub format: Option<String>,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl Wanted {
    /// Reads what was typed; `known` are the ids of formats. The rest is a pattern as in `.gitignore`, from the root.
    ///
    /// # Errors
    /// If it is no pattern.
    pub fn parse(typed: &str, known: &[&str]) -> miette::Result<Self> {
        let (format, pattern) = split_format(typed, known);
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        let mut patterns = PathPatterns::default();
        patterns.add(Path::new(""), [pattern]).map_err(|(_, error)| {
            let next = "write it as a line of a .gitignore, from the root of the repository: junit:target/**/junit.xml";
            Failure::new(format!("the pattern `{typed}` cannot be used: {error}"), next)
        })?;
        Ok(Self { typed: typed.to_owned(), format: format.map(str::to_owned), patterns })
    }
}

impl Before {
    /// The files of `folder` that any of `wanted` asks for, as they are before the command runs. They are made a little older
    /// than they are, so that one that is written again at once is told from one that is not.
    pub fn of(folder: &Path, wanted: &[&Wanted]) -> Self {
        let aged = matching(folder, wanted).into_iter().map(|path| {
            age(&folder.join(&path));
            let stamp = stamp(&folder.join(&path));
            (path, stamp)
        });
        Self(aged.collect())
    }

    /// What was written to `folder` since, for each of `wanted`. A report that lay there before, checked in or left over,
    /// says nothing about the command.
    ///
    /// # Errors
    /// Where nothing was written for one of `wanted`; `next` says what to do. Where a report cannot be read.
    pub fn written_since(
        &self,
        folder: &Path,
        wanted: &[Wanted],
        next: &str,
    ) -> miette::Result<Result<Vec<Found>, EvidenceError>> {
        let mut found = Vec::new();
        for one in wanted {
            let paths = matching(folder, &[one]);
            let fresh: Vec<_> = paths.iter().filter(|path| self.is_new(folder, path)).collect();
            if fresh.is_empty() {
                return Ok(Err(EvidenceError::new(Flaw::Stale, &one.typed, nothing_written(paths.len()), next)));
            }
            for path in fresh {
                found.push(read(folder, path, one)?);
            }
        }
        Ok(Ok(found))
    }

    fn is_new(&self, folder: &Path, path: &Path) -> bool {
        self.0.get(path) != Some(&stamp(&folder.join(path)))
    }
}

fn nothing_written(old: usize) -> String {
    match old {
        0 => "the command wrote no such file".to_owned(),
        1 => "the command wrote no such file; one was there before and was not touched".to_owned(),
        old => format!("the command wrote no such file; {old} were there before and were not touched"),
    }
}

fn read(folder: &Path, path: &Path, wanted: &Wanted) -> miette::Result<Found> {
    let bytes = named_files::read(&folder.join(path), MOST_REPORT)
        .map_err(|error| because(error, format!("cannot read the report {}", path.display())))?;
    let path = path.to_string_lossy().replace('\\', "/");
    Ok(Found { path, format: wanted.format.clone(), bytes })
}

/// The files below `folder`, ignored ones too, that any of `wanted` asks for; in order, from there.
fn matching(folder: &Path, wanted: &[&Wanted]) -> Vec<PathBuf> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false).follow_links(false).filter_entry(|entry| entry.file_name() != ".git");
    let files = walk.build().flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let mut paths: Vec<PathBuf> =
        files.filter_map(|entry| Some(entry.path().strip_prefix(folder).ok()?.to_owned())).collect();
    paths.retain(|path| wanted.iter().any(|one| one.patterns.matches(path)));
    paths.sort();
    paths
}

/// A file that cannot be changed cannot be written again either.
fn age(path: &Path) {
    let older = path.metadata().and_then(|met| met.modified()).map(|written| written - TICK);
    let _ = older.and_then(|older| fs::File::open(path)?.set_modified(older));
}

fn stamp(path: &Path) -> Stamp {
    path.metadata().map_or((None, 0), |met| (met.modified().ok(), met.len()))
}

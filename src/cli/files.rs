//! The files of a run: what is asked of the tree, and what the pipeline is given of it.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use super::plan::Targets;
use super::settings::{CheckSettings, Scope};
use model::{BaseReport, Gap, SourceText, Target};
use syntax::language_of;
use vcs::{self, ChangedFile, IsSource, Limits, Loaded, Request, Selection, Subject};
use verdict::check::{Job, Surroundings};
use verdict::{Changed, Grounds};

/// What is asked of the repository.
pub fn request(settings: &CheckSettings) -> Request {
    let scope = match &settings.scope {
        Scope::SinceDefaultBranch => vcs::Scope::Default,
        Scope::Staged => vcs::Scope::Staged,
        Scope::Amended => vcs::Scope::Amended,
        Scope::Commit(commit) => vcs::Scope::Commit(commit.clone()),
        Scope::Since { base, head } => vcs::Scope::Range { base: base.clone(), head: head.clone() },
        Scope::All => vcs::Scope::All,
    };
    let place = &settings.place;
    Request {
        paths: place.paths.iter().map(|path| place.root.join(path)).collect(),
        limits: Limits { max_bytes: settings.max_file_size },
        excludes: settings.exclude.lines().to_vec(),
        include_vendored: settings.include_vendored,
        accept_policy_change: settings.accept_policy_change,
        is_fragment: syntax::is_fragment,
        ..Request::new(scope, place.root.clone())
    }
}

/// What the change of `selection` is compared with; `None` where whole files are judged.
pub fn base(selection: &Selection) -> Option<BaseReport> {
    let report = || BaseReport { commit: selection.base_commit.clone(), description: selection.description.clone() };
    matches!(selection.subject, Subject::Change { .. }).then(report)
}

/// Whether a path is a source file of a language that is read.
pub fn is_source() -> IsSource {
    Arc::new(|path| language_of(path).is_some())
}

/// The files under judgement and around them.
pub struct Files<'a> {
    selection: &'a Selection,
    settings: &'a CheckSettings,
    before_elsewhere: Vec<SourceText>,
    gaps: Mutex<Vec<Gap>>,
    /// Read when a deferral first asks for it.
    targets: OnceLock<Targets>,
}

impl<'a> Files<'a> {
    /// The files of `selection`.
    pub fn new(selection: &'a Selection, settings: &'a CheckSettings) -> Self {
        let elsewhere = match &selection.subject {
            Subject::Change { elsewhere, .. } => elsewhere.as_slice(),
            Subject::Everything { .. } => &[],
        };
        let read = |path: &String| match selection.base.read(path) {
            Ok(Some(Loaded::Text(text))) => Some(text),
            _ => None,
        };
        let before_elsewhere = elsewhere.iter().filter_map(read).collect();
        let targets = OnceLock::new();
        Self { selection, settings, before_elsewhere, gaps: Mutex::default(), targets }
    }

    /// How many files are under judgement.
    pub fn len(&self) -> usize {
        match &self.selection.subject {
            Subject::Change { files, .. } => files.len(),
            Subject::Everything { paths } => paths.len(),
        }
    }

    /// Whether a change is judged, and not whole files.
    pub fn is_change(&self) -> bool {
        matches!(self.selection.subject, Subject::Change { .. })
    }

    /// What the pipeline is to do, in order of path.
    pub fn jobs(&'a self) -> Vec<Job<'a>> {
        match &self.selection.subject {
            Subject::Change { files, .. } => {
                let moved_from = self.before_elsewhere.iter().map(|text| Job {
                    path: text.path.clone(),
                    path_before: None,
                    before: Some(text),
                    head: Box::new(|| None),
                });
                let mut jobs: Vec<Job> = files.iter().map(changed).chain(moved_from).collect();
                jobs.sort_by(|one, other| one.path.cmp(&other.path));
                jobs
            }
            Subject::Everything { paths } => paths.iter().map(|path| self.whole(path)).collect(),
        }
    }

    fn whole(&'a self, path: &'a str) -> Job<'a> {
        Job { path: path.to_owned(), path_before: None, before: None, head: Box::new(move || self.read_judged(path)) }
    }

    /// The text at head of a file that is under judgement as a whole.
    fn read_judged(&self, path: &str) -> Option<SourceText> {
        match self.selection.head.read(path) {
            Ok(Some(Loaded::Skipped(reason))) => {
                let reason = if reason == vcs::BINARY { vcs::NO_TEXT } else { reason };
                self.remember(Gap { path: path.to_owned(), span: None, reason: reason.to_owned(), changed: true })
            }
            Ok(Some(Loaded::Gap(gap))) => self.remember(Gap { changed: true, ..gap }),
            _ => self.read(path),
        }
    }

    /// The text at head; what cannot be read is remembered as a gap.
    fn read(&self, path: &str) -> Option<SourceText> {
        match self.selection.head.read(path) {
            Ok(Some(Loaded::Text(text))) => Some(text),
            Ok(Some(Loaded::Gap(gap))) => self.remember(gap),
            Ok(_) => None,
            Err(error) => {
                self.remember(Gap { path: path.to_owned(), span: None, reason: error.to_string(), changed: false })
            }
        }
    }

    fn remember(&self, gap: Gap) -> Option<SourceText> {
        if let Ok(mut gaps) = self.gaps.lock() {
            gaps.push(gap);
        }
        None
    }

    /// The gaps that were met while files were read.
    pub fn take_gaps(&self) -> Vec<Gap> {
        self.gaps.lock().map(|mut gaps| std::mem::take(&mut *gaps)).unwrap_or_default()
    }
}

fn changed(file: &ChangedFile) -> Job<'_> {
    Job {
        path: file.path.clone(),
        path_before: file.base_path.clone(),
        before: file.base.as_ref(),
        head: Box::new(|| file.head.clone()),
    }
}

impl Surroundings for Files<'_> {
    fn text(&self, path: &str) -> Option<SourceText> {
        self.read(path)
    }

    fn mentioning(&self, names: &[String], near: &[String]) -> Vec<String> {
        self.mentioning_beyond(&HashSet::new(), names, near)
    }

    /// A search that failed is a gap: stubs that it would have led to are not seen.
    fn mentioning_beyond(&self, known: &HashSet<String>, names: &[String], near: &[String]) -> Vec<String> {
        let is_known = |path: &str| known.contains(path);
        self.selection.head.mentioning_beyond(&is_known, names, near).unwrap_or_else(|error| {
            let reason = format!("the files around the change could not be searched: {error}");
            self.remember(Gap { path: ".".to_owned(), span: None, reason, changed: false });
            Vec::new()
        })
    }

    fn is_test(&self, path: &str) -> bool {
        self.settings.tests.matches(Path::new(path))
    }

    fn target(&self, name: &str) -> Target {
        self.targets.get_or_init(|| Targets::of(&self.selection.head, self.settings)).target(name)
    }
}

impl Grounds for Files<'_> {
    fn paths(&self) -> Vec<String> {
        self.selection.head.paths().unwrap_or_else(|error| {
            let reason = format!("the files could not be listed: {error}");
            self.remember(Gap { path: ".".to_owned(), span: None, reason, changed: false });
            Vec::new()
        })
    }

    fn size(&self, path: &str) -> Option<usize> {
        self.read(path).map(|text| text.as_str().len())
    }
}

impl Files<'_> {
    /// What the change did; `None` where whole files are judged.
    ///
    /// # Errors
    /// When git cannot list the files at base.
    pub fn changed(&self) -> Result<Option<Changed<'_>>, vcs::SourceError> {
        let Subject::Change { files, .. } = &self.selection.subject else { return Ok(None) };
        Ok(Some(Changed {
            touched: self.selection.touched(),
            before: self.selection.base.paths()?,
            sources_before: files.iter().filter_map(|file| file.base.as_ref()).collect(),
        }))
    }
}

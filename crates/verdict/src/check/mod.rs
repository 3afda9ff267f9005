//! The pipeline of `check`: it hands values from stage to stage.
//!
//! Changed files and whole trees go the same way: each file is surveyed on its own ([`file_facts`]), the functions are connected
//! with one another ([`forwarding`]) and with files beyond ([`related_files`]), and what is left wanting is settled into findings
//! ([`findings`]).

mod base_functions;
mod call_targets;
mod coverage_exclusions;
mod engine;
mod entry;
mod file_facts;
mod findings;
mod forwarding;
mod hollowed_out;
mod name_filter;
mod name_index;
mod platform_variants;
mod related_files;
mod rule_examples;
mod slot_changes;

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

pub use engine::Engine;
pub use related_files::Surroundings;
pub use rule_examples::{flagged, judged};

use crate::judge::Answer;
use analysis::HINT_REACH;
use base_functions::Past;
use entry::Entry;
use file_facts::{Survey, Surveyed};
use model::{ChangedFunction, Finding, FunctionHead, Gap, MovedBar, SlotUse, SourceText, Span, Totals};
use name_filter::Sought;
use name_index::Ties;
use rules::{mark_new_suppressions, moved_suppressions};
use syntax::{Opened, language_of_read};

/// A file under judgement.
pub struct Job<'a> {
    /// Its path at head, from the root.
    pub path: String,
    /// Its path at base, where that differs.
    pub path_before: Option<String>,
    /// Its text at base; `None` for a new file, and where no change is judged.
    pub before: Option<&'a SourceText>,
    /// Reads its text at head: `None` where it is gone, or is no text. Gaps are the caller's.
    pub head: Box<dyn Fn() -> Option<SourceText> + Sync + 'a>,
}

/// What is judged, and how.
pub struct Check<'a> {
    /// Rules, words and policy.
    pub engine: &'a Engine,
    /// The files under judgement.
    pub jobs: &'a [Job<'a>],
    /// Whether a change is judged: then only what it touched counts.
    pub change: bool,
    /// Files beyond those under judgement.
    pub around: &'a dyn Surroundings,
    /// The day of the run, as `YYYY-MM-DD`.
    pub today: &'a str,
    /// Called once for each file that was read.
    pub progress: &'a (dyn Fn() + Sync),
}

/// How many files a thread takes at once: files cost very unlike, and long runs of them leave the other threads idle at
/// the end.
const LONGEST_RUN: usize = 4;

/// Judges the files of `check`.
pub fn check(check: &Check) -> Answer {
    let past = if check.change { Past::of(check) } else { Past::default() };
    let jobs = check.jobs.par_iter().with_max_len(LONGEST_RUN);
    let surveys: Vec<FileSurvey> = jobs.filter_map(|job| survey_file(check, job, &past)).collect();
    let mut totals = Totals { files: surveys.len(), ..Totals::default() };
    let mut gaps = Vec::new();
    let mut moved_bars = Vec::new();
    let mut entries = Vec::new();
    let mut fills = Vec::new();
    let paths = check.jobs.iter().map(|job| job.path.clone()).collect();
    let mut judged = related_files::Judged { paths, ties: Vec::new() };
    for survey in surveys {
        judged.ties.extend(survey.ties);
        totals.functions += survey.functions;
        gaps.extend(survey.gaps);
        moved_bars.extend(survey.moved_bars);
        entries.extend(survey.entries);
        fills.extend(survey.fills);
    }
    related_files::look(&mut entries, &judged, &fills, check.around, check.engine);
    forwarding::connect(&mut entries, check.engine);
    forwarding::disconnect(&mut entries, check.engine);
    slot_changes::across(&mut entries, &fills, check.engine);
    let findings = settle_all(check, &entries);
    let changed = if check.change { changed(&entries) } else { Vec::new() };
    // Nobody waits for the memory of a whole tree's functions to be given back.
    rayon::spawn(move || drop((entries, judged, fills)));
    Answer { findings, gaps, moved_bars, totals, changed, base: None }
}

/// Findings file by file; the text of a file is read again, so that not all of them are held at once.
fn settle_all(check: &Check, entries: &[Entry]) -> Vec<Finding> {
    let groups = findings::by_path(entries.iter().filter(|entry| has_something_to_tell(entry)));
    groups
        .par_iter()
        .with_max_len(LONGEST_RUN)
        .filter_map(|(path, group)| {
            let source = source_of(check, path)?;
            Some(findings::settle(group, &source, check.engine, check.around, check.today))
        })
        .flatten()
        .collect()
}

/// The functions that the change added or modified, tests aside.
fn changed(entries: &[Entry]) -> Vec<ChangedFunction> {
    let own = entries.iter().filter(|entry| !entry.in_tests && !entry.facts.head.is_test);
    let mut changed: Vec<ChangedFunction> = own.filter_map(Entry::changed).collect();
    changed.sort();
    changed.dedup();
    changed
}

/// Whether a finding can come of it.
fn has_something_to_tell(entry: &Entry) -> bool {
    let defers = || entry.facts.admissions.iter().any(|admission| admission.deferral.is_some());
    entry.found.is_some() || !entry.facts.allowances.is_empty() || defers()
}

fn source_of(check: &Check, path: &str) -> Option<SourceText> {
    match check.jobs.binary_search_by(|job| job.path.as_str().cmp(path)) {
        Ok(index) => (check.jobs[index].head)(),
        Err(_) => check.around.text(path),
    }
}

/// The texts at head of the files at `paths`, for showing them.
pub fn sources(check: &Check, paths: impl Iterator<Item = String>) -> BTreeMap<String, SourceText> {
    paths.filter_map(|path| source_of(check, &path).map(|source| (path, source))).collect()
}

/// What one file gave.
struct FileSurvey {
    entries: Vec<Entry>,
    functions: usize,
    gaps: Vec<Gap>,
    moved_bars: Vec<MovedBar>,
    /// What the change puts into slots of this file and is defined elsewhere.
    fills: Vec<(String, SlotUse)>,
    /// Its path, and by which names it is tied to others, where not all of its functions were read.
    ties: Option<(String, Ties)>,
}

fn survey_file(check: &Check, job: &Job, past: &Past) -> Option<FileSurvey> {
    let language = language_of_read(&job.path)?;
    let source = (job.head)()?;
    (check.progress)();
    let engine = check.engine;
    let path_before = job.path_before.as_deref().unwrap_or(&job.path);
    let before = check.change.then_some((&past.before, path_before));
    let tested = check.around.is_test(&job.path);
    let header = engine.header_admission(&source);
    let opened = language.open(&source);
    let names = engine.file_names(&*opened);
    let speaks = |text: &str| {
        engine.may_matter(text) || (header.is_some() && text.len() <= HINT_REACH) || names.may_stand_in(text)
    };
    let wanted = |head: &FunctionHead, text: &str| check.change || (!tested && !head.is_test && speaks(text));
    let survey = Survey { engine, before, in_tests: tested, header: header.clone() };
    let mut surveyed = survey.of(&*opened, &wanted);
    let gaps = gaps(check, &surveyed, &*opened, job);
    let moved_bars = moved_bars(check, &mut surveyed, &source, past);
    connect_file(check, &mut surveyed, &*opened, past);
    if check.change {
        hollowed_out::mark(&mut surveyed.entries, job.before, engine);
    }
    let functions = count(check, &surveyed, &*opened);
    if !check.change {
        surveyed.entries.retain(|entry| has_something_to_tell(entry) || forwarding::leads_nowhere(entry, engine));
    }
    let fills = if check.change { slot_changes::from_elsewhere(&*opened, &past.slots) } else { Vec::new() };
    let ties = (!check.change).then(|| (job.path.clone(), Ties::of(&*opened)));
    Some(FileSurvey { entries: surveyed.entries, functions, gaps, moved_bars, fills, ties })
}

fn count(check: &Check, surveyed: &Surveyed, opened: &dyn Opened) -> usize {
    match check.change {
        true => surveyed.entries.iter().filter(|entry| entry.is_judged()).count(),
        false => opened.heads().len(),
    }
}

/// The gaps of a file. In a whole file, what lies in a function that no word could flag is none: with or without the prefilter,
/// nothing could be found there.
fn gaps(check: &Check, surveyed: &Surveyed, opened: &dyn Opened, job: &Job) -> Vec<Gap> {
    let source = opened.source();
    let under_judgement = |span: Span| match check.change {
        true => is_new_text(job, source.slice(span)),
        false => file_facts::is_lost(opened, span),
    };
    let matters = |span: Span| {
        let holder = opened.heads().iter().find(|head| head.span.contains(span));
        check.change || holder.is_none_or(|head| check.engine.holds_trigger(source.slice(head.span)))
    };
    file_facts::gaps(surveyed, source, &under_judgement, &matters)
}

/// Whether a text of a file was not in it before.
fn is_new_text(job: &Job, text: &str) -> bool {
    job.before.is_none_or(|before| !before.as_str().contains(text.trim()))
}

fn moved_bars(check: &Check, surveyed: &mut Surveyed, source: &SourceText, past: &Past) -> Vec<MovedBar> {
    if !check.change {
        return Vec::new();
    }
    surveyed.entries.iter_mut().for_each(|entry| mark_new_suppressions(&mut entry.facts, &past.allowances));
    surveyed.entries.iter().flat_map(|entry| moved_suppressions(&entry.facts, source)).collect()
}

/// Slots and wrappers within the file.
fn connect_file(check: &Check, surveyed: &mut Surveyed, opened: &dyn Opened, past: &Past) {
    let source = opened.source();
    let names = if check.change {
        surveyed.entries.iter().map(|entry| entry.name().to_owned()).collect()
    } else {
        forwarding::stub_names(surveyed.entries.iter(), check.engine)
    };
    if names.is_empty() {
        return;
    }
    if !check.change {
        add_all_wrappers(check, surveyed, opened, names.clone());
    }
    let slots = forwarding::slots(opened, &Sought::new(&names));
    forwarding::fill(&mut surveyed.entries, &source.path, &slots);
    forwarding::connect(&mut surveyed.entries, check.engine);
    if check.change {
        slot_changes::within(&mut surveyed.entries, &past.slots, &source.path);
        coverage_exclusions::conceal(&mut surveyed.entries, source, &past.exposed, check.engine);
    }
    // In a whole scan, nothing is new of the others.
    for entry in surveyed.entries.iter_mut().filter(|entry| check.change || !entry.slots.is_empty()) {
        entry.found = check.engine.find(&entry.subject());
        entry.outdated = false;
    }
}

/// Reads the functions of the file that lead to a stub, whatever the number of calls between.
fn add_all_wrappers(check: &Check, surveyed: &mut Surveyed, opened: &dyn Opened, mut names: HashSet<String>) {
    let mut known = HashSet::new();
    while !names.is_empty() {
        add_wrappers(check, surveyed, opened, &names);
        forwarding::connect(&mut surveyed.entries, check.engine);
        known.extend(names);
        names = forwarding::stub_names(surveyed.entries.iter(), check.engine);
        names.retain(|name| !known.contains(name));
    }
}

/// Reads the functions that name a stub of their own file and hold nothing else by which they could be flagged.
fn add_wrappers(check: &Check, surveyed: &mut Surveyed, opened: &dyn Opened, names: &HashSet<String>) {
    let known: HashSet<usize> = surveyed.entries.iter().map(|entry| entry.facts.head.span.start).collect();
    let names = Sought::new(names);
    let wanted = |head: &FunctionHead, text: &str| !known.contains(&head.span.start) && names.may_wrap(text);
    let survey = Survey {
        engine: check.engine,
        before: None,
        in_tests: check.around.is_test(&opened.source().path),
        header: None,
    };
    surveyed.entries.extend(survey.of(opened, &wanted).entries);
}

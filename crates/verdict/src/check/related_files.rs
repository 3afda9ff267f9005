//! Files beyond those under judgement, looked at only as far as needed: definitions that a changed function only calls or
//! puts into a slot, wrappers and slots of a stub, the version of a function for another platform.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::Engine;
use super::entry::Entry;
use crate::check::file_facts::Survey;
use crate::check::forwarding::{leads_nowhere, slots, stub_names};
use crate::check::name_filter::Sought;
use crate::check::name_index::Ties;
use crate::check::platform_variants::taken_under;
use model::{ChangeStatus, Condition, FunctionHead, Outcome, SlotUse, SourceText, Subject, Target, Twin, plain_name};
use syntax::language_of;

/// The head side of what is judged.
pub trait Surroundings: Sync {
    /// The text of the file at `path`; `None` where there is none or it is no text.
    fn text(&self, path: &str) -> Option<SourceText>;

    /// The source files in which one of `names` stands as a whole word, those near the files `near` first.
    fn mentioning(&self, names: &[String], near: &[String]) -> Vec<String>;

    /// The same, but for the files `known`, which need not be searched.
    fn mentioning_beyond(&self, known: &HashSet<String>, names: &[String], near: &[String]) -> Vec<String> {
        let mut files = self.mentioning(names, near);
        files.retain(|path| !known.contains(path));
        files
    }

    /// Whether the file at `path` holds tests.
    fn is_test(&self, path: &str) -> bool;

    /// Which task a deferral to `name` means.
    fn target(&self, name: &str) -> Target;
}

/// What a file beyond those under judgement told.
#[derive(Debug, Default)]
struct Told {
    entries: Vec<Entry>,
    slots: Vec<(String, String, SlotUse)>,
    /// What this file holds that does its job.
    defined: Vec<Defined>,
}

/// A function that does its job.
#[derive(Debug)]
struct Defined {
    name: String,
    qualified: String,
    path: String,
    line: usize,
}

/// The files under judgement, and how far they are known.
pub(super) struct Judged {
    /// Their paths.
    pub(super) paths: HashSet<String>,
    /// By which names those are tied to others of which not all functions were read: a scan passes over those that hold
    /// nothing to be flagged by.
    pub(super) ties: Vec<(String, Ties)>,
}

/// Adds to `entries` what other files tell of them.
pub(super) fn look(
    entries: &mut Vec<Entry>,
    judged: &Judged,
    fills: &[(String, SlotUse)],
    around: &dyn Surroundings,
    engine: &Engine,
) {
    let filled: HashSet<String> = fills.iter().map(|(name, _)| plain_name(name).to_owned()).collect();
    let mut asked = HashSet::new();
    pair(entries, around, engine);
    let at_home = at_home(entries, engine);
    loop {
        let mut by_name = ByName::of(entries);
        let stubs = visible_stubs(entries, engine);
        let names: HashSet<String> = stubs
            .iter()
            .chain(&called_elsewhere(entries))
            .chain(&wants_twin(entries, &asked, engine))
            .chain(&forwarded_to(entries))
            .chain(&filled)
            .filter(|name| !asked.contains(*name))
            .cloned()
            .collect();
        if names.is_empty() {
            return;
        }
        let sought = Sought::new(&stubs);
        let search =
            Search { names: &names, stubs: sought, known: known(entries), judged, at_home: &at_home, around, engine };
        for told in search.tell_all(entries) {
            take(entries, &mut by_name, told, around, engine);
        }
        crate::check::forwarding::connect(entries, engine);
        asked.extend(names);
    }
}

/// Tells the stubs at hand of versions that do their job and are at hand, too, whatever was found in those.
fn pair(entries: &mut [Entry], around: &dyn Surroundings, engine: &Engine) {
    let names = wants_twin(entries, &HashSet::new(), engine);
    let doing = entries.iter().filter(|entry| names.contains(entry.name()) && entry.is_visible());
    let versions: Vec<Defined> = doing.filter(|entry| does_the_job(entry, engine)).map(defined).collect();
    for entry in entries.iter_mut().filter(|entry| names.contains(entry.name())) {
        let named = versions.iter().filter(|version| version.name == entry.name());
        let version = named.filter_map(|version| Some((version, version_under(version, entry, around)?))).next();
        if let Some((version, conditions)) = version {
            add_twin(entry, version, conditions, engine);
        }
    }
}

/// The names of stubs by the file that they stand in, where no function at hand has the same name in another file. When that
/// file was surveyed, all was found that leads to them within it: they are no reason to open it again.
fn at_home(entries: &[Entry], engine: &Engine) -> HashMap<String, Ties> {
    let mut homes: HashMap<&str, Option<&str>> = HashMap::new();
    for entry in entries {
        let home = homes.entry(entry.name()).or_insert(Some(&entry.path));
        *home = home.filter(|path| *path == entry.path);
    }
    let is_one = |entry: &&Entry| entry.forwards_to.is_none() && leads_nowhere(entry, engine);
    let mut names: HashMap<&str, HashSet<String>> = HashMap::new();
    for entry in entries.iter().filter(is_one).filter(|entry| homes[entry.name()].is_some()) {
        names.entry(&entry.path).or_default().insert(entry.name().to_owned());
    }
    names.into_iter().map(|(path, names)| (path.to_owned(), Ties::to(&names))).collect()
}

/// Where the functions at hand stand.
fn known(entries: &[Entry]) -> HashSet<(String, usize)> {
    entries.iter().map(|entry| (entry.path.clone(), entry.facts.head.span.start)).collect()
}

/// One search through the files that mention a name.
struct Search<'a> {
    names: &'a HashSet<String>,
    stubs: Sought<'a>,
    known: HashSet<(String, usize)>,
    judged: &'a Judged,
    at_home: &'a HashMap<String, Ties>,
    around: &'a dyn Surroundings,
    engine: &'a Engine,
}

impl Search<'_> {
    fn tell_all(&self, entries: &[Entry]) -> Vec<Told> {
        let near = sorted(entries.iter().map(|entry| &entry.path));
        let mut files = self.around.mentioning_beyond(&self.judged.paths, &sorted(self.names.iter()), &near);
        let names = Ties::to(self.names);
        let is_tied = |(path, ties): &&(String, Ties)| match self.at_home.get(path) {
            Some(own) => ties.meet_beyond(&names, own),
            None => ties.meet(&names),
        };
        files.extend(self.judged.ties.iter().filter(is_tied).map(|(path, _)| path.clone()));
        let near: HashSet<&str> = near.iter().map(|path| folder(path)).collect();
        files.sort_by(|one, other| (!near.contains(folder(one)), one).cmp(&(!near.contains(folder(other)), other)));
        files.par_iter().map(|path| self.tell(path)).collect()
    }

    fn tell(&self, path: &str) -> Told {
        let (Some(language), Some(source)) = (language_of(path), self.around.text(path)) else {
            return Told::default();
        };
        let opened = language.open(&source);
        let survey = Survey { engine: self.engine, before: None, in_tests: self.around.is_test(path), header: None };
        let new = |head: &FunctionHead| !self.known.contains(&(path.to_owned(), head.span.start));
        let wanted = |head: &FunctionHead, text: &str| {
            (self.names.contains(&head.name) || self.stubs.may_wrap(text)) && new(head)
        };
        let mut entries = survey.of(&*opened, &wanted).entries;
        entries.retain(|entry| self.names.contains(entry.name()) || calls_one_of(entry, &self.stubs));
        if !self.judged.paths.contains(path) {
            entries.iter_mut().for_each(|entry| entry.change = Some(ChangeStatus::Unchanged));
        }
        let doing = entries.iter().filter(|entry| entry.is_visible() && does_the_job(entry, self.engine));
        let defined = doing.map(defined).collect();
        let filled = slots(&*opened, &self.stubs).into_iter();
        Told { slots: filled.map(|(name, place)| (path.to_owned(), name, place)).collect(), defined, entries }
    }
}

fn defined(entry: &Entry) -> Defined {
    Defined {
        name: entry.name().to_owned(),
        qualified: entry.facts.head.qualified.clone(),
        path: entry.path.clone(),
        line: entry.line,
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn sorted<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    let unique: std::collections::BTreeSet<&String> = names.collect();
    unique.into_iter().cloned().collect()
}

/// Stubs that other files can reach by name and that the change answers for.
fn visible_stubs(entries: &[Entry], engine: &Engine) -> HashSet<String> {
    stub_names(entries.iter().filter(|entry| entry.is_judged() && entry.is_visible()), engine)
}

/// What changed functions call as a whole, where no function at hand is meant.
fn called_elsewhere(entries: &[Entry]) -> HashSet<String> {
    let known: HashSet<&str> = entries.iter().map(Entry::name).collect();
    let judged = entries.iter().filter(|entry| entry.change.is_some() && entry.is_judged());
    judged
        .flat_map(|entry| entry.facts.variants.iter().filter_map(|variant| variant.tail_call.as_ref()))
        .filter(|call| !call.method && !known.contains(call.name.as_str()))
        .map(|call| call.name.to_string())
        .collect()
}

/// Functions that would be spared if another file held a version that does the job; those `asked` about left out.
fn wants_twin(entries: &[Entry], asked: &HashSet<String>, engine: &Engine) -> HashSet<String> {
    let asks = |entry: &&Entry| {
        let found = entry.found.as_ref().is_some_and(|found| engine.is_stub(found));
        let spared = Subject { twin: Twin::Real, ..entry.subject() };
        found && entry.is_visible() && entry.twin != Twin::Real && engine.find(&spared) != entry.found
    };
    let new = entries.par_iter().filter(|entry| entry.is_judged() && !asked.contains(entry.name()));
    new.filter(asks).map(|entry| entry.name().to_owned()).collect()
}

/// The functions of other files that wrappers of a stub call: where such a one is defined a second time for another platform,
/// the call may mean that definition.
fn forwarded_to(entries: &[Entry]) -> HashSet<String> {
    let away = |entry: &&Entry| entry.forwards_to.as_ref().is_some_and(|forward| forward.path != entry.path);
    let wrappers = entries.iter().filter(|entry| entry.is_judged() && is_c(entry)).filter(away);
    wrappers
        .flat_map(|entry| entry.facts.variants.iter().filter_map(|variant| variant.tail_call.as_ref()))
        .map(|call| call.name.to_string())
        .collect()
}

fn is_c(entry: &Entry) -> bool {
    entry.language == model::LanguageId::C
}

fn calls_one_of(entry: &Entry, stubs: &Sought) -> bool {
    let mut tail = entry.facts.variants.iter().filter_map(|variant| variant.tail_call.as_ref());
    tail.any(|call| stubs.hold(&call.name))
}

fn does_the_job(entry: &Entry, engine: &Engine) -> bool {
    let idle = matches!(entry.facts.outcome, Outcome::NotImplemented | Outcome::Nothing);
    !idle && !entry.found.as_ref().is_some_and(|found| engine.is_stub(found))
}

/// Where the entries of each name stand: a tree has tens of thousands of them, and what is told is for a few.
struct ByName(HashMap<String, Vec<usize>>);

impl ByName {
    fn of(entries: &[Entry]) -> Self {
        let mut by_name = Self(HashMap::new());
        by_name.add(entries, 0);
        by_name
    }

    /// Adds those of `entries` from `first` on.
    fn add(&mut self, entries: &[Entry], first: usize) {
        for (index, entry) in entries.iter().enumerate().skip(first) {
            self.0.entry(entry.name().to_owned()).or_default().push(index);
        }
    }

    fn get(&self, name: &str) -> &[usize] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The conditions that have to fail for `entry` to be taken, where `defined` is the same function in a file that a build takes
/// instead. In C the linker finds it by its name, whatever the conditions; in Rust its path has to be the same, too. The file
/// for a platform of its own is no fallback of another one's.
fn version_under(defined: &Defined, entry: &Entry, around: &dyn Surroundings) -> Option<Vec<Condition>> {
    if !entry.is_visible() || entry.path == defined.path {
        return None;
    }
    if is_c(entry) {
        // Each program has a `main` of its own.
        return (entry.name() != "main").then(Vec::new);
    }
    let same = entry.twin != Twin::Real && entry.facts.head.qualified == defined.qualified;
    let conditions = same.then(|| taken_under(&entry.path, &defined.path, around)).flatten()?;
    Some(conditions.into_iter().filter(|condition| condition.negated).collect())
}

fn take(entries: &mut Vec<Entry>, by_name: &mut ByName, told: Told, around: &dyn Surroundings, engine: &Engine) {
    for (path, name, place) in &told.slots {
        for &index in by_name.get(name) {
            crate::check::forwarding::offer(&mut entries[index], path, place);
        }
    }
    for defined in &told.defined {
        for &index in by_name.get(&defined.name) {
            if let Some(conditions) = version_under(defined, &entries[index], around) {
                add_twin(&mut entries[index], defined, conditions, engine);
            }
        }
    }
    let first = entries.len();
    entries.extend(told.entries);
    by_name.add(entries, first);
}

/// Tells `entry`, which is taken where `conditions` fail, of its version that does the job.
fn add_twin(entry: &mut Entry, defined: &Defined, conditions: Vec<Condition>, engine: &Engine) {
    entry.twin = Twin::Real;
    entry.facts.head.conditions.extend(conditions);
    let message = "defined again here".to_owned();
    entry.twins.push(model::Related { path: defined.path.clone(), line: defined.line, message });
    entry.found = engine.find(&entry.subject());
}

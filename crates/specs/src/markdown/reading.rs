//! What has been read so far: promises with unique ids, uses, what was passed over.

use std::collections::{HashMap, HashSet};

use super::paths::normalised;
use crate::markdown::markers::shortened;
use crate::{number_promises, promise_id};
use model::{FileFate, PassedOver, Promise, Promised, SourceText, Task, Tier, Use, Used};

/// The words and the place that something is taken from.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    /// The words.
    pub(super) text: String,
    /// The line, from 1.
    pub(super) line: usize,
    /// By what it is taken for a promise.
    pub(super) why: String,
    /// How sure that is.
    pub(super) tier: Tier,
}

/// A task while it is read.
pub(super) struct Reading<'a> {
    /// The spec.
    pub(super) source: &'a SourceText,
    /// What is known of the task.
    pub(super) task: Task,
    /// Where in the task's promises each id stands.
    ids: HashMap<String, usize>,
    passed: HashSet<(usize, String)>,
    /// The lines from which something was taken that is no statement.
    lines: HashSet<usize>,
    used: HashSet<Used>,
    /// The tasks before this one, each taken once.
    pub(super) before: HashSet<String>,
    /// Whether the text has said in which file all its functions are.
    pub(super) told_file: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(source: &'a SourceText) -> Self {
        let task = Task { path: source.path.clone(), line: 1, ..Task::default() };
        Self {
            source,
            task,
            ids: HashMap::new(),
            passed: HashSet::new(),
            lines: HashSet::new(),
            used: HashSet::new(),
            before: HashSet::new(),
            told_file: false,
        }
    }

    /// Takes a promise. Where it is there already, the surer reading stays, with what the other adds to it.
    pub(super) fn promise(&mut self, what: Promised, from: &Evidence) {
        if !matches!(what, Promised::Statement { .. }) {
            self.lines.insert(from.line);
        }
        let id = id(&what, from.line);
        let Evidence { text, line, why, tier } = from.clone();
        let next = Promise { id: id.clone(), what, tier, text: shortened(&text), line, why, again: Vec::new() };
        match self.ids.get(&id) {
            Some(&index) => merge(&mut self.task.promises[index], next),
            None => {
                self.ids.insert(id, self.task.promises.len());
                self.task.promises.push(next);
            }
        }
    }

    /// Whether something that can be looked up or run was taken from `line`.
    pub(super) fn took(&self, line: usize) -> bool {
        self.lines.contains(&line)
    }

    /// Takes back what only a person could look at on `line`: something there can be looked up.
    pub(super) fn drop_statement(&mut self, line: usize) {
        let id = id(&Promised::Statement { mark: None }, line);
        if let Some(index) = self.ids.get(&id).copied()
            && index + 1 == self.task.promises.len()
        {
            self.ids.remove(&id);
            self.task.promises.pop();
        }
    }

    /// Takes the promise of a file, or passes it over where the path leads nowhere that could be looked up.
    pub(super) fn file(&mut self, path: &str, fate: FileFate, from: &Evidence) {
        match normalised(path) {
            Ok(path) if !path.is_empty() => self.promise(Promised::File { path, fate }, from),
            Ok(_) => {}
            Err(why) => self.pass(from.line, &from.text, &format!("{path} is {why}")),
        }
    }

    /// Notes that something of a promise's shape was not taken; once for each line and reason.
    pub(super) fn pass(&mut self, line: usize, text: &str, why: &str) {
        if self.passed.insert((line, why.to_owned())) {
            self.task.passed_over.push(PassedOver { line, text: shortened(text), why: why.to_owned() });
        }
    }

    /// Notes what the text takes for granted, once each.
    pub(super) fn uses(&mut self, what: Used, text: &str, line: usize) {
        if self.used.insert(what.clone()) {
            self.task.uses.push(Use { what, task: None, text: shortened(text), line });
        }
    }

    /// The task, in order of place.
    pub(super) fn finish(mut self) -> Task {
        self.drop_implied();
        let task = &mut self.task;
        let promised: HashSet<usize> =
            task.promises.iter().flat_map(|promise| promise.again.iter().chain([&promise.line])).copied().collect();
        task.passed_over.retain(|passed| !promised.contains(&passed.line) || passed.why.contains(" is a"));
        task.promises.sort_by_key(|promise| promise.line);
        number_promises(&mut task.promises);
        task.uses.sort_by_key(|used| used.line);
        task.passed_over.sort_by_key(|passed| passed.line);
        self.task
    }

    /// A count for the whole project that the counts of single files add up to says nothing new, and neither does the
    /// mention of a function that is promised as a slot.
    fn drop_implied(&mut self) {
        let counts = self.task.promises.iter().filter_map(|promise| match &promise.what {
            Promised::Tests { at_least, files, .. } if !files.is_empty() => Some(*at_least),
            _ => None,
        });
        let told: usize = counts.sum();
        let slots: HashSet<String> = self.task.promises.iter().filter_map(slot_name).collect();
        self.task.promises.retain(|promise| match &promise.what {
            Promised::Tests { at_least, files, added: false } => !files.is_empty() || *at_least > told,
            Promised::Function { name, .. } if promise.tier == Tier::Mentioned => !slots.contains(name),
            _ => true,
        });
    }
}

fn slot_name(promise: &Promise) -> Option<String> {
    match &promise.what {
        Promised::Slot { name, .. } => Some(name.clone()),
        _ => None,
    }
}

/// By what two readings are of one thing: one file has one fate.
fn id(what: &Promised, line: usize) -> String {
    match what {
        Promised::File { path, .. } => format!("file:{path}"),
        Promised::Tests { added: true, files, .. } => format!("tests:+{}", files.join(",")),
        Promised::Statement { .. } => format!("statement:{line}"),
        what => promise_id(what),
    }
}

fn merge(old: &mut Promise, next: Promise) {
    let mut other = if next.tier > old.tier { std::mem::replace(old, next) } else { next };
    old.again.append(&mut other.again);
    old.again.push(other.line);
    match (&mut old.what, &mut other.what) {
        (Promised::Function { file, arity, slot, .. }, Promised::Function { file: f, arity: a, slot: s, .. }) => {
            *file = file.take().or(f.take());
            *arity = arity.or(*a);
            *slot = slot.take().or(s.take());
        }
        (Promised::Slot { of, arity, .. }, Promised::Slot { of: o, arity: a, .. }) => {
            *of = of.take().or(o.take());
            *arity = arity.or(*a);
        }
        (
            Promised::Type { file, .. } | Promised::Test { file, .. },
            Promised::Type { file: f, .. } | Promised::Test { file: f, .. },
        ) => {
            *file = file.take().or(f.take());
        }
        (Promised::Tests { at_least, .. }, Promised::Tests { at_least: more, .. }) if other.tier >= old.tier => {
            *at_least = (*at_least).max(*more);
        }
        _ => {}
    }
}

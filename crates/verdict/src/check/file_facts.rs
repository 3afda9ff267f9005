//! One file at head: its functions, their facts, and what the file itself tells of their surroundings.

use super::Engine;
use super::entry::Entry;
use model::{
    Admission, AdmissionKind, Carrier, Condition, Declaration, FunctionFacts, FunctionHead, Gap, Outcome, Related,
    Role, SourceText, Span, Twin, UnreadText,
};
use rules::{Before, Version};
use syntax::{Opened, Wanted};

/// What a file at head gave.
#[derive(Debug, Default)]
pub(super) struct Surveyed {
    pub(super) entries: Vec<Entry>,
    pub(super) unread: Vec<UnreadText>,
}

/// How a file is surveyed.
pub(super) struct Survey<'a> {
    pub(super) engine: &'a Engine,
    /// The functions as they were before, and the path under which the file stood; `None` where no change is judged.
    pub(super) before: Option<(&'a Before, &'a str)>,
    pub(super) in_tests: bool,
    /// What the comment at the top of the file admits: it counts for functions that do nothing and say nothing.
    pub(super) header: Option<Admission>,
}

impl Survey<'_> {
    /// Surveys `opened`, with the functions that `wanted` asks for.
    pub(super) fn of(&self, opened: &dyn Opened, wanted: &Wanted) -> Surveyed {
        let (facts, unread) = self.engine.read(opened, wanted);
        if facts.is_empty() {
            return Surveyed { entries: Vec::new(), unread };
        }
        let mut entries: Vec<Entry> = facts.into_iter().map(|facts| self.entry(facts, opened)).collect();
        if let Some(header) = &self.header {
            let silent = entries.iter_mut().filter(|entry| is_silent(entry));
            silent.for_each(|entry| entry.facts.admissions.push(header.clone()));
        }
        for index in 0..entries.len() {
            let (twin, twins) = self.twin(&entries[index], &entries, opened);
            entries[index].twin = twin;
            entries[index].twins = twins;
            entries[index].opposite_works = self.opposite_works(&entries[index], &entries, opened);
        }
        compare_siblings(&mut entries);
        for entry in &mut entries {
            entry.found = self.engine.find(&entry.subject());
        }
        Surveyed { entries, unread }
    }

    fn entry(&self, facts: FunctionFacts, opened: &dyn Opened) -> Entry {
        let source = opened.source();
        let change = self.before.map(|(before, path)| before.status(&version(&source.path, &facts), path));
        Entry {
            path: source.path.clone(),
            language: opened.language(),
            line: source.line(facts.head.span.start),
            end_line: source.line(facts.head.span.end.saturating_sub(1)),
            change,
            in_tests: self.in_tests,
            opposite_works: false,
            hollowed_out: false,
            siblings_work: false,
            twin: Twin::None,
            twins: Vec::new(),
            forwards_to: None,
            slots: Vec::new(),
            newly_filled: Vec::new(),
            wrappers: Vec::new(),
            concealed: Vec::new(),
            found: None,
            outdated: false,
            calls_neighbour: calls_one_of(&facts, opened.heads()),
            facts,
        }
    }

    /// The other definitions of the same function in this file, and whether one of them does the job.
    fn twin(&self, entry: &Entry, entries: &[Entry], opened: &dyn Opened) -> (Twin, Vec<Related>) {
        let own = &entry.facts.head;
        let others: Vec<&FunctionHead> = opened.heads().iter().filter(|head| is_twin(own, head)).collect();
        let related = others.iter().map(|head| related_twin(opened.source(), head)).collect();
        let declared = opened.declarations().iter().any(|declaration| stands_for(declaration, own));
        let real = others.iter().any(|head| self.does_the_job(head, entries));
        match (real || declared, others.is_empty()) {
            (true, _) => (Twin::Real, related),
            (false, false) => (Twin::Stub, related),
            (false, true) => (Twin::None, related),
        }
    }

    fn opposite_works(&self, entry: &Entry, entries: &[Entry], opened: &dyn Opened) -> bool {
        let Some(name) = opposite(entry.name()) else { return false };
        opened.heads().iter().any(|head| head.name == name && self.does_the_job(head, entries))
    }

    /// A twin that was not read holds no word by which it could be flagged.
    fn does_the_job(&self, head: &FunctionHead, entries: &[Entry]) -> bool {
        let entry = entries.iter().find(|entry| entry.facts.head.span == head.span);
        entry.is_none_or(|entry| {
            let found = self.engine.find(&model::Subject::alone(&entry.facts));
            entry.facts.outcome != Outcome::NotImplemented && !found.is_some_and(|found| self.engine.is_stub(&found))
        })
    }
}

/// Whether a function does nothing and says nothing of it.
fn is_silent(entry: &Entry) -> bool {
    entry.facts.constant && entry.facts.admissions.is_empty()
}

/// Notes of hollow functions whether others of the same parameters and result do their job.
fn compare_siblings(entries: &mut [Entry]) {
    type Shape = (Vec<String>, String);
    let shape = |entry: &Entry| -> Shape {
        let head = &entry.facts.head;
        (head.params.iter().map(|param| param.type_text.clone()).collect(), head.return_type.clone())
    };
    let works = |entry: &&Entry| !entry.facts.hollow && entry.facts.outcome == Outcome::Real;
    let working: std::collections::HashSet<Shape> =
        entries.iter().filter(works).map(shape).filter(|(params, _)| !params.is_empty()).collect();
    for entry in entries.iter_mut().filter(|entry| entry.facts.hollow) {
        entry.siblings_work = working.contains(&shape(entry));
    }
}

/// The name of the operation that goes the other way: `tape_write` of `tape_read`.
fn opposite(name: &str) -> Option<String> {
    const WAYS: [(&str, &str); 2] = [("read", "write"), ("Read", "Write")];
    let ways = WAYS.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]);
    ways.into_iter().find_map(|(own, other)| name.strip_suffix(own).map(|before| format!("{before}{other}")))
}

/// Whether what a function calls as a whole has the name of one of `heads`.
fn calls_one_of(facts: &FunctionFacts, heads: &[FunctionHead]) -> bool {
    let call = facts.variants.iter().find_map(|variant| variant.tail_call.as_ref());
    call.is_some_and(|call| heads.iter().any(|head| head.name == call.name))
}

/// The version of a function whose facts are known.
pub(super) fn version(path: &str, facts: &FunctionFacts) -> Version {
    let counts = |kind: AdmissionKind| kind < AdmissionKind::Hint;
    let admissions = facts
        .admissions
        .iter()
        .filter(|admission| matches!(admission.carrier, Carrier::Comment | Carrier::Doc) && counts(admission.kind))
        .map(|admission| admission.text.clone())
        .collect();
    Version::new(path, &facts.head, admissions)
}

/// The same function under another condition.
fn is_twin(own: &FunctionHead, other: &FunctionHead) -> bool {
    let same = own.qualified == other.qualified
        || (own.role == Role::Free && other.role == Role::Free && own.name == other.name);
    own.span != other.span && same && own.conditions != other.conditions
}

fn related_twin(source: &SourceText, head: &FunctionHead) -> Related {
    let under = head
        .conditions
        .last()
        .map_or_else(|| "without a condition".to_owned(), |condition| format!("under {}", written(condition)));
    Related { path: source.path.clone(), line: source.line(head.span.start), message: format!("defined again {under}") }
}

fn written(condition: &Condition) -> String {
    if condition.negated { format!("not {}", condition.text) } else { condition.text.clone() }
}

/// A declaration in another arm of the same conditional, or a macro in the same arm that puts the function in the place of
/// something from elsewhere.
fn stands_for(declaration: &Declaration, own: &FunctionHead) -> bool {
    let Some(arm) = own.conditions.last() else { return false };
    let elsewhere = declaration.name == own.name
        && declaration.conditions.iter().any(|condition| condition.group == arm.group && condition.arm != arm.arm);
    let alias = declaration.alias_of.as_deref() == Some(own.name.as_str())
        && declaration.conditions.iter().any(|condition| condition == arm);
    elsewhere || alias
}

/// The gaps of a file: parts outside of functions, and functions that were read in part. `under_judgement` tells whether the text
/// at a place is, and `matters` whether anything could be found there.
pub(super) fn gaps(
    surveyed: &Surveyed,
    source: &SourceText,
    under_judgement: &dyn Fn(Span) -> bool,
    matters: &dyn Fn(Span) -> bool,
) -> Vec<Gap> {
    let gap = |unread: &UnreadText, changed: bool| Gap {
        path: source.path.clone(),
        span: Some(source.region(unread.span)),
        reason: unread.reason.clone(),
        changed,
    };
    let outside = surveyed.unread.iter().map(|unread| (unread, under_judgement(unread.span)));
    let inside = surveyed.entries.iter().flat_map(|entry| {
        let touched = entry.change.is_some() && entry.is_judged();
        let whole = entry.change.is_none();
        let does_work = entry.facts.outcome == Outcome::Real;
        // What is not understood counts as work, so a function of which nothing else was read only seems to do some.
        let is_read = !does_work || !is_all_unread(&entry.facts, source);
        let counts = move |span: Span| match under_judgement(span) {
            true => whole || (touched && !(does_work && is_read)),
            false => touched && !does_work,
        };
        entry.facts.unread.iter().map(move |unread| (unread, counts(unread.span)))
    });
    outside
        .chain(inside)
        .filter(|(unread, _)| matters(unread.span))
        .map(|(unread, counts)| gap(unread, counts))
        .collect()
}

/// Whether a file could not be read as a whole: what is unread at `span` goes on to its end, or no function was found and most of
/// the text is unread.
pub(super) fn is_lost(opened: &dyn Opened, span: Span) -> bool {
    let text = opened.source();
    let unread = text.slice(span).trim().len();
    let all = text.as_str().trim_end();
    span.end >= all.len() || (opened.heads().is_empty() && unread * 2 > all.trim_start().len())
}

/// Whether no word of a function's body was read.
fn is_all_unread(facts: &FunctionFacts, source: &SourceText) -> bool {
    let mut unread: Vec<Span> = facts.unread.iter().map(|unread| unread.span).collect();
    unread.sort();
    let mut at = facts.head.body.start;
    let mut read = String::new();
    for span in unread {
        read.push_str(source.slice(Span::new(at, span.start.max(at))));
        at = at.max(span.end);
    }
    read.push_str(source.slice(Span::new(at.min(facts.head.body.end), facts.head.body.end)));
    !read.contains(char::is_alphanumeric)
}

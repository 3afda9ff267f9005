//! Who leads to a stub: functions that only call it, slots that it is put into, within the functions at hand.

use std::collections::{HashMap, HashSet};

use super::Engine;
use super::entry::Entry;
use crate::check::call_targets::means;
use crate::check::name_filter::Sought;
use analysis::is_hollow;
use model::{CallFact, Forward, Outcome, Related, SlotUse, Twin, VariantFacts, plain_name};
use syntax::Opened;

/// How many calls a chain of wrappers is followed.
const DEPTH: usize = 16;

/// Lets every entry that as a whole only calls a stub forward to it, through any number of others.
pub(super) fn connect(entries: &mut [Entry], engine: &Engine) {
    for _ in 0..DEPTH {
        let links = new_links(entries, engine);
        if links.is_empty() {
            return;
        }
        for (caller, target) in links {
            link(entries, caller, target, engine);
        }
    }
}

/// Pairs of an entry that is no stub yet and the stub that it calls as a whole.
fn new_links(entries: &[Entry], engine: &Engine) -> Vec<(usize, usize)> {
    let mut stubs: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        if leads_nowhere(entry, engine) {
            stubs.entry(entry.name()).or_default().push(index);
        }
    }
    let idle = Idle::of(entries);
    let callers =
        entries.iter().enumerate().filter(|(_, entry)| entry.forwards_to.is_none() && !leads_nowhere(entry, engine));
    callers
        .filter_map(|(index, caller)| {
            let call = idle.forwarded(caller)?;
            let target =
                stubs.get(call.name.as_str())?.iter().find(|&&target| means(call, caller, &entries[target]))?;
            Some((index, *target))
        })
        .collect()
}

/// The functions at hand that have no effect and return a constant, by name: a call of one is inert.
struct Idle<'e>(HashMap<&'e str, Vec<&'e Entry>>);

impl<'e> Idle<'e> {
    fn of(entries: &'e [Entry]) -> Self {
        let mut by_name: HashMap<&str, Vec<&Entry>> = HashMap::new();
        for entry in entries.iter().filter(|entry| is_hollow(&entry.facts.variants, &|_| false)) {
            let missing = matches!(entry.facts.outcome, Outcome::NotImplemented | Outcome::Refuses);
            if !missing {
                by_name.entry(entry.name()).or_default().push(entry);
            }
        }
        Self(by_name)
    }

    /// The call that `caller` is as a whole under every selection of its arms, calls of idle functions aside.
    fn forwarded<'c>(&self, caller: &'c Entry) -> Option<&'c CallFact> {
        let is_inert = |call: &CallFact| {
            self.0.get(call.name.as_str()).is_some_and(|known| known.iter().any(|target| means(call, caller, target)))
        };
        let variants = &caller.facts.variants;
        let of = |variant: &'c VariantFacts| variant.tail_call.as_ref().or_else(|| variant.flow.forwards_to(&is_inert));
        variants.iter().all(|variant| of(variant).is_some()).then(|| variants.iter().find_map(of)).flatten()
    }
}

/// Whether a function that as a whole calls this one is a stub.
pub(super) fn leads_nowhere(entry: &Entry, engine: &Engine) -> bool {
    entry.found.as_ref().is_some_and(|found| engine.is_stub(found)) || engine.answers_for_stubs(&entry.facts)
}

fn link(entries: &mut [Entry], caller: usize, target: usize, engine: &Engine) {
    let root = entries[target].forwards_to.clone();
    let stub = &entries[target];
    let forward = Forward {
        depth: root.as_ref().map_or(1, |root| root.depth + 1),
        function: root.as_ref().map_or_else(|| stub.facts.head.qualified.clone(), |root| root.function.clone()),
        path: root.as_ref().map_or_else(|| stub.path.clone(), |root| root.path.clone()),
        line: root.as_ref().map_or(stub.line, |root| root.line),
    };
    let wrapper = Related {
        path: entries[caller].path.clone(),
        line: entries[caller].line,
        message: format!("{} only calls it", entries[caller].facts.head.qualified),
    };
    entries[target].wrappers.push(wrapper);
    let entry = &mut entries[caller];
    entry.forwards_to = Some(forward);
    entry.found = engine.find(&entry.subject());
}

/// Takes back the links to functions that turned out to be no stubs, once other files told of them.
pub(super) fn disconnect(entries: &mut [Entry], engine: &Engine) {
    let stubs: HashMap<(String, usize), Twin> = entries
        .iter()
        .filter(|entry| entry.forwards_to.is_none() && leads_nowhere(entry, engine))
        .map(|entry| ((entry.path.clone(), entry.line), entry.twin))
        .collect();
    for entry in entries {
        let known = |forward: &Forward| {
            let twin = stubs.get(&(forward.path.clone(), forward.line));
            twin.is_some_and(|twin| *twin != Twin::Real || forward.path == entry.path)
        };
        if entry.forwards_to.as_ref().is_some_and(|forward| !known(forward)) {
            entry.forwards_to = None;
            entry.found = engine.find(&entry.subject());
        }
    }
}

/// The names of the functions among `entries` that are stubs, or answer for stubs.
pub(super) fn stub_names<'a>(entries: impl Iterator<Item = &'a Entry>, engine: &Engine) -> HashSet<String> {
    entries.filter(|entry| leads_nowhere(entry, engine)).map(|entry| entry.name().to_owned()).collect()
}

/// The slots of `opened` that are filled with one of `names`.
pub(super) fn slots(opened: &dyn Opened, names: &Sought) -> Vec<(String, SlotUse)> {
    let source = opened.source();
    opened
        .slots(&|name| names.hold(plain_name(name)))
        .into_iter()
        .map(|fill| {
            let name = plain_name(&fill.function).to_owned();
            let place = SlotUse {
                path: source.path.clone(),
                line: source.line(fill.span.start),
                slot: fill.slot,
                holder: fill.holder,
            };
            (name, place)
        })
        .collect()
}

/// Puts the slots of the file at `path` on the entries whose functions fill them.
pub(super) fn fill(entries: &mut [Entry], path: &str, slots: &[(String, SlotUse)]) {
    for (name, place) in slots {
        entries.iter_mut().filter(|entry| entry.name() == name).for_each(|entry| offer(entry, path, place));
    }
}

/// Puts the slot at `place` in the file at `path`, which a function of this name fills, on `entry`, where that can be the one.
pub(super) fn offer(entry: &mut Entry, path: &str, place: &SlotUse) {
    let in_reach = entry.path == path || entry.is_visible();
    if in_reach && !entry.slots.contains(place) && fits(entry, place) {
        entry.slots.push(place.clone());
        entry.outdated = true;
    }
}

/// A trait's slot is filled by the method of that very implementation.
fn fits(entry: &Entry, place: &SlotUse) -> bool {
    match &entry.facts.head.role {
        model::Role::TraitImpl { trait_name, of } => {
            place.path == entry.path && place.holder == format!("{of} as {trait_name}")
                || !place.holder.contains(" as ")
        }
        _ => !place.holder.contains(" as "),
    }
}

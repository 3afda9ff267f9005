//! What the change puts into slots: an unchanged function that it makes reachable is wired.

use std::collections::HashSet;

use super::Engine;
use super::entry::Entry;
use model::{ChangeStatus, SlotFill, SlotKind, SlotUse};
use syntax::Opened;

/// The slots that were filled before: slot, holder, function.
pub(super) type Filled = HashSet<(String, String, String)>;

/// Wires the functions of one file that the change puts into slots of that file, the file at `path`.
pub(super) fn within(entries: &mut [Entry], before: &Filled, path: &str) {
    for entry in entries {
        let name = entry.name().to_owned();
        let new = |slot: &&SlotUse| {
            slot.path == path && !before.contains(&(slot.slot.clone(), slot.holder.clone(), name.clone()))
        };
        entry.newly_filled = entry.slots.iter().filter(new).cloned().collect();
        mark(entry);
    }
}

/// The slots of `opened` that the change fills with functions which the file does not define, each with the function's name.
/// What is assigned or handed over is a variable as often as a function: there, the file must name it as one.
pub(super) fn from_elsewhere(opened: &dyn Opened, before: &Filled) -> Vec<(String, SlotUse)> {
    let source = opened.source();
    let own: HashSet<&str> = opened.heads().iter().map(|head| head.name.as_str()).collect();
    let foreign = |name: &str| !own.contains(name) && name.contains(char::is_lowercase);
    let is_old = |fill: &SlotFill| before.contains(&(fill.slot.clone(), fill.holder.clone(), fill.function.clone()));
    let is_function = |fill: &SlotFill| fill.kind == SlotKind::Designated || opened.names_function(&fill.function);
    let fills = opened.slots(&foreign).into_iter();
    fills
        .filter(|fill| !is_old(fill) && is_function(fill))
        .map(|fill| {
            let line = source.line(fill.span.start);
            (fill.function, SlotUse { path: source.path.clone(), line, slot: fill.slot, holder: fill.holder })
        })
        .collect()
}

/// Wires the functions of other files that `fills` puts into slots.
pub(super) fn across(entries: &mut [Entry], fills: &[(String, SlotUse)], engine: &Engine) {
    for (name, place) in fills {
        let plain = name.rsplit("::").next().unwrap_or(name);
        let meant =
            entries.iter_mut().filter(|entry| entry.name() == plain && entry.is_visible() && entry.path != place.path);
        for entry in meant {
            entry.slots.push(place.clone());
            entry.newly_filled.push(place.clone());
            mark(entry);
            entry.found = engine.find(&entry.subject());
        }
    }
}

fn mark(entry: &mut Entry) {
    if !entry.newly_filled.is_empty() && entry.change == Some(ChangeStatus::Unchanged) {
        entry.change = Some(ChangeStatus::Wired);
    }
}

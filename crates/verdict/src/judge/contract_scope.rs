//! Contracts that say less than the text around them.

use super::promises::excused;
use model::{Complaint, Promise, Promised, Region, Related, Task, Tier};

/// How many promises of the text are named.
const NAMED: usize = 20;

/// What is to be said where the text of `task` promises more than its contract: whoever goes by the contract alone would
/// take the rest for granted. What the contract leaves out in so many words is no surprise.
pub fn narrower(task: &Task) -> Option<Complaint> {
    let line = task.contract?;
    let beyond: Vec<&Promise> = task.promises.iter().filter(|promise| is_beyond(promise, task)).collect();
    let first = beyond.first()?;
    let more = if beyond.len() > 1 { format!(" and {} more", beyond.len() - 1) } else { String::new() };
    let related = beyond.iter().take(NAMED).map(|promise| Related {
        path: task.path.clone(),
        line: promise.line,
        message: format!("the text promises {} \"{}\"", promise.what.kind(), promise.text),
    });
    Some(Complaint {
        rule: "contract-narrower-than-prose",
        message: format!("the contract of `{}` leaves out what its text promises: {}{more}", task.id, first.text),
        path: task.path.clone(),
        span: Region::line(line),
        function: None,
        change: None,
        related: related.collect(),
        about: beyond.iter().map(|promise| promise.id.as_str()).collect::<Vec<_>>().join(" "),
    })
}

fn is_beyond(promise: &Promise, task: &Task) -> bool {
    let name = match &promise.what {
        Promised::Function { name, .. } | Promised::Slot { name, .. } | Promised::Type { name, .. } => name,
        Promised::File { path, .. } => path,
        _ => return false,
    };
    promise.tier == Tier::Declared && excused(task, name).is_none() && !is_in_contract(name, task)
}

/// Whether the contract promises something of this name in another way: a function by the slot that it fills, a type by its
/// file.
fn is_in_contract(name: &str, task: &Task) -> bool {
    let plain = |name: &str| name.rsplit("::").next().unwrap_or(name).to_owned();
    let same = |other: &str| plain(other) == plain(name);
    task.promises.iter().filter(|promise| promise.tier == Tier::Contract).any(|promise| match &promise.what {
        Promised::Function { name, slot, file, .. } => {
            same(name) || slot.as_deref().is_some_and(same) || file.as_deref().is_some_and(same)
        }
        Promised::Slot { name, .. } | Promised::Type { name, .. } => same(name),
        Promised::File { path, .. } => same(path),
        _ => false,
    })
}

//! What is wrong with a set of specs.

use std::collections::BTreeMap;

use super::{Order, TaskSet};
use crate::judge::narrower;
use model::{Complaint, FileFate, Handover, Promise, Promised, Region, Related, Task, TaskState, Tier, one_of};

/// Everything that is wrong with the tasks of `set`, which are to be worked on in `order`.
pub(super) fn all(set: &TaskSet, order: &Order) -> Vec<Complaint> {
    let mut complaints = missing(set);
    complaints.extend(order.cycles.iter().map(|cycle| in_circle(set, cycle)));
    complaints.extend(set.tasks.iter().filter_map(nothing_verifiable));
    complaints.extend(set.tasks.iter().filter(|task| !is_over(task)).filter_map(narrower));
    complaints.extend(handovers(set));
    complaints.extend(promised_twice(set.tasks));
    complaints
}

fn missing(set: &TaskSet) -> Vec<Complaint> {
    let of = |(at, task): (usize, &Task)| -> Vec<Complaint> {
        let gone = task.depends_on.iter().filter(|dependency| (set.resolve)(at, &dependency.target).is_none());
        gone.map(|dependency| {
            let target = &dependency.target;
            let message = format!("`{}` depends on `{target}`, which does not exist{}", task.id, meant(set, target));
            complaint("dependency-missing", task, dependency.line, message)
        })
        .collect()
    };
    set.tasks.iter().enumerate().flat_map(of).collect()
}

/// `; was x.md meant?`
fn meant(set: &TaskSet, name: &str) -> String {
    let near = (set.nearest)(name);
    if near.is_empty() { near.concat() } else { format!("; was {} meant?", one_of(&near)) }
}

fn in_circle(set: &TaskSet, cycle: &[usize]) -> Complaint {
    let task = &set.tasks[cycle[0]];
    let names: Vec<&str> = cycle.iter().chain(&cycle[..1]).map(|&at| set.tasks[at].id.as_str()).collect();
    let line = task.depends_on.first().map_or(task.line, |dependency| dependency.line);
    let message = format!("tasks wait for one another: {}", names.join(" -> "));
    let others = cycle[1..].iter().map(|&at| Related {
        path: set.tasks[at].path.clone(),
        line: set.tasks[at].line,
        message: format!("`{}` is part of the circle", set.tasks[at].id),
    });
    Complaint { related: others.collect(), ..complaint("dependency-cycle", task, line, message) }
}

/// A task that is over needs no promise any more.
fn nothing_verifiable(task: &Task) -> Option<Complaint> {
    if is_over(task) || task.promises.iter().any(|promise| promise.what.is_checkable()) {
        return None;
    }
    let message = format!("`{}` promises nothing that can be checked", task.id);
    Some(complaint("nothing-verifiable", task, task.line, message))
}

fn is_over(task: &Task) -> bool {
    matches!(task.state, TaskState::Done | TaskState::Dropped)
}

/// What specs leave to tasks that do not exist, or are over.
fn handovers(set: &TaskSet) -> Vec<Complaint> {
    (0..set.tasks.len()).flat_map(|at| unsound_handovers(set, at)).collect()
}

/// What the spec of the task at `at` leaves to tasks that do not exist, or are over; each at the line that says so.
pub fn unsound_handovers(set: &TaskSet, at: usize) -> Vec<Complaint> {
    let task = &set.tasks[at];
    task.defers.iter().filter_map(|handover| handed_over(set, at, task, handover)).collect()
}

fn handed_over(set: &TaskSet, at: usize, task: &Task, handover: &Handover) -> Option<Complaint> {
    let leaves = format!("`{}` leaves `{}` to `{}`", task.id, handover.symbol, handover.to);
    match (set.resolve)(at, &handover.to) {
        None => {
            let message = format!("{leaves}, which does not exist{}", meant(set, &handover.to));
            Some(complaint("dangling-deferral", task, handover.line, message))
        }
        Some(target) if is_over(&set.tasks[target]) && !is_over(task) => {
            Some(complaint("overdue-deferral", task, handover.line, format!("{leaves}, which is over")))
        }
        Some(_) => None,
    }
}

/// Two tasks cannot both deliver the same new thing.
fn promised_twice(tasks: &[Task]) -> Vec<Complaint> {
    let mut first: BTreeMap<&str, (&Task, &Promise)> = BTreeMap::new();
    let mut complaints = Vec::new();
    let promises = tasks.iter().flat_map(|task| task.promises.iter().map(move |promise| (task, promise)));
    for (task, promise) in promises.filter(|(_, promise)| is_exclusive(promise)) {
        match first.get(promise.id.as_str()) {
            None => drop(first.insert(&promise.id, (task, promise))),
            Some((other, _)) if std::ptr::eq(*other, task) || (is_over(other) && is_over(task)) => {}
            Some((other, earlier)) => complaints.push(twice(task, promise, other, earlier)),
        }
    }
    complaints
}

/// Whether a thing can be delivered by one task only.
fn is_exclusive(promise: &Promise) -> bool {
    let thing = match promise.what {
        Promised::Function { .. } | Promised::Type { .. } | Promised::Test { .. } => true,
        Promised::File { fate, .. } => fate == FileFate::Created,
        _ => false,
    };
    thing && promise.tier >= Tier::Declared
}

fn twice(task: &Task, promise: &Promise, other: &Task, earlier: &Promise) -> Complaint {
    let message = format!("`{}` and `{}` promise the same: {}", other.id, task.id, promise.text);
    let there =
        Related { path: other.path.clone(), line: earlier.line, message: format!("`{}` promises it here", other.id) };
    Complaint { related: vec![there], ..complaint("promised-twice", task, promise.line, message) }
}

fn complaint(rule: &'static str, task: &Task, line: usize, message: String) -> Complaint {
    Complaint {
        rule,
        about: message.clone(),
        message,
        path: task.path.clone(),
        span: Region::line(line),
        function: None,
        change: None,
        related: Vec::new(),
    }
}

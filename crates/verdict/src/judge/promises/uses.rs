//! What a task's text takes for granted.

use super::function;
use super::slot;
use super::{Culprit, OwnLine};
use model::{Delivered, DeliveredFunction, PromiseStatus, Promised, Related, Severity, Task, Use, Used, is_path_end};

/// Whether something that is taken for granted is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UseStatus {
    /// It is.
    There,
    /// It is not, or is not usable.
    Missing(Culprit),
    /// It cannot be told.
    Unknown,
}

/// Whether what `used` takes for granted is there. What `task` itself promises is not taken for granted.
pub fn judge_use(used: &Use, task: &Task, delivered: &Delivered) -> UseStatus {
    if is_promised(&used.what, task) {
        return UseStatus::Unknown;
    }
    let own_line = |message: String| Related { path: task.path.clone(), line: used.line, message };
    match &used.what {
        Used::Slot(name) => of_slot(name, task, delivered, &own_line),
        Used::Symbol(name) => of_symbol(name, task, delivered, &own_line),
        Used::Call(name) => of_call(name, task, delivered, &own_line),
        Used::File(path) => of_file(path, delivered),
    }
}

fn is_promised(what: &Used, task: &Task) -> bool {
    task.promises.iter().any(|promise| match (what, &promise.what) {
        (Used::Slot(used), Promised::Slot { name, .. }) => used == name,
        (Used::Slot(used) | Used::Symbol(used) | Used::Call(used), Promised::Function { name, slot, .. }) => {
            name.rsplit("::").next() == Some(used) || slot.as_deref() == Some(used)
        }
        (Used::Symbol(used), Promised::Type { name, .. }) => used == name,
        (Used::File(used), Promised::File { path, .. }) => used == path,
        (Used::File(used), Promised::Tests { files, .. }) => files.contains(used),
        _ => false,
    })
}

/// A member that no struct or trait of the project declares belongs to someone else.
fn of_slot(name: &str, task: &Task, delivered: &Delivered, own_line: &OwnLine) -> UseStatus {
    let known = delivered.members.iter().any(|member| member.name == name)
        || delivered.fills.iter().any(|fill| fill.slot == name);
    // In Rust, nothing calls a method that no type has: the value is of a type of elsewhere.
    let of_elsewhere = delivered.fills.iter().all(|fill| fill.slot != name)
        && delivered.members.iter().filter(|member| member.name == name).all(|member| member.path.ends_with(".rs"));
    if !known || of_elsewhere {
        return UseStatus::Unknown;
    }
    status(slot::answer(name, None, None, task, delivered, own_line))
}

fn of_symbol(name: &str, task: &Task, delivered: &Delivered, own_line: &OwnLine) -> UseStatus {
    let plain = name.rsplit("::").next().unwrap_or(name);
    if delivered.types.iter().any(|place| place.name == plain) {
        return UseStatus::There;
    }
    let wanted = function::Wanted { name, file: None, arity: None, exact: false };
    if delivered.functions.iter().any(|function| function.name == plain) {
        return status(function::answer(&wanted, None, task, delivered, own_line));
    }
    match of_slot(plain, task, delivered, own_line) {
        UseStatus::Unknown => UseStatus::Missing(Culprit::nowhere(name, "is nowhere defined")),
        known => known,
    }
}

/// A function that does nothing may be meant to: only a stub, and what only calls one, keeps its callers from working.
fn of_call(name: &str, task: &Task, delivered: &Delivered, own_line: &OwnLine) -> UseStatus {
    let defined = || delivered.functions.iter().filter(|function| function.name == name && !function.for_tests);
    let is_stub = |function: &DeliveredFunction| {
        let found = function.finding.as_ref().is_some_and(|finding| finding.severity == Severity::Error);
        found || function.hollow.as_ref().is_some_and(|why| why.starts_with("only calls "))
    };
    match defined().next() {
        Some(_) if defined().all(is_stub) => of_symbol(name, task, delivered, own_line),
        Some(_) => UseStatus::There,
        None => UseStatus::Unknown,
    }
}

fn of_file(path: &str, delivered: &Delivered) -> UseStatus {
    let folder = format!("{}/", path.trim_end_matches('/'));
    match delivered.files.iter().any(|found| is_path_end(found, path) || found.starts_with(&folder)) {
        true => UseStatus::There,
        false => UseStatus::Missing(Culprit::nowhere(path, "is not there")),
    }
}

fn status(answer: super::Answer) -> UseStatus {
    match (answer.status, answer.culprit) {
        (PromiseStatus::Broken, Some(culprit)) => UseStatus::Missing(culprit),
        (PromiseStatus::Kept | PromiseStatus::Drifted, _) => UseStatus::There,
        _ => UseStatus::Unknown,
    }
}

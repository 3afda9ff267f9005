//! What a spec itself excludes or hands over to another task.

use super::Answer;
use model::{Handover, Promise, Promised, Related, Task};

/// The answer for a promise that the contract takes back.
pub(super) fn excuse(task: &Task, promise: &Promise) -> Option<Answer> {
    let name = name(&promise.what)?;
    let line = excused(task, name)?;
    let said = format!("the spec leaves `{name}` out of this task");
    Some(Answer::unproven(vec![Related { path: task.path.clone(), line, message: said }]))
}

/// The line by which `task` excludes `name` or hands it over to another task.
pub fn excused(task: &Task, name: &str) -> Option<usize> {
    let wanted = plain(name);
    let excluded =
        task.excludes.iter().find(|exclusion| plain(&exclusion.what) == wanted).map(|exclusion| exclusion.line);
    excluded.or_else(|| {
        task.defers.iter().find(|handover: &&Handover| plain(&handover.symbol) == wanted).map(|handover| handover.line)
    })
}

fn name(what: &Promised) -> Option<&str> {
    match what {
        Promised::Function { name, .. }
        | Promised::Slot { name, .. }
        | Promised::Type { name, .. }
        | Promised::Symbol { name, .. } => Some(name),
        Promised::File { path, .. } => Some(path),
        _ => None,
    }
}

/// The line by which `task` wants the function `name` to do nothing, or to return a constant.
pub fn hollow_by_design(task: &Task, name: &str) -> Option<usize> {
    let wanted = plain(name);
    task.hollow.iter().find(|by_design| plain(&by_design.what) == wanted).map(|by_design| by_design.line)
}

fn plain(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name).trim_end_matches("()")
}

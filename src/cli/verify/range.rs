//! Which work is judged, where it is not said: from before the first commit that belongs to the task.

use crate::cli::args::VerifyArgs;
use crate::cli::failure::Failure;
use crate::cli::plan;
use crate::cli::task_run::Inquiry;
use model::{Task, file_name};
use vcs::{self, GitProgram, Marks};

/// The task, and the revision that its work is compared with; `None` for the merge base with the default branch.
///
/// # Errors
/// If there is no such task, or a revision names no commit.
pub fn of(typed: &VerifyArgs, inquiry: &Inquiry) -> miette::Result<(Task, Option<String>)> {
    let head = typed.range.head.as_deref();
    let tree = inquiry.tree(head)?;
    let plan = inquiry.plan(&tree)?;
    let task = plan::find(&typed.task, &tree.head, &plan, &inquiry.settings)?;
    if let Some(base) = &typed.range.base {
        return Ok((task, Some(base.clone())));
    }
    let root = &inquiry.settings.place.root;
    let beginning = vcs::beginning(&GitProgram::default(), root, head.unwrap_or("HEAD"), &marks(&task))
        .map_err(|error| Failure::of(&error))?;
    match (beginning, head) {
        (Some(beginning), _) => Ok((task, Some(beginning.base.unwrap_or(beginning.first)))),
        (None, None) => Ok((task, None)),
        (None, Some(head)) => Err(untold(&task, head)),
    }
}

fn untold(task: &Task, head: &str) -> miette::Report {
    let what =
        format!("no commit up to {head} names the task `{}`, so there is no telling where its work begins", task.id);
    Failure::new(what, "say with --base which revision the work began at").into()
}

/// A bare number, or a word of every language, names no task in a message; with its file it does.
fn marks(task: &Task) -> Marks {
    let name = file_name(&task.path);
    let mut names = vec![format!("{name}#{}", task.id)];
    if task.id == name {
        names.push(name.to_owned());
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        names.extend(Some(stem.to_owned()).filter(|stem| stem.contains(['-', '_'])));
        return Marks { names, file_name: name.to_owned() };
    }
    let telling = task.id.chars().any(char::is_alphabetic) && task.id.chars().any(|letter| letter.is_ascii_digit());
    names.extend(telling.then(|| task.id.clone()));
    Marks { names, file_name: String::new() }
}

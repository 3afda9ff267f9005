//! `makegood ready`.

use super::args::{Global, ReadyArgs};
use super::console::Console;
use super::delivery;
use super::exit::Exit;
use super::failure::Failure;
use super::files::Files;
use super::{plan, verify};
use crate::cli::task_run::{Asking, Inquiry};
use model::{Dependency, Report, Task};
use vcs::Selection;
use verdict::Plan;
use verdict::judge::{self, Readiness};

/// Judges whether everything that a task depends on was really delivered.
pub fn run(typed: &ReadyArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let inquiry = Inquiry::new(&typed.reading, None, global)?;
    let head = typed.head.as_deref();
    let (held, selection) = inquiry.judging(Some(head.unwrap_or("HEAD")), head)?;
    let inquiry = held.unwrap_or(inquiry);
    let report = ready(typed, &inquiry, &selection)?;
    let shown = delivery::shown_paths(&report);
    let sources = shown.into_iter().filter_map(|path| Some((path.clone(), plan::text(&selection.head, &path)?)));
    delivery::deliver(&typed.output, inquiry.settings.fail_on, &inquiry.engine, &report, &sources.collect(), console)?;
    Ok(verify::exit(&report))
}

fn ready(typed: &ReadyArgs, inquiry: &Inquiry, selection: &Selection) -> miette::Result<Report> {
    let mut plan = inquiry.plan_around(&typed.task, selection)?;
    let task = plan::find(&typed.task, &selection.head, &plan, &inquiry.settings)?;
    let before = inquiry.dependencies(&task, &mut plan)?;
    let files = Files::new(selection, &inquiry.settings);
    let tasks: Vec<&Task> = before.iter().collect();
    let delivered = inquiry.delivered(&files, &tasks, Asking { user: Some(&task), tests: None })?;
    let dirty = if task.clean_tree.is_some() && typed.head.is_none() { dirty(selection)? } else { Vec::new() };
    let readiness = Readiness {
        dependencies: verify::dependencies(before, &delivered),
        missing: missing(&task, &mut plan),
        task: &task,
        delivered: &delivered,
        dirty,
        strict: typed.strict,
    };
    Ok(judge::ready(&readiness, &|complaint| inquiry.engine.weigh(complaint)))
}

/// What differs from the last commit, untracked files included.
fn dirty(selection: &Selection) -> miette::Result<Vec<String>> {
    let changed = selection.changed_where(|_| true).map_err(|error| Failure::of(&error))?;
    Ok(changed.into_iter().map(|file| file.path).collect())
}

fn missing(task: &Task, plan: &mut Plan) -> Vec<(Dependency, Vec<String>)> {
    let at = plan.adopt(task);
    let gone = task.depends_on.iter().filter(|dependency| plan.resolve(at, &dependency.target).is_none());
    gone.map(|dependency| (dependency.clone(), plan.nearest(&dependency.target))).collect()
}

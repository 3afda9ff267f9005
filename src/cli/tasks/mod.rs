//! `makegood tasks`.

use super::args::{Global, OutputArgs, TasksArgs, TasksFormat};
use super::console::Console;
use super::delivery;
use super::exit::Exit;
use super::failure::Failure;
use super::{plan, verify};
use crate::cli::task_run::Inquiry;
use model::{Gap, Report};
use report::Format;
use vcs::{self, Selection};
use verdict::judge::{self, Answer, TaskSet};
use verdict::{Plan, PlanError};

/// Judges whether a set of tasks is workable.
pub fn run(typed: &TasksArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let inquiry = Inquiry::new(&typed.reading, typed.fail_on, global)?;
    let folders = folders(typed, &inquiry)?;
    let selection = everything(&inquiry)?;
    let plan = plan::read(&selection.head, &folders)?;
    if plan.tasks().is_empty() && plan.broken().is_empty() {
        return Err(nothing(&folders));
    }
    let report = report(&plan, &inquiry);
    let shown = delivery::shown_paths(&report);
    let sources = shown.into_iter().filter_map(|path| Some((path.clone(), plan::text(&selection.head, &path)?)));
    let output = OutputArgs { format: format(typed.format), output: typed.output.clone() };
    delivery::deliver(&output, inquiry.settings.fail_on, &inquiry.engine, &report, &sources.collect(), console)?;
    Ok(verify::exit(&report))
}

fn report(plan: &Plan, inquiry: &Inquiry) -> Report {
    let resolve = |from: usize, name: &str| plan.resolve(from, name);
    let nearest = |name: &str| plan.nearest(name);
    let set = TaskSet { tasks: plan.tasks(), resolve: &resolve, nearest: &nearest };
    let answer = Answer { gaps: plan.broken().iter().map(gap).collect(), ..Answer::default() };
    judge::workable(&set, answer, &|complaint| inquiry.engine.weigh(complaint), inquiry.settings.fail_on)
}

/// A spec that cannot be read hides what it promises.
fn gap(error: &PlanError) -> Gap {
    let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
    let span = match error {
        PlanError::Spec(error) => Some(error.spec.region(error.span)),
        _ => None,
    };
    Gap { path: error.path().to_owned(), span, reason, changed: true }
}

fn folders(typed: &TasksArgs, inquiry: &Inquiry) -> miette::Result<Vec<String>> {
    let Some(dir) = &typed.dir else { return Ok(plan::folders(&inquiry.settings)) };
    let place = &inquiry.settings.place;
    let absolute = place.root.join(&place.here).join(dir);
    if !absolute.is_dir() {
        return Err(
            Failure::new(format!("there is no folder {}", dir.display()), "name the folder of the specs").into()
        );
    }
    let inside = plan::from_root(&absolute, &place.root);
    inside.map(|folder| vec![folder]).ok_or_else(|| {
        let what = format!("{} lies outside of {}", dir.display(), place.root.display());
        Failure::new(what, "run makegood in the repository that the specs belong to").into()
    })
}

fn nothing(folders: &[String]) -> miette::Report {
    let what = format!("no task was found in {}", folders.join(", "));
    Failure::new(what, "name the folder of the specs, or set `dir` under `[tasks]` in makegood.toml").into()
}

fn everything(inquiry: &Inquiry) -> miette::Result<Selection> {
    let request = vcs::Request { scope: vcs::Scope::All, ..super::files::request(&inquiry.settings) };
    vcs::select(&request, &super::files::is_source()).map_err(|error| Failure::of(&error).into())
}

fn format(typed: TasksFormat) -> Format {
    match typed {
        TasksFormat::Human => Format::Human,
        TasksFormat::Json => Format::Json,
        TasksFormat::Sarif => Format::Sarif,
        TasksFormat::Github => Format::Github,
        TasksFormat::Gitlab => Format::Gitlab,
        TasksFormat::Rdjson => Format::Rdjson,
        TasksFormat::Dot => Format::Dot,
        TasksFormat::Mermaid => Format::Mermaid,
    }
}

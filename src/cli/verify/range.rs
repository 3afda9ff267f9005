//! Which work is judged, where it is not said: from before the first commit that belongs to the task.

use crate::cli::args::VerifyArgs;
use crate::cli::failure::Failure;
use crate::cli::plan;
use crate::cli::task_run::Inquiry;
use model::{Task, file_name};
use vcs::{self, GitProgram, Marks};

/// A task, and what its work is compared with.
pub struct Begun {
    /// The task.
    pub task: Task,
    /// The revision; `None` for the merge base with the default branch.
    pub base: Option<String>,
    /// Why it is that one, for people, where nobody typed it.
    pub why: Option<String>,
}

/// The task, and the revision that its work is compared with: the one that was typed, the one that the spec records, the parent of
/// the first commit that names the task, or that of the commit which added it.
///
/// # Errors
/// If there is no such task, or a revision names no commit.
pub fn of(typed: &VerifyArgs, inquiry: &Inquiry) -> miette::Result<Begun> {
    let head = typed.range.head.as_deref();
    let tree = inquiry.tree(head)?;
    let plan = inquiry.plan(&tree)?;
    let task = plan::find(&typed.task, &tree.head, &plan, &inquiry.settings)?;
    if let Some(base) = &typed.range.base {
        return Ok(Begun { task, base: Some(base.clone()), why: None });
    }
    if let Some((base, line)) = plan::spec_text(&tree.head, &task.path).and_then(|text| recorded(&task, text.as_str()))
    {
        let why = Some(format!("recorded at {}:{line}", task.path));
        return Ok(Begun { task, base: Some(base), why });
    }
    let root = &inquiry.settings.place.root;
    let marks = marks(&task, &tree.head.paths().map_err(|error| Failure::of(&error))?);
    let beginning = vcs::beginning(&GitProgram::default(), root, head.unwrap_or("HEAD"), &marks)
        .map_err(|error| Failure::of(&error))?;
    match (beginning, head) {
        (Some(beginning), _) => {
            let first = beginning.first.get(..7).unwrap_or(&beginning.first);
            let why = Some(match beginning.base {
                Some(_) => format!("parent of {first}, which {}", beginning.why),
                None => format!("the first commit, which {}", beginning.why),
            });
            Ok(Begun { task, base: Some(beginning.base.unwrap_or(beginning.first)), why })
        }
        (None, None) => Ok(Begun { task, base: None, why: None }),
        (None, Some(head)) => Err(untold(&task, head)),
    }
}

/// The commit that the spec says the work on `task` began at (`Base: 1a2b3c4`), and the line that says so.
fn recorded(task: &Task, spec: &str) -> Option<(String, usize)> {
    let lines = spec.lines().enumerate().skip(if is_file(task) { 0 } else { task.line.saturating_sub(1) });
    let own = lines.enumerate().take_while(|(at, (_, line))| {
        is_file(task) || *at == 0 || (!line.trim().is_empty() && line.starts_with(char::is_whitespace))
    });
    own.into_iter().find_map(|(_, (number, line))| {
        let plain = line.replace(['*', '`', '"'], "");
        let said = plain.trim().trim_start_matches(['-', '>', ' ']);
        let value = said.strip_prefix("Base:").or_else(|| said.strip_prefix("base:"))?.split_whitespace().next()?;
        let is_commit = (7..=64).contains(&value.len()) && value.chars().all(|letter| letter.is_ascii_hexdigit());
        is_commit.then(|| (value.to_owned(), number + 1))
    })
}

/// Whether the whole file is the task.
fn is_file(task: &Task) -> bool {
    task.id == file_name(&task.path)
}

fn untold(task: &Task, head: &str) -> miette::Report {
    let what =
        format!("no commit up to {head} names the task `{}`, so there is no telling where its work begins", task.id);
    Failure::new(what, "say with --base which revision the work began at").into()
}

/// A bare number, or a word of every language, names no task in a message; with its file it does. Where `paths` hold another list
/// of the same name, ids are counted anew in each of them and count only together with their folder.
fn marks(task: &Task, paths: &[String]) -> Marks {
    let name = file_name(&task.path);
    let spec = task.path.clone();
    let mut names = vec![format!("{name}#{}", task.id)];
    if is_file(task) {
        names.push(name.to_owned());
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        names.extend(Some(stem.to_owned()).filter(|stem| stem.contains(['-', '_'])));
        return Marks { names, file_name: name.to_owned(), spec, id: None, feature: None };
    }
    let telling = task.id.chars().any(char::is_alphabetic) && task.id.chars().any(|letter| letter.is_ascii_digit());
    names.extend(telling.then(|| task.id.clone()));
    let has_twin = paths.iter().any(|path| *path != task.path && file_name(path) == name);
    let folder = task.path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    Marks { names, file_name: String::new(), spec, id: Some(task.id.clone()), feature: folder.filter(|_| has_twin) }
}

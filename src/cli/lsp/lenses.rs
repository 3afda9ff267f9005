//! Code lenses: by which task a function is promised and by which tests it is reached; what became of each promise on the
//! lines of a spec.

use lsp_types::{CodeLens, Command, Range};

use super::positions::line;
use super::workspace::Workspace;
use model::{FunctionHead, Promise, PromiseStatus, Promised, SourceText, Task, plain_name};
use syntax::{Opened, language_of};
use verdict::judge::Judged;

/// The lenses of the document `source`: a source file or a spec.
pub fn lenses(source: &SourceText, workspace: &Workspace) -> Vec<CodeLens> {
    match language_of(&source.path) {
        Some(language) => of_code(&*language.open(source), workspace),
        None => of_spec(source, workspace),
    }
}

fn of_code(opened: &dyn Opened, workspace: &Workspace) -> Vec<CodeLens> {
    let source = opened.source();
    let mut lenses = Vec::new();
    for head in opened.heads().iter().filter(|head| !head.is_test) {
        let promises = promises_of(head, opened, workspace);
        if promises.is_empty() {
            continue;
        }
        let range = line(source.line(head.name_span.start), source);
        lenses.extend(
            promises.iter().map(|(task, promise)| {
                lens(range, format!("promised by {} ({}:{})", task.id, task.path, promise.line))
            }),
        );
        lenses.push(lens(range, tested(&workspace.tested_by(&head.qualified, &source.path))));
    }
    lenses
}

/// The promises that the function is to keep: by its name, or by a slot that this file puts it into.
fn promises_of<'w>(head: &FunctionHead, opened: &dyn Opened, workspace: &'w Workspace) -> Vec<(&'w Task, &'w Promise)> {
    let slots = opened.slots(&|name| name == head.name);
    let path = &opened.source().path;
    let all = workspace.plan().tasks().iter().flat_map(|task| task.promises.iter().map(move |promise| (task, promise)));
    let fits = |(_, promise): &(&Task, &Promise)| match &promise.what {
        Promised::Function { name, file, .. } => {
            let named = if name.contains("::") { head.qualified.ends_with(name.as_str()) } else { head.name == *name };
            named && file.as_ref().is_none_or(|file| path.ends_with(file.as_str()))
        }
        Promised::Slot { name, .. } => slots.iter().any(|fill| plain_name(&fill.slot) == name),
        _ => false,
    };
    all.filter(fits).collect()
}

/// How many names a lens shows.
const SHOWN: usize = 3;

fn tested(tests: &[String]) -> String {
    let names = tests.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match tests.len() {
        0 => "reached by no test".to_owned(),
        1 => format!("reached by the test {names}"),
        count if count > SHOWN => format!("reached by {count} tests: {names}, …"),
        count => format!("reached by {count} tests: {names}"),
    }
}

fn of_spec(source: &SourceText, workspace: &Workspace) -> Vec<CodeLens> {
    let tasks = workspace.plan().tasks().iter().filter(|task| task.path == source.path);
    let judged = tasks.flat_map(|task| workspace.promises(task).unwrap_or_default());
    judged.map(|judged| lens(line(judged.promise.line, source), became(&judged))).collect()
}

/// What became of a promise, and where that shows.
fn became(judged: &Judged) -> String {
    let status = match judged.status {
        PromiseStatus::Kept => "kept",
        PromiseStatus::Broken => "broken",
        PromiseStatus::Drifted => "drifted",
        PromiseStatus::Unproven => "not proven",
    };
    match judged.evidence.first() {
        Some(place) if place.path.is_empty() => format!("{status}: {}", place.message),
        Some(place) => format!("{status}: {} ({}:{})", place.message, place.path, place.line),
        None => status.to_owned(),
    }
}

/// A lens that only tells: a command without a name is shown as plain text.
fn lens(range: Range, title: String) -> CodeLens {
    let command = Command { title, command: String::new(), arguments: None };
    CodeLens { range, command: Some(command), data: None }
}

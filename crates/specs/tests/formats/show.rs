//! Tasks as text for people who compare it.

use model::{Promise, Promised, SourceText, Task};
use specs::{SpecError, read};

/// Reads `text` as the file `path`, which has none beside it.
pub fn tasks(path: &str, text: impl Into<Vec<u8>>) -> Result<Vec<Task>, SpecError> {
    read(&SourceText::new(path, text.into()), &|_| None).expect("a format that is known")
}

/// A task: its head, and a line for everything in it.
pub fn task(task: &Task) -> String {
    let mut text = format!("{} [{:?}] {} (line {})\n", task.id, task.state, task.title, task.line);
    for dependency in &task.depends_on {
        text += &format!("  {}: depends on {}\n", dependency.line, dependency.target);
    }
    for promise in &task.promises {
        text += &format!("  {}: {:?} {} ({})\n", promise.line, promise.tier, said(promise), promise.why);
    }
    for passed in &task.passed_over {
        text += &format!("  {}: not {} ({})\n", passed.line, passed.text, passed.why);
    }
    text
}

fn said(promise: &Promise) -> String {
    let place = |file: &Option<String>| file.as_ref().map(|file| format!(" in {file}")).unwrap_or_default();
    match &promise.what {
        Promised::Function { name, file, arity, slot } => {
            let arity = arity.map(|arity| format!("/{arity}")).unwrap_or_default();
            let slot = slot.as_ref().map(|slot| format!(" fills {slot}")).unwrap_or_default();
            format!("function {name}{arity}{}{slot}", place(file))
        }
        Promised::Symbol { name, kind, of, file } => {
            let of = of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
            format!("{} {name}{of}{}", kind.word(), place(file))
        }
        Promised::Removed { name, file } => format!("removal {name}{}", place(file)),
        Promised::Type { name, file } => format!("type {name}{}", place(file)),
        Promised::File { path, fate } => format!("{fate:?} {path}"),
        Promised::Tests { at_least, added, files } => format!("{at_least} tests, added {added}, in {files:?}"),
        other => format!("{} {:?}", other.kind(), promise.text),
    }
}

/// What is wrong, at which line, and what to do.
pub fn error(error: &SpecError) -> String {
    let place = error.spec.position(error.span.start);
    format!("{}:{}:{}: {error}: {} ({})\n", error.spec.path, place.line, place.column, error.label, error.next)
}

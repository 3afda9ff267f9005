//! A task as readable text, a line for each thing that was read.

use std::fmt::Write;

use model::{FileFate, Promise, Promised, SourceText, Task, Tier, Used};

/// What the formats read out of `text`, a file at `path`.
pub fn dump(path: &str, text: impl Into<Vec<u8>>) -> String {
    let source = SourceText::new(path, text.into());
    let tasks = specs::read(&source, &|_| None).expect("a known format").expect("a sound spec");
    tasks.iter().map(shown).collect()
}

fn shown(task: &Task) -> String {
    let mut out = format!("{}: {} ({:?})\n", task.id, task.title, task.state);
    task.clean_tree.iter().for_each(|line| add(&mut out, *line, "clean tree"));
    task.depends_on.iter().for_each(|at| add(&mut out, at.line, &format!("depends on {}", at.target)));
    task.promises.iter().for_each(|promise| add(&mut out, promise.line, &promised(promise)));
    for at in &task.uses {
        let used = match &at.what {
            Used::Slot(name) => format!("slot {name}"),
            Used::Symbol(name) => format!("symbol {name}"),
            Used::Call(name) => format!("call {name}"),
            Used::File(path) => format!("file {path}"),
        };
        add(&mut out, at.line, &format!("uses {used}"));
    }
    task.excludes.iter().for_each(|at| add(&mut out, at.line, &format!("excludes {}", at.what)));
    task.defers.iter().for_each(|at| add(&mut out, at.line, &format!("leaves {} to {}", at.symbol, at.to)));
    task.passed_over.iter().for_each(|at| add(&mut out, at.line, &format!("passed over: {} — {}", at.text, at.why)));
    out
}

fn add(out: &mut String, line: usize, what: &str) {
    writeln!(out, "{line:>4} {what}").expect("memory");
}

fn promised(promise: &Promise) -> String {
    let tier = match promise.tier {
        Tier::Contract => "contract",
        Tier::Declared => "declared",
        Tier::Mentioned => "mentioned",
    };
    format!("{tier} {} — {}", what(promise), promise.why)
}

fn what(promise: &Promise) -> String {
    let kind = promise.what.kind();
    match &promise.what {
        Promised::Function { name, file, arity, .. } => {
            format!("{kind} {name}{}{}", count(*arity), inside(file.as_ref()))
        }
        Promised::Slot { name, of, arity } => {
            let of = of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
            format!("{kind} {name}{}{of}", count(*arity))
        }
        Promised::Symbol { name, of, file, .. } => {
            let of = of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
            format!("{kind} {name}{of}{}", inside(file.as_ref()))
        }
        Promised::Removed { name, file } | Promised::Type { name, file } | Promised::Test { name, file } => {
            format!("{kind} {name}{}", inside(file.as_ref()))
        }
        Promised::File { path, fate } => {
            let fate = match fate {
                FileFate::Created => "created",
                FileFate::Modified => "modified",
                FileFate::Deleted => "deleted",
                FileFate::Untouched => "untouched",
            };
            format!("{kind} {path} {fate}")
        }
        Promised::Tests { at_least, added, files } => {
            let (new, files) = (if *added { " new" } else { "" }, files.join(", "));
            format!("at least {at_least}{new} tests{}", if files.is_empty() { files } else { format!(" in {files}") })
        }
        Promised::Command { command } => format!("{kind} {command}"),
        Promised::Statement { mark } => {
            let mark = mark.map(|mark| format!("[{mark}] ")).unwrap_or_default();
            format!("{kind} {mark}{}", promise.text)
        }
    }
}

fn count(arity: Option<usize>) -> String {
    arity.map(|arity| format!("/{arity}")).unwrap_or_default()
}

fn inside(file: Option<&String>) -> String {
    file.map(|file| format!(" in {file}")).unwrap_or_default()
}

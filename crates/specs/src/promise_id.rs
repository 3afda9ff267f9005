//! Names of promises: stable within a spec and unique there.

use std::collections::HashMap;

use model::{FileFate, Promise, Promised};

/// What `what` is called, before doubles are told apart: `slot:start_stream`, `file-deleted:src/old.c`. Two promises of one
/// name are about the same thing.
pub fn id(what: &Promised) -> String {
    let subject = match what {
        Promised::Function { name, .. } | Promised::Type { name, .. } | Promised::Test { name, .. } => name.clone(),
        Promised::Slot { name, .. } | Promised::Removed { name, .. } => name.clone(),
        Promised::Symbol { name, of: Some(of), .. } => format!("{of}.{name}"),
        Promised::Symbol { name, .. } => name.clone(),
        Promised::File { path, fate } => return format!("file-{}:{path}", fate_word(*fate)),
        Promised::Tests { files, .. } if files.is_empty() => return "tests".to_owned(),
        Promised::Tests { files, .. } => files.join(","),
        Promised::Command { command } => command.clone(),
        Promised::Statement { .. } => return "statement".to_owned(),
    };
    format!("{}:{subject}", what.kind())
}

/// Gives all promises of a task their ids, in order: the second of a name gets `#2`.
pub fn number(promises: &mut [Promise]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for promise in promises {
        let id = id(&promise.what);
        let count = seen.entry(id.clone()).and_modify(|count| *count += 1).or_insert(1);
        promise.id = if *count == 1 { id } else { format!("{id}#{count}") };
    }
}

/// What is to become of a file, in one word: `created`.
pub fn fate_word(fate: FileFate) -> &'static str {
    match fate {
        FileFate::Created => "created",
        FileFate::Modified => "modified",
        FileFate::Deleted => "deleted",
        FileFate::Untouched => "untouched",
    }
}

//! Functions that a text calls and that are to be there before: those of its blocks of code, and those of which it says which task
//! defines them.

use std::sync::LazyLock;

use regex::Regex;

use super::document::{BlockKind, Document};
use crate::signature::language;
use model::{SourceText, Task, Use, Used};

/// `build_request()` (defined in request-builders.md task): the words, behind the names.
static DEFINED_IN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\bdefined\s+(?:in|by)\s+`?(?P<task>[\w./-]+\.md)\b").expect("a pattern"));

/// The name of a function that is called or shown in backticks.
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"`?(?P<name>[A-Za-z_]\w*)`?\s*\(|`(?P<quoted>[a-z_]\w*_\w+)`").expect("a pattern"));

/// A call in a line of code: what stands before the name, and the name.
static CALL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?P<before>(?:\b\w+|\S)?\s*)\b(?P<name>[a-z_]\w*)\(").expect("a pattern"));

/// Words of both languages that a parenthesis can follow.
const KEYWORDS: &[&str] = &["if", "for", "while", "switch", "match", "return", "sizeof", "pub", "loop", "in", "fn"];

/// Adds to `task` what the text of `source` calls and takes for granted.
pub(super) fn add(source: &SourceText, document: &Document, task: &mut Task) {
    of_other_tasks(source, task);
    for block in &document.blocks {
        let BlockKind::Code(code) = &block.kind else { continue };
        if language(&code.language(), &code.body.text).is_none() {
            continue;
        }
        for (index, line) in code.body.text.lines().enumerate() {
            let line_of_code = line.split("//").next().unwrap_or(line);
            for found in CALL.captures_iter(line_of_code) {
                if calls(found["before"].trim_end()) && !KEYWORDS.contains(&&found["name"]) {
                    note(Used::Call(found["name"].to_owned()), None, line, code.body.line + index, task);
                }
            }
        }
    }
    task.uses.sort_by_key(|used| used.line);
}

/// Whether a name behind `before` is called there, and neither declared nor the member of a value.
fn calls(before: &str) -> bool {
    let is_word = before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
    let goes_on = matches!(before, "return" | "else" | "await" | "in" | "if" | "match" | "while");
    (!is_word || goes_on) && !before.ends_with(['.', '>', '*', ':', '!', '#', '"'])
}

/// The functions of which a line says that another task defines them: those before the words, else the first of the next line.
fn of_other_tasks(source: &SourceText, task: &mut Task) {
    let lines: Vec<&str> = source.as_str().lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let Some(found) = DEFINED_IN.captures(line).filter(|_| !line.to_lowercase().contains("be defined")) else {
            continue;
        };
        let (Some(words), Some(other)) = (found.get(0), found.name("task")) else { continue };
        let before = names(&line[..words.start()]);
        let (at, names) = match (before.is_empty(), lines.get(index + 1)) {
            (true, Some(next)) => (index + 1, names(next).into_iter().take(1).collect()),
            _ => (index, before),
        };
        for name in names {
            note(Used::Symbol(name), Some(other.as_str()), lines[at], at + 1, task);
        }
    }
}

fn names(text: &str) -> Vec<String> {
    let found = NAMED.captures_iter(text).filter_map(|found| found.name("name").or(found.name("quoted")));
    found.map(|name| name.as_str().to_owned()).filter(|name| name.contains('_')).collect()
}

fn note(what: Used, task_name: Option<&str>, text: &str, line: usize, task: &mut Task) {
    let same = |used: &Use| match (&used.what, &what) {
        (Used::Call(known) | Used::Symbol(known), Used::Call(name) | Used::Symbol(name)) => known == name,
        _ => false,
    };
    if !task.uses.iter().any(same) {
        let text = super::markers::shortened(text.trim());
        task.uses.push(Use { what, task: task_name.map(str::to_owned), text, line });
    }
}

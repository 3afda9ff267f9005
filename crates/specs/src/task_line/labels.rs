//! What stands before the words of a line: `Task 3:`, `Create:`, `Run:`, `[P]`.

use std::sync::LazyLock;

use regex::Regex;

/// A line without what only counts or names it, its label turned into the verb that it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Labelled {
    /// The words.
    pub(super) line: String,
    /// Whether the label says that the words are a command.
    pub(super) command: bool,
}

/// Counters: `Task 3:`, `Step 2.1 —`, `2.1`, `T012`, `[US1]`.
static COUNTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\*\*)?(?:(?i:task|step|story|phase|part|item|subtask|milestone)\s+[\w.]*\d[\w.]*\s*(?:[:.)—–-]\s*|$)|\d+(?:\.\d+)+[.):]?\s+|\d+[.):]\s+|\[[A-Z][\w .-]{0,20}\]\s*|[✅☐☑]\s*)")
        .expect("a pattern")
});

/// `Create:`, `**Files to create:**`, `New header:`, in front of what it is about.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\*\*)?_?([A-Za-z][A-Za-z0-9 ()/-]{1,30}?)(?:\*\*)?:(?:\*\*)?\s+").expect("a pattern")
});

/// What stands before `line`, taken off.
pub(super) fn of(line: &str) -> Labelled {
    let mut rest = line.trim();
    for front in ["AND ", "THEN ", "**AND** ", "**THEN** "] {
        rest = rest.strip_prefix(front).unwrap_or(rest);
    }
    while may_count(rest)
        && let Some(counter) = COUNTER.find(rest).filter(|found| found.end() > 0)
    {
        rest = &rest[counter.end()..];
    }
    let labelled = rest.bytes().take(40).any(|byte| byte == b':');
    let Some(label) = labelled.then(|| LABEL.captures(rest)).flatten() else {
        return Labelled { line: rest.to_owned(), command: false };
    };
    let words = label[1].to_lowercase();
    let behind = &rest[label[0].len()..];
    match verb(words.trim()) {
        Some("run") => Labelled { line: format!("Run {behind}"), command: true },
        // "New test: `x`" says what it is that comes.
        Some("create") if words.starts_with("new ") => {
            Labelled { line: format!("create {} {behind}", &words["new ".len()..]), command: false }
        }
        Some(verb) => Labelled { line: format!("{verb} {behind}").trim_start().to_owned(), command: false },
        None => Labelled { line: rest.to_owned(), command: false },
    }
}

/// Whether `line` can begin with a counter: few do, and patterns take their time.
fn may_count(line: &str) -> bool {
    let front = line.trim_start_matches('*');
    let word: String = front.chars().take_while(|c| c.is_alphabetic()).take(10).collect::<String>().to_lowercase();
    let units = ["task", "step", "story", "phase", "part", "item", "subtask", "milestone"];
    units.contains(&word.as_str()) || front.starts_with(|c: char| c.is_ascii_digit() || "[✅☐☑".contains(c))
}

/// The verb that a label stands for.
fn verb(label: &str) -> Option<&'static str> {
    let first = label.split(' ').next().unwrap_or_default();
    match (label, first) {
        ("run" | "command" | "verify with" | "test command" | "run command", _) => Some("run"),
        ("test" | "tests" | "test file" | "test files" | "file" | "files" | "location" | "target" | "file(s)", _) => {
            Some("update")
        }
        ("create" | "creates" | "produces" | "adds" | "add" | "define" | "defines" | "provides", _) => Some("create"),
        ("modify" | "modifies" | "update" | "updates" | "edit" | "extend" | "affected code" | "affected files", _) => {
            Some("modify")
        }
        ("delete" | "deletes" | "remove" | "removes", _) => Some("delete"),
        ("move" | "rename", _) => Some("rename"),
        (
            "consumes" | "uses" | "requires" | "expected" | "commit" | "see" | "source" | "reference" | "references"
            | "example" | "note" | "why" | "goal",
            _,
        ) => Some("see"),
        (_, "checkpoint") => Some(""),
        (_, "new") => Some("create"),
        (_, "unchanged" | "existing" | "requirements" | "validates" | "property" | "depends") => Some("see"),
        _ => None,
    }
}

//! From the blocks of a Markdown text to one task of a list: its lines, its contract, its state.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::SpecError;
use super::contract::{Contract, NAME};
use super::markdown::document::{Block, BlockKind, Text};
use super::promise_id::number;
use super::shown_code;
use super::task_line::{self, Context, Manner};
use model::{FileFate, PassedOver, Promise, Promised, SourceText, Task, TaskState, Tier};

/// Longer words are cut: reports show them on one line.
const SHOWN: usize = 160;

/// What stands in a checkbox: `x` is done, `-` given up, a blank open, anything else begun.
pub fn state(mark: Option<char>) -> TaskState {
    match mark {
        Some('x' | 'X' | '✓' | '✔') => TaskState::Done,
        None | Some(' ') => TaskState::Open,
        Some('-') => TaskState::Dropped,
        Some(_) => TaskState::Begun,
    }
}

/// How a line counts: what it is, and how sure its promises are at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// What kind of line it is.
    pub manner: Manner,
    /// The surest tier that it can have.
    pub most: Tier,
}

/// A line of the list itself.
pub const TASK: Weight = Weight { manner: Manner::Task, most: Tier::Declared };

/// A line below one of the list: what is to be done for it.
pub const DETAIL: Weight = Weight { manner: Manner::Task, most: Tier::Declared };

/// A criterion by which the task is accepted.
pub const CRITERION: Weight = Weight { manner: Manner::Criterion, most: Tier::Declared };

/// What else is said of the task.
pub const PROSE: Weight = Weight { manner: Manner::Prose, most: Tier::Mentioned };

/// Adds what `text`, which begins at `line` and stands in `context`, says to `task`.
pub fn add_line(task: &mut Task, text: &Text, weight: Weight, context: &Context) {
    let line = text.line().unwrap_or(task.line);
    add_words(task, &text.marked(), line, weight, context, &|name| line_of(text, name).unwrap_or(line));
}

/// Adds what the words of one line say. `place` tells the line of a name in them.
pub fn add_words(
    task: &mut Task,
    words: &str,
    line: usize,
    weight: Weight,
    context: &Context,
    place: &dyn Fn(&str) -> usize,
) {
    let reading = task_line::read_in(words, weight.manner, context);
    let promises = reading.promised.into_iter().map(|(what, tier, why)| Promise {
        id: String::new(),
        tier: tier.min(weight.most),
        text: shown(words),
        line: place(subject(&what)),
        what,
        why,
        again: Vec::new(),
    });
    task.promises.extend(promises);
    let passed = reading.passed.into_iter().map(|(what, why)| PassedOver { line, text: what, why });
    task.passed_over.extend(passed);
}

/// The words by which a promise is found in its text.
pub fn subject(what: &Promised) -> &str {
    match what {
        Promised::Function { name, .. }
        | Promised::Slot { name, .. }
        | Promised::Type { name, .. }
        | Promised::Symbol { name, .. }
        | Promised::Removed { name, .. }
        | Promised::Test { name, .. } => name.rsplit("::").next().unwrap_or(name),
        Promised::File { path, .. } => path.rsplit('/').next().unwrap_or(path),
        Promised::Command { command } => command,
        Promised::Tests { .. } | Promised::Statement { .. } => "",
    }
}

/// The line of `text` that `name` stands on.
pub fn line_of(text: &Text, name: &str) -> Option<usize> {
    let holds = |piece: &&super::markdown::document::Piece| piece.text.contains(name);
    text.pieces.iter().find(holds).filter(|_| !name.is_empty()).map(|piece| piece.line)
}

/// Adds a line with a checkbox: where nothing in it can be looked up, a person must.
pub fn add_checkbox(task: &mut Task, words: &str, line: usize, mark: Option<char>, weight: Weight, context: &Context) {
    let words = without_number(words);
    let before = task.promises.len();
    add_words(task, words, line, weight, context, &|_| line);
    if task.promises.len() == before {
        let why = "nothing in it can be looked up".to_owned();
        let what = Promised::Statement { mark };
        let (text, again) = (shown(words), Vec::new());
        task.promises.push(Promise { id: String::new(), what, tier: Tier::Mentioned, text, line, why, again });
    }
}

/// Adds a block that belongs to `task` and stands in `context`. Code is an example, but for a contract and for what a file is
/// to hold.
///
/// # Errors
/// For a contract that breaks the rules.
pub fn add_block(
    task: &mut Task,
    spec: &SourceText,
    block: &Block,
    weight: Weight,
    context: &Context,
) -> Result<(), SpecError> {
    match &block.kind {
        BlockKind::Item(item) if item.mark.is_some() => {
            let manner = if weight.manner == Manner::Prose { Manner::Criterion } else { weight.manner };
            let weight = Weight { manner, ..weight };
            add_checkbox(task, &item.text.marked(), block.line, item.mark, weight, context);
        }
        BlockKind::Item(item) => add_line(task, &item.text, weight, context),
        BlockKind::Paragraph(text) => add_lines(task, text, weight, context),
        BlockKind::Code(code) if code.language() == NAME && !block.quoted => {
            Contract::read(spec, code.body.span)?.add_to(task);
        }
        BlockKind::Code(code) => add_code(task, code, weight, context),
        _ => {}
    }
    Ok(())
}

/// Adds what a block of code shows of a file that is to be written.
fn add_code(task: &mut Task, code: &super::markdown::document::Code, weight: Weight, context: &Context) {
    let shown = shown_code::promised(code, context).into_iter().map(|shown| {
        let (what, tier, why) = shown.taken;
        let (tier, text, again) = (tier.min(weight.most), self::shown(&shown.text), Vec::new());
        Promise { id: String::new(), what, tier, text, line: shown.line, why, again }
    });
    task.promises.extend(shown);
}

fn add_lines(task: &mut Task, text: &Text, weight: Weight, context: &Context) {
    for line in text.lines() {
        let at = line.line().unwrap_or(task.line);
        add_words(task, &line.marked(), at, weight, context, &|_| at);
    }
}

/// `#1 The parser …`: the number of a criterion is none of its words.
fn without_number(text: &str) -> &str {
    let number = text.strip_prefix('#').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    number.and_then(|rest| rest.strip_prefix(' ')).unwrap_or(text)
}

/// Takes out functions and types without a file where the spec speaks of no file of a language that is read: in a project of
/// another language, they are not there to be found.
pub fn drop_foreign(spec: &SourceText, tasks: &mut [Task]) {
    static OURS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\w\.(?:rs|c|h)\b|(?i)\b(?:cargo|rust)\b").expect("a pattern"));
    if OURS.is_match(spec.as_str()) {
        return;
    }
    for task in tasks {
        let homeless =
            |what: &Promised| matches!(what, Promised::Function { file: None, .. } | Promised::Type { file: None, .. });
        let foreign =
            task.promises.extract_if(.., |p| homeless(&p.what) && p.tier < Tier::Contract).collect::<Vec<_>>();
        let why = "the spec speaks of no file of Rust or C";
        task.passed_over.extend(foreign.into_iter().map(|p| PassedOver {
            line: p.line,
            text: p.text,
            why: why.to_owned(),
        }));
        finish(task);
    }
}

/// Puts the promises in order and gives them their ids.
pub fn finish(task: &mut Task) {
    let mut seen = std::collections::HashSet::new();
    task.promises.sort_by_key(|promise| (promise.line, std::cmp::Reverse(promise.tier)));
    let repeats = |what: &Promised| !matches!(what, Promised::Statement { .. });
    let mut again: HashMap<Promised, Vec<usize>> = HashMap::new();
    task.promises.retain(|promise| {
        let first = !repeats(&promise.what) || seen.insert(promise.what.clone());
        if !first {
            again.entry(promise.what.clone()).or_default().push(promise.line);
        }
        first
    });
    for promise in &mut task.promises {
        promise.again.extend(again.remove(&promise.what).unwrap_or_default());
        let line = promise.line;
        promise.again.retain(|other| *other != line);
        promise.again.dedup();
    }
    let created: std::collections::HashSet<String> =
        task.promises.iter().filter_map(|promise| created(&promise.what)).collect();
    let mut touched: HashMap<String, Vec<usize>> = HashMap::new();
    task.promises.retain(|promise| match &promise.what {
        Promised::File { path, fate: FileFate::Modified } if created.contains(path) => {
            touched.entry(path.clone()).or_default().push(promise.line);
            false
        }
        _ => true,
    });
    for promise in &mut task.promises {
        if let Some(path) = self::created(&promise.what) {
            promise.again.extend(touched.remove(&path).unwrap_or_default());
        }
    }
    task.passed_over.sort_by_key(|passed| passed.line);
    number(&mut task.promises);
}

/// The path, where a file is to be created: that it is changed goes without saying.
fn created(what: &Promised) -> Option<String> {
    match what {
        Promised::File { path, fate: FileFate::Created } => Some(path.clone()),
        _ => None,
    }
}

/// `text` on one line, cut where it is long.
pub fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

//! What must come before what: said in a task's line, or in the list's section about dependencies.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Phase;
use crate::markdown::document::{BlockKind, Document};
use model::{Dependency, Task};

static SAID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[(\[]?\b(?:depends? (?:on|upon)|requires?|blocked by|needs|after)\b:?((?:[\s,&/+]|and\b|T\d+[a-z]?|[-–—]|\.\.|to\b)+)[)\]]?")
        .expect("a pattern")
});

/// `T004`, `T004-T007`, `T004 to T007`.
static IDS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(T\d+[a-z]?)(?:\s*(?:-|–|—|\.\.|\bto\b|through)\s*(T\d+))?").expect("a pattern"));

/// `line` without what it says about the order, which can hold words that look like promises.
pub fn without(line: &str) -> &str {
    SAID.find(line).filter(|said| IDS.is_match(said.as_str())).map_or(line, |said| line[..said.start()].trim_end())
}

/// The tasks that a line says it depends on.
pub fn named(text: &str, line: usize) -> Vec<Dependency> {
    let said = SAID.captures_iter(text).flat_map(|said| ids(&said[1]));
    said.map(|target| Dependency { target, line }).collect()
}

/// All ids in `text`, ranges spelled out.
fn ids(text: &str) -> Vec<String> {
    IDS.captures_iter(text).flat_map(|found| range(&found[1], found.get(2).map(|last| last.as_str()))).collect()
}

fn range(first: &str, last: Option<&str>) -> Vec<String> {
    let number = |id: &str| id[1..].parse::<usize>().ok();
    match (number(first), last.and_then(number)) {
        (Some(from), Some(to)) if from < to && to - from < 1_000 => {
            let width = first.len() - 1;
            (from..=to).map(|n| format!("T{n:0width$}")).collect()
        }
        _ => std::iter::once(first).chain(last).map(str::to_owned).collect(),
    }
}

/// Adds what the sections about dependencies say to the tasks.
pub fn add(document: &Document, tasks: &mut [Task], phases: &[Phase]) {
    let at: HashMap<String, usize> = tasks.iter().enumerate().map(|(at, task)| (task.id.clone(), at)).collect();
    let mut found = Vec::new();
    for (line, text) in said(document) {
        found.extend(between_tasks(&text, line));
        found.extend(between_phases(&text, line, tasks, phases));
    }
    for (task, dependency) in found {
        let Some(task) = at.get(&task).map(|&at| &mut tasks[at]) else { continue };
        if task.id != dependency.target && !task.depends_on.iter().any(|known| known.target == dependency.target) {
            task.depends_on.push(dependency);
        }
    }
}

/// The lines below headings about dependencies.
fn said(document: &Document) -> Vec<(usize, String)> {
    let mut inside = None;
    let mut lines = Vec::new();
    for block in &document.blocks {
        match &block.kind {
            BlockKind::Heading { level, text } => {
                let about = text.plain().to_lowercase().contains("dependenc");
                inside = inside.filter(|outer| level > outer).or_else(|| about.then_some(*level));
            }
            BlockKind::Item(item) if inside.is_some() && item.mark.is_none() => {
                lines.push((block.line, item.text.plain()));
            }
            BlockKind::Paragraph(text) if inside.is_some() => lines.push((block.line, text.plain())),
            _ => {}
        }
    }
    lines
}

type Found = Vec<(String, Dependency)>;

/// `T004-T007 before T008`, `T008 blocks T009, T010`, `T010 depends on T008`.
fn between_tasks(text: &str, line: usize) -> Found {
    let lower = text.to_lowercase();
    let cut = |words: &[&str]| words.iter().filter_map(|word| Some((lower.find(word)?, word.len()))).min();
    let (first, second) =
        match (cut(&[" before ", " blocks ", " must complete before "]), cut(&["depends on", "blocked by", " after "]))
        {
            (Some((at, length)), None) => (&text[..at], &text[at + length..]),
            (None, Some((at, length))) => (&text[at + length..], &text[..at]),
            _ => return Vec::new(),
        };
    let second = second.split(['.', ';', '(']).next().unwrap_or(second);
    let before = ids(first);
    let dependency = |target: &String| Dependency { target: target.clone(), line };
    ids(second).iter().flat_map(|task| before.iter().map(move |target| (task.clone(), dependency(target)))).collect()
}

/// `Foundational (Phase 2): Depends on Setup completion`.
fn between_phases(text: &str, line: usize, tasks: &[Task], phases: &[Phase]) -> Found {
    let Some((subject, rest)) = text.split_once(':') else { return Vec::new() };
    let lower = rest.to_lowercase();
    let Some(at) = lower.find("depend on").or(lower.find("depends on")) else { return Vec::new() };
    let said = lower[at..].split([';', '.', '(']).next().unwrap_or("").to_owned();
    let before: Vec<&Phase> = phases.iter().filter(|phase| is_named(phase, &said)).collect();
    let subjects = phases.iter().filter(|phase| is_subject(phase, &subject.to_lowercase()));
    let pairs = subjects.flat_map(|phase| before.iter().map(move |earlier| (phase, *earlier)));
    pairs
        .filter(|(phase, earlier)| earlier.tasks.end <= phase.tasks.start)
        .flat_map(|(phase, earlier)| {
            let targets =
                tasks[earlier.tasks.clone()].iter().map(move |target| Dependency { target: target.id.clone(), line });
            let targets: Vec<Dependency> = targets.collect();
            tasks[phase.tasks.clone()].iter().flat_map(move |task| {
                targets.clone().into_iter().map(|target| (task.id.clone(), target)).collect::<Vec<_>>()
            })
        })
        .collect()
}

fn phase_number(phase: &Phase) -> Option<usize> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)phase\s+(\d+)").expect("a pattern"));
    NUMBER.captures(&phase.name)?[1].parse().ok()
}

/// Whether words such as `setup completion`, `phase 2` or `user story 1` name a phase.
fn is_named(phase: &Phase, said: &str) -> bool {
    static NUMBERS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"phases?\s+(\d+)(?:\s*(?:-|–|and|,|&)\s*(\d+))?").expect("a pattern"));
    let number = phase_number(phase);
    let counted = NUMBERS.captures_iter(said).any(|found| {
        let first: Option<usize> = found[1].parse().ok();
        let last = found.get(2).and_then(|last| last.as_str().parse().ok());
        number.is_some() && (number == first || number == last || (first < number && number < last))
    });
    let title = title(phase);
    let first = title.split_whitespace().next().unwrap_or("");
    let story = title.starts_with("user story").then(|| title.split_whitespace().take(3).collect::<Vec<_>>().join(" "));
    let named = match &story {
        Some(story) => has_words(said, story.trim_end_matches(':')),
        None => first.len() > 3 && has_words(said, first),
    };
    counted || named
}

fn is_subject(phase: &Phase, subject: &str) -> bool {
    static FROM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"phase\s+(\d+)\s*\+").expect("a pattern"));
    match FROM.captures(subject).and_then(|from| from[1].parse::<usize>().ok()) {
        Some(from) => {
            phase_number(phase).is_some_and(|number| number >= from) && title(phase).starts_with("user story")
        }
        None => is_named(phase, subject),
    }
}

/// The heading behind `Phase 3:`, in lower case.
fn title(phase: &Phase) -> String {
    let name = phase.name.to_lowercase();
    name.split_once([':', '-', '—', '–']).map_or(name.clone(), |(_, title)| title.trim().to_owned())
}

fn has_words(text: &str, words: &str) -> bool {
    let ends = |at: usize| text[at..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).any(|(at, _)| {
        let starts = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        starts && ends(at + words.len())
    })
}

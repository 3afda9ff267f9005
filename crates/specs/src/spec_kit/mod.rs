//! GitHub spec-kit: `specs/<feature>/tasks.md` with lines such as `- [ ] T012 [P] [US1] Create User model in src/models/user.rs`.
//!
//! The form is that of spec-kit's `templates/tasks-template.md` (<https://github.com/github/spec-kit>).

mod order;

use std::sync::LazyLock;

use regex::Regex;

use super::list::{self, Head, List};
use super::markdown::document::{Block, BlockKind, Document};
use super::{Beside, Format, SpecError, checklist};
use model::{SourceText, Task};

/// The format.
pub struct SpecKit;

/// `T012`, also in bold or brackets.
static ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[\[`]*(T\d{2,}[a-z]?)[\]`]*:?\s*").expect("a pattern"));

static LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*[-*+] \[.\]\s+[*\[`]*T\d{2,}").expect("a pattern"));

/// `[P]`, `[US1]`, `[Story 2]`: that it can run in parallel, and the user story.
static LABEL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\[[A-Z][\w .-]{0,20}\]\s*").expect("a pattern"));

impl Format for SpecKit {
    fn id(&self) -> &'static str {
        "spec-kit"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        spec.path.ends_with(".md") && LINE.is_match(spec.as_str())
    }

    fn read(&self, spec: &SourceText, _: &Beside) -> Result<Vec<Task>, SpecError> {
        let document = Document::parse(spec);
        let mut list = list::read(spec, &document, &head)?;
        let phases = phases(&list);
        for task in &mut list.tasks {
            task.depends_on = order::named(&task.title, task.line);
        }
        order::add(&document, &mut list.tasks, &phases);
        list.tasks.iter_mut().for_each(checklist::finish);
        checklist::drop_foreign(spec, &mut list.tasks);
        Ok(list.tasks)
    }
}

/// A phase of the list.
struct Phase {
    /// Its heading.
    name: String,
    /// The indices of its tasks.
    tasks: std::ops::Range<usize>,
}

/// Only headings that say `Phase` begin one; those below belong to it.
fn phases(list: &List) -> Vec<Phase> {
    let named = list.headings.iter().filter(|(name, _)| name.to_lowercase().contains("phase"));
    let mut phases: Vec<Phase> =
        named.map(|(name, at)| Phase { name: name.clone(), tasks: *at..list.tasks.len() }).collect();
    for at in 1..phases.len() {
        phases[at - 1].tasks.end = phases[at].tasks.start;
    }
    phases
}

fn head(block: &Block) -> Option<Head> {
    let BlockKind::Item(item) = &block.kind else { return None };
    item.mark?;
    let words = item.text.marked();
    let id = ID.captures(&words)?;
    let mut rest = &words[id[0].len()..];
    while let Some(label) = LABEL.find(rest) {
        rest = &rest[label.end()..];
    }
    let said = order::without(rest).to_owned();
    Some(Head { id: id[1].to_owned(), title: rest.to_owned(), said, state: checklist::state(item.mark) })
}

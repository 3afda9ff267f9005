//! What stood in the changed files before: enough to tell what the change did to each function.

use std::collections::HashSet;

use crate::check::coverage_exclusions::Exposed;
use crate::check::{Check, Engine, file_facts, slot_changes};
use model::{Allowance, FunctionHead, SourceText, Span};
use rules::{Before, Version};
use syntax::{Opened, language_of_read};

/// What stood in the changed files before.
#[derive(Default)]
pub(super) struct Past {
    pub(super) before: Before,
    pub(super) slots: slot_changes::Filled,
    pub(super) exposed: Exposed,
    pub(super) allowances: Vec<Allowance>,
}

impl Past {
    /// All functions, slots and suppressions of the files under judgement as they were.
    pub(super) fn of(check: &Check) -> Self {
        let mut past = Self::default();
        check.jobs.iter().filter_map(|job| job.before).for_each(|source| past.add(source, check.engine));
        past
    }

    fn add(&mut self, source: &SourceText, engine: &Engine) {
        let Some(language) = language_of_read(&source.path) else { return };
        let opened = language.open(source);
        self.add_functions(&*opened, engine);
        let slots = opened.slots(&|_| true);
        self.slots.extend(slots.into_iter().map(|fill| (fill.slot, fill.holder, fill.function)));
    }

    /// Name and tokens tell what became of a function. It is read as a whole only where a comment may say more of it: what a
    /// comment admits is told by the body around it.
    fn add_functions(&mut self, opened: &dyn Opened, engine: &Engine) {
        let mut telling = HashSet::new();
        for head in opened.heads() {
            if engine.may_tell(&opened.comments(head), opened.source()) {
                telling.insert(head.span);
            } else {
                self.add_silent(head, opened);
            }
        }
        if !telling.is_empty() {
            self.add_telling(opened, &telling, engine);
        }
    }

    /// Adds a function whose comments, if it has any, neither admit nor suppress anything.
    fn add_silent(&mut self, head: &FunctionHead, opened: &dyn Opened) {
        let head = FunctionHead { token_hash: opened.token_hash(head), ..head.clone() };
        self.before.add(Version::new(&opened.source().path, &head, Vec::new()));
        let is_hidden = opened.exclusions().iter().any(|hidden| hidden.span.overlaps(head.span));
        self.exposed.add(&head, is_hidden);
    }

    fn add_telling(&mut self, opened: &dyn Opened, telling: &HashSet<Span>, engine: &Engine) {
        let (functions, _) = engine.read(opened, &|head, _| telling.contains(&head.span));
        for facts in functions {
            self.before.add(file_facts::version(&opened.source().path, &facts));
            self.exposed.add(&facts.head, !facts.exclusions.is_empty());
            self.allowances.extend(facts.allowances);
        }
    }
}

//! A function under judgement and what is known of its surroundings.

use model::{
    ChangeStatus, ChangedFunction, Forward, FunctionFacts, LanguageId, Linkage, Match, Related, Role, SlotUse, Subject,
    Twin,
};

/// A function that was read, with everything that was found out about it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) language: LanguageId,
    /// The first line of its signature, from 1.
    pub(super) line: usize,
    /// The line of its closing brace.
    pub(super) end_line: usize,
    pub(super) facts: FunctionFacts,
    /// Whether its file defines a function of the name that it calls as a whole.
    pub(super) calls_neighbour: bool,
    pub(super) change: Option<ChangeStatus>,
    pub(super) in_tests: bool,
    /// Whether the file holds the operation in the other direction, and that does the job.
    pub(super) opposite_works: bool,
    /// Whether the change took its job away.
    pub(super) hollowed_out: bool,
    /// Whether another function of the file with the same parameters and result does its job.
    pub(super) siblings_work: bool,
    pub(super) twin: Twin,
    /// The other definitions of the same function.
    pub(super) twins: Vec<Related>,
    pub(super) forwards_to: Option<Forward>,
    pub(super) slots: Vec<SlotUse>,
    pub(super) newly_filled: Vec<SlotUse>,
    /// Functions that as a whole only call this one.
    pub(super) wrappers: Vec<Related>,
    /// The markers by which the change hid it from coverage.
    pub(super) concealed: Vec<Related>,
    pub(super) found: Option<Match>,
    /// Whether slots were told of since that was found: then the rules are asked once more.
    pub(super) outdated: bool,
}

impl Entry {
    pub(super) fn subject(&self) -> Subject<'_> {
        Subject {
            facts: &self.facts,
            change: self.change,
            twin: self.twin,
            forwards_to: self.forwards_to.clone(),
            newly_filled: self.newly_filled.clone(),
            slots: self.slots.clone(),
            in_tests: self.in_tests,
            path: &self.path,
            opposite_works: self.opposite_works,
            hollowed_out: self.hollowed_out,
            siblings_work: self.siblings_work,
        }
    }

    /// What the change did to it, where it added or modified it.
    pub(super) fn changed(&self) -> Option<ChangedFunction> {
        let change = self.change.filter(|change| matches!(change, ChangeStatus::Added | ChangeStatus::Modified))?;
        Some(ChangedFunction {
            path: self.path.clone(),
            line: self.line,
            end_line: self.end_line,
            name: self.facts.head.qualified.clone(),
            change,
            excluded: !self.facts.exclusions.is_empty(),
        })
    }

    /// Whether the change under judgement answers for it.
    pub(super) fn is_judged(&self) -> bool {
        self.change != Some(ChangeStatus::Unchanged)
    }

    pub(super) fn name(&self) -> &str {
        &self.facts.head.name
    }

    /// Whether other files can call it by name.
    pub(super) fn is_visible(&self) -> bool {
        self.facts.head.linkage != Linkage::Internal
    }

    /// The type that it is a method of.
    pub(super) fn type_name(&self) -> Option<&str> {
        match &self.facts.head.role {
            Role::Method { of } | Role::TraitImpl { of, .. } => Some(of),
            Role::TraitDefault { trait_name } => Some(trait_name),
            Role::Free => None,
        }
    }

    /// The places that belong to a finding on it: slots, wrappers, twins, what hides it, and what it forwards to.
    pub(super) fn related(&self) -> Vec<Related> {
        let slots = self.slots.iter().map(|slot| Related {
            path: slot.path.clone(),
            line: slot.line,
            message: if slot.holder.is_empty() {
                format!("fills slot {}", slot.slot)
            } else {
                format!("fills slot {} of {}", slot.slot, slot.holder)
            },
        });
        let target = self.forwards_to.iter().map(|forward| Related {
            path: forward.path.clone(),
            line: forward.line,
            message: format!("the stub {} is here", forward.function),
        });
        let others = [&self.wrappers, &self.twins, &self.concealed].into_iter().flatten().cloned();
        slots.chain(target).chain(others).collect()
    }
}

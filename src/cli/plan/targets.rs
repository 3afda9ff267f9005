//! Which task a deferral in the code means.

use std::collections::BTreeSet;

use crate::cli::settings::CheckSettings;
use model::{Target, TaskState, file_name};
use vcs::Tree;
use verdict::Plan;

/// The tasks of a tree, and its documents.
pub struct Targets {
    plan: Plan,
    documents: BTreeSet<String>,
}

impl Targets {
    /// Those of `tree`. Where the tree cannot be listed there are none, and nothing is said of deferrals.
    pub fn of(tree: &Tree, settings: &CheckSettings) -> Self {
        let plan = super::read(tree, &super::folders(settings)).unwrap_or_default();
        let paths = if plan.tasks().is_empty() { Vec::new() } else { tree.paths().unwrap_or_default() };
        let documents = paths.iter().filter(|path| is_document(path)).map(|path| file_name(path).to_lowercase());
        Self { documents: documents.collect(), plan }
    }

    /// What a deferral to `name` means. A name of the form of a spec that nothing is called is a task that does not exist;
    /// where there is no task at all, nothing is known of how they are called.
    pub fn target(&self, name: &str) -> Target {
        match self.plan.find(name) {
            Ok(task) if matches!(task.state, TaskState::Done | TaskState::Dropped) => Target::Over,
            Ok(_) => Target::Open,
            Err(verdict::PlanError::Ambiguous { .. }) => Target::Elsewhere,
            Err(_) if self.plan.tasks().is_empty() || !is_document(name) => Target::Elsewhere,
            Err(_) if self.documents.contains(&file_name(name).to_lowercase()) => Target::Elsewhere,
            Err(_) => Target::Missing { nearest: self.plan.nearest(name) },
        }
    }
}

fn is_document(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with(".md") || path.ends_with(".markdown")
}

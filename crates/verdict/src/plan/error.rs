//! Why a task could not be told.

use thiserror::Error;

use model::{SourceText, file_name, one_of};
use specs::SpecError;

/// Why a task could not be told. The first line says what is wrong, the others what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanError {
    /// A spec breaks the rules of its format.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// A spec is not UTF-8.
    #[error("{path} is not UTF-8: line {line} holds bytes that are no text\nsave it as UTF-8")]
    NotUtf8 {
        /// The spec.
        path: String,
        /// The first line that is not, from 1.
        line: usize,
    },
    /// No format recognises a file.
    #[error(
        "{path} is no spec that makegood can read\nspecs are Markdown, or the task files of Taskmaster (JSON) and beads (JSONL)"
    )]
    NoSpec {
        /// The file.
        path: String,
    },
    /// A file holds no task.
    #[error("{path} holds no task\nname another file, or write the task into it")]
    NoTask {
        /// The file.
        path: String,
    },
    /// A file holds several tasks and none was named.
    #[error("{path} holds {} tasks, and which one is meant is not said\nname one of them: {}", ids.len(), examples(path, ids))]
    Several {
        /// The file.
        path: String,
        /// What they are called.
        ids: Vec<String>,
    },
    /// A file holds no task of that name.
    #[error("there is no task `{id}` in {path}\nit holds: {}", some(ids))]
    NoSuchId {
        /// The file.
        path: String,
        /// What was asked for.
        id: String,
        /// What there is.
        ids: Vec<String>,
    },
    /// No task is called so.
    #[error("there is no task `{name}`\n{}", advice(nearest, *known))]
    Unknown {
        /// What was asked for.
        name: String,
        /// What is most like it.
        nearest: Vec<String>,
        /// How many tasks there are.
        known: usize,
    },
    /// Several tasks are called so.
    #[error("`{name}` names {} tasks\nname one of them by its place: {}", places.len(), places.join(", "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// Where they stand.
        places: Vec<String>,
    },
    /// Tasks wait for one another.
    #[error("tasks wait for one another: {}\ntake one of the dependencies out", cycle.join(" -> "))]
    Cycle {
        /// Their names, the first one again at the end.
        cycle: Vec<String>,
    },
}

impl PlanError {
    /// The spec that it is about; empty where it is about none.
    pub fn path(&self) -> &str {
        match self {
            Self::Spec(error) => &error.spec.path,
            Self::NotUtf8 { path, .. }
            | Self::NoSpec { path }
            | Self::NoTask { path }
            | Self::Several { path, .. }
            | Self::NoSuchId { path, .. } => path,
            Self::Unknown { .. } | Self::Ambiguous { .. } | Self::Cycle { .. } => "",
        }
    }

    /// Whether it is about the spec that `name`, a path or a file's name, means.
    pub fn is_about(&self, name: &str) -> bool {
        let (own, name) = (file_name(self.path()), file_name(name));
        !name.is_empty() && (own == name || own.rsplit_once('.').is_some_and(|(stem, _)| stem == name))
    }

    /// The error for a text that is not UTF-8.
    pub(super) fn not_utf8(source: &SourceText) -> Self {
        let at = source.as_str().find('\u{FFFD}').unwrap_or(0);
        Self::NotUtf8 { path: source.path.clone(), line: source.line(at) }
    }
}

fn examples(path: &str, ids: &[String]) -> String {
    let shown: Vec<String> = ids.iter().take(5).map(|id| format!("{path}#{id}")).collect();
    if ids.len() > shown.len() { format!("{}, …", shown.join(", ")) } else { shown.join(", ") }
}

fn some(ids: &[String]) -> String {
    let shown = ids.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
    if ids.len() > 20 { format!("{shown}, …") } else { shown }
}

fn advice(nearest: &[String], known: usize) -> String {
    match (nearest, known) {
        ([_, ..], _) => format!("did you mean {}?", one_of(nearest)),
        ([], 0) => {
            "no task was found at all: name the spec's file, or set `dir` under `[tasks]` in makegood.toml".to_owned()
        }
        ([], known) => format!("{known} tasks are known; `makegood tasks` lists them"),
    }
}

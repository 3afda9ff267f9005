//! Task text -> promises. One file or folder per spec format; text goes in, tasks come out, nothing is read here.

mod backlog;
mod beads;
mod by_design;
mod checklist;
pub mod claims;
pub mod contract;
mod error;
mod gsd;
mod kiro;
mod list;
pub mod markdown;
mod numbered;
mod openspec;
mod plan;
mod promise_id;
mod ralph;
mod record;
mod shown_code;
pub mod signature;
mod spec_kit;
pub mod task_line;
mod taskmaster;
pub mod yaml;

pub use error::SpecError;
pub use promise_id::{fate_word, id as promise_id, number as number_promises};

use model::{SourceText, Task};

/// Reads another file beside a spec, by its path from the root.
pub type Beside<'a> = dyn Fn(&str) -> Option<SourceText> + 'a;

/// A way in which tasks are written down.
pub trait Format: Sync {
    /// Its name for people: `markdown`, `spec-kit`.
    fn id(&self) -> &'static str;

    /// Whether a file is written in it, told from its path and text. Asked in the order of [`FORMATS`].
    fn recognises(&self, spec: &SourceText) -> bool;

    /// The tasks of a file, in order of place. `beside` gives the files that belong to it.
    ///
    /// # Errors
    /// Where the text breaks the format's rules in a way that could turn a promise into none.
    fn read(&self, spec: &SourceText, beside: &Beside) -> Result<Vec<Task>, SpecError>;
}

/// All formats, one line each; the first that recognises a file reads it.
pub const FORMATS: &[&dyn Format] = &[
    &backlog::Backlog,
    &spec_kit::SpecKit,
    &openspec::OpenSpec,
    &kiro::Kiro,
    &gsd::Gsd,
    &plan::AgentPlan,
    &taskmaster::Taskmaster,
    &ralph::Ralph,
    &beads::Beads,
    &markdown::Markdown,
];

/// The tasks of the file `spec`; `None` where no format recognises it.
///
/// # Errors
/// As [`Format::read`].
pub fn read(spec: &SourceText, beside: &Beside) -> Option<Result<Vec<Task>, SpecError>> {
    let format = FORMATS.iter().find(|format| format.recognises(spec))?;
    let mut read = format.read(spec, beside);
    if let Ok(tasks) = &mut read {
        by_design::mark(spec, tasks);
    }
    Some(read)
}

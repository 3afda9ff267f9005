//! Texts inside of JSON: where a field stands in the file, and its Markdown read as any other.

mod json;

pub use json::{Field, missing, place, syntax_error};

use super::SpecError;
use super::checklist::{self, Weight};
use super::markdown::Surroundings;
use super::markdown::document::Document;
use model::{SourceText, Span, Task};

/// Adds what the Markdown in `field` says to `task`; every promise is at the field's line.
///
/// # Errors
/// For a contract in it that breaks the rules.
pub fn add_text(task: &mut Task, spec: &SourceText, field: &Field, weight: Weight) -> Result<(), SpecError> {
    let inside = SourceText::new(spec.path.clone(), field.text.clone().into_bytes());
    let mut part = Task::default();
    let document = Document::parse(&inside);
    let mut around = Surroundings::default();
    for (index, block) in document.blocks.iter().enumerate() {
        let context = around.enter(&document, index, block).context;
        checklist::add_block(&mut part, &inside, block, weight, &context)
            .map_err(|error| at(error, spec, field.span))?;
    }
    let line = spec.line(field.span.start);
    for promise in &mut part.promises {
        promise.line = line;
        promise.again.clear();
    }
    part.passed_over.iter_mut().for_each(|passed| passed.line = line);
    part.uses.iter_mut().for_each(|used| used.line = line);
    part.depends_on.iter_mut().for_each(|dependency| dependency.line = line);
    part.excludes.iter_mut().for_each(|exclusion| exclusion.line = line);
    part.defers.iter_mut().for_each(|handover| handover.line = line);
    task.promises.append(&mut part.promises);
    task.passed_over.append(&mut part.passed_over);
    task.uses.append(&mut part.uses);
    task.depends_on.append(&mut part.depends_on);
    task.excludes.append(&mut part.excludes);
    task.defers.append(&mut part.defers);
    task.contract = task.contract.or(part.contract.map(|_| line));
    Ok(())
}

/// A mistake inside of a text, told at the field: escapes keep the two from lining up.
fn at(error: SpecError, spec: &SourceText, span: Span) -> SpecError {
    let inner = error.spec.line(error.span.start);
    let label = format!("in line {inner} of this text: {}", error.label);
    SpecError { spec: Box::new(spec.clone()), span, label, ..error }
}

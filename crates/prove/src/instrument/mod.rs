//! Text in, text out: a source file whose functions can be switched off one by one while the program runs (mutant schemata).
//! Every body keeps its lines.

mod c;
mod rust;
mod rust_types;
mod rust_values;

use model::{FunctionHead, LanguageId, SourceText, Span};
use syntax::ConstructibleType;

pub use c::RUNTIME as C_RUNTIME;
pub use rust::RUNTIME as RUST_RUNTIME;

/// How a function is switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A guard at the start of its body answers with a value when it is switched on.
    Guard,
    /// In Rust: the same for a `const fn`, which is one no more.
    GuardNotConst,
    /// In C: the same without a value, for a function whose type only looks as if there were one.
    GuardWithoutValue,
    /// A guard only notes who passes.
    Noted,
    /// The body is replaced by this value, counted from 1: for what no guard can be put into.
    Replaced(usize),
    /// The same, and the body stays where it is never run.
    ReplacedAndKept(usize),
    /// A compiler that reads the body stops and says [`error_text`].
    Error,
}

/// Why a function cannot be switched off, as a sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported(pub String);

/// How one function can be switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// The values that it answers with then, in words: `0`, `true`, `Ok(())`. Without one, it is only seen who passes it.
    pub values: Vec<String>,
    /// The ways that can be tried, the best first.
    pub shapes: Vec<Shape>,
    /// Whether the first value has to replace the body, in a build of its own: a guard then only notes who passes.
    pub alone: bool,
    /// Why there is no value, as a sentence without a full stop; empty where there is one.
    pub lacking: String,
}

/// A function to switch, with the number that it is known by.
#[derive(Debug, Clone, Copy)]
pub struct Point<'a> {
    /// Its number.
    pub id: u32,
    /// Its head, complete.
    pub head: &'a FunctionHead,
    /// In which way.
    pub shape: Shape,
}

/// A file to be rewritten.
pub struct Rewriting<'a> {
    /// Its language.
    pub language: LanguageId,
    /// Its text.
    pub source: &'a SourceText,
    /// The functions to switch.
    pub points: &'a [Point<'a>],
    /// Where [`C_RUNTIME`] lies, for C.
    pub runtime: &'a str,
    /// Whether the file is the root of a crate, for Rust.
    pub is_root: bool,
    /// The types of the file whose values are made of their fields, for Rust.
    pub types: &'a [ConstructibleType],
}

/// How the function with `head`, which is complete, can be switched off.
///
/// # Errors
/// If there is not even a way to see who passes it.
pub fn switch(language: LanguageId, head: &FunctionHead, source: &SourceText) -> Result<Switch, Unsupported> {
    match language {
        LanguageId::C => c::switch(head, source),
        LanguageId::Rust => Ok(rust::switch(head, source)),
    }
}

/// The text of the file with its switches.
pub fn rewritten(rewriting: &Rewriting) -> String {
    let points = rewriting.points.iter().flat_map(|point| edits(rewriting, point).unwrap_or_default());
    let text = edited(rewriting.source.as_str(), points.chain(rust_types::edits(rewriting.types)).collect());
    match rewriting.language {
        LanguageId::C => c::with_runtime(&text, rewriting.runtime),
        LanguageId::Rust if rewriting.is_root => rust::with_runtime(text),
        LanguageId::Rust => text,
    }
}

/// What a compiler says that stopped at the function with this number.
pub fn error_text(id: u32) -> String {
    format!("makegood-prove-{id}-is-built")
}

fn edits(rewriting: &Rewriting, point: &Point) -> Option<Vec<(Span, String)>> {
    let (head, source) = (point.head, rewriting.source);
    let start = body_start(rewriting, head)?;
    let at_start = |text: String| vec![(Span::new(start, start), text)];
    Some(match (point.shape, rewriting.language) {
        (Shape::Guard | Shape::GuardWithoutValue | Shape::GuardNotConst | Shape::Noted, LanguageId::C) => {
            at_start(c::guard(point))
        }
        (Shape::GuardNotConst, LanguageId::Rust) => {
            let word = rust::constant(head, source).map(|word| (word, String::new()));
            at_start(rust::guard(point)).into_iter().chain(word).collect()
        }
        (Shape::Guard | Shape::GuardWithoutValue | Shape::Noted, LanguageId::Rust) => at_start(rust::guard(point)),
        (Shape::Error, LanguageId::C) => at_start(format!("\n#error {}\n", error_text(point.id))),
        (Shape::Error, LanguageId::Rust) => at_start(format!(" compile_error!(\"{}\");", error_text(point.id))),
        (Shape::ReplacedAndKept(value), _) => {
            let inside = Span::new(start, head.body.end.checked_sub(1)?);
            vec![(inside, rust::replacement(head, value, Some(source.slice(inside)))?)]
        }
        (Shape::Replaced(value), _) => {
            let inside = Span::new(start, head.body.end.checked_sub(1)?);
            let lines = "\n".repeat(source.slice(inside).matches('\n').count());
            let allowed = (Span::new(head.span.start, head.span.start), rust::ALLOWED.to_owned());
            vec![allowed, (inside, rust::replacement(head, value, None)? + &lines)]
        }
    })
}

/// Where statements of a body can begin.
fn body_start(rewriting: &Rewriting, head: &FunctionHead) -> Option<usize> {
    let body = rewriting.source.slice(head.body);
    let inside = body.strip_prefix('{')?;
    let start = head.body.start + 1;
    Some(match rewriting.language {
        LanguageId::C => start,
        LanguageId::Rust => start + rust::inner_attributes(inside),
    })
}

fn edited(text: &str, mut edits: Vec<(Span, String)>) -> String {
    edits.sort_by_key(|(span, _)| *span);
    let mut out = String::with_capacity(text.len() + edits.len() * 100);
    let mut at = 0;
    for (span, new) in edits {
        // A function inside one whose body is replaced is gone with it.
        if span.start < at {
            continue;
        }
        out.push_str(&text[at..span.start]);
        out.push_str(&new);
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

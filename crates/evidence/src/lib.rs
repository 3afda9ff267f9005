//! Reports of other tools -> evidence: which tests there were and what became of them, which functions they reached, and
//! whether there are more than before. Bytes go in, values come out; nothing is read or run here.
//!
//! A report that is empty, cut off or contradicts itself is an error: it must never look like a pass.
//!
//! ```
//! use evidence::{function_reach, place, read_coverage, read_outcomes};
//! use model::{FunctionPlace, Reach, TestOutcome};
//!
//! let outcomes = read_outcomes("results.tap", b"1..2\nok 1 - pops\nnot ok 2 - pushes\n", None)?;
//! assert_eq!((outcomes.format, outcomes.count(TestOutcome::Passed)), ("tap", 1));
//!
//! let lcov = b"SF:/build/src/stack.c\nFN:3,stack_pop\nFNDA:2,stack_pop\nDA:3,2\nDA:5,2\nend_of_record\n";
//! let coverage = place(read_coverage("stack.info", lcov, None)?, &["src/stack.c"], &[])?;
//! let pop = FunctionPlace {
//!     name: "stack_pop".into(), path: "src/stack.c".into(), line: 3, end_line: 6, excluded: false,
//! };
//! assert_eq!(function_reach(&[coverage], &pop).reach, Reach::Reached);
//! # Ok::<(), evidence::EvidenceError>(())
//! ```

mod coverage;
mod error;
mod growth;
mod outcomes;
mod saved;
mod stale;
mod text;
mod xml;

pub use coverage::{COVERAGE_FORMATS, CoverageFormat, PathMap, fallen, function_reach, merge, place, read_coverage};
pub use error::{EvidenceError, Flaw, ReportPlace};
pub use growth::{Growth, Renamed, compare, reported_identity};
pub use outcomes::{OUTCOME_FORMATS, OutcomeFormat, read_outcomes};
#[cfg(feature = "schema")]
pub use saved::evidence_schema;
pub use saved::{read_saved, save};
pub use stale::require_fresh;
pub use text::ReportText;

/// What was typed as `junit:PATH` or `PATH`, as the id of a format, where `known` has it, and the path. A drive letter
/// (`C:\results.xml`) is no format.
pub fn split_format<'a>(typed: &'a str, known: &[&str]) -> (Option<&'a str>, &'a str) {
    match typed.split_once(':') {
        Some((format, path)) if known.contains(&format) => (Some(format), path),
        _ => (None, typed),
    }
}

fn unknown_format(report: &str, forced: Option<&str>, known: &str) -> EvidenceError {
    let what = match forced {
        Some(id) => format!("there is no format `{id}`"),
        None => "the format is not recognised".to_owned(),
    };
    EvidenceError::new(Flaw::UnknownFormat, report, what, format!("say which it is, as in FORMAT:PATH: {known}"))
}

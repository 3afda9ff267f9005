//! Reports of coverage tools -> which lines and functions ran. One file per format.

mod builder;
mod cobertura;
mod fall;
mod gcov;
mod gzip;
mod lcov;
mod llvm_cov;
mod merge;
mod place;
mod reach;
mod roots;

pub use fall::fallen;
pub use merge::merge;
pub use place::{PathMap, place};
pub use reach::function_reach;

use std::borrow::Cow;

use super::{EvidenceError, Flaw};
use model::Coverage;

/// No source file has more lines; a report that names a line beyond is damaged, and reading on would fill the memory.
const MOST_LINES: u32 = 1 << 24;

/// A format in which a coverage tool reports.
pub trait CoverageFormat: Sync {
    /// Its name, as it stands before the colon in `lcov:PATH`.
    fn id(&self) -> &'static str;

    /// Whether `bytes` are written in it. Asked in the order of [`COVERAGE_FORMATS`].
    fn recognises(&self, bytes: &[u8]) -> bool;

    /// What the report `name` says; its paths are as the report has them.
    ///
    /// # Errors
    /// Where it breaks the format's rules or ends in the middle.
    fn read(&self, name: &str, bytes: &[u8]) -> Result<Coverage, EvidenceError>;
}

/// All formats, one line each; the first that recognises a report reads it.
pub const COVERAGE_FORMATS: &[&dyn CoverageFormat] =
    &[&llvm_cov::LlvmCov, &gcov::Gcov, &cobertura::Cobertura, &lcov::Lcov];

/// What the coverage report `bytes` says, which may be packed with gzip. `forced` is the id of its format where it is
/// not to be told from content. [`place`] must match its paths with the repository's before it is asked about functions.
///
/// # Errors
/// [`Flaw::UnknownFormat`] where no format fits; [`Flaw::Empty`] where nothing was measured; as [`CoverageFormat::read`]
/// otherwise.
pub fn read_coverage(name: &str, bytes: &[u8], forced: Option<&str>) -> Result<Coverage, EvidenceError> {
    let bytes = gzip::unpacked(name, bytes)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(nothing(name, "the report is empty"));
    }
    let coverage = format_of(name, bytes, forced)?.read(name, bytes)?;
    let measured =
        |coverage: &Coverage| coverage.files.iter().any(|file| !file.lines.is_empty() || !file.functions.is_empty());
    if measured(&coverage) { Ok(coverage) } else { Err(nothing(name, "the report measures no line and no function")) }
}

fn nothing(name: &str, what: &str) -> EvidenceError {
    EvidenceError::new(Flaw::Empty, name, what, "see whether the tests were built for coverage, and run")
}

fn format_of(name: &str, bytes: &[u8], forced: Option<&str>) -> Result<&'static dyn CoverageFormat, EvidenceError> {
    let found = COVERAGE_FORMATS.iter().find(|format| match forced {
        Some(id) => format.id() == id,
        None => format.recognises(bytes),
    });
    found.copied().ok_or_else(|| {
        let known = COVERAGE_FORMATS.iter().map(|format| format.id()).collect::<Vec<_>>().join(", ");
        super::unknown_format(name, forced, &known)
    })
}

/// The text of a name or path.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The error that the report `name` is no JSON of its format.
fn no_json(name: &str, what: &str, error: &serde_json::Error) -> EvidenceError {
    let flaw = if error.is_eof() { Flaw::Truncated } else { Flaw::Malformed };
    let error = EvidenceError::new(
        flaw,
        name,
        format!("this is not {what}: {error}"),
        "make the report again, and keep all of it",
    );
    error.at_line(1)
}

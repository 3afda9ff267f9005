//! What `llvm-cov export` writes as JSON, also through cargo-llvm-cov.

use serde::Deserialize;

use super::super::EvidenceError;
use super::builder::{Builder, demangled};
use super::{CoverageFormat, MOST_LINES, no_json};
use crate::Flaw;
use model::{Coverage, MeasuredFunction};

/// llvm-cov's JSON.
pub struct LlvmCov;

#[derive(Deserialize)]
struct Export {
    data: Vec<Data>,
}

#[derive(Deserialize)]
struct Data {
    #[serde(default)]
    files: Vec<File>,
    #[serde(default)]
    functions: Vec<Function>,
}

#[derive(Deserialize)]
struct File {
    filename: String,
    #[serde(default)]
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
struct Function {
    name: String,
    count: u64,
    #[serde(default)]
    regions: Vec<Region>,
    filenames: Vec<String>,
}

/// Line, column, count, has a count, begins a region, is a gap. Holds up to the next segment.
#[derive(Deserialize, Clone, Copy)]
struct Segment(u32, #[expect(dead_code, reason = "read past")] u32, u64, bool, bool, #[serde(default)] bool);

/// First line and column, last line and column, count, file, expanded file, kind.
#[derive(Deserialize)]
#[expect(dead_code, reason = "columns are read past")]
struct Region(u32, u32, u32, u32, u64, u64, u64, u64);

/// The kind of a region of code; others are expansions, skipped text, gaps and branches.
const CODE: u64 = 0;

impl CoverageFormat for LlvmCov {
    fn id(&self) -> &'static str {
        "llvm-cov"
    }

    fn recognises(&self, bytes: &[u8]) -> bool {
        memchr::memmem::find(bytes, b"\"llvm.coverage.json.export\"").is_some()
    }

    fn read(&self, name: &str, bytes: &[u8]) -> Result<Coverage, EvidenceError> {
        let export: Export =
            serde_json::from_slice(bytes).map_err(|error| no_json(name, "JSON of llvm-cov", &error))?;
        let mut builder = Builder::new(name, self.id());
        for data in &export.data {
            data.files.iter().try_for_each(|file| file.add(name, &mut builder))?;
            functions(&data.functions, &mut builder);
        }
        Ok(builder.finish())
    }
}

impl File {
    fn add(&self, name: &str, builder: &mut Builder) -> Result<(), EvidenceError> {
        if let Some(segment) = self.segments.iter().find(|segment| segment.0 > MOST_LINES) {
            let what = format!("{} has no line {}", self.filename, segment.0);
            return Err(EvidenceError::new(Flaw::Malformed, name, what, "make the report again"));
        }
        builder.section(&self.filename, &mut lines(&self.segments), &mut Vec::new());
        Ok(())
    }
}

/// The functions, all instantiations of a file in one section.
fn functions(functions: &[Function], builder: &mut Builder) {
    let mut by_file: std::collections::BTreeMap<&str, Vec<MeasuredFunction>> = std::collections::BTreeMap::new();
    for function in functions {
        let Some((file, measured)) = function.measured() else { continue };
        by_file.entry(file).or_default().push(measured);
    }
    for (file, mut functions) in by_file {
        builder.section(file, &mut Vec::new(), &mut functions);
    }
}

impl Function {
    /// The function and its file. A macro's text, which may stand in another file, is not its place.
    fn measured(&self) -> Option<(&str, MeasuredFunction)> {
        let own = || self.regions.iter().filter(|region| region.5 == 0 && region.7 == CODE);
        let (line, end_line) = (own().map(|region| region.0).min()?, own().map(|region| region.2).max());
        // clang puts the file before the name of a static function: `stack.c:is_full`.
        let name = self.name.rsplit_once(".c:").map_or(self.name.as_str(), |(_, name)| name);
        let function = MeasuredFunction { name: demangled(name), line, end_line, count: self.count };
        Some((self.filenames.first()?, function))
    }
}

/// How often each line ran, as llvm-cov itself tells it from segments (`LineCoverageStats` in LLVM's `CoverageMapping`).
fn lines(segments: &[Segment]) -> Vec<(u32, u64)> {
    let mut counts = Vec::new();
    let mut wrapped: Option<Segment> = None;
    let mut chunks = segments.chunk_by(|one, other| one.0 == other.0).peekable();
    while let Some(chunk) = chunks.next() {
        counts.extend(line(chunk, wrapped).map(|count| (chunk[0].0, count)));
        wrapped = chunk.last().copied();
        let next = chunks.peek().map_or(chunk[0].0 + 1, |next| next[0].0);
        let between = wrapped.filter(|last| last.3).into_iter();
        counts.extend(between.flat_map(|last| (chunk[0].0 + 1..next).map(move |line| (line, last.2))));
    }
    counts
}

/// The count of a line on which the segments `starts` begin; `None` where no code stands on it.
fn line(starts: &[Segment], wrapped: Option<Segment>) -> Option<u64> {
    let begins = |segment: &&Segment| !segment.5 && segment.3 && segment.4;
    let skipped = starts.first().is_some_and(|first| !first.3 && first.4);
    let begun = starts.iter().filter(begins).map(|segment| segment.2).max();
    let around = wrapped.filter(|wrapped| wrapped.3).map(|wrapped| wrapped.2);
    if begun.is_none() && (skipped || around.is_none()) {
        return starts.iter().any(|segment| segment.3 && segment.4).then(|| wrapped.map_or(0, |wrapped| wrapped.2));
    }
    Some(begun.unwrap_or(0).max(wrapped.map_or(0, |wrapped| wrapped.2)))
}

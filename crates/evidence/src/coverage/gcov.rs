//! The JSON of `gcov --json-format`, packed or plain, of one unit or of several one after the other.

use serde::Deserialize;

use super::super::{EvidenceError, Flaw};
use super::builder::Builder;
use super::{CoverageFormat, MOST_LINES, no_json};
use model::{Coverage, MeasuredFunction};

/// gcov's JSON.
pub struct Gcov;

#[derive(Deserialize)]
struct Unit {
    #[serde(default)]
    current_working_directory: String,
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    file: String,
    #[serde(default)]
    functions: Vec<Function>,
    #[serde(default)]
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Function {
    name: String,
    demangled_name: Option<String>,
    start_line: u32,
    end_line: Option<u32>,
    execution_count: i64,
}

#[derive(Deserialize)]
struct Line {
    line_number: u32,
    count: i64,
}

impl CoverageFormat for Gcov {
    fn id(&self) -> &'static str {
        "gcov"
    }

    fn recognises(&self, bytes: &[u8]) -> bool {
        let holds = |key: &[u8]| memchr::memmem::find(bytes, key).is_some();
        bytes.trim_ascii_start().starts_with(b"{") && (holds(b"\"gcc_version\"") || holds(b"\"execution_count\""))
    }

    fn read(&self, name: &str, bytes: &[u8]) -> Result<Coverage, EvidenceError> {
        let mut builder = Builder::new(name, self.id());
        for unit in serde_json::Deserializer::from_slice(bytes).into_iter::<Unit>() {
            let unit = unit.map_err(|error| no_json(name, "JSON of gcov", &error))?;
            unit.files.iter().try_for_each(|file| file.add(&unit, name, &mut builder))?;
        }
        Ok(builder.finish())
    }
}

impl File {
    fn add(&self, unit: &Unit, name: &str, builder: &mut Builder) -> Result<(), EvidenceError> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            if !(1..=MOST_LINES).contains(&line.line_number) {
                let what = format!("{} has no line {}", self.file, line.line_number);
                return Err(EvidenceError::new(Flaw::Malformed, name, what, "make the report again"));
            }
            lines.push((line.line_number, count(line.count)));
        }
        let mut functions = self.functions.iter().map(Function::measured).collect();
        builder.section(&below(&unit.current_working_directory, &self.file), &mut lines, &mut functions);
        Ok(())
    }
}

impl Function {
    fn measured(&self) -> MeasuredFunction {
        let name = self.demangled_name.clone().unwrap_or_else(|| self.name.clone());
        let count = count(self.execution_count);
        MeasuredFunction { name, line: self.start_line, end_line: self.end_line, count }
    }
}

/// gcov loses count where threads race, and then tells a negative one, which proves nothing.
fn count(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

fn below(folder: &str, file: &str) -> String {
    let absolute = file.starts_with('/') || file.contains(':') || folder.is_empty();
    if absolute { file.to_owned() } else { format!("{folder}/{file}") }
}

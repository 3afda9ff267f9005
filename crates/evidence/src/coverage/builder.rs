//! Sections of a report, gathered by file.

use std::collections::{BTreeMap, HashMap};

use model::{Coverage, LineCounts, MeasuredFile, MeasuredFunction, ReportWarning};

/// Gathers what sections of one report say of files. A file may have several sections, one for each test or unit.
pub struct Builder {
    report: String,
    format: &'static str,
    places: HashMap<String, usize>,
    files: Vec<MeasuredFile>,
    warnings: Vec<ReportWarning>,
}

impl Builder {
    /// For the report `report`, written in `format`.
    pub fn new(report: &str, format: &'static str) -> Self {
        Self { report: report.to_owned(), format, places: HashMap::new(), files: Vec::new(), warnings: Vec::new() }
    }

    /// Adds a section. Counts of a line add up; of functions that are the same in one section the highest count is
    /// taken, as they are instantiations, and those of several sections add up. Empties `lines` and `functions`.
    pub fn section(&mut self, path: &str, lines: &mut Vec<(u32, u64)>, functions: &mut Vec<MeasuredFunction>) {
        let instantiations = united(std::mem::take(functions), u64::max);
        match self.places.get(path) {
            Some(place) => add(&mut self.files[*place], lines, instantiations),
            None => {
                self.places.insert(path.to_owned(), self.files.len());
                let lines = LineCounts::new(lines);
                self.files.push(MeasuredFile { path: path.to_owned(), lines, functions: instantiations });
            }
        }
        lines.clear();
    }

    /// Remembers something that was left out.
    pub fn warn(&mut self, line: Option<usize>, message: String) {
        self.warnings.push(ReportWarning { report: self.report.clone(), line, message });
    }

    /// What was gathered.
    pub fn finish(self) -> Coverage {
        let mut files = self.files;
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Coverage { report: self.report, format: self.format, files, warnings: self.warnings }
    }
}

/// Adds lines and functions to what is known of `file`.
pub fn add(file: &mut MeasuredFile, lines: &mut Vec<(u32, u64)>, functions: Vec<MeasuredFunction>) {
    lines.extend(file.lines.iter());
    file.lines = LineCounts::new(lines);
    let known = std::mem::take(&mut file.functions);
    file.functions = united(known.into_iter().chain(functions).collect(), u64::saturating_add);
}

/// The functions in order, each once; `unite` makes one count of two.
fn united(functions: Vec<MeasuredFunction>, unite: fn(u64, u64) -> u64) -> Vec<MeasuredFunction> {
    let mut counts: BTreeMap<(u32, Option<u32>, String), u64> = BTreeMap::new();
    for function in functions {
        let count = counts.entry((function.line, function.end_line, function.name)).or_insert(0);
        *count = unite(*count, function.count);
    }
    let function = |((line, end_line, name), count)| MeasuredFunction { name, line, end_line, count };
    counts.into_iter().map(function).collect()
}

/// The name of a function, demangled where it is one of Rust's, without the hash.
pub fn demangled(name: &str) -> String {
    rustc_demangle::try_demangle(name).map_or_else(|_| name.to_owned(), |name| format!("{name:#}"))
}

//! Whether tests ran a function of the project.

use model::{Coverage, FunctionPlace, FunctionReach, MeasuredFile, MeasuredFunction, Reach};

/// What `reports` say of the function at `place`. The reports must be placed; each is asked on its own, and the one that
/// says most is believed: one that ran it beats one that did not.
///
/// A function counts as reached where it was entered and, if lines behind its first were measured, one of these ran: an
/// `async fn` that is called and never awaited is entered, and does nothing.
pub fn function_reach(reports: &[Coverage], place: &FunctionPlace) -> FunctionReach {
    let files = reports.iter().filter_map(|report| file(report, &place.path));
    let (mut known, mut count) = (false, None);
    for file in files {
        known = true;
        count = sum(count, entered(file, place));
    }
    let reach = match count {
        Some(1..) => Reach::Reached,
        _ if place.excluded => Reach::Excluded,
        Some(0) => Reach::Unreached,
        None if known => Reach::NotCompiled,
        None => Reach::Unmeasured,
    };
    let (path, name) = (place.path.clone(), place.name.clone());
    FunctionReach { path, name, line: place.line, end_line: place.end_line, reach, count }
}

fn file<'a>(report: &'a Coverage, path: &str) -> Option<&'a MeasuredFile> {
    let place = report.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
    report.files.get(place)
}

fn sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.saturating_add(other)),
        (one, other) => one.or(other),
    }
}

/// How often the function was entered; `None` where the file's report knows nothing between its lines.
fn entered(file: &MeasuredFile, place: &FunctionPlace) -> Option<u64> {
    let records = records(file, place);
    let Some(first) = records.iter().map(|record| record.line).min() else {
        return file.lines.between(place.line, place.end_line).map(|(_, count)| count).max();
    };
    let count = records.iter().map(|record| record.count).max();
    let body = file.lines.between(first.saturating_add(1), place.end_line).map(|(_, count)| count).max();
    if body == Some(0) { Some(0) } else { count }
}

/// The records of the function: those that begin between its lines, of its name where there are such, and of these the
/// widest, which leaves out closures, and an `async fn` without its body.
fn records<'a>(file: &'a MeasuredFile, place: &FunctionPlace) -> Vec<&'a MeasuredFunction> {
    let from = file.functions.partition_point(|function| function.line < place.line);
    let to = file.functions.partition_point(|function| function.line <= place.end_line).max(from);
    let mut records: Vec<&MeasuredFunction> = file.functions[from..to].iter().collect();
    let own = own_name(&place.name);
    if records.iter().any(|record| names(&record.name, own)) {
        records.retain(|record| names(&record.name, own));
    }
    let width = |record: &MeasuredFunction| record.end_line.map(|end| end.saturating_sub(record.line));
    let widest = records.iter().filter_map(|record| width(record)).max();
    records.retain(|record| width(record).is_none_or(|width| Some(width) == widest));
    records
}

/// The last part of a qualified name.
fn own_name(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}

/// Whether a part of the qualified name `full` is `own`: `stack::pop`, `stack::pop::<u8>`, `stack::pop::{closure#0}`,
/// `pop(int)`.
fn names(full: &str, own: &str) -> bool {
    let plain = |part: &str| part.split(['(', '<']).next().is_some_and(|part| part == own);
    full.split("::").any(plain)
}

//! Tables: what a row promises is told by the heading above, the heads of its columns and the shapes of its cells.

use super::document::{Row, Table, Text};
use super::files::{fate, fate_told, take};
use super::meaning::Meaning;
use super::reading::{Evidence, Reading};
use super::sections::Place;
use super::shape::{Shape, shape};
use super::{head, lists, names};
use crate::markdown::markers::{has_any, shortened, words};
use model::{FileFate, Promised, Tier};

/// What a column holds, told from its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Function,
    Type,
    Slot,
    Name,
    File,
    Signature,
    Count,
    Action,
    Replacement,
    Test,
    /// Parameters, fields, options: names of things that are no promises.
    Detail,
    Other,
}

fn column(head: &Text) -> Column {
    let words = words(&head.plain());
    let has = |set: &[&str]| words.iter().any(|word| set.contains(&word.as_str()));
    match () {
        () if has(&["replacement", "replaced", "replace", "instead"]) => Column::Replacement,
        () if has_any(&words, &["at least", "min", "minimum", "count", "how many", "number", "number of tests"]) => {
            Column::Count
        }
        () if has(&["signature", "prototype", "declaration"]) => Column::Signature,
        () if has(&["slot", "slots", "callback", "callbacks", "vtable"]) => Column::Slot,
        () if has(&["function", "functions", "method", "methods"]) => Column::Function,
        () if has(&["suite", "file", "files", "path", "location", "module", "header", "where"]) => Column::File,
        () if has(&["test", "tests", "scenario"]) => Column::Test,
        () if has(&["struct", "structs", "enum", "enums", "trait", "traits"]) => Column::Type,
        () if has(&["action", "change", "changes", "operation", "status", "new"]) => Column::Action,
        () if has(&["name", "symbol", "api", "item"]) => Column::Name,
        () if has(&[
            "type",
            "kind",
            "parameter",
            "field",
            "option",
            "variant",
            "value",
            "constant",
            "key",
            "flag",
            "error",
            "code",
            "endpoint",
            "command",
            "argument",
            "variable",
            "column",
            "crate",
            "dependency",
            "package",
            "property",
            "macro",
        ]) =>
        {
            Column::Detail
        }
        () => Column::Other,
    }
}

/// Reads `table`.
pub(super) fn read_table(table: &Table, place: &Place, reading: &mut Reading) {
    let columns: Vec<Column> = table.head.iter().map(column).collect();
    for row in &table.rows {
        let why = format!("row of the table under \"{}\"", place.title);
        let from = Evidence { text: row_text(row), line: row.line, why, tier: Tier::Declared };
        read_row(row, &columns, place, &from, reading);
    }
    if place.meaning == Meaning::Tests && !columns.contains(&Column::File) {
        sum(table, &columns, place, reading);
    }
}

fn row_text(row: &Row) -> String {
    shortened(&row.cells.iter().map(Text::marked).collect::<Vec<_>>().join(" | "))
}

fn read_row(row: &Row, columns: &[Column], place: &Place, from: &Evidence, reading: &mut Reading) {
    if says_existing(row, columns) {
        return reading.pass(from.line, &from.text, "a row that says it is there already, or only declared");
    }
    match place.meaning {
        Meaning::Interface | Meaning::Functions | Meaning::Types => interface(row, columns, place, from, reading),
        Meaning::Create | Meaning::Modify | Meaning::Delete | Meaning::Files | Meaning::Untouched => {
            file_row(row, columns, place, from, reading);
        }
        Meaning::Tests => tests(row, columns, from, reading),
        Meaning::Dependencies => row.cells.first().into_iter().for_each(|cell| head::targets(cell, from.line, reading)),
        _ if place.meaning == Meaning::Plain && is_file_table(row, columns) => {
            file_row(row, columns, place, from, reading);
        }
        _ => row.cells.iter().for_each(|cell| lists::not_taken(cell, place, from, reading)),
    }
}

fn says_existing(row: &Row, columns: &[Column]) -> bool {
    let told = |cell: &Text| {
        let words = words(&cell.plain());
        words.len() <= 3
            && has_any(&words, &["existing", "unchanged", "no change", "no changes", "exists", "unmodified"])
            || has_any(&words, &["declaration only", "stub only", "stub impl", "forward declaration"])
    };
    row.cells.iter().zip(columns).skip(1).any(|(cell, _)| told(cell))
}

/// A table that says by its own columns which file is made, changed or removed.
fn is_file_table(row: &Row, columns: &[Column]) -> bool {
    columns.contains(&Column::File) && action(row, columns).is_some()
}

/// What the row's action says of its file: `new`, `NEW or MODIFY`. A sentence there speaks of what is in the file.
fn action(row: &Row, columns: &[Column]) -> Option<FileFate> {
    const MOST_WORDS: usize = 3;
    let words = words(&cell(row, columns, Column::Action)?.plain());
    (words.len() <= MOST_WORDS).then(|| fate_told(words.get(..1)?)).flatten()
}

fn cell<'a>(row: &'a Row, columns: &[Column], wanted: Column) -> Option<&'a Text> {
    let index = columns.iter().position(|column| *column == wanted)?;
    row.cells.get(index)
}

/// The path in the row's file column.
fn file_of(row: &Row, columns: &[Column]) -> Option<String> {
    let cell = cell(row, columns, Column::File)?;
    let path = super::files::entry(cell).paths.into_iter().next().or_else(|| plain_path(cell))?;
    super::paths::normalised(&path).ok()
}

fn plain_path(cell: &Text) -> Option<String> {
    let text = cell.plain();
    super::paths::is_path(&text).then_some(text)
}

/// A row that names a function, slot or type.
fn interface(row: &Row, columns: &[Column], place: &Place, from: &Evidence, reading: &mut Reading) {
    let named = |column: &Column| matches!(column, Column::Function | Column::Type | Column::Slot | Column::Signature);
    let index = columns.iter().position(named).or_else(|| columns.iter().position(|column| *column == Column::Name));
    if index.is_none() && columns.first() == Some(&Column::Detail) {
        return reading.pass(from.line, &from.text, "a row of details: no function, slot or type by its column");
    }
    let index = index.unwrap_or(0);
    let Some(cell) = row.cells.get(index) else { return };
    let file = file_of(row, columns);
    let signature = self::cell(row, columns, Column::Signature).and_then(names::first_shape);
    let taken = match (names::shape_of(cell), columns[index]) {
        (Some(found), column) => names::declare(found, hint(column, place), signature.as_ref(), file, from, reading),
        (None, _) => false,
    };
    if !taken {
        row.cells.iter().for_each(|cell| lists::not_taken(cell, place, from, reading));
    }
}

/// What a bare name is in this column.
fn hint(column: Column, place: &Place) -> names::Hint {
    match (column, place.meaning) {
        (Column::Slot, _) => names::Hint::Slot,
        (Column::Type, _) | (Column::Name | Column::Other | Column::Detail, Meaning::Types) => names::Hint::Type,
        (Column::Function, _) | (Column::Name | Column::Other, Meaning::Functions) => names::Hint::Function,
        _ => names::Hint::Nothing,
    }
}

/// A row of a table of files; in a table of deletions a replacement is what must be there.
fn file_row(row: &Row, columns: &[Column], place: &Place, from: &Evidence, reading: &mut Reading) {
    let fate = fate(place.meaning).filter(|fate| *fate == FileFate::Untouched || place.meaning == Meaning::Delete);
    let fate = fate.or(action(row, columns)).or(super::files::fate(place.meaning)).unwrap_or(FileFate::Modified);
    let cell = cell(row, columns, Column::File).or(row.cells.first());
    let taken = cell.is_some_and(|cell| match plain_path(cell) {
        Some(path) => {
            reading.file(&path, fate, from);
            true
        }
        None => take(cell, fate, from, reading),
    });
    if let Some(cell) = self::cell(row, columns, Column::Replacement) {
        replacement(cell, from, reading);
    }
    if !taken {
        row.cells.iter().for_each(|cell| lists::not_taken(cell, place, from, reading));
    }
}

fn replacement(cell: &Text, from: &Evidence, reading: &mut Reading) {
    for piece in cell.code_spans() {
        match shape(&piece.text) {
            Some(Shape::Path(path)) => reading.file(&path, FileFate::Created, from),
            Some(found @ (Shape::Function { .. } | Shape::Type(_))) => {
                names::declare(found, names::Hint::Nothing, None, None, from, reading);
            }
            _ => {}
        }
    }
}

/// A row that names a test, or a file and how many tests are to be in it.
fn tests(row: &Row, columns: &[Column], from: &Evidence, reading: &mut Reading) {
    let file = file_of(row, columns).or_else(|| row.cells.first().and_then(plain_path));
    let count = cell(row, columns, Column::Count).or_else(|| cell(row, columns, Column::Test)).and_then(number);
    if let (Some(file), Some(at_least)) = (&file, count) {
        let what = Promised::Tests { at_least, added: false, files: vec![file.clone()] };
        return reading.promise(what, from);
    }
    let at =
        columns.iter().position(|column| matches!(column, Column::Test | Column::Name | Column::Function)).unwrap_or(0);
    let name = row.cells.get(at).and_then(names::first_shape);
    let headed = columns.get(at) == Some(&Column::Test);
    if !name.is_some_and(|shape| names::declare_test(&shape, headed, file, from, reading)) {
        row.cells.iter().for_each(|cell| {
            lists::not_taken(cell, &Place::told(Meaning::Tests, String::new()), from, reading);
        });
    }
}

/// The number that a cell holds: `12`, `≥ 12`, `12+`.
fn number(cell: &Text) -> Option<usize> {
    let text = cell.plain();
    let digits = text.trim_matches(|letter: char| !letter.is_ascii_digit());
    let others = text.chars().filter(|letter| letter.is_alphabetic()).count();
    (others == 0).then(|| digits.parse().ok()).flatten().filter(|number| *number > 0)
}

/// The sum of a column of counts, where no file says which tests they are.
fn sum(table: &Table, columns: &[Column], place: &Place, reading: &mut Reading) {
    let is_total =
        |row: &&Row| !row.cells.first().is_some_and(|cell| words(&cell.plain()).contains(&"total".to_owned()));
    let rows = table.rows.iter().filter(is_total);
    let numbers: Vec<usize> = rows.filter_map(|row| number(cell(row, columns, Column::Count)?)).collect();
    let (Some(first), true) = (table.rows.first(), numbers.len() > 1) else { return };
    let why = format!("sum of the table under \"{}\"", place.title);
    let from = Evidence { text: row_text(first), line: first.line, why, tier: Tier::Declared };
    let at_least = numbers.iter().fold(0, |sum: usize, number| sum.saturating_add(*number));
    reading.promise(Promised::Tests { at_least, added: false, files: Vec::new() }, &from);
}

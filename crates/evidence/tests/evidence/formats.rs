//! Every report below `fixtures/reports` is recognised as what its folder is called, and read as written beside it.

use std::path::Path;

use evidence::{COVERAGE_FORMATS, OUTCOME_FORMATS, function_reach, place, read_coverage, read_outcomes};
use model::FunctionPlace;
use snapbox::{Assert, Data};

use crate::shown;

/// The files of the programs that were measured.
const TREE: &[&str] = &["c/src/stack.c", "c/tests/check_stack.c", "c/one.c", "rust/src/lib.rs", "rust/tests/whole.rs"];

/// The functions of the programs: name, path, first and last line.
const FUNCTIONS: &[(&str, &str, u32, u32)] = &[
    ("is_full", "c/src/stack.c", 6, 9),
    ("stack_push", "c/src/stack.c", 11, 17),
    ("stack_pop", "c/src/stack.c", 19, 24),
    ("stack_size", "c/src/stack.c", 26, 26),
    ("stack_clear", "c/src/stack.c", 29, 32),
    ("double", "rust/src/lib.rs", 6, 18),
    ("largest", "rust/src/lib.rs", 20, 28),
    ("never", "rust/src/lib.rs", 30, 33),
    ("later", "rust/src/lib.rs", 35, 38),
    ("starts_later", "rust/src/lib.rs", 40, 42),
    ("not_built", "rust/src/lib.rs", 44, 47),
    ("inner::Stack::push", "rust/src/lib.rs", 53, 55),
    ("inner::Stack::pop", "rust/src/lib.rs", 57, 59),
];

#[test]
fn outcomes_of_real_runs_read_as_expected() {
    for format in OUTCOME_FORMATS {
        for (path, bytes) in shown::reports_in(format.id()) {
            let read = read_outcomes(shown::name(&path), &bytes, None);
            if let Ok(outcomes) = &read {
                assert_eq!(outcomes.format, format.id(), "{}", path.display());
            }
            compare(&path, shown::outcomes(&read));
        }
    }
}

#[test]
fn coverage_of_real_runs_reads_as_expected() {
    for format in COVERAGE_FORMATS {
        for (path, bytes) in shown::reports_in(format.id()) {
            compare(&path, covered(&path, &bytes, format.id()));
        }
    }
}

fn covered(path: &Path, bytes: &[u8], format: &str) -> String {
    let read = read_coverage(shown::name(path), bytes, None).and_then(|coverage| {
        assert_eq!(coverage.format, format, "{}", path.display());
        place(coverage, TREE, &[])
    });
    let coverage = match read {
        Ok(coverage) => coverage,
        Err(error) => return shown::failure(&error),
    };
    let mut text = shown::coverage(&coverage);
    text.push('\n');
    let reports = [coverage];
    let reach = |function| shown::reach(&function_reach(&reports, &function));
    text.extend(FUNCTIONS.iter().map(function).map(reach));
    text
}

fn function((name, path, line, end_line): &(&str, &str, u32, u32)) -> FunctionPlace {
    FunctionPlace { name: (*name).into(), path: (*path).into(), line: *line, end_line: *end_line, excluded: false }
}

#[track_caller]
fn compare(path: &Path, actual: String) {
    let expected = path.with_file_name(format!("{}.expected", shown::name(path)));
    Assert::new().action_env("SNAPSHOTS").eq(actual, Data::read_from(&expected, None).raw());
}

//! The human format.

use report::{Format, Style, Verbosity};

use crate::builder::Case;
use crate::cases;
use crate::expect::{assert_human, rendered};

const NARROW: Style = Style { width: 80, color: false, unicode: true, verbosity: Verbosity::Normal, links: false };
const WIDE: Style = Style { width: 140, ..NARROW };
const COLOR: Style = Style { color: true, ..NARROW };
const ASCII: Style = Style { unicode: false, ..NARROW };
const QUIET: Style = Style { verbosity: Verbosity::Quiet, ..NARROW };
const VERBOSE: Style = Style { verbosity: Verbosity::Verbose, ..NARROW };

fn assert_all(case: &Case, name: &str, styles: &[Style]) {
    for &style in styles {
        assert_human(case, name, style);
    }
}

#[test]
fn a_stub_behind_a_slot_is_shown_with_its_source_and_its_places() {
    assert_all(&cases::slot(), "slot", &[NARROW, WIDE, COLOR, ASCII, QUIET, VERBOSE]);
}

#[test]
fn a_clean_run_says_what_was_looked_at() {
    assert_all(&cases::clean(), "clean", &[NARROW, COLOR, QUIET, VERBOSE]);
}

#[test]
fn every_severity_and_note_has_its_place() {
    let styles = [NARROW, WIDE, COLOR, Style { width: 140, ..COLOR }, ASCII, QUIET, VERBOSE];
    assert_all(&cases::everything(), "everything", &styles);
}

#[test]
fn a_run_that_could_not_read_is_never_called_clean() {
    assert_all(&cases::unread(), "unread", &[NARROW, QUIET]);
}

#[test]
fn awkward_text_neither_breaks_the_drawing_nor_reaches_the_terminal_raw() {
    assert_all(&cases::awkward(), "awkward", &[NARROW, WIDE, ASCII, COLOR, QUIET]);
}

#[test]
fn promises_and_what_became_of_them() {
    assert_all(&cases::incomplete(), "incomplete", &[NARROW, WIDE, VERBOSE]);
}

#[test]
fn functions_are_shown_with_what_reaches_them() {
    assert_all(&cases::proven(), "proven", &[NARROW, WIDE, ASCII, QUIET, VERBOSE]);
}

#[test]
fn a_blocked_task_names_what_must_be_mended_first() {
    assert_all(&cases::blocked(), "blocked", &[NARROW, QUIET]);
}

#[test]
fn findings_below_the_threshold_do_not_look_like_a_failure() {
    let mut case = cases::many();
    case.report.findings.retain(|finding| finding.severity < model::Severity::Error);
    case = case.verdict(model::Verdict::Clean, "", model::Next::Accept);
    let text = rendered(&case, Format::Human, &NARROW);
    assert!(
        text.ends_with("\n6 warnings, 4 notes, none at or above --fail-on error\nlooked at 20 functions in 1 file\n"),
        "{text}"
    );
}

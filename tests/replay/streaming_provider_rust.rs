//! `fixtures/streaming-provider-rust/`, its twin: a method of a trait is a stub through another function.

use serde_json::Value;

use crate::finding::{TheFinding, assert_clean};
use crate::history::History;

/// The slot is in the name: the method that the implementation puts there.
const STUB: &str = "<HttpProvider as Provider>::start_stream";

fn history() -> History {
    History::of("streaming-provider-rust")
}

/// The stub, with the task it is left to and the function that makes its answer.
fn the_stub<'h>(report: &Value, history: &'h History, state: &'h str) -> TheFinding<'h> {
    let finding = TheFinding::of(report, history, state);
    finding
        .is_by("forwards-to-stub", STUB)
        .points_at("Will be implemented in streaming.md", "defers the work to streaming.md, which does not exist")
        .points_at("fn not_implemented<T>", "the stub not_implemented is here");
    finding
}

#[test]
fn before_holds_no_stub() {
    let history = history();
    history.git(&["checkout", "--quiet", "--detach", "before"]);
    history.assert_expected(&history.check(&["--all"]).code(0), "before");
    assert_clean(&history.check_json(&["--all"]));
}

#[test]
fn delivered_is_not_delivered() {
    let history = history();
    history.assert_expected(&history.check_step("before", "delivered").code(1), "delivered");
    let report = history.check_json(&["--base", "before", "--head", "delivered"]);
    the_stub(&report, &history, "delivered").is_change("added").points_at_places(2);
}

#[test]
fn a_stub_that_is_hidden_is_found() {
    let history = history();
    history.assert_expected(&history.check_step("delivered", "hidden").code(1), "hidden");
    let report = history.check_json(&["--base", "delivered", "--head", "hidden"]);
    the_stub(&report, &history, "hidden")
        .is_change("modified")
        .points_at("LCOV_EXCL_START", "newly hidden from coverage by LCOV_EXCL_START")
        .points_at_places(3);
}

#[test]
fn announced_holds_no_stub() {
    let history = history();
    history.assert_expected(&history.check_step("hidden", "announced").code(0), "announced");
    assert_clean(&history.check_json(&["--base", "hidden", "--head", "announced"]));
}

#[test]
fn complete_holds_no_stub() {
    let history = history();
    history.assert_expected(&history.check_step("announced", "complete").code(0), "complete");
    assert_clean(&history.check_json(&["--base", "announced", "--head", "complete"]));
    assert_clean(&history.check_json(&["--base", "before", "--head", "complete"]));
}

#[test]
fn a_look_at_everything_finds_the_same() {
    let history = history();
    for state in ["delivered", "hidden"] {
        history.git(&["checkout", "--quiet", "--detach", state]);
        the_stub(&history.check_json(&["--all"]), &history, state).points_at_places(2);
    }
    for state in ["announced", "complete"] {
        history.git(&["checkout", "--quiet", "--detach", state]);
        assert_clean(&history.check_json(&["--all"]));
    }
}

//! `fixtures/streaming-provider/`, a component in C: `openai_start_stream` is a stub in a table of functions.

use serde_json::Value;

use crate::finding::{TheFinding, assert_clean};
use crate::history::History;

const STUB: &str = "openai_start_stream";

fn history() -> History {
    History::of("streaming-provider")
}

/// The stub, with its slot and the task it is left to.
fn the_stub<'h>(report: &Value, history: &'h History, state: &'h str) -> TheFinding<'h> {
    let finding = TheFinding::of(report, history, state);
    finding
        .is_by("not-implemented", STUB)
        .points_at(
            "Will be implemented in openai-streaming.md",
            "defers the work to openai-streaming.md, which does not exist",
        )
        .points_at(".start_stream = openai_start_stream", "fills slot start_stream of openai_vtable");
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
fn the_stub_is_found_before_it_is_committed() {
    let history = history();
    history.git(&["checkout", "--quiet", "--detach", "delivered"]);
    history.git(&["reset", "--quiet", "--soft", "before"]);
    history.assert_expected(&history.check(&["--staged"]).code(1), "delivered");
}

#[test]
fn a_branch_answers_for_all_that_it_adds() {
    let history = history();
    history.git(&["checkout", "--quiet", "-b", "streaming", "hidden"]);
    history.git(&["branch", "--quiet", "--force", "main", "before"]);
    the_stub(&history.check_json(&[]), &history, "hidden").is_change("added").points_at_places(2);
    history.git(&["reset", "--quiet", "--hard", "complete"]);
    assert_clean(&history.check_json(&[]));
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

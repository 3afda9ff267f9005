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

crate::steps::steps!(history, the_stub);

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

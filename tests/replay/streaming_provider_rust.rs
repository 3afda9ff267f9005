//! `fixtures/streaming-provider-rust/`, its twin: a method of a trait is a stub through another function.

use serde_json::Value;

use crate::finding::TheFinding;
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

crate::steps::steps!(history, the_stub);

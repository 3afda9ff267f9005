//! What the run has to say besides its results.

use serde_json::{Value, json};

use super::location;
use crate::remark::{GAP, MOVED_BAR};
use model::{Gap, MovedBar, Report};

/// What kinds of notifications there are (3.19.24); a notification names its kind by the index in this list.
pub fn kinds() -> Value {
    json!([
        {"id": GAP, "shortDescription": {"text": "Text that could not be read"}},
        {"id": MOVED_BAR, "shortDescription": {"text": "The change moves the bar that it is judged by"}},
    ])
}

/// Gaps and moved bars as notifications (3.58).
pub fn all(report: &Report) -> Vec<Value> {
    report.gaps.iter().map(of_gap).chain(report.moved_bars.iter().map(of_moved_bar)).collect()
}

fn of_gap(gap: &Gap) -> Value {
    json!({
        "descriptor": {"id": GAP, "index": 0},
        "level": if gap.changed { "warning" } else { "note" },
        "message": {"text": gap.reason},
        "locations": [{"physicalLocation": location::physical(&gap.path, gap.span)}],
        "properties": {"changed": gap.changed},
    })
}

fn of_moved_bar(bar: &MovedBar) -> Value {
    let physical = match bar.line {
        Some(line) => location::line(&bar.path, line),
        None => location::physical(&bar.path, None),
    };
    json!({
        "descriptor": {"id": MOVED_BAR, "index": 1},
        "level": "note",
        "message": {"text": bar.message},
        "locations": [{"physicalLocation": physical}],
    })
}

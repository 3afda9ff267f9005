//! The `sarif` format: SARIF 2.1.0.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; the section numbers in this folder are its.

use serde_json::{Value, json};

use super::{Style, json as json_format};
use model::{Rendering, Verdict};

mod location;
mod notification;
mod result;
mod rule;

pub(super) fn render(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    json_format::document(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run(rendering)],
    }))
}

fn run(rendering: &Rendering<'_>) -> Value {
    let report = rendering.report;
    json!({
        "tool": {"driver": rule::driver(rendering)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {location::ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [{
            // A run that could verify nothing must not be taken for one without findings.
            "executionSuccessful": !matches!(report.verdict, Verdict::Unverifiable | Verdict::Inconclusive),
            "toolExecutionNotifications": notification::all(report),
        }],
        "results": report.findings.iter().map(|finding| result::of(finding, rendering.rules)).collect::<Vec<_>>(),
        "properties": {"command": report.command, "verdict": report.verdict, "reason": report.reason},
    })
}

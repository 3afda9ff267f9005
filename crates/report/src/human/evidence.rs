//! What tests and coverage say of functions: a small table.

use super::notes::section;
use crate::safe_text::{one_line, visible};
use crate::summary::number;
use crate::{Style, Verbosity};
use model::{FunctionEvidence, Reach, Report};

/// How many changed functions without a test are shown.
const SHOWN: usize = 20;

/// What is promised and by which tests it is reached; changed functions that none reaches.
pub fn render(report: &Report, style: &Style) -> impl Iterator<Item = String> {
    let verbose = style.verbosity == Verbosity::Verbose;
    let functions = &report.evidence.functions;
    let promised: Vec<String> = functions.iter().filter(|function| function.promise.is_some()).map(line).collect();
    let idle = functions.iter().filter(|function| function.promise.is_none() && (verbose || is_untested(function)));
    let mut untested: Vec<String> = idle.clone().take(if verbose { usize::MAX } else { SHOWN }).map(line).collect();
    let left = idle.count().saturating_sub(untested.len());
    untested.extend((left > 0).then(|| format!("{left} more (-v lists them)")));
    let heading = if verbose { "Changed functions:" } else { "Changed functions that no test is seen to reach:" };
    let sections = [section("Tested by:", &promised, style), section(heading, &untested, style)];
    sections.into_iter().filter(|section| !section.is_empty())
}

fn is_untested(function: &FunctionEvidence) -> bool {
    match function.reach {
        Some(reach) => reach != Reach::Reached,
        None => function.tests == 0,
    }
}

/// `chat_stream_new (src/chat_stream.c:40): 32 tests, tests/test_chat_stream.c::text among them`.
fn line(function: &FunctionEvidence) -> String {
    let place = format!("{} ({}:{})", one_line(&function.name), visible(&function.path), function.line);
    let reach = match function.reach {
        Some(Reach::Reached) => "reached, ",
        Some(Reach::Unreached) => "never ran, ",
        Some(Reach::Unmeasured) => "not measured, ",
        Some(Reach::Excluded) => "hidden from coverage, ",
        Some(Reach::NotCompiled) => "not in the measured build, ",
        None => "",
    };
    let among = match function.tested_by.first() {
        Some(test) if function.tests > 1 => format!(", {} among them", visible(test)),
        Some(test) => format!(", {}", visible(test)),
        None => String::new(),
    };
    let proof = function.proof.map(|proof| format!("{}, ", proof.words())).unwrap_or_default();
    format!("{place}: {proof}{reach}{}{among}", number(function.tests, "test"))
}

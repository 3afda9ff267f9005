//! The last line of defence: a panic inside a run is said and ends in exit code 2, never in a trace or a pass.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Mutex;

use super::exit::Exit;
use super::failure::Failure;

/// What the first panic said, and where it happened.
static FIRST: Mutex<Option<String>> = Mutex::new(None);

/// Runs `run`; a panic in it, on whichever thread it waits for, becomes an error that asks for a report.
pub fn caught(run: impl FnOnce() -> miette::Result<Exit>) -> miette::Result<Exit> {
    panic::set_hook(Box::new(remember));
    let answer = panic::catch_unwind(AssertUnwindSafe(run));
    drop(panic::take_hook());
    answer.unwrap_or_else(|_| Err(failure().into()))
}

/// Keeps what a panic says instead of printing it from the middle of a run.
fn remember(info: &PanicHookInfo<'_>) {
    let message = said(info.payload()).unwrap_or("no message");
    let place = info.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
    if let Ok(mut first) = FIRST.lock() {
        first.get_or_insert_with(|| format!("{message}{place}"));
    }
}

/// The text that a panic was given, where it was given one.
fn said(payload: &dyn Any) -> Option<&str> {
    payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

fn failure() -> Failure {
    let said = FIRST.lock().ok().and_then(|mut first| first.take()).unwrap_or_else(|| "no message".to_owned());
    Failure::new(
        format!("makegood {} failed: {said}", env!("CARGO_PKG_VERSION")),
        "this is a fault in makegood, and nothing was judged; please report it with this message, the command line and, \
         if you may share it, the file that was read",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_that_asks_for_a_report() {
        let error = caught(|| panic!("an index too far")).expect_err("a panic is no answer");
        assert!(error.to_string().contains("failed: an index too far (src/cli/panics.rs:"), "{error}");
        assert!(error.help().expect("says what to do").to_string().contains("please report it"));
        assert_eq!(caught(|| Ok(Exit::Clean)).expect("runs again"), Exit::Clean);
    }
}

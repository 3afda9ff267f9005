//! `makegood check`.

use super::args::{CheckArgs, Global};
use super::console::Console;
use super::exit::Exit;
use super::settings::CheckSettings;

/// Judges the functions that a change touches.
pub fn run(typed: &CheckArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let settings = CheckSettings::new(typed, global)?;
    // The one call of the pipeline stands here: settings in, report and its texts out.
    let _ = (settings, console);
    Err(super::failure::Failure::new("the pipeline is not connected yet", "wait for the next commit").into())
}

//! `makegood schema`.

use super::console::Console;
use super::exit::Exit;
use report::json_schema;

/// Prints the JSON Schema that every document of `--format json` fits.
pub fn run(console: &Console) -> miette::Result<Exit> {
    console.answer(json_schema().as_bytes())?;
    Ok(Exit::Clean)
}

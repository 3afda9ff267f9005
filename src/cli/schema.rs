//! `makegood schema`.

use super::args::{SchemaArgs, SchemaWord};
use super::console::Console;
use super::exit::Exit;
use report::json_schema;

/// Prints the JSON Schema of what is asked for.
pub fn run(typed: &SchemaArgs, console: &Console) -> miette::Result<Exit> {
    let text = match typed.of {
        SchemaWord::Report => json_schema(),
        SchemaWord::Config => include_str!("../../schemas/makegood.schema.json"),
        SchemaWord::Rule => include_str!("../../schemas/makegood-rule.schema.json"),
    };
    console.answer(text.as_bytes())?;
    Ok(Exit::Clean)
}

//! `makegood explain RULE`.

use super::args::ExplainArgs;
use super::config::unknown_name;
use super::console::Console;
use super::engine;
use super::exit::Exit;
use super::failure::Failure;
use super::settings::OWN_RULES;
use crate::cli::run_root::Place;
use rules::{Catalogue, pages};

/// Prints the manual page of a rule.
pub fn run(typed: &ExplainArgs, console: &Console) -> miette::Result<Exit> {
    let catalogue = engine::catalogue(&Place::find(&[])?.root.join(OWN_RULES))?;
    let rule = catalogue.get(&typed.rule).ok_or_else(|| unknown(&typed.rule, &catalogue))?;
    console.answer(pages::page(rule).as_bytes())?;
    Ok(Exit::Clean)
}

fn unknown(id: &str, catalogue: &Catalogue) -> Failure {
    let known: Vec<&str> = catalogue.rules().iter().map(|rule| rule.id.as_str()).collect();
    let (what, next) = unknown_name("rule", id, &known);
    Failure::new(what, next)
}

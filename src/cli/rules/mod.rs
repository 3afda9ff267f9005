//! `makegood rules`.

mod table;
mod trials;

use super::args::{Global, RulesArgs, RulesFormat};
use super::config::{self, Config, check_names};
use super::console::Console;
use super::engine;
use super::exit::Exit;
use super::settings::OWN_RULES;
use crate::cli::run_root::Place;
use rules::{Catalogue, vocabulary};

/// Lists the rules with their severities, or runs the examples that they carry.
pub fn run(typed: &RulesArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let place = Place::find(&[])?;
    let catalogue = engine::catalogue(&place.root.join(OWN_RULES))?;
    if typed.test {
        return trials::run(&catalogue, console);
    }
    let config = config::load(global.config.as_deref(), &place.start(), &place.root)?;
    let rows = table::rows(&catalogue, config.as_ref());
    check(config.as_ref(), &catalogue)?;
    console.answer(&match typed.format {
        RulesFormat::Human => table::human(&rows),
        RulesFormat::Json => table::json(&rows)?,
    })?;
    Ok(Exit::Clean)
}

/// A severity for a rule that does not exist would be listed nowhere.
fn check(config: Option<&Config>, catalogue: &Catalogue) -> miette::Result<()> {
    let Some(config) = config else { return Ok(()) };
    let words = vocabulary();
    let rules: Vec<&str> = catalogue.rules().iter().map(|rule| rule.id.as_str()).collect();
    check_names(config, &rules, &words.names().collect::<Vec<_>>())
}

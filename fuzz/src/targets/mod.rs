//! What is fuzzed, a line each in [`all`].

mod program;
mod reports;
mod sources;
mod specs;
mod tables;

use std::path::{Path, PathBuf};

use crate::mutate::Dialect;

/// A reader, and what must hold of its answers.
pub trait Target {
    /// Its name.
    fn name(&self) -> &'static str;

    /// The inputs that mutations begin with.
    fn corpus(&self) -> Vec<Vec<u8>>;

    /// What its inputs are made of.
    fn dialect(&self) -> Dialect;

    /// Reads `input`.
    ///
    /// # Errors
    /// What does not hold of the answer.
    fn check(&self, input: &[u8]) -> Result<(), String>;

    /// How many cases go into one process.
    fn batch(&self) -> u64 {
        if cfg!(debug_assertions) { 50 } else { 500 }
    }

    /// Whether its time is measured; that of another process is not.
    fn is_timed(&self) -> bool {
        true
    }

    /// The program that it runs.
    fn binary(&self) -> Option<&Path> {
        None
    }
}

/// The targets named in `names`, or all; the name that there is none of. Those that run `binary` are left out without one.
pub fn chosen(names: &[String], binary: Option<PathBuf>) -> Result<Vec<Box<dyn Target>>, String> {
    let mut all = all(binary);
    if let Some(unknown) = names.iter().find(|name| all.iter().all(|target| target.name() != **name)) {
        return Err(unknown.clone());
    }
    all.retain(|target| names.is_empty() || names.iter().any(|name| name == target.name()));
    Ok(all)
}

fn all(binary: Option<PathBuf>) -> Vec<Box<dyn Target>> {
    let mut all: Vec<Box<dyn Target>> = vec![
        Box::new(sources::Source::C),
        Box::new(sources::Source::Rust),
        Box::new(specs::Specs),
        Box::new(specs::Contracts),
        Box::new(specs::Messages),
        Box::new(reports::Outcomes),
        Box::new(reports::CoverageReports),
        Box::new(tables::RuleFiles::new()),
        Box::new(tables::Baselines),
    ];
    match binary {
        Some(binary) => all.extend(program::all(&binary)),
        None => eprintln!("skipped: the targets that run makegood, as there is no program beside this one"),
    }
    all
}

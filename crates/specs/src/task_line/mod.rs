//! One line of a task list -> what it promises: `Create the User model in src/models/user.rs`.
//!
//! The verb says what happens, the words between it and a path say to what: a path that follows the verb is what is created or
//! deleted, one behind `in` or `to` is where it happens, one behind `see` or `from` is only looked at.

mod clause;
mod paths;
mod symbols;
mod tested;
mod tokens;
mod verbs;

use model::{Promised, Tier};

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What it promises and how surely, with the reason: `file behind "in"`.
    pub promised: Vec<(Promised, Tier, String)>,
    /// What in it looks like a promise and is none, with the reason.
    pub passed: Vec<(String, String)>,
}

/// What kind of line it is: the same words say more in one than in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// What is to be done: `Create the parser in src/parser.rs`.
    Task,
    /// What there will be: `The parser is created at src/parser.rs`.
    Criterion,
    /// Running text, of which most tells how things are.
    Prose,
}

/// Reads a line, code between backticks, without its checkbox, number and labels.
pub fn read(line: &str, manner: Manner) -> Reading {
    let tokens = tokens::tokens(line);
    let mut reading = Reading::default();
    if let Some(word) = verbs::negation(&tokens) {
        let paths = tokens.iter().filter_map(|token| token.path());
        reading.passed.extend(paths.map(|path| (path.to_owned(), format!("behind \"{word}\""))));
        return reading;
    }
    for clause in clause::clauses(&tokens, manner) {
        clause::read(&clause, manner, &mut reading);
    }
    let mut seen = std::collections::HashSet::new();
    reading.promised.retain(|(what, ..)| seen.insert(what.clone()));
    reading
}

//! One line of a task list -> what it promises: `Create the User model in src/models/user.rs`.
//!
//! The verb says what happens, the words between it and a path say to what: a path that follows the verb is what is created or
//! deleted, one behind `in` or `to` is where it happens, one behind `see` or `from` is only looked at.

mod beside;
mod clause;
mod commands;
mod context;
mod hedges;
mod labels;
mod layout;
mod names;
mod objects;
mod paths;
mod tested;
mod tokens;
mod verbs;

pub(crate) use commands::is_command;
pub use context::{Context, Sort};
pub(crate) use paths::is_read;
pub use verbs::Act;

use model::{FileFate, Promised, Tier};

/// What is promised, how surely, and by what it is taken for a promise: `a name beside "struct"`.
pub type Taken = (Promised, Tier, String);

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What it promises and how surely, with the reason: `file behind "in"`.
    pub promised: Vec<Taken>,
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

/// Reads a line that stands alone, code between backticks, without its checkbox and number.
pub fn read(line: &str, manner: Manner) -> Reading {
    read_in(line, manner, &Context::default())
}

/// Reads a line where it stands in `context`, code between backticks, without its checkbox and number. What one sentence of it
/// denies or leaves open, another can promise.
pub fn read_in(line: &str, manner: Manner, context: &Context) -> Reading {
    let mut reading = Reading::default();
    let mut context = context.clone();
    for sentence in sentences(line) {
        read_sentence(sentence, manner, &context, &mut reading);
        // What follows the sentence that creates a file is to be in it.
        if manner == Manner::Task && context.files.is_empty() {
            let created = reading.promised.iter().filter_map(|(what, ..)| created(what));
            context.files = created.map(str::to_owned).collect();
        }
    }
    let mut seen = std::collections::HashSet::new();
    reading.promised.retain(|(what, ..)| seen.insert(what.clone()));
    reading
}

fn created(what: &Promised) -> Option<&str> {
    match what {
        Promised::File { path, fate: FileFate::Created } => Some(path),
        _ => None,
    }
}

fn read_sentence(sentence: &str, manner: Manner, context: &Context, reading: &mut Reading) {
    let labelled = labels::of(sentence);
    let tokens = tokens::tokens(&labelled.line);
    if let Some(why) = refused(&tokens, manner, context) {
        let names = tokens.iter().filter(|token| token.path().is_some() || names::named(token).is_some());
        reading.passed.extend(names.map(|token| (token.text.clone(), why.clone())));
        return;
    }
    reading.promised.extend(commands::of(&labelled, &tokens, manner));
    let verbs = clause::clauses(&tokens, manner);
    for clause in verbs.into_iter().take_while(|clause| !hedges::opens_condition(clause)) {
        clause::read(&clause, manner, context, reading);
    }
}

/// The sentences of a line: a full stop and a blank before a capital letter or code end one.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    const SHORTENED: &[&str] = &["e.g", "i.e", "etc", "vs", "cf", "incl", "approx"];
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let word = text[start..at].rsplit([' ', '(']).next().unwrap_or_default();
        let begins = text[at + 2..].starts_with(|c: char| c.is_uppercase() || c == '`');
        let counter = word.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '*');
        if begins && !counter && !SHORTENED.contains(&word.to_lowercase().as_str()) {
            sentences.push(&text[start..=at]);
            start = at + 2;
        }
    }
    sentences.push(&text[start..]);
    sentences
}

/// Why nothing in a line is promised, whatever it names.
fn refused(tokens: &[tokens::Token], manner: Manner, context: &Context) -> Option<String> {
    if let Sort::Told(title) = &context.sort {
        return Some(format!("under \"{title}\", which only informs"));
    }
    let denied = || (manner == Manner::Criterion).then(|| verbs::denial(tokens)).flatten();
    verbs::negation(tokens)
        .or_else(denied)
        .or_else(|| hedges::condition(tokens))
        .map(|words| format!("behind \"{words}\""))
}

/// What a line says of the lines that stand below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lead {
    /// The paths that it names.
    pub files: Vec<String>,
    /// What its first verb says is done.
    pub act: Option<Act>,
    /// The only type that it names.
    pub of: Option<String>,
}

/// What `line` says of the lines that stand below it.
pub fn lead_of(line: &str) -> Lead {
    let labelled = labels::of(line);
    let tokens = tokens::tokens(&labelled.line);
    let clauses = clause::clauses(&tokens, Manner::Task);
    Lead {
        files: tokens.iter().filter_map(|token| token.path().map(str::to_owned)).collect(),
        act: clauses.iter().find_map(|clause| clause.act),
        of: names::only_type(&tokens),
    }
}

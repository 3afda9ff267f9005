//! Functions and types that a clause says are created.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::Place;
use super::paths::is_read;
use super::tokens::{Kind, Token};
use model::{Promised, Tier};

/// Words behind a name that make it a type of Rust or C.
const TYPE_WORDS: &[&str] = &["struct", "enum", "trait", "union", "typedef"];

/// Words that make it a type in most projects and a module in others.
const MAYBE_TYPE_WORDS: &[&str] = &["model", "entity", "class", "type"];

const FUNCTION_WORDS: &[&str] = &["function", "fn", "method", "functions", "methods"];

static NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:[A-Za-z_]\w*::)*[A-Za-z_]\w*$").expect("a pattern"));
static CALL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^((?:[A-Za-z_]\w*(?:::|\.))*[A-Za-z_]\w*)\((.*)\)$").expect("a pattern"));

/// What the words of a clause create. `home` are the files that it happens in.
pub fn of(tokens: &[Token], places: &[Place], home: &[&str]) -> Vec<(Promised, Tier, String)> {
    // Which language the names belong to is told by the files; where all are of others, nothing can be looked up.
    if !home.is_empty() && !home.iter().any(|path| is_read(path)) {
        return Vec::new();
    }
    let mut read = home.iter().filter(|path| is_read(path));
    let file = read.next().filter(|_| read.next().is_none()).map(|path| (*path).to_owned());
    // What a new file comes with is as new as the file.
    let is_new = |at: usize| places[at] == Place::Object || (places[at] == Place::Beside("with") && tokens[at].code);
    let objects = (0..tokens.len()).filter(|&at| is_new(at) && tokens[at].kind == Kind::Word);
    objects.filter_map(|at| symbol(tokens, at, file.as_ref(), home.is_empty())).collect()
}

fn symbol(tokens: &[Token], at: usize, file: Option<&String>, homeless: bool) -> Option<(Promised, Tier, String)> {
    let token = &tokens[at];
    let beside = |offset: isize| at.checked_add_signed(offset).and_then(|at| tokens.get(at)).and_then(Token::word);
    let is = |words: &[&str]| {
        let next = beside(1).filter(|_| token.after.is_none());
        [beside(-1), next].into_iter().flatten().find(|word| words.contains(&word.as_str()))
    };
    let file = file.cloned();
    let sure = if homeless { Tier::Mentioned } else { Tier::Declared };
    if let Some(call) = CALL.captures(&token.text).filter(|_| token.code || !token.text.contains('.')) {
        let name = call[1].replace('.', "::");
        let arity = arity(&call[2]);
        return Some((
            Promised::Function { name, file, arity, slot: None },
            sure,
            "a call among what is created".to_owned(),
        ));
    }
    if !NAME.is_match(&token.text) {
        return None;
    }
    let name = token.text.clone();
    let named = token.code || is_code_name(&name);
    if let Some(word) = is(TYPE_WORDS).filter(|_| named) {
        return Some((Promised::Type { name, file }, sure, format!("a name beside \"{word}\"")));
    }
    if let Some(word) = is(FUNCTION_WORDS).filter(|_| token.code || name.contains('_')) {
        let what = Promised::Function { name, file, arity: None, slot: None };
        return Some((what, sure, format!("a name beside \"{word}\"")));
    }
    let maybe = is(MAYBE_TYPE_WORDS).filter(|_| named && is_camel(&name) && file.is_some());
    maybe.map(|word| (Promised::Type { name, file }, Tier::Mentioned, format!("a name beside \"{word}\"")))
}

/// The parameters between parentheses, where they are more than a sign of a call.
fn arity(inside: &str) -> Option<usize> {
    match inside.trim() {
        "" | "..." | "…" => None,
        text if text.contains(['(', '<', '[', '{']) => None,
        text => Some(text.split(',').count()),
    }
}

/// Whether a word is written as only code is: `UserModel`, `user_t`.
fn is_code_name(word: &str) -> bool {
    is_camel(word) || word.contains('_')
}

fn is_camel(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.len() > 1
        && word.chars().skip(1).any(|c| c.is_ascii_lowercase())
}

//! Functions that a message names as implemented or added.

use std::sync::LazyLock;

use regex::Regex;

use super::Paragraph;
use crate::claims::claim_openers::{begins_here, is_taken_back, sentence};
use model::{Claim, Claimed};

/// The verb, and words that may stand between it and the name without the name becoming something else's.
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:re-?)?(?: (?P<done>implement(?:s|ed)? | finish(?:es|ed)? | complete[sd]?)
        | add(?:s|ed)? | introduc(?:e|es|ed)) \s+
        (?:(?:an?|the|new|static|public|private|internal|inline|small|simple|async|our|own)\s+)*
        (?P<noun>(?:(?:helper|utility|wrapper)\s+)?(?:functions?|methods?|fn|routines?)\s+)?",
    )
    .expect("a pattern")
});

/// One name: in backticks, or with parentheses, or plain behind the word `function`.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?: `(?P<quoted>[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*)(?P<call>\([^`()]*\))?`(?P<after>\(\))?
        | (?P<called>[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*)\([^()\n]*\)
        | (?P<plain>[A-Za-z_][A-Za-z0-9_]*_[A-Za-z0-9_]+) )",
    )
    .expect("a pattern")
});

/// What stands between the names of a list.
static BETWEEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:\s*,\s*(?:and\s+)?|\s+and\s+)").expect("a pattern"));

/// What may follow the last name: the end, punctuation, a word that goes on with the sentence, or what says that it is a
/// function. Any other word (`option`, `macro`, `checks`) makes the name a part of something else's.
static FOLLOWS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^(?: \s*$ | \s*[.,;:)!]+(?:\s|$)
        | \s+(?:function|method|routine|helper|api)s?\b(?:\s*$|\s*[.,;:)]|\s+(?:to|for|in|which|that|and|as|so|by|from)\b)
        | \s+(?:to|for|in|which|that|and|as|so|by|from|on|with|-|--|—|\()(?:\s|$) )",
    )
    .expect("a pattern")
});

/// The functions that `paragraph` names as implemented or added.
pub(super) fn named(paragraph: &Paragraph) -> Vec<Claim> {
    let text = paragraph.text;
    let mut claims = Vec::new();
    for verb in VERB.captures_iter(text) {
        let Some(whole) = verb.get(0) else { continue };
        let said = Said { function: verb.name("noun").is_some(), done: verb.name("done").is_some() };
        let names = names(&text[whole.end()..], said);
        let Some((last, is_called)) = names.last().map(|name| (whole.end() + name.end, name.is_called)) else {
            continue;
        };
        let goes_on = |rest: &str| FOLLOWS.is_match(rest) || (is_called && rest.starts_with(" and "));
        let told = begins_here(&text[..whole.start()])
            && goes_on(&text[last..])
            && !is_taken_back(sentence(text, whole.start(), last));
        if told {
            claims.extend(names.iter().filter(|name| name.is_distinct).map(|name| Claim {
                what: Claimed::Function { name: name.name.clone(), certain: name.certain },
                span: paragraph.place(whole.end() + name.start, whole.end() + name.end),
            }));
        }
    }
    claims
}

/// What the words before the names say of them.
#[derive(Clone, Copy)]
struct Said {
    /// That they are functions.
    function: bool,
    /// That something was implemented or finished, and not only added: that is said of functions.
    done: bool,
}

/// A name and where it stands behind the verb.
struct Named {
    name: String,
    start: usize,
    end: usize,
    /// Whether parentheses follow it.
    is_called: bool,
    /// Whether it can only be a function's.
    certain: bool,
    /// Whether it is a name that only code uses.
    is_distinct: bool,
}

/// The list of names that `text` begins with.
fn names(text: &str, said: Said) -> Vec<Named> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(found) = NAME.captures(&text[at..]) {
        let end = at + found.get(0).map_or(0, |whole| whole.end());
        let Some(name) = function_name(&found, said, at, end) else { break };
        names.push(name);
        match BETWEEN.find(&text[end..]) {
            Some(between) if NAME.is_match(&text[end + between.end()..]) => at = end + between.end(),
            _ => break,
        }
    }
    names
}

/// The name, where it can be a function's: it is called, it is said to be one, or it is written as those are.
fn function_name(found: &regex::Captures, said: Said, start: usize, end: usize) -> Option<Named> {
    let is_called = found.name("call").is_some() || found.name("after").is_some() || found.name("called").is_some();
    let (name, certain) = match (found.name("quoted"), found.name("called"), found.name("plain")) {
        (Some(name), ..) if is_called || said.function || is_snake(name.as_str()) || is_method(name.as_str()) => {
            (name.as_str(), true)
        }
        (_, Some(name), _) => (name.as_str(), true),
        (_, _, Some(name)) if said.function || is_snake(name.as_str()) => (name.as_str(), said.function || said.done),
        _ => return None,
    };
    let is_distinct = is_distinct(name) || (is_called && name.len() > 2);
    Some(Named { name: name.to_owned(), start, end, is_called, certain, is_distinct })
}

/// `foo_bar`: names of types and constants are not written so.
fn is_snake(name: &str) -> bool {
    let plain = name.rsplit("::").next().unwrap_or(name);
    plain.trim_matches('_').contains('_') && !plain.chars().any(char::is_uppercase)
}

/// `Type::method`; `module::thing` can be anything.
fn is_method(name: &str) -> bool {
    let Some((owner, plain)) = name.rsplit_once("::") else { return false };
    let owner = owner.rsplit("::").next().unwrap_or(owner);
    owner.starts_with(char::is_uppercase) && plain.starts_with(char::is_lowercase)
}

/// Whether the name is one that only code uses: several words, long, or with its type; `main()`, `free()` say nothing. A macro's name is
/// not spared here: that it stands in the tree spares it.
fn is_distinct(name: &str) -> bool {
    let plain = name.rsplit("::").next().unwrap_or(name);
    let humps = plain.chars().skip(1).filter(|letter| letter.is_uppercase()).count();
    name.contains("::") || plain.len() > 3 && (plain.trim_matches('_').contains('_') || humps > 0 || plain.len() > 6)
}

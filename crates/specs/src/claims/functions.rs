//! Functions that a message names as implemented or added.

use std::sync::LazyLock;

use regex::Regex;

use super::Paragraph;
use crate::claims::claim_openers::{begins_here, is_taken_back, sentence};
use model::{Claim, Claimed};

/// The verb, and words that may stand between it and the name without the name becoming something else's.
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:re-?)?(?:implement(?:s|ed)? | add(?:s|ed)? | introduc(?:e|es|ed)) \s+
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
        let names = names(&text[whole.end()..], verb.name("noun").is_some());
        let Some(last) = names.last().map(|name| whole.end() + name.end) else { continue };
        let told = begins_here(&text[..whole.start()])
            && FOLLOWS.is_match(&text[last..])
            && !is_taken_back(sentence(text, whole.start(), last));
        if told {
            claims.extend(names.iter().map(|name| Claim {
                what: Claimed::Function { name: name.name.clone() },
                span: paragraph.place(whole.end() + name.start, whole.end() + name.end),
            }));
        }
    }
    claims
}

/// A name and where it stands behind the verb.
struct Named {
    name: String,
    start: usize,
    end: usize,
}

/// The list of names that `text` begins with; `function` tells whether it was said that they are functions.
fn names(text: &str, function: bool) -> Vec<Named> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(found) = NAME.captures(&text[at..]) {
        let Some(name) = function_name(&found, function) else { break };
        let end = at + found.get(0).map_or(0, |whole| whole.end());
        names.push(Named { name: name.to_owned(), start: at, end });
        match BETWEEN.find(&text[end..]) {
            Some(between) if NAME.is_match(&text[end + between.end()..]) => at = end + between.end(),
            _ => break,
        }
    }
    names
}

/// The name, where it can only be a function's: it is called, or it is said to be one.
fn function_name<'t>(found: &regex::Captures<'t>, function: bool) -> Option<&'t str> {
    let is_called = found.name("call").is_some() || found.name("after").is_some();
    let name = match (found.name("quoted"), found.name("called"), found.name("plain")) {
        (Some(name), ..) if is_called || function || is_snake(name.as_str()) || is_method(name.as_str()) => name,
        (_, Some(name), _) => name,
        (_, _, Some(name)) if function => name,
        _ => return None,
    };
    Some(name.as_str()).filter(|name| is_distinct(name))
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

//! Words by which a line leaves open whether it will be done.

use super::clause::Clause;
use super::tokens::Token;

/// Pairs and triples of words that make the whole line uncertain.
const OPEN: &[&str] = &[
    "if needed",
    "if necessary",
    "if required",
    "if missing",
    "if possible",
    "if desired",
    "if applicable",
    "if appropriate",
    "if present",
    "if any",
    "if absent",
    "if not",
    "as needed",
    "as necessary",
    "as appropriate",
    "when needed",
    "where needed",
    "may need",
    "might need",
    "may be",
    "might be",
    "or equivalent",
    "or similar",
    "either",
    "optionally",
    "optional",
    "maybe",
    "perhaps",
    "consider",
    "whether",
];

/// The words by which the line as a whole is only a possibility.
pub(super) fn condition(tokens: &[Token]) -> Option<String> {
    let words: Vec<String> = tokens.iter().map(|token| token.word().unwrap_or_default()).collect();
    if matches!(words.first().map(String::as_str), Some("if" | "when" | "unless" | "given" | "once" | "optional")) {
        return words.first().cloned();
    }
    let begins_one = |word: &String| OPEN.iter().any(|phrase| phrase.split(' ').next() == Some(word.as_str()));
    if !words.iter().any(begins_one) {
        return None;
    }
    let has = |phrase: &&&str| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        words.windows(parts.len()).any(|window| window.iter().zip(&parts).all(|(word, part)| word == part))
    };
    let open = OPEN.iter().find(has).map(|phrase| (*phrase).to_owned());
    open.or_else(|| need(&words)).or_else(|| alternative(tokens))
}

/// `… if the events need it`.
fn need(words: &[String]) -> Option<String> {
    let at = words.iter().position(|word| word == "if")?;
    let needed = ["need", "needs", "needed", "required", "require", "requires", "necessary", "missing", "applicable"];
    words[at..].iter().find(|word| needed.contains(&word.as_str())).map(|word| format!("if … {word}"))
}

/// `src/a.rs or src/b.rs`: which of two files is left open.
fn alternative(tokens: &[Token]) -> Option<String> {
    let both = |at: &[Token]| {
        at[0].path().is_some() && at[1].word().is_some_and(|word| word == "or") && at[2].path().is_some()
    };
    tokens.windows(3).any(both).then(|| "or".to_owned())
}

/// Whether a clause says under which condition the rest of the line holds: what follows is one case of it.
pub(super) fn opens_condition(clause: &Clause) -> bool {
    clause.act.is_none()
        && clause
            .tokens
            .first()
            .and_then(Token::word)
            .is_some_and(|word| matches!(word.as_str(), "if" | "unless" | "otherwise"))
}

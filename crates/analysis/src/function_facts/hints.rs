//! What comments and texts say over a body that does nothing: there, any word of lack, delay or pretence is an admission.
//!
//! Phrases cannot be listed: "not wired up", "the real lookup comes with phase 2", "should query the index". What they share is
//! a class of word and its place in the sentence: a word of pretence, a word of delay, a deed that is denied, a deed that is
//! asked for.

use super::admission_text::{readable, with_sentences};
use super::lexicon::Lexicon;
use super::shortfall::falls_short;

/// How many words may stand between a negation and the deed that it denies.
const REACH: usize = 3;

/// The most bytes of a function in which hints count: in a longer one, words about something else are more likely.
pub const HINT_REACH: usize = 1500;

/// What "your" asks the reader for.
const YOURS: &[&str] = &["code", "logic", "implementation", "own", "solution", "work"];

/// The most words of a label ("add logic here"), and the orders that one begins with.
const LABEL: usize = 4;
const LABELLED: &[&str] = &["add", "put", "write", "do", "handle", "place", "build", "code", "logic"];

/// Words that deny what follows.
const NEGATIONS: &[&str] = &["not", "no", "never", "without", "cannot", "lacks", "lacking", "missing"];

/// Words that ask for what follows.
const MODALS: &[&str] = &["should", "would", "must", "needs", "need", "ought", "shall"];

/// Words that are themselves a lack.
const LACKS: &[&str] =
    &["unimplemented", "unfinished", "incomplete", "missing", "todo", "fixme", "tbd", "tba", "noimpl"];

/// Every text that hints at lack holds one of these words, or a word of pretence or delay.
pub(super) const TRIGGERS: &[&str] = &[
    "not",
    "n't",
    "no",
    "never",
    "without",
    "lacking",
    "lacks",
    "missing",
    "should",
    "would",
    "must",
    "need",
    "ought",
    "shall",
    "unfinished",
    "incomplete",
    "tba",
    "to be",
    "just return",
    "commented out",
    "will fill",
    "will do",
    "will add",
    "assume",
    "???",
    "will be",
    "implement",
    "replace",
    "fill",
    "wire",
    "hook",
    "flesh",
    "finish",
    "complete",
    "insert",
    "plug",
    "goes here",
    "your",
    "real",
    "actual",
    "proper",
    "full",
];

/// What happens to a place that is left empty.
const FILLED: &[&str] =
    &["replaced", "filled", "added", "provided", "supported", "determined", "defined", "populated", "decided"];

/// Orders to write what is not there, at the start of a sentence.
const ORDERS: &[&str] =
    &["implement", "replace", "fill", "wire", "hook", "flesh", "finish", "complete", "insert", "plug"];

/// Whether `text` says of the place where it stands that something is missing, put off or only pretended.
pub(super) fn hints_at_lack(text: &str, lexicon: &Lexicon) -> bool {
    let text = readable(&with_sentences(text));
    let only_asks = !text.trim().is_empty() && text.trim().chars().all(|letter| letter == '?');
    only_asks || text.split_inclusive(['.', '!', '?', ';']).any(|sentence| sentence_hints(sentence, lexicon))
}

/// Whether a paragraph about a whole file calls what is in it pretended, and says that something else is to come.
pub(super) fn announces_pretence(paragraph: &str, lexicon: &Lexicon) -> bool {
    let text = with_sentences(paragraph);
    let called = words(&text);
    !lexicon.intended.within(&text)
        && lexicon.pretence.within(&text)
        && lexicon.delay.within(&text)
        && pretends(&called, false, lexicon)
        && called.windows(2).any(|two| matches!(two[0].as_str(), "will" | "be" | "until" | "for" | "not"))
}

/// Whether a comment says that code goes where it is written: "the list would be built here".
pub(super) fn asks_for_code(text: &str, lexicon: &Lexicon) -> bool {
    with_sentences(text).split_inclusive(['.', '!']).any(|sentence| {
        let words = words(sentence);
        names_what_is_to_come(&words, lexicon) && !denies_the_need(&words)
    })
}

/// Whether the text of a log call says that what reports it is only pretended: "lookup stub: id=%d".
pub(super) fn pretends_in(text: &str, lexicon: &Lexicon) -> bool {
    lexicon.pretence.within(text) && pretends(&words(&readable(text)), false, lexicon)
}

/// Whether documentation, which speaks of what a function is for as much as of what it does, says the same: by pretence, or by
/// a deed that is denied.
pub(super) fn documents_lack(text: &str, lexicon: &Lexicon) -> bool {
    let text = with_sentences(text);
    let sentences = text.split_inclusive(['.', '!', '?']);
    sentences.filter(|sentence| !lexicon.intended.within(sentence)).any(|sentence| {
        lexicon.pretence.opens(sentence)
            || falls_short(sentence, lexicon)
            || denies_a_deed(&words(sentence), lexicon) && lexicon.delay.within(sentence)
    })
}

fn sentence_hints(sentence: &str, lexicon: &Lexicon) -> bool {
    let delayed = lexicon.delay.within(sentence);
    if lexicon.intended.within(sentence) && !delayed {
        return false;
    }
    let words = words(sentence);
    if lexicon.reserved.within(sentence) || denies_the_need(&words) {
        return false;
    }
    delayed
        || pretends(&words, true, lexicon)
        || words.iter().any(|word| LACKS.contains(&word.as_str()))
        || denies_a_deed(&words, lexicon)
        || asks(&words, lexicon)
        || falls_short(sentence, lexicon)
        || names_what_is_to_come(&words, lexicon)
}

/// "No cleanup needed for now": there is nothing to do, for as long as that is so.
fn denies_the_need(words: &[String]) -> bool {
    let needs = |word: &String| matches!(word.as_str(), "need" | "needed" | "required" | "necessary");
    words
        .iter()
        .position(|word| word == "no" || word == "not" || word.ends_with("n't"))
        .is_some_and(|at| words[at..].iter().take(REACH + 1).any(needs))
}

/// "stub", "returns fake data", "this is a placeholder": pretence is said of the code. "The dummy entry at the head" is about
/// something that has that name.
fn pretends(words: &[String], provisional: bool, lexicon: &Lexicon) -> bool {
    let pretends = |at: usize| lexicon.is_pretence(&words[at]) || provisional && lexicon.is_provisional(&words[at]);
    let of_code = |at: usize| match at.checked_sub(1) {
        None => true,
        Some(before) => {
            !matches!(words[before].as_str(), "the" | "this" | "that" | "these" | "each" | "its" | "our" | "other")
        }
    };
    (0..words.len()).any(|at| pretends(at) && of_code(at))
        || words.windows(2).any(|two| {
            matches!(
                (two[0].as_str(), two[1].as_str()),
                ("hard", "coded") | ("commented", "out") | ("will", "fill" | "do" | "add")
            )
        })
}

/// "not wired up", "no logic", "isn't hooked to anything".
fn denies_a_deed(words: &[String], lexicon: &Lexicon) -> bool {
    let denies = |word: &str| NEGATIONS.contains(&word) || word.ends_with("n't");
    words.iter().enumerate().filter(|(_, word)| denies(word)).any(|(at, _)| {
        // "no need to implement" denies the need.
        let mut denied = words[at + 1..].iter().take(REACH).take_while(|word| !word.starts_with("need"));
        denied.any(|word| lexicon.is_deed(word))
    })
}

/// "should query the index", "this would call the driver", "needs a lock", "to be replaced": the place where it stands asks for a
/// deed. A sentence about someone else ("callers should") does not.
fn asks(words: &[String], lexicon: &Lexicon) -> bool {
    let modal = |at: usize| words.get(at).is_some_and(|word| MODALS.contains(&word.as_str()));
    let here = matches!(
        words.first().map(String::as_str),
        Some("this" | "it" | "here" | "that" | "really" | "actually" | "probably")
    );
    let at = if modal(0) { 0 } else { 1 };
    let negated = || words.iter().skip(at + 1).take(REACH).any(|word| NEGATIONS.contains(&word.as_str()));
    (modal(0) || (here && modal(1))) && words.len() > at + 1 && !negated()
        || words.windows(3).any(|three| {
            matches!(three[0].as_str(), "to" | "will")
                && three[1] == "be"
                && (lexicon.is_deed(&three[2]) || FILLED.contains(&three[2].as_str()))
        })
}

/// "implement the lookup", "your code here", "the real check goes here".
fn names_what_is_to_come(words: &[String], lexicon: &Lexicon) -> bool {
    let first = words.first().map(String::as_str).unwrap_or_default();
    let real =
        |two: &[String]| matches!(two[0].as_str(), "real" | "actual" | "proper" | "full") && lexicon.is_deed(&two[1]);
    let placed = words.last().is_some_and(|word| word == "here");
    let answers = |two: &[String]| two[0] == "just" && two[1].starts_with("return");
    ORDERS.contains(&first)
        || first == "assume"
        || placed && words.len() <= LABEL && LABELLED.contains(&first)
        || words.get(..2).is_some_and(answers)
        || placed && words.iter().any(|word| word == "will" || MODALS.contains(&word.as_str()))
        || words.windows(2).any(|two| two[0] == "goes" && two[1] == "here" || real(two))
        || words.windows(2).any(|two| two[0] == "your" && YOURS.contains(&two[1].as_str()))
}

pub(super) fn words(sentence: &str) -> Vec<String> {
    let words = sentence.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

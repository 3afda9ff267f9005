//! Sentences: what they ask to be made, what they forbid, what they leave to another task.

use super::counts::counts;
use super::document::{Piece, Text};
use super::files::fate_told;
use super::lists::not_taken;
use super::meaning::Meaning;
use super::names::is_type_name;
use super::reading::{Evidence, Reading};
use super::sections::Place;
use super::shape::{Shape, shape};
use crate::markdown::markers::{CODE, has_any, sentences, shortened, words, words_of};
use model::{FileFate, Handover, Promised, Tier};

/// Verbs that ask for something to be made.
const MAKE: &[&str] = &["implement", "add", "create", "write", "introduce", "define", "provide", "expose"];
/// Verbs that ask for a file to be changed or removed.
const CHANGE: &[&str] = &["modify", "update", "edit", "extend", "delete", "remove"];
/// Words that may stand between the verb and what it asks for.
const BETWEEN: &[&str] = &[
    "a",
    "an",
    "the",
    "new",
    "function",
    "functions",
    "method",
    "methods",
    "helper",
    "struct",
    "enum",
    "trait",
    "type",
    "file",
    "files",
    "module",
    "header",
    "public",
    "pub",
    "static",
    "async",
    "named",
    "called",
    "following",
    "two",
    "three",
    "both",
    "test",
    "tests",
    "and",
    "crate",
    "source",
    "unit",
    "integration",
    "internal",
    "private",
    CODE,
];
/// What may stand before the verb of a request.
const BEFORE_VERB: &[&str] = &[
    "to", "and", "must", "should", "will", "then", "shall", "please", "need", "also", "first", "finally", "next", "we",
];

/// How many pieces before a code span the verb is looked for in.
const NEAR: usize = 24;
/// How many files of tests one text can name.
const MOST_FILES: usize = 16;

/// Reads a paragraph, the text of an item or a heading that declares nothing by its place.
pub(super) fn read_prose(text: &Text, place: &Place, line: usize, reading: &mut Reading) {
    let from = Evidence { text: shortened(&text.marked()), line, why: String::new(), tier: Tier::Mentioned };
    if matches!(place.meaning, Meaning::Excluded | Meaning::Example | Meaning::References | Meaning::Untouched) {
        return not_taken(text, place, &from, reading);
    }
    take_counts(text, place.meaning, &from, reading);
    for sentence in sentences(text) {
        let from =
            Evidence { text: shortened(&sentence.marked()), line: sentence.line().unwrap_or(line), ..from.clone() };
        if !sentence_taken(&sentence, &from, reading) {
            not_taken(&sentence, place, &from, reading);
        }
    }
}

fn sentence_taken(sentence: &Text, from: &Evidence, reading: &mut Reading) -> bool {
    let words = words_of(&sentence.pieces);
    let told = sentence.pieces.iter().any(|piece| piece.look.code || piece.look.link.is_some());
    (told && (left_to_another(sentence, &words, from, reading) || forbidden(sentence, &words, from, reading)))
        || requests(sentence, from, reading)
}

/// Whether the words deny what they speak of.
pub(super) fn is_negated(words: &[String]) -> bool {
    let denying = [
        "not",
        "dont",
        "never",
        "without",
        "no",
        "instead of",
        "rather than",
        "avoid",
        "wont",
        "cannot",
        "cant",
        "shouldnt",
        "doesnt",
        "isnt",
        "already",
        "unlike",
        "existing",
    ];
    has_any(words, &denying)
}

/// Takes the counts of tests in `text`; tells whether there are any.
pub(super) fn take_counts(text: &Text, meaning: Meaning, from: &Evidence, reading: &mut Reading) -> bool {
    let under_tests = meaning == Meaning::Tests;
    let demanded = under_tests || meaning == Meaning::Conditions;
    let found = counts(text, under_tests, demanded);
    let files = test_files(text);
    for (count, sentence) in &found {
        let files = if count.overall { Vec::new() } else { files.clone() };
        let tier = if demanded { Tier::Declared } else { Tier::Mentioned };
        let line = sentence.line().unwrap_or(from.line);
        let from = Evidence { text: shortened(&sentence.marked()), line, why: "a number of tests".to_owned(), tier };
        reading.promise(Promised::Tests { at_least: count.at_least, added: count.added, files }, &from);
    }
    !found.is_empty()
}

/// The files of code that a text about tests names.
fn test_files(text: &Text) -> Vec<String> {
    let paths = text.code_spans().filter_map(|piece| match shape(&piece.text) {
        Some(Shape::Path(path)) if path.ends_with(".rs") || path.ends_with(".c") => {
            super::paths::normalised(&path).ok()
        }
        _ => None,
    });
    paths.take(MOST_FILES).collect()
}

/// "… are tested by `x.md`", "`f()` will be implemented in `x.md`", "comes with `x.md`".
fn left_to_another(sentence: &Text, words: &[String], from: &Evidence, reading: &mut Reading) -> bool {
    const LEFT: &[&str] = &[
        "tested by",
        "tested in",
        "implemented in",
        "implemented by",
        "comes with",
        "come with",
        "deferred to",
        "left to",
        "left for",
        "handled by",
        "handled in",
        "covered by",
        "covered in",
        "done in",
        "done by",
        "belongs to",
        "part of",
        "see",
        "delivered by",
        "added by",
        "added in",
        "follow in",
        "follows in",
        "postponed to",
    ];
    let tasks = sentence.pieces.iter().filter(|piece| piece.look.code || piece.look.link.is_some());
    let Some(to) = tasks.map(|piece| piece.text.trim()).find(|text| text.ends_with(".md") && !text.contains(' '))
    else {
        return false;
    };
    if !has_any(words, LEFT) {
        return false;
    }
    let symbols = sentence.code_spans().filter_map(|piece| match shape(&piece.text) {
        Some(Shape::Function { name, .. } | Shape::Slot { name, .. }) => Some(name),
        Some(Shape::Name(name)) if name.contains('_') => Some(name),
        _ => None,
    });
    let handovers = symbols.map(|symbol| Handover { symbol, to: to.to_owned(), line: from.line });
    reading.task.defers.extend(handovers);
    reading.pass(from.line, &from.text, &format!("left to {to}"));
    true
}

/// "Do not modify `path`".
fn forbidden(sentence: &Text, words: &[String], from: &Evidence, reading: &mut Reading) -> bool {
    const FORBIDDEN: &[&str] = &[
        "do not modify",
        "do not touch",
        "do not change",
        "do not edit",
        "dont modify",
        "dont touch",
        "dont change",
        "dont edit",
        "must not modify",
        "must not touch",
        "must not change",
        "never modify",
        "never touch",
        "never edit",
    ];
    if !has_any(words, FORBIDDEN) {
        return false;
    }
    // Only the object counts: "do not change the format of `x.md`" speaks of the format.
    let verb = |word: &String| ["modify", "touch", "change", "edit"].contains(&word.as_str());
    let behind = words.iter().position(verb).map_or(&[][..], |at| &words[at + 1..]);
    let plain = ["the", "file", "files", "any", "of", "or", "and", "in", "anything", "a", "existing", "code"];
    let object = behind.iter().take_while(|word| *word != CODE).all(|word| plain.contains(&word.as_str()));
    let from = Evidence { why: "a sentence that forbids to change it".to_owned(), ..from.clone() };
    if object && behind.iter().any(|word| word == CODE) {
        super::files::take(sentence, FileFate::Untouched, &from, reading);
    } else {
        reading.pass(from.line, &from.text, "forbids something that is no file");
    }
    true
}

/// "Implement `f()`", "create `src/a.c`", "add a struct `X` to `src/a.h`".
fn requests(sentence: &Text, from: &Evidence, reading: &mut Reading) -> bool {
    let mut taken = false;
    for (index, piece) in sentence.pieces.iter().enumerate().filter(|(_, piece)| piece.look.code) {
        // The verb stands near; a long sentence is not read again for each of its code spans.
        let before = words_of(behind_label(&sentence.pieces[index.saturating_sub(NEAR)..index]));
        let Some(request) = Request::before(&before) else { continue };
        if is_part(&sentence.pieces[index + 1..]) {
            continue;
        }
        let from = Evidence { why: format!("a sentence that says \"{}\"", request.verb), ..from.clone() };
        let file = file_behind(&sentence.pieces[index + 1..]);
        taken |= request.take(piece, file, &from, reading);
    }
    taken
}

/// Whether the words behind a name say that only something of it is meant: "add the `f()` call".
fn is_part(behind: &[Piece]) -> bool {
    const PARTS: &[&str] = &[
        "call",
        "calls",
        "parameter",
        "argument",
        "field",
        "fields",
        "variant",
        "variants",
        "import",
        "tests",
        "test",
        "section",
        "entry",
        "flag",
        "option",
        "key",
        "macro",
        "attribute",
        "dependency",
        "invocation",
    ];
    let next = behind.first().filter(|piece| !piece.look.code).map(|piece| words(&piece.text)).unwrap_or_default();
    next.iter().take(2).any(|word| PARTS.contains(&word.as_str()))
}

/// The pieces behind a bold label: `**Description:** Add …`.
fn behind_label(pieces: &[Piece]) -> &[Piece] {
    let labels = pieces.iter().take_while(|piece| piece.look.strong && !piece.look.code).count();
    &pieces[labels..]
}

/// The file that a sentence names behind a function: "… in `src/a.c`", "… to `src/a.c`".
pub(super) fn file_behind(pieces: &[Piece]) -> Option<String> {
    let at = pieces.iter().position(|piece| piece.look.code)?;
    let between = words_of(&pieces[..at]);
    let leads =
        between.last().is_some_and(|word| ["in", "to", "into", "of"].contains(&word.as_str())) && between.len() <= 4;
    match shape(&pieces[at].text) {
        Some(Shape::Path(path)) if leads => super::paths::normalised(&path).ok(),
        _ => None,
    }
}

/// A verb that asks for what follows.
struct Request {
    verb: String,
    between: Vec<String>,
}

impl Request {
    /// The verb at the end of `words`, with nothing between that could make it ask for something else.
    fn before(words: &[String]) -> Option<Self> {
        let is_verb = |word: &String| MAKE.contains(&word.as_str()) || CHANGE.contains(&word.as_str());
        let at = words.iter().rposition(is_verb)?;
        let leads = at == 0 || BEFORE_VERB.contains(&words[at - 1].as_str()) || is_numbering(&words[..at]);
        let between = &words[at + 1..];
        let plain = between.iter().all(|word| BETWEEN.contains(&word.as_str()));
        let request = Self { verb: words[at].clone(), between: between.to_vec() };
        (leads && plain && !is_negated(words)).then_some(request)
    }

    fn take(&self, piece: &Piece, file: Option<String>, from: &Evidence, reading: &mut Reading) -> bool {
        let says = |word: &str| self.between.iter().any(|told| told == word);
        let making = MAKE.contains(&self.verb.as_str());
        let tests = says("test") || says("tests");
        match shape(&piece.text) {
            Some(Shape::Path(path)) => reading.file(&path, self.fate(), from),
            Some(Shape::Function { name, .. } | Shape::Name(name)) if making && tests => {
                return super::names::declare_test(&Shape::Name(name), true, file, from, reading);
            }
            Some(Shape::Function { name, arity }) if making => {
                reading.promise(Promised::Function { name, file, arity, slot: None }, from);
            }
            Some(Shape::Type(name)) if making && self.verb != "implement" => {
                reading.promise(Promised::Type { name, file }, from);
            }
            Some(Shape::Name(name)) if making => return self.take_name(name, file, from, reading),
            _ => return false,
        }
        true
    }

    /// A bare name is what the word before it says: "add a function `x`".
    fn take_name(&self, name: String, file: Option<String>, from: &Evidence, reading: &mut Reading) -> bool {
        let says = |set: &[&str]| self.between.iter().any(|told| set.contains(&told.as_str()));
        if says(&["function", "functions", "method", "methods", "helper"]) && !is_type_name(&name) {
            reading.promise(Promised::Function { name, file, arity: None, slot: None }, from);
        } else if says(&["struct", "enum", "trait", "type"]) && self.verb != "implement" && is_type_name(&name) {
            reading.promise(Promised::Type { name, file }, from);
        } else {
            return false;
        }
        true
    }

    fn fate(&self) -> FileFate {
        let told = fate_told(std::slice::from_ref(&self.verb));
        told.unwrap_or(FileFate::Modified)
    }
}

/// `Step 3: add …`, `T012 [P] create …`: numbers and marks before a verb.
fn is_numbering(words: &[String]) -> bool {
    let mark = |word: &String| word.len() <= 5 && word.chars().any(char::is_numeric);
    let unit = |word: &String| ["step", "task", "phase", "p"].contains(&word.as_str());
    words.len() <= 4 && words.iter().all(|word| mark(word) || unit(word))
}

/// Whether `text` asks for a clean working tree.
pub(super) fn asks_for_clean_tree(text: &Text) -> bool {
    let words = words(&text.plain());
    let tree = ["working tree", "worktree", "working directory", "git status", "tree"];
    has_any(&words, &tree)
        && has_any(&words, &["clean", "empty", "no uncommitted", "nothing to commit"])
        && !has_any(&words, &["not", "after"])
}

//! The clauses of a line, each with its verb, and what stands in which place of them.

use super::context::Context;
use super::layout::Layout;
use super::names::named;
use super::objects::{self, Scene};
use super::paths::is_placed;
use super::tested;
use super::tokens::{Kind, Token};
use super::verbs::{Act, act, is_plain, past};
use super::{Manner, Reading};
use model::{FileFate, Promised, Tier};

/// What a verb says, and the words that belong to it.
#[derive(Debug)]
pub struct Clause<'a> {
    /// What happens; `None` where no known verb says it.
    pub act: Option<Act>,
    /// The verb itself, in lower case.
    pub verb: Option<String>,
    /// The words, the verb at their beginning left out.
    pub tokens: &'a [Token],
    /// How many of them only say where, before the verb: `src/a.rs:`.
    head: usize,
    /// Whether the verb is a participle, so that what follows it at once is not what it is about.
    passive: bool,
}

/// In which place of a clause a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It is what the verb is about.
    Object,
    /// It is where that happens: the preposition.
    Where(&'static str),
    /// It is only looked at: the preposition.
    Beside(&'static str),
}

const WHERE: &[&str] = &["in", "into", "at", "to", "inside", "within", "under", "across"];
const BESIDE: &[&str] = &[
    "from",
    "of",
    "on",
    "including",
    "see",
    "per",
    "using",
    "like",
    "following",
    "with",
    "as",
    "by",
    "for",
    "via",
    "against",
    "after",
    "before",
    "based",
    "through",
    "when",
    "if",
    "than",
    "that",
    "which",
    "where",
    "so",
    "because",
    "e.g",
    "cf",
    "mirroring",
    "similar",
    "matching",
    "unless",
    "until",
    "without",
    "via",
    "referencing",
    "reusing",
    "calling",
    "covering",
    "and/or",
];

/// The clauses of a line: a verb at its beginning, or behind `and`, a comma or a full stop, begins a new one.
pub fn clauses(tokens: &[Token], manner: Manner) -> Vec<Clause<'_>> {
    let mut starts = vec![0];
    let mut depth = 0_usize;
    // Words before a verb that only say where, `src/a.rs:`, are no clause of their own.
    let heading = tokens.iter().take_while(|token| token.kind == Kind::Path).count();
    for at in 0..tokens.len() {
        match tokens[at].kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ if depth == 0 && at > heading && begins(&tokens[at - 1], &tokens[at]) => starts.push(at),
            _ => {}
        }
    }
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    starts.iter().zip(ends).map(|(&start, end)| clause(&tokens[start..end], manner)).collect()
}

fn begins(before: &Token, token: &Token) -> bool {
    let joined = before.word().is_some_and(|word| matches!(word.as_str(), "and" | "then" | "also"));
    let cut = matches!(before.after, Some(',' | ';' | '.' | ':')) || before.kind == Kind::Dash;
    (joined || cut) && token.word().is_some_and(|word| is_plain(&word))
}

/// The verb is the first word, or the first behind a path with a colon: `src/a.rs: add the parser`.
fn clause(tokens: &[Token], manner: Manner) -> Clause<'_> {
    let first = tokens.iter().position(|token| token.kind == Kind::Word && !token.code);
    let headed = |at: &usize| tokens[..*at].iter().all(|token| token.kind != Kind::Path || token.after == Some(':'));
    let verb = first.filter(headed).and_then(|at| {
        let word = tokens[at].text.to_lowercase();
        Some((at, act(&word)?, word))
    });
    match verb {
        Some((0, act, word)) => {
            Clause { act: Some(act), verb: Some(word), tokens: &tokens[1..], head: 0, passive: false }
        }
        Some((at, act, word)) => Clause { act: Some(act), verb: Some(word), tokens, head: at, passive: false },
        None if manner == Manner::Criterion => passive(tokens),
        None => nothing(tokens),
    }
}

/// `src/a.rs exists`, `The parser is created at src/a.rs`: only the path beside the participle is meant.
fn passive(tokens: &[Token]) -> Clause<'_> {
    let found = tokens.iter().enumerate().find_map(|(at, token)| Some((at, past(&token.word()?)?)));
    let Some((at, act)) = found else { return nothing(tokens) };
    let start = at.saturating_sub(4);
    match tokens[start..at].iter().rposition(|token| token.kind == Kind::Path || token.code && named(token).is_some()) {
        Some(path) => {
            Clause { act: Some(act), verb: None, tokens: &tokens[start + path..=at], head: 0, passive: false }
        }
        None => Clause { act: Some(act), verb: None, tokens: &tokens[at + 1..], head: 0, passive: true },
    }
}

fn nothing(tokens: &[Token]) -> Clause<'_> {
    Clause { act: None, verb: None, tokens, head: 0, passive: false }
}

/// Reads one clause that stands in `context`.
pub fn read(clause: &Clause, manner: Manner, context: &Context, reading: &mut Reading) {
    let places = places(clause);
    let located = |wanted: fn(&Place) -> bool| {
        let pairs = clause.tokens.iter().zip(&places);
        pairs.filter_map(move |(token, place)| token.path().filter(|_| wanted(place)))
    };
    let home: Vec<&str> = located(|place| !matches!(place, Place::Beside(_))).collect();
    for (at, (token, place)) in clause.tokens.iter().zip(&places).enumerate() {
        match (token.kind, place) {
            (Kind::Folder, Place::Object) if clause.act == Some(Act::Create) && !clause.passive => {
                let what = Promised::File { path: token.text.clone(), fate: FileFate::Created };
                reading.promised.push((what, Tier::Declared, "the folder itself is what is created".to_owned()));
            }
            (Kind::Folder, Place::Where(_)) if clause.act == Some(Act::Create) && speaks_of_folder(clause) => {
                let what = Promised::File { path: token.text.clone(), fate: FileFate::Created };
                reading.promised.push((what, Tier::Mentioned, "a folder, by the words before it".to_owned()));
            }
            (Kind::Folder, _) => reading.passed.push((token.text.clone(), "a folder".to_owned())),
            (Kind::NoFile(why), _) => reading.passed.push((token.text.clone(), why.to_owned())),
            (Kind::Path, Place::Beside(word)) => {
                reading.passed.push((token.text.clone(), format!("behind \"{word}\", only looked at")));
            }
            (Kind::Path, Place::Object) if clause.act == Some(Act::Create) && is_attribute(&clause.tokens[at..]) => {
                reading.passed.push((token.text.clone(), "says what kind of thing is created".to_owned()));
            }
            (Kind::Path, Place::Object) if clause.passive => {
                reading.passed.push((token.text.clone(), "no verb says what becomes of it".to_owned()));
            }
            (Kind::Path, Place::Where(_)) if clause.act.is_none() && manner != Manner::Task => {
                reading.passed.push((token.text.clone(), "no verb says what becomes of it".to_owned()));
            }
            (Kind::Path, _) => file(clause, token, *place, manner, reading),
            _ => {}
        }
    }
    // What the lines around say is done, is done with what this one only names.
    let act = match clause.act {
        // What is to be ensured of something is to be there.
        Some(Act::Look) if matches!(clause.verb.as_deref(), Some("ensure" | "test")) => Some(Act::Modify),
        act => act.or(context.act.filter(|_| manner == Manner::Task)),
    };
    if !matches!(act, Some(Act::Look | Act::Move)) {
        let names: Vec<_> = clause.tokens.iter().map(named).collect();
        let layout = Layout::of(clause.tokens, &names);
        let scene = Scene { clause, places: &places, home: &home, manner, context, act, names, layout };
        reading.promised.extend(objects::of(&scene));
    }
    let says = clause.act.is_some() || manner == Manner::Task;
    if says && !matches!(clause.act, Some(Act::Look | Act::Delete | Act::Move)) {
        reading.promised.extend(tested::of(clause.tokens, &home));
    }
}

/// `Create the config folder structure in src/config/`.
fn speaks_of_folder(clause: &Clause) -> bool {
    let is_folder = |word: String| {
        matches!(word.as_str(), "directory" | "directories" | "folder" | "folders" | "structure" | "skeleton")
    };
    clause.tokens.iter().filter_map(Token::word).any(is_folder)
}

/// Whether the path at the beginning of `tokens` stands before a noun: `.gitignore automation`.
fn is_attribute(tokens: &[Token]) -> bool {
    let Some(next) = tokens.get(1).filter(|_| tokens[0].after.is_none()) else { return false };
    let known = |word: &str| WHERE.contains(&word) || BESIDE.contains(&word) || is_filler(word) || past(word).is_some();
    next.kind == Kind::Word
        && !next.code
        && next.word().is_some_and(|word| !known(&word) && word.chars().all(char::is_alphabetic))
}

/// The place of each word. Words between the verb and a path make the path the place where it happens; words between a
/// preposition and a path cut the two off from one another.
fn places(clause: &Clause) -> Vec<Place> {
    let tokens = clause.tokens;
    let mut place = Place::Object;
    let mut outside = None;
    let mut words = 0;
    let mut places = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => {
                outside = outside.or(Some((place, words)));
                place = if is_lone_path(&tokens[at..]) { Place::Where("(") } else { Place::Beside("(") };
                words = 0;
            }
            Kind::Close => (place, words) = outside.take().unwrap_or((place, words)),
            Kind::Dash if place == Place::Object && words > 0 => (place, words) = (Place::Where("->"), 0),
            Kind::Word if !token.code => {
                let word = token.text.to_lowercase();
                let next = match (word.as_str(), clause.act) {
                    ("from", Some(Act::Delete)) => Place::Where("from"),
                    // What is exported from a file is written there.
                    ("from", _) if clause.verb.as_deref().is_some_and(|verb| verb.ends_with("export")) => {
                        Place::Where("in")
                    }
                    _ => after(&word, place),
                };
                words =
                    if next != place { 0 } else { words + usize::from(!is_filler(&word) && !is_preposition(&word)) };
                place = next;
                if act(&word).is_some() && matches!(place, Place::Where("to")) {
                    place = Place::Beside("to");
                }
            }
            Kind::Word => words += 1,
            _ => {}
        }
        places.push(match place {
            _ if at < clause.head => Place::Where(":"),
            Place::Object if token.kind == Kind::Path && words > 0 => Place::Where("beside it"),
            Place::Where(word) if token.kind == Kind::Path && words > 1 && word != "->" => Place::Beside(word),
            place => place,
        });
    }
    places
}

fn is_preposition(word: &str) -> bool {
    WHERE.contains(&word) || BESIDE.contains(&word)
}

fn after(word: &str, place: Place) -> Place {
    let known = |words: &[&'static str]| words.iter().copied().find(|known| *known == word);
    match (known(WHERE), known(BESIDE)) {
        (Some(_), _)
            if matches!(
                place,
                Place::Beside("like" | "as" | "see" | "similar" | "per" | "following" | "mirroring")
            ) =>
        {
            place
        }
        (Some(word), _) => Place::Where(word),
        (_, Some(word)) => Place::Beside(word),
        _ => place,
    }
}

/// `(src/a.rs)`, `(src/a.rs, src/b.rs)`.
fn is_lone_path(tokens: &[Token]) -> bool {
    let inside = tokens.iter().skip(1).take_while(|token| token.kind != Kind::Close);
    inside.clone().count() > 0 && inside.clone().all(|token| token.kind == Kind::Path && token.text.contains('/'))
}

fn is_filler(word: &str) -> bool {
    [
        "a", "an", "the", "new", "file", "files", "module", "and", "&", "or", "both", "initial", "basic", "source",
        "header", "test", "empty", "stub", "script",
    ]
    .contains(&word)
}

fn file(clause: &Clause, token: &Token, place: Place, manner: Manner, reading: &mut Reading) {
    let path = token.text.clone();
    let (fate, tier) = match (clause.act, place) {
        (Some(Act::Look), Place::Where("in")) if is_tests(&path) => (FileFate::Modified, Tier::Mentioned),
        (Some(Act::Look), _) => {
            return reading.passed.push((path, "what is only looked at or run".to_owned()));
        }
        (Some(Act::Create), Place::Object | Place::Where("at")) => (FileFate::Created, Tier::Declared),
        (Some(Act::Delete), Place::Object) => (FileFate::Deleted, Tier::Declared),
        (Some(Act::Move), Place::Object) if moves(clause) => (FileFate::Deleted, Tier::Declared),
        (Some(Act::Move), Place::Where("to" | "into" | "->")) if moves(clause) => (FileFate::Created, Tier::Declared),
        (Some(Act::Move), Place::Where("to" | "into" | "->")) => (FileFate::Modified, Tier::Declared),
        (Some(Act::Move), _) => return reading.passed.push((path, "what is moved there is not said".to_owned())),
        (Some(_), _) => (FileFate::Modified, Tier::Declared),
        (None, Place::Where("in" | "to" | "into" | "at" | "(")) => (FileFate::Modified, Tier::Mentioned),
        // What stands in a list of work is what the work is about, in whatever words and language.
        (None, _) if manner == Manner::Task => (FileFate::Modified, Tier::Mentioned),
        (None, _) => return reading.passed.push((path, "no verb says what becomes of it".to_owned())),
    };
    let why = why(clause.act, place, tier);
    // Which file a name alone means is a guess where it is not to be made.
    let tier = if is_placed(&path) || fate == FileFate::Created { tier } else { Tier::Mentioned };
    if clause.act.is_none() && place == Place::Where("(") && manner != Manner::Task {
        return reading.passed.push((path, "in parentheses, without a verb".to_owned()));
    }
    reading.promised.push((Promised::File { path, fate }, tier, why));
}

/// Whether a file holds tests: what is tested "in" it is to be written there.
fn is_tests(path: &str) -> bool {
    path.to_lowercase().split(['/', '_', '.', '-']).any(|part| matches!(part, "test" | "tests"))
}

/// Whether a clause says what goes and where to: one file goes and another comes.
fn moves(clause: &Clause) -> bool {
    let is_to = |token: &Token| matches!(token.word().as_deref(), Some("to" | "into")) || token.kind == Kind::Dash;
    let Some(to) = clause.tokens.iter().position(is_to) else { return false };
    let is_path = |token: &Token| token.kind == Kind::Path;
    clause.tokens.first().is_some_and(is_path) && clause.tokens[to..].iter().any(is_path)
}

fn why(act: Option<Act>, place: Place, tier: Tier) -> String {
    let verb = match act {
        Some(Act::Create) => "what is created",
        Some(Act::Modify) => "what is changed",
        Some(Act::Delete) => "what is removed",
        Some(Act::Move) => "what is moved",
        Some(Act::Look) | None => "what is done",
    };
    match (place, tier) {
        (Place::Object, _) => format!("the file itself is {verb}"),
        (Place::Where(word), Tier::Mentioned) => format!("behind \"{word}\", without a verb that is known"),
        (Place::Where(word) | Place::Beside(word), _) => format!("behind \"{word}\": where {verb} goes"),
    }
}

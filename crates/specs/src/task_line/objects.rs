//! Functions, types, slots and tests that a clause says will be there.

use super::clause::{Clause, Place};
use super::context::{Context, Sort};
use super::names::{Named, is_camel};
use super::paths::is_code;
use super::tokens::{Kind, Token};
use super::verbs::Act;
use super::{Manner, Taken};
use model::{Promised, Tier};

/// Words beside a name that make it a type of Rust or C.
const TYPE_WORDS: &[&str] =
    &["struct", "structs", "enum", "enums", "trait", "traits", "union", "typedef", "newtype", "structure"];
/// Words that make it a type in most projects and a module in others.
const MAYBE_TYPE_WORDS: &[&str] =
    &["model", "entity", "class", "classes", "type", "types", "object", "abstract", "concrete", "opaque", "interface"];
const FUNCTION_WORDS: &[&str] = &[
    "function",
    "fn",
    "method",
    "functions",
    "methods",
    "helper",
    "helpers",
    "getter",
    "setter",
    "constructor",
    "constructors",
    "builder",
    "handler",
    "callback",
    "accessor",
    "getters",
];
/// Words behind a name that say that only a part of it, or something about it, is meant.
const PARTS: &[&str] = &[
    "call",
    "calls",
    "parameter",
    "parameters",
    "param",
    "argument",
    "arguments",
    "field",
    "fields",
    "variant",
    "variants",
    "import",
    "imports",
    "section",
    "entry",
    "entries",
    "flag",
    "flags",
    "option",
    "options",
    "key",
    "keys",
    "macro",
    "attribute",
    "dependency",
    "dependencies",
    "invocation",
    "error",
    "errors",
    "module",
    "crate",
    "feature",
    "constant",
    "constants",
    "column",
    "table",
    "variable",
    "config",
    "value",
    "values",
    "command",
    "subcommand",
    "directory",
    "folder",
    "arm",
    "arms",
    "match",
    "package",
    "library",
    "table",
    "tag",
    "label",
    "property",
];

/// The clause and what is known of where it happens.
pub(super) struct Scene<'a> {
    pub(super) clause: &'a Clause<'a>,
    pub(super) places: &'a [Place],
    /// The files that the clause itself names.
    pub(super) home: &'a [&'a str],
    pub(super) manner: Manner,
    pub(super) context: &'a Context,
    /// What happens, also where only the lines around say so.
    pub(super) act: Option<Act>,
    /// What each word names.
    pub(super) names: Vec<Option<Named>>,
}

/// What the names of a clause promise.
pub(super) fn of(scene: &Scene) -> Vec<Taken> {
    (0..scene.clause.tokens.len())
        .filter(|&at| scene.names[at].is_some() || scene.is_capital(at))
        .filter_map(|at| scene.object(at))
        .collect()
}

impl Scene<'_> {
    fn is_capital(&self, at: usize) -> bool {
        let token = &self.clause.tokens[at];
        token.kind == Kind::Word && token.text.starts_with(|c: char| c.is_ascii_uppercase())
    }

    fn is_name(&self, at: usize) -> bool {
        self.names[at].is_some()
    }

    fn object(&self, at: usize) -> Option<Taken> {
        let name = self.name(at)?;
        if !self.is_object(at, &name) || self.is_part(at) || self.is_tested(at, &name) {
            return None;
        }
        let creating = self.act == Some(Act::Create);
        let about_tests = self.context.sort == Sort::Tests;
        let file = self.file();
        match name {
            Named::Test(name) if self.act != Some(Act::Look) || about_tests => {
                Some((Promised::Test { name, file }, self.tier(true), "the name of a test".to_owned()))
            }
            Named::Snake(name)
                if about_tests && self.context.direct && self.leads(at) && name.matches('_').count() > 1 =>
            {
                Some((Promised::Test { name, file }, self.tier(false), "a name in a list of tests".to_owned()))
            }
            _ if about_tests => None,
            Named::Call { name, arity } => {
                let sure = creating || self.manner == Manner::Task;
                Some((
                    Promised::Function { name, file, arity, slot: None },
                    self.tier(sure),
                    "a function among what is done".to_owned(),
                ))
            }
            Named::Slot { name, arity } => {
                Some((Promised::Slot { name, of: None, arity }, self.tier(true), "a pointer to a function".to_owned()))
            }
            Named::Type(name) => {
                Some((Promised::Type { name, file }, self.tier(creating), "a declared type".to_owned()))
            }
            Named::Camel(name) => self.type_named(at, &name, file),
            Named::Snake(name) => self.function_named(at, name, file),
            Named::Test(_) => None,
        }
    }

    /// What the token at `at` names: a word in a capital letter is a type where the word behind it says so.
    fn name(&self, at: usize) -> Option<Named> {
        let token = &self.clause.tokens[at];
        let typed = || {
            let next = self.clause.tokens.get(at + 1).filter(|_| token.after.is_none()).and_then(Token::word)?;
            let plain =
                ["The", "New", "Each", "This", "All", "Public", "Internal", "Typed", "Simple", "Core", "Both", "Rust"];
            let named =
                is_camel(&token.text) && !plain.contains(&token.text.as_str()) && TYPE_WORDS.contains(&next.as_str());
            named.then(|| Named::Camel(token.text.clone()))
        };
        let listed = || self.is_capital(at).then(|| Named::Camel(token.text.clone())).filter(|_| self.in_list(at));
        self.names[at].clone().or_else(typed).or_else(listed)
    }

    /// `a unit test proving \`detach()\``: what a test is about is there for another reason.
    fn is_tested(&self, at: usize, name: &Named) -> bool {
        let about = |token: &Token| {
            token.word().is_some_and(|word| {
                matches!(word.as_str(), "test" | "tests" | "testing" | "coverage" | "scenario" | "scenarios")
            })
        };
        !matches!(name, Named::Test(_)) && self.clause.tokens[..at].iter().any(about)
    }

    /// A line of a list declares what it names; a criterion or a sentence only mentions it, unless a file says where it is.
    fn tier(&self, sure: bool) -> Tier {
        let placed = !self.home.is_empty() || self.context.home().is_some();
        if sure && (placed || self.manner == Manner::Task) { Tier::Declared } else { Tier::Mentioned }
    }

    /// The one file that it happens in.
    fn file(&self) -> Option<String> {
        let mut read = self.home.iter().filter(|path| is_code(path));
        match (read.next(), read.next()) {
            (Some(one), None) => Some((*one).to_owned()),
            (None, _) if self.home.is_empty() => self.context.home().cloned(),
            _ => None,
        }
    }

    /// Whether the name at `at` is what the clause is about.
    fn is_object(&self, at: usize, name: &Named) -> bool {
        let token = &self.clause.tokens[at];
        match self.places[at] {
            Place::Object => self.act.is_some() || self.leads(at),
            // What a new thing comes with is as new as it is.
            Place::Beside("with") => token.code && self.act == Some(Act::Create),
            Place::Beside("(") => self.is_listed(at) && self.act != Some(Act::Modify),
            Place::Beside("for" | "of" | "using" | "by" | "via" | "like" | "as" | "see" | "from" | "per") => false,
            Place::Where("->") => self.act.is_some_and(|act| act != Act::Look) && self.leads_behind_dash(at),
            Place::Where("beside it") => self.act.is_some() || self.leads(at),
            // Where something is added, the function that it is added to changes.
            Place::Where("in" | "to" | "into" | "inside") => {
                self.manner == Manner::Task
                    && (matches!(name, Named::Snake(_) | Named::Call { .. }) || self.beside(at, TYPE_WORDS))
                    && self.act.is_none_or(|act| matches!(act, Act::Create | Act::Modify))
                    && self.follows_preposition(at)
                    && (token.code || self.act.is_some() || at <= 1)
            }
            Place::Where(_) | Place::Beside(_) => self.follows_dash(at) && self.act == Some(Act::Create),
        }
    }

    fn follows_preposition(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| self.clause.tokens[before].word())
            .is_some_and(|word| ["in", "to", "into", "inside"].contains(&word.as_str()))
            || at == 0
    }

    /// Whether only plain words that say its kind stand before the name in a line without a verb.
    fn leads(&self, at: usize) -> bool {
        let listed = self.manner == Manner::Task || self.context.act == Some(Act::Create) || self.context.direct;
        let before = &self.clause.tokens[..at];
        let plain = |(at, token): (usize, &Token)| self.is_name(at) || is_kind_word(token) || token.kind != Kind::Word;
        let names = before.iter().enumerate().all(plain);
        let typed = self.beside(at, TYPE_WORDS);
        // A signature at the front of a criterion introduces the function; a mere call tells how one behaves.
        let introduced = at == 0 && matches!(self.names[at], Some(Named::Call { arity: Some(_), .. }));
        listed && (names || typed) || introduced && self.manner == Manner::Criterion
    }

    /// `… in src/a.rs — insert_row(), delete_row()`: names that stand first behind a dash are what the line is about.
    fn follows_dash(&self, at: usize) -> bool {
        let before = &self.clause.tokens[..at];
        let dash = before.iter().rposition(|token| token.kind == Kind::Dash);
        let and = |at: usize| self.clause.tokens[at].word().is_some_and(|word| word == "and");
        dash.is_some_and(|dash| (dash + 1..at).all(|at| self.is_name(at) || and(at)))
    }

    fn leads_behind_dash(&self, at: usize) -> bool {
        self.follows_dash(at) || self.beside(at, TYPE_WORDS) || self.act == Some(Act::Create)
    }

    fn in_list(&self, at: usize) -> bool {
        self.places[at] == Place::Beside("(") && is_camel(&self.clause.tokens[at].text) && self.is_listed(at)
    }

    /// A name in parentheses that hold names only, behind a word for what they are: `structs (Row, Column)`.
    fn is_listed(&self, at: usize) -> bool {
        let tokens = self.clause.tokens;
        let Some(open) = tokens[..at].iter().rposition(|token| token.kind == Kind::Open) else { return false };
        let close =
            tokens[open..].iter().position(|token| token.kind == Kind::Close).map_or(tokens.len(), |at| open + at);
        let only_names = (open + 1..close).all(|at| self.is_name(at) || self.is_capital(at));
        let kinds: Vec<String> = tokens[..open].iter().rev().take(4).filter_map(Token::word).collect();
        let said = kinds.iter().any(|word| is_plural_kind(word));
        let variants = kinds.first().is_some_and(|word| PARTS.contains(&word.as_str()) || word == "enum");
        only_names && said && !variants
    }

    fn beside(&self, at: usize, words: &[&str]) -> bool {
        self.word_beside(at, words).is_some()
    }

    fn word_beside(&self, at: usize, words: &[&str]) -> Option<String> {
        let tokens = self.clause.tokens;
        let next = tokens.get(at + 1).filter(|_| tokens[at].after.is_none()).and_then(Token::word);
        let second = tokens.get(at + 2).filter(|_| next.as_deref().is_some_and(is_adjective)).and_then(Token::word);
        let before = at.checked_sub(1).and_then(|before| tokens[before].word());
        [before, next, second].into_iter().flatten().find(|word| words.contains(&word.as_str()))
    }

    /// Whether the words behind a name say that only something of it, or something beside it, is meant.
    fn is_part(&self, at: usize) -> bool {
        let tokens = self.clause.tokens;
        let next = tokens.get(at + 1).filter(|_| tokens[at].after.is_none()).and_then(Token::word);
        let owned = tokens[at].text.ends_with("'s");
        owned || next.is_some_and(|word| PARTS.contains(&word.as_str())) || self.is_one_of_parts(at)
    }

    /// `fields \`a\`, \`b\``: the word before a list says what all of it is.
    fn is_one_of_parts(&self, at: usize) -> bool {
        let plain = |at: &usize| {
            let token = &self.clause.tokens[*at];
            token.kind == Kind::Word && !token.code && !self.is_name(*at)
        };
        let word = (0..at).rev().take(8).find(plain).and_then(|at| self.clause.tokens[at].word());
        word.is_some_and(|word| PARTS.contains(&word.as_str()))
    }

    fn type_named(&self, at: usize, name: &str, file: Option<String>) -> Option<Taken> {
        let what = Promised::Type { name: name.to_owned(), file };
        let code = self.clause.tokens[at].code;
        if let Some(word) = self.word_beside(at, TYPE_WORDS) {
            return Some((what, self.tier(true), format!("a name beside \"{word}\"")));
        }
        if let Some(word) = self.word_beside(at, MAYBE_TYPE_WORDS) {
            let placed = self.file().is_some() || code;
            return placed.then(|| (what, Tier::Mentioned, format!("a name beside \"{word}\"")));
        }
        let verb = matches!(self.act, Some(Act::Create)) && (code || is_camel(name));
        if code && self.context.direct && self.leads(at) && self.clause.tokens.len() == 1 {
            return Some((what, self.tier(true), "a name alone below its file".to_owned()));
        }
        let lines = self.manner != Manner::Prose || code;
        (verb && lines).then(|| (what, Tier::Mentioned, "a name among what is created".to_owned()))
    }

    fn function_named(&self, at: usize, name: String, file: Option<String>) -> Option<Taken> {
        let what = Promised::Function { name, file, arity: None, slot: None };
        if let Some(word) = self.word_beside(at, FUNCTION_WORDS) {
            let sure = self.act == Some(Act::Create);
            return Some((what, self.tier(sure), format!("a name beside \"{word}\"")));
        }
        let joined = self.clause.tokens[at].text.trim_matches('_').contains('_');
        let verb = self.clause.verb.as_deref();
        let near = at <= 2 && self.places[at] == Place::Object;
        let implemented = near && verb.is_some_and(|verb| matches!(verb, "implement" | "write" | "implements"));
        let changed = self.act == Some(Act::Modify) && self.manner == Manner::Task;
        let located = matches!(self.places[at], Place::Where(_));
        (joined && (implemented || changed || located))
            .then(|| (what, Tier::Mentioned, "a name of a function's form among what is done".to_owned()))
    }
}

fn is_kind_word(token: &Token) -> bool {
    const ALSO: &[&str] =
        &["a", "an", "the", "new", "and", "public", "pub", "static", "async", "api", "generic", "frame"];
    token.word().is_some_and(|word| {
        [TYPE_WORDS, MAYBE_TYPE_WORDS, FUNCTION_WORDS, ALSO].iter().any(|words| words.contains(&word.as_str()))
    })
}

fn is_plural_kind(word: &str) -> bool {
    matches!(
        word,
        "structs" | "enums" | "types" | "traits" | "methods" | "functions" | "getters" | "helpers" | "classes"
    )
}

/// Words between a name and the word that says what it is: "`Ring` abstract class".
fn is_adjective(word: &str) -> bool {
    matches!(
        word,
        "abstract" | "base" | "opaque" | "concrete" | "internal" | "public" | "generic" | "pure" | "private" | "new"
    )
}

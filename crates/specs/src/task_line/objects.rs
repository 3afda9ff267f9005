//! Functions, types, slots, tests and other names that a clause says will be there, or will go.

use super::beside::{Noun, around_list, beside, noun};
use super::clause::{Clause, Place};
use super::context::{Context, Sort};
use super::layout::Layout;
use super::names::{Named, is_camel};
use super::paths::is_code;
use super::tokens::{Kind, Token};
use super::verbs::Act;
use super::{Manner, Taken};
use model::{Promised, SymbolKind, Tier};

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
    /// How the words stand to one another.
    pub(super) layout: Layout,
}

/// What the names of a clause promise.
pub(super) fn of(scene: &Scene) -> Vec<Taken> {
    let file = scene.file();
    (0..scene.clause.tokens.len())
        .filter(|&at| scene.names[at].is_some() || scene.is_capital(at))
        .filter_map(|at| scene.object(at, file.as_ref()))
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

    fn object(&self, at: usize, file: Option<&String>) -> Option<Taken> {
        let name = self.name(at)?;
        let noun = self.noun(at);
        let kind = noun.as_ref().map(|(noun, _)| *noun);
        let named_test = self.is_test(at, &name);
        let tested = self.layout.tests.is_some_and(|tests| tests < at) && !matches!(name, Named::Test(_));
        if let Some(test) = named_test.filter(|_| self.act != Some(Act::Delete)) {
            let what = Promised::Test { name: test, file: file.cloned() };
            return Some((what, self.tier(false), "a name behind \"test\"".to_owned()));
        }
        let tested = tested && self.act != Some(Act::Delete);
        let owned = self.clause.tokens[at].text.ends_with("'s");
        if owned || tested || kind == Some(Noun::Part) || !self.is_object(at, &name, kind) {
            return None;
        }
        let file = file.cloned();
        if self.act == Some(Act::Delete) {
            return self.removed(at, name, file);
        }
        if self.context.sort == Sort::Tests {
            return self.test(at, name, file);
        }
        match (name, kind) {
            (Named::Test(name), _) if self.act != Some(Act::Look) => {
                Some((Promised::Test { name, file }, self.tier(true), "the name of a test".to_owned()))
            }
            (Named::Test(_), _) => None,
            (Named::Slot { name, arity }, _) => {
                Some((Promised::Slot { name, of: None, arity }, self.tier(true), "a pointer to a function".to_owned()))
            }
            (Named::Type(name), _) => {
                let sure = self.act == Some(Act::Create);
                Some((Promised::Type { name, file }, self.tier(sure), "a declared type".to_owned()))
            }
            (Named::Call { name, arity }, kind) if kind != Some(Noun::Symbol(SymbolKind::Macro)) => {
                let sure = self.act == Some(Act::Create) || self.manner == Manner::Task;
                let what = Promised::Function { name, file, arity, slot: None };
                Some((what, self.tier(sure), "a function among what is done".to_owned()))
            }
            (Named::Camel(name), None | Some(Noun::Type | Noun::MaybeType | Noun::Function))
                if variant(&name).is_none() =>
            {
                self.type_named(at, &name, noun, file)
            }
            (Named::Snake(name), None | Some(Noun::Type | Noun::MaybeType | Noun::Function)) => {
                self.function_named(at, name, noun, file)
            }
            (name, kind) => self.symbol(at, name, kind, file),
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
                is_camel(&token.text) && !plain.contains(&token.text.as_str()) && noun(&next) == Some(Noun::Type);
            named.then(|| Named::Camel(token.text.clone()))
        };
        let listed = || (is_camel(&token.text) && self.is_listed(at)).then(|| Named::Camel(token.text.clone()));
        self.names[at].clone().or_else(typed).or_else(listed)
    }

    /// The test that "test" right before a name of several words makes of it.
    fn is_test(&self, at: usize, name: &Named) -> Option<String> {
        let Named::Snake(name) = name else { return None };
        let token = &self.clause.tokens[at];
        let before = match at.checked_sub(1) {
            Some(before) => self.clause.tokens[before].word(),
            None => self.clause.verb.clone(),
        };
        let test = matches!(before.as_deref(), Some("test" | "tests"));
        (test && token.code && name.matches('_').count() > 1).then(|| name.clone())
    }

    /// What the words around say that the name at `at` is.
    fn noun(&self, at: usize) -> Option<(Noun, String)> {
        let tokens = self.clause.tokens;
        beside(tokens, at)
            .or_else(|| around_list(tokens, at, &|at| self.is_name(at)))
            .or_else(|| self.layout.groups.get(self.layout.group[at]?)?.noun.clone())
    }

    /// A line of a list declares what it names; a criterion or a sentence only mentions it, unless a file says where it is.
    fn tier(&self, sure: bool) -> Tier {
        let placed = !self.home.is_empty() || self.context.home().is_some();
        let certain = self.clause.act != Some(Act::Look);
        if sure && certain && (placed || self.manner == Manner::Task) { Tier::Declared } else { Tier::Mentioned }
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

    /// Whether what is named is to be delivered by the place of the line alone: in a task, or in what a file is to hold.
    fn is_deliverable(&self) -> bool {
        self.manner == Manner::Task || self.context.direct
    }

    /// Whether the name at `at` is what the clause is about.
    fn is_object(&self, at: usize, name: &Named, noun: Option<Noun>) -> bool {
        let token = &self.clause.tokens[at];
        match self.places[at] {
            Place::Object | Place::Where("beside it") => {
                self.act.is_some() || self.leads(at) || token.code && self.is_deliverable()
            }
            // What a new thing comes with is as new as it is.
            Place::Beside("with") => token.code && self.act == Some(Act::Create),
            Place::Beside("(") => self.is_listed(at) && self.act != Some(Act::Modify),
            Place::Where("->") => match self.act {
                Some(act) => {
                    act != Act::Look && (self.layout.behind_dash[at] || noun == Some(Noun::Type) || act == Act::Create)
                }
                None => {
                    let listed = token.code && self.is_deliverable() && self.layout.behind_dash[at];
                    listed || self.manner == Manner::Criterion && self.leads(at)
                }
            },
            // Where something is added, the function or the type that it is added to changes.
            Place::Where("in" | "to" | "into" | "inside") => {
                let known = matches!(name, Named::Snake(_) | Named::Call { .. } | Named::Camel(_));
                self.manner == Manner::Task
                    && (known || noun == Some(Noun::Type))
                    && self.act.is_none_or(|act| matches!(act, Act::Create | Act::Modify))
                    && self.follows_preposition(at)
                    && (token.code || self.act.is_some() || at <= 1)
            }
            // "Implement saving for `Store`": it is what changes.
            Place::Beside("for") => {
                let own = matches!(name, Named::Camel(name) if !name.starts_with(|c: char| c.is_lowercase()));
                own && self.manner == Manner::Task
                    && matches!(self.act, Some(Act::Create | Act::Modify))
                    && noun.is_none()
            }
            Place::Beside("of" | "using" | "by" | "via" | "like" | "as" | "see" | "from" | "per") => false,
            Place::Where(_) | Place::Beside(_) => self.layout.behind_dash[at] && self.act == Some(Act::Create),
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
        let listed = self.is_deliverable() || self.context.act == Some(Act::Create);
        let typed = || matches!(self.noun(at), Some((Noun::Type, _)));
        // A call at the front of a criterion introduces the function, or tells how it behaves.
        let first = at == 0 || self.clause.tokens[at - 1].kind == Kind::Dash;
        let introduced = first && matches!(self.names[at], Some(Named::Call { .. }));
        listed && (at <= self.layout.front || typed()) || introduced && self.manner == Manner::Criterion
    }

    /// A name in parentheses that hold names only, behind a word for what they are: `structs (Row, Column)`.
    fn is_listed(&self, at: usize) -> bool {
        let group = self.layout.group[at].and_then(|group| self.layout.groups.get(group));
        self.places[at] == Place::Beside("(") && group.is_some_and(|group| group.names && group.noun.is_some())
    }

    fn type_named(&self, at: usize, name: &str, noun: Option<(Noun, String)>, file: Option<String>) -> Option<Taken> {
        let what = Promised::Type { name: name.to_owned(), file };
        let code = self.clause.tokens[at].code;
        match noun {
            Some((Noun::Type, word)) => return Some((what, self.tier(true), format!("a name beside \"{word}\""))),
            Some((Noun::MaybeType, word)) => {
                let placed = self.file().is_some() || code || self.is_deliverable() && name.len() > 3;
                return placed.then(|| (what, Tier::Mentioned, format!("a name beside \"{word}\"")));
            }
            _ => {}
        }
        if code && self.context.direct && at <= self.layout.front && self.clause.tokens.len() == 1 {
            return Some((what, self.tier(true), "a name alone below its file".to_owned()));
        }
        let created = self.act == Some(Act::Create) && (self.manner != Manner::Prose || code);
        let done = self.is_deliverable() && (code || self.act.is_some());
        (created || done).then(|| (what, Tier::Mentioned, "a name of a type's form among what is done".to_owned()))
    }

    fn function_named(
        &self,
        at: usize,
        name: String,
        noun: Option<(Noun, String)>,
        file: Option<String>,
    ) -> Option<Taken> {
        let what = Promised::Function { name: name.clone(), file: file.clone(), arity: None, slot: None };
        if let Some((Noun::Function, word)) = noun {
            let sure = self.act == Some(Act::Create);
            return Some((what, self.tier(sure), format!("a name beside \"{word}\"")));
        }
        let joined = self.clause.tokens[at].text.trim_matches('_').contains('_');
        let verb = self.clause.verb.as_deref();
        let near = at <= 2 && self.places[at] == Place::Object;
        let implemented = near && verb.is_some_and(|verb| matches!(verb, "implement" | "write" | "implements"));
        let changed = self.act == Some(Act::Modify) && self.manner == Manner::Task;
        let located = matches!(self.places[at], Place::Where(_));
        if joined && (implemented || changed || located) {
            return Some((what, Tier::Mentioned, "a name of a function's form among what is done".to_owned()));
        }
        let code = self.clause.tokens[at].code;
        let what = Promised::Symbol { name, kind: SymbolKind::Name, of: None, file };
        (joined && code && self.is_deliverable())
            .then(|| (what, Tier::Mentioned, "a name among what is done".to_owned()))
    }

    /// A field, a variant, a constant, a macro, a module or an option.
    fn symbol(&self, at: usize, name: Named, noun: Option<Noun>, file: Option<String>) -> Option<Taken> {
        let told = match noun {
            Some(Noun::Symbol(kind)) => Some(kind),
            _ => None,
        };
        let (name, kind, of) = match name {
            Named::Camel(name) => {
                let (of, last) = variant(&name).map_or((None, name.clone()), |(of, last)| (Some(of), last));
                (last, told.filter(|kind| *kind != SymbolKind::Field).unwrap_or(SymbolKind::Variant), of)
            }
            Named::Shouted(name) => (name, told.unwrap_or(SymbolKind::Constant), None),
            Named::Macro(name) => (name, SymbolKind::Macro, None),
            Named::Call { name, .. } => (name, SymbolKind::Macro, None),
            Named::Field(name) => (name, SymbolKind::Field, None),
            Named::Flag(name) => (name, SymbolKind::Flag, None),
            Named::Snake(name) => (name, told.filter(|kind| *kind != SymbolKind::Flag)?, None),
            _ => return None,
        };
        if self.manner == Manner::Prose && !self.clause.tokens[at].code {
            return None;
        }
        let part = matches!(kind, SymbolKind::Field | SymbolKind::Variant);
        let of = of.or_else(|| self.holder(at).filter(|_| part));
        let why = format!("the name of a {}", kind.word());
        Some((Promised::Symbol { name, kind, of, file }, Tier::Mentioned, why))
    }

    /// The type that a field or a variant belongs to: the one that the line names as such, else the one around it.
    fn holder(&self, at: usize) -> Option<String> {
        let tokens = self.clause.tokens;
        let is_holder = |other: usize| {
            let before = other.checked_sub(1).and_then(|before| tokens[before].word()).unwrap_or_default();
            let second = other.checked_sub(2).and_then(|before| tokens[before].word()).unwrap_or_default();
            let leads = ["to", "of", "on", "in", "for", "from"];
            matches!(beside(tokens, other), Some((Noun::Type, _)))
                || leads.contains(&before.as_str())
                || before == "the" && leads.contains(&second.as_str())
        };
        let mut types = self.names.iter().enumerate().filter_map(|(other, name)| match name {
            Some(Named::Camel(name) | Named::Type(name)) if other != at && is_holder(other) => Some(name),
            _ => None,
        });
        match (types.next(), types.next()) {
            (Some(one), None) => Some(one.rsplit("::").next().unwrap_or(one).to_owned()),
            (None, _) => self.context.of.clone(),
            _ => None,
        }
    }

    /// What is tested by name, in a list of tests.
    fn test(&self, at: usize, name: Named, file: Option<String>) -> Option<Taken> {
        match name {
            Named::Test(name) => {
                Some((Promised::Test { name, file }, self.tier(true), "the name of a test".to_owned()))
            }
            Named::Snake(name)
                if (self.context.direct || self.clause.tokens[at].code)
                    && at <= self.layout.front
                    && name.matches('_').count() > 1 =>
            {
                Some((Promised::Test { name, file }, self.tier(false), "a name in a list of tests".to_owned()))
            }
            _ => None,
        }
    }

    /// What goes: only what stands right behind the verb, since a sentence can speak of a part of it.
    fn removed(&self, at: usize, name: Named, file: Option<String>) -> Option<Taken> {
        let name = match name {
            Named::Call { name, .. } | Named::Type(name) | Named::Test(name) | Named::Macro(name) => name,
            Named::Camel(name) | Named::Snake(name) | Named::Shouted(name) | Named::Field(name)
                if self.clause.tokens[at].code =>
            {
                name
            }
            _ => return None,
        };
        let near = self.places[at] == Place::Object && at <= self.layout.front + 1;
        let why = "a name among what is removed".to_owned();
        let tier = if self.manner == Manner::Prose { Tier::Mentioned } else { self.tier(true) };
        near.then_some((Promised::Removed { name, file }, tier, why))
    }
}

/// `Error::Full`: the type and the variant.
fn variant(name: &str) -> Option<(String, String)> {
    let (of, last) = name.rsplit_once("::")?;
    let of = of.rsplit("::").next().unwrap_or(of);
    is_camel(of).then(|| (of.to_owned(), last.to_owned()))
}

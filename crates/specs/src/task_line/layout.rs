//! How the words of a clause stand to one another: lists in parentheses, words before the first name, names behind a dash.
//!
//! Computed once for all words, so that a long line takes no longer than its length.

use super::beside::{Noun, noun};
use super::names::{Named, is_camel};
use super::tokens::{Kind, Token};

/// The layout of a clause.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// For each word the innermost parentheses around it.
    pub(super) group: Vec<Option<usize>>,
    /// The parentheses in order of their beginning.
    pub(super) groups: Vec<Group>,
    /// The first word that is neither a name nor says what kind of thing a name is.
    pub(super) front: usize,
    /// For each word, whether only names stand between the last dash and it.
    pub(super) behind_dash: Vec<bool>,
    /// The first word that says that tests are spoken of.
    pub(super) tests: Option<usize>,
}

/// What stands in parentheses.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Whether it is names only.
    pub(super) names: bool,
    /// What the words before the parentheses say that they are.
    pub(super) noun: Option<(Noun, String)>,
}

impl Layout {
    /// The layout of `tokens`, which name `names`.
    pub(super) fn of(tokens: &[Token], names: &[Option<Named>]) -> Self {
        let mut layout = Self {
            front: tokens.iter().zip(names).take_while(|(token, name)| is_front(token, name.is_some())).count(),
            tests: tokens.iter().position(is_about_tests),
            ..Self::default()
        };
        let (mut open, mut dashed): (Vec<usize>, bool) = (Vec::new(), false);
        for (at, token) in tokens.iter().enumerate() {
            let name = names[at].is_some() || is_camel(&token.text);
            if token.kind == Kind::Close {
                open.pop();
            }
            layout.group.push(open.last().copied());
            layout.behind_dash.push(dashed);
            dashed = token.kind == Kind::Dash || dashed && (names[at].is_some() || is_and(token));
            if let Some(&group) = open.last() {
                layout.groups[group].names &= name;
            }
            if token.kind == Kind::Open {
                open.push(layout.groups.len());
                layout.groups.push(Group { names: true, noun: plural(&tokens[..at]) });
            }
        }
        layout
    }
}

/// The word for a kind of things before parentheses: `capability query methods (…)`.
fn plural(before: &[Token]) -> Option<(Noun, String)> {
    const NEAR: usize = 4;
    let words = before.iter().rev().take(NEAR).filter_map(Token::word);
    let mut nouns = words.filter(|word| word.ends_with('s')).filter_map(|word| Some((noun(&word)?, word)));
    nouns.next().filter(|(noun, _)| *noun != Noun::Part)
}

fn is_front(token: &Token, name: bool) -> bool {
    const ALSO: &[&str] = &[
        "a", "an", "the", "new", "and", "public", "pub", "static", "async", "api", "generic", "frame", "unused", "old",
    ];
    name || token.kind != Kind::Word
        || token.word().is_some_and(|word| {
            ALSO.contains(&word.as_str()) || noun(&word).is_some_and(|noun| noun != Noun::Part) || word == "test"
        })
}

fn is_and(token: &Token) -> bool {
    token.word().is_some_and(|word| word == "and")
}

fn is_about_tests(token: &Token) -> bool {
    const TESTS: &[&str] = &["test", "tests", "testing", "coverage", "scenario", "scenarios"];
    token.word().is_some_and(|word| TESTS.contains(&word.as_str()))
}

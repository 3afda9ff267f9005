//! Changes that need no new test: code that is removed, renamed or moved, and data that is edited.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use regex::Regex;

use model::{ChangedFunction, SourceText, Span};
use syntax::language_of;

/// The texts of the files that a change touches, at one end.
pub type Texts<'a> = [&'a SourceText];

/// Whether a task's `title` says that it changes the shape of the code, and not what it does.
pub fn is_refactoring(title: &str) -> bool {
    static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)\b(?: refactor\w* | renam\w+ | extract\w* | split\w* | mov(?:e|es|ing) | consolidat\w+ | dedup\w*
            | inline[sd]? | simplif\w+ | clean\s?-?up | tidy | reorgani[sz]\w+ | restructur\w+ | unif(?:y|ies) )\b",
        )
        .expect("a pattern")
    });
    SHAPE.is_match(title)
}

/// What a change does to one function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Moves,
    Removes,
    Renames,
    EditsData,
}

/// Why the functions `changed` need no new test, as the end of a sentence; `None` where one of them does something new.
pub fn needs_no_test(changed: &[ChangedFunction], base: &Texts, head: &Texts) -> Option<String> {
    if !changed.is_empty() && changed.iter().all(|function| function.name == "main") {
        return Some("no test can call `main`".to_owned());
    }
    let before = all(base);
    let mut kinds = BTreeSet::new();
    for function in changed {
        let source = head.iter().find(|source| source.path == function.path)?;
        let after = functions(source).into_iter().find(|((_, name), _)| *name == function.name)?.1;
        kinds.insert(kind(function, &after, &before)?);
    }
    let words: Vec<&str> = kinds.into_iter().map(words).collect();
    let (last, others) = words.split_last()?;
    let all = if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) };
    Some(format!("the change only {all}"))
}

/// Whether the change makes the functions `changed`, all of which were there before, at least a third shorter taken together.
pub fn shrinks(changed: &[ChangedFunction], base: &Texts, head: &Texts) -> bool {
    let (before, after) = (all(base), all(head));
    let lengths: Option<Vec<(usize, usize)>> = changed
        .iter()
        .map(|function| {
            let key = (function.path.clone(), function.name.clone());
            Some((before.get(&key)?.len(), after.get(&key)?.len()))
        })
        .collect();
    let Some(lengths) = lengths else { return false };
    let sum = |of: fn(&(usize, usize)) -> usize| lengths.iter().map(of).sum::<usize>();
    sum(|pair| pair.1) * 3 <= sum(|pair| pair.0) * 2 && !lengths.is_empty()
}

fn all(texts: &Texts) -> HashMap<(String, String), Vec<String>> {
    texts.iter().flat_map(|source| functions(source)).collect()
}

fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Moves => "moves code",
        Kind::Removes => "removes code",
        Kind::Renames => "renames",
        Kind::EditsData => "edits data",
    }
}

fn kind(function: &ChangedFunction, after: &[String], before: &HashMap<(String, String), Vec<String>>) -> Option<Kind> {
    let own = before.get(&(function.path.clone(), function.name.clone()));
    let Some(own) = own else {
        // A body that stood elsewhere was moved here.
        let body = |tokens: &[String]| tokens.iter().skip_while(|token| *token != "{").cloned().collect::<Vec<_>>();
        return before.values().any(|other| body(other) == body(after)).then_some(Kind::Moves);
    };
    if own.len() == after.len() {
        return same_length(own, after);
    }
    is_part(after, own).then_some(Kind::Removes)
}

/// Whether `part` is what is left of `whole` when tokens are taken out.
fn is_part(part: &[String], whole: &[String]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|token| rest.any(|other| other == token))
}

fn same_length(before: &[String], after: &[String]) -> Option<Kind> {
    let mut names: HashMap<&str, &str> = HashMap::new();
    let mut kind = None;
    for (old, new) in before.iter().zip(after).filter(|(old, new)| old != new) {
        let found = match (is_literal(old) && is_literal(new), is_name(old) && is_name(new)) {
            (true, _) => Kind::EditsData,
            (_, true) if *names.entry(old).or_insert(new) == new => Kind::Renames,
            _ => return None,
        };
        kind = kind.max(Some(found));
    }
    // A name that is still used elsewhere in the function was not renamed: another thing is called.
    let kept = before.iter().zip(after).any(|(old, new)| old == new && names.contains_key(old.as_str()));
    (!kept).then_some(kind).flatten()
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

fn is_literal(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '"' | '\''))
}

type Named = ((String, String), Vec<String>);

/// The functions of `source` by path and qualified name, each with its tokens.
fn functions(source: &SourceText) -> Vec<Named> {
    let Some(language) = language_of(&source.path) else { return Vec::new() };
    let opened = language.open(source);
    let named = |head: &model::FunctionHead| {
        ((source.path.clone(), head.qualified.clone()), tokens(source.slice(Span::new(head.span.start, head.body.end))))
    };
    opened.heads().iter().map(named).collect()
}

/// Names, literals and signs, without comments and white space.
fn tokens(text: &str) -> Vec<String> {
    static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?s)(?P<comment>//[^\n]*|/\*.*?\*/)|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|[A-Za-z_]\w*|\d[\w.]*|[^\s]"#,
        )
        .expect("a pattern")
    });
    let found = TOKEN.captures_iter(text).filter(|found| found.name("comment").is_none());
    found.map(|found| found[0].to_owned()).collect()
}

//! Functions that look delivered and do nothing: no result and no effect depends on what they are given.

use std::sync::LazyLock;

use regex::Regex;

use model::{Exit, FunctionFacts, Outcome, Param, Place, Role, SourceText, Yield};

/// How much of a constant is shown, in characters.
const SHOWN: usize = 40;

/// By what the function is hollow, in words that follow its name; `None` where it does something.
///
/// A constant says nothing against a function that has nothing to depend on: a name, a default, a new value of its own type.
pub(super) fn hollow(facts: &FunctionFacts, source: &SourceText) -> Option<String> {
    // A constant that what is given chooses among several is an answer.
    let chosen = facts.variants.iter().any(|variant| variant.flow.result_depends);
    match facts.outcome {
        Outcome::Canned | Outcome::Refuses if chosen => None,
        Outcome::Nothing => Some(format!("does nothing{}", unused(facts))),
        Outcome::Canned if is_constant_by_design(facts, source) => None,
        Outcome::Canned => Some(format!("always returns {}{}", constant(facts, source), unused(facts))),
        Outcome::Refuses if inputs(facts).next().is_some() && !inputs_are_read(facts) => {
            Some(format!("always fails{}", unused(facts)))
        }
        Outcome::Stored => echoed(facts, source).map(|name| format!("only returns its parameter `{name}`")),
        _ if facts.hollow => Some(format!("does nothing with what it is given{}", unused(facts))),
        _ => None,
    }
}

/// The parameters that the caller gives: without the receiver and what has no name.
fn inputs(facts: &FunctionFacts) -> impl Iterator<Item = &Param> {
    facts.head.params.iter().filter(|param| !is_receiver(param) && !param.name.is_empty() && param.name != "...")
}

fn is_receiver(param: &Param) -> bool {
    param.type_text == "Self" || param.name == "self"
}

fn inputs_are_read(facts: &FunctionFacts) -> bool {
    let used = facts.head.params.iter().zip(&facts.params_used);
    used.filter(|(param, _)| !is_receiver(param)).any(|(_, used)| *used)
}

/// `; `key` is never used`, for the first of the parameters.
fn unused(facts: &FunctionFacts) -> String {
    let names: Vec<&str> = inputs(facts).map(|param| param.name.trim_start_matches('_')).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => format!("; `{only}` is never used"),
        [first, others @ ..] => format!("; `{first}` and {} more are never used", others.len()),
    }
}

/// The ways out that are not behind a check of the arguments.
fn passing(facts: &FunctionFacts) -> impl Iterator<Item = &Exit> {
    facts.variants.iter().flat_map(|variant| &variant.exits).filter(|exit| exit.place != Place::Guard)
}

fn text<'s>(exit: &Exit, source: &'s SourceText) -> &'s str {
    let text = source.slice(exit.span).trim().trim_end_matches(';').trim();
    text.strip_prefix("return").unwrap_or(text).trim()
}

fn constant(facts: &FunctionFacts, source: &SourceText) -> String {
    let all: Vec<&str> = passing(facts).map(|exit| text(exit, source)).collect();
    match all.first().filter(|text| all.iter().all(|other| other == *text) && !text.is_empty()) {
        Some(text) if text.chars().count() <= SHOWN && !text.contains('\n') => format!("`{text}`"),
        _ => "a constant".to_owned(),
    }
}

/// Whether nothing that is given could decide the constant, and the constant is what such a function is there for.
fn is_constant_by_design(facts: &FunctionFacts, source: &SourceText) -> bool {
    if inputs(facts).next().is_some() {
        return false;
    }
    let head = &facts.head;
    let values: Vec<&str> =
        passing(facts).filter(|exit| exit.yields == Yield::Canned).map(|e| text(e, source)).collect();
    let neutral = !values.is_empty() && values.iter().all(|value| is_neutral(value));
    if !neutral {
        return true;
    }
    // A trait asks every type for its answer; `false` and `0` are answers like others.
    let answers = matches!(head.role, Role::TraitImpl { .. }) && !values.iter().any(|value| is_empty(value));
    let named_default = model::name_words(&head.name).split(' ').any(|word| word == "default");
    answers || makes_own_type(facts) || named_default
}

/// Whether the function makes a value of the type that it belongs to.
fn makes_own_type(facts: &FunctionFacts) -> bool {
    let of = match &facts.head.role {
        Role::Method { of } | Role::TraitImpl { of, .. } => of.as_str(),
        Role::Free | Role::TraitDefault { .. } => return false,
    };
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').map(str::to_owned).collect()
    };
    let returned = words(&facts.head.return_type);
    facts.head.params.is_empty() && returned.iter().any(|word| word == "Self" || word == of)
}

/// A value that says nothing: zero, null, false, an empty or default value, success without a result.
fn is_neutral(value: &str) -> bool {
    matches!(inner(value), "0" | "0.0" | "false" | "FALSE" | "'\\0'") || is_empty(value)
}

fn is_empty(value: &str) -> bool {
    static EMPTY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?x)^(?: \(\) | NULL | nullptr | \(void\s*\*\)\s*0 | None | "" | \[\] | \{\s*0?\s*\} | vec!\[\]
            | (?:[\w:<>,\ ]+::)?(?:new|default|empty)\(\) | Default::default\(\) )$"#,
        )
        .expect("a pattern")
    });
    EMPTY.is_match(inner(value))
}

/// The value inside of `Ok(..)`, `Some(..)` and brackets.
fn inner(value: &str) -> &str {
    let value = value.trim();
    let wrapped = ["Ok(", "Some(", "Box::new(", "Poll::Ready(", "("].iter().find_map(|open| {
        let inside = value.strip_prefix(open)?.strip_suffix(')')?;
        (!inside.is_empty() && !inside.starts_with(')') && !inside.starts_with("void")).then_some(inside)
    });
    wrapped.map_or(value, inner)
}

/// The parameter that is handed back as it was given and is all that comes out.
fn echoed<'s>(facts: &FunctionFacts, source: &'s SourceText) -> Option<&'s str> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^&?(?:\([\w\s*]+\)\s*)?(?P<name>\w+)(?:\.(?:clone|to_owned|to_string|to_vec|into)\(\))*$")
            .expect("a pattern")
    });
    let mut names = passing(facts).map(|exit| {
        let found = BARE.captures(inner(text(exit, source)))?.name("name")?.as_str();
        inputs(facts).any(|param| param.name == found).then_some(found)
    });
    let first = names.next().flatten()?;
    names.all(|name| name == Some(first)).then_some(first)
}

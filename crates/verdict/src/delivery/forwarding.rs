//! Functions that only call another one are as hollow as that one is.

use std::collections::BTreeSet;

use super::{Asked, Lookup, read_all};
use model::{DeliveredFunction, Severity};

/// How many calls deep a function is followed.
const DEPTH: usize = 4;

/// Tells of each function that only forwards whether what it forwards to is hollow.
pub(super) fn see_through(lookup: &Lookup, delivered: &mut model::Delivered) {
    let mut known = delivered.functions.clone();
    for _ in 0..DEPTH {
        let missing: BTreeSet<String> = known.iter().filter_map(|function| unknown(function, &known)).collect();
        if missing.is_empty() {
            break;
        }
        let near: Vec<String> = known.iter().map(|function| function.path.clone()).collect();
        let asked = Asked::functions(missing);
        let paths = lookup.grounds.mentioning(&asked.words(), &near).into_iter().chain(near).collect();
        let found: Vec<DeliveredFunction> =
            read_all(lookup, &paths, &asked).into_values().flat_map(|part| part.functions).collect();
        if found.is_empty() {
            break;
        }
        known.extend(found);
    }
    for function in &mut delivered.functions {
        if let Some(why) = through(function, &known, DEPTH).filter(|_| function.hollow.is_none()) {
            function.hollow = Some(why);
        }
    }
}

/// The function that `function` forwards to, where it was not looked up yet.
fn unknown(function: &DeliveredFunction, known: &[DeliveredFunction]) -> Option<String> {
    let name = function.forwards_to.as_ref()?;
    known.iter().all(|other| other.name != *name).then(|| name.clone())
}

fn through(function: &DeliveredFunction, known: &[DeliveredFunction], depth: usize) -> Option<String> {
    let target = target(function, known)?;
    let stub =
        target.finding.as_ref().filter(|finding| finding.severity == Severity::Error).map(|_| "is a stub".to_owned());
    let why = stub.or_else(|| target.hollow.clone()).or_else(|| match depth {
        0 => None,
        _ => through(target, known, depth - 1),
    })?;
    Some(format!("only calls `{}`, which {why}", target.qualified))
}

/// The definition that is called: of the same file, else the only one of the project.
fn target<'k>(function: &DeliveredFunction, known: &'k [DeliveredFunction]) -> Option<&'k DeliveredFunction> {
    let name = function.forwards_to.as_ref()?;
    let named = || known.iter().filter(|other| other.name == *name && !other.for_tests);
    let own = named().filter(|other| other.path == function.path);
    if own.clone().count() == 1 {
        return own.clone().next();
    }
    named().next().filter(|first| named().all(|other| (&other.path, other.line) == (&first.path, first.line)))
}

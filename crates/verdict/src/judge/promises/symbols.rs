//! Promised fields, variants, constants, macros and options, and names that are to be gone.

use super::{Answer, Culprit, Fault, OwnLine};
use crate::delivery::{is_telling, symbol};
use model::{Delivered, NamedPlace, Related, SymbolKind, is_path_end};

/// What is promised of a name.
pub(super) struct Wanted<'a> {
    pub(super) name: &'a str,
    pub(super) kind: SymbolKind,
    pub(super) of: Option<&'a str>,
    pub(super) file: Option<&'a str>,
}

/// What became of `wanted`. Names come out of macros and of other languages, too: one that is only spoken of is left open.
pub(super) fn answer(wanted: &Wanted, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let name = symbol(wanted.name, wanted.kind);
    let in_file = |place: &&NamedPlace| wanted.file.is_none_or(|file| is_path_end(&place.path, file));
    let held = |place: &&NamedPlace| wanted.of.is_none_or(|of| place.of == plain(of));
    let places = || definitions(&name, wanted.of, delivered).filter(held);
    if let Some(place) = places().find(in_file) {
        return Answer::kept(vec![at(place, format!("`{name}` is defined"))]);
    }
    if let Some(place) = places().next() {
        let file = wanted.file.unwrap_or_default();
        let fault = Fault::Other(format!("is not in {file}"));
        let culprit = Culprit { name: name.clone(), path: place.path.clone(), line: place.line, fault };
        return Answer::drifted(vec![at(place, format!("`{name}` is defined here, and not in {file}"))], culprit);
    }
    if let Some(function) = delivered.functions.iter().find(|function| function.name == name && wanted.of.is_none()) {
        let message = format!("`{name}` is defined");
        return Answer::kept(vec![Related { path: function.path.clone(), line: function.line, message }]);
    }
    let holder = wanted.of.and_then(|of| delivered.types.iter().find(|place| place.name == plain(of)));
    match holder {
        Some(place) => {
            let kind = wanted.kind.word();
            let said = format!("`{}` has no {kind} `{name}`", place.name);
            let fault = Fault::Other(format!("is no {kind} of {}", place.name));
            let culprit = Culprit { name, path: place.path.clone(), line: place.line, fault };
            Answer::broken(vec![at(place, said)], culprit)
        }
        None if wanted.of.is_none() && !delivered.mentioned.contains(&name) && is_telling(&name) => {
            Answer::broken(vec![own_line(format!("no file speaks of `{name}`"))], Culprit::nowhere(&name, "is nowhere"))
        }
        None => Answer::unproven(vec![own_line(format!("no definition of `{name}` was found"))]),
    }
}

/// What became of a name that is to be gone: from its file, or from the project.
pub(super) fn removed(name: &str, file: Option<&str>, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let plain_name = plain(name);
    let in_file = |path: &str| file.is_none_or(|file| is_path_end(path, file));
    let owner = name.rsplit_once("::").map(|(owner, _)| plain(owner));
    let is_owned = |qualified: &str| owner.is_none_or(|owner| qualified.split("::").any(|part| part == owner));
    let functions = delivered.functions.iter().filter(|function| function.name == plain_name);
    let functions = functions.filter(|function| is_owned(&function.qualified));
    let functions = functions.map(|function| (function.path.as_str(), function.line));
    let others = definitions(plain_name, owner, delivered).filter(|place| is_owned(&place.of));
    let found: Vec<(&str, usize)> = functions.chain(others.map(|place| (place.path.as_str(), place.line))).collect();
    let there = found.iter().find(|(path, _)| in_file(path));
    let Some(&(path, line)) = there else {
        return Answer::kept(vec![own_line(format!("`{name}` is gone"))]);
    };
    let still = Related { path: path.to_owned(), line, message: format!("`{name}` is still defined here") };
    // Of several of that name, the spec does not say which one goes.
    if file.is_none() && owner.is_none() && found.len() > 1 {
        return Answer::unproven(vec![still]);
    }
    let fault = Fault::Other("is still there".to_owned());
    Answer::broken(vec![still], Culprit { name: name.to_owned(), path: path.to_owned(), line, fault })
}

fn definitions<'a>(name: &'a str, of: Option<&str>, delivered: &'a Delivered) -> impl Iterator<Item = &'a NamedPlace> {
    // A part of a type is looked for among the parts of types only.
    let whole = if of.is_none() { delivered.types.as_slice() } else { &[] };
    delivered.symbols.iter().chain(&delivered.members).chain(whole).filter(move |place| place.name == name)
}

fn plain(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}

fn at(place: &NamedPlace, message: String) -> Related {
    Related { path: place.path.clone(), line: place.line, message }
}

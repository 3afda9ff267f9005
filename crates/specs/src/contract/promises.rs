//! From a contract to what a task promises, uses, excludes and leaves to others.

use super::{Contract, FileChange, ProvidedFunction, ProvidedTests, ProvidedType};
use crate::promise_id::{fate_word, id, number};
use model::{Dependency, Exclusion, Handover, Promise, Promised, Task, Tier, Use, Used};

/// See [`Contract::add_to`].
pub fn add(contract: &Contract, task: &mut Task) {
    task.contract = Some(contract.line);
    let mut promises = promises(contract);
    for promise in &mut promises {
        keep_arity(promise, &task.promises);
    }
    task.promises.retain(|said| !promises.iter().any(|promise| covers(&promise.what, &said.what)));
    task.promises.extend(promises);
    task.promises.sort_by_key(|promise| promise.line);
    number(&mut task.promises);
    requires(contract, task);
    let exclusion = |line: &super::Line<String>| Exclusion { what: line.value.clone(), line: line.line };
    task.excludes.extend(contract.excludes.iter().map(exclusion));
    let by_design = contract.functions.iter().filter_map(|function| {
        let slot = function.slot.as_deref().map(|slot| slot.rsplit('.').next().unwrap_or(slot));
        let what = function.name.as_deref().or(slot)?.to_owned();
        Some(Exclusion { what, line: function.hollow? })
    });
    task.hollow.extend(by_design);
    let handover = |d: &super::Deferred| Handover { symbol: d.symbol.clone(), to: d.to.clone(), line: d.line };
    task.defers.extend(contract.defers.iter().map(handover));
}

/// Whether what the contract promises is what the text says, or more of it.
fn covers(contract: &Promised, said: &Promised) -> bool {
    match (contract, said) {
        (Promised::Function { slot: Some(slot), .. }, Promised::Slot { name, .. }) => slot == name,
        _ => id(contract) == id(said),
    }
}

/// A contract has no signatures; the one of the text stays.
fn keep_arity(promise: &mut Promise, said: &[Promise]) {
    let wanted = id(&promise.what);
    let same = said.iter().filter(|other| id(&other.what) == wanted).find_map(|other| arity_of(&other.what));
    if let Promised::Function { arity, .. } | Promised::Slot { arity, .. } = &mut promise.what {
        *arity = arity.or(same);
    }
}

fn arity_of(what: &Promised) -> Option<usize> {
    match what {
        Promised::Function { arity, .. } | Promised::Slot { arity, .. } => *arity,
        _ => None,
    }
}

fn requires(contract: &Contract, task: &mut Task) {
    for required in &contract.requires {
        if !task.depends_on.iter().any(|known| known.target == required.task) {
            task.depends_on.push(Dependency { target: required.task.clone(), line: required.line });
        }
        task.uses.extend(required.symbols.iter().map(|symbol| Use {
            what: Used::Symbol(symbol.value.clone()),
            task: Some(required.task.clone()),
            text: format!("{} of {}", symbol.value, required.task),
            line: symbol.line,
        }));
    }
}

fn promises(contract: &Contract) -> Vec<Promise> {
    let functions = contract.functions.iter().map(function);
    let types = contract.types.iter().map(provided_type);
    let files = contract.files.iter().map(file);
    let tests = contract.tests.iter().flat_map(tests);
    functions.chain(types).chain(files).chain(tests).collect()
}

fn function(function: &ProvidedFunction) -> Promise {
    let file = function.file.clone();
    let slot = function.slot.as_deref().map(split_slot);
    let words = [
        function.name.clone(),
        file.as_ref().map(|file| format!("in {file}")),
        function.slot.as_ref().map(|slot| format!("in the slot {slot}")),
    ];
    let what = match (&function.name, slot) {
        (Some(name), slot) => {
            Promised::Function { name: name.clone(), file, arity: None, slot: slot.map(|(_, name)| name) }
        }
        (None, slot) => {
            let (of, name) = slot.unwrap_or_default();
            Promised::Slot { name, of, arity: None }
        }
    };
    promise(what, words.into_iter().flatten().collect::<Vec<_>>().join(" "), function.line, "provides.functions")
}

/// `provider_vtable.start_stream`: who declares it, and its own name.
fn split_slot(slot: &str) -> (Option<String>, String) {
    let cut = [".", "->", "::"].iter().filter_map(|mark| Some((slot.rfind(mark)?, mark.len()))).max();
    match cut {
        Some((at, length)) => (Some(slot[..at].to_owned()), slot[at + length..].to_owned()),
        None => (None, slot.to_owned()),
    }
}

fn provided_type(provided: &ProvidedType) -> Promise {
    let place = provided.file.as_ref().map(|file| format!(" in {file}")).unwrap_or_default();
    let what = Promised::Type { name: provided.name.clone(), file: provided.file.clone() };
    promise(what, format!("{}{place}", provided.name), provided.line, "provides.types")
}

fn file(change: &FileChange) -> Promise {
    let what = Promised::File { path: change.path.clone(), fate: change.fate };
    promise(what, format!("{} is {}", change.path, fate_word(change.fate)), change.line, "files")
}

fn tests(tests: &ProvidedTests) -> Vec<Promise> {
    let place = if tests.files.is_empty() { String::new() } else { format!(" in {}", tests.files.join(", ")) };
    let files = || tests.files.clone();
    let min = tests.min.as_ref().map(|min| {
        let what = Promised::Tests { at_least: min.value, added: true, files: files() };
        promise(what, format!("at least {} new tests{place}", min.value), min.line, "tests")
    });
    let total = tests.total.as_ref().map(|total| {
        let what = Promised::Tests { at_least: total.value, added: false, files: files() };
        promise(what, format!("at least {} tests{place}", total.value), total.line, "tests")
    });
    let names = tests.names.iter().map(|name| {
        let file = (tests.files.len() == 1).then(|| tests.files[0].clone());
        let what = Promised::Test { name: name.value.clone(), file };
        promise(what, format!("the test {}{place}", name.value), name.line, "tests.names")
    });
    min.into_iter().chain(total).chain(names).collect()
}

fn promise(what: Promised, text: String, line: usize, section: &str) -> Promise {
    let why = format!("`{section}` of the contract");
    Promise { id: id(&what), what, tier: Tier::Contract, text, line, why, again: Vec::new() }
}

//! A contract, written: from what was read out of a task, and as text to paste.

use std::collections::BTreeMap;

use super::names::{is_path, is_symbol};
use super::{Contract, Deferred, FileChange, Line, ProvidedFunction, ProvidedTests, ProvidedType, Requirement};
use model::{FileFate, Promise, Promised, Task, Tier, Used};

/// See [`Contract::of`]. What is only mentioned is left out: a contract must hold what it says.
pub fn of(task: &Task) -> Contract {
    let promises: Vec<&Promise> = task.promises.iter().filter(|promise| promise.tier > Tier::Mentioned).collect();
    Contract {
        line: 0,
        requires: task.depends_on.iter().map(|dependency| requirement(task, &dependency.target)).collect(),
        functions: promises.iter().filter_map(|promise| function(promise)).map(|f| by_design(f, task)).collect(),
        types: promises.iter().filter_map(|promise| provided_type(promise)).collect(),
        files: promises.iter().filter_map(|promise| file(promise)).collect(),
        tests: tests(&promises),
        excludes: task.excludes.iter().map(|x| Line { value: x.what.clone(), line: x.line }).collect(),
        defers: task
            .defers
            .iter()
            .filter(|d| is_symbol(&d.symbol))
            .map(|d| Deferred { symbol: d.symbol.clone(), to: d.to.clone(), line: d.line })
            .collect(),
    }
}

fn requirement(task: &Task, target: &str) -> Requirement {
    let of_target = task.uses.iter().filter(|used| used.task.as_deref() == Some(target));
    let symbols = of_target.filter_map(|used| match &used.what {
        Used::Symbol(name) if is_symbol(name) => Some(Line { value: name.clone(), line: used.line }),
        _ => None,
    });
    Requirement { task: target.to_owned(), symbols: symbols.collect(), line: 0 }
}

fn function(promise: &Promise) -> Option<ProvidedFunction> {
    let line = promise.line;
    match &promise.what {
        Promised::Function { name, file, slot, .. } if is_symbol(name) => {
            let file = file.clone().filter(|file| is_path(file));
            Some(ProvidedFunction { name: Some(name.clone()), file, slot: slot.clone(), hollow: None, line })
        }
        Promised::Slot { name, of, .. } => {
            let slot = of.as_ref().map_or_else(|| name.clone(), |of| format!("{of}.{name}"));
            Some(ProvidedFunction { slot: Some(slot), line, ..ProvidedFunction::default() })
        }
        _ => None,
    }
}

/// `function` with the line by which the text wants it to do nothing.
fn by_design(function: ProvidedFunction, task: &Task) -> ProvidedFunction {
    let slot = function.slot.as_deref().map(|slot| slot.rsplit('.').next().unwrap_or(slot));
    let name = function.name.as_deref().map(|name| name.rsplit("::").next().unwrap_or(name)).or(slot);
    let hollow = task.hollow.iter().find(|by_design| Some(by_design.what.as_str()) == name).map(|found| found.line);
    ProvidedFunction { hollow, ..function }
}

fn provided_type(promise: &Promise) -> Option<ProvidedType> {
    match &promise.what {
        Promised::Type { name, file } if is_symbol(name) => {
            Some(ProvidedType { name: name.clone(), file: file.clone().filter(|f| is_path(f)), line: promise.line })
        }
        _ => None,
    }
}

fn file(promise: &Promise) -> Option<FileChange> {
    match &promise.what {
        Promised::File { path, fate } if is_path(path) || *fate == FileFate::Untouched => {
            Some(FileChange { path: path.clone(), fate: *fate, line: promise.line })
        }
        _ => None,
    }
}

/// One entry for each set of files.
fn tests(promises: &[&Promise]) -> Vec<ProvidedTests> {
    let mut by_files: BTreeMap<Vec<String>, ProvidedTests> = BTreeMap::new();
    let mut at = |files: Vec<String>, change: &dyn Fn(&mut ProvidedTests)| {
        let files: Vec<String> = files.into_iter().filter(|file| is_path(file)).collect();
        change(by_files.entry(files.clone()).or_insert_with(|| ProvidedTests { files, ..ProvidedTests::default() }));
    };
    for promise in promises {
        let line = promise.line;
        match &promise.what {
            Promised::Tests { at_least, added, files } => at(files.clone(), &|tests| {
                let count = if *added { &mut tests.min } else { &mut tests.total };
                let most = count.as_ref().map_or(0, |known| known.value).max(*at_least);
                *count = Some(Line { value: most, line });
            }),
            Promised::Test { name, file } if is_symbol(name) => at(file.clone().into_iter().collect(), &|tests| {
                tests.names.push(Line { value: name.clone(), line });
            }),
            _ => {}
        }
    }
    by_files.into_values().collect()
}

/// See [`Contract::to_text`].
pub fn text(contract: &Contract) -> String {
    let sections = [
        requires_text(contract),
        section(
            "provides",
            [list("  functions", &contract.functions, function_text), list("  types", &contract.types, type_text)]
                .concat(),
        ),
        section("files", FATES.iter().map(|(key, fate)| files_text(contract, key, *fate)).collect()),
        tests_text(contract),
        list("excludes", &contract.excludes, |line| word(&line.value)),
        list("defers", &contract.defers, |d| format!("{{symbol: {}, to: {}}}", word(&d.symbol), word(&d.to))),
    ];
    sections.concat()
}

const FATES: &[(&str, FileFate)] = &[
    ("create", FileFate::Created),
    ("modify", FileFate::Modified),
    ("delete", FileFate::Deleted),
    ("untouched", FileFate::Untouched),
];

fn section(key: &str, inside: String) -> String {
    if inside.is_empty() { inside } else { format!("{key}:\n{inside}") }
}

/// `key:` and a line for each item; nothing where there is none. `key` carries its indentation.
fn list<T>(key: &str, items: &[T], item: impl Fn(&T) -> String) -> String {
    let indent = " ".repeat(key.len() - key.trim_start().len() + 2);
    let lines: String = items.iter().map(|value| format!("{indent}- {}\n", item(value))).collect();
    section(key, lines)
}

fn requires_text(contract: &Contract) -> String {
    list("requires", &contract.requires, |required| {
        let symbols: Vec<&str> = required.symbols.iter().map(|symbol| symbol.value.as_str()).collect();
        match symbols.as_slice() {
            [] => word(&required.task),
            _ => format!("task: {}\n    symbols: {}", word(&required.task), words(&symbols)),
        }
    })
}

fn function_text(function: &ProvidedFunction) -> String {
    let intended = function.hollow.map(|_| "intended".to_owned());
    let reason = function.hollow.map(|line| format!("line {line} of the text says so"));
    let parts = [
        ("name", &function.name),
        ("in", &function.file),
        ("slot", &function.slot),
        ("hollow", &intended),
        ("reason", &reason),
    ];
    match (&function.name, &function.file, &function.slot, function.hollow) {
        (Some(name), None, None, None) => word(name),
        _ => mapping(&parts),
    }
}

fn type_text(provided: &ProvidedType) -> String {
    match &provided.file {
        None => word(&provided.name),
        Some(_) => mapping(&[("name", &Some(provided.name.clone())), ("in", &provided.file)]),
    }
}

/// `{name: f, in: a.c}`, without what is not there.
fn mapping(parts: &[(&str, &Option<String>)]) -> String {
    let parts = parts.iter().filter_map(|(key, value)| Some(format!("{key}: {}", word(value.as_ref()?))));
    format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
}

fn files_text(contract: &Contract, key: &str, fate: FileFate) -> String {
    let files: Vec<&FileChange> = contract.files.iter().filter(|file| file.fate == fate).collect();
    list(&format!("  {key}"), &files, |file| word(&file.path))
}

fn tests_text(contract: &Contract) -> String {
    let (dash, indent) = if contract.tests.len() > 1 { ("  - ", "    ") } else { ("  ", "  ") };
    let entry = |tests: &ProvidedTests| format!("{dash}{}\n", tests_lines(tests).join(&format!("\n{indent}")));
    section("tests", contract.tests.iter().map(entry).collect())
}

fn tests_lines(tests: &ProvidedTests) -> Vec<String> {
    let files: Vec<&str> = tests.files.iter().map(String::as_str).collect();
    let names: Vec<&str> = tests.names.iter().map(|name| name.value.as_str()).collect();
    let files = match files.as_slice() {
        [] => None,
        [file] => Some(format!("in: {}", word(file))),
        files => Some(format!("in: {}", words(files))),
    };
    [
        tests.min.as_ref().map(|min| format!("min: {}", min.value)),
        tests.total.as_ref().map(|total| format!("total: {}", total.value)),
        files,
        (!names.is_empty()).then(|| format!("names: {}", words(&names))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn words(texts: &[&str]) -> String {
    format!("[{}]", texts.iter().map(|text| word(text)).collect::<Vec<_>>().join(", "))
}

/// `text` as YAML reads it back: in quotes where it could be anything else than a text.
fn word(text: &str) -> String {
    let first = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let harmless = text.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    let known = ["true", "false", "null", "yes", "no", "on", "off", "nan", "inf", "infinity"];
    if first && harmless && !known.contains(&text.to_lowercase().as_str()) {
        return text.to_owned();
    }
    serde_json::to_string(text).unwrap_or_default()
}

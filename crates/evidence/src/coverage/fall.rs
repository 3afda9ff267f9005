//! What tests ran before a change and do not run any more.

use std::collections::BTreeMap;

use super::merge;
use model::{Coverage, FallenFunction, MeasuredFile};

/// The functions that some report of `base` ran, and that the reports of `head` measured and never ran, in order of path and
/// line. The reports must be placed. A function is the same one where path and name are, whatever it is instantiated with;
/// one that is gone has not fallen. Formats that name no functions tell of none.
pub fn fallen(base: &[Coverage], head: &[Coverage]) -> Vec<FallenFunction> {
    let (base, head) = (merge(base.to_vec()), merge(head.to_vec()));
    let before: BTreeMap<&str, &MeasuredFile> = base.files.iter().map(|file| (file.path.as_str(), file)).collect();
    let both = head.files.iter().filter_map(|file| Some((before.get(file.path.as_str())?, file)));
    let mut fallen: Vec<FallenFunction> = both.flat_map(|(before, file)| of_file(before, file)).collect();
    fallen.sort();
    fallen
}

fn of_file(before: &MeasuredFile, after: &MeasuredFile) -> Vec<FallenFunction> {
    let ran = by_name(before);
    let idle = by_name(after).into_iter().filter(|(_, known)| known.count == 0);
    idle.filter(|(name, _)| ran.get(name).is_some_and(|before| before.count > 0))
        .map(|(name, known)| FallenFunction { path: after.path.clone(), line: known.line, name: name.to_owned() })
        .collect()
}

/// What is known of all functions of one name.
#[derive(Debug, Clone, Copy)]
struct Known {
    line: u32,
    count: u64,
}

/// The functions of `file` by name; closures belong to the function around them.
fn by_name(file: &MeasuredFile) -> BTreeMap<&str, Known> {
    let mut known: BTreeMap<&str, Known> = BTreeMap::new();
    for function in file.functions.iter().filter(|function| !function.name.contains("{closure")) {
        let own = Known { line: function.line, count: function.count };
        let all = known.entry(without_arguments(&function.name)).or_insert(own);
        *all = Known { line: all.line.min(own.line), count: all.count.max(own.count) };
    }
    known
}

/// `stack::pop` of `stack::pop::<u8>`.
fn without_arguments(name: &str) -> &str {
    match name.rfind("::<") {
        Some(place) if name.ends_with('>') => &name[..place],
        _ => name,
    }
}

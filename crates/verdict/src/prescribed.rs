//! Functions that a spec itself shows as they are: a plan that prescribes a stub is kept by that stub.

use std::collections::{BTreeSet, HashMap};

use model::{Exclusion, SourceText};
use syntax::language_of;

/// Of the functions at the places `suspects` (path and line), those whose tokens stand in a fenced block of `spec`.
pub fn prescribed(
    spec: &SourceText,
    suspects: &BTreeSet<(&String, usize)>,
    read: &dyn Fn(&str) -> Option<SourceText>,
) -> Vec<Exclusion> {
    if suspects.is_empty() {
        return Vec::new();
    }
    let shown = shown(spec);
    let of = |(path, line): &(&String, usize)| -> Option<Exclusion> {
        let source = read(path)?;
        let opened = language_of(path)?.open(&source);
        let head = opened.heads().iter().find(|head| source.line(head.span.start) == *line)?;
        let found = shown.get(&(head.name.clone(), opened.token_hash(head)))?;
        Some(Exclusion { what: head.qualified.clone(), line: *found })
    };
    suspects.iter().filter_map(of).collect()
}

/// The functions in the fenced blocks of `spec`, by name and tokens, each with its line.
fn shown(spec: &SourceText) -> HashMap<(String, u64), usize> {
    let mut shown = HashMap::new();
    for (first, language, text) in blocks(spec.as_str()) {
        let source = SourceText::new(format!("block.{language}"), text.into_bytes());
        let Some(language) = language_of(&source.path) else { continue };
        let opened = language.open(&source);
        for head in opened.heads() {
            let line = first + source.line(head.span.start) - 1;
            shown.insert((head.name.clone(), opened.token_hash(head)), line);
        }
    }
    shown
}

/// The fenced blocks of C and Rust: the line of their first text line, from 1, the file ending, the text.
fn blocks(text: &str) -> Vec<(usize, &'static str, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Option<&'static str>, String)> = None;
    for (at, line) in text.lines().enumerate() {
        let fence = line.trim_start().strip_prefix("```");
        match (&mut open, fence) {
            (None, Some(info)) => open = Some((at + 2, ending(info), String::new())),
            (Some(_), Some(_)) => {
                if let Some((first, Some(ending), text)) = open.take() {
                    blocks.push((first, ending, text));
                }
            }
            (Some((_, _, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

fn ending(info: &str) -> Option<&'static str> {
    match info.split([',', ' ', '{']).next().unwrap_or_default() {
        "rust" | "rs" => Some("rs"),
        "c" | "h" => Some("c"),
        _ => None,
    }
}

//! What a run says that had no Rust or C to look at.

use std::collections::BTreeMap;

use vcs::{Selection, Subject};

/// What there was instead, in one sentence.
pub fn seen(selection: &Selection) -> String {
    let (files, touched) = match &selection.subject {
        Subject::Change { files, .. } => (files.len(), selection.touched().len()),
        Subject::Everything { .. } => (0, selection.skipped.values().sum()),
    };
    let changed = if matches!(selection.subject, Subject::Change { .. }) { "changed " } else { "" };
    let mut parts: Vec<String> = languages(&selection.languages);
    let other = selection.skipped.iter().filter(|(reason, _)| reason.as_str() != "unknown language");
    parts.extend(other.map(|(reason, count)| format!("{count} {reason}")));
    parts.extend((files > 0).then(|| format!("{files} deleted")));
    match touched {
        0 => format!("there is no {changed}file to look at"),
        1 => format!("no Rust or C in the one {changed}file: {}", parts.join(", ")),
        _ => format!("no Rust or C in {touched} {changed}files: {}", parts.join(", ")),
    }
}

/// `2 Markdown`, the most frequent first.
fn languages(counted: &BTreeMap<String, usize>) -> Vec<String> {
    let mut counted: Vec<_> = counted.iter().collect();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    counted.into_iter().map(|(language, count)| format!("{count} {language}")).collect()
}

//! Coverage that fell.

use super::Proof;
use model::{Complaint, CoverageShare, FallenFunction, Region};

/// How many functions of a file are named.
const NAMED: usize = 3;

/// What is not reached any more, file by file, and the total.
pub fn complaints(proof: &Proof) -> Vec<Complaint> {
    let by_file = proof.fallen.chunk_by(|one, other| one.path == other.path).filter_map(in_file);
    by_file.chain(proof.evidence.coverage.and_then(in_all)).collect()
}

fn in_file(fallen: &[FallenFunction]) -> Option<Complaint> {
    let first = fallen.first()?;
    let mut names: Vec<String> = fallen.iter().take(NAMED).map(|function| format!("`{}`", function.name)).collect();
    let more = fallen.len() - names.len();
    names.extend((more > 0).then(|| format!("{more} more functions")));
    let message = format!("{} ran before the change and {} not any more", listed(&names), verb(fallen.len()));
    let about = fallen.iter().map(|function| function.name.as_str()).collect::<Vec<_>>().join(" ");
    Some(complaint(message, &first.path, usize::try_from(first.line).unwrap_or(1).max(1), about))
}

const fn verb(functions: usize) -> &'static str {
    if functions == 1 { "does" } else { "do" }
}

/// `a, b and c`.
fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// What is not seen in the figures as they are shown has not fallen.
fn in_all(share: CoverageShare) -> Option<Complaint> {
    let (base, head) = (format!("{:.1}", share.base?), format!("{:.1}", share.head));
    let fell = share.head < share.base? && base != head;
    fell.then(|| complaint(format!("coverage fell from {base} % to {head} % of the lines"), ".", 1, "total".to_owned()))
}

fn complaint(message: String, path: &str, line: usize, about: String) -> Complaint {
    Complaint {
        rule: "coverage-fell",
        message,
        path: path.to_owned(),
        span: Region::line(line),
        function: None,
        change: None,
        related: Vec::new(),
        about,
    }
}

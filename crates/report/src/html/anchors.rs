//! The ids of elements, by which an address leads to one of them.

use std::collections::BTreeSet;

use model::Report;

/// The ids of findings, promises and tasks, each in the report's order.
pub struct Anchors {
    pub findings: Vec<String>,
    pub promises: Vec<String>,
    pub tasks: Vec<String>,
}

impl Anchors {
    /// Ids that stay the same while what they name does: made of fingerprints and of the ids in the specs.
    pub fn of(report: &Report) -> Self {
        let mut taken = BTreeSet::new();
        let findings = report.findings.iter().map(|finding| unique("finding", &finding.fingerprint, &mut taken));
        let findings = findings.collect();
        let promise = |promise: &model::PromiseReport| format!("{}-{}", stem(&promise.source.path), promise.id);
        let promises = report.promises.iter().map(|one| unique("promise", &promise(one), &mut taken)).collect();
        let tasks = report.tasks.iter().map(|task| unique("task", &task.id, &mut taken)).collect();
        Self { findings, promises, tasks }
    }
}

/// The name of a file without its folders and its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// `kind-name` with nothing in it that an address would have to escape, numbered where it is taken.
fn unique(kind: &str, name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
    let first = format!("{kind}-{}", plain.trim_matches('-'));
    let numbered = (2..).map(|number| format!("{first}-{number}"));
    let mut candidates = std::iter::once(first.clone()).chain(numbered);
    candidates.find(|candidate| taken.insert(candidate.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_needs_no_escaping_and_is_used_once() {
        let mut taken = BTreeSet::new();
        assert_eq!(unique("promise", "slot:start stream<>", &mut taken), "promise-slot-start-stream");
        assert_eq!(unique("promise", "slot:start stream", &mut taken), "promise-slot-start-stream-2");
        assert_eq!(stem("tasks/done/sse-parser.md"), "sse-parser");
    }
}

//! Functions that a spec itself wants to do nothing: no-ops, constants, stubs that the task prescribes.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use model::{Exclusion, Promised, SourceText, Task};

/// Words by which a line says that a function does nothing or returns a constant.
static HOLLOW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?: no-?ops? | (?:does|do|doing)\s+nothing | stub(?:s|bed)? | placeholders? | dummy | hard-?coded
        | returns?\s+(?:a\s+|the\s+)?constants? | (?:always|only|just|simply)\s+returns?
        | for\s+now,?\s+(?:it\s+)?returns? | returns?\s+(?:an?\s+)?empty | unsupported | not\s+supported )\b",
    )
    .expect("a pattern")
});

/// Words that turn the others around: the stub is to go, or must not be.
static TAKEN_BACK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?: no\s+(?:stub|placeholder|dummy|longer) | not\s+(?:an?\s+|be\s+)?(?:stub|placeholder|dummy|no-?op|hard)
        | never | without | instead\s+of | rather\s+than | replac\w+ | remov\w+ | must\s+not | currently | today | bug | fix\w* | was
        | were | until | when | if | unless | where )\b",
    )
    .expect("a pattern")
});

/// Notes on each of `tasks`, which `spec` holds, the promised functions that its own text wants to be hollow.
pub(crate) fn mark(spec: &SourceText, tasks: &mut [Task]) {
    let mut starts: Vec<usize> = tasks.iter().map(|task| task.line).collect();
    starts.sort_unstable();
    let lines: Vec<&str> = spec.as_str().lines().collect();
    let telling: Vec<usize> = (0..lines.len()).filter(|&at| is_telling(lines[at])).collect();
    for task in tasks.iter_mut().filter(|_| !telling.is_empty()) {
        let end = starts.get(starts.partition_point(|start| *start <= task.line)).map_or(lines.len(), |next| next - 1);
        let first = telling.partition_point(|&at| at + 1 < task.line);
        let own = telling[first..].iter().take_while(|&&at| at < end);
        let names: HashSet<String> = task.promises.iter().filter_map(|promise| name(&promise.what)).collect();
        for &at in own {
            let words: BTreeSet<&str> = lines[at].split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            let meant = words.into_iter().filter(|word| names.contains(*word));
            task.hollow.extend(meant.map(|name| Exclusion { what: name.to_owned(), line: at + 1 }));
        }
    }
}

fn is_telling(line: &str) -> bool {
    HOLLOW.is_match(line) && !TAKEN_BACK.is_match(line)
}

fn name(what: &Promised) -> Option<String> {
    match what {
        Promised::Function { name, .. } | Promised::Slot { name, .. } => {
            Some(name.rsplit("::").next().unwrap_or(name).to_owned())
        }
        _ => None,
    }
}

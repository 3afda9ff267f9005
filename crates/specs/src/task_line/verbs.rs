//! What the verb of a line says will happen.

use super::tokens::Token;

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Something new comes.
    Create,
    /// Something that is there changes.
    Modify,
    /// Something goes.
    Delete,
    /// Something gets another place: what follows the verb goes, what follows `to` comes.
    Move,
    /// Something is only looked at or run.
    Look,
}

const ACTS: &[(Act, &[&str])] = &[
    (
        Act::Create,
        &[
            "create",
            "add",
            "implement",
            "write",
            "build",
            "define",
            "introduce",
            "scaffold",
            "generate",
            "develop",
            "author",
            "creates",
            "adds",
            "implements",
            "declare",
            "port",
        ],
    ),
    (
        Act::Modify,
        &[
            "modify",
            "update",
            "extend",
            "change",
            "edit",
            "fix",
            "refactor",
            "enhance",
            "improve",
            "wire",
            "integrate",
            "register",
            "configure",
            "adjust",
            "expose",
            "export",
            "document",
            "rework",
            "replace",
            "hook",
            "connect",
            "enable",
            "disable",
            "optimize",
            "optimise",
            "bump",
            "adapt",
            "migrate",
            "set",
            "setup",
            "initialize",
            "initialise",
            "init",
            "handle",
            "support",
            "emit",
            "make",
            "convert",
            "switch",
            "include",
            "append",
            "mark",
            "pass",
            "call",
            "store",
            "load",
            "parse",
            "render",
            "apply",
            "simplify",
            "clean",
            "rewrite",
            "annotate",
            "extract",
            "re-export",
            "thread",
        ],
    ),
    (Act::Delete, &["delete", "remove", "drop"]),
    (Act::Move, &["move", "rename"]),
    (
        Act::Look,
        &[
            "verify",
            "run",
            "check",
            "review",
            "read",
            "use",
            "validate",
            "confirm",
            "ensure",
            "investigate",
            "research",
            "see",
            "test",
            "audit",
            "analyze",
            "analyse",
            "inspect",
            "compare",
            "identify",
            "decide",
            "consider",
            "understand",
            "measure",
            "profile",
            "reproduce",
            "execute",
            "re-run",
            "rerun",
            "benchmark",
            "follow",
            "study",
            "evaluate",
        ],
    ),
];

/// Verbs that are seldom nouns, so that they begin a clause in the middle of a line.
const PLAIN: &[&str] = &[
    "create",
    "add",
    "implement",
    "write",
    "define",
    "introduce",
    "scaffold",
    "generate",
    "modify",
    "update",
    "extend",
    "remove",
    "delete",
    "refactor",
    "register",
    "wire",
    "move",
    "rename",
    "verify",
    "ensure",
    "replace",
    "integrate",
    "configure",
];

/// Whether `word` is a verb also where a noun could stand.
pub fn is_plain(word: &str) -> bool {
    PLAIN.contains(&word)
}

/// What `word` says happens, where it is such a verb.
pub fn act(word: &str) -> Option<Act> {
    ACTS.iter().find(|(_, words)| words.contains(&word)).map(|(act, _)| *act)
}

/// What a participle says has happened: `created`, `removed`.
pub fn past(word: &str) -> Option<Act> {
    match word {
        "created" | "added" | "implemented" | "written" | "defined" | "introduced" | "exists" | "generated" => {
            Some(Act::Create)
        }
        "modified" | "updated" | "changed" | "extended" | "refactored" | "fixed" => Some(Act::Modify),
        "deleted" | "removed" | "gone" => Some(Act::Delete),
        _ => None,
    }
}

/// The word by which the line says that something will not be done.
pub fn negation(tokens: &[Token]) -> Option<String> {
    let words: Vec<String> = tokens.iter().filter_map(Token::word).collect();
    let first = words.first().map_or("", String::as_str);
    if matches!(first, "don't" | "never" | "avoid" | "skip" | "skipped" | "deferred" | "defer" | "postpone" | "no") {
        return Some(first.to_owned());
    }
    let said = ["do not", "not modify", "not change", "not touch", "must not", "should not"];
    let mut pairs = words.windows(2).map(|pair| format!("{} {}", pair[0], pair[1]));
    let keeps = |word: &String| {
        ["leave", "leaves", "left", "keep", "keeps", "remain", "remains", "stay", "stays", "is", "are", "be"]
            .contains(&word.as_str())
    };
    let as_it_is = |word: &&String| matches!(word.as_str(), "untouched" | "unmodified" | "unchanged");
    let kept = words.iter().find(as_it_is).filter(|_| words.iter().any(keeps));
    pairs.find(|pair| said.contains(&pair.as_str())).or_else(|| kept.cloned())
}

/// The word by which a criterion denies what it names: `\`f()\` does not exist twice`.
pub fn denial(tokens: &[Token]) -> Option<String> {
    let words = tokens.iter().filter_map(Token::word);
    words
        .into_iter()
        .find(|word| matches!(word.as_str(), "not" | "never" | "cannot" | "without" | "doesn't" | "isn't" | "no"))
}

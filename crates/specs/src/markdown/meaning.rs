//! What a section is about, told from the words of its heading or label.

use std::sync::LazyLock;

use crate::markdown::markers::{has_phrase, words};

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Meaning {
    /// Told by nothing: objective, behaviour, notes.
    Plain,
    /// Functions, slots and types that will be there, in code.
    Interface,
    /// Functions that will be there, by name.
    Functions,
    /// Types that will be there, by name.
    Types,
    /// Files that are to be made.
    Create,
    /// Files that are to be changed.
    Modify,
    /// Files that are to be removed.
    Delete,
    /// Files that are to be made or changed.
    Files,
    /// Files that are to be left alone.
    Untouched,
    /// What is to be tested.
    Tests,
    /// What must hold afterwards.
    Conditions,
    /// What must hold before.
    Preconditions,
    /// Which tasks come before.
    Dependencies,
    /// What is to be read first.
    References,
    /// Code of someone who uses what is promised.
    Example,
    /// What is no part of the task.
    Excluded,
}

impl Meaning {
    /// Whether nothing below it can promise anything.
    pub(super) fn rules_out(self) -> bool {
        matches!(self, Self::Example | Self::Excluded)
    }

    /// Whether it says so plainly what is to be done that it holds even below a heading about what is to be read.
    pub(super) fn demands(self) -> bool {
        !matches!(
            self,
            Self::Plain
                | Self::Files
                | Self::Tests
                | Self::Interface
                | Self::Types
                | Self::References
                | Self::Preconditions
        )
    }
}

use Meaning::{
    Conditions, Create, Delete, Dependencies, Example, Excluded, Files, Functions, Interface, Modify, Plain,
    Preconditions, References, Tests, Types, Untouched,
};

/// Phrases and what they tell, divided by strokes. The longest that fits wins; of two alike, the earlier row.
const MEANINGS: &[(Meaning, &str)] = &[
    (
        Excluded,
        "out of scope / not in scope / non goals / non goal / nongoals / not goals / not part of / not included / \
         future work / future enhancements / future improvements / deferred / excluded / exclusions / \
         alternatives / alternatives considered / rejected / what not to do / do not / do not implement / anti \
         patterns / follow ups / follow up work / later tasks / known limitations / risks / open questions / what \
         this is not / nice to have / stretch goals / current state / current behavior / current behaviour / \
         current implementation / existing code / problem / problem statement / root cause / revision history / \
         changelog / change log / dev agent record / completion notes / completion notes list / file list / qa \
         results / debug log / debug log references / agent model used / senior developer review / review findings \
         / implementation record / execution record / rollback / rollback plan / what was done / whats already done / already done / already \
         implemented",
    ),
    (
        Untouched,
        "do not modify / do not touch / do not change / do not edit / files not to modify / files not to touch / \
         files to leave alone / must not modify / must not change / dont touch / dont modify / untouched / no \
         changes to / untouched files / files that must not change",
    ),
    (
        Example,
        "example / examples / example code / example usage / usage / usage example / usage examples / for example \
         / sample code / code samples / sample usage / pseudocode / pseudo code / how to use / callers / caller / \
         sketch / before / before after / snippet / snippets / quick start / commit / commit message / \
         implementation notes / implementation hints / implementation sketch / implementation guidance / \
         reference implementation",
    ),
    (
        References,
        "pre read / preread / pre reading / read first / required reading / must read / references / reference / \
         related / related files / related documents / related docs / see also / context / context files / \
         background / files to read / files to inspect / files to review / files to reference / key files to read \
         / source documents / input / inputs / resources / links / sources / further reading / relevant files / \
         relevant code / existing files / source files / source / test patterns / existing patterns / patterns to follow / documentation references / \
         source code / design documents / input documents / reference files / skills / read before",
    ),
    (
        Interface,
        "interface / interfaces / api / public api / api surface / public interface / api design / api changes / \
         new api / signatures / function signatures / vtable / trait / traits / trait definition / callbacks / \
         slots / interface changes / header / public header / api to implement / apis to implement / exports / \
         prototypes",
    ),
    (
        Functions,
        "functions to implement / functions to add / functions to create / functions to write / new functions / \
         methods to implement / methods to add / new methods / public functions / helper functions / functions / \
         functions implemented / functions required / required functions / methods / function / internal \
         functions / functions to modify / static functions / functions added",
    ),
    (
        Types,
        "structs to define / structs to add / structs to create / types to define / types to add / types to \
         create / enums to define / enums to add / new types / new structs / data structures / data types / \
         structs / types / structures / structures to define / new enums / enums / type definitions / struct \
         definitions / traits to define / structs to implement / types to implement / core types / key types",
    ),
    (
        Create,
        "files to create / files to add / files to write / new files / files created / create files / create / \
         files added / file to create / new file / headers to create / modules to create / files to be created / \
         file created / test files to create",
    ),
    (
        Modify,
        "files to modify / files to change / files to edit / files to update / files modified / modified files / \
         existing files to modify / modify / files to touch / file to modify / file to change / file to edit / \
         file to update / files to be modified / changes by file",
    ),
    (
        Delete,
        "files to delete / files to remove / files deleted / files removed / deleted files / delete / files to be \
         deleted / remove / file to delete / removed files / deletions / code to delete",
    ),
    (
        Files,
        "files / files to create modify / files to create or modify / files to create and modify / files to \
         modify create / files to create edit / files changed / changes / changes required / required changes / code changes / proposed changes / files affected / affected files / files to create \
         update / file changes / target files / deliverables / files to modify or create / files to add modify / \
         touched files / files touched / files likely touched / files involved / files in scope / output files / \
         file / files to modify delete",
    ),
    (
        Tests,
        "test scenarios / tests / test / testing / test cases / test plan / unit tests / integration tests / \
         tests to add / tests to write / new tests / test requirements / required tests / testing requirements / \
         test names / test strategy / testing strategy / test suites / tests required / test coverage / test \
         specification / tests to create / tests to implement / test list",
    ),
    (
        Conditions,
        "postconditions / post conditions / postcondition / acceptance criteria / acceptance / definition of done \
         / done when / success criteria / exit criteria / completion criteria / done criteria / acceptance tests \
         / acceptance checklist / verification / verification criteria / verification checklist / validation / \
         verify / completion checklist / verification commands / verification steps / quality gates / done means \
         / must haves / acceptance gate",
    ),
    (
        Preconditions,
        "preconditions / pre conditions / precondition / before you start / before starting / entry criteria",
    ),
    (
        Dependencies,
        "dependencies / depends on / dependency / prerequisites / prerequisite / blocked by / requires / depends \
         / task dependencies / prerequisite tasks / required tasks",
    ),
    (
        Plain,
        "objective / goal / goals / overview / summary / description / behaviour / behavior / notes / note / \
         design / rationale / motivation / why / implementation / steps / tasks / plan / approach / requirements \
         / scope / constraints / details / error handling / edge cases / status / estimate / priority / technical \
         approach / implementation steps / implementation plan / technical details / user story / user stories / \
         security considerations / performance / architecture / error codes / memory management / \
         dependencies to add / crate dependencies / external dependencies / new dependencies / cargo dependencies \
         / library dependencies / parallel with / estimated time / effort / test fixtures / test data / test \
         results / test utilities / test helpers / test infrastructure",
    ),
];

/// The table with its phrases cut.
static PHRASES: LazyLock<Vec<(Meaning, Vec<&str>)>> = LazyLock::new(|| {
    let row = |(meaning, phrases): &(Meaning, &'static str)| (*meaning, phrases.split('/').map(str::trim).collect());
    MEANINGS.iter().map(row).collect()
});

/// What `heading` tells; `None` where it tells nothing.
pub(super) fn of_heading(heading: &str) -> Option<Meaning> {
    let words = unnumbered(words(heading));
    if is_negated_change(&words) {
        return Some(Untouched);
    }
    let told = PHRASES.iter().flat_map(|(meaning, phrases)| phrases.iter().map(move |phrase| (*meaning, *phrase)));
    let fitting = told.filter(|(_, phrase)| fits(&words, phrase));
    // The first of the longest: an earlier row of the table is the more careful reading.
    fitting.reduce(|best, next| if length(next.1) > length(best.1) { next } else { best }).map(|(meaning, _)| meaning)
}

/// Words that leave the meaning of the one beside them as it is.
const QUALIFIERS: &[&str] = &[
    "new",
    "public",
    "required",
    "rust",
    "c",
    "internal",
    "external",
    "proposed",
    "total",
    "final",
    "core",
    "additional",
    "basic",
    "expected",
    "overall",
    "project",
    "manual",
    "automated",
    "final",
];

fn length(phrase: &str) -> usize {
    phrase.split(' ').count()
}

/// A phrase fits anywhere in a heading that says little else: `Rust API`, `Files to create (3)`.
fn fits(words: &[String], phrase: &str) -> bool {
    let length = length(phrase);
    let at_an_end = || {
        let parts: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        words.starts_with(&parts) || words.ends_with(&parts)
    };
    match length {
        // Words that only qualify say nothing alone: "Core" is no heading of anything.
        1 => {
            let said = words.iter().any(|word| word == phrase);
            said && words.len() <= 2 && words.iter().all(|word| word == phrase || QUALIFIERS.contains(&word.as_str()))
        }
        2 => words.len() <= 5 && has_phrase(words, phrase) && at_an_end(),
        _ => words.len() <= length + 4 && has_phrase(words, phrase),
    }
}

fn is_negated_change(words: &[String]) -> bool {
    let has = |set: &[&str]| words.iter().any(|word| set.contains(&word.as_str()));
    words.len() <= 8
        && has(&["not", "dont", "never"])
        && has(&["modify", "touch", "change", "edit"])
        && !has(&["read", "inspect", "reference", "review"])
}

/// Numbers, counters and the names of units at the front tell nothing: `3. Step 2: Files`.
fn unnumbered(mut words: Vec<String>) -> Vec<String> {
    const UNITS: &[&str] = &["step", "phase", "task", "part", "section", "the", "our", "all", "main"];
    let tells_nothing =
        |word: &String| word.chars().all(|letter| letter.is_numeric()) || UNITS.contains(&word.as_str());
    while words.len() > 1 && words.first().is_some_and(tells_nothing) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| word.chars().all(char::is_numeric)) {
        words.pop();
    }
    words
}

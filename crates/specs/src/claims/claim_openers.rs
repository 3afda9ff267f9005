//! Where a sentence begins that says what the commit does, and whether it takes back what it says.

use std::sync::LazyLock;

use regex::Regex;

/// How much of what stands before a verb is looked at, in bytes.
const NEAR: usize = 120;

/// What may stand between the beginning of a paragraph and the verb of a claim: nothing, the mark of an item, what the
/// commit is about (`net: `).
static AT_FRONT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^ \s* (?:(?:[-*+•]|\d{1,2}[.)])\s+)? (?:\[[^\]\n]{1,30}\]\s*)? (?:[\w/.,()*+!\ -]{1,40}:\s+)?
        (?:[Tt]his\s+(?:also\s+)?)? $",
    )
    .expect("a pattern")
});

/// What may stand before the verb further on: the end of another sentence or clause, or a subject that can only be the
/// commit itself.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?: [.!;:] [)]? \s+ (?:this\s+(?:also\s+)?)?
          | \b(?: (?:this|the)\s+(?:commit|patch|change|pr|pull\s+request|mr|revision|series)
                | we | i | also | and | now | then | it\s+also )\s+ (?:(?:also|now|then)\s+)?
        ) $",
    )
    .expect("a pattern")
});

/// Words by which a sentence says that something is not so, not yet so, or not done here.
static TAKEN_BACK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?: not | n't | never | no\s+longer | without | instead | rather\s+than | cannot | can't | don't | doesn't
        | didn't | won't | wasn't | isn't | should | could | would | might | may | will | must | later | future | todo | fixme
        | wip | stub\w* | skeleton | placeholder\w* | dummy | mock\w* | scaffold\w* | draft | partial\w* | prototype\w*
        | declar\w+ | forward | if | unless | previously | earlier | formerly | used\s+to | was | were | had | removed?
        | removes | drop\w* | delet\w+ | renam\w+ | mov(?:e|ed|es|ing) | revert\w* | upstream | backport\w* | follow-?up
        | next | soon | yet | eventually | plan\w* | prepar\w+ | attempt\w* | try | tried | example | e\.g\. )\b",
    )
    .expect("a pattern")
});

/// Whether a verb that stands after `before` in its paragraph says what the commit does.
pub(super) fn begins_here(before: &str) -> bool {
    let cut = (before.len().saturating_sub(NEAR)..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(0);
    (cut == 0 && AT_FRONT.is_match(before)) || AFTER.is_match(&before[cut..])
}

/// The sentence of `text` that the bytes from `start` to `end` stand in.
pub(super) fn sentence(text: &str, start: usize, end: usize) -> &str {
    let from = text[..start].rfind(". ").or_else(|| text[..start].rfind(".\n")).map_or(0, |at| at + 2);
    let rest = &text[end..];
    let to = rest.find(". ").or_else(|| rest.find(".\n")).map_or(text.len(), |at| end + at);
    &text[from..to]
}

/// Whether `sentence` takes back or puts off what it says.
pub(super) fn is_taken_back(sentence: &str) -> bool {
    TAKEN_BACK.is_match(sentence) || sentence.trim_end().ends_with('?')
}

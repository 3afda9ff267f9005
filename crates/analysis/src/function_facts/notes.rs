//! What a note behind a marker says of the job: that a piece of it is not done, or that something is to be thought of.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::lexicon::Lexicon;
use model::{Admission, AdmissionKind, Carrier, name_words};

/// A note with more words than this explains something.
const WORDS: usize = 16;

/// Whether the first sentence of a note says that a piece of the job is not done. A marker that only asks to note something
/// (`XXX`) stands at what is done as well; there the sentence has to own up to it. What a note merely asks for is as often
/// something that would be good to have.
pub(super) fn names_a_piece(announces: bool, sentence: &str, lexicon: &Lexicon) -> bool {
    let words = words(sentence);
    let owns_up = words.first().is_some_and(|word| word == "we");
    let may = words.len() <= WORDS && (announces || owns_up) && may_deny(&words) && !sentence.contains('?');
    may && denies(sentence) && !lexicon.note_asides.within(sentence)
}

/// A note with more words than this argues about how something is done.
const WORDS_FOR_BEHAVIOUR: usize = 9;

/// Words with which a note about how a thing is done begins, or one that argues: it asks for no behaviour that is missing.
const ABOUT_HOW: &[&str] = &[
    "use", "make", "more", "this", "that", "these", "those", "there", "for", "if", "instead", "the", "we", "it",
    "should", "could", "can", "why", "move", "split", "merge", "unify", "share", "reuse", "convert", "change",
    "switch", "enable", "protect", "avoid", "remove", "drop", "rename", "replace", "perform", "allow", "get", "try",
    "when", "as", "not", "is", "are", "what", "how", "let", "keep",
];

/// Whether a note names behaviour, and does not argue about how the code is written: what is missing where it stands.
pub(super) fn asks_for_behaviour(note: &str) -> bool {
    let note = note.split(". ").next().unwrap_or_default();
    let words = words(note);
    let reasons = |word: &String| matches!(word.as_str(), "if" | "instead" | "http" | "https" | "because" | "since");
    words.len() <= WORDS_FOR_BEHAVIOUR && !argues(note) && !note.contains('?') && !words.iter().any(reasons)
}

/// "track slow queries", "calculate the average": a note in words at a value, and no other name for it.
pub(super) fn names_a_value(note: &str) -> bool {
    asks_for_behaviour(note)
        && note.contains(' ')
        && !note.contains(['(', ';', '='])
        && !note.split(' ').next().is_some_and(|first| first.contains('_'))
}

/// Whether a note is, by its first word, about how a thing is done.
pub(super) fn argues(note: &str) -> bool {
    words(note).first().is_none_or(|first| ABOUT_HOW.contains(&first.as_str()))
}

/// "should be ENOTTY", "set errno": which error a refusal reports, where that it refuses is right.
pub(super) fn is_about_error_codes(note: &str) -> bool {
    let mut names = note.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let code = |name: &str| {
        name.len() > 2
            && name.starts_with('E')
            && !name.contains("NOSYS")
            && name.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
    };
    names.any(|name| name.eq_ignore_ascii_case("errno") || code(name))
        || words(note).windows(2).any(|two| {
            two[0] == "error" && matches!(two[1].as_str(), "code" | "codes" | "number" | "kind" | "type" | "message")
        })
}

/// "if needed", "when wanted": what is put under a condition is no part of the job yet.
pub(super) fn is_conditional(sentence: &str) -> bool {
    words(sentence).windows(2).any(|two| {
        matches!(two[0].as_str(), "if" | "when")
            && matches!(two[1].as_str(), "needed" | "necessary" | "required" | "desired" | "wanted" | "ever")
    })
}

/// "more detailed text", "needs more accuracy": a quality, where "more opcodes" would be a number of things.
pub(super) fn asks_for_quality(note: &str) -> bool {
    words(note).windows(2).any(|two| two[0] == "more" && two[1] != "than" && !two[1].ends_with('s'))
}

/// Whether a note begins with the verb that the function is named by: "commit other changes" in `surface_commit`.
pub(super) fn names_the_verb(note: &str, name: &str) -> bool {
    let words = words(note);
    let known = name_words(name);
    let named = |word: &String| word.len() >= SHORTEST && known.contains(&format!(" {word} "));
    words.len() <= WORDS_FOR_BEHAVIOUR && words.len() > 1 && !note.contains('?') && words.first().is_some_and(named)
}

/// Notes that name a parameter on which nothing depends: what was asked for by it is what is missing.
pub(super) fn miss_params(admissions: &mut [Admission], unread: &[&str]) {
    let is_unread = |word: &str| unread.iter().any(|name| name.eq_ignore_ascii_case(word));
    let speaks = |word: &String| word.len() >= SHORTEST && word != "this" && is_unread(word);
    let named = |text: &str| {
        let words = words(text);
        words.len() <= WORDS_ON_PARAM && words.iter().any(speaks)
    };
    let notes = admissions.iter_mut().filter(|admission| admission.kind == AdmissionKind::Marker);
    for note in notes.filter(|note| note.carrier == Carrier::Comment && named(&note.text)) {
        note.kind = AdmissionKind::Omission;
    }
}

/// A note with more words than this is about more than a parameter.
const WORDS_ON_PARAM: usize = 6;

/// The letters of a parameter's name that can be told from other words.
const SHORTEST: usize = 4;

fn words(sentence: &str) -> Vec<String> {
    let words = sentence.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '_');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Whether a note asks to check something more: in a function that is there to check, that is a piece of its job.
pub(super) fn asks_to_examine(note: &str, lexicon: &Lexicon) -> bool {
    const EXAMINING: &[&str] = &["check", "validate", "verify", "ensure"];
    let words = words(note);
    let mut rest = words.iter().skip_while(|word| lexicon.leads_note(word));
    let examines = rest.next().is_some_and(|verb| EXAMINING.contains(&verb.as_str())) && rest.next().is_some();
    examines && !note.contains('?') && !lexicon.note_asides.within(note)
}

/// Whether a word stands in a sentence without which it denies nothing.
fn may_deny(words: &[String]) -> bool {
    let negates = |word: &String| {
        word.ends_with("n't") || matches!(word.as_str(), "not" | "missing" | "ignored" | "incomplete" | "leaked")
    };
    words.iter().any(negates)
}

/// "We do not support more than one attribute", "rollback is missing": something that is not done.
fn denies(sentence: &str) -> bool {
    static DENIAL: LazyLock<Regex> = LazyLock::new(|| {
        let how = r"(?:(?:yet|currently|properly|correctly|actually|really)\s+)*";
        let deeds = r"(?:support|handle|free|cover|respect|honou?r|implement|deal|release|clear|report|send|process|restore|save|(?:have|provide)\s+(?:any\s+)?(?:support|handling))";
        let done = r"(?:handled|freed|covered|respected|honou?red|released|cleared|reported|sent|processed|restored|saved|revoked|emitted|enforced|set|updated|initiali[sz]ed|parsed|applied|propagated)";
        Regex::new(&format!(
            r"(?i-u)^\W*(?:[\w']+\s+){{0,4}}?(?:(?:do|does|will)(?:n't|\s+not)\s+{how}{deeds}|(?:is|are)(?:n't|\s+not)\s+{how}{done}|(?:is|are)\s+(?:currently\s+|still\s+)?(?:missing|ignored|incomplete|leaked))\b"
        ))
        .expect("a fixed pattern")
    });
    DENIAL.is_match(sentence.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Vocabulary;

    fn names(announces: bool, sentence: &str) -> bool {
        let mut vocabulary = Vocabulary::default();
        vocabulary.extend("note-asides", ["instead".to_owned()]);
        names_a_piece(announces, sentence, &Lexicon::new(&vocabulary))
    }

    #[test]
    fn what_is_merely_asked_for_is_none() {
        assert!(!names(true, "free the name that was taken"));
        assert!(!names(true, "should be calculated"));
    }

    #[test]
    fn what_is_not_done_is_a_piece() {
        assert!(names(true, "we do not support more than one attribute"));
        assert!(names(true, "closing the parent is missing"));
        assert!(!names(true, "the answer is ignored, send an event instead"));
        assert!(!names(true, "old systems of this maker that are sold in shops do not support it"));
    }

    #[test]
    fn what_only_asks_to_be_noted_has_to_own_up() {
        assert!(!names(false, "should clear the pending interrupts"));
        assert!(names(false, "we do not handle more than one request"));
    }
}

//! Sentences by which a comment says that the code beside it falls short of its job, whatever that code does: it is measured
//! against the real thing, it is narrowed for the time being, or what it lacks is announced.

use super::hints::words;
use super::lexicon::Lexicon;

/// Words that set the real thing against what is here.
const GENUINE: &[&str] = &["real", "proper", "full", "complete", "actual", "correct", "robust", "production"];

/// Where the real thing is at work: "in production, this would ask the server".
const IN_EARNEST: &[&str] = &["real", "production", "practice", "reality"];

/// Words that begin another clause: what comes behind them is not said of the real thing.
const CLAUSES: &[&str] = &["as", "that", "which", "one", "if", "because", "than", "and", "but", "or", "so", "who"];

/// Verbs behind "would" that tell of a state and not of work.
const STATES: &[&str] = &["be", "have", "like", "not", "never", "it", "you", "also", "otherwise", "still", "only"];

/// Verbs for what is done in place of the job.
const EVADING: &[&str] = &[
    "return",
    "returns",
    "returning",
    "ignore",
    "ignored",
    "skip",
    "skipped",
    "accept",
    "assume",
    "acknowledge",
    "log",
    "print",
    "pretend",
    "fail",
    "bail",
    "drop",
    "leave",
    "loop",
    "proceed",
    "succeed",
    "hardcode",
    "fall",
    "break",
    "stop",
    "empty",
    "nothing",
];

/// Stages of a project, in which something is to come.
const STAGES: &[&str] =
    &["phase", "phases", "version", "versions", "release", "milestone", "sprint", "stories", "tasks"];

/// How near to "for now" is what is done in place of the job (words).
const NEAR: usize = 7;

/// How many words may be between the word for the real thing and its "would".
const SUBJECT: usize = 4;

/// What every sentence holds for which [`falls_short`] can hold: a scan may pass over every other text.
pub(super) const TRIGGERS: &[&str] = &[
    "would",
    "we'd",
    "it'd",
    "for now",
    "will be added",
    "will be supported",
    "will be replaced",
    "will be filled",
    "will be expanded",
    "will be wired",
    "will be handled",
    "will be integrated",
    "will be completed",
    "will be connected",
    "will be finished",
];

/// Whether `sentence` says that the code where it is written is not all that it has to be.
pub(super) fn falls_short(sentence: &str, lexicon: &Lexicon) -> bool {
    if sentence.contains('?') || lexicon.intended.within(sentence) || lexicon.reserved.within(sentence) {
        return false;
    }
    let clauses = sentence.split([';', ':', '(', ')', '–', '—']).flat_map(|part| part.split(" - "));
    clauses
        .map(words)
        .any(|words| contrasts(&words) || narrows(&words) || announces(&words) || is_called_pretence(&words, lexicon))
}

/// "A real implementation would write to the file", "in production, this would ask the server": the sentence tells what is not
/// done here. "The real one would" speaks of something that there is.
fn contrasts(words: &[String]) -> bool {
    let works = |at: usize| words.get(at + 1).is_some_and(|verb| !STATES.contains(&verb.as_str()));
    let modal = |at: usize| matches!(words[at].as_str(), "would" | "we'd" | "it'd") && works(at);
    let genuine = |at: usize| match at.checked_sub(1).map(|before| words[before].as_str()) {
        None | Some("a" | "an" | "for" | "note" | "any") => GENUINE.contains(&words[at].as_str()),
        Some("in") => IN_EARNEST.contains(&words[at].as_str()),
        Some(_) => false,
    };
    (0..words.len()).filter(|at| genuine(*at)).any(|at| {
        let subject = words[at + 1..].iter().take(SUBJECT + 1).take_while(|word| !CLAUSES.contains(&word.as_str()));
        (at + 1..at + 1 + subject.count()).any(modal)
    })
}

/// "For now, only the first entry is read", "return an error for now". In the middle of a sentence the words tell of a choice
/// for which a reason was given.
fn narrows(words: &[String]) -> bool {
    let is_for_now = |two: &[String]| two[0] == "for" && two[1] == "now";
    if words.len() < 4 || words.iter().any(|word| word == "because" || word == "since") {
        return false;
    }
    let (first, last) = (&words[..2], &words[words.len() - 2..]);
    let near = if is_for_now(first) {
        &words[2..words.len().min(2 + NEAR)]
    } else {
        &words[words.len().saturating_sub(2 + NEAR)..]
    };
    let for_now = is_for_now(first) || is_for_now(last);
    let said = words.iter().any(|word| word == "only") || near.iter().any(|word| EVADING.contains(&word.as_str()));
    for_now && said
}

/// "This is a placeholder for the real setup": said of the code, and not of a thing that has such a name.
fn is_called_pretence(words: &[String], lexicon: &Lexicon) -> bool {
    const ASIDE: &[&str] =
        &["a", "an", "just", "only", "currently", "still", "simply", "merely", "basic", "simple", "temporary"];
    let opening = &words[..words.len().min(4)];
    let said = opening.windows(2).position(|two| two[0] == "this" && two[1] == "is");
    said.is_some_and(|at| {
        let mut rest = words[at + 2..].iter().skip_while(|word| ASIDE.contains(&word.as_str()));
        rest.next().is_some_and(|word| matches!(word.as_str(), "stub" | "placeholder") && lexicon.is_pretence(word))
    })
}

/// "Threading will be added in a later phase".
fn announces(words: &[String]) -> bool {
    let made =
        |verb: &str| TRIGGERS.iter().filter_map(|words| words.strip_prefix("will be ")).any(|known| known == verb);
    let coming = words.windows(3).position(|three| three[0] == "will" && three[1] == "be" && made(&three[2]));
    coming.is_some_and(|at| words[at + 3..].iter().any(|word| STAGES.contains(&word.as_str())))
}

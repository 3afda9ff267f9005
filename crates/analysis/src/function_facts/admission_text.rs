//! What comments and texts admit, and where they say the work will be done.

use std::sync::LazyLock;

use regex::Regex;
use regex::bytes::Regex as BytesRegex;

use super::hints::{documents_lack, hints_at_lack};
use super::lexicon::Lexicon;
use super::notes::{argues, asks_for_quality, is_about_error_codes, is_conditional, names_a_piece};
use super::shortfall::falls_short;
use model::{AdmissionKind, Comment, Deferral, SourceText, Span};

/// How many characters of an admission's words are kept.
const SHOWN: usize = 120;

/// What a comment admits: the kind, and the words that do.
pub(super) struct Admitted {
    pub(super) kind: AdmissionKind,
    pub(super) text: String,
}

/// What `comment` admits: the gravest of what its sentences say.
pub(super) fn in_comment(comment: &Comment, lexicon: &Lexicon) -> Option<Admitted> {
    if !lexicon.may_admit(&comment.text) {
        return hint(comment, lexicon);
    }
    let text = without_code(&comment.text);
    let marked = notes(&text, lexicon).into_iter().map(|(loud, note)| marked_note(loud, &note, lexicon));
    let plain = paragraphs(unmarked(&text, lexicon)).filter_map(|text| plain_remark(&text, lexicon));
    marked.chain(plain).min_by_key(|admitted| admitted.kind).or_else(|| hint(comment, lexicon))
}

/// What a comment admits only where the body does nothing.
fn hint(comment: &Comment, lexicon: &Lexicon) -> Option<Admitted> {
    let text = without_code(&comment.text);
    let speaks = if comment.above { documents_lack(&text, lexicon) } else { hints_at_lack(&text, lexicon) };
    let kind = match speaks {
        true => AdmissionKind::Hint,
        false if lexicon.intended.within(&text) => AdmissionKind::Intended,
        false => return None,
    };
    Some(Admitted { kind, text: shortened(&text) })
}

/// What the text of a log call, error or panic admits.
pub(super) fn in_text(text: &str, lexicon: &Lexicon) -> Option<AdmissionKind> {
    if !lexicon.may_admit(text) {
        return None;
    }
    let bare = readable(text);
    let found = lexicon.stub_phrases.find(&bare);
    if found.as_ref().is_some_and(|found| of_another_type(&bare) || is_about_others(&bare[found.end..])) {
        return None;
    }
    let says = found.is_some() || is_order(&bare, lexicon) || ends_in_stub_word(&bare, lexicon);
    (says || is_marked(&bare, lexicon)).then_some(AdmissionKind::Stub)
}

/// "loader: implement this": an order. In the middle of a sentence the words are about someone who has to, or does not.
fn is_order(text: &str, lexicon: &Lexicon) -> bool {
    text.split([':', ',', ';', '.']).any(|part| lexicon.orders.opens(part))
}

/// "TODO: times": a marker that opens a text, or is followed by what is to be done; elsewhere a text speaks of markers.
fn is_marked(text: &str, lexicon: &Lexicon) -> bool {
    marker_at(text, lexicon).is_some_and(|(start, end)| {
        let before = text[..start].trim_end();
        // "tbd status" speaks of something by that name.
        if text[start..].starts_with(char::is_lowercase) && before.is_empty() {
            return text[end..].trim_start().starts_with([':', '(', '!', '-']);
        }
        // "Is a directory (TODO: use IsADirectory)" refuses, and argues about the error.
        if !before.is_empty() && (argues(&text[end..]) || is_about_error_codes(&text[end..])) {
            return false;
        }
        let opens = before.is_empty() || before.ends_with([':', '.', '-', '(', '[', '%', '!', ';', ',']);
        opens || text[end..].trim_start().starts_with([':', '(', '!', '-'])
    })
}

/// A text is said of the code when it begins or ends in a word for a stub; a placeholder is more often what is talked about.
fn ends_in_stub_word(text: &str, lexicon: &Lexicon) -> bool {
    is_staged_label(text, lexicon)
        || lexicon.stub_words.edges(text)
            && (!text.to_ascii_lowercase().contains("placeholder") || is_labelled(text, lexicon))
}

/// "save not implemented for CsvReader", "the trait is not implemented for type `{}`": the operation is there, a type does not
/// take part in it.
fn of_another_type(text: &str) -> bool {
    static TYPE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b(?i:implemented|supported)\s+(?i:for|on|by)\s+(?:(?i:the|a|an|type)\s+)*`?[A-Z][a-z0-9]+[A-Z]\w*|\b(?i:trait)\b.*\b(?i:implemented\s+(?:for|on|by))\b",
        )
        .expect("a fixed pattern")
    });
    TYPE.is_match(text)
}

/// What the text of a call admits that is an admission by name (`FIXME("..")`).
pub(super) fn in_admitting_call(text: &str, lexicon: &Lexicon) -> AdmissionKind {
    let bare = readable(text);
    match in_text(text, lexicon) {
        Some(kind) => kind,
        None if reports_a_value(text) => AdmissionKind::Improvement,
        None if bare.split(['.', ':', ',', '-', '(']).any(|part| lexicon.missing_piece.opens(part)) => {
            AdmissionKind::MissingPiece
        }
        None if lexicon.missing_piece.edges(&bare) => AdmissionKind::MissingPiece,
        None => AdmissionKind::Marker,
    }
}

/// "Unhandled swizzle type %#x": a report of a value that the function does not know.
fn reports_a_value(text: &str) -> bool {
    const UNKNOWN: &[&str] = &["unhandled", "unknown", "unrecognized", "unrecognised", "unexpected", "invalid"];
    let first = text.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    UNKNOWN.contains(&first.to_ascii_lowercase().as_str()) && text.contains(['%', '{'])
}

/// A literal's text without format directives and escapes.
pub(super) fn readable(text: &str) -> String {
    static ESCAPES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\[nrt]").expect("a fixed pattern"));
    static DIRECTIVES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"%[-+ #0-9.*]*(?:hh|h|ll|l|I64|I32|I|z|j|t)*[a-zA-Z]|\{[^{}]*\}").expect("a fixed pattern")
    });
    DIRECTIVES.replace_all(&ESCAPES.replace_all(text, " "), "%").into_owned()
}

/// The part of a comment before its first marker: what is said without one.
fn unmarked<'a>(text: &'a str, lexicon: &Lexicon) -> &'a str {
    &text[..marker_at(text, lexicon).map_or(text.len(), |(at, _)| at)]
}

fn paragraphs(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("\n\n").flat_map(|part| sentences(&one_line(&with_sentences(part)))).filter(|part| !part.is_empty())
}

fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(['.', '!', '?']).map(|part| part.trim().to_owned()).collect()
}

/// The notes that markers open: each from behind its marker to the end of its paragraph or the next marker.
/// Each with whether its marker announces work to do, and not merely something to note (`XXX`).
fn notes(text: &str, lexicon: &Lexicon) -> Vec<(bool, String)> {
    let mut notes = Vec::new();
    let mut rest = text;
    while let Some((at, end)) = marker_at(rest, lexicon) {
        let announces = !rest[at..end].to_ascii_uppercase().starts_with("XXX");
        let line = rest[..at].rsplit('\n').next().unwrap_or_default();
        rest = &rest[end..];
        let next = marker_at(rest, lexicon).map_or(rest.len(), |(at, _)| at);
        let paragraph = rest[..next].split("\n\n").next().unwrap_or_default();
        let note = if closes(line, paragraph) { line } else { paragraph };
        notes.push((announces, one_line(&with_sentences(note))));
    }
    notes
}

/// A note whose lines are sentences without full stops, with full stops: a line that begins with a capital begins one.
pub(super) fn with_sentences(note: &str) -> String {
    let mut text = String::new();
    for line in note.split('\n').map(str::trim) {
        let begins = line.starts_with(char::is_uppercase) && text.ends_with(|last: char| last.is_alphanumeric());
        text.push_str(if begins { ". " } else { " " });
        text.push_str(line);
    }
    text
}

/// "check the selector TODO": a marker at the end of a line, which is not the comment's last, is about what stands before it.
fn closes(before: &str, behind: &str) -> bool {
    let has_words = |text: &str| text.contains(char::is_alphanumeric);
    behind.split_once('\n').is_some_and(|(first, next)| !has_words(first) && has_words(next)) && has_words(before)
}

/// Where the first marker of `text` begins and ends (bytes), an owner in parentheses included.
fn marker_at(text: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let found = lexicon.marker().find_iter(text).find(|found| announces(text, found.range(), lexicon))?;
    let behind = &text[found.end()..];
    let gap = behind.len() - behind.trim_start_matches(' ').len();
    let owner = behind[gap..].strip_prefix('(').and_then(|rest| rest.find(')')).map_or(0, |at| gap + at + 2);
    Some((found.start(), found.end() + owner))
}

/// A marker counts in capitals anywhere, in other spellings only at the start of a line or with a colon behind it.
fn announces(text: &str, at: std::ops::Range<usize>, lexicon: &Lexicon) -> bool {
    let written = lexicon.markers.iter().any(|marker| *marker == text[at.clone()]);
    let before = text[..at.start].trim_end_matches([' ', '\t', '*', '-', '@']);
    if is_part_of_name(&text[..at.start]) || text[at.end..].starts_with("://") {
        return false;
    }
    let opens = before.is_empty() || before.ends_with('\n');
    written
        || text[at.end..].starts_with(':')
        || (opens && !begins_sentence(&text[at.clone()], &text[at.end..], lexicon))
}

/// "Todo lists are sorted": a sentence about such things. A note is written "todo", or it says what is to be done.
fn begins_sentence(marker: &str, behind: &str, lexicon: &Lexicon) -> bool {
    let capitalized = marker.starts_with(char::is_uppercase) && marker.contains(char::is_lowercase);
    let goes_on = behind.trim_start().starts_with(char::is_alphanumeric);
    capitalized && goes_on && !lexicon.missing_piece.opens(behind)
}

/// `L86-XXX`: letters in the place of what differs between the members of a family.
fn is_part_of_name(before: &str) -> bool {
    before.strip_suffix('-').is_some_and(|name| name.ends_with(char::is_alphanumeric))
}

fn marked_note(announces: bool, note: &str, lexicon: &Lexicon) -> Admitted {
    let words = untagged(note).trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let first = words.split_inclusive(['.', '!', '?']).next().unwrap_or_default();
    let says_stub = lexicon.stub_phrases.within(first) || lexicon.orders.within(first);
    let asks = words.is_empty() && note.contains('?');
    let kind = if asks || lexicon.removal.opens(first) || is_about_error_codes(first) {
        AdmissionKind::Improvement
    } else if says_stub || (lexicon.stub_words.edges(first) && !lexicon.improvement.within(first)) {
        AdmissionKind::Stub
    } else if lexicon.improvement.within(first)
        || lexicon.explanation.opens(first)
        || first.ends_with('?')
        || asks_for_quality(first)
        || is_conditional(first)
    {
        AdmissionKind::Improvement
    } else if lexicon.missing_piece.opens(first) {
        AdmissionKind::MissingPiece
    } else if names_a_piece(announces, first, lexicon) || any_falls_short(note, lexicon) {
        AdmissionKind::Omission
    } else if (announces || words.is_empty()) && !lexicon.improvement.within(words) {
        AdmissionKind::Marker
    } else {
        AdmissionKind::Improvement
    };
    Admitted { kind, text: if words.is_empty() { "TODO".to_owned() } else { shortened(words) } }
}

fn any_falls_short(note: &str, lexicon: &Lexicon) -> bool {
    with_sentences(note).split_inclusive(['.', '!']).any(|sentence| falls_short(sentence, lexicon))
}

/// A note without the tag in parentheses that it may begin with: "TODO: (STORAGE) Implement".
fn untagged(note: &str) -> &str {
    let rest = note.trim_start_matches([':', ' ']).strip_prefix('(').and_then(|rest| rest.split_once(')'));
    rest.filter(|(tag, _)| !tag.contains(' ')).map_or(note, |(_, words)| words)
}

/// A remark without a marker admits only by phrases that speak of the code they stand at.
fn plain_remark(remark: &str, lexicon: &Lexicon) -> Option<Admitted> {
    if lexicon.intended.within(remark) || is_conditional(remark) {
        return None;
    }
    let stub = speaks_of_itself(remark, lexicon) || lexicon.orders.opens(remark) || is_labelled(remark, lexicon);
    let excuse = lexicon.excuses.find(remark);
    let aside = |at: usize| at > 0 && remark[at..].to_ascii_lowercase().starts_with("for now");
    let kind = match excuse {
        _ if stub => AdmissionKind::Stub,
        Some(excuse) if aside(excuse.start) && falls_short(remark, lexicon) => AdmissionKind::Omission,
        Some(excuse) if aside(excuse.start) => AdmissionKind::Marker,
        Some(_) => AdmissionKind::Stub,
        None if falls_short(remark, lexicon) => AdmissionKind::Omission,
        None if lexicon.is_put_off(remark) => AdmissionKind::Marker,
        None => return None,
    };
    Some(Admitted { kind, text: shortened(remark) })
}

/// A comment without quoted names and sentences, and without the lines that are commented-out code.
fn without_code(text: &str) -> String {
    static QUOTED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"`[^`\n]*`|"[^"\n]* [^"\n]*""#).expect("a fixed pattern"));
    QUOTED
        .replace_all(text, "``")
        .split('\n')
        .map(|line| if looks_like_code(line) { "" } else { line })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether a comment holds commented-out code behind its first line.
pub(super) fn holds_code(text: &str) -> bool {
    let statement = |line: &str| line.trim_end().ends_with(';') && !line.contains("assert");
    text.lines().skip(1).any(|line| statement(line) && looks_like_code(line))
}

pub(super) fn looks_like_code(line: &str) -> bool {
    static CALL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[A-Za-z_][\w:.]*!?\([^()]*\)\s*[;,]").expect("a fixed pattern"));
    let line = line.trim();
    let ends = line.ends_with([';', '{', '}']) || line.ends_with("!()") || line.ends_with("!(),");
    let prose = line.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count();
    CALL.is_match(line) || (ends && prose < 5)
}

/// "Stub", "Kerning: stub", "Placeholder id": a label, and no sentence about stubs.
fn is_labelled(remark: &str, lexicon: &Lexicon) -> bool {
    let parts = remark.split([':', '–', '—', '(', ',', ';']).flat_map(|part| part.split(" - "));
    let label = parts.into_iter().any(|part| lexicon.stub_words.is_all_of(part));
    label
        || is_staged_label(remark, lexicon)
        || (lexicon.stub_words.opens(remark) && remark.split_whitespace().count() <= 3)
}

/// "Phase 3 stub: threads come later", "started (phase 2 placeholder)": a label that says until when.
fn is_staged_label(remark: &str, lexicon: &Lexicon) -> bool {
    let is_number = |word: &str| word.chars().all(|letter| letter.is_ascii_digit());
    remark.split([':', '–', '—', '(', ')', ',', ';']).flat_map(|part| part.split(" - ")).any(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let [stage, number, rest @ ..] = words.as_slice() else { return false };
        ["phase", "stage", "step", "milestone"].contains(&stage.to_lowercase().as_str())
            && is_number(number)
            && lexicon.stub_words.is_all_of(&rest.join(" "))
    })
}

/// "Not implemented" with nothing before it but what stands for the code itself, and no one else named after it.
fn speaks_of_itself(remark: &str, lexicon: &Lexicon) -> bool {
    static SUBJECT: LazyLock<BytesRegex> = LazyLock::new(|| {
        let words = r"(?:but|and|so|this|that|it|it's|its|is|are|isn|has|have|been|was|currently|still|yet|the|function|method|here|part|feature|operation|we|path|case|branch|todo|note|actual|real|logic|rest|remaining|just|simply)";
        BytesRegex::new(&format!(r"(?i-u)(?:^|[,:;(\-])\W*(?:{words}\W+)*$")).expect("a fixed pattern")
    });
    lexicon.stub_phrases.find(remark).is_some_and(|found| {
        let behind = remark[found.start..].to_ascii_lowercase();
        let to_come = behind.split_whitespace().any(|word| word.trim_matches('.') == "yet");
        (to_come || SUBJECT.is_match(&remark.as_bytes()[..found.start])) && !is_about_others(&remark[found.end..])
    })
}

/// Whether what follows "not implemented" names who else does not implement it, or in which case it is not.
fn is_about_others(rest: &str) -> bool {
    static OTHERS: LazyLock<BytesRegex> = LazyLock::new(|| {
        BytesRegex::new(r"(?i-u)^\W*(?:by|in terms|on top|via|through|using|with|as|(?:on|for) (?:this|your|the current) (?:platform|system|architecture|os|host|target|machine|kernel|build)|(?:in|on|for) (?:\w+ )?\w+s (?:where|that|which|without))\b")
            .expect("a fixed pattern")
    });
    OTHERS.is_match(rest.as_bytes())
}

/// Where `text`, which stands at `span` of `source`, says the work will be done.
pub(super) fn deferral(source: &SourceText, span: Span) -> Option<Deferral> {
    static TARGETS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let target =
            r"(?P<t>[\w./-]*\w\.md|#\d+|[A-Z][A-Z0-9]+-\d+|(?:task|issue|ticket|pr|step|phase)[ -]#?[\w.-]*\d[\w-]*)";
        let verbs = r"(?:implement(?:ed)?|done|handled?|added|completed?|provided|covered|addressed|finished|fixed|built|wired(?: up)?|delivered)";
        [
            format!(r"(?i-u)\b{verbs}\s+(?:\w+\s+)?(?:in|by|with|under|as part of|when|after|during)\s+(?:the\s+)?{target}"),
            format!(r"(?i-u)\b(?:see|cf\.?|tracked (?:in|by)|deferred to|left (?:to|for)|moved to|belongs to|part of|postponed to|until)\s+(?:the\s+)?{target}"),
            r"(?-u)\b(?:TODO|FIXME|XXX|TBD)\s*[(\[]\s*(?P<t>#\d+|[A-Z][A-Z0-9]+-\d+|[\w./-]*\w\.md|(?:task|issue)[ -]#?\d+)\s*[)\]]".to_owned(),
            format!(r"(?i-u)\b(?:TODO|FIXME|XXX|TBD)\b[:\s]+{target}"),
        ]
        .iter()
        .map(|pattern| Regex::new(pattern).expect("a fixed pattern"))
        .collect()
    });
    let text = source.slice(span);
    if !may_name_target(text) {
        return None;
    }
    TARGETS.iter().find_map(|pattern| pattern.captures(text)?.name("t")).map(|target| Deferral {
        target: target.as_str().trim_end_matches('.').to_owned(),
        span: Span::new(span.start + target.start(), span.start + target.end()),
    })
}

/// Whether a target can stand in `text`: each holds a number or ends in `.md`. To look for them costs next to nothing.
fn may_name_target(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(u8::is_ascii_digit) || bytes.windows(3).any(|end| end.eq_ignore_ascii_case(b".md"))
}

/// `text` on one line, white space folded.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` on one line, cut to what is worth showing.
pub(super) fn shortened(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() <= SHOWN {
        return line;
    }
    let mut cut: String = line.chars().take(SHOWN - 1).collect();
    cut.push('…');
    cut
}

//! A message's text taken apart as git does (`git help commit`, "--cleanup"; `git help interpret-trailers`).

use std::sync::LazyLock;

use regex::Regex;

use model::{Message, MessageKind, SourceText, Span};

/// What git takes out of a message before it commits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleaning<'c> {
    /// Nothing: it is committed already.
    None,
    /// Lines that begin with this, and all below the scissors line; with `auto`, what the message's last line begins with, for
    /// then git chose something that no line of the message itself begins with.
    Comments(&'c str),
}

/// What git chooses from for `core.commentChar=auto` (`adjust_comment_line_char` in git's `builtin/commit.c`).
const CHOICE: &str = "#;@!$%^&|:";

/// What follows the comment character on the scissors line (`cut_line` in git's `wt-status.c`).
const SCISSORS: &str = " ------------------------ >8 ------------------------";

/// Reads `text`.
pub fn message(text: &SourceText, cleaning: Cleaning) -> Message {
    let lines = kept(text, cleaning);
    let blocks = blocks(text, &lines);
    let subject = blocks.first().and_then(|block| block.first()).copied();
    let trailers = trailers(text, &blocks);
    let prose = if trailers.is_empty() { &blocks[..] } else { &blocks[..blocks.len() - 1] };
    let mut paragraphs: Vec<Span> = subject.into_iter().collect();
    paragraphs.extend(paragraphs_of(text, prose));
    Message { kind: kind(text, subject, &paragraphs), subject, paragraphs, trailers }
}

/// The lines that git keeps, without their ends.
fn kept(text: &SourceText, cleaning: Cleaning) -> Vec<Span> {
    let comment = match cleaning {
        Cleaning::None => None,
        Cleaning::Comments("auto") => Some(chosen(text)),
        Cleaning::Comments(comment) => Some(comment.to_owned()),
    };
    let mut kept = Vec::new();
    let mut start = 0;
    for line in text.as_str().split_inclusive('\n') {
        let words = line.trim_end();
        let is_comment = comment.as_ref().and_then(|comment| words.strip_prefix(comment.as_str()));
        if is_comment == Some(SCISSORS) {
            break;
        }
        if is_comment.is_none() {
            kept.push(Span::new(start, start + words.len()));
        }
        start += line.len();
    }
    kept
}

/// The comment character of a message whose comments stand at its end.
fn chosen(text: &SourceText) -> String {
    let last = text.as_str().lines().rfind(|line| !line.trim().is_empty());
    let first = last.and_then(|line| line.chars().next()).filter(|first| CHOICE.contains(*first));
    first.unwrap_or('#').to_string()
}

/// Runs of lines that are not blank.
fn blocks(text: &SourceText, lines: &[Span]) -> Vec<Vec<Span>> {
    let blank = |line: &Span| text.slice(*line).trim().is_empty();
    lines.split(blank).filter(|block| !block.is_empty()).map(<[Span]>::to_vec).collect()
}

/// The trailers of the last block, which is not the subject's: each of its lines is one, or goes on with one.
fn trailers(text: &SourceText, blocks: &[Vec<Span>]) -> Vec<(String, Span)> {
    static TRAILER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^([A-Za-z][A-Za-z0-9-]*)\s*:\s+(\S.*)$").expect("a pattern"));
    let Some(last) = blocks.last().filter(|_| blocks.len() > 1) else { return Vec::new() };
    let mut trailers = Vec::new();
    for line in last {
        let words = text.slice(*line);
        let Some(found) = TRAILER.captures(words) else {
            // A value goes on in indented lines; `(cherry picked from commit …)` is git's own.
            if words.starts_with([' ', '\t']) || words.starts_with("(cherry picked from") {
                continue;
            }
            return Vec::new();
        };
        let value = found.get(2).map_or(0..0, |value| value.range());
        trailers.push((found[1].to_owned(), Span::new(line.start + value.start, line.start + value.end)));
    }
    trailers
}

/// The paragraphs of the body: blocks, each item of a list on its own. What stands in fences, is quoted, or is indented
/// as code is left out.
fn paragraphs_of(text: &SourceText, blocks: &[Vec<Span>]) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut fenced = false;
    for (at, block) in blocks.iter().enumerate() {
        let mut open = false;
        for line in block.iter().skip(usize::from(at == 0)) {
            let words = text.slice(*line);
            if words.trim_start().starts_with("```") {
                fenced = !fenced;
                open = false;
            } else if fenced || is_foreign(words, open) {
                open = false;
            } else if open && !is_item(words) && adjoins(text, paragraphs.last(), line) {
                paragraphs.last_mut().into_iter().for_each(|last| last.end = line.end);
            } else {
                paragraphs.push(*line);
                open = true;
            }
        }
    }
    paragraphs
}

/// Quoted text, HTML, tables, or code: indented by four columns and no continuation of an item.
fn is_foreign(words: &str, goes_on: bool) -> bool {
    words.starts_with(['>', '<', '|'])
        || (!goes_on && !is_item(words) && (words.starts_with("    ") || words.starts_with('\t')))
}

/// Whether no line was left out between a paragraph and a line.
fn adjoins(text: &SourceText, paragraph: Option<&Span>, line: &Span) -> bool {
    paragraph.is_some_and(|last| text.slice(Span::new(last.end, line.start)).trim().is_empty())
}

fn is_item(words: &str) -> bool {
    static ITEM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s").expect("a pattern"));
    ITEM.is_match(words)
}

fn kind(text: &SourceText, subject: Option<Span>, paragraphs: &[Span]) -> MessageKind {
    static MERGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:merge|merged|merging|auto-?merge)\b|^(?:pull|branch) '").expect("a pattern")
    });
    static REVERT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:[\w/.() -]+: *)?(?:revert|reverts|reverted|reapply|un-?revert|back ?out|backed out|undo)\b",
        )
        .expect("a pattern")
    });
    static RELEASE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:chore\(release\)|(?:prepare|cut|start) |new )?\W*(?:pre-?)?(?:release|bump|version)\b|^[\w-]* ?v?\d+\.\d+(?:\.\d+)*\b[^ ]*\.?$|^\d{4}\.\d{2}\.\d{2}, version")
            .expect("a pattern")
    });
    static DEPENDENCIES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:\w+\(deps[\w-]*\)!?:|(?:\w+(?:\([^)]*\))?!?: *)?(?:bump|upgrade|update|roll|sync|import|vendor)\b.*\b(?:from|to|version) v?[\w.-]*\d|(?:\w+: *)?(?:update|upgrade|bump|sync|import|vendor)\b.*\b(?:dependenc|deps\b|vendored|submodule|upstream|subtree|cargo\.lock))")
            .expect("a pattern")
    });
    let Some(subject) = subject.map(|span| text.slice(span)) else { return MessageKind::Empty };
    let takes_back = |span: &Span| text.slice(*span).starts_with("This reverts commit");
    if ["fixup!", "squash!", "amend!"].iter().any(|mark| subject.starts_with(mark)) {
        MessageKind::Autosquash
    } else if MERGE.is_match(subject) {
        MessageKind::Merge
    } else if REVERT.is_match(subject) || paragraphs.iter().any(takes_back) {
        MessageKind::Revert
    } else if RELEASE.is_match(subject) {
        MessageKind::Release
    } else if DEPENDENCIES.is_match(subject) {
        MessageKind::Update
    } else {
        MessageKind::Ordinary
    }
}

//! Tests in documentation: the code blocks that rustdoc compiles and runs.
//!
//! Source: The rustdoc book, chapter "Documentation tests".

use crate::rust::item_walk::{Noted, Survey};
use crate::rust::items::ItemKind;
use crate::rust::lexer::{CommentKind, RawComment};
use crate::rust::tokens::Tokens;
use model::{BodyWords, FailureWay, Ignored, Span, TestDefinition};

/// The tests in the documentation of the file.
pub(super) fn doctests(tokens: &Tokens, survey: &Survey) -> Vec<TestDefinition> {
    let with_code =
        documents(tokens).into_iter().filter(|document| document.lines.iter().any(|(line, _)| fence(line).is_some()));
    let blocks = with_code.filter(|document| is_documentation(tokens, survey, document.span));
    blocks.flat_map(|document| tests_of(tokens, survey, &document)).collect()
}

/// Consecutive lines of documentation.
struct Document {
    span: Span,
    inner: bool,
    /// Each line without its markers, and where it stands.
    lines: Vec<(String, Span)>,
}

fn documents(tokens: &Tokens) -> Vec<Document> {
    let mut found: Vec<Document> = Vec::new();
    for comment in &tokens.comments {
        let inner = match comment.kind {
            CommentKind::InnerDoc => true,
            CommentKind::OuterDoc => false,
            CommentKind::Line | CommentKind::Block => continue,
        };
        match found.last_mut().filter(|last| last.inner == inner && is_next(tokens, last.span, comment.span)) {
            Some(last) => last.add(tokens, comment),
            None => {
                let mut document = Document { span: comment.span, inner, lines: Vec::new() };
                document.add(tokens, comment);
                found.push(document);
            }
        }
    }
    found
}

/// Whether nothing but white space, attributes and plain comments stands between two parts of the documentation.
fn is_next(tokens: &Tokens, last: Span, next: Span) -> bool {
    tokens.within(Span::new(last.end, next.start)).is_empty()
}

impl Document {
    fn add(&mut self, tokens: &Tokens, comment: &RawComment) {
        self.span.end = comment.span.end;
        let text = &tokens.text[comment.span.start..comment.span.end];
        if let Some(line) = text.strip_prefix("//") {
            let line = line.strip_prefix(['/', '!']).unwrap_or(line);
            return self.lines.push((line.trim_end().to_owned(), comment.span));
        }
        let inside = text.get(3..text.len().saturating_sub(2)).unwrap_or("");
        let mut at = comment.span.start + 3;
        for line in inside.split('\n') {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            let starred = line.trim_start().strip_prefix('*').unwrap_or(line);
            self.lines.push((starred.trim_end().to_owned(), span));
        }
    }
}

/// Whether `span` documents an item that rustdoc sees: not inside of a function or a macro's definition, and not in
/// code that is compiled for tests.
fn is_documentation(tokens: &Tokens, survey: &Survey, span: Span) -> bool {
    let in_function = survey.functions.iter().any(|surveyed| surveyed.head.body.contains(span));
    let hides = |noted: &Noted| {
        let extent = tokens.extent(&noted.item.tokens);
        let opaque = matches!(noted.item.kind, ItemKind::Macro { .. }) || is_macro_definition(tokens, noted);
        extent.contains(span) && (opaque || noted.is_test)
    };
    !in_function && !survey.items.iter().any(hides)
}

fn is_macro_definition(tokens: &Tokens, noted: &Noted) -> bool {
    matches!(noted.item.kind, ItemKind::Named { name } if name > 0 && tokens.is_punct(name - 1, b'!'))
}

/// A code block's opening fence.
struct Fence {
    mark: &'static str,
    length: usize,
    info: String,
}

fn fence(line: &str) -> Option<Fence> {
    let line = line.trim_start();
    let mark = if line.starts_with("```") {
        "`"
    } else if line.starts_with("~~~") {
        "~"
    } else {
        return None;
    };
    let info = line.trim_start_matches(mark);
    let length = line.len() - info.len();
    (mark == "~" || !info.contains('`')).then(|| Fence { mark, length, info: info.trim().to_owned() })
}

/// What the words behind a fence make of the block.
#[derive(Default)]
struct Block {
    is_rust: bool,
    ignored: bool,
    only_compiles: bool,
    fails: bool,
}

fn block(info: &str) -> Block {
    let words = info.split([',', ' ', '\t', '{', '}']).filter(|word| !word.is_empty());
    let mut found = Block { is_rust: true, ..Block::default() };
    let mut foreign = false;
    for word in words {
        match word {
            "rust" | "test_harness" | "standalone" | "standalone_crate" => found.is_rust &= !foreign,
            "should_panic" | "compile_fail" => found.fails = true,
            "no_run" => found.only_compiles = true,
            word if word.starts_with("ignore") => found.ignored = true,
            word if word.starts_with("edition") || is_error_code(word) || word.starts_with('.') => {}
            _ => foreign = true,
        }
    }
    found.is_rust &= !foreign;
    found
}

fn is_error_code(word: &str) -> bool {
    word.len() == 5 && word.starts_with('E') && word[1..].bytes().all(|byte| byte.is_ascii_digit())
}

fn tests_of(tokens: &Tokens, survey: &Survey, document: &Document) -> Vec<TestDefinition> {
    let mut tests = Vec::new();
    let mut open: Option<(Fence, Span, Vec<&str>)> = None;
    for (line, span) in &document.lines {
        match &mut open {
            None => open = fence(line).map(|fence| (fence, *span, Vec::new())),
            Some((fence, start, code)) if closes(fence, line) => {
                tests.extend(test(&fence.info, start.cover(*span), code));
                open = None;
            }
            Some((_, _, code)) => code.push(line.trim()),
        }
    }
    let item = documented(tokens, survey, document);
    for (number, test) in tests.iter_mut().enumerate() {
        test.name = format!("{item} (example {})", number + 1);
    }
    tests
}

fn closes(fence: &Fence, line: &str) -> bool {
    let line = line.trim();
    line.len() >= fence.length && line.chars().all(|mark| fence.mark.contains(mark))
}

fn test(info: &str, span: Span, code: &[&str]) -> Option<TestDefinition> {
    let block = block(info);
    let ignored = || Ignored { reason: None, span };
    let mut body = BodyWords::default();
    body.failures.push(if block.fails { FailureWay::ExpectedDeath } else { FailureWay::Result });
    block.is_rust.then(|| TestDefinition {
        name: String::new(),
        name_span: span,
        span,
        framework: if block.only_compiles { "doctest-compiled" } else { "doctest" },
        cases: 1,
        more_cases: false,
        ignored: block.ignored.then(ignored),
        conditions: Vec::new(),
        needs_registration: false,
        body: of_code(code, body),
        body_hash: hash(code),
    })
}

/// What the example's code names.
fn of_code(code: &[&str], body: BodyWords) -> BodyWords {
    let shown = |line: &&str| line.strip_prefix("# ").unwrap_or(line).to_owned();
    let text = code.iter().map(shown).collect::<Vec<_>>().join("\n");
    let tokens = Tokens::new(&text);
    let mut words = crate::rust::tests::called_names::of_range(&tokens, tokens.all(), std::collections::HashSet::new());
    words.failures.extend(body.failures);
    // Places in the example are none of the file's.
    words.assertions.clear();
    words
}

fn hash(code: &[&str]) -> u64 {
    let bytes = code.iter().flat_map(|line| line.bytes().chain(*b"\n"));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What the documentation belongs to: the item that follows, for inner documentation the module around.
fn documented(tokens: &Tokens, survey: &Survey, document: &Document) -> String {
    if document.inner {
        return "the module's documentation".to_owned();
    }
    let after = |noted: &&Noted| tokens.span(noted.item.tokens.start).start >= document.span.end;
    let item = survey.items.iter().filter(after).min_by_key(|noted| noted.item.tokens.start);
    item.map_or_else(String::new, |noted| named(tokens, survey, noted))
}

fn named(tokens: &Tokens, survey: &Survey, noted: &Noted) -> String {
    let start = tokens.span(noted.item.tokens.start).start;
    if let Some(function) = survey.functions.iter().find(|surveyed| surveyed.head.span.start == start) {
        return function.head.qualified.clone();
    }
    match &noted.item.kind {
        ItemKind::Named { name } | ItemKind::Trait { name, .. } | ItemKind::Module { name, .. } => {
            format!("{}{}", noted.prefix, tokens.str(*name))
        }
        ItemKind::Impl { header, .. } => format!("impl {}", tokens.folded(header.clone())),
        _ => noted.prefix.trim_end_matches(':').to_owned(),
    }
}

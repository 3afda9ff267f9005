//! What a body names, told from its tokens.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::escapes::escapes;
use crate::rust::lexer::{CommentKind, TokenKind};
use crate::rust::predicate::split;
use crate::rust::tokens::Tokens;
use model::{Assertion, BodyWords, CalledName, Escape, FailureWay, FunctionHead, NameForm, Span};

/// What the function `head` does.
pub(super) fn of_function(tokens: &Tokens, head: &FunctionHead) -> BodyWords {
    let params = head.params.iter().map(|param| param.name.as_str()).collect();
    let mut words = of_range(tokens, tokens.within(head.body), params);
    let asks = tokens.within(head.body).any(|at| tokens.is_punct(at, b'?'));
    if asks || head.return_type.contains("Result") || head.return_type.contains("ExitCode") {
        words.failures.push(FailureWay::Result);
    }
    words
}

/// What the tokens of `range` do; `locals` are names that stand for variables.
pub(super) fn of_range(tokens: &Tokens, range: Range<usize>, locals: HashSet<&str>) -> BodyWords {
    let mut reader = Words {
        tokens,
        range: range.clone(),
        locals,
        escapes: Vec::new(),
        found: BodyWords::default(),
        calls: BTreeSet::new(),
    };
    reader.read_locals();
    reader.escapes = escapes(tokens, &range);
    for at in range {
        reader.step(at);
    }
    let mut found = reader.found;
    found.calls = reader.calls.into_iter().collect();
    found.failures.sort_unstable();
    found.failures.dedup();
    found
}

struct Words<'t, 'a> {
    tokens: &'t Tokens<'a>,
    range: Range<usize>,
    locals: HashSet<&'t str>,
    escapes: Vec<(Range<usize>, Escape)>,
    found: BodyWords,
    calls: BTreeSet<CalledName>,
}

impl<'t, 'a: 't> Words<'t, 'a> {
    fn read_locals(&mut self) {
        let binds = |at: usize| matches!(self.tokens.str(at), "let" | "mut" | "for" | "ref" | "|");
        let bound = self.range.clone().filter(|&at| at > 0 && self.tokens.is_name(at) && binds(at - 1));
        let bound: Vec<&'t str> = bound.map(|at| self.tokens.str(at)).collect();
        self.locals.extend(bound);
    }

    fn step(&mut self, at: usize) {
        if !self.tokens.is_name(at) || is_keyword(self.tokens.str(at)) {
            return;
        }
        if let Some(form) = self.form(at) {
            self.named(at, form);
        }
    }

    /// How the name at `at` is used; `None` where it is no function's.
    fn form(&self, at: usize) -> Option<NameForm> {
        let tokens = self.tokens;
        let before = if at > self.range.start { tokens.str(at - 1) } else { "" };
        let dot = before == "." && !(at > 1 && tokens.is_punct(at - 2, b'.'));
        if matches!(before, "fn" | "mod" | "struct" | "'") {
            return None;
        }
        if tokens.is_punct(at + 1, b'!') && tokens.any_group(at + 2).is_some() {
            return Some(NameForm::Macro);
        }
        if tokens.group(self.after_turbofish(at), b'(').is_some() {
            return Some(if dot { NameForm::Member } else { NameForm::Call });
        }
        let ends = matches!(tokens.str(at + 1), "," | ")" | ";" | "}" | "]");
        let path = before == ":" && at > 1 && tokens.is_punct(at - 2, b':');
        let begins = matches!(before, "(" | "," | "=" | "&" | ":" | "[" | "{");
        let function = path || !self.locals.contains(tokens.str(at));
        (ends && begins && function && starts_small(tokens.str(at))).then_some(NameForm::Value)
    }

    /// The token after `::<..>`, where that follows the name at `at`.
    fn after_turbofish(&self, at: usize) -> usize {
        let tokens = self.tokens;
        if !(tokens.is_path_separator(at + 1) && tokens.is_punct(at + 3, b'<')) {
            return at + 1;
        }
        let (mut depth, mut place) = (0usize, at + 3);
        while place < self.range.end {
            if tokens.is_punct(place, b'<') {
                depth += 1;
            } else if tokens.is_punct(place, b'>') && !tokens.ends_arrow(place) {
                depth -= 1;
            }
            place = tokens.next(place);
            if depth == 0 {
                return place;
            }
        }
        at + 1
    }

    fn named(&mut self, at: usize, form: NameForm) {
        let name = self.tokens.str(at);
        let qualifier = self.qualifier(at);
        let assertion = is_assertion(name, form).then(|| self.assertion(at, form));
        let failure = failure(name, qualifier, form);
        match self.escapes.iter().find(|(range, _)| range.contains(&at)) {
            Some((_, escape)) if assertion.is_some() || failure.is_some() => self.found.escape = Some(*escape),
            _ => {
                self.found.assertions.extend(assertion);
                self.found.failures.extend(failure);
            }
        }
        let name = name.trim_start_matches("r#").to_owned();
        self.calls.insert(CalledName { name, qualifier: qualifier.to_owned(), form });
    }

    /// The part of the path that stands before the name at `at`; the receiver `self` of a method.
    fn qualifier(&self, at: usize) -> &'a str {
        let tokens = self.tokens;
        let Some(before) = at.checked_sub(2).filter(|&before| before >= self.range.start) else { return "" };
        if tokens.is_punct(at - 1, b'.') {
            return if tokens.is_word(before, "self") { "self" } else { "" };
        }
        if !tokens.is_path_separator(before) || before == 0 {
            return "";
        }
        match tokens.kind(before - 1) {
            TokenKind::Word => tokens.str(before - 1),
            TokenKind::Punct(b'>') => self.before_angles(before - 1),
            _ => "",
        }
    }

    /// The name that the generic arguments closing at `close` belong to; for `<T as Trait>`, the type.
    fn before_angles(&self, close: usize) -> &'a str {
        let mut depth = 0usize;
        for at in (self.range.start..=close).rev().take(60) {
            match self.tokens.str(at) {
                ">" => depth += 1,
                "<" if depth == 1 => {
                    let before = at.checked_sub(1).unwrap_or(at);
                    let skip = if self.tokens.is_punct(before, b':') { before.saturating_sub(2) } else { before };
                    let named = self.tokens.is_name(skip) && !is_keyword(self.tokens.str(skip));
                    return self.tokens.str(if named { skip } else { at + 1 });
                }
                "<" => depth -= 1,
                _ => {}
            }
        }
        ""
    }

    fn assertion(&self, at: usize, form: NameForm) -> Assertion {
        let open = if form == NameForm::Macro { at + 2 } else { self.after_turbofish(at) };
        let close = self.tokens.any_group(open).unwrap_or(open);
        let arguments = split(self.tokens, open + 1..close.max(open + 1), b',');
        Assertion {
            name: self.tokens.str(at).to_owned(),
            arguments: arguments.into_iter().map(|part| self.tokens.folded(part)).collect(),
            span: self.tokens.extent(&(at..close + 1)),
        }
    }
}

fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "if" | "else"
            | "match"
            | "while"
            | "for"
            | "loop"
            | "return"
            | "in"
            | "let"
            | "mut"
            | "ref"
            | "move"
            | "as"
            | "self"
            | "Self"
            | "super"
            | "crate"
            | "break"
            | "continue"
            | "true"
            | "false"
            | "unsafe"
            | "async"
            | "await"
            | "dyn"
            | "impl"
            | "where"
            | "fn"
            | "pub"
            | "const"
            | "static"
            | "use"
            | "Some"
            | "Ok"
            | "Err"
            | "None"
    )
}

fn starts_small(word: &str) -> bool {
    word.starts_with(|first: char| first.is_lowercase() || first == '_')
}

/// Words in a callee's name by which it asserts.
const ASSERTS: &[&str] = &["assert", "asserts", "verify", "should", "ensure", "expect", "require"];

fn is_assertion(name: &str, form: NameForm) -> bool {
    let says = name.split('_').any(|part| ASSERTS.contains(&part));
    match form {
        NameForm::Macro => says,
        NameForm::Call | NameForm::Member => says && !matches!(name, "expect" | "expect_err"),
        NameForm::Value => false,
    }
}

fn failure(name: &str, qualifier: &str, form: NameForm) -> Option<FailureWay> {
    match (form, name) {
        (NameForm::Member, "unwrap" | "expect" | "unwrap_err" | "expect_err" | "unwrap_none" | "expect_none") => {
            Some(FailureWay::Unwraps)
        }
        // What initializes a lazy value may panic.
        (NameForm::Call, "force") if matches!(qualifier, "LazyLock" | "LazyCell" | "Lazy") => Some(FailureWay::Unwraps),
        (NameForm::Value, "unwrap") => Some(FailureWay::Unwraps),
        (NameForm::Macro, "panic" | "unreachable" | "todo" | "unimplemented" | "bail") => Some(FailureWay::Panics),
        (NameForm::Call, "exit" | "abort" | "panic_any" | "resume_unwind") => Some(FailureWay::Panics),
        (_, name) if is_snapshot(name) || matches!(qualifier, "TestCases" | "trybuild" | "trycmd") => {
            Some(FailureWay::Snapshot)
        }
        _ => None,
    }
}

fn is_snapshot(name: &str) -> bool {
    let parts = ["snapshot", "snapshots", "golden", "goldenfile"];
    name.split('_').any(|part| parts.contains(&part)) || matches!(name, "expect_file" | "compile_fail" | "TestCases")
}

/// The text of a string literal without its quotes.
pub(super) fn plain_text(literal: &str) -> &str {
    literal.trim_start_matches(['b', 'c', 'r', '#']).trim_end_matches('#').trim_matches('"')
}

/// The comments in `extent`, as one text.
pub(super) fn remarks(tokens: &Tokens, extent: Span) -> String {
    let from = tokens.comments.partition_point(|comment| comment.span.start < extent.start);
    let inside = tokens.comments[from..].iter().take_while(|comment| comment.span.end <= extent.end);
    inside.map(|comment| content(&tokens.text[comment.span.start..comment.span.end])).collect::<Vec<_>>().join("\n")
}

/// The plain comments above a function, between its attributes and before its first statement, as one text: where people
/// say why they ignore a test. Empty where they say nothing but that something is to be done.
pub(super) fn comment_around(tokens: &Tokens, head: &FunctionHead) -> Option<String> {
    let first = tokens.span(tokens.within(head.body).start + 1).start;
    let from = tokens.comments.partition_point(|comment| comment.span.start < head.extent.start);
    let inside = tokens.comments[from..].iter().take_while(|comment| comment.span.start < first);
    let plain = inside.filter(|comment| matches!(comment.kind, CommentKind::Line | CommentKind::Block));
    let texts = plain.map(|comment| content(&tokens.text[comment.span.start..comment.span.end]));
    let said: Vec<&str> = texts.filter(|text| text.split_whitespace().nth(1).is_some()).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn content(comment: &str) -> &str {
    comment.trim_start_matches(['/', '*', '!']).trim_end_matches(['/', '*']).trim()
}

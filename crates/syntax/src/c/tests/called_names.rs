//! What a body names, told from its tokens.

use crate::c::keywords::{is_attribute_call, is_control, is_declaration_word, is_operator};
use crate::c::scan::Scan;
use crate::c::tokens::Token;
use model::{Assertion, BodyWords, CalledName, Escape, FailureWay, NameForm, Span};
use std::collections::{BTreeSet, HashSet};

/// What `tokens`, which hold no directive, do; `locals` are names that stand for variables.
pub(super) fn of_tokens(scan: &Scan, tokens: &[Token], locals: HashSet<&str>) -> BodyWords {
    let (found, calls) = (BodyWords::default(), BTreeSet::new());
    let mut words = Words { scan, tokens, locals, left_at: tokens.len(), found, calls };
    words.read_locals();
    words.left_at = words.leaves_by_environment().unwrap_or(tokens.len());
    for at in 0..tokens.len() {
        words.step(at);
    }
    let mut found = words.found;
    found.calls = words.calls.into_iter().collect();
    found.failures.sort_unstable();
    found.failures.dedup();
    found
}

struct Words<'s, 't> {
    scan: &'s Scan<'t>,
    tokens: &'s [Token],
    locals: HashSet<&'s str>,
    /// From which token on nothing need be checked, because an environment variable decides.
    left_at: usize,
    found: BodyWords,
    calls: BTreeSet<CalledName>,
}

impl<'s, 't: 's> Words<'s, 't> {
    fn text(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| self.scan.text_of(*token))
    }

    fn mark(&self, at: usize) -> u8 {
        self.tokens.get(at).map_or(0, |token| token.mark())
    }

    /// Names that a type or a `*` stands before, and that a declarator ends.
    fn read_locals(&mut self) {
        let ends = |at: usize| matches!(self.mark(at + 1), b'=' | b';' | b',' | b'[');
        let typed = |at: usize| {
            let before = self.tokens[at - 1];
            before.is(b'*') || (before.is_word() && !is_control(self.text(at - 1)))
        };
        let declared = (1..self.tokens.len()).filter(|&at| self.tokens[at].is_word() && ends(at) && typed(at));
        let declared: Vec<&'s str> = declared.map(|at| self.text(at)).collect();
        self.locals.extend(declared);
    }

    fn step(&mut self, at: usize) {
        let word = self.text(at);
        if word == "return" && self.returns_status(at) {
            self.found.failures.push(FailureWay::Status);
        }
        if !self.tokens[at].is_word() || is_reserved(word) {
            return;
        }
        if let Some(form) = self.form(at) {
            self.named(at, form);
        }
    }

    /// Whether anything but plain success is handed out.
    fn returns_status(&self, at: usize) -> bool {
        let parenthesis = usize::from(self.mark(at + 1) == b'(');
        let value = self.text(at + 1 + parenthesis);
        !matches!(value, "0" | "EXIT_SUCCESS" | "NULL" | "true" | ";" | "")
    }

    fn form(&self, at: usize) -> Option<NameForm> {
        let before = if at > 0 { self.text(at - 1) } else { "" };
        let member = matches!(before, "->" | ".");
        if self.mark(at + 1) == b'(' {
            return Some(if member { NameForm::Member } else { NameForm::Call });
        }
        if member && self.mark(at + 1) == b')' && self.mark(at + 2) == b'(' {
            return Some(NameForm::Member);
        }
        let ends = matches!(self.mark(at + 1), b',' | b')' | b';' | b'}');
        let begins = matches!(before, "(" | "," | "=" | "&" | "{" | ":" | "?") || self.mark(at.wrapping_sub(1)) == b')';
        let function = !self.locals.contains(self.text(at));
        (ends && begins && function).then_some(NameForm::Value)
    }

    fn named(&mut self, at: usize, form: NameForm) {
        let name = self.text(at);
        if form == NameForm::Call {
            let assertion = is_assertion(&self.pasted(at)).then(|| self.assertion(at));
            let failure = failure(name);
            if at < self.left_at {
                self.found.assertions.extend(assertion);
                self.found.failures.extend(failure);
            } else if assertion.is_some() || failure.is_some() {
                self.found.escape = Some(Escape::Environment);
            }
        }
        self.calls.insert(CalledName { name: name.to_owned(), qualifier: String::new(), form });
    }

    /// The place behind the first `if` that asks for an environment variable, or for what came of that, and returns.
    fn leaves_by_environment(&self) -> Option<usize> {
        let asks = (0..self.tokens.len()).find(|&at| matches!(self.text(at), "getenv" | "secure_getenv"))?;
        let kept = Some(asks).filter(|&at| at > 1 && self.mark(at - 1) == b'=').map(|at| self.text(at - 2));
        let is_told = |at: usize| at == asks || kept == Some(self.text(at));
        (0..self.tokens.len()).filter(|&at| self.text(at) == "if").find_map(|at| {
            let close = self.closing(at + 1)?;
            let first = close + 1 + usize::from(self.mark(close + 1) == b'{');
            let returns = self.text(first) == "return" && (at..close).any(is_told);
            returns.then_some(first)
        })
    }

    /// The parenthesis that closes the one at `open`.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0usize;
        (open..self.tokens.len()).find(|&at| {
            depth += usize::from(self.mark(at) == b'(');
            depth -= usize::from(self.mark(at) == b')' && depth > 0);
            depth == 0
        })
    }

    /// The name at `at` with what `##` joins to it: `expect_##suffix##_eq`.
    fn pasted(&self, at: usize) -> String {
        let mut name = self.text(at).to_owned();
        let mut first = at;
        while first >= 2 && self.text(first - 1) == "##" && self.tokens[first - 2].is_word() {
            first -= 2;
            name = format!("{}_{name}", self.text(first));
        }
        name
    }

    fn assertion(&self, at: usize) -> Assertion {
        let (mut arguments, mut depth, mut start, mut close) = (Vec::new(), 0usize, at + 2, at + 1);
        for place in at + 1..self.tokens.len() {
            match self.mark(place) {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' if depth == 1 => {
                    close = place;
                    break;
                }
                b')' | b']' | b'}' => depth -= 1,
                b',' if depth == 1 => {
                    arguments.push(self.folded(start, place));
                    start = place + 1;
                }
                _ => {}
            }
        }
        if start < close {
            arguments.push(self.folded(start, close));
        }
        let span = Span::new(self.tokens[at].span().start, self.tokens[close].span().end);
        Assertion { name: self.text(at).to_owned(), arguments, span }
    }

    fn folded(&self, start: usize, end: usize) -> String {
        let mut text = String::new();
        for at in start..end {
            if at > start && self.tokens[at - 1].end != self.tokens[at].start {
                text.push(' ');
            }
            text.push_str(self.text(at));
        }
        text
    }
}

fn is_reserved(word: &str) -> bool {
    is_control(word) || is_declaration_word(word) || is_operator(word) || is_attribute_call(word)
}

/// Whether a call of `name` asserts something.
fn is_assertion(name: &str) -> bool {
    let small = name.to_ascii_lowercase();
    let parts = ["expect", "require", "requires", "verify", "should", "ensure", "fail"];
    let shouted = name.len() > 3 && !name.bytes().any(|byte| byte.is_ascii_lowercase());
    small.contains("assert") || small.split('_').any(|part| parts.contains(&part) || (shouted && part == "check"))
}

fn failure(name: &str) -> Option<FailureWay> {
    match name {
        "abort" | "exit" | "_exit" | "_Exit" | "quick_exit" | "err" | "errx" | "die" | "panic" | "ck_abort"
        | "ck_abort_msg" | "raise" | "BUG" | "FATAL" | "fatal" => Some(FailureWay::Panics),
        _ => None,
    }
}

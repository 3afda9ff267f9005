//! Which functions of a file are tried, and how.

use model::{FunctionHead, LanguageId, ProofReport, ProofStatus, Role, SourceText};
use syntax::ir::{CallForm, ExprKind, Function, StatementKind};
use syntax::language_of;

use crate::instrument::{Switch, switch};

/// A function that a proof is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its file, from the repository's root.
    pub path: String,
    /// The language of its file.
    pub language: LanguageId,
    /// Its head, complete.
    pub head: FunctionHead,
    /// The first line of its signature, from 1.
    pub line: usize,
    /// The line of its closing brace.
    pub end_line: usize,
    /// What is known of it before anything runs.
    pub fate: Fate,
    /// Whether it takes nothing and answers with a value that its text fixes, which can be the one that it is tried with.
    pub is_fixed: bool,
}

/// What is known of a function before anything runs.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It is tried.
    Tried(Switch),
    /// Nothing needs to run to tell.
    Settled(ProofStatus, String),
    /// It answers with a constant, so that switching it off may change nothing: it is counted and not tried.
    Constant,
}

impl Candidate {
    /// What is reported of it where no test notices a value; `why` says which, as a sentence without a full stop.
    pub fn unnoticed(&self, why: String) -> ProofReport {
        if self.is_fixed {
            let why = format!("{why}; it always answers with the same value, which may be that one");
            return self.report(ProofStatus::Unsupported, Vec::new(), why);
        }
        self.report(ProofStatus::PseudoTested, Vec::new(), why)
    }

    /// What is reported of it.
    pub fn report(&self, status: ProofStatus, killed_by: Vec<String>, detail: impl Into<String>) -> ProofReport {
        ProofReport {
            function: self.head.qualified.clone(),
            path: self.path.clone(),
            line: self.line,
            status,
            killed_by,
            detail: detail.into(),
            promised: false,
        }
    }
}

/// The functions of `source` that `wanted` asks for, but for tests, `main`, and those that no build has.
pub fn candidates(source: &SourceText, wanted: &dyn Fn(usize) -> bool) -> Vec<Candidate> {
    let Some(language) = language_of(&source.path) else { return Vec::new() };
    let opened = language.open(source);
    let is_wanted = |head: &FunctionHead| is_tried(head) && wanted(source.line(head.span.start));
    let lines: std::collections::HashSet<usize> =
        opened.heads().iter().filter(|head| is_wanted(head)).map(|head| head.span.start).collect();
    let bodies = opened.bodies(&|head, _| lines.contains(&head.span.start));
    let own = bodies.functions.into_iter().filter(|function| lines.contains(&function.head.span.start));
    own.map(|function| candidate(source, language.id(), function)).collect()
}

fn is_tried(head: &FunctionHead) -> bool {
    let is_main = head.name == "main" && head.role == Role::Free;
    !head.is_test && !is_main && !head.conditions.iter().any(model::Condition::never_holds)
}

fn candidate(source: &SourceText, language: LanguageId, function: Function) -> Candidate {
    let fate = match switch(language, &function.head, source) {
        _ if is_constant(&function) => Fate::Constant,
        // Its text is not what a compiler reads, and could not be written back.
        _ if source.is_lossy() => Fate::Settled(ProofStatus::Unsupported, "its file is not UTF-8".to_owned()),
        Ok(switch) => Fate::Tried(switch),
        Err(unsupported) => Fate::Settled(ProofStatus::Unsupported, unsupported.0),
    };
    let is_fixed =
        function.head.params.is_empty() && language == LanguageId::Rust && answers_with(&function, &is_fixed);
    let head = function.head;
    Candidate {
        path: source.path.clone(),
        language,
        line: source.line(head.span.start),
        end_line: source.line(head.body.end.saturating_sub(1)),
        head,
        fate,
        is_fixed,
    }
}

/// Whether the body is empty or one constant, under every condition.
fn is_constant(function: &Function) -> bool {
    answers_with(function, &is_literal)
}

/// Whether the body is empty or one expression that `is` takes, under every condition.
fn answers_with(function: &Function, is: &dyn Fn(&ExprKind) -> bool) -> bool {
    !function.variants.is_empty()
        && function.variants.iter().all(|variant| match variant.body.statements.as_slice() {
            [] => true,
            [only] => match &only.kind {
                StatementKind::Return(None) => true,
                StatementKind::Return(Some(value)) | StatementKind::Value(value) => is(&value.kind),
                _ => false,
            },
            _ => false,
        })
}

/// Names of functions that make an empty value, as the standard library has it.
const MAKES_EMPTY: [&str; 3] = ["new", "default", "empty"];

/// Whether the value is made of constants, in a function of Rust that takes nothing.
fn is_fixed(value: &ExprKind) -> bool {
    match value {
        ExprKind::Name(name) => is_upper(name),
        ExprKind::Struct { fields, .. } => fields.iter().all(|(_, value)| is_fixed(&value.kind)),
        ExprKind::List(parts) => parts.iter().all(|part| is_fixed(&part.kind)),
        ExprKind::Call(call) if call.form == CallForm::Function => {
            let plain = call.callee.rsplit("::").next().unwrap_or_default();
            (is_upper(plain) || MAKES_EMPTY.contains(&plain))
                && call.arguments.iter().all(|argument| is_fixed(&argument.kind))
        }
        ExprKind::Call(call) if call.form == CallForm::Macro && call.callee == "vec" => {
            call.arguments.iter().all(|argument| is_fixed(&argument.kind))
        }
        other => is_literal(other),
    }
}

/// Whether the last part of a path is written as constants, types and variants are.
fn is_upper(path: &str) -> bool {
    path.rsplit("::").next().unwrap_or_default().starts_with(|c: char| c.is_ascii_uppercase())
}

fn is_literal(value: &ExprKind) -> bool {
    match value {
        ExprKind::Literal(_) | ExprKind::Text(_) => true,
        ExprKind::Name(name) => {
            let last = name.rsplit("::").next().unwrap_or(name);
            let shouted =
                last.len() > 1 && last.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
            shouted || matches!(last, "None" | "true" | "false")
        }
        ExprKind::Unary { operand, .. } => is_literal(&operand.kind),
        ExprKind::Cast { value, .. } => is_literal(&value.kind),
        ExprKind::List(parts) => parts.iter().all(|part| is_literal(&part.kind)),
        _ => false,
    }
}

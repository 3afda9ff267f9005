//! The walk through a body: every way out of it, every step on the way, every branch.

mod bindings;
mod branches;
mod effects;
mod inside;
mod offers;
mod shapes;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::lexicon::Lexicon;
use super::reads::{Met, each_in_block, names_in, root_name};
use super::senses::{CallKind, Senses};
use super::words::last_part;
use super::yields::{Appraiser, Worth};
pub(super) use branches::Walked;
pub(super) use effects::announcement;
use model::{Exit, FunctionHead, LanguageId, Place, Sign, SignKind, Span, Yield};
pub(super) use shapes::{as_call, is_zero};
use shapes::{result_text, wrapped_flow};
use syntax::ir::{Block, Call, Expr, ExprKind, Statement, StatementKind};

/// How much of the job a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effect {
    /// None.
    Inert,
    /// It only decides whether to go on.
    Check,
    /// A part of it, or what cannot be told.
    Work,
}

/// One statement without statements inside it.
#[derive(Debug, Clone)]
pub(crate) struct Step<'a> {
    pub(crate) span: Span,
    pub(crate) effect: Effect,
    /// The local names that it binds; what it does counts only if they are read by what counts.
    pub(crate) binds: Vec<&'a str>,
    /// The names that it reads.
    pub(crate) reads: Vec<&'a str>,
    /// The call that it is, if it is one.
    pub(crate) call: Option<&'a Call>,
}

/// A way out and the names that its value reads.
#[derive(Debug, Clone)]
pub(crate) struct WalkedExit<'a> {
    pub(crate) exit: Exit,
    pub(crate) reads: Vec<&'a str>,
    pub(crate) call: Option<&'a Call>,
    /// The value in a few words: two constants that differ are an answer that was worked out.
    pub(crate) value: String,
}

/// A name or field as the value of an arm: the arm answers with what it took, and is no empty one.
fn is_handed_on(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Name(name) => name.starts_with(char::is_lowercase) && !name.contains("::"),
        ExprKind::Field { base, .. } => is_handed_on(base),
        _ => false,
    }
}

/// Shared between the sides of a decision for as long as none of them assigns anything.
type Values<'a> = Rc<BTreeMap<&'a str, Vec<Worth>>>;

/// A walk through one variant of a body.
pub(crate) struct Walk<'a> {
    lexicon: &'a Lexicon,
    language: LanguageId,
    head: &'a FunctionHead,
    /// What the function's own name says.
    own: Senses,
    values: Values<'a>,
    /// Locals that hold nothing from outside: made of constants for the moment.
    fresh: Vec<&'a str>,
    /// Locals that hold what a call made.
    pub(super) made: Vec<&'a str>,
    /// Locals that are given back somewhere in the body.
    released: Vec<&'a str>,
    recorded: Option<Sign>,
    /// What a log call on the way admitted.
    said: Option<Sign>,
    /// Whether a log call on the way said that this is not supported.
    declined: bool,
    /// Whether the walk is in a loop: leaving it there is an answer, no guard.
    in_loop: bool,
    /// Whether the innermost loop is the function's value: what it is broken with is what is handed out.
    answers_by_break: bool,
    pub(crate) steps: Vec<Step<'a>>,
    pub(crate) exits: Vec<WalkedExit<'a>>,
    pub(crate) branches: Vec<Walked<'a>>,
    /// Names that conditions read.
    pub(crate) decided_by: Vec<&'a str>,
}

/// Whether control goes on behind a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    On,
    Ended,
}

impl<'a> Walk<'a> {
    /// Walks through `body`, the body of the function with `head`.
    pub(crate) fn through(body: &'a Block, head: &'a FunctionHead, language: LanguageId, lexicon: &'a Lexicon) -> Self {
        let mut walk = Self {
            lexicon,
            language,
            head,
            own: lexicon.senses(&head.name),
            values: Values::default(),
            fresh: Vec::new(),
            made: Vec::new(),
            released: released(body, lexicon),
            recorded: None,
            said: None,
            declined: false,
            in_loop: false,
            answers_by_break: false,
            steps: Vec::new(),
            exits: Vec::new(),
            branches: Vec::new(),
            decided_by: Vec::new(),
        };
        if walk.block(body, Place::Spine, true) == Flow::On {
            let end = Span::new(body.span.end.saturating_sub(1), body.span.end);
            walk.leave(Worth::of(Yield::Nothing), end, Place::Spine, None);
        }
        walk
    }

    pub(crate) fn is_param(&self, name: &str) -> bool {
        name == "self" || self.head.params.iter().any(|param| param.name == name)
    }

    pub(crate) fn worth(&self, expr: &Expr) -> Worth {
        let stored = |name: &str| self.is_param(name);
        Appraiser { lexicon: self.lexicon, language: self.language, stored: &stored }.worth(expr)
    }

    /// What `expr` can be worth, its locals resolved.
    pub(crate) fn worths(&self, expr: &Expr) -> Vec<Worth> {
        match &expr.kind {
            ExprKind::Name(name) if self.is_variable(name) => self.values[name.as_str()].clone(),
            ExprKind::Cast { value, .. } => self.worths(value),
            ExprKind::Unary { operator, operand } if operator == "-" || operator == "?" => {
                let inner = self.worths(operand);
                if inner.iter().any(|worth| worth.yields == Yield::NotImplemented) {
                    inner
                } else {
                    vec![self.worth(expr)]
                }
            }
            ExprKind::Call(call) if matches!(last_part(&call.callee), "Err" | "Ok" | "Some" | "into" | "from") => {
                match call.arguments.first() {
                    Some(Expr { kind: ExprKind::Name(name), .. }) if self.is_variable(name) => {
                        self.values[name.as_str()].clone()
                    }
                    _ => vec![self.worth(expr)],
                }
            }
            _ => vec![self.worth(expr)],
        }
    }

    /// Whether anything that is done, handed out or decided depends on the name `name`.
    pub(crate) fn depends_on(&self, name: &str) -> bool {
        let steps = self.steps.iter().filter(|step| step.effect != Effect::Inert || !step.binds.is_empty());
        let done = steps.flat_map(|step| &step.reads).chain(self.exits.iter().flat_map(|exit| &exit.reads));
        done.chain(&self.decided_by).any(|read| *read == name)
    }

    /// Whether the function's very job is to refuse, by its name, and it does refuse something.
    pub(crate) fn validates(&self) -> bool {
        let refuses = |exit: &WalkedExit| {
            matches!(exit.exit.yields, Yield::Failure | Yield::Refusal) && exit.exit.place != Place::Spine
        };
        self.language == LanguageId::Rust && self.own.kind() == CallKind::Check && self.exits.iter().any(refuses)
    }

    /// Whether the function's very job is to make an error: in Rust, one that returns an error and no result.
    fn makes_errors(&self) -> bool {
        let returns = self.head.return_type.as_str();
        let plain = returns.split(['<', ' ']).next().unwrap_or_default();
        self.language == LanguageId::Rust && plain.contains("Error") && !plain.contains("Result")
    }

    /// Notes a way out that hands out `value`, which is worth `worth`.
    pub(crate) fn leave(&mut self, worth: Worth, span: Span, place: Place, value: Option<&'a Expr>) {
        let plain = matches!(worth.yields, Yield::Canned | Yield::Failure | Yield::Refusal | Yield::Nothing);
        let recorded = self.recorded.clone().filter(|_| plain);
        let (yields, sign) = match recorded {
            Some(sign) => (Yield::NotImplemented, Some(sign)),
            None if is_error(&worth) && self.makes_errors() => (Yield::Computed, None),
            None if self.said.is_some() && is_weak(&worth) => (Yield::NotImplemented, self.said.clone()),
            None if self.declined && is_weak(&worth) => (Yield::Refusal, None),
            None => (worth.yields, worth.sign),
        };
        self.exits.push(WalkedExit {
            exit: Exit { span, yields, place, sign },
            reads: value.map(names_in).unwrap_or_default(),
            call: value.and_then(as_call),
            value: worth.constant.map(String::from).or_else(|| value.map(result_text)).unwrap_or_default(),
        });
    }

    /// Walks through a block; `tail` tells that its value is the function's.
    pub(crate) fn block(&mut self, block: &'a Block, place: Place, tail: bool) -> Flow {
        let last = block.statements.len().saturating_sub(1);
        let mut ended = false;
        for (index, statement) in block.statements.iter().enumerate() {
            if matches!(statement.kind, StatementKind::Label(_)) {
                ended = false;
            }
            if ended {
                continue;
            }
            ended = self.statement(statement, place, tail && index == last) == Flow::Ended;
        }
        if ended { Flow::Ended } else { Flow::On }
    }

    pub(crate) fn statement(&mut self, statement: &'a Statement, place: Place, tail: bool) -> Flow {
        match &statement.kind {
            StatementKind::Let { names, value, otherwise } => {
                self.binding(statement, names, value.as_ref(), otherwise.as_ref(), place)
            }
            StatementKind::Assign { place: target, value } => self.assignment(statement, target, value, place),
            StatementKind::Expr(value) => self.effect(value, statement.span, place),
            StatementKind::Value(value) if tail => self.result(value, place),
            StatementKind::Value(value) if is_handed_on(value) => {
                self.step(statement.span, Effect::Check, Vec::new(), names_in(value), None);
                Flow::On
            }
            StatementKind::Value(value) => self.effect(value, statement.span, place),
            StatementKind::Return(value) => match value {
                Some(value) => self.result(value, place),
                None => self.end(Worth::of(Yield::Nothing), statement.span, place),
            },
            StatementKind::If { condition, then, otherwise } => {
                self.decision(condition, then, otherwise.as_ref(), place, tail)
            }
            StatementKind::Match { on, arms } => self.selection(statement.span, on, arms, place, tail),
            StatementKind::Loop { head, body } => self.repetition(statement, head, body, tail),
            StatementKind::Block(block) => self.block(block, place, tail),
            StatementKind::Jump(Some(value)) if self.answers_by_break => self.result(value, place),
            StatementKind::Jump(_) | StatementKind::Goto(_) => Flow::Ended,
            StatementKind::Label(_) | StatementKind::Item => Flow::On,
            StatementKind::Unread => {
                self.step(statement.span, Effect::Work, Vec::new(), Vec::new(), None);
                Flow::On
            }
        }
    }

    pub(crate) fn step(
        &mut self,
        span: Span,
        effect: Effect,
        binds: Vec<&'a str>,
        reads: Vec<&'a str>,
        call: Option<&'a Call>,
    ) {
        self.steps.push(Step { span, effect, binds, reads, call });
    }

    pub(crate) fn end(&mut self, worth: Worth, span: Span, place: Place) -> Flow {
        self.leave(worth, span, place, None);
        Flow::Ended
    }

    /// The value that the function hands out.
    pub(crate) fn result(&mut self, value: &'a Expr, place: Place) -> Flow {
        if let ExprKind::Flow(inner) = &value.kind
            && !matches!(inner.kind, StatementKind::Assign { .. })
        {
            return match self.statement(inner, place, true) {
                Flow::On if matches!(inner.kind, StatementKind::Loop { .. }) => Flow::Ended,
                Flow::On => self.end(Worth::of(Yield::Nothing), value.span, place),
                Flow::Ended => Flow::Ended,
            };
        }
        if let Some(inner) = wrapped_flow(value) {
            return self.statement(inner, place, true);
        }
        if self.early_exits(value, place) == Flow::Ended {
            return Flow::Ended;
        }
        let worths = self.worths(value);
        let several = worths.len() > 1;
        for worth in worths {
            let place = if several && place == Place::Spine { Place::Branch } else { place };
            self.leave(worth, value.span, place, Some(value));
        }
        Flow::Ended
    }
}

/// The names that are handed to calls which give something back.
fn released<'a>(body: &'a Block, lexicon: &Lexicon) -> Vec<&'a str> {
    let mut names = Vec::new();
    each_in_block(body, &mut |met| {
        if let Met::Expr(Expr { kind: ExprKind::Call(call), .. }) = met
            && lexicon.senses(last_part(&call.callee)).kind() == CallKind::Cleanup
        {
            names.extend(call.arguments.iter().filter_map(root_name));
        }
    });
    names
}

/// Whether `worth` is an error that was made, and no placeholder.
fn is_error(worth: &Worth) -> bool {
    let made = |sign: &Sign| sign.kind != SignKind::Placeholder;
    worth.yields == Yield::Failure || (worth.yields == Yield::NotImplemented && worth.sign.as_ref().is_some_and(made))
}

fn is_weak(worth: &Worth) -> bool {
    worth.sign.as_ref().is_some_and(|sign| sign.kind == SignKind::WeakCode)
}

//! The walk through a body: every way out of it, every step on the way, every branch.

use std::collections::HashMap;

use super::lexicon::{CallKind, Lexicon};
use super::reads::{calls_in, names_in, root_name, texts_in};
use super::words::{last_part, name_words};
use super::yields::{Appraiser, Worth, fails_always, is_raise};
use crate::lang::syntax::{Arm, Block, Call, CallForm, Expr, ExprKind, Statement, StatementKind};
use crate::model::{Branch, Exit, FunctionHead, LanguageId, Place, Sign, Span, Yield};

/// How much of the job a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// None.
    Inert,
    /// It only decides whether to go on.
    Check,
    /// A part of it, or what cannot be told.
    Work,
}

/// One statement without statements inside it.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) span: Span,
    pub(super) effect: Effect,
    /// The local names that it binds; what it does counts only if they are read by what counts.
    pub(super) binds: Vec<String>,
    /// The names that it reads.
    pub(super) reads: Vec<String>,
    /// The call that it is, if it is one.
    pub(super) call: Option<Call>,
}

/// A branch and what stands in it.
#[derive(Debug, Clone)]
pub(super) struct Walked {
    pub(super) branch: Branch,
    /// Where comments that belong to it may begin: behind the branch before it.
    pub(super) from: usize,
    /// The steps in it, as a range into the walk's.
    pub(super) steps: std::ops::Range<usize>,
    /// The exits in it, as a range into the walk's.
    pub(super) exits: std::ops::Range<usize>,
    /// Whether it only refuses to go on.
    pub(super) guard: bool,
}

/// A way out and the names that its value reads.
#[derive(Debug, Clone)]
pub(super) struct WalkedExit {
    pub(super) exit: Exit,
    pub(super) reads: Vec<String>,
    pub(super) call: Option<Call>,
}

type Values = HashMap<String, Vec<Worth>>;

/// A walk through one variant of a body.
pub(super) struct Walk<'a> {
    lexicon: &'a Lexicon,
    language: LanguageId,
    head: &'a FunctionHead,
    values: Values,
    /// Locals that hold nothing from outside: made of constants for the moment.
    fresh: Vec<String>,
    recorded: Option<Sign>,
    pub(super) steps: Vec<Step>,
    pub(super) exits: Vec<WalkedExit>,
    pub(super) branches: Vec<Walked>,
    /// Names that conditions read.
    pub(super) decided_by: Vec<String>,
}

/// Whether control goes on behind a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Ended,
}

impl<'a> Walk<'a> {
    /// Walks through `body`, the body of the function with `head`.
    pub(super) fn through(body: &'a Block, head: &'a FunctionHead, language: LanguageId, lexicon: &'a Lexicon) -> Self {
        let mut walk = Self {
            lexicon,
            language,
            head,
            values: Values::new(),
            fresh: Vec::new(),
            recorded: None,
            steps: Vec::new(),
            exits: Vec::new(),
            branches: Vec::new(),
            decided_by: Vec::new(),
        };
        if walk.block(body, Place::Spine, true) == Flow::On {
            let end = Span::new(body.span.end.saturating_sub(1), body.span.end);
            walk.leave(Worth::of(Yield::Nothing), end, Place::Spine, Vec::new(), None);
        }
        walk
    }

    fn is_param(&self, name: &str) -> bool {
        name == "self" || self.head.params.iter().any(|param| param.name == name)
    }

    fn worth(&self, expr: &Expr) -> Worth {
        let stored = |name: &str| self.is_param(name);
        Appraiser { lexicon: self.lexicon, language: self.language, stored: &stored }.worth(expr)
    }

    /// What `expr` can be worth, its locals resolved.
    fn worths(&self, expr: &Expr) -> Vec<Worth> {
        match &expr.kind {
            ExprKind::Name(name) if self.values.contains_key(name) => self.values[name].clone(),
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
                    Some(Expr { kind: ExprKind::Name(name), .. }) if self.values.contains_key(name) => {
                        self.values[name].clone()
                    }
                    _ => vec![self.worth(expr)],
                }
            }
            _ => vec![self.worth(expr)],
        }
    }

    fn leave(&mut self, worth: Worth, span: Span, place: Place, reads: Vec<String>, call: Option<Call>) {
        let recorded = self
            .recorded
            .clone()
            .filter(|_| matches!(worth.yields, Yield::Canned | Yield::Failure | Yield::Refusal | Yield::Nothing));
        let (yields, sign) = match recorded {
            Some(sign) => (Yield::NotImplemented, Some(sign)),
            None => (worth.yields, worth.sign),
        };
        self.exits.push(WalkedExit { exit: Exit { span, yields, place, sign }, reads, call });
    }

    /// Walks through a block; `tail` tells that its value is the function's.
    fn block(&mut self, block: &'a Block, place: Place, tail: bool) -> Flow {
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

    fn statement(&mut self, statement: &'a Statement, place: Place, tail: bool) -> Flow {
        match &statement.kind {
            StatementKind::Let { names, value, otherwise } => {
                self.binding(statement, names, value.as_ref(), otherwise.as_ref(), place)
            }
            StatementKind::Assign { place: target, value } => self.assignment(statement, target, value, place),
            StatementKind::Expr(value) => self.effect(value, statement.span, place, tail),
            StatementKind::Value(value) if tail => self.result(value, place),
            StatementKind::Value(value) => self.effect(value, statement.span, place, false),
            StatementKind::Return(value) => match value {
                Some(value) => self.result(value, place),
                None => self.end(Worth::of(Yield::Nothing), statement.span, place),
            },
            StatementKind::If { condition, then, otherwise } => {
                self.decision(condition, then, otherwise.as_ref(), place, tail)
            }
            StatementKind::Match { on, arms } => self.selection(on, arms, place, tail),
            StatementKind::Loop { head, body } => self.repetition(statement, head, body),
            StatementKind::Block(block) => self.block(block, place, tail),
            StatementKind::Jump(_) | StatementKind::Goto(_) => Flow::Ended,
            StatementKind::Label(_) | StatementKind::Item => Flow::On,
            StatementKind::Unread => {
                self.step(statement.span, Effect::Work, Vec::new(), Vec::new(), None);
                Flow::On
            }
        }
    }

    fn step(&mut self, span: Span, effect: Effect, binds: Vec<String>, reads: Vec<String>, call: Option<Call>) {
        self.steps.push(Step { span, effect, binds, reads, call });
    }

    fn end(&mut self, worth: Worth, span: Span, place: Place) -> Flow {
        self.leave(worth, span, place, Vec::new(), None);
        Flow::Ended
    }

    /// The value that the function hands out.
    fn result(&mut self, value: &'a Expr, place: Place) -> Flow {
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
        self.early_exits(value, place);
        let worths = self.worths(value);
        let several = worths.len() > 1;
        for worth in worths {
            let place = if several && place == Place::Spine { Place::Branch } else { place };
            self.leave(worth, value.span, place, names_in(value), as_call(value).cloned());
        }
        Flow::Ended
    }

    /// `return`s and panics inside an expression: `x.unwrap_or_else(..)` does not count, `match` arms do.
    fn early_exits(&mut self, value: &'a Expr, place: Place) {
        let mut inner = Vec::new();
        flows_in(value, &mut inner);
        let place = if place == Place::Guard { place } else { Place::Branch };
        for statement in inner {
            self.statement(statement, place, false);
        }
        let argument_panics: Vec<(Worth, Span)> = calls_in(value)
            .into_iter()
            .filter(|call| call.form == CallForm::Macro && self.lexicon.is_placeholder_macro(&call.callee))
            .filter(|call| as_call(value).is_none_or(|whole| !std::ptr::eq(whole, *call)))
            .filter(|call| !inside_flow(value, call.callee_span))
            .map(|call| {
                let whole = Expr { span: call.callee_span, kind: ExprKind::Call(call.clone()) };
                (self.worth(&whole), call.callee_span)
            })
            .collect();
        for (worth, span) in argument_panics {
            self.leave(worth, span, place, Vec::new(), None);
        }
    }

    fn binding(
        &mut self,
        statement: &'a Statement,
        names: &[String],
        value: Option<&'a Expr>,
        otherwise: Option<&'a Block>,
        place: Place,
    ) -> Flow {
        if let Some(value) = value {
            self.early_exits(value, place);
            if let Some(worth) = self.ending(value) {
                return self.end(worth, value.span, place);
            }
            self.assign(names, value);
        }
        if let Some(block) = otherwise {
            self.branch(block, "else".to_owned(), block.span.start, place, false, true);
        }
        let (effect, reads) =
            value.map_or((Effect::Inert, Vec::new()), |value| (self.value_effect(value), names_in(value)));
        let effect = if names.is_empty() && effect == Effect::Check { Effect::Inert } else { effect };
        self.step(statement.span, effect, names.to_vec(), reads, None);
        Flow::On
    }

    /// Remembers what the locals `names` are worth.
    fn assign(&mut self, names: &[String], value: &'a Expr) {
        let reads = names_in(value);
        let outside =
            reads.iter().any(|name| self.is_param(name) || (self.is_variable(name) && !self.fresh.contains(name)));
        for name in names {
            if outside {
                self.fresh.retain(|fresh| fresh != name);
            } else if !self.fresh.contains(name) {
                self.fresh.push(name.clone());
            }
        }
        if let [name] = names {
            let worths = self.worths(value);
            self.values.insert(name.clone(), worths);
        }
    }

    fn is_variable(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    fn assignment(&mut self, statement: &'a Statement, target: &'a Expr, value: &'a Expr, place: Place) -> Flow {
        self.early_exits(value, place);
        if let ExprKind::Name(name) = &target.kind
            && !self.is_param(name)
            && (self.values.contains_key(name) || self.bound(name))
        {
            self.assign(std::slice::from_ref(name), value);
            let effect = self.value_effect(value);
            self.step(statement.span, effect, vec![name.clone()], names_in(value), None);
            return Flow::On;
        }
        let worths = self.worths(value);
        if self.records_error(target)
            && let Some(sign) = worths.iter().find_map(|worth| worth.sign.clone())
        {
            self.recorded = Some(sign);
            self.step(statement.span, Effect::Inert, Vec::new(), Vec::new(), None);
            return Flow::On;
        }
        let reset = is_zero(value)
            && matches!(&target.kind, ExprKind::Unary { operator, operand } if operator == "*" && root_name(operand).is_some());
        let local = root_name(target).is_some_and(|name| self.fresh.iter().any(|fresh| fresh == name));
        let effect = if reset || local { Effect::Inert } else { Effect::Work };
        let mut reads = names_in(value);
        reads.extend(names_in(target));
        self.step(statement.span, effect, Vec::new(), reads, None);
        Flow::On
    }

    fn bound(&self, name: &str) -> bool {
        self.steps.iter().any(|step| step.binds.iter().any(|bound| bound == name))
    }

    fn records_error(&self, target: &Expr) -> bool {
        let name = match &target.kind {
            ExprKind::Field { name, .. } => name.as_str(),
            _ => root_name(target).unwrap_or_default(),
        };
        let words = name_words(name);
        [" errno ", " err ", " error ", " status ", " code ", " ret ", " result ", " rc "]
            .iter()
            .any(|word| words.contains(word))
    }

    /// What a statement's value is worth when it never comes back.
    fn ending(&self, value: &Expr) -> Option<Worth> {
        let call = as_call(value)?;
        let stored = |name: &str| self.is_param(name);
        let appraiser = Appraiser { lexicon: self.lexicon, language: self.language, stored: &stored };
        appraiser.panic(call, value)
    }

    /// An expression whose value is dropped.
    fn effect(&mut self, value: &'a Expr, span: Span, place: Place, _tail: bool) -> Flow {
        if let ExprKind::Flow(inner) = &value.kind {
            return self.statement(inner, place, false);
        }
        self.early_exits(value, place);
        if let Some(call) = as_call(value) {
            return self.call_statement(call, value, span, place);
        }
        let effect = self.value_effect(value);
        self.step(span, effect, Vec::new(), names_in(value), None);
        Flow::On
    }

    fn call_statement(&mut self, call: &'a Call, value: &'a Expr, span: Span, place: Place) -> Flow {
        let name = last_part(&call.callee);
        if self.lexicon.is_stub_macro(name) {
            self.step(span, Effect::Inert, Vec::new(), Vec::new(), None);
            return Flow::On;
        }
        if let Some(worth) = self.ending(value) {
            let soft =
                self.lexicon.is_assert(name) && !fails_always(call) || (worth.sign.is_none() && is_soft_ending(name));
            if !soft {
                return self.end(worth, value.span, place);
            }
        }
        if self.records(call) {
            self.step(span, Effect::Inert, Vec::new(), Vec::new(), None);
            return Flow::On;
        }
        let effect = self.call_effect(call);
        self.step(span, effect, Vec::new(), names_in(value), Some(call.clone()));
        Flow::On
    }

    /// `SetLastError(ERROR_CALL_NOT_IMPLEMENTED);`: an error is left behind for the caller.
    fn records(&mut self, call: &'a Call) -> bool {
        const RECORDERS: &[&str] =
            &[" set ", " err ", " error ", " errno ", " status ", " reply ", " respond ", " report "];
        let words = name_words(last_part(&call.callee));
        if !RECORDERS.iter().any(|word| words.contains(word)) || self.language != LanguageId::C {
            return false;
        }
        let named = call.arguments.iter().find_map(|argument| {
            let ExprKind::Name(name) = &argument.kind else { return None };
            (self.lexicon.says_not_implemented(name)).then(|| Sign {
                kind: crate::model::SignKind::Code,
                text: name.clone(),
                span: argument.span,
            })
        });
        self.recorded = named.clone().or(self.recorded.take());
        named.is_some()
    }

    /// How much of the job a call does whose value is dropped.
    fn call_effect(&self, call: &Call) -> Effect {
        let name = last_part(&call.callee);
        let admits = call
            .arguments
            .iter()
            .flat_map(texts_in)
            .any(|(text, _)| super::admission::in_text(text, self.lexicon).is_some());
        match self.lexicon.call_kind(name) {
            CallKind::Log if admits || self.reports_aside(call) => Effect::Inert,
            CallKind::Assert | CallKind::Unused => Effect::Inert,
            CallKind::Lock if !name_words(&self.head.name).contains("lock ") => Effect::Inert,
            CallKind::Cleanup | CallKind::Work if self.on_fresh_only(call) => Effect::Inert,
            CallKind::Check => Effect::Check,
            _ => Effect::Work,
        }
    }

    /// Whether a log call is a report beside the job, and not the job itself (`fn print_help`).
    fn reports_aside(&self, call: &Call) -> bool {
        const REPORTERS: &[&str] = &[
            " print ",
            " show ",
            " dump ",
            " display ",
            " help ",
            " usage ",
            " report ",
            " write ",
            " banner ",
            " version ",
            " log ",
            " warn ",
            " error ",
            " debug ",
            " trace ",
            " emit ",
            " message ",
            " puts ",
            " output ",
            " main ",
            " fmt ",
        ];
        const OUTPUT: &[&str] = &["print", "println", "puts", "printf", "fputs", "write", "writeln", "mp_printf"];
        let own = name_words(&self.head.name);
        let name = last_part(&call.callee);
        let to_errors = call
            .arguments
            .first()
            .is_some_and(|first| matches!(&first.kind, ExprKind::Name(stream) if stream == "stderr"));
        !REPORTERS.iter().any(|word| own.contains(word)) && (!OUTPUT.contains(&name) || to_errors)
    }

    /// Whether a call works on nothing but constants and locals that were made for the moment.
    fn on_fresh_only(&self, call: &Call) -> bool {
        let names: Vec<String> = call.arguments.iter().flat_map(names_in).collect();
        !names.is_empty()
            && names.iter().all(|name| self.fresh.contains(name))
            && call.callee.starts_with(char::is_alphabetic)
    }

    /// How much of the job an expression does beside its value: calls may do all of it.
    fn value_effect(&self, value: &Expr) -> Effect {
        let mut effect = Effect::Inert;
        for call in calls_in(value) {
            let of_call = match self.lexicon.call_kind(last_part(&call.callee)) {
                CallKind::Log | CallKind::Assert | CallKind::Unused => Effect::Inert,
                CallKind::Check => Effect::Check,
                _ if is_constructor(call) => Effect::Inert,
                _ => Effect::Work,
            };
            effect = effect.max(of_call);
        }
        if has_assignment(value) { Effect::Work } else { effect }
    }

    fn decision(
        &mut self,
        condition: &'a Expr,
        then: &'a Block,
        otherwise: Option<&'a Block>,
        place: Place,
        tail: bool,
    ) -> Flow {
        self.condition(condition, place);
        if let Some(known) = constant(condition) {
            return match (known, otherwise) {
                (true, _) => self.block(then, place, tail),
                (false, Some(block)) => self.block(block, place, tail),
                (false, None) => Flow::On,
            };
        }
        let before = self.values.clone();
        let label = super::admission::shortened(&describe(condition));
        let first = self.branch(then, label.clone(), then.span.start, place, tail, otherwise.is_none() || tail);
        let after_then = std::mem::replace(&mut self.values, before);
        let second = match otherwise {
            Some(block) => self.branch(block, format!("not {label}"), then.span.end, place, tail, true),
            None => Flow::On,
        };
        self.merge(after_then, first, second);
        if first == Flow::Ended && second == Flow::Ended { Flow::Ended } else { Flow::On }
    }

    fn condition(&mut self, condition: &'a Expr, place: Place) {
        self.early_exits(condition, place);
        self.decided_by.extend(names_in(condition));
        let effect = match self.value_effect(condition) {
            Effect::Work if has_assignment(condition) => Effect::Work,
            Effect::Work => Effect::Check,
            other => other,
        };
        let binds = assigned_in(condition);
        if effect != Effect::Inert {
            self.step(condition.span, effect, binds, names_in(condition), None);
        }
    }

    /// Joins what locals are worth behind two sides.
    fn merge(&mut self, then: Values, first: Flow, second: Flow) {
        if second == Flow::Ended {
            self.values = then;
        } else if first == Flow::On {
            for (name, worths) in then {
                let known = self.values.entry(name).or_default();
                for worth in worths {
                    if !known.contains(&worth) {
                        known.push(worth);
                    }
                }
            }
        }
    }

    /// Walks through a side of a decision. One that only refuses to go on is a guard.
    fn branch(
        &mut self,
        block: &'a Block,
        label: String,
        from: usize,
        place: Place,
        tail: bool,
        may_guard: bool,
    ) -> Flow {
        let (steps, exits) = (self.steps.len(), self.exits.len());
        let recorded = self.recorded.clone();
        let inner = if place == Place::Guard { Place::Guard } else { Place::Branch };
        let flow = self.block(block, inner, tail);
        self.recorded = recorded;
        let idle = self.steps[steps..].iter().all(|step| step.effect != Effect::Work || !step.binds.is_empty());
        let refuses = |exit: &WalkedExit| match exit.exit.yields {
            Yield::Failure | Yield::Refusal => true,
            Yield::Canned | Yield::Nothing | Yield::Stored => !tail,
            _ => false,
        };
        let guard = may_guard
            && flow == Flow::Ended
            && idle
            && self.exits.len() > exits
            && self.exits[exits..].iter().all(refuses);
        if guard {
            self.exits[exits..].iter_mut().for_each(|exit| exit.exit.place = Place::Guard);
        }
        let span = if block.span.is_empty() { block_span(block) } else { block.span };
        self.branches.push(Walked {
            branch: Branch { span, label },
            from,
            steps: steps..self.steps.len(),
            exits: exits..self.exits.len(),
            guard,
        });
        flow
    }

    fn selection(&mut self, on: &'a Expr, arms: &'a [Arm], place: Place, tail: bool) -> Flow {
        self.condition(on, place);
        let before = self.values.clone();
        let mut joined: Option<Values> = None;
        let mut goes_on = !arms.iter().any(|arm| arm.catch_all) && self.language == LanguageId::C;
        if goes_on {
            joined = Some(before.clone());
        }
        let mut from = on.span.end;
        for arm in arms {
            self.values = before.clone();
            let flow = if arms.len() == 1 && arm.catch_all {
                self.block(&arm.body, place, tail)
            } else {
                self.branch(&arm.body, arm.pattern.clone(), from, place, tail, self.language == LanguageId::C || tail)
            };
            from = arm.span.end;
            let goes = flow == Flow::On || (self.language == LanguageId::C && breaks(&arm.body));
            if goes {
                goes_on = true;
                let mine = std::mem::take(&mut self.values);
                match joined.take() {
                    None => joined = Some(mine),
                    Some(others) => {
                        self.values = others;
                        self.merge(mine, Flow::On, Flow::On);
                        joined = Some(std::mem::take(&mut self.values));
                    }
                }
            }
        }
        self.values = joined.unwrap_or(before);
        if goes_on || arms.is_empty() { Flow::On } else { Flow::Ended }
    }

    fn repetition(&mut self, statement: &'a Statement, head: &'a [Expr], body: &'a Block) -> Flow {
        for part in head {
            self.condition(part, Place::Branch);
        }
        let before = self.values.clone();
        if body.statements.is_empty() && head.iter().any(|part| self.value_effect(part) != Effect::Inert) {
            self.step(statement.span, Effect::Work, Vec::new(), Vec::new(), None);
        }
        let once = head.len() == 1 && is_zero(&head[0]);
        let flow = self.block(body, if once { Place::Spine } else { Place::Branch }, false);
        self.merge(before, Flow::On, Flow::On);
        let forever = head.is_empty() || head.iter().all(|part| constant(part) == Some(true));
        let left = self.exits.len();
        match (flow, once) {
            (Flow::Ended, true) if left > 0 && !breaks(body) => Flow::Ended,
            _ if forever && !breaks(body) && self.language == LanguageId::Rust => Flow::Ended,
            _ => Flow::On,
        }
    }
}

/// Endings that a function may well call as its job (`exit`): only with an admission they are an ending of their own.
fn is_soft_ending(name: &str) -> bool {
    let words = name_words(name);
    (words.contains(" exit ") || words.contains(" die ") || words.contains(" trap ") || words.contains(" fatal "))
        && !is_raise(name)
}

fn block_span(block: &Block) -> Span {
    block.statements.iter().map(|statement| statement.span).reduce(Span::cover).unwrap_or(block.span)
}

/// The call that `expr` is, through casts, `?`, `.await` and wrappers of the result.
pub(super) fn as_call(expr: &Expr) -> Option<&Call> {
    match &expr.kind {
        ExprKind::Call(call) => Some(call),
        ExprKind::Cast { value, .. } => as_call(value),
        ExprKind::Unary { operator, operand } if operator == "?" || operator == "await" => as_call(operand),
        _ => None,
    }
}

/// `Ok(match ..)`, `Some(if ..)`, `Box::pin(async ..)`: the statement that makes the wrapped value.
fn wrapped_flow(expr: &Expr) -> Option<&Statement> {
    let ExprKind::Call(call) = &expr.kind else { return None };
    let wraps = matches!(last_part(&call.callee), "Ok" | "Some" | "pin" | "new" | "into" | "Ready" | "await")
        && call.arguments.len() == 1;
    match &call.arguments.first()?.kind {
        ExprKind::Flow(inner) if wraps && !matches!(inner.kind, StatementKind::Assign { .. }) => Some(inner),
        _ => None,
    }
}

/// The statements in the place of expressions inside `expr`, outermost first.
fn flows_in<'a>(expr: &'a Expr, flows: &mut Vec<&'a Statement>) {
    match &expr.kind {
        ExprKind::Flow(statement) if !matches!(statement.kind, StatementKind::Assign { .. }) => flows.push(statement),
        ExprKind::Call(call) => call.arguments.iter().for_each(|argument| flows_in(argument, flows)),
        ExprKind::Field { base, .. } => flows_in(base, flows),
        ExprKind::Struct { fields, .. } => fields.iter().for_each(|(_, value)| flows_in(value, flows)),
        ExprKind::Unary { operand: value, .. } | ExprKind::Cast { value, .. } => flows_in(value, flows),
        ExprKind::Binary { left, right, .. } => {
            flows_in(left, flows);
            flows_in(right, flows);
        }
        ExprKind::List(items) => items.iter().for_each(|item| flows_in(item, flows)),
        _ => {}
    }
}

fn inside_flow(expr: &Expr, span: Span) -> bool {
    let mut flows = Vec::new();
    flows_in(expr, &mut flows);
    flows.iter().any(|flow| flow.span.contains(span))
}

fn is_zero(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(literal) => {
            matches!(literal.as_str(), "0" | "NULL" | "nullptr" | "false" | "FALSE" | "0L" | "0U" | "0UL" | "0.0")
        }
        ExprKind::Name(name) => name == "None",
        ExprKind::Text(text) => text.is_empty(),
        ExprKind::Cast { value, .. } => is_zero(value),
        _ => false,
    }
}

fn constant(expr: &Expr) -> Option<bool> {
    match &expr.kind {
        ExprKind::Literal(literal) => match literal.as_str() {
            "0" | "false" | "FALSE" => Some(false),
            "1" | "true" | "TRUE" => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// A call that only makes a value: a type's constructor, a formatter, a conversion.
fn is_constructor(call: &Call) -> bool {
    let name = last_part(&call.callee);
    let typed = name.starts_with(char::is_uppercase)
        && name.contains(char::is_lowercase)
        && call.form == CallForm::Function
        && call.callee.contains("::");
    typed
        || matches!(
            name,
            "Ok" | "Some"
                | "Err"
                | "vec"
                | "format"
                | "to_string"
                | "to_owned"
                | "into"
                | "as_ref"
                | "clone"
                | "to_vec"
                | "String"
                | "matches"
                | "concat"
                | "stringify"
                | "sizeof"
                | "offsetof"
        )
        || (call.arguments.is_empty() && matches!(name, "new" | "default"))
        || name == "CONTAINING_RECORD"
        || name == "container_of"
}

fn has_assignment(expr: &Expr) -> bool {
    !assigned_in(expr).is_empty()
}

/// The plain names that are assigned to inside an expression.
fn assigned_in(expr: &Expr) -> Vec<String> {
    let mut names = Vec::new();
    super::reads::each_in_expr(expr, &mut |met| {
        if let super::reads::Met::Statement(Statement { kind: StatementKind::Assign { place, .. }, .. }) = met {
            names.push(root_name(place).unwrap_or_default().to_owned());
        }
    });
    names
}

fn breaks(block: &Block) -> bool {
    block.statements.iter().any(|statement| match &statement.kind {
        StatementKind::Jump(_) => true,
        StatementKind::If { then, otherwise, .. } => breaks(then) || otherwise.as_ref().is_some_and(breaks),
        StatementKind::Block(inner) => breaks(inner),
        StatementKind::Match { arms, .. } => arms.iter().any(|arm| breaks(&arm.body)),
        _ => false,
    })
}

/// A condition in a few words for a label.
fn describe(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Name(name) => name.clone(),
        ExprKind::Literal(literal) | ExprKind::Text(literal) => literal.clone(),
        ExprKind::Call(call) => format!("{}(..)", call.callee),
        ExprKind::Field { base, name } => format!("{}.{name}", describe(base)),
        ExprKind::Unary { operator, operand } => format!("{operator}{}", describe(operand)),
        ExprKind::Binary { operator, left, right } => format!("{} {operator} {}", describe(left), describe(right)),
        _ => "..".to_owned(),
    }
}

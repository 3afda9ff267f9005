//! Calls: which have no effect, which fill outputs, which stay open.

use super::library::{Known, fills, known};
use super::sources::Sources;
use super::{Analysis, CallSite};
use crate::function_facts::{CallKind, Senses, last_part, root_name};
use model::{LanguageId, Span};
use smol_str::SmolStr;
use syntax::ir::{Call, CallForm, Expr, ExprKind};

/// Rust methods that return an object of its own, and no part of their receiver.
const COPIES: &[&str] = &[
    "clone",
    "cloned",
    "copied",
    "to_string",
    "to_owned",
    "to_vec",
    "collect",
    "join",
    "to_lowercase",
    "to_uppercase",
];

/// Calls that write their text to where a user sees it.
const OUTPUT: &[&str] = &["print", "println", "puts", "printf", "fputs", "write", "writeln", "fprintf"];

/// C functions and macros that do not return.
const ENDS_IN_C: &[&str] = &[
    "abort",
    "exit",
    "_exit",
    "_Exit",
    "panic",
    "PANIC",
    "BUG",
    "unreachable",
    "__builtin_unreachable",
    "__builtin_trap",
    "die",
    "fatal",
];

impl<'a> Analysis<'a> {
    /// What the result of `call` depends on; what it does is noted. `binds` is the local that is declared with the result.
    pub(super) fn call(&mut self, call: &'a Call, span: Span, binds: Option<&'a str>) -> Sources {
        let name = last_part(&call.callee);
        let senses = self.lexicon.senses(name);
        let makes_value = self.language == LanguageId::Rust && known(call, name, self.language) == Some(Known::Value);
        let kind = if makes_value { CallKind::Work } else { self.lexicon.kind(call, senses) };
        match kind {
            CallKind::Assert => return Sources::NONE,
            CallKind::Unused => return self.dropped(call),
            CallKind::Log => return self.log(call, name, span),
            CallKind::Cleanup if self.is_on_own_objects(call) => return Sources::NONE,
            CallKind::Lock | CallKind::Check => return self.arguments(call).union(Sources::OUTSIDE),
            CallKind::Cleanup | CallKind::Work => {}
        }
        if self.language == LanguageId::C && fills(name) {
            return self.fill(call, span);
        }
        if self.is_error(name, senses) {
            return Sources::NONE;
        }
        match known(call, name, self.language) {
            Some(Known::Value) => return self.arguments(call),
            Some(Known::Maker) => {
                self.arguments(call);
                return Sources::NONE;
            }
            Some(Known::Clock) => {
                self.arguments(call);
                return Sources::OUTSIDE;
            }
            None => {}
        }
        if call.form == CallForm::Method && self.language == LanguageId::Rust && self.changes_own_object(call) {
            return self.arguments(call);
        }
        if name == self.head.name && is_same_receiver(call) {
            let arguments = self.arguments(call);
            // On the way of every call it never comes back.
            return if self.control.is_empty() { Sources::NONE } else { arguments };
        }
        if self.constructs_result(call) {
            return self.arguments(call);
        }
        self.open(call, binds)
    }

    /// `Reply::number(0.0)` in a function that returns a `Reply`: a function of the result's own type that is given constants only.
    fn constructs_result(&self, call: &Call) -> bool {
        let base = |of: &str| {
            of.split(['<', ' ']).next().unwrap_or_default().rsplit("::").next().unwrap_or_default().to_owned()
        };
        let result = base(&self.head.return_type);
        let of_type = call.callee.rsplit("::").nth(1).is_some_and(|of| of == result && !of.is_empty());
        let is_constant = |argument: &Expr| matches!(&argument.kind, ExprKind::Literal(_) | ExprKind::Text(_));
        self.language == LanguageId::Rust
            && call.form == CallForm::Function
            && of_type
            && call.arguments.iter().all(is_constant)
    }

    /// `drop(value)`: the value is not used, but what is called to make it is.
    fn dropped(&mut self, call: &'a Call) -> Sources {
        for argument in call.arguments.iter().filter(|argument| root_name(argument).is_none()) {
            self.evaluate(argument);
        }
        Sources::NONE
    }

    /// The initial value of a declared local.
    pub(super) fn initial(&mut self, name: Option<&'a SmolStr>, value: &'a Expr) -> Sources {
        match as_plain_call(value) {
            Some(call) => self.call(call, value.span, name.map(SmolStr::as_str)),
            None => self.evaluate(value),
        }
    }

    /// A call that nothing is known of: its result is its own, and it can change what it is lent.
    fn open(&mut self, call: &'a Call, binds: Option<&'a str>) -> Sources {
        let arguments = self.arguments(call).union(self.control);
        let result = Sources::call(self.calls.len());
        self.calls.push(CallSite { call, arguments, binds });
        for argument in &call.arguments {
            if let Some(lent) = self.lent(argument) {
                self.define_lent(lent, arguments.union(result));
            }
        }
        result
    }

    fn define_lent(&mut self, name: &'a str, sources: Sources) {
        let known = self.locals.entry(name).or_insert(Sources::NONE);
        let joined = known.union(sources);
        if joined != *known {
            *known = joined;
            self.changed = true;
        }
    }

    fn lent(&self, argument: &'a Expr) -> Option<&'a str> {
        let lends = if self.language == LanguageId::C { "&" } else { "&mut" };
        match &argument.kind {
            ExprKind::Unary { operator, operand } if operator == lends => {
                root_name(operand).filter(|name| self.locals.contains_key(name))
            }
            ExprKind::Name(name) if self.language == LanguageId::C => {
                Some(name.as_str()).filter(|name| self.is_own_object(name))
            }
            _ => None,
        }
    }

    pub(super) fn arguments(&mut self, call: &'a Call) -> Sources {
        call.arguments.iter().fold(Sources::NONE, |all, argument| all.union(self.evaluate(argument)))
    }

    /// A log call does no part of the job, unless to report is the job. What is written to a user counts where it depends on
    /// something.
    fn log(&mut self, call: &'a Call, name: &str, span: Span) -> Sources {
        let used = self.used.len();
        let said = self.arguments(call);
        let reports = self.lexicon.senses(&self.head.name).say(Senses::REPORTS);
        let to_user = OUTPUT.contains(&name) && !is_to_stderr(call);
        if reports || (to_user && !said.union(self.control).is_empty()) {
            self.effect(span, said);
        } else {
            self.used.truncate(used);
        }
        Sources::NONE
    }

    /// `memset(out, 0, size)`.
    fn fill(&mut self, call: &'a Call, span: Span) -> Sources {
        let Some((place, rest)) = call.arguments.split_first() else { return Sources::NONE };
        let set = rest.iter().fold(Sources::NONE, |all, argument| all.union(self.evaluate(argument)));
        match root_name(place) {
            Some(name) if self.is_own_object(name) => {}
            Some(name) if self.param_index(name).is_some() && self.control.is_empty() => self.constant_outputs = true,
            _ => self.effect(span, set),
        }
        Sources::NONE
    }

    /// Whether a call is about nothing but objects that were made here.
    fn is_on_own_objects(&self, call: &Call) -> bool {
        !call.arguments.is_empty()
            && call.arguments.iter().all(|argument| match root_name(argument) {
                Some(name) => {
                    self.is_own_object(name) || self.locals.get(name).is_some_and(|sources| !sources.reach_outside())
                }
                None => matches!(argument.kind, ExprKind::Literal(_) | ExprKind::Text(_)),
            })
    }

    /// `list.push(item)` on a list that was made here: nobody else sees it but by what the list is used for.
    fn changes_own_object(&mut self, call: &'a Call) -> bool {
        let Some(receiver) = call.arguments.first().and_then(root_name) else { return false };
        if !self.is_own_object(receiver) {
            return false;
        }
        let used = self.used.len();
        let sources = self.arguments(call);
        self.used.truncate(used);
        self.define_lent(receiver, sources.union(self.control));
        true
    }

    /// Whether a call makes an error, by the words of its name: an error is no result.
    fn is_error(&self, name: &str, senses: Senses) -> bool {
        senses.say(Senses::ERRS) && self.language == LanguageId::C && name.chars().all(|letter| !letter.is_lowercase())
    }

    /// Whether control does not come back from `expr`.
    pub(super) fn ends_control(&self, expr: &Expr) -> bool {
        let Some(call) = as_plain_call(expr) else { return false };
        let name = last_part(&call.callee);
        match (self.language, call.form) {
            (LanguageId::Rust, CallForm::Macro) => {
                matches!(name, "panic" | "todo" | "unimplemented" | "unreachable" | "bail")
            }
            (LanguageId::C, CallForm::Function) => ENDS_IN_C.contains(&name),
            _ => false,
        }
    }

    pub(super) fn call_makes_object(&self, call: &Call) -> bool {
        let name = last_part(&call.callee);
        match known(call, name, self.language) {
            Some(Known::Maker) => true,
            Some(Known::Value) => call.form != CallForm::Method || COPIES.contains(&name),
            _ => false,
        }
    }
}

/// The call that `expr` is, through `?`, `.await` and casts.
fn as_plain_call(expr: &Expr) -> Option<&Call> {
    match &expr.kind {
        ExprKind::Call(call) => Some(call),
        ExprKind::Cast { value, .. } => as_plain_call(value),
        ExprKind::Unary { operator, operand } if operator == "?" || operator == "await" => as_plain_call(operand),
        _ => None,
    }
}

fn is_to_stderr(call: &Call) -> bool {
    matches!(call.arguments.first().map(|first| &first.kind), Some(ExprKind::Name(name)) if name == "stderr")
}

/// A call of the function's own name on nothing or on `self`: recursion, as far as can be told.
fn is_same_receiver(call: &Call) -> bool {
    match call.form {
        CallForm::Method => {
            matches!(call.arguments.first().map(|first| &first.kind), Some(ExprKind::Name(name)) if name == "self")
        }
        CallForm::Function => !call.callee.contains("::") || call.callee.starts_with("Self::"),
        CallForm::Macro => false,
    }
}

//! Statements that are calls: how much of the job they do.

use super::shapes::{as_call, has_assignment, is_constructor, is_maker, receiver};
use super::{Effect, Flow, Walk, is_zero};
use crate::function_facts::admission_text::{in_text, shortened};
use crate::function_facts::endings::fails_always;
use crate::function_facts::lexicon::Lexicon;
use crate::function_facts::reads::{calls_in, each_call_in, each_name_in, names_in, texts_of};
use crate::function_facts::senses::{CallKind, Senses};
use crate::function_facts::words::last_part;
use crate::function_facts::yields::{Appraiser, Worth};
use model::{LanguageId, Place, Sign, SignKind, Span, Yield, name_words};
use syntax::ir::{Call, CallForm, Expr, ExprKind};

impl<'a> Walk<'a> {
    /// What a statement's value is worth when it never comes back.
    pub(super) fn ending(&self, value: &Expr) -> Option<Worth> {
        let call = as_call(value)?;
        self.ending_by(call, self.lexicon.senses(last_part(&call.callee)), value)
    }

    fn ending_by(&self, call: &Call, senses: Senses, value: &Expr) -> Option<Worth> {
        let stored = |name: &str| self.is_param(name);
        let appraiser = Appraiser { lexicon: self.lexicon, language: self.language, stored: &stored };
        appraiser.panic(call, senses, value)
    }

    /// An expression whose value is dropped.
    pub(super) fn effect(&mut self, value: &'a Expr, span: Span, place: Place) -> Flow {
        if let ExprKind::Flow(inner) = &value.kind {
            return self.statement(inner, place, false);
        }
        if self.early_exits(value, place) == Flow::Ended {
            return Flow::Ended;
        }
        if let Some(call) = as_call(value) {
            return self.call_statement(call, value, span, place);
        }
        if let Some(sign) = announcement(value, self.language, self.lexicon) {
            return self.announce(sign, span);
        }
        let effect = self.value_effect(value);
        self.step(span, effect, Vec::new(), names_in(value), None);
        Flow::On
    }

    /// Goes on behind a statement that only says "not implemented": what comes out plainly behind it means that.
    fn announce(&mut self, sign: Sign, span: Span) -> Flow {
        self.recorded = Some(sign);
        self.step(span, Effect::Inert, Vec::new(), Vec::new(), None);
        Flow::On
    }

    pub(super) fn call_statement(&mut self, call: &'a Call, value: &'a Expr, span: Span, place: Place) -> Flow {
        let senses = self.lexicon.senses(last_part(&call.callee));
        if self.lexicon.marks_stub(call, senses) {
            self.step(span, Effect::Inert, Vec::new(), Vec::new(), None);
            return Flow::On;
        }
        if let Some(sign) = announcement(value, self.language, self.lexicon) {
            return self.announce(sign, span);
        }
        if let Some(worth) = self.ending_by(call, senses, value) {
            let worth = self.with_what_was_said(worth);
            let may_be_the_job = senses.say(Senses::ENDS) && !senses.say(Senses::RAISES);
            if leaves_well(call) {
                return self.end(Worth::of(Yield::Nothing), value.span, place);
            }
            let soft = senses.say(Senses::ASSERTS) && !fails_always(call) || (worth.sign.is_none() && may_be_the_job);
            if !soft {
                return self.end(worth, value.span, place);
            }
        }
        if self.records(call, senses) {
            self.step(span, Effect::Inert, Vec::new(), Vec::new(), None);
            return Flow::On;
        }
        self.lend(value);
        let logs = self.lexicon.kind(call, senses) == CallKind::Log || self.lexicon.is_report(call);
        let said = if logs { self.said_by(call) } else { None };
        self.declined |= logs && said.is_none() && texts_of(call).iter().any(|(text, _)| self.lexicon.declines(text));
        let effect = self.call_effect(call, senses, said.is_some());
        self.said = said.or(self.said.take());
        self.step(span, effect, Vec::new(), names_in(value), Some(call));
        Flow::On
    }

    /// The text of a log call that admits something: an ending right behind it means that.
    fn said_by(&self, call: &Call) -> Option<Sign> {
        let so_far =
            |text: &str| self.lexicon.is_for_now(text) && self.lexicon.declines(&text.replace("currently ", ""));
        let admits = |(text, _): &(&str, Span)| in_text(text, self.lexicon).is_some() || so_far(text);
        let (text, span) = texts_of(call).into_iter().find(admits)?;
        Some(Sign { kind: SignKind::Text, text: shortened(text.trim_end_matches("\\n")), span })
    }

    fn with_what_was_said(&self, worth: Worth) -> Worth {
        match &self.said {
            Some(sign) if worth.sign.is_none() => Worth::signed(sign.clone()),
            _ => worth,
        }
    }

    /// `SetLastError(ERROR_CALL_NOT_IMPLEMENTED);`: an error is left behind for the caller.
    pub(super) fn records(&mut self, call: &'a Call, senses: Senses) -> bool {
        let place = receiver(call).unwrap_or_default();
        let by_method = || call.form == CallForm::Method && self.lexicon.senses(place).say(Senses::IS_RESULT);
        if !senses.say(Senses::RECORDS) || !(self.language == LanguageId::C || by_method()) {
            return false;
        }
        let named = call.arguments.iter().find_map(|argument| {
            let ExprKind::Name(name) = &code_in(argument).kind else { return None };
            let absent = || {
                let named = [name_words(&call.callee), name_words(place)].concat();
                self.lexicon.says_absent_here(name) && [" errno ", " error "].iter().any(|word| named.contains(word))
            };
            let kind = match self.lexicon.says_not_implemented(name) {
                true => SignKind::Code,
                false => absent().then_some(SignKind::WeakCode)?,
            };
            Some(Sign { kind, text: name.to_string(), span: argument.span })
        });
        self.recorded = named.clone().or(self.recorded.take());
        named.is_some()
    }

    /// How much of the job a call does whose value is dropped; `admits` tells whether it logs that something is missing.
    pub(super) fn call_effect(&self, call: &Call, senses: Senses, admits: bool) -> Effect {
        match self.lexicon.kind(call, senses) {
            _ if admits && self.lexicon.is_report(call) => Effect::Inert,
            CallKind::Log if admits || self.reports_aside(call) => Effect::Inert,
            CallKind::Assert | CallKind::Unused => Effect::Inert,
            CallKind::Lock if !name_words(&self.head.name).contains("lock ") => Effect::Inert,
            CallKind::Cleanup | CallKind::Work if self.on_fresh_only(call) => Effect::Inert,
            CallKind::Check => Effect::Check,
            _ if senses.say(Senses::RAISES) => Effect::Check,
            _ => Effect::Work,
        }
    }

    /// Whether a log call is a report beside the job, and not the job itself (`fn print_help`).
    pub(super) fn reports_aside(&self, call: &Call) -> bool {
        const OUTPUT: &[&str] = &["print", "println", "puts", "printf", "fputs", "write", "writeln", "mp_printf"];
        let name = last_part(&call.callee);
        let to_errors = call
            .arguments
            .first()
            .is_some_and(|first| matches!(&first.kind, ExprKind::Name(stream) if stream == "stderr"));
        !self.own.say(Senses::REPORTS) && (!OUTPUT.contains(&name) || to_errors)
    }

    /// Whether a call works on nothing but constants and locals that were made for the moment. In C, what another call made and
    /// nobody gives back is kept by someone. In Rust such locals are
    /// changed by their methods; a function that is handed one may keep it, register it or send it away.
    pub(super) fn on_fresh_only(&self, call: &Call) -> bool {
        let (mut some, mut fresh) = (false, true);
        for argument in call.arguments.iter().filter(|argument| !self.is_plain_constant(argument)) {
            each_name_in(argument, &mut |name| (some, fresh) = (true, fresh && self.is_temporary(name)));
        }
        some && fresh
            && call.callee.starts_with(char::is_alphabetic)
            && (self.language == LanguageId::C || call.form == CallForm::Method && !self.reaches_outside_call(call))
    }

    fn is_temporary(&self, name: &str) -> bool {
        self.fresh.contains(&name) && (self.released.contains(&name) || !self.made.contains(&name))
    }

    /// Whether `argument` is a local of C that is worth a constant other than `NULL`: to hand it over is to hand over
    /// the constant.
    fn is_plain_constant(&self, argument: &Expr) -> bool {
        let ExprKind::Name(name) = &argument.kind else { return false };
        let worths = self.values.get(name.as_str()).filter(|_| self.language == LanguageId::C);
        let is_constant = |worth: &Worth| worth.constant.as_deref().is_some_and(|constant| constant != "NULL");
        worths.is_some_and(|worths| worths.iter().all(is_constant) && !worths.is_empty())
    }

    fn reaches_outside_call(&self, call: &Call) -> bool {
        call.arguments.iter().any(|argument| self.reaches_outside(argument))
    }

    /// Whether a value comes from beyond the function by more than its parameters: what a function of Rust answers, what
    /// a static holds. What constructors make does not.
    pub(super) fn reaches_outside(&self, value: &Expr) -> bool {
        self.language == LanguageId::Rust
            && calls_in(value).into_iter().any(|call| match call.form {
                CallForm::Function => !is_constructor(call) && !is_maker(call),
                CallForm::Method => receiver(call).is_some_and(|name| !self.is_variable(name)),
                CallForm::Macro => false,
            })
    }

    /// How much of the job an expression does beside its value: calls may do all of it.
    pub(super) fn value_effect(&self, value: &Expr) -> Effect {
        if has_assignment(value) {
            return Effect::Work;
        }
        let mut effect = Effect::Inert;
        each_call_in(value, &mut |call| {
            let of_call = match self.lexicon.senses(last_part(&call.callee)).kind() {
                CallKind::Log | CallKind::Assert | CallKind::Unused => Effect::Inert,
                CallKind::Check => Effect::Check,
                _ if is_constructor(call) => Effect::Inert,
                _ => Effect::Work,
            };
            effect = effect.max(of_call);
        });
        effect
    }
}

/// `exit(0);`, `std::process::exit(0);`: the program ends as if all was done.
fn leaves_well(call: &Call) -> bool {
    let zero =
        |status: &Expr| is_zero(status) || matches!(&status.kind, ExprKind::Name(name) if name == "EXIT_SUCCESS");
    let name = last_part(&call.callee);
    (name_words(name).contains(" exit ") || name == "_Exit")
        && matches!(call.arguments.as_slice(), [status] if zero(status))
}

/// What a statement of C says that says "not implemented" by its name, and nothing else: `NOT_IMPLEMENTED();`.
pub(crate) fn announcement(value: &Expr, language: LanguageId, lexicon: &Lexicon) -> Option<Sign> {
    let name = match &value.kind {
        ExprKind::Call(call) if call.form == CallForm::Function => &call.callee,
        ExprKind::Name(name) => name,
        _ => return None,
    };
    let says = language == LanguageId::C && lexicon.announces_missing(name);
    says.then(|| Sign { kind: SignKind::Placeholder, text: name.to_string(), span: value.span })
}

/// The code that is meant: `-ENOSYS` is handed over by many as `ENOSYS` is.
fn code_in(argument: &Expr) -> &Expr {
    match &argument.kind {
        ExprKind::Unary { operator, operand } if operator == "-" => operand,
        _ => argument,
    }
}

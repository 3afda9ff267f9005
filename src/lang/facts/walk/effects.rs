//! Statements that are calls: how much of the job they do.

use super::shapes::{as_call, has_assignment, is_constructor, is_soft_ending};
use super::{Effect, Flow, Walk};
use crate::lang::facts::admission::{in_text, shortened};
use crate::lang::facts::lexicon::CallKind;
use crate::lang::facts::reads::{calls_in, names_in, texts_in};
use crate::lang::facts::words::last_part;
use crate::lang::facts::yields::{Appraiser, Worth, fails_always, is_raise};
use crate::lang::syntax::{Call, Expr, ExprKind};
use crate::model::{LanguageId, Place, Sign, SignKind, Span, Yield, name_words};

impl<'a> Walk<'a> {
    /// What a statement's value is worth when it never comes back.
    pub(super) fn ending(&self, value: &Expr) -> Option<Worth> {
        let call = as_call(value)?;
        let stored = |name: &str| self.is_param(name);
        let appraiser = Appraiser { lexicon: self.lexicon, language: self.language, stored: &stored };
        appraiser.panic(call, value)
    }

    /// An expression whose value is dropped.
    pub(super) fn effect(&mut self, value: &'a Expr, span: Span, place: Place) -> Flow {
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

    pub(super) fn call_statement(&mut self, call: &'a Call, value: &'a Expr, span: Span, place: Place) -> Flow {
        let name = last_part(&call.callee);
        if self.lexicon.is_stub_macro(name) {
            self.step(span, Effect::Inert, Vec::new(), Vec::new(), None);
            return Flow::On;
        }
        if let Some(worth) = self.ending(value) {
            let worth = self.with_what_was_said(worth);
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
        self.listen(call);
        let effect = self.call_effect(call);
        self.step(span, effect, Vec::new(), names_in(value), Some(call));
        Flow::On
    }

    /// Remembers the text of a log call that admits something: an ending right behind it means that.
    fn listen(&mut self, call: &Call) {
        if self.lexicon.call_kind(last_part(&call.callee)) != CallKind::Log {
            return;
        }
        let texts = call.arguments.iter().flat_map(texts_in);
        let said = texts.into_iter().find(|(text, _)| in_text(text, self.lexicon).is_some());
        if let Some((text, span)) = said {
            self.said = Some(Sign { kind: SignKind::Text, text: shortened(text.trim_end_matches("\\n")), span });
        }
    }

    fn with_what_was_said(&self, worth: Worth) -> Worth {
        match &self.said {
            Some(sign) if worth.sign.is_none() => Worth { yields: Yield::NotImplemented, sign: Some(sign.clone()) },
            _ => worth,
        }
    }

    /// `SetLastError(ERROR_CALL_NOT_IMPLEMENTED);`: an error is left behind for the caller.
    pub(super) fn records(&mut self, call: &'a Call) -> bool {
        const RECORDERS: &[&str] =
            &[" set ", " err ", " error ", " errno ", " status ", " reply ", " respond ", " report "];
        let words = name_words(last_part(&call.callee));
        if !RECORDERS.iter().any(|word| words.contains(word)) || self.language != LanguageId::C {
            return false;
        }
        let named = call.arguments.iter().find_map(|argument| {
            let ExprKind::Name(name) = &argument.kind else { return None };
            (self.lexicon.says_not_implemented(name)).then(|| Sign {
                kind: SignKind::Code,
                text: name.clone(),
                span: argument.span,
            })
        });
        self.recorded = named.clone().or(self.recorded.take());
        named.is_some()
    }

    /// How much of the job a call does whose value is dropped.
    pub(super) fn call_effect(&self, call: &Call) -> Effect {
        let name = last_part(&call.callee);
        let admits = call.arguments.iter().flat_map(texts_in).any(|(text, _)| in_text(text, self.lexicon).is_some());
        match self.lexicon.call_kind(name) {
            CallKind::Log if admits || self.reports_aside(call) => Effect::Inert,
            CallKind::Assert | CallKind::Unused => Effect::Inert,
            CallKind::Lock if !name_words(&self.head.name).contains("lock ") => Effect::Inert,
            CallKind::Cleanup | CallKind::Work if self.on_fresh_only(call) => Effect::Inert,
            CallKind::Check => Effect::Check,
            _ if is_raise(name) => Effect::Check,
            _ => Effect::Work,
        }
    }

    /// Whether a log call is a report beside the job, and not the job itself (`fn print_help`).
    pub(super) fn reports_aside(&self, call: &Call) -> bool {
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
    pub(super) fn on_fresh_only(&self, call: &Call) -> bool {
        let names: Vec<String> = call.arguments.iter().flat_map(names_in).collect();
        !names.is_empty()
            && names.iter().all(|name| self.fresh.contains(name))
            && call.callee.starts_with(char::is_alphabetic)
    }

    /// How much of the job an expression does beside its value: calls may do all of it.
    pub(super) fn value_effect(&self, value: &Expr) -> Effect {
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
}

//! Ways out that stand inside expressions: jumps, and placeholders in arguments and in closures.

use super::shapes::{as_call, flows_in, inside_flow, short_circuits};
use super::{Flow, Walk};
use crate::function_facts::reads::{Met, calls_in, each_in_block, each_in_expr};
use crate::function_facts::senses::Senses;
use crate::function_facts::words::last_part;
use crate::function_facts::yields::Worth;
use model::{LanguageId, Place, Span, Yield};
use syntax::ir::{Block, Call, CallForm, Expr, ExprKind};

impl<'a> Walk<'a> {
    /// Notes `return`s, panics and placeholders inside `value`. Control ends there where an argument that is always made is a
    /// placeholder.
    pub(crate) fn early_exits(&mut self, value: &'a Expr, place: Place) -> Flow {
        let mut inner = Vec::new();
        flows_in(value, &mut inner);
        let branch = if place == Place::Guard { place } else { Place::Branch };
        for statement in inner {
            self.statement(statement, branch, false);
        }
        if self.language == LanguageId::C {
            return Flow::On;
        }
        for (worth, span) in self.put_off_in_closures(value) {
            self.leave(worth, span, branch, None);
        }
        self.put_off_in_arguments(value, place, branch)
    }

    fn put_off_in_arguments(&mut self, value: &'a Expr, place: Place, branch: Place) -> Flow {
        let always = !short_circuits(value);
        for (worth, span) in self.put_off_arguments(value) {
            let ends = always && worth.yields == Yield::NotImplemented;
            self.leave(worth, span, if ends { place } else { branch }, None);
            if ends {
                return Flow::Ended;
            }
        }
        Flow::On
    }

    fn put_off_arguments(&self, value: &Expr) -> Vec<(Worth, Span)> {
        calls_in(value)
            .into_iter()
            .filter(|call| self.is_placeholder(call))
            .filter(|call| as_call(value).is_none_or(|whole| !std::ptr::eq(whole, *call)))
            .filter(|call| !inside_flow(value, call.callee_span))
            .map(|call| self.put_off(call))
            .collect()
    }

    /// What closures put off: `.map(|item| match item { .. => todo!() })`. It is a part of the job as any other.
    fn put_off_in_closures(&self, value: &Expr) -> Vec<(Worth, Span)> {
        let mut found = Vec::new();
        each_in_expr(value, &mut |met| {
            if let Met::Expr(Expr { kind: ExprKind::Closure(block), span }) = met
                && !inside_flow(value, *span)
            {
                self.put_off_in_block(block, &mut found);
            }
        });
        found.retain(|(_, span)| !self.exits.iter().any(|known| known.exit.span == *span));
        found
    }

    fn put_off_in_block(&self, block: &Block, found: &mut Vec<(Worth, Span)>) {
        each_in_block(block, &mut |met| {
            if let Met::Expr(Expr { kind: ExprKind::Call(call), .. }) = met
                && self.is_placeholder(call)
            {
                let (worth, span) = self.put_off(call);
                let known = found.iter().any(|(_, other)| *other == span);
                if worth.yields == Yield::NotImplemented && !known {
                    found.push((worth, span));
                }
            }
        });
    }

    fn is_placeholder(&self, call: &Call) -> bool {
        call.form == CallForm::Macro && self.lexicon.senses_of_whole(last_part(&call.callee)).say(Senses::PLACEHOLDER)
    }

    fn put_off(&self, call: &Call) -> (Worth, Span) {
        let whole = Expr { span: call.callee_span, kind: ExprKind::Call(call.clone()) };
        (self.worth(&whole), call.callee_span)
    }
}

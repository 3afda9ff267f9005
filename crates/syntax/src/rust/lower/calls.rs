//! Calls of functions, methods and macros.

use syn::Expr as Syn;

use super::Lower;
use super::expressions::at;
use super::spans::path_text;
use crate::ir::{Call, CallForm, Expr, ExprKind};
use model::Span;
use smol_str::SmolStr;

impl Lower<'_, '_> {
    pub(super) fn call(&self, expr: &Syn) -> Option<Expr> {
        match expr {
            Syn::Call(call) => Some(self.function_call(call)),
            Syn::MethodCall(call) => Some(self.method_call(call)),
            Syn::Macro(invocation) => Some(self.macro_call(&invocation.mac)),
            _ => None,
        }
    }

    fn function_call(&self, call: &syn::ExprCall) -> Expr {
        let function = self.expr(&call.func);
        let span = function.span.cover(self.brackets(call.paren_token.span));
        let callee_span = function.span;
        let arguments = self.all(call.args.iter());
        let call = match function.kind {
            ExprKind::Name(callee) => Call { form: CallForm::Function, callee, callee_span, arguments },
            ExprKind::Field { base, name } => self.stored_call(*base, name, callee_span, arguments),
            _ => {
                let callee = self.text(callee_span).into();
                Call { form: CallForm::Function, callee, callee_span, arguments: first(function, arguments) }
            }
        };
        at(span, ExprKind::Call(call))
    }

    /// `(receiver.f)(..)`: a call of what the field `f` holds.
    fn stored_call(&self, receiver: Expr, callee: SmolStr, span: Span, arguments: Vec<Expr>) -> Call {
        let callee_span = Span::new(receiver.span.end.min(span.end), span.end);
        Call { form: CallForm::Method, callee, callee_span, arguments: first(receiver, arguments) }
    }

    fn method_call(&self, call: &syn::ExprMethodCall) -> Expr {
        let receiver = self.expr(&call.receiver);
        let span = receiver.span.cover(self.brackets(call.paren_token.span));
        let call = Call {
            form: CallForm::Method,
            callee: call.method.to_string().into(),
            callee_span: self.at(call.method.span()),
            arguments: first(receiver, self.all(call.args.iter())),
        };
        at(span, ExprKind::Call(call))
    }

    pub(super) fn macro_call(&self, mac: &syn::Macro) -> Expr {
        let callee_span = self.path_span(&mac.path);
        let call = Call {
            form: CallForm::Macro,
            callee: path_text(&mac.path).into(),
            callee_span,
            arguments: self.macro_arguments(mac),
        };
        at(self.macro_span(mac), ExprKind::Call(call))
    }

    pub(super) fn macro_span(&self, mac: &syn::Macro) -> Span {
        self.path_span(&mac.path).cover(self.brackets(*mac.delimiter.span()))
    }
}

fn first(receiver: Expr, arguments: Vec<Expr>) -> Vec<Expr> {
    std::iter::once(receiver).chain(arguments).collect()
}

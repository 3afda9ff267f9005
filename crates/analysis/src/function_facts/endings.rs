//! Calls that end the thread of control, and what the function is worth by them.

use super::reads::{texts_in, texts_of};
use super::senses::Senses;
use super::words::last_part;
use super::yields::{Appraiser, Worth, joined};
use model::{LanguageId, SignKind, Yield, name_words};
use syntax::ir::{Call, CallForm, Expr, ExprKind};

impl Appraiser<'_> {
    /// What a call is worth that ends the thread of control, if it is one; `senses` are those of its plain name.
    pub(super) fn panic(&self, call: &Call, senses: Senses, whole: &Expr) -> Option<Worth> {
        let name = last_part(&call.callee);
        if self.lexicon.marks_stub(call, senses) {
            return Some(Worth::missing(SignKind::Placeholder, name, whole.span));
        }
        if call.form == CallForm::Macro && senses.say(Senses::PLACEHOLDER) {
            let said = joined(&texts_of(call));
            let meant = name != "todo" && self.is_refusal(&said) && !self.lexicon.is_for_now(&said);
            let sign = format!("{name}!()");
            return Some(if meant {
                Worth::of(Yield::Refusal)
            } else {
                Worth::missing(SignKind::Placeholder, &sign, whole.span)
            });
        }
        if call.form == CallForm::Macro && self.lexicon.is_not_implemented(name) {
            return Some(Worth::missing(SignKind::Constructor, name, whole.span));
        }
        // In C, many macros that raise an exception by their name do so only when something is wrong.
        let raises = self.language == LanguageId::C && senses.say(Senses::RAISES);
        let falls = senses.say(Senses::ASSERTS) && fails_always(call);
        if let Some((text, span)) =
            texts_in(whole).into_iter().find(|(text, _)| falls && self.lexicon.may_put_off(text))
        {
            return Some(Worth::missing(SignKind::Text, text, span));
        }
        if rules_out_a_type(call) {
            return Some(Worth::of(Yield::Refusal));
        }
        let ends = self.ends(call, senses) || falls || raises || self.ends_saying_so(call, senses, whole);
        let worth = ends.then(|| self.error(whole))?;
        let comes_back = raises && worth.yields != Yield::NotImplemented;
        (!comes_back).then_some(worth)
    }

    /// Whether `call` never comes back.
    fn ends(&self, call: &Call, senses: Senses) -> bool {
        match self.language {
            LanguageId::Rust => {
                let name = last_part(&call.callee);
                matches!(name, "panic" | "unreachable" | "abort" | "exit" | "bail" | "unreachable_unchecked")
                    || expects_nothing(call)
                    || self.leaves(call)
            }
            LanguageId::C => senses.say(Senses::PANICS) && call.form == CallForm::Function,
        }
    }

    /// `context.fatal("lists are not implemented")`: a call that by its name ends things, with a text that admits it.
    fn ends_saying_so(&self, call: &Call, senses: Senses, whole: &Expr) -> bool {
        self.language == LanguageId::Rust
            && (senses.say(Senses::PANICS) || matches!(last_part(&call.callee), "bug" | "span_bug"))
            && self.sign_in(whole).is_some()
    }

    /// `return_errno!(..)`, `throw_unsupported!(..)`: a macro that by its name leaves the function with an error.
    fn leaves(&self, call: &Call) -> bool {
        let words = name_words(last_part(&call.callee));
        let returns = words.starts_with(" return ") && self.lexicon.senses(last_part(&call.callee)).say(Senses::ERRS);
        let asks = [" if ", " unless ", " on ", " when "].iter().any(|word| words.contains(word));
        call.form == CallForm::Macro
            && (returns || words.starts_with(" throw ") || words.starts_with(" bail "))
            && !asks
    }
}

/// `None.expect("..")`: there is no way on.
fn expects_nothing(call: &Call) -> bool {
    call.form == CallForm::Method
        && call.callee == "expect"
        && matches!(call.arguments.first(), Some(Expr { kind: ExprKind::Name(name), .. }) if name == "None")
}

/// `unreachable!("assignment not implemented for {}", class)`: the code says that it does not come here, and for whom.
fn rules_out_a_type(call: &Call) -> bool {
    let for_one = |text: &str| text.trim_end().ends_with('}') && text.contains(" for ");
    call.callee == "unreachable" && texts_of(call).iter().any(|(text, _)| for_one(text))
}

/// `assert(0 && "..")`, `assert!(false, "..")`.
pub(super) fn fails_always(call: &Call) -> bool {
    fn is_false(expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Literal(literal) => matches!(literal.as_str(), "0" | "false" | "FALSE" | "NULL"),
            ExprKind::Binary { operator, left, right } if operator == "&&" => is_false(left) || is_false(right),
            ExprKind::Unary { operator, operand } if operator == "!" => matches!(operand.kind, ExprKind::Text(_)),
            _ => false,
        }
    }
    call.arguments.first().is_some_and(is_false)
}

//! Operations that someone else may offer or not: `if (!ops->remove) return NOT_IMPLEMENTED; return ops->remove(..);`.

use super::branches::Label;
use super::{Walk, Walked, is_zero};
use crate::function_facts::words::last_part;
use model::{CallFact, Place, SignKind, Yield};
use syntax::ir::{Expr, ExprKind};

impl Walk<'_> {
    /// Takes exits for refusals that answer for an operation which is not offered: it is tested for, and called where it is
    /// there. `calls` are those of the whole body.
    pub(crate) fn refuse_for_others(&mut self, calls: &[CallFact]) {
        let called = |name: &str| calls.iter().any(|call| call.name == name);
        let mut refusing = Vec::new();
        for walked in &self.branches {
            if lacking(walked.label, false).into_iter().any(called) {
                refusing.extend(walked.exits.clone());
            }
            if lacking(walked.label, true).into_iter().any(|name| self.hands_on(walked, name)) {
                let later = walked.exits.end..self.exits.len();
                refusing.extend(later.filter(|exit| self.exits[*exit].exit.place == Place::Spine));
            }
        }
        let by_code = |kind| matches!(kind, SignKind::Code | SignKind::WeakCode);
        for index in refusing {
            let exit = &mut self.exits[index].exit;
            if exit.yields == Yield::NotImplemented && exit.sign.as_ref().is_some_and(|sign| by_code(sign.kind)) {
                (exit.yields, exit.sign) = (Yield::Refusal, None);
            }
        }
    }

    /// Whether the branch ends in a call of the operation `name`.
    fn hands_on(&self, walked: &Walked, name: &str) -> bool {
        let mut exits = self.exits[walked.exits.clone()].iter();
        exits.any(|exit| exit.call.is_some_and(|call| last_part(&call.callee) == name))
    }
}

/// The names of what is missing in a branch; with `other`, of what is missing where the branch is not taken.
fn lacking<'e>(label: Label<'e>, other: bool) -> Vec<&'e str> {
    let mut names = Vec::new();
    match label {
        Label::When(condition) => collect(condition, !other, &mut names),
        Label::WhenNot(condition) => collect(condition, other, &mut names),
        Label::Pattern(_) | Label::Otherwise => {}
    }
    names
}

/// Collects the names that are null where `condition` is `holds`.
fn collect<'e>(condition: &'e Expr, holds: bool, names: &mut Vec<&'e str>) {
    match &condition.kind {
        ExprKind::Unary { operator, operand } if operator == "!" => collect(operand, !holds, names),
        ExprKind::Binary { operator, left, right } if operator == "&&" || operator == "||" => {
            collect(left, holds, names);
            collect(right, holds, names);
        }
        ExprKind::Binary { operator, left, right } if matches!(operator.as_str(), "==" | "!=") && is_zero(right) => {
            collect(left, holds == (operator == "!="), names);
        }
        ExprKind::Name(name) | ExprKind::Field { name, .. } if !holds => names.push(name),
        _ => {}
    }
}

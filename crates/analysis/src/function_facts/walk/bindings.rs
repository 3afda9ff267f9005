//! Declarations and assignments: what locals are worth.

use std::rc::Rc;

use super::branches::{Guards, Label};
use super::shapes::{as_call, is_zero, lent};
use super::{Effect, Flow, Walk};
use crate::function_facts::reads::{calls_in, each_name_in, names_in, root_name};
use crate::function_facts::senses::Senses;
use crate::function_facts::words::last_part;
use crate::function_facts::yields::Worth;
use model::{LanguageId, Place, Yield};
use smol_str::SmolStr;
use syntax::ir::{Block, Call, Expr, ExprKind, Statement};

impl<'a> Walk<'a> {
    pub(super) fn binding(
        &mut self,
        statement: &'a Statement,
        names: &'a [SmolStr],
        value: Option<&'a Expr>,
        otherwise: Option<&'a Block>,
        place: Place,
    ) -> Flow {
        if let Some(value) = value {
            if self.early_exits(value, place) == Flow::Ended {
                return Flow::Ended;
            }
            if let Some(worth) = self.ending(value) {
                return self.end(worth, value.span, place);
            }
            self.assign(names, value);
        }
        if let Some(block) = otherwise {
            self.branch(block, Label::Otherwise, block.span.start, place, false, Guards::Answers);
        }
        let (effect, reads) =
            value.map_or((Effect::Inert, Vec::new()), |value| (self.value_effect(value), names_in(value)));
        let effect = if names.is_empty() && effect == Effect::Check { Effect::Inert } else { effect };
        let call = value.and_then(as_call);
        let keeps_closure = value.is_some_and(|value| keeps_a_closure(names, value));
        let binds = if keeps_closure { Vec::new() } else { names.iter().map(SmolStr::as_str).collect() };
        self.step(statement.span, effect, binds, reads, call);
        Flow::On
    }

    /// Whether `value` depends on what comes from outside: parameters, locals made of such, other functions, statics.
    fn is_from_outside(&self, value: &Expr) -> bool {
        let is_outer = |name: &str| self.is_param(name) || (self.is_variable(name) && !self.fresh.contains(&name));
        let mut reads_outer = false;
        each_name_in(value, &mut |name| reads_outer = reads_outer || is_outer(name));
        reads_outer || self.reaches_outside(value)
    }

    /// What a call was lent to change is no longer what it was set to. In C, what was made for the moment stays so:
    /// whatever is done to it is lent it.
    pub(super) fn lend(&mut self, value: &'a Expr) {
        for name in lent(value, self.language) {
            if self.is_variable(name) {
                if self.language == LanguageId::Rust {
                    self.fresh.retain(|fresh| *fresh != name);
                }
                Rc::make_mut(&mut self.values).insert(name, vec![Worth::of(Yield::Computed)]);
            }
        }
    }

    /// Remembers what the locals `names` are worth.
    pub(super) fn assign(&mut self, names: &'a [SmolStr], value: &'a Expr) {
        let outside = self.is_from_outside(value);
        self.lend(value);
        for name in names {
            if outside {
                self.fresh.retain(|fresh| fresh != name);
            } else if !self.fresh.contains(&name.as_str()) {
                self.fresh.push(name);
            }
        }
        if self.language == LanguageId::C && self.value_effect(value) == Effect::Work {
            self.made.extend(names.iter().map(SmolStr::as_str));
        }
        let worths = self.worths(value);
        match names {
            [name] => drop(Rc::make_mut(&mut self.values).insert(name, worths)),
            several if worths.iter().all(|worth| worth.yields == Yield::Computed) => {
                let values = Rc::make_mut(&mut self.values);
                values.extend(several.iter().map(|name| (name.as_str(), worths.clone())));
            }
            _ => {}
        }
    }

    pub(super) fn is_variable(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    pub(super) fn assignment(
        &mut self,
        statement: &'a Statement,
        target: &'a Expr,
        value: &'a Expr,
        place: Place,
    ) -> Flow {
        if self.early_exits(value, place) == Flow::Ended {
            return Flow::Ended;
        }
        if let ExprKind::Name(name) = &target.kind
            && !self.is_param(name)
            && (self.is_variable(name) || self.bound(name))
        {
            self.assign(std::slice::from_ref(name), value);
            let (effect, reads) = (self.value_effect(value), names_in(value));
            if effect == Effect::Work && reads.contains(&name.as_str()) {
                self.step(statement.span, effect, Vec::new(), reads, None);
                return Flow::On;
            }
            self.step(statement.span, effect, vec![name], reads, as_call(value));
            return Flow::On;
        }
        if let Some(sign) = self.worths(value).into_iter().find_map(|worth| worth.sign)
            && self.records_error(target)
        {
            self.recorded = Some(sign);
            self.step(statement.span, Effect::Inert, Vec::new(), Vec::new(), None);
            return Flow::On;
        }
        if root_name(target) == Some("errno") {
            self.step(statement.span, Effect::Inert, Vec::new(), Vec::new(), None);
            return Flow::On;
        }
        let mut reads = names_in(value);
        let outside = reads.iter().any(|name| self.is_param(name));
        reads.extend(names_in(target));
        let outside = match self.language {
            LanguageId::C => outside,
            LanguageId::Rust => self.is_from_outside(value),
        };
        let made_here = root_name(target).filter(|name| self.fresh.contains(name));
        let mut binds: Vec<&str> = made_here.into_iter().collect();
        if outside {
            self.fresh.retain(|fresh| !binds.contains(fresh));
            if self.language == LanguageId::Rust {
                binds.clear();
            }
        }
        let effect = if is_reset(target, value) { Effect::Inert } else { Effect::Work };
        self.step(statement.span, effect, binds, reads, None);
        Flow::On
    }

    pub(super) fn bound(&self, name: &str) -> bool {
        self.steps.iter().any(|step| step.binds.contains(&name))
    }

    pub(super) fn records_error(&self, target: &Expr) -> bool {
        let name = match &target.kind {
            ExprKind::Field { name, .. } => name.as_str(),
            _ => root_name(target).unwrap_or_default(),
        };
        self.lexicon.senses(name).say(Senses::IS_RESULT)
    }
}

/// `*out = 0`, `(*out).field = ptr::null()`: an output parameter is emptied.
fn is_reset(target: &Expr, value: &Expr) -> bool {
    is_through_pointer(target) && (is_zero(value) || makes_null(value))
}

fn is_through_pointer(target: &Expr) -> bool {
    match &target.kind {
        ExprKind::Unary { operator, operand } => operator == "*" && root_name(operand).is_some(),
        ExprKind::Field { base, .. } => matches!(base.kind, ExprKind::Unary { .. }) && is_through_pointer(base),
        _ => false,
    }
}

fn makes_null(value: &Expr) -> bool {
    as_call(value).is_some_and(|call| {
        call.arguments.is_empty() && matches!(last_part(&call.callee), "null" | "null_mut" | "zeroed")
    })
}

/// `let _kept = start(.., move || ..)`: what is kept under a name that no one reads goes on working by its closure.
fn keeps_a_closure(names: &[SmolStr], value: &Expr) -> bool {
    let unread = !names.is_empty() && names.iter().all(|name| name.starts_with('_'));
    let handed = |call: &Call| call.arguments.iter().any(|argument| matches!(argument.kind, ExprKind::Closure(_)));
    unread && calls_in(value).into_iter().any(handed)
}

//! Declarations and assignments: what locals are worth.

use std::rc::Rc;

use super::branches::{Guards, Label};
use super::shapes::{as_call, is_zero};
use super::{Effect, Flow, Walk};
use crate::lang::facts::reads::{names_in, root_name};
use crate::lang::facts::senses::Senses;
use crate::lang::syntax::{Block, Expr, ExprKind, Statement};
use crate::model::Place;
use smol_str::SmolStr;

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
            self.early_exits(value, place);
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
        self.step(statement.span, effect, names.iter().map(SmolStr::as_str).collect(), reads, call);
        Flow::On
    }

    /// Remembers what the locals `names` are worth.
    pub(super) fn assign(&mut self, names: &'a [SmolStr], value: &'a Expr) {
        let reads = names_in(value);
        let outside =
            reads.iter().any(|name| self.is_param(name) || (self.is_variable(name) && !self.fresh.contains(name)));
        for name in names {
            if outside {
                self.fresh.retain(|fresh| fresh != name);
            } else if !self.fresh.contains(&name.as_str()) {
                self.fresh.push(name);
            }
        }
        if let [name] = names {
            let worths = self.worths(value);
            Rc::make_mut(&mut self.values).insert(name, worths);
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
        self.early_exits(value, place);
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
        let made_here = root_name(target).filter(|name| self.fresh.contains(name));
        let binds: Vec<&str> = made_here.into_iter().collect();
        if outside {
            self.fresh.retain(|fresh| !binds.contains(fresh));
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

/// `*out = 0`: an output parameter is emptied.
fn is_reset(target: &Expr, value: &Expr) -> bool {
    let through_pointer = matches!(&target.kind, ExprKind::Unary { operator, operand }
        if operator == "*" && root_name(operand).is_some());
    through_pointer && is_zero(value)
}

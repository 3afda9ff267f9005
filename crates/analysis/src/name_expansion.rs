//! What a file's own names stand for is put in their place: macros and aliases of placeholders, constants that hold a truth value.

use std::collections::HashMap;

use crate::function_facts::Lexicon;
use syntax::ir::{
    Arm, Block, Call, CallForm, Expr, ExprKind, Function, NameDefinition, NameKind, Statement, StatementKind,
};

/// The names of a file that stand for something that the analysis knows.
#[derive(Debug, Clone, Default)]
pub struct FileNames {
    meanings: HashMap<String, Meaning>,
}

#[derive(Debug, Clone, PartialEq)]
enum Meaning {
    /// A macro that stands for code still to be written.
    Placeholder,
    /// A truth value as written.
    Constant(String),
}

impl FileNames {
    /// What `definitions` mean by the words of `lexicon`.
    pub fn new(definitions: &[NameDefinition], lexicon: &Lexicon) -> Self {
        let meaning = |definition: &NameDefinition| match definition.kind {
            NameKind::Constant => Some(Meaning::Constant(definition.text.clone())),
            NameKind::Alias => lexicon.is_placeholder_macro(&definition.text).then_some(Meaning::Placeholder),
            NameKind::Macro => {
                lexicon.expands_to_placeholder(&definition.name, &definition.text).then_some(Meaning::Placeholder)
            }
        };
        let known =
            definitions.iter().filter_map(|definition| Some((definition.name.to_string(), meaning(definition)?)));
        Self { meanings: known.collect() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.meanings.is_empty()
    }

    /// Whether a placeholder of the file is named in `text`.
    pub fn may_stand_in(&self, text: &str) -> bool {
        let placeholders = self.meanings.iter().filter(|(_, meaning)| **meaning == Meaning::Placeholder);
        placeholders.into_iter().any(|(name, _)| text.contains(name.as_str()))
    }

    /// Puts what the names stand for into `function`.
    pub fn expand(&self, function: &mut Function) {
        if !self.is_empty() {
            function.variants.iter_mut().for_each(|variant| self.block(&mut variant.body));
        }
    }

    fn block(&self, block: &mut Block) {
        block.statements.iter_mut().for_each(|statement| self.statement(statement));
    }

    fn statement(&self, statement: &mut Statement) {
        match &mut statement.kind {
            StatementKind::Let { value, otherwise, .. } => {
                value.iter_mut().for_each(|value| self.expr(value));
                otherwise.iter_mut().for_each(|block| self.block(block));
            }
            StatementKind::Assign { place, value } => {
                self.expr(place);
                self.expr(value);
            }
            StatementKind::Expr(value) | StatementKind::Value(value) => self.expr(value),
            StatementKind::Return(value) | StatementKind::Jump(value) => {
                value.iter_mut().for_each(|value| self.expr(value));
            }
            StatementKind::If { condition, then, otherwise } => {
                self.expr(condition);
                self.block(then);
                otherwise.iter_mut().for_each(|block| self.block(block));
            }
            StatementKind::Match { on, arms } => {
                self.expr(on);
                arms.iter_mut().for_each(|arm: &mut Arm| self.block(&mut arm.body));
            }
            StatementKind::Loop { head, body } => {
                head.iter_mut().for_each(|part| self.expr(part));
                self.block(body);
            }
            StatementKind::Block(block) => self.block(block),
            StatementKind::Goto(_) | StatementKind::Label(_) | StatementKind::Item | StatementKind::Unread => {}
        }
    }

    fn expr(&self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::Name(name) => match self.meanings.get(name.as_str()) {
                Some(Meaning::Constant(value)) => expr.kind = ExprKind::Literal(value.as_str().into()),
                Some(Meaning::Placeholder) | None => {}
            },
            ExprKind::Call(call) => {
                self.call(call);
                call.arguments.iter_mut().for_each(|argument| self.expr(argument));
            }
            ExprKind::Field { base: inner, .. }
            | ExprKind::Unary { operand: inner, .. }
            | ExprKind::Cast { value: inner, .. } => self.expr(inner),
            ExprKind::Struct { fields, .. } => fields.iter_mut().for_each(|(_, value)| self.expr(value)),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::List(items) => items.iter_mut().for_each(|item| self.expr(item)),
            ExprKind::Flow(statement) => self.statement(statement),
            ExprKind::Closure(block) => self.block(block),
            ExprKind::Text(_) | ExprKind::Literal(_) | ExprKind::Tokens(_) => {}
        }
    }

    fn call(&self, call: &mut Call) {
        if self.meanings.get(call.callee.as_str()) != Some(&Meaning::Placeholder) {
            return;
        }
        match call.form {
            CallForm::Macro => call.callee = "todo".into(),
            CallForm::Function => call.callee = "NOT_IMPLEMENTED".into(),
            CallForm::Method => return,
        }
        call.arguments.clear();
    }
}

//! A reading as text for people.

use std::fmt::Write;

use model::{Condition, FunctionHead, Linkage, Role, SlotFill, SourceText, Span, UnreadText};
use syntax::Reading;
use syntax::ir::{Arm, Block, CallForm, Expr, ExprKind, Function, Statement, StatementKind, Variant};

/// Everything in a reading and the slots, in the order of the text, spans as lines.
pub fn dump(text: &SourceText, reading: &Reading, slots: &[SlotFill]) -> String {
    let mut dump = Dump { text, out: String::new() };
    for head in &reading.heads {
        dump.head(head);
        if let Some(function) = reading.functions.iter().find(|function| function.head.span == head.span) {
            dump.function(function);
        }
        dump.out.push('\n');
    }
    for declared in &reading.declarations {
        let alias = declared.alias_of.as_ref().map(|alias| format!(" for {alias}")).unwrap_or_default();
        let place = dump.lines(declared.span);
        dump.line(0, format!("declares {}{alias} {place} under {}", declared.name, conditions(&declared.conditions)));
    }
    for hidden in &reading.exclusions {
        let place = dump.lines(hidden.span);
        dump.line(0, format!("hidden from coverage {place} by {}", hidden.marker));
    }
    for slot in slots {
        let place = dump.lines(slot.span);
        dump.line(
            0,
            format!("slot {:?} {} of `{}` holds {} {place}", slot.kind, slot.slot, slot.holder, slot.function),
        );
    }
    dump.gaps(0, &reading.unread);
    dump.out
}

struct Dump<'a> {
    text: &'a SourceText,
    out: String,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, text: impl AsRef<str>) {
        writeln!(self.out, "{:1$}{2}", "", depth * 2, text.as_ref()).expect("a string takes everything");
    }

    /// `@3` or `@3-7`.
    fn lines(&self, span: Span) -> String {
        let first = self.text.line(span.start);
        let last = self.text.line(span.end.saturating_sub(1).max(span.start));
        if first == last { format!("@{first}") } else { format!("@{first}-{last}") }
    }

    fn head(&mut self, head: &FunctionHead) {
        let linkage = match head.linkage {
            Linkage::Internal => "",
            Linkage::External => " external",
            Linkage::Weak => " weak",
        };
        let test = if head.is_test { " test" } else { "" };
        let place = self.lines(head.span);
        self.line(0, format!("fn {} {place} {}{linkage}{test}", head.qualified, role(&head.role)));
        if head.extent != head.span {
            let extent = self.lines(head.extent);
            self.line(1, format!("extent {extent}"));
        }
        for attribute in &head.attributes {
            self.line(1, format!("attribute {attribute}"));
        }
        if !head.conditions.is_empty() {
            self.line(1, format!("under {}", conditions(&head.conditions)));
        }
        let params: Vec<String> =
            head.params.iter().map(|param| format!("{}: {}", param.name, param.type_text)).collect();
        if !params.is_empty() || !head.return_type.is_empty() {
            self.line(1, format!("takes ({}) gives `{}`", params.join(", "), head.return_type));
        }
    }

    fn function(&mut self, function: &Function) {
        for comment in &function.comments {
            let place = self.lines(comment.span);
            let above = if comment.above { "above" } else { "inside" };
            self.line(1, format!("comment {above} {place} {:?}", comment.text));
        }
        for variant in &function.variants {
            self.variant(variant);
        }
        self.gaps(1, &function.unread);
    }

    fn variant(&mut self, variant: &Variant) {
        let under = conditions(&variant.conditions);
        let under = if under.is_empty() { under } else { format!(" when {under}") };
        self.line(1, format!("body{under}"));
        self.block(2, &variant.body);
    }

    fn gaps(&mut self, depth: usize, gaps: &[UnreadText]) {
        for gap in gaps {
            let place = self.lines(gap.span);
            self.line(depth, format!("unread {place} {}", gap.reason));
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        for statement in &block.statements {
            self.statement(depth, statement);
        }
    }

    fn statement(&mut self, depth: usize, statement: &Statement) {
        let place = self.lines(statement.span);
        match &statement.kind {
            StatementKind::If { condition, then, otherwise } => {
                self.line(depth, format!("{place} if {}", expr(condition)));
                self.block(depth + 1, then);
                if let Some(otherwise) = otherwise {
                    self.line(depth, "else");
                    self.block(depth + 1, otherwise);
                }
            }
            StatementKind::Match { on, arms } => {
                self.line(depth, format!("{place} match {}", expr(on)));
                for Arm { pattern, catch_all, body, .. } in arms {
                    self.line(depth + 1, format!("arm {pattern}{}", if *catch_all { " (takes the rest)" } else { "" }));
                    self.block(depth + 2, body);
                }
            }
            StatementKind::Loop { head, body } => {
                self.line(depth, format!("{place} loop {}", list(head)));
                self.block(depth + 1, body);
            }
            StatementKind::Block(block) => {
                self.line(depth, format!("{place} block"));
                self.block(depth + 1, block);
            }
            _ => self.line(depth, format!("{place} {}", inline(statement))),
        }
    }
}

fn role(role: &Role) -> String {
    match role {
        Role::Free => "free".to_owned(),
        Role::Method { of } => format!("method of {of}"),
        Role::TraitImpl { trait_name, of } => format!("implements {trait_name} for {of}"),
        Role::TraitDefault { trait_name } => format!("default of {trait_name}"),
    }
}

fn conditions(conditions: &[Condition]) -> String {
    let text = |condition: &Condition| {
        let negated = if condition.negated { "!" } else { "" };
        format!("{negated}{} #{}.{}", condition.text, condition.group, condition.arm)
    };
    conditions.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// A statement on one line.
fn inline(statement: &Statement) -> String {
    match &statement.kind {
        StatementKind::Let { names, value, otherwise } => {
            let value = value.as_ref().map(|value| format!(" = {}", expr(value))).unwrap_or_default();
            let otherwise =
                otherwise.as_ref().map(|block| format!(" else {}", inline_block(block))).unwrap_or_default();
            format!("let ({}){value}{otherwise}", names.join(", "))
        }
        StatementKind::Assign { place, value } => format!("{} := {}", expr(place), expr(value)),
        StatementKind::Expr(value) => expr(value),
        StatementKind::Value(value) => format!("value {}", expr(value)),
        StatementKind::Return(value) => format!("return {}", list(value.as_slice())),
        StatementKind::If { condition, then, otherwise } => {
            let otherwise =
                otherwise.as_ref().map(|block| format!(" else {}", inline_block(block))).unwrap_or_default();
            format!("if {} {}{otherwise}", expr(condition), inline_block(then))
        }
        StatementKind::Match { on, arms } => {
            let arms: Vec<String> =
                arms.iter().map(|arm| format!("{} => {}", arm.pattern, inline_block(&arm.body))).collect();
            format!("match {} {{ {} }}", expr(on), arms.join(", "))
        }
        StatementKind::Loop { head, body } => format!("loop {} {}", list(head), inline_block(body)),
        StatementKind::Block(block) => inline_block(block),
        StatementKind::Jump(value) => format!("jump {}", list(value.as_slice())),
        StatementKind::Goto(label) => format!("goto {label}"),
        StatementKind::Label(label) => format!("label {label}"),
        StatementKind::Item => "item".to_owned(),
        StatementKind::Unread => "unread".to_owned(),
    }
}

fn inline_block(block: &Block) -> String {
    let statements: Vec<String> = block.statements.iter().map(inline).collect();
    format!("{{ {} }}", statements.join("; "))
}

fn list(values: &[Expr]) -> String {
    values.iter().map(expr).collect::<Vec<_>>().join(", ")
}

fn expr(value: &Expr) -> String {
    match &value.kind {
        ExprKind::Name(name) => name.to_string(),
        ExprKind::Text(text) => format!("\"{text}\""),
        ExprKind::Literal(literal) => literal.to_string(),
        ExprKind::Call(call) => {
            let form = match call.form {
                CallForm::Function => "",
                CallForm::Method => ".",
                CallForm::Macro => "!",
            };
            format!("{form}{}({})", call.callee, list(&call.arguments))
        }
        ExprKind::Field { base, name } => format!("{}.{name}", expr(base)),
        ExprKind::Struct { path, fields } => {
            let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {}", expr(value))).collect();
            format!("{path} {{ {} }}", fields.join(", "))
        }
        ExprKind::Unary { operator, operand } => format!("({operator} {})", expr(operand)),
        ExprKind::Cast { to, value } => format!("({} as {to})", expr(value)),
        ExprKind::Binary { operator, left, right } => format!("({} {operator} {})", expr(left), expr(right)),
        ExprKind::List(values) => format!("[{}]", list(values)),
        ExprKind::Flow(statement) => format!("flow {}", inline(statement)),
        ExprKind::Closure(block) => format!("closure {}", inline_block(block)),
        ExprKind::Tokens(tokens) => format!("tokens `{tokens}`"),
    }
}

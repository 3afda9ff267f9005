//! A reading as text that people can read and compare.

use model::{Condition, FunctionHead, Linkage, SlotFill, SourceText, Span};
use std::fmt::Write;
use syntax::ir::{Arm, Block, Call, CallForm, Expr, ExprKind, Function, Statement, StatementKind};
use syntax::{Reading, language_of};

/// Everything that reading `text` gives, and its slots for functions whose name passes `of`.
pub fn dump(text: &SourceText, of: &dyn Fn(&str) -> bool) -> String {
    let language = language_of(&text.path).expect("a C file");
    let reading = language.read(text, &|_, _| true);
    let mut out = Dump { text, out: String::new() };
    out.reading(&reading);
    for slot in language.slots(text, of) {
        out.slot(&slot);
    }
    out.out
}

struct Dump<'t> {
    text: &'t SourceText,
    out: String,
}

impl Dump<'_> {
    fn place(&self, span: Span) -> String {
        let region = self.text.region(span);
        format!("{}:{}-{}:{}", region.start.line, region.start.column, region.end.line, region.end.column)
    }

    fn line(&mut self, indent: usize, line: &str) {
        let _ = writeln!(
            self.out,
            "{}{}",
            "  ".repeat(indent),
            line.escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'")
        );
    }

    fn reading(&mut self, reading: &Reading) {
        assert_eq!(reading.heads.len(), reading.functions.len(), "all functions were wanted");
        for function in &reading.functions {
            self.function(function);
        }
        for declaration in &reading.declarations {
            let alias = declaration.alias_of.as_ref().map_or(String::new(), |alias| format!(" = {alias}"));
            let conditions = conditions(&declaration.conditions);
            let place = self.place(declaration.span);
            self.line(0, &format!("declaration {}{alias} [{conditions}] {place}", declaration.name));
        }
        for exclusion in &reading.exclusions {
            let (marker, hidden) = (self.place(exclusion.marker_span), self.place(exclusion.span));
            self.line(0, &format!("exclusion {} at {marker} hides {hidden}", exclusion.marker));
        }
        for unread in &reading.unread {
            let place = self.place(unread.span);
            self.line(0, &format!("unread {place}: {}", unread.reason));
        }
    }

    fn slot(&mut self, slot: &SlotFill) {
        let place = self.place(slot.span);
        self.line(0, &format!("slot {:?} {} of `{}` <- {} {place}", slot.kind, slot.slot, slot.holder, slot.function));
    }

    fn function(&mut self, function: &Function) {
        self.head(&function.head);
        for comment in &function.comments {
            let side = if comment.above { "above" } else { "inside" };
            let place = self.place(comment.span);
            self.line(1, &format!("comment {side} {place} {:?}", comment.text));
        }
        for variant in &function.variants {
            self.line(1, &format!("body [{}]", conditions(&variant.conditions)));
            self.block(2, &variant.body);
        }
        for unread in &function.unread {
            let place = self.place(unread.span);
            self.line(1, &format!("unread {place}: {}", unread.reason));
        }
    }

    fn head(&mut self, head: &FunctionHead) {
        let linkage = match head.linkage {
            Linkage::Internal => "internal ",
            Linkage::External => "",
            Linkage::Weak => "weak ",
        };
        let test = if head.is_test { "test " } else { "" };
        self.line(0, &format!("{test}{linkage}function {} -> `{}`", head.name, head.return_type));
        let (extent, span) = (self.place(head.extent), self.place(head.span));
        let (name, body) = (self.place(head.name_span), self.place(head.body));
        self.line(1, &format!("extent {extent} span {span} name {name} body {body}"));
        for attribute in &head.attributes {
            self.line(1, &format!("attribute {attribute}"));
        }
        if !head.conditions.is_empty() {
            self.line(1, &format!("under [{}]", conditions(&head.conditions)));
        }
        for param in &head.params {
            let place = self.place(param.span);
            self.line(1, &format!("param {}: `{}` {place}", param.name, param.type_text));
        }
    }

    fn block(&mut self, indent: usize, block: &Block) {
        for statement in &block.statements {
            self.statement(indent, statement);
        }
    }

    fn statement(&mut self, indent: usize, statement: &Statement) {
        let line = self.text.line(statement.span.start);
        let head = format!("{line}: {}", summary(&statement.kind));
        self.line(indent, &head);
        match &statement.kind {
            StatementKind::Let { otherwise: Some(block), .. } => self.block(indent + 1, block),
            StatementKind::If { then, otherwise, .. } => {
                self.block(indent + 1, then);
                if let Some(otherwise) = otherwise {
                    self.line(indent, "else");
                    self.block(indent + 1, otherwise);
                }
            }
            StatementKind::Match { arms, .. } => arms.iter().for_each(|arm| self.arm(indent + 1, arm)),
            StatementKind::Loop { body, .. } | StatementKind::Block(body) => self.block(indent + 1, body),
            _ => {}
        }
    }

    fn arm(&mut self, indent: usize, arm: &Arm) {
        let rest = if arm.catch_all { " (all else)" } else { "" };
        self.line(indent, &format!("arm `{}`{rest}", arm.pattern));
        self.block(indent + 1, &arm.body);
    }
}

fn conditions(conditions: &[Condition]) -> String {
    let written: Vec<String> = conditions
        .iter()
        .map(|c| format!("{}{} #{}.{}", if c.negated { "!" } else { "" }, c.text, c.group, c.arm))
        .collect();
    written.join(", ")
}

fn summary(kind: &StatementKind) -> String {
    match kind {
        StatementKind::Let { names, value: Some(value), .. } => format!("let {} = {}", names.join(", "), expr(value)),
        StatementKind::Let { names, value: None, .. } => format!("let {}", names.join(", ")),
        StatementKind::Assign { place, value } => format!("{} := {}", expr(place), expr(value)),
        StatementKind::Expr(value) => expr(value),
        StatementKind::Value(value) => format!("value {}", expr(value)),
        StatementKind::Return(Some(value)) => format!("return {}", expr(value)),
        StatementKind::Return(None) => "return".to_owned(),
        StatementKind::If { condition, .. } => format!("if {}", expr(condition)),
        StatementKind::Match { on, .. } => format!("match {}", expr(on)),
        StatementKind::Loop { head, .. } => format!("loop {}", exprs(head)),
        StatementKind::Block(_) => "block".to_owned(),
        StatementKind::Jump(_) => "jump".to_owned(),
        StatementKind::Goto(label) => format!("goto {label}"),
        StatementKind::Label(label) => format!("label {label}"),
        StatementKind::Item => "item".to_owned(),
        StatementKind::Unread => "unread".to_owned(),
    }
}

fn exprs(all: &[Expr]) -> String {
    all.iter().map(expr).collect::<Vec<_>>().join(", ")
}

fn expr(of: &Expr) -> String {
    match &of.kind {
        ExprKind::Name(name) => name.to_string(),
        ExprKind::Text(text) => format!("\"{text}\""),
        ExprKind::Literal(literal) => format!("#{literal}"),
        ExprKind::Call(call) => call_text(call),
        ExprKind::Field { base, name } => format!("{}.{name}", expr(base)),
        ExprKind::Struct { path, fields } => {
            let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name}: {}", expr(value))).collect();
            format!("`{path}` {{ {} }}", fields.join(", "))
        }
        ExprKind::Unary { operator, operand } => format!("{operator}({})", expr(operand)),
        ExprKind::Cast { to, value } => format!("<{to}>{}", expr(value)),
        ExprKind::Binary { operator, left, right } => format!("({} {operator} {})", expr(left), expr(right)),
        ExprKind::List(items) => format!("[{}]", exprs(items)),
        ExprKind::Flow(statement) => format!("{{{}}}", flow(statement)),
        ExprKind::Closure(block) => format!("closure {{{}}}", blocks(block)),
        ExprKind::Tokens(text) => format!("`{text}`"),
    }
}

fn call_text(call: &Call) -> String {
    let form = if call.form == CallForm::Method { "." } else { "" };
    format!("{form}{}({})", call.callee, exprs(&call.arguments))
}

fn flow(statement: &Statement) -> String {
    let inner = match &statement.kind {
        StatementKind::If { then, otherwise, .. } => {
            let otherwise = otherwise.as_ref().map_or(String::new(), |block| format!(" else {}", blocks(block)));
            format!(" then {}{otherwise}", blocks(then))
        }
        StatementKind::Block(block) => format!(" {}", blocks(block)),
        _ => String::new(),
    };
    format!("{}{inner}", summary(&statement.kind))
}

fn blocks(block: &Block) -> String {
    block.statements.iter().map(flow).collect::<Vec<_>>().join("; ")
}

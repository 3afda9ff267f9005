//! A walk over syn's tree that finds functions where they are put somewhere.

use std::collections::HashSet;

use syn::parse::Parser;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprPath, Member};

use super::plain::{is_wrapper, plain_function};
use crate::rust::lower::{Lower, argument_list, names, path_text};
use model::{SlotFill, SlotKind};

/// The slots found so far in one piece.
pub(super) struct Fills<'t, 'a> {
    lower: Lower<'t, 'a>,
    asked: &'t HashSet<&'t str>,
    /// Names that are variables in this piece: they stand for no function.
    locals: Vec<String>,
    found: Vec<SlotFill>,
}

impl<'t, 'a> Fills<'t, 'a> {
    pub(super) fn new(lower: Lower<'t, 'a>, asked: &'t HashSet<&'t str>) -> Self {
        Self { lower, asked, locals: Vec::new(), found: Vec::new() }
    }

    /// The body of a function with these parameters.
    pub(super) fn body(&mut self, params: &[&str], block: &syn::Block) {
        let mut locals = Locals(params.iter().map(|&param| param.to_owned()).collect());
        locals.visit_block(block);
        self.locals = locals.0;
        self.visit_block(block);
    }

    /// The value of the constant or static `name`.
    pub(super) fn initializer(&mut self, name: &str, value: &Expr) {
        self.fill(value, name, "", SlotKind::Assigned);
        self.visit_expr(value);
    }

    pub(super) fn invocation(&mut self, mac: &syn::Macro) {
        self.visit_macro(mac);
    }

    /// What stands between a macro's brackets, where it is statements.
    fn statements(&mut self, tokens: &proc_macro2::TokenStream) {
        for statement in Block::parse_within.parse2(tokens.clone()).unwrap_or_default() {
            <Self as Visit<'_>>::visit_stmt(self, &statement);
        }
    }

    pub(super) fn into_found(self) -> Vec<SlotFill> {
        self.found
    }

    /// Notes that `value` is put into `slot`, when it is one of the functions that are asked for.
    fn fill(&mut self, value: &Expr, slot: &str, holder: &str, kind: SlotKind) {
        let Some(name) = plain_function(value).filter(|path| self.is_asked_for(path)) else { return };
        let Some(last) = name.path.segments.last() else { return };
        self.found.push(SlotFill {
            slot: slot.to_owned(),
            holder: holder.to_owned(),
            function: path_text(&name.path),
            span: self.lower.at(last.ident.span()),
            kind,
        });
    }

    fn is_asked_for(&self, path: &ExprPath) -> bool {
        let Some(name) = path.path.segments.last().map(|segment| segment.ident.to_string()) else { return false };
        let local = path.path.get_ident().is_some() && self.locals.contains(&name);
        !local && self.asked.contains(name.as_str())
    }

    fn fill_each<'e>(&mut self, values: impl Iterator<Item = &'e Expr>) {
        for (at, value) in values.enumerate() {
            self.fill(value, &format!("[{at}]"), "", SlotKind::Positional);
        }
    }

    fn register<'e>(&mut self, callee: &str, holder: &str, arguments: impl Iterator<Item = &'e Expr>) {
        for argument in arguments {
            self.fill(argument, callee, holder, SlotKind::Registered);
        }
    }
}

impl<'ast> Visit<'ast> for Fills<'_, '_> {
    fn visit_expr_struct(&mut self, value: &'ast syn::ExprStruct) {
        let holder = path_text(&value.path);
        for field in &value.fields {
            self.fill(&field.expr, &member_name(&field.member), &holder, SlotKind::Designated);
        }
        visit::visit_expr_struct(self, value);
    }

    fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
        match &*assign.left {
            Expr::Field(field) => {
                self.fill(&assign.right, &member_name(&field.member), &place(&field.base), SlotKind::Assigned);
            }
            Expr::Path(path) => self.fill(&assign.right, &path_text(&path.path), "", SlotKind::Assigned),
            Expr::Index(index) => self.fill(&assign.right, "[]", &place(&index.expr), SlotKind::Assigned),
            _ => {}
        }
        visit::visit_expr_assign(self, assign);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let Expr::Path(path) = &*call.func
            && !is_wrapper(call)
        {
            self.register(&path_text(&path.path), "", call.args.iter());
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.register(&call.method.to_string(), &place(&call.receiver), call.args.iter());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_array(&mut self, array: &'ast syn::ExprArray) {
        self.fill_each(array.elems.iter());
        visit::visit_expr_array(self, array);
    }

    fn visit_expr_tuple(&mut self, tuple: &'ast syn::ExprTuple) {
        self.fill_each(tuple.elems.iter());
        visit::visit_expr_tuple(self, tuple);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let Some(arguments) = argument_list(&mac.tokens) else { return self.statements(&mac.tokens) };
        let callee = path_text(&mac.path);
        if callee == "vec" {
            self.fill_each(arguments.iter());
        } else {
            self.register(&callee, "", arguments.iter());
        }
        for argument in &arguments {
            <Self as Visit<'_>>::visit_expr(self, argument);
        }
    }
}

fn member_name(member: &Member) -> String {
    match member {
        Member::Named(name) => name.to_string(),
        Member::Unnamed(index) => format!("[{}]", index.index),
    }
}

/// What an expression names, as far as it is a path of fields.
fn place(expr: &Expr) -> String {
    match expr {
        Expr::Path(path) => path_text(&path.path),
        Expr::Field(field) => match &field.member {
            Member::Named(name) => format!("{}.{name}", place(&field.base)),
            Member::Unnamed(index) => format!("{}.{}", place(&field.base), index.index),
        },
        Expr::Unary(unary) => place(&unary.expr),
        Expr::Paren(paren) => place(&paren.expr),
        _ => String::new(),
    }
}

/// The names that patterns anywhere in a piece bind.
struct Locals(Vec<String>);

impl<'ast> Visit<'ast> for Locals {
    fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
        self.0.extend(names(pattern).iter().map(ToString::to_string));
    }
}

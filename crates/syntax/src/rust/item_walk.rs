//! A walk over the items of a file: the heads of all its functions, and what stands beside them.

use std::ops::Range;

use super::attributes::Attribute;
use super::comments::start_with_comments;
use super::conditional::{arms, condition};
use super::declarations::declarations;
use super::items::{Item, ItemKind, item_at};
use super::predicate::Predicate;
use super::scope::{Owner, Scope};
use super::signature::{Signature, implemented, signature};
use super::tokens::Tokens;
use model::{Condition, Declaration, FunctionHead, Linkage, UnreadText};

/// What the walk finds.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Functions with a body, in order of their place.
    pub(super) functions: Vec<Surveyed>,
    pub(super) declarations: Vec<Declaration>,
    pub(super) unread: Vec<UnreadText>,
    /// The names and values of constants and statics outside of functions.
    pub(super) initializers: Vec<(usize, Range<usize>)>,
    /// Macro invocations outside of functions, without a semicolon.
    pub(super) invocations: Vec<Range<usize>>,
    /// The number that the next group of conditional arms gets.
    pub(super) next_group: usize,
    /// Every item, those inside of others behind them; empty where they were not asked for.
    pub(super) items: Vec<Noted>,
}

/// An item and what surrounds it.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) item: Item,
    /// The inline modules and functions around, with a `::` at the end; empty at the top.
    pub(super) prefix: String,
    /// Whether it is a member of a trait or an implementation.
    pub(super) is_member: bool,
    /// The trait that declares it.
    pub(super) trait_name: Option<String>,
    pub(super) conditions: Vec<Condition>,
    /// Whether it is built for tests only.
    pub(super) is_test: bool,
}

/// A function's head and how it was found.
#[derive(Debug)]
pub(super) struct Surveyed {
    pub(super) head: FunctionHead,
    /// Whether it stands in a macro's arguments, whose grammar may be wider than Rust's.
    pub(super) in_macro: bool,
}

/// How deep items may nest. Real code stays below ten.
const DEEPEST: usize = 40;

/// Macros whose arguments are a template for other code, and no code themselves.
pub(super) const TEMPLATES: &[&str] =
    &["quote", "quote_spanned", "parse_quote", "parse_quote_spanned", "macro_rules", "stringify"];

/// Walks over all items of `tokens`.
pub(super) fn survey(tokens: &Tokens) -> Survey {
    walk(tokens, false)
}

/// Walks over all items of `tokens` and notes each of them.
pub(super) fn survey_items(tokens: &Tokens) -> Survey {
    walk(tokens, true)
}

fn walk(tokens: &Tokens, notes: bool) -> Survey {
    let mut walk = Walk { tokens, notes, survey: Survey::default() };
    walk.items(tokens.all(), &Scope::default());
    walk.survey
}

struct Walk<'t, 'a> {
    tokens: &'t Tokens<'a>,
    /// Whether every item is noted.
    notes: bool,
    survey: Survey,
}

impl Walk<'_, '_> {
    fn items(&mut self, range: Range<usize>, scope: &Scope) {
        if scope.depth > DEEPEST {
            return self.too_deep(&range);
        }
        let (inner, mut at) = Attribute::read_all(self.tokens, range.start, true);
        let scope = &self.entered(scope, &inner);
        while at < range.end {
            let item = item_at(self.tokens, at, range.end);
            at = item.tokens.end;
            self.item(&item, scope);
        }
    }

    fn too_deep(&mut self, range: &Range<usize>) {
        let span = self.tokens.extent(range);
        self.survey.unread.push(UnreadText { span, reason: "items are nested too deeply".to_owned() });
    }

    /// The scope inside of something with these attributes.
    fn entered(&mut self, scope: &Scope, attributes: &[Attribute]) -> Scope {
        let mut scope = scope.deeper();
        for predicate in attributes.iter().filter_map(|attribute| attribute.cfg(self.tokens)) {
            let condition = self.condition(&predicate);
            scope.enter(&predicate, condition);
        }
        scope
    }

    fn condition(&mut self, predicate: &Predicate) -> Condition {
        self.survey.next_group += 1;
        condition(predicate, self.survey.next_group - 1, 0)
    }

    fn item(&mut self, item: &Item, scope: &Scope) {
        let scope = self.entered(scope, &item.attributes);
        self.survey.declarations.extend(declarations(self.tokens, item, &scope.conditions));
        self.note(item, &scope);
        match &item.kind {
            ItemKind::Function { name, body } => self.function(item, *name, body, &scope),
            ItemKind::Impl { header, body } => self.items(body.clone(), &scope.inside(self.implementation(header))),
            ItemKind::Trait { name, body } => {
                self.items(body.clone(), &scope.inside(Owner::Trait { name: self.tokens.str(*name).to_owned() }));
            }
            ItemKind::Module { name, body } => self.items(body.clone(), &scope.named(self.tokens.str(*name))),
            ItemKind::Foreign { body } => self.items(body.clone(), &scope),
            ItemKind::Macro { path, body } => {
                self.invocation(path, body, &scope);
            }
            ItemKind::Named { name } => {
                self.survey.initializers.extend(self.initializer(*name, item));
                self.nested(item.tokens.clone(), &scope);
            }
            ItemKind::Junk(reason) => self.junk(item, reason, &scope),
            ItemKind::Use | ItemKind::Other => {}
        }
    }

    fn note(&mut self, item: &Item, scope: &Scope) {
        if self.notes {
            self.survey.items.push(Noted {
                item: item.clone(),
                prefix: scope.prefix().to_owned(),
                is_member: scope.is_member(),
                trait_name: scope.trait_name().map(str::to_owned),
                conditions: scope.conditions.clone(),
                is_test: scope.is_test,
            });
        }
    }

    fn implementation(&self, header: &Range<usize>) -> Owner {
        match implemented(self.tokens, header) {
            (Some(trait_name), of) => Owner::TraitImpl { trait_name, of },
            (None, of) => Owner::Type { of },
        }
    }

    /// The value of a constant or static, from after its `=`; also that of `static ref NAME: T = value;`.
    fn initializer(&self, name: usize, item: &Item) -> Option<(usize, Range<usize>)> {
        let name = name + usize::from(self.tokens.is_word(name, "ref"));
        let mut at = name;
        while at < item.tokens.end {
            if self.tokens.is_punct(at, b'=') && !self.tokens.is_punct(at + 1, b'=') {
                return Some((name, at + 1..item.tokens.end - 1)).filter(|(_, value)| !value.is_empty());
            }
            at = self.tokens.next(at);
        }
        None
    }

    /// Inside of a macro's arguments junk is that macro's own grammar.
    fn junk(&mut self, item: &Item, reason: &str, scope: &Scope) {
        if scope.in_macro {
            return self.nested(item.tokens.clone(), scope);
        }
        let first = item.attributes.first().map_or(item.tokens.start, |attribute| attribute.tokens.start);
        let span = self.tokens.extent(&(first..item.tokens.end));
        self.survey.unread.push(UnreadText { span, reason: reason.to_owned() });
    }

    fn invocation(&mut self, path: &Range<usize>, body: &Range<usize>, scope: &Scope) {
        if TEMPLATES.contains(&self.tokens.str(path.end - 1)) {
            return;
        }
        let Some(arms) = arms(self.tokens, path, body) else {
            self.survey.invocations.push(path.start..body.end + 1);
            return self.items(body.clone(), &scope.in_macro());
        };
        let group = self.survey.next_group;
        self.survey.next_group += 1;
        for (number, arm) in arms.iter().enumerate() {
            let mut scope = scope.clone();
            scope.enter(&arm.predicate, condition(&arm.predicate, group, number));
            self.items(arm.body.clone(), &scope);
        }
    }

    fn function(&mut self, item: &Item, name: usize, body: &Range<usize>, scope: &Scope) {
        let head = self.head(item, name, body, scope);
        let inside = scope.within_function(&head);
        self.survey.functions.push(Surveyed { head, in_macro: scope.in_macro });
        self.nested(body.start + 1..body.end - 1, &inside);
    }

    fn head(&self, item: &Item, name: usize, body: &Range<usize>, scope: &Scope) -> FunctionHead {
        let tokens = self.tokens;
        let span = tokens.extent(&item.tokens);
        let body_span = tokens.extent(body);
        let first = item.attributes.first().map_or(item.tokens.start, |attribute| attribute.tokens.start);
        let Signature { params, return_type } = signature(tokens, name + 1..body.start);
        FunctionHead {
            name: tokens.str(name).to_owned(),
            qualified: scope.qualified(tokens.str(name)),
            name_span: tokens.span(name),
            extent: model::Span::new(start_with_comments(tokens, first), span.end),
            span,
            body: body_span,
            role: scope.role(),
            linkage: self.linkage(item, scope),
            is_test: scope.is_test || item.attributes.iter().any(|attribute| attribute.is_test(tokens)),
            attributes: item.attributes.iter().map(|attribute| attribute.text(tokens)).collect(),
            conditions: scope.conditions.clone(),
            params,
            return_type,
            token_hash: tokens.hash(span),
            body_hash: tokens.hash(body_span),
        }
    }

    fn linkage(&self, item: &Item, scope: &Scope) -> Linkage {
        let exported =
            |attribute: &Attribute| attribute.is(self.tokens, "no_mangle") || attribute.is(self.tokens, "export_name");
        let visibility = self.tokens.folded(item.visibility.clone());
        if item.attributes.iter().any(|attribute| attribute.is_weak_linkage(self.tokens)) {
            Linkage::Weak
        } else if scope.is_trait() || item.attributes.iter().any(exported) {
            Linkage::External
        } else if matches!(visibility.as_str(), "" | "pub(self)" | "pub(in self)") {
            Linkage::Internal
        } else {
            Linkage::External
        }
    }

    /// Looks for items among the statements of `range`. Only where there is a function to be found.
    fn nested(&mut self, range: Range<usize>, scope: &Scope) {
        let named = |at: usize| self.tokens.is_word(at, "fn") && self.tokens.is_name(at + 1);
        if !range.clone().any(named) {
            return;
        }
        if scope.depth > DEEPEST {
            return self.too_deep(&range);
        }
        let mut begins = true;
        let mut at = range.start;
        while at < range.end {
            let next = if begins { self.nested_item(at, range.end, scope) } else { None };
            let next = next.or_else(|| self.after_template(at)).unwrap_or(at + 1);
            begins = matches!(self.tokens.str(next - 1), "{" | "}" | ";");
            at = next;
        }
    }

    /// Takes the item at the beginning of a statement, when it is one that can hold functions.
    fn nested_item(&mut self, at: usize, end: usize, scope: &Scope) -> Option<usize> {
        const FIRST: &[&str] =
            &["#", "pub", "fn", "impl", "mod", "trait", "unsafe", "const", "async", "extern", "default", "cfg_if"];
        if !FIRST.contains(&self.tokens.str(at)) {
            return None;
        }
        let item = item_at(self.tokens, at, end);
        match item.kind {
            ItemKind::Function { .. } | ItemKind::Impl { .. } | ItemKind::Trait { .. } | ItemKind::Module { .. } => {}
            ItemKind::Macro { .. } if self.tokens.is_word(item.tokens.start, "cfg_if") => {}
            _ => return None,
        }
        self.item(&item, scope);
        Some(item.tokens.end)
    }

    /// The token after the macro invocation whose `!` stands at `at`, when its arguments are a template.
    fn after_template(&self, at: usize) -> Option<usize> {
        let template = at > 0 && self.tokens.is_punct(at, b'!') && TEMPLATES.contains(&self.tokens.str(at - 1));
        let open = at + 1 + usize::from(self.tokens.is_name(at + 1));
        template.then(|| self.tokens.any_group(open)).flatten().map(|close| close + 1)
    }
}

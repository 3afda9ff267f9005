//! What one file holds of what is asked for.

use std::collections::BTreeSet;

use super::hollow::hollow;
use super::{Asked, Lookup};
use model::{
    Delivered, DeliveredFunction, FillPlace, FunctionFacts, FunctionHead, Gap, Linkage, NamedPlace, SourceText, Span,
    VariantFacts,
};
use syntax::{Opened, language_of};

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) functions: Vec<DeliveredFunction>,
    pub(super) fills: Vec<FillPlace>,
    members: Vec<NamedPlace>,
    types: Vec<NamedPlace>,
    derived: Vec<NamedPlace>,
    symbols: Vec<NamedPlace>,
    mentioned: BTreeSet<String>,
    neighbours: Vec<NamedPlace>,
    gaps: Vec<Gap>,
}

impl Part {
    /// Reads `source`; `None` for a language that is not read.
    pub(super) fn of(source: &SourceText, asked: &Asked, lookup: &Lookup) -> Option<Self> {
        let language = language_of(&source.path)?;
        let opened = language.open(source);
        let fills = fills(source, opened.as_ref(), asked);
        let filling: BTreeSet<&str> = fills.iter().map(|fill| plain(&fill.function)).collect();
        let wanted = |head: &FunctionHead| asked.functions.contains(&head.name) || filling.contains(head.name.as_str());
        let (facts, unread) = lookup.engine.read(opened.as_ref(), &|head, _| wanted(head));
        let in_tests = lookup.grounds.is_test(&source.path);
        let place = |name: &str, of: &str, span: Span| NamedPlace {
            name: name.to_owned(),
            of: of.to_owned(),
            path: source.path.clone(),
            line: source.line(span.start),
        };
        let types = language.types(source);
        let symbols = if asked.symbols.is_empty() { Vec::new() } else { language.symbols(source) };
        let symbols = symbols.into_iter().filter(|symbol| asked.symbols.contains(&symbol.name));
        let members = language.members(source).into_iter().filter(|member| asked.slots.contains(&member.name));
        let neighbours = opened.heads().iter().filter(|head| !head.is_test && !wanted(head));
        Some(Self {
            functions: facts.iter().map(|facts| function(facts, source, in_tests)).collect(),
            members: members.map(|member| place(&member.name, &member.holders.join(" / "), member.span)).collect(),
            neighbours: neighbours
                .map(|head| place(&head.name, &head.qualified, head.name_span))
                .chain(types.iter().map(|defined| place(&defined.name, defined.kind, defined.span)))
                .collect(),
            types: types
                .iter()
                .filter(|defined| asked.types.contains(&defined.name))
                .map(|defined| place(&defined.name, defined.kind, defined.span))
                .collect(),
            derived: types
                .iter()
                .filter(|defined| asked.types.contains(&defined.name))
                .flat_map(|defined| {
                    derived(source, defined.span).map(|method| place(method, &defined.name, defined.span))
                })
                .collect(),
            symbols: symbols
                .flat_map(|symbol| {
                    let holders = if symbol.holders.is_empty() { vec![String::new()] } else { symbol.holders };
                    holders.into_iter().map(move |holder| place(&symbol.name, &holder, symbol.span))
                })
                .collect(),
            mentioned: asked.symbols.iter().filter(|name| holds_word(source.as_str(), name)).cloned().collect(),
            gaps: unread.iter().map(|unread| gap(source, unread)).collect(),
            fills,
        })
    }

    /// Puts all of it into `delivered`.
    pub(super) fn into_delivered(self, delivered: &mut Delivered) {
        delivered.functions.extend(self.functions);
        delivered.fills.extend(self.fills);
        delivered.members.extend(self.members);
        delivered.types.extend(self.types);
        delivered.derived.extend(self.derived);
        delivered.symbols.extend(self.symbols);
        delivered.mentioned.extend(self.mentioned);
        delivered.neighbours.extend(self.neighbours);
        delivered.gaps.extend(self.gaps);
    }
}

/// The methods that the attributes in front of a type have the compiler write.
fn derived(source: &SourceText, name: Span) -> impl Iterator<Item = &'static str> {
    const DERIVABLE: &[(&str, &str)] = &[
        ("Default", "default"),
        ("Clone", "clone"),
        ("PartialEq", "eq"),
        ("PartialEq", "ne"),
        ("PartialOrd", "partial_cmp"),
        ("Ord", "cmp"),
        ("Hash", "hash"),
        ("Debug", "fmt"),
    ];
    let before = &source.as_str()[..name.start];
    let own = &before[before.rfind(['}', ';']).map_or(0, |at| at + 1)..];
    let lists: Vec<&str> = own.split("derive(").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let named = move |wanted: &str| {
        lists.iter().flat_map(|list| list.split(',')).any(|path| path.trim().rsplit("::").next() == Some(wanted))
    };
    DERIVABLE.iter().filter(move |(of, _)| named(of)).map(|(_, method)| *method)
}

fn gap(source: &SourceText, unread: &model::UnreadText) -> Gap {
    Gap {
        path: source.path.clone(),
        span: Some(source.region(unread.span)),
        reason: unread.reason.clone(),
        changed: false,
    }
}

fn fills(source: &SourceText, opened: &dyn Opened, asked: &Asked) -> Vec<FillPlace> {
    let filled = opened.slots(&|_| true).into_iter().filter(|fill| asked.slots.contains(&fill.slot));
    filled
        .map(|fill| FillPlace {
            path: source.path.clone(),
            line: source.line(fill.span.start),
            slot: fill.slot,
            holder: fill.holder,
            function: fill.function,
        })
        .collect()
}

fn function(facts: &FunctionFacts, source: &SourceText, in_tests: bool) -> DeliveredFunction {
    let head = &facts.head;
    let takes_self = head.params.first().is_some_and(|param| param.type_text == "Self" || param.name == "self");
    DeliveredFunction {
        name: head.name.clone(),
        qualified: head.qualified.clone(),
        path: source.path.clone(),
        line: source.line(head.span.start),
        end_line: source.line(head.span.end.saturating_sub(1)),
        arity: head.params.iter().filter(|param| !is_no_parameter(&param.type_text, &param.name)).count(),
        takes_self,
        variadic: source.slice(Span::new(head.span.start, head.body.start)).contains("..."),
        never: head.conditions.iter().find(|condition| never_holds(condition)).map(|condition| condition.text.clone()),
        visible: head.linkage != Linkage::Internal,
        finding: None,
        hollow: hollow(facts, source),
        forwards_to: forwards_to(facts),
        for_tests: in_tests || head.is_test,
        token_hash: head.token_hash,
        touched: true,
        excluded: !facts.exclusions.is_empty(),
    }
}

fn is_no_parameter(type_text: &str, name: &str) -> bool {
    (type_text == "void" && name.is_empty()) || type_text == "..." || name == "..."
}

/// `#if 0`, `cfg(any())`: conditions that no configuration fulfils.
fn never_holds(condition: &model::Condition) -> bool {
    let never = matches!(condition.text.as_str(), "0" | "false" | "FALSE" | "any()");
    let always = matches!(condition.text.as_str(), "1" | "true" | "TRUE" | "all()");
    if condition.negated { always } else { never }
}

/// The function that it calls and whose result it returns, where it does nothing else under any condition.
fn forwards_to(facts: &FunctionFacts) -> Option<String> {
    let (first, others) = facts.variants.split_first()?;
    let name = first.tail_call.as_ref()?.name.as_str();
    let same = |variant: &VariantFacts| variant.tail_call.as_ref().is_some_and(|call| call.name == name);
    (name != facts.head.name && others.iter().all(same)).then(|| name.to_owned())
}

/// Whether `name` stands in `text` as a word of its own.
fn holds_word(text: &str, name: &str) -> bool {
    let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    text.match_indices(name)
        .any(|(at, _)| !joins(text[..at].chars().next_back()) && !joins(text[at + name.len()..].chars().next()))
}

/// The last part of a path of names.
pub(super) fn plain(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}

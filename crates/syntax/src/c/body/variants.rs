//! Which conditional arms inside a body go together: one selection after the other, until every arm was in one.

use crate::c::conditionals::{Assumptions, Group, Truth};
use crate::c::directives::DirectiveKind;
use crate::c::scan::{Directive, Scan};
use crate::c::tokens::{Kind, Token};
use model::Condition;
use std::collections::BTreeSet;

/// At most this many selections are looked at for one body.
const MOST_VARIANTS: usize = 4;

/// A body under one selection of its arms.
pub(super) struct Selection {
    /// The selected arms that depend on the configuration.
    pub(super) conditions: Vec<Condition>,
    /// The tokens that are left, directives left out.
    pub(super) tokens: Vec<Token>,
}

/// The selections of the body whose tokens are `tokens`, for a function that stands in the arms `outside`.
pub(super) fn selections(scan: &Scan, tokens: &[Token], outside: &[Condition]) -> Vec<Selection> {
    if tokens.iter().all(|token| token.kind != Kind::Directive) {
        let tokens = tokens.iter().copied().filter(|token| !is_open_quote(*token)).collect();
        return vec![Selection { conditions: Vec::new(), tokens }];
    }
    let mut covered = BTreeSet::new();
    let mut found: Vec<Selection> = Vec::new();
    loop {
        let before = covered.len();
        let selection = Walk::new(scan, outside, &mut covered).select(tokens);
        let news = found.is_empty() || covered.len() > before;
        if news {
            found.push(selection);
        }
        if !news || found.len() == MOST_VARIANTS || is_covered(&scan.groups, &covered) {
            return found;
        }
    }
}

/// Whether every way through the groups that were met was taken.
fn is_covered(groups: &[Group], covered: &BTreeSet<(usize, usize)>) -> bool {
    covered.iter().all(|&(group, _)| {
        let open = |way: &usize| groups[group].arms.get(*way).is_none_or(|arm| arm.truth != Truth::Never);
        (0..groups[group].ways()).filter(open).all(|way| covered.contains(&(group, way)))
    })
}

/// One walk through a body's tokens.
struct Walk<'s, 't> {
    scan: &'s Scan<'t>,
    assumptions: Assumptions,
    covered: &'s mut BTreeSet<(usize, usize)>,
    /// For each group that is open: the chosen way and the arm that the walk is in.
    open: Vec<(usize, usize)>,
    conditions: Vec<Condition>,
}

impl<'s, 't> Walk<'s, 't> {
    fn new(scan: &'s Scan<'t>, outside: &[Condition], covered: &'s mut BTreeSet<(usize, usize)>) -> Self {
        let mut assumptions = Assumptions::new();
        for condition in outside {
            assumptions.take_as(condition);
        }
        Self { scan, assumptions, covered, open: Vec::new(), conditions: Vec::new() }
    }

    fn select(mut self, tokens: &[Token]) -> Selection {
        let first = tokens.first().map_or(0, |token| self.scan.directive_from(token.start as usize));
        let mut directives = self.scan.directives[first..].iter();
        let mut kept = Vec::with_capacity(tokens.len());
        for &token in tokens {
            if token.kind == Kind::Directive {
                directives.next().into_iter().for_each(|directive| self.directive(directive));
            } else if self.is_selected() && !is_open_quote(token) {
                kept.push(token);
            }
        }
        Selection { conditions: self.conditions, tokens: kept }
    }

    fn is_selected(&self) -> bool {
        self.open.iter().all(|(way, arm)| way == arm)
    }

    fn directive(&mut self, directive: &Directive) {
        match directive.kind {
            DirectiveKind::If => self.enter(directive.group),
            DirectiveKind::Elif | DirectiveKind::Else => match self.open.last_mut() {
                Some(open) => open.1 = directive.arm,
                // The body began in an arm before this one: what stands in the others is none of it.
                None => self.open.push((usize::MAX, directive.arm)),
            },
            DirectiveKind::Endif => drop(self.open.pop()),
            DirectiveKind::Define | DirectiveKind::Other => {}
        }
    }

    fn enter(&mut self, group: usize) {
        if !self.is_selected() {
            return self.open.push((usize::MAX, 0));
        }
        let covered = &*self.covered;
        let way = self.assumptions.choose(&self.scan.groups[group], |way| !covered.contains(&(group, way)));
        self.covered.insert((group, way));
        self.conditions.extend(self.scan.groups[group].condition(way));
        self.open.push((way, 0));
    }
}

/// A quote that is not closed on its line: the parser is better off without it.
fn is_open_quote(token: Token) -> bool {
    matches!(token.kind, Kind::Text | Kind::Char) && token.span().len() == 1
}

//! Slots that functions are put into, found in a file's tokens: initializers, assignments, registrations.

mod context;
mod members;

use std::collections::HashSet;

use super::scan::Scan;
use super::tokens::{Kind, Token};
use crate::c::keywords::{is_control, is_declaration_word, is_operator};
use context::{Bracket, Context};
use members::Members;
use model::{SlotFill, SlotKind, Span};

/// The slots of a file that are filled with a function whose name passes `of`, in order of their place.
pub(super) fn slots(scan: &Scan, of: &dyn Fn(&str) -> bool) -> Vec<SlotFill> {
    // Most files put none of the functions that are asked for anywhere: brackets are followed only where one is.
    let asked = asked_values(scan, of);
    let Some(&last) = asked.last() else { return Vec::new() };
    let tokens: Vec<Token> = scan.tokens.iter().copied().filter(|token| token.kind != Kind::Directive).collect();
    let mut finder = Finder { scan, tokens: &tokens, members: None, context: Context::default() };
    let mut asked = asked.into_iter().peekable();
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate().take_while(|(_, token)| token.start <= last) {
        finder.context.step(scan, &tokens, index);
        if asked.next_if_eq(&token.start).is_some() {
            found.extend(finder.fill(index));
        }
    }
    found
}

/// Where the names begin that stand by themselves and pass `of`.
fn asked_values(scan: &Scan, of: &dyn Fn(&str) -> bool) -> Vec<u32> {
    let values = scan.landmarks.values().map(|at| scan.tokens[at]);
    let is_asked = |name: &str| of(name) && !is_reserved(name);
    values.filter(|word| is_asked(scan.text_of(*word))).map(|word| word.start).collect()
}

/// Hands every name to `each` that stands where a slot's value can.
pub(super) fn values(scan: &Scan, each: &mut dyn FnMut(&str)) {
    scan.landmarks.values().for_each(|at| each(scan.text_of(scan.tokens[at])));
}

/// The names that are declared or used otherwise than as a value by themselves, a call, a prototype or a member.
pub(super) fn variables<'t>(scan: &Scan<'t>) -> HashSet<&'t str> {
    let mut values = scan.landmarks.values().peekable();
    let mut variables = HashSet::new();
    for_each_word(scan, |at, before, next| {
        let is_value = values.next_if_eq(&at).is_some();
        let is_member = || matches!(scan.text_of(before), "." | "->");
        if !(is_value || next.is(b'(') || is_member()) {
            variables.insert(scan.text_of(scan.tokens[at]));
        }
    });
    variables
}

/// Calls `meet` for the index of each word but the first and the last token, with the tokens around it; directives are left
/// out.
fn for_each_word(scan: &Scan, mut meet: impl FnMut(usize, Token, Token)) {
    let is_code = |token: &&Token| token.kind != Kind::Directive;
    for (at, _) in scan.tokens.iter().enumerate().filter(|(_, token)| token.is_word()) {
        let before = scan.tokens[..at].iter().rfind(is_code);
        let next = scan.tokens[at + 1..].iter().find(is_code);
        if let (Some(&before), Some(&next)) = (before, next) {
            meet(at, before, next);
        }
    }
}

struct Finder<'s, 't> {
    scan: &'s Scan<'t>,
    tokens: &'s [Token],
    /// The members of the file's structures, read when first asked for.
    members: Option<Members<'t>>,
    context: Context,
}

/// What a name stands after, with `&` and casts passed over.
enum After {
    /// `.read =`
    Assignment(usize),
    /// `read:`
    Colon(usize),
    /// `(`, `,`, `{`
    Bracket,
}

impl<'t> Finder<'_, 't> {
    fn text(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| self.scan.text_of(*token))
    }

    fn is(&self, index: usize, mark: u8) -> bool {
        self.tokens.get(index).is_some_and(|token| token.is(mark))
    }

    fn fill(&mut self, index: usize) -> Option<SlotFill> {
        let (slot, holder, kind) = match self.after(index)? {
            After::Assignment(equals) => self.assigned(equals)?,
            After::Colon(colon) => self.old_designator(colon)?,
            After::Bracket => self.in_bracket(index)?,
        };
        let Span { start, end } = self.tokens[index].span();
        Some(SlotFill { slot, holder, function: self.text(index).to_owned(), span: Span::new(start, end), kind })
    }

    /// What the value whose name is at `index` stands after.
    fn after(&self, index: usize) -> Option<After> {
        let mut at = index.checked_sub(1)?;
        if self.is(at, b'&') {
            at = at.checked_sub(1)?;
        }
        while self.is(at, b')') {
            at = self.cast_begin(at)?;
        }
        match self.tokens[at].mark() {
            b'=' => Some(After::Assignment(at)),
            b':' => Some(After::Colon(at)),
            b',' | b'{' | b'(' => Some(After::Bracket),
            _ => None,
        }
    }

    /// The place before the cast that ends at `close`; `None` where that is no cast.
    fn cast_begin(&self, close: usize) -> Option<usize> {
        let open = self.matching_open(close)?;
        let before = open.checked_sub(1)?;
        (!self.tokens[before].is_word() && open + 1 < close).then_some(before)
    }

    fn matching_open(&self, close: usize) -> Option<usize> {
        let mut depth = 0usize;
        for at in (0..=close).rev().take(200) {
            match self.tokens[at].mark() {
                b')' | b']' => depth += 1,
                b'(' | b'[' if depth == 1 => return Some(at),
                b'(' | b'[' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        None
    }

    /// `place =`: a designator inside of an initializer, else an assignment.
    fn assigned(&self, equals: usize) -> Option<(String, String, SlotKind)> {
        let last = equals.checked_sub(1)?;
        let initializer = self.context.initializer();
        if self.is(last, b']') {
            let open = self.matching_open(last)?;
            let slot = self.scan.text[self.tokens[open].span().start..self.tokens[last].span().end].to_owned();
            return match initializer {
                Some(found) if !self.tokens[open.checked_sub(1)?].is_word() => {
                    Some((slot, self.holder(found), SlotKind::Designated))
                }
                _ => Some((slot, self.place_text(open.checked_sub(1)?), SlotKind::Assigned)),
            };
        }
        let slot = self.tokens[last].is_word().then(|| self.text(last).to_owned())?;
        match (self.text(last.checked_sub(1)?), initializer) {
            (".", Some(found)) => Some((slot, self.holder(found), SlotKind::Designated)),
            ("." | "->", None) => Some((slot, self.place_text(last.checked_sub(2)?), SlotKind::Assigned)),
            (_, None) => Some((slot, String::new(), SlotKind::Assigned)),
            _ => None,
        }
    }

    /// The text of the place whose last token is at `last`: `ops`, `self->ops`.
    fn place_text(&self, last: usize) -> String {
        let mut first = last;
        while let Some(before) = first.checked_sub(2)
            && matches!(self.text(first - 1), "." | "->")
            && self.tokens[before].is_word()
        {
            first = before;
        }
        self.scan.text[self.tokens[first].span().start..self.tokens[last].span().end].to_owned()
    }

    /// GNU's old `read: f`.
    fn old_designator(&self, colon: usize) -> Option<(String, String, SlotKind)> {
        let found = self.context.initializer()?;
        let name = colon.checked_sub(1).filter(|&name| self.tokens[name].is_word())?;
        let begins = matches!(self.tokens[name.checked_sub(1)?].mark(), b'{' | b',');
        begins.then(|| (self.text(name).to_owned(), self.holder(found), SlotKind::Designated))
    }

    fn in_bracket(&mut self, index: usize) -> Option<(String, String, SlotKind)> {
        match self.context.innermost()? {
            Bracket { open, initializer: true, .. } => self.positional(open),
            Bracket { open, mark: b'(', .. } => self.registered(open, index),
            _ => None,
        }
    }

    /// A member of an initializer that is told by its position.
    fn positional(&mut self, open: usize) -> Option<(String, String, SlotKind)> {
        let found = self.context.initializer()?;
        let holder = self.holder(found);
        let position = self.context.innermost()?.commas;
        let (scan, tokens) = (self.scan, self.tokens);
        let members = self.members.get_or_insert_with(|| Members::of(scan, tokens));
        let declared = context::declared_type(scan, tokens, found);
        let depth = self.context.depth_in(found);
        let direct = declared.filter(|declared| declared.arrays + 1 == depth && open >= found);
        let named = direct.and_then(|declared| members.name(&declared, position));
        let slot = named.map_or_else(|| format!("[{position}]"), str::to_owned);
        Some((slot, holder, SlotKind::Positional))
    }

    /// The variable that the initializer opening at `open` belongs to.
    fn holder(&self, open: usize) -> String {
        context::variable(self.scan, self.tokens, open)
    }

    /// An argument of a call.
    fn registered(&self, open: usize, index: usize) -> Option<(String, String, SlotKind)> {
        let callee = open.checked_sub(1).filter(|&callee| self.tokens[callee].is_word())?;
        let name = self.text(callee);
        let is_call = !is_reserved(name) && !name.starts_with("EXPORT_");
        let defines = self.is(self.close_of(open)? + 1, b'{');
        let declares = callee > 0 && self.tokens[callee - 1].is_word() && !is_control(self.text(callee - 1));
        let (slot, holder) = (name.to_owned(), String::new());
        (is_call && !defines && !declares && index > open).then_some((slot, holder, SlotKind::Registered))
    }

    fn close_of(&self, open: usize) -> Option<usize> {
        let mut depth = 0usize;
        for at in open..self.tokens.len() {
            match self.tokens[at].mark() {
                b'(' => depth += 1,
                b')' if depth == 1 => return Some(at),
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        None
    }
}

fn is_reserved(word: &str) -> bool {
    is_control(word) || is_declaration_word(word) || is_operator(word)
}

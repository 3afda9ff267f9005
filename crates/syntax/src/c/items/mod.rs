//! A file's tokens -> its top-level items: function definitions, and prototypes that stand in conditional arms.
//!
//! Braces are followed along one consistent choice of conditional arms; every other arm begins with the depth that
//! its `#if` had and is looked through for definitions, too.

mod arms;
mod braces;
mod recovery;
mod state;

use crate::c::conditionals::Assumptions;
use crate::c::elements::Head;
use crate::c::scan::Scan;
use crate::c::signature::{self, Signature};
use crate::c::tokens::Kind;
use model::UnreadText;
use state::{Frame, State};

/// A function definition. Numbers are indices of the scan's tokens.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    pub(super) name: usize,
    /// The first token of the signature.
    pub(super) first: usize,
    /// The first token of macros that stand by themselves before the signature.
    pub(super) leading: usize,
    /// The brace that opens the body.
    pub(super) open: usize,
    /// The brace that closes it.
    pub(super) close: Option<usize>,
    pub(super) is_test: bool,
    /// Whether a type stands before the name.
    pub(super) typed: bool,
    /// The tokens of the head.
    pub(super) head: Box<[usize]>,
    /// Where in the head declarations of parameters in the old style begin.
    pub(super) below: Option<usize>,
}

/// What a file's tokens were split into.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// In order of their place; they do not nest.
    pub(super) definitions: Vec<Definition>,
    /// The names of prototypes inside conditional arms, as indices of tokens.
    pub(super) prototypes: Vec<usize>,
    pub(super) unread: Vec<UnreadText>,
}

/// How often a file's items are taken up again after a body that never closes.
const MOST_RECOVERIES: usize = 100;

/// Why text is not read whose braces do not balance.
const UNBALANCED: &str = "braces that do not balance";

/// No head with parameters in the old style has more tokens; each `;` in it has all of it read again.
const MOST_HEAD: usize = 1000;

/// How often the end of parentheses with a `;` in them is searched for; each search may go through the whole file.
const MOST_SEARCHES: usize = 1000;

struct Splitter<'s, 't> {
    scan: &'s Scan<'t>,
    state: State,
    frames: Vec<Frame>,
    assumptions: Assumptions,
    /// How often the end of parentheses was searched for.
    searches: usize,
    /// Up to which token the parentheses that the walk is in are known to be closed.
    parens_until: usize,
    items: Items,
}

/// Splits the tokens of `scan` into items.
pub(super) fn split(scan: &Scan) -> Items {
    let mut splitter = Splitter {
        scan,
        state: State::new(),
        frames: Vec::new(),
        assumptions: Assumptions::new(),
        searches: 0,
        parens_until: 0,
        items: Items::default(),
    };
    let mut from = 0;
    for _ in 0..MOST_RECOVERIES {
        splitter.walk(from);
        match splitter.recover() {
            Some(next) => from = next,
            None => return splitter.finish(),
        }
    }
    splitter.note_rest(from);
    splitter.finish()
}

impl Splitter<'_, '_> {
    fn walk(&mut self, from: usize) {
        let Some(begin) = self.scan.tokens.get(from) else { return };
        let mut directives = self.scan.directives[self.scan.directive_from(begin.start as usize)..].iter();
        let mut turn = self.scan.landmarks.turns_from(from);
        let mut index = from;
        while let Some(token) = self.scan.tokens.get(index) {
            if token.kind == Kind::Directive {
                directives.next().into_iter().for_each(|directive| self.directive(directive));
            } else if self.state.braces > 0 {
                self.inside(index, token.mark());
            } else {
                self.at_top(index, token.mark());
            }
            index = if self.state.braces > 0 { self.next_turn(index, &mut turn) } else { index + 1 };
        }
    }

    /// The next brace or directive after the token `index`: inside of braces, nothing else counts. `turn` is the number of
    /// one that does not stand behind it.
    fn next_turn(&self, index: usize, turn: &mut usize) -> usize {
        let landmarks = &self.scan.landmarks;
        while landmarks.turn(*turn).is_some_and(|at| at <= index) {
            *turn += 1;
        }
        landmarks.turn(*turn).unwrap_or(self.scan.tokens.len())
    }

    fn inside(&mut self, index: usize, mark: u8) {
        match mark {
            b'{' => self.open_inside(index),
            b'}' => self.close(index),
            _ => {}
        }
    }

    fn at_top(&mut self, index: usize, mark: u8) {
        match mark {
            b'{' => self.open(index),
            b'}' => self.close_block(index),
            b';' => self.semicolon(index),
            _ => {
                self.state.parens = match mark {
                    b'(' => self.state.parens + 1,
                    b')' => self.state.parens.saturating_sub(1),
                    _ => self.state.parens,
                };
                self.push(index);
            }
        }
    }

    fn push(&mut self, index: usize) {
        for head in &mut self.state.heads {
            head.push(index);
        }
    }

    fn semicolon(&mut self, index: usize) {
        if self.state.parens > 0 && self.parens_end(index) {
            return self.push(index);
        }
        if self.state.parens > 0 {
            self.note_item(index, "parentheses that do not balance");
            return self.state.begin_item();
        }
        if self.frames.iter().any(|frame| !self.scan.groups[frame.group].is_guard) {
            self.prototype();
        }
        self.push(index);
        let head = Head { scan: self.scan, tokens: &self.state.heads[0] };
        let below = match self.state.below {
            Some(below) if head.tokens.len() < below + 200 && declares_params(&head, below) => Some(below),
            _ if head.tokens.len() > MOST_HEAD => None,
            _ => signature::old_style(&head),
        };
        if below.is_none() && self.state.below.is_some() && self.state.heads[0].len() > MOST_HEAD {
            self.note_item(index, "more parameters in the old style than any function has");
        }
        self.state.below = below;
        if self.state.below.is_none() {
            self.state.begin_item();
        }
    }

    /// Whether the parentheses around the `;` at `index`, a macro's with statements in them, are closed before another
    /// item begins.
    fn parens_end(&mut self, index: usize) -> bool {
        if index < self.parens_until {
            return true;
        }
        let mut depth = self.state.parens;
        if self.searches == MOST_SEARCHES {
            return false;
        }
        self.searches += 1;
        for at in index..self.scan.tokens.len() {
            let token = self.scan.tokens[at];
            match token.mark() {
                b'(' => depth += 1,
                b')' if depth == 1 => {
                    self.parens_until = at;
                    return true;
                }
                b')' => depth -= 1,
                mark if (mark == b'{' || token.is_word()) && self.begins_line(at) => return false,
                _ => {}
            }
        }
        false
    }

    fn prototype(&mut self) {
        let tokens = &self.state.heads[0];
        let Some(signature) = signature::read(&Head { scan: self.scan, tokens }, None) else { return };
        let name = tokens[signature.name];
        let offset = self.scan.tokens[name].start as usize;
        if signature.typed && !self.scan.conditions_at(offset).is_empty() {
            self.items.prototypes.push(name);
        }
    }

    fn begins_line(&self, index: usize) -> bool {
        let start = self.scan.tokens[index].start as usize;
        start == 0 || self.scan.text.as_bytes()[start - 1] == b'\n'
    }

    fn note(&mut self, index: usize, reason: &str) {
        let span = self.scan.tokens[index].span();
        self.items.unread.push(UnreadText { span, reason: reason.to_owned() });
    }

    /// Notes everything from the item's begin to the token at `last`.
    fn note_item(&mut self, last: usize, reason: &str) {
        let first = self.state.heads[0].first().copied().unwrap_or(last);
        let span = self.scan.tokens[first].span().cover(self.scan.tokens[last].span());
        self.items.unread.push(UnreadText { span, reason: reason.to_owned() });
    }

    /// Notes everything from the token `from` on.
    fn note_rest(&mut self, from: usize) {
        if let (Some(first), Some(last)) = (self.scan.tokens.get(from), self.scan.tokens.last()) {
            let span = first.span().cover(last.span());
            self.items.unread.push(UnreadText { span, reason: UNBALANCED.to_owned() });
        }
    }

    /// The brace that closes the one at `open`, conditional arms left out of account; the last token where none does.
    fn closing(&self, open: usize) -> usize {
        let mut depth = 0usize;
        let closes = |index: &usize| {
            match self.scan.tokens[*index].mark() {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            depth == 0
        };
        (open..self.scan.tokens.len()).find(closes).unwrap_or(self.scan.tokens.len() - 1)
    }

    fn finish(self) -> Items {
        let mut items = self.items;
        items.definitions.retain(|definition| definition.close.is_some());
        items.definitions.sort_by_key(|definition| (definition.name, definition.open));
        let mut kept: Vec<Definition> = Vec::with_capacity(items.definitions.len());
        for definition in items.definitions {
            if kept.last().is_none_or(|last| stands_apart(self.scan, last, &definition)) {
                kept.push(definition);
            }
        }
        items.definitions = kept;
        items
    }
}

/// Whether `next` begins after `last`, or shares its body under another name.
fn stands_apart(scan: &Scan, last: &Definition, next: &Definition) -> bool {
    let name = |definition: &Definition| scan.text_of(scan.tokens[definition.name]);
    last.close < Some(next.first) || (last.close == next.close && name(last) != name(next))
}

/// Whether the last statement of `head` from `below` on can declare parameters in the old style.
fn declares_params(head: &Head, below: usize) -> bool {
    let last = head.tokens.len() - 1;
    let start = (below..last).rev().find(|&place| head.token(place).is(b';')).map_or(below, |at| at + 1);
    let plain = |place: usize| !matches!(head.token(place).mark(), b'=' | b'(');
    start + 1 < last && (start..last).all(plain)
}

/// The definition with the head `tokens` whose body opens at `open`. Where `below` is given and a `;` stands before
/// the body, parameters are declared in the old style from there on.
fn definition(scan: &Scan, tokens: &[usize], below: Option<usize>, open: usize) -> Option<Definition> {
    let ends_with = |mark: u8| tokens.last().is_some_and(|&index| scan.tokens[index].is(mark));
    let below = below.filter(|_| ends_with(b';'));
    let after = tokens.iter().rposition(|&index| scan.tokens[index].is(b';')).map_or(0, |at| at + 1);
    let tokens = if below.is_some() { tokens } else { &tokens[after..] };
    let signature = signature::read(&Head { scan, tokens }, below)?;
    let [name, first, leading] = [signature.name, signature.first, signature.leading].map(|place| tokens[place]);
    let Signature { is_test, typed, .. } = signature;
    Some(Definition { name, first, leading, open, close: None, is_test, typed, head: tokens.into(), below })
}

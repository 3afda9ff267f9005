//! One pass over a file: its tokens, comments and conditional groups. Text that is never compiled (`#if 0`) is left out.

use std::cell::Cell;

use super::conditionals::{Group, Truth};
use super::directives::{DirectiveKind, define_of, kind_of};
use super::landmarks::Landmarks;
use super::tokens::{Kind, Lexer, Token};
use model::{Condition, Span, UnreadText};

/// A directive and its part in the conditional groups.
#[derive(Debug, Clone, Copy)]
pub(super) struct Directive {
    pub(super) kind: DirectiveKind,
    pub(super) span: Span,
    /// The index of the group, for those that make one up.
    pub(super) group: usize,
    /// The arm that begins here; for `#endif` the number of arms.
    pub(super) arm: usize,
}

/// An arm of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) group: usize,
    pub(super) arm: usize,
}

thread_local! {
    /// Room for the tokens of the next file: they are most of what a scan holds, and the room is as good as new.
    static SPARE: Cell<(Vec<Token>, Landmarks)> = const { Cell::new((Vec::new(), Landmarks::new())) };
}

/// The parts of a file.
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    /// All tokens but comments, directives included.
    pub(super) tokens: Vec<Token>,
    /// Which of the tokens are asked for again.
    pub(super) landmarks: Landmarks,
    /// All comments outside of directives.
    pub(super) comments: Vec<Span>,
    /// The directives in order, one for each [`Kind::Directive`] token.
    pub(super) directives: Vec<Directive>,
    /// The conditional groups, numbered in the order in which they begin.
    pub(super) groups: Vec<Group>,
    /// Which arm text stands in from an offset on, by the directives that change it.
    arms_from: Vec<(usize, Option<Place>)>,
    /// What is not closed or has no begin.
    pub(super) unread: Vec<UnreadText>,
}

impl<'t> Scan<'t> {
    /// Scans `text`.
    pub(super) fn of(text: &'t str) -> Self {
        let (tokens, landmarks) = SPARE.take();
        let mut scan = Scan {
            text,
            tokens,
            landmarks,
            comments: Vec::new(),
            directives: Vec::new(),
            groups: Vec::new(),
            arms_from: Vec::new(),
            unread: Vec::new(),
        };
        if u32::try_from(text.len()).is_ok() {
            scan.run();
        } else {
            scan.note(Span::new(0, text.len()), "a file of more than four gigabytes");
        }
        scan
    }

    fn run(&mut self) {
        let mut lexer = Lexer::new(self.text);
        let mut open: Vec<(usize, Span)> = Vec::new();
        while let Some(token) = lexer.next() {
            match token.kind {
                Kind::Comment => self.comments.push(token.span()),
                Kind::Directive => {
                    self.push(token);
                    if self.directive(token.span(), &mut open) == Truth::Never {
                        lexer.skip_arm();
                    }
                }
                _ => self.push(token),
            }
        }
        self.unread.append(&mut lexer.unread);
        for (_, span) in open {
            self.note(span, "an #if without its #endif");
        }
    }

    #[inline(always)]
    fn push(&mut self, token: Token) {
        self.landmarks.note(&self.tokens, token);
        self.tokens.push(token);
    }

    /// Files a directive. Returns what is known of the arm that begins with it.
    fn directive(&mut self, span: Span, open: &mut Vec<(usize, Span)>) -> Truth {
        let kind = kind_of(self.text, span);
        let mut entry = Directive { kind, span, group: usize::MAX, arm: 0 };
        let mut truth = Truth::Open;
        match (kind, open.last()) {
            (DirectiveKind::If, _) => {
                open.push((self.groups.len(), span));
                entry.group = self.groups.len();
                self.groups.push(Group { parent: self.place_at(span.start), ..Group::default() });
                truth = self.groups[entry.group].begin_arm(self.text, span, kind, entry.group);
            }
            (DirectiveKind::Elif | DirectiveKind::Else, Some(&(group, _))) => {
                entry = Directive { group, arm: self.groups[group].arms.len(), ..entry };
                truth = self.groups[group].begin_arm(self.text, span, kind, group);
            }
            (DirectiveKind::Endif, Some(&(group, _))) => {
                open.pop();
                entry = Directive { group, arm: self.groups[group].arms.len(), ..entry };
            }
            (DirectiveKind::Elif | DirectiveKind::Else | DirectiveKind::Endif, None) => self.stray(&mut entry),
            (DirectiveKind::Define, _) => self.include_guard(span),
            (DirectiveKind::Other, _) => {}
        }
        self.directives.push(entry);
        self.enter(entry);
        truth
    }

    fn enter(&mut self, entry: Directive) {
        let place = match entry.kind {
            DirectiveKind::If | DirectiveKind::Elif | DirectiveKind::Else => {
                Some(Place { group: entry.group, arm: entry.arm })
            }
            DirectiveKind::Endif => self.groups[entry.group].parent,
            DirectiveKind::Define | DirectiveKind::Other => return,
        };
        self.arms_from.push((entry.span.start, place));
    }

    /// The innermost arm that the byte at `offset` stands in.
    fn place_at(&self, offset: usize) -> Option<Place> {
        let after = self.arms_from.partition_point(|(from, _)| *from <= offset);
        self.arms_from[..after].last().and_then(|(_, place)| *place)
    }

    /// The conditional arms that the byte at `offset` stands in, outermost first.
    pub(super) fn conditions_at(&self, offset: usize) -> Vec<Condition> {
        let innermost = self.place_at(offset);
        let places = std::iter::successors(innermost, |place| self.groups[place.group].parent);
        let mut conditions: Vec<_> = places.filter_map(|place| self.groups[place.group].condition(place.arm)).collect();
        conditions.reverse();
        conditions
    }

    fn stray(&mut self, entry: &mut Directive) {
        entry.kind = DirectiveKind::Other;
        self.note(entry.span, "a conditional directive without its #if");
    }

    /// A `#define X` with nothing to it directly after an `#ifndef X` that begins the file.
    fn include_guard(&mut self, define: Span) {
        let begins = self.tokens.len() == 2 && self.groups.len() == 1;
        let Some(defined) = begins.then(|| define_of(self.text, define)).flatten() else { return };
        let guard = &mut self.groups[0];
        let tests = &guard.arms[0].condition;
        guard.is_guard = defined.rest.is_empty() && tests.negated && tests.text == format!("defined({})", defined.name);
    }

    fn note(&mut self, span: Span, reason: &str) {
        self.unread.push(UnreadText { span, reason: reason.to_owned() });
    }

    /// The text of `token`.
    pub(super) fn text_of(&self, token: Token) -> &'t str {
        &self.text[token.start as usize..token.end as usize]
    }

    /// The first of [`Scan::directives`] at or after the byte `offset`, as an index.
    pub(super) fn directive_from(&self, offset: usize) -> usize {
        self.directives.partition_point(|directive| directive.span.start < offset)
    }
}

impl Drop for Scan<'_> {
    fn drop(&mut self) {
        let (mut tokens, mut landmarks) = (std::mem::take(&mut self.tokens), std::mem::take(&mut self.landmarks));
        tokens.clear();
        landmarks.clear();
        // A thread that ends has no use for it.
        let _ = SPARE.try_with(|spare| spare.set((tokens, landmarks)));
    }
}

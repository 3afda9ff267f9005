//! Tokens -> items: where each item begins and ends and what it is, without parsing what is inside.
//!
//! Items are told apart by their keywords and brackets alone, so a broken one costs only itself, and the bodies of
//! functions that no one asked for cost next to nothing.

use std::ops::Range;

use super::attributes::Attribute;
use super::tokens::Tokens;

/// An item as it stands in the text. All ranges are of tokens.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) attributes: Vec<Attribute>,
    /// From the first token after the attributes to one past the last.
    pub(super) tokens: Range<usize>,
    /// The visibility; empty where none is written.
    pub(super) visibility: Range<usize>,
    pub(super) kind: ItemKind,
}

/// What an item is.
#[derive(Debug, Clone)]
pub(super) enum ItemKind {
    /// A function with a body.
    Function {
        name: usize,
        body: Range<usize>,
    },
    /// `impl`, with what stands between the keyword and the body.
    Impl {
        header: Range<usize>,
        body: Range<usize>,
    },
    Trait {
        name: usize,
        body: Range<usize>,
    },
    Module {
        name: usize,
        body: Range<usize>,
    },
    /// `extern "C" { .. }`
    Foreign {
        body: Range<usize>,
    },
    /// `path! { .. }`, with what is between its brackets.
    Macro {
        path: Range<usize>,
        body: Range<usize>,
    },
    Use,
    /// An item that names something and has no functions of its own: `mod f;`, a foreign `fn f();`, a constant, a type.
    Named {
        name: usize,
    },
    /// An item that names nothing: `extern crate x;`, a stray `;`.
    Other,
    /// Tokens that are no item, and why.
    Junk(&'static str),
}

/// Words that may stand before `fn`, `impl`, `trait`, `mod`, `extern`.
const MODIFIERS: &[&str] = &["const", "async", "unsafe", "safe", "default", "auto", "gen", "extern", "crate"];

const NO_ITEM: &str = "expected an item";
const UNCLOSED: &str = "its closing brace is missing";
const UNENDED: &str = "its semicolon is missing";

/// Reads the item that begins at `at`; at least one token is taken.
pub(super) fn item_at(tokens: &Tokens, at: usize, end: usize) -> Item {
    let (attributes, start) = Attribute::read_all(tokens, at, false);
    let mut scan = Scan { tokens, start, end, visibility: start..start };
    let keyword = scan.keyword();
    let (kind, after) = scan.item(keyword);
    let after = after.clamp((at + 1).max(start), end.max(at + 1));
    Item { attributes, tokens: start..after, visibility: scan.visibility, kind }
}

struct Scan<'t, 'a> {
    tokens: &'t Tokens<'a>,
    start: usize,
    end: usize,
    visibility: Range<usize>,
}

impl Scan<'_, '_> {
    /// The place of the word that says what the item is, after visibility and modifiers.
    fn keyword(&mut self) -> usize {
        let mut at = self.start;
        if self.tokens.is_word(at, "pub") {
            at = if self.tokens.group(at + 1, b'(').is_some() { self.tokens.next(at + 1) } else { at + 1 };
            self.visibility = self.start..at;
        }
        while self.is_modifier(at) {
            at += 1 + usize::from(self.tokens.is_word(at, "extern") && self.is_abi(at + 1));
        }
        at
    }

    /// Whether the word at `at` only qualifies the keyword that follows.
    fn is_modifier(&self, at: usize) -> bool {
        if !self.tokens.is_name(at) || !MODIFIERS.contains(&self.tokens.str(at)) {
            return false;
        }
        let next = self.tokens.str(at + 1);
        match self.tokens.str(at) {
            "const" => matches!(next, "fn" | "unsafe" | "async" | "extern" | "gen" | "impl" | "trait" | "auto"),
            "extern" => next == "fn" || self.is_abi(at + 1) && self.tokens.str(at + 2) == "fn",
            "crate" => false,
            "default" | "auto" | "safe" | "gen" => self.tokens.is_name(at + 1),
            _ => true,
        }
    }

    fn is_abi(&self, at: usize) -> bool {
        self.tokens.str(at).ends_with(['"', '#'])
    }

    fn item(&self, at: usize) -> (ItemKind, usize) {
        if at >= self.end || !self.tokens.is_name(at) && !self.tokens.is_path_separator(at) {
            return self.no_keyword(at);
        }
        match self.tokens.str(at) {
            "fn" => self.function(at),
            "impl" => self.implementation(at),
            "trait" => self.with_block(at, |name, body| ItemKind::Trait { name, body }),
            "mod" => self.with_block(at, |name, body| ItemKind::Module { name, body }),
            "struct" | "enum" => self.with_block(at, |name, _| ItemKind::Named { name }),
            "union" if self.tokens.is_name(at + 1) => self.with_block(at, |name, _| ItemKind::Named { name }),
            "extern" => self.external(at),
            "use" => self.ending_with_semicolon(at, ItemKind::Use, |at| self.begins_item(at)),
            "static" | "const" | "type" => self.value(at),
            "macro" if self.tokens.is_name(at + 1) => self.with_block(at, |name, _| ItemKind::Named { name }),
            _ => self.invocation(at),
        }
    }

    fn no_keyword(&self, at: usize) -> (ItemKind, usize) {
        if self.tokens.is_punct(at, b';') {
            (ItemKind::Other, at + 1)
        } else {
            (ItemKind::Junk(NO_ITEM), self.after_junk(at))
        }
    }

    /// Junk ends before the next token that begins a line and could begin an item there.
    fn after_junk(&self, at: usize) -> usize {
        let mut at = self.tokens.next(at.max(self.start));
        while at < self.end && !self.begins_item(at) {
            at = self.tokens.next(at);
        }
        at
    }

    fn begins_item(&self, at: usize) -> bool {
        const FIRST: &[&str] = &[
            "pub", "fn", "impl", "mod", "use", "struct", "enum", "trait", "static", "const", "type", "unsafe", "async",
            "#", "extern",
        ];
        FIRST.contains(&self.tokens.str(at)) && (self.tokens.indent(at).is_some() || self.tokens.is_word(at, "fn"))
    }

    fn function(&self, at: usize) -> (ItemKind, usize) {
        let name = at + 1;
        if !self.tokens.is_name(name) {
            return (ItemKind::Junk(NO_ITEM), self.after_junk(at));
        }
        match self.block_or_semicolon(name + 1) {
            Ending::Block(open, close) => (ItemKind::Function { name, body: open..close + 1 }, close + 1),
            Ending::Semicolon(at) => (ItemKind::Named { name }, at + 1),
            Ending::Missing => (ItemKind::Junk(UNCLOSED), self.resume(at)),
        }
    }

    fn implementation(&self, at: usize) -> (ItemKind, usize) {
        match self.block_or_semicolon(at + 1) {
            Ending::Block(open, close) => (ItemKind::Impl { header: at + 1..open, body: open + 1..close }, close + 1),
            _ => (ItemKind::Junk(UNCLOSED), self.resume(at)),
        }
    }

    fn with_block(&self, at: usize, kind: fn(usize, Range<usize>) -> ItemKind) -> (ItemKind, usize) {
        let name = at + 1;
        match self.block_or_semicolon(name) {
            Ending::Block(open, close) => (kind(name, open + 1..close), close + 1),
            Ending::Semicolon(at) => (ItemKind::Named { name }, at + 1),
            Ending::Missing => (ItemKind::Junk(UNCLOSED), self.resume(at)),
        }
    }

    fn external(&self, at: usize) -> (ItemKind, usize) {
        let open = at + 1 + usize::from(self.is_abi(at + 1));
        match self.tokens.group(open, b'{') {
            Some(close) => (ItemKind::Foreign { body: open + 1..close }, close + 1),
            None => self.ending_with_semicolon(at, ItemKind::Other, |at| self.begins_item(at)),
        }
    }

    /// A constant, static or type alias, whose value may hold blocks.
    fn value(&self, at: usize) -> (ItemKind, usize) {
        let name = at + 1 + usize::from(self.tokens.is_word(at + 1, "mut"));
        self.ending_with_semicolon(at, ItemKind::Named { name }, |at| self.names_function(at))
    }

    /// `path! {..}`, `path!(..);`, `macro_rules! name {..}`.
    fn invocation(&self, at: usize) -> (ItemKind, usize) {
        let mut bang = at;
        while self.tokens.is_name(bang) || self.tokens.is_path_separator(bang) {
            bang += if self.tokens.is_name(bang) { 1 } else { 2 };
        }
        let named = self.tokens.is_name(bang + 1);
        let open = bang + 1 + usize::from(named);
        match self.tokens.any_group(open) {
            Some(close) if self.tokens.is_punct(bang, b'!') => {
                let after = close + 1 + usize::from(self.tokens.is_punct(close + 1, b';'));
                let name = bang + 1;
                let invoked = ItemKind::Macro { path: at..bang, body: open + 1..close };
                (if named { ItemKind::Named { name } } else { invoked }, after)
            }
            _ => (ItemKind::Junk(NO_ITEM), self.after_junk(at)),
        }
    }

    /// An item up to its `;`. Where another one begins before that, as `begins` says of the tokens behind the first, the `;` is
    /// missing, and the other one must not be lost.
    fn ending_with_semicolon(&self, at: usize, kind: ItemKind, begins: impl Fn(usize) -> bool) -> (ItemKind, usize) {
        let mut end = at + 1;
        while end < self.end && !self.tokens.is_punct(end, b';') {
            if begins(end) {
                return (ItemKind::Junk(UNENDED), end);
            }
            end = self.tokens.next(end);
        }
        (kind, end + 1)
    }

    /// `fn name`, as no type and no value has it outside of brackets.
    fn names_function(&self, at: usize) -> bool {
        self.tokens.is_word(at, "fn") && self.tokens.is_name(at + 1)
    }

    /// The first `{..}` or `;` after `at` that is no part of a generic argument.
    fn block_or_semicolon(&self, mut at: usize) -> Ending {
        let mut angles = 0usize;
        while at < self.end {
            match self.tokens.str(at) {
                "<" => angles += 1,
                ">" if !self.tokens.ends_arrow(at) => angles = angles.saturating_sub(1),
                ";" => return Ending::Semicolon(at),
                "{" if angles == 0 => match self.tokens.group(at, b'{') {
                    Some(close) => return Ending::Block(at, close),
                    None => return Ending::Missing,
                },
                _ => {}
            }
            at = self.tokens.next(at);
        }
        Ending::Missing
    }

    /// Where reading goes on after an item whose closing brace is missing: at the next line that is indented no more
    /// than the item's own and could begin another.
    fn resume(&self, at: usize) -> usize {
        let own = self.tokens.indent(self.start).unwrap_or(0);
        let resumes = |&at: &usize| self.begins_item(at) && self.tokens.indent(at).is_some_and(|indent| indent <= own);
        (at + 1..self.end).find(resumes).unwrap_or(self.end)
    }
}

enum Ending {
    Block(usize, usize),
    Semicolon(usize),
    Missing,
}

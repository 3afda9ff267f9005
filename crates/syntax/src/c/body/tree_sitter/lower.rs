//! The walk from tree-sitter's tree to the shared syntax: what all of its parts have in common.

use super::PREFIX;
use crate::c::body::normalize::Fitted;
use crate::c::body::shapes;
use crate::ir::Block;
use model::{Span, UnreadText};
use tree_sitter::Node;

/// How deep statements and expressions may nest.
const MOST_DEPTH: usize = 120;

/// Lowers one body.
pub(super) struct Lowering<'t> {
    /// The file's text.
    pub(super) text: &'t str,
    /// The body in the file.
    body: Span,
    /// What the parser was shown.
    pub(super) source: &'t [u8],
    pub(super) fitted: &'t Fitted,
    depth: usize,
    /// What could not be parsed.
    pub(super) unread: Vec<UnreadText>,
}

impl<'t> Lowering<'t> {
    pub(super) fn new(text: &'t str, body: Span, source: &'t [u8], fitted: &'t Fitted) -> Self {
        Self { text, body, source, fitted, depth: 0, unread: Vec::new() }
    }

    /// Lowers the whole tree.
    pub(super) fn function(&mut self, root: Node) -> Block {
        if root.has_error() {
            self.note_errors(root);
        }
        let mut statements = Vec::new();
        for item in children(root) {
            match item.child_by_field_name("body").filter(|body| body.kind() == "compound_statement") {
                Some(body) if item.kind() == "function_definition" => self.statements(body, &mut statements),
                _ if item.start_byte() >= PREFIX.len() => self.statement(item, &mut statements),
                _ => self.salvage(item, &mut statements),
            }
        }
        Block { span: self.body, statements }
    }

    /// Where `node` stands in the file. What was overwritten may end inside of a character; that is then left whole.
    pub(super) fn span(&self, node: Node) -> Span {
        let (mut start, mut end) = (self.offset(node.start_byte()), self.offset(node.end_byte()));
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }

    fn offset(&self, byte: usize) -> usize {
        (self.body.start + byte.saturating_sub(PREFIX.len())).min(self.body.end)
    }

    /// The file's text at `node`, as it is written.
    pub(super) fn written(&self, node: Node) -> &'t str {
        let span = self.span(node);
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// The text at `node`, white space folded, as the parser was shown it: comments are left out.
    pub(super) fn folded(&self, node: Node) -> String {
        let shown = self.source.get(node.byte_range()).unwrap_or_default();
        shapes::folded(shown, self.written(node))
    }

    /// Goes one level deeper, as far as that is allowed.
    pub(super) fn deeper<T>(&mut self, span: Span, go: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MOST_DEPTH {
            self.note(span, "code that is nested too deeply");
            return None;
        }
        self.depth += 1;
        let result = go(self);
        self.depth -= 1;
        Some(result)
    }

    pub(super) fn note(&mut self, span: Span, reason: impl Into<String>) {
        self.unread.push(UnreadText { span, reason: reason.into() });
    }
}

/// The named children of `node`.
pub(super) fn children(node: Node) -> Vec<Node> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}

/// The children of `node` under the field `name`.
pub(super) fn fields<'n>(node: Node<'n>, name: &str) -> Vec<Node<'n>> {
    let mut cursor = node.walk();
    node.children_by_field_name(name, &mut cursor).collect()
}

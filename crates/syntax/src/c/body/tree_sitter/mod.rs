//! Reads a fitted body with tree-sitter's grammar and lowers its tree to the shared syntax. It reads every text: errors are
//! recovered from, and told.

mod calls;
mod declarations;
mod errors;
mod expressions;
mod literals;
mod lower;
mod statements;
mod switches;

use crate::c::body::normalize::Fitted;
use crate::ir::Block;
use model::{Span, UnreadText};
use tree_sitter::Parser;

/// What the parser is shown before a body, to make a function of it.
const PREFIX: &str = "void f()";

/// The grammar's parser, made when it is first needed.
#[derive(Default)]
pub(super) struct Grammar {
    parser: Option<Parser>,
}

impl Grammar {
    /// Reads the body at `span` of the file's `text`, as `fitted` shows it. What could not be read is added to `unread`.
    pub(super) fn read(&mut self, text: &str, span: Span, fitted: &Fitted, unread: &mut Vec<UnreadText>) -> Block {
        let source = [PREFIX.as_bytes(), &fitted.bytes].concat();
        let parser = self.parser.get_or_insert_with(Parser::new);
        let tree = parser.set_language(&tree_sitter_c::LANGUAGE.into()).ok().and_then(|()| parser.parse(&source, None));
        let Some(tree) = tree else {
            unread.push(UnreadText { span, reason: "a body that the parser gave up on".to_owned() });
            return Block { span, statements: Vec::new() };
        };
        let mut lowering = lower::Lowering::new(text, span, &source, fitted);
        let block = lowering.function(tree.root_node());
        unread.append(&mut lowering.unread);
        block
    }
}

//! Tasks by number: `- [ ] 1.1 Add the parser`, `- [x] 2. Lexer`.

use std::sync::LazyLock;

use regex::Regex;

use super::checklist;
use super::list::Head;
use super::markdown::document::{Block, BlockKind};

/// `1.1`, `2.10.3`, `2.`, with what some write around it.
static ID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\**(?:Task\s+)?(\d+(?:\.\d+)+|\d+)(?:[.):]+\**\s+|\**\s+)").expect("a pattern"));

/// The task that begins at `block`.
pub fn head(block: &Block) -> Option<Head> {
    let BlockKind::Item(item) = &block.kind else { return None };
    item.mark?;
    let words = item.text.marked();
    let id = ID.captures(&words)?;
    let rest = words[id[0].len()..].to_owned();
    Some(Head { id: id[1].to_owned(), title: rest.clone(), said: rest, state: checklist::state(item.mark) })
}

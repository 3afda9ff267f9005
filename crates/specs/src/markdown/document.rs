//! A Markdown text as a structure: a flat list of blocks in order of place, each with its place in the text.
//!
//! Flat, because what a block means hangs on the heading before it more than on what it is nested in, and because a list
//! needs no recursion, however deep a damaged text nests.

use model::Span;

/// A Markdown text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its blocks in order of place; the blocks of a list item follow the item.
    pub blocks: Vec<Block>,
}

/// A block and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its place in the text (bytes).
    pub span: Span,
    /// The line it begins at, from 1.
    pub line: usize,
    /// The index in [`Document::blocks`] of the list item that it stands in.
    pub parent: Option<usize>,
    /// How many list items it stands in.
    pub depth: usize,
    /// Whether it stands in a block quote.
    pub quoted: bool,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// The YAML between `---` lines at the very beginning, without these lines.
    FrontMatter(Verbatim),
    /// A heading of level 1 to 6.
    Heading {
        /// The level, from 1.
        level: usize,
        /// Its words.
        text: Text,
    },
    /// A paragraph, also a further one of a list item.
    Paragraph(Text),
    /// An item of a list.
    Item(Item),
    /// A table.
    Table(Table),
    /// A block of code, fenced or indented.
    Code(Code),
    /// An HTML comment, without its marks. Other HTML is no block; the Markdown in it is.
    Comment(Verbatim),
}

/// Text that is no Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verbatim {
    /// The text, with `\n` for every line end.
    pub text: String,
    /// The line that its first character stands on, from 1.
    pub line: usize,
    /// Its place in the source (bytes).
    pub span: Span,
}

/// An item of a list, up to its first nested block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// What stands in its checkbox, whatever the character: `x`, ` `, `~`, `-`.
    pub mark: Option<char>,
    /// Its number in a numbered list.
    pub number: Option<u64>,
    /// Its words, without the checkbox.
    pub text: Text,
}

/// A table: each row has as many cells as the head.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The cells of the head.
    pub head: Vec<Text>,
    /// The rows below it.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Text>,
    /// Its line, from 1.
    pub line: usize,
    /// Its place in the source (bytes).
    pub span: Span,
}

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Code {
    /// What stands behind the opening fence: `c`, `rust,ignore`; empty where nothing does and in an indented block.
    pub info: String,
    /// Whether it stands between fences.
    pub fenced: bool,
    /// Whether its closing fence is there; an unclosed one swallows the rest of the text. Indented blocks are closed.
    pub closed: bool,
    /// What is in it.
    pub body: Verbatim,
}

impl Code {
    /// Whether it says that it is commands of a shell.
    pub fn is_shell(&self) -> bool {
        ["bash", "sh", "shell", "console"].contains(&self.language().as_str())
    }

    /// The first word of the info string in lower case: the language, mostly.
    pub fn language(&self) -> String {
        let word = self.info.split(|letter: char| letter.is_whitespace() || ",{".contains(letter)).next();
        word.unwrap_or_default().to_lowercase()
    }
}

/// Words with their looks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The pieces in order. Neighbours differ in looks.
    pub pieces: Vec<Piece>,
}

/// A run of characters of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// The characters, escapes and entities resolved; `\n` alone for a line break.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// Its place in the source (bytes), marks included.
    pub span: Span,
    /// The line it begins at, from 1.
    pub line: usize,
}

/// How words look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// A code span.
    pub code: bool,
    /// Bold.
    pub strong: bool,
    /// Struck through.
    pub struck: bool,
    /// Where the link leads that it is part of.
    pub link: Option<String>,
}

impl Piece {
    /// Whether it is the break between two lines of a paragraph.
    pub fn is_break(&self) -> bool {
        self.text == "\n" && !self.look.code
    }
}

impl Text {
    /// The line it begins at, from 1; `None` where it is empty.
    pub fn line(&self) -> Option<usize> {
        self.pieces.first().map(|piece| piece.line)
    }

    /// The words on one line, looks left out.
    pub fn plain(&self) -> String {
        one_line(self.pieces.iter().map(|piece| piece.text.clone()))
    }

    /// The words on one line, code spans between backticks.
    pub fn marked(&self) -> String {
        let mark = |piece: &Piece| if piece.look.code { format!("`{}`", piece.text) } else { piece.text.clone() };
        one_line(self.pieces.iter().map(mark))
    }

    /// The code spans.
    pub fn code_spans(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| piece.look.code)
    }

    /// Whether there are no words in it.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.trim().is_empty())
    }

    /// The text, split at its line breaks.
    pub fn lines(&self) -> Vec<Text> {
        self.pieces.split(Piece::is_break).map(|pieces| Text { pieces: pieces.to_vec() }).collect()
    }
}

/// All runs of white space become one blank.
fn one_line(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Document {
    /// The front matter, where there is one.
    pub fn front_matter(&self) -> Option<&Verbatim> {
        self.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::FrontMatter(text) => Some(text),
            _ => None,
        })
    }

    /// The words of the first heading.
    pub fn title(&self) -> Option<String> {
        self.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Heading { text, .. } if !text.is_empty() => Some(text.plain()),
            _ => None,
        })
    }
}

impl BlockKind {
    /// The words of a heading, a paragraph or a list item.
    pub fn text(&self) -> Option<&Text> {
        match self {
            Self::Heading { text, .. } | Self::Paragraph(text) | Self::Item(Item { text, .. }) => Some(text),
            _ => None,
        }
    }
}

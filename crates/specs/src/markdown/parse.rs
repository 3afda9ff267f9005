//! Text -> [`Document`], by way of pulldown-cmark's events.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::document::{Block, BlockKind, Code, Document, Item, Look, Piece, Row, Table, Text, Verbatim};
use model::{SourceText, Span};

impl Document {
    /// The structure of `source`. Any text has one; time and space grow with its length.
    pub fn parse(source: &SourceText) -> Self {
        let text = source.as_str();
        let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
        let mut builder = Builder::new(source, skipped);
        let unwrapped = unwrapped(&text[skipped..]);
        for (event, range) in Parser::new_ext(&unwrapped, options()).into_offset_iter() {
            builder.take(event, &range);
        }
        builder.document
    }
}

/// A text of which all stands in one block of Markdown, as some tools write it, without the fences; places stay as they are.
fn unwrapped(text: &str) -> Cow<'_, str> {
    let first = text.lines().next().unwrap_or_default();
    let wrapped = matches!(first.trim_end(), "```markdown" | "```md" | "````markdown" | "````md");
    if !wrapped {
        return Cow::Borrowed(text);
    }
    let fence = first.trim_end_matches(char::is_alphabetic).trim_end();
    let end = text.trim_end();
    let inner = end.strip_suffix(fence).filter(|inner| inner.len() > first.len() && inner.ends_with('\n'));
    let inner = inner.map_or(text, |inner| &text[..inner.len()]);
    Cow::Owned(format!("{}{}", " ".repeat(first.len()), &inner[first.len()..]))
}

/// Checkboxes are read here, since people write more marks than the two that Markdown knows.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// Where words go that come next.
#[derive(Default)]
enum Target {
    /// To no block: they make a paragraph, or belong to the item that was just opened.
    #[default]
    Nowhere,
    /// To the text of the block at this index.
    Block(usize),
    /// To the last cell of the table.
    Cell,
    /// To the verbatim text of the block at this index.
    Verbatim(usize),
    /// To an HTML block.
    Html,
}

struct Builder<'a> {
    source: &'a SourceText,
    skipped: usize,
    document: Document,
    target: Target,
    /// The list items around, from outside in.
    items: Vec<usize>,
    /// The number of the next item of each list around.
    numbers: Vec<Option<u64>>,
    quotes: usize,
    looks: Looks,
    cells: Vec<Text>,
    html: Verbatim,
}

/// The marks around the words, counted since they nest.
#[derive(Default)]
struct Looks {
    strong: usize,
    struck: usize,
    links: Vec<String>,
}

impl Looks {
    fn look(&self, code: bool) -> Look {
        Look { code, strong: self.strong > 0, struck: self.struck > 0, link: self.links.last().cloned() }
    }
}

impl<'a> Builder<'a> {
    fn new(source: &'a SourceText, skipped: usize) -> Self {
        Self {
            source,
            skipped,
            document: Document::default(),
            target: Target::Nowhere,
            items: Vec::new(),
            numbers: Vec::new(),
            quotes: 0,
            looks: Looks::default(),
            cells: Vec::new(),
            html: Verbatim::default(),
        }
    }

    fn take(&mut self, event: Event, range: &Range<usize>) {
        let span = Span::new(range.start + self.skipped, range.end + self.skipped);
        match event {
            Event::Start(tag) => self.open(tag, span),
            Event::End(tag) => self.close(tag, span),
            Event::Text(text) => self.words(&text, false, span),
            Event::Code(text) => self.words(&text, true, span),
            Event::SoftBreak | Event::HardBreak => self.words("\n", false, span),
            Event::Html(text) => self.html_line(&text, span),
            Event::InlineHtml(text) => self.inline_html(&text, span),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag, span: Span) {
        match tag {
            Tag::Paragraph => self.open_paragraph(span),
            Tag::Heading { level, .. } => {
                self.push_text(BlockKind::Heading { level: level as usize, text: Text::default() }, span);
            }
            Tag::List(first) => self.numbers.push(first),
            Tag::Item => self.open_item(span),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(kind) => self.open_code(kind, span),
            Tag::MetadataBlock(_) => self.push_verbatim(BlockKind::FrontMatter(Verbatim::default()), span),
            Tag::HtmlBlock => {
                self.target = Target::Html;
                self.html = Verbatim { line: self.source.line(span.start), span, text: String::new() };
            }
            Tag::Table(_) => _ = self.push(BlockKind::Table(Table::default()), span),
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            Tag::TableCell => self.open_cell(),
            Tag::Strong => self.looks.strong += 1,
            Tag::Strikethrough => self.looks.struck += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.looks.links.push(dest_url.into_string()),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.target = Target::Nowhere;
            }
            TagEnd::List(_) => _ = self.numbers.pop(),
            TagEnd::Item => {
                self.items.pop();
                self.target = Target::Nowhere;
            }
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::HtmlBlock => self.close_html(),
            TagEnd::TableHead => self.close_head(),
            TagEnd::TableRow => self.close_row(span),
            TagEnd::TableCell => self.target = Target::Nowhere,
            TagEnd::Strong => self.looks.strong -= 1,
            TagEnd::Strikethrough => self.looks.struck -= 1,
            TagEnd::Link | TagEnd::Image => _ = self.looks.links.pop(),
            _ => {}
        }
    }

    fn push(&mut self, kind: BlockKind, span: Span) -> usize {
        let (line, parent) = (self.source.line(span.start), self.items.last().copied());
        self.document.blocks.push(Block { kind, span, line, parent, depth: self.items.len(), quoted: self.quotes > 0 });
        self.document.blocks.len() - 1
    }

    fn push_text(&mut self, kind: BlockKind, span: Span) {
        self.target = Target::Block(self.push(kind, span));
    }

    fn push_verbatim(&mut self, kind: BlockKind, span: Span) {
        self.target = Target::Verbatim(self.push(kind, span));
    }

    /// The first paragraph of a list item is the item's own text.
    fn open_paragraph(&mut self, span: Span) {
        match self.fresh_item() {
            Some(item) => self.target = Target::Block(item),
            None => self.push_text(BlockKind::Paragraph(Text::default()), span),
        }
    }

    /// The item that was opened last, as long as nothing has come in it.
    fn fresh_item(&self) -> Option<usize> {
        let item = *self.items.last()?;
        let empty = matches!(&self.document.blocks[item].kind, BlockKind::Item(item) if item.text.pieces.is_empty());
        (empty && item + 1 == self.document.blocks.len()).then_some(item)
    }

    fn open_item(&mut self, span: Span) {
        let number = self.numbers.last().copied().flatten();
        if let Some(Some(next)) = self.numbers.last_mut() {
            *next = next.saturating_add(1);
        }
        let mark = checkbox(self.source.slice(span)).map(|(mark, _)| mark);
        let item = self.push(BlockKind::Item(Item { mark, number, text: Text::default() }), span);
        self.items.push(item);
        self.target = Target::Nowhere;
    }

    fn open_code(&mut self, kind: CodeBlockKind, span: Span) {
        let fenced = matches!(kind, CodeBlockKind::Fenced(_));
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.trim().to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let closed = !fenced || is_closed(self.source.slice(span));
        let body = Verbatim { line: self.source.line(span.start), ..Verbatim::default() };
        self.push_verbatim(BlockKind::Code(Code { info, fenced, closed, body }), span);
    }

    fn open_cell(&mut self) {
        self.cells.push(Text::default());
        self.target = Target::Cell;
    }

    fn close_head(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        if let Some(Block { kind: BlockKind::Table(table), .. }) = self.document.blocks.last_mut() {
            table.head = cells;
        }
    }

    fn close_row(&mut self, span: Span) {
        let row = Row { cells: std::mem::take(&mut self.cells), line: self.source.line(span.start), span };
        if let Some(Block { kind: BlockKind::Table(table), .. }) = self.document.blocks.last_mut() {
            table.rows.push(row);
        }
    }

    fn words(&mut self, text: &str, code: bool, span: Span) {
        match self.target {
            Target::Verbatim(index) => self.verbatim(index, text, span),
            Target::Html => self.html.text.push_str(text),
            Target::Cell => {
                let piece = self.piece(text, code, span);
                self.cells.last_mut().into_iter().for_each(|cell| append(cell, piece.clone()));
            }
            Target::Block(index) => self.add(index, text, code, span),
            Target::Nowhere => {
                self.open_paragraph(span);
                self.words(text, code, span);
            }
        }
    }

    fn add(&mut self, index: usize, text: &str, code: bool, span: Span) {
        let block = &self.document.blocks[index];
        let box_end = match &block.kind {
            BlockKind::Item(Item { mark: Some(_), .. }) => {
                checkbox(self.source.slice(block.span)).map_or(0, |(_, length)| block.span.start + length)
            }
            _ => 0,
        };
        if span.end <= box_end {
            return;
        }
        self.document.blocks[index].span.end = block.span.end.max(span.end);
        let mut piece = self.piece(text, code, span);
        if span.start < box_end {
            piece.text = self.source.slice(Span::new(box_end, span.end)).to_owned();
            piece.span.start = box_end;
        }
        if let Some(words) = text_of(&mut self.document.blocks[index].kind) {
            append(words, piece);
        }
    }

    fn piece(&self, text: &str, code: bool, span: Span) -> Piece {
        Piece { text: text.to_owned(), look: self.looks.look(code), span, line: self.source.line(span.start) }
    }

    fn verbatim(&mut self, index: usize, text: &str, span: Span) {
        let line = self.source.line(span.start);
        let Some(body) = verbatim_of(&mut self.document.blocks[index].kind) else { return };
        if body.text.is_empty() {
            (body.line, body.span) = (line, span);
        }
        body.span.end = span.end;
        push_lines(&mut body.text, text);
    }

    fn html_line(&mut self, text: &str, span: Span) {
        self.html.span.end = span.end;
        push_lines(&mut self.html.text, text);
    }

    fn close_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        self.target = Target::Nowhere;
        self.comment(&html);
    }

    fn inline_html(&mut self, text: &str, span: Span) {
        let line = self.source.line(span.start);
        self.comment(&Verbatim { text: text.to_owned(), line, span });
    }

    fn comment(&mut self, html: &Verbatim) {
        let inner = html.text.trim().strip_prefix("<!--").map(|rest| rest.strip_suffix("-->").unwrap_or(rest));
        if let Some(text) = inner {
            let text = text.to_owned();
            self.push(BlockKind::Comment(Verbatim { text, ..*html }), html.span);
        }
    }
}

fn text_of(kind: &mut BlockKind) -> Option<&mut Text> {
    match kind {
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) | BlockKind::Item(Item { text, .. }) => Some(text),
        _ => None,
    }
}

fn verbatim_of(kind: &mut BlockKind) -> Option<&mut Verbatim> {
    match kind {
        BlockKind::FrontMatter(text) | BlockKind::Comment(text) => Some(text),
        BlockKind::Code(code) => Some(&mut code.body),
        _ => None,
    }
}

/// Parsers cut text at escapes and brackets; what looks alike belongs together.
fn append(text: &mut Text, piece: Piece) {
    match text.pieces.last_mut() {
        Some(last) if last.look == piece.look && !last.look.code && !last.is_break() && !piece.is_break() => {
            last.text.push_str(&piece.text);
            last.span.end = piece.span.end;
        }
        _ => text.pieces.push(piece),
    }
}

/// Adds `text` with `\n` for every line end.
fn push_lines(to: &mut String, text: &str) {
    for part in text.split_inclusive('\n') {
        match part.strip_suffix("\r\n") {
            Some(line) => to.extend([line, "\n"]),
            None => to.push_str(part),
        }
    }
}

/// Whether the last line of a fenced block is its closing fence.
fn is_closed(block: &str) -> bool {
    let fence: String = block.chars().take_while(|letter| "`~".contains(*letter)).collect();
    let last = block.trim_end().rsplit('\n').next().unwrap_or_default();
    let last = last.trim_matches(|letter: char| letter.is_whitespace() || letter == '>');
    let mark = fence.chars().next();
    block.trim_end().contains('\n') && last.len() >= fence.len() && last.chars().all(|letter| Some(letter) == mark)
}

/// The character in the checkbox at the beginning of the list item `item`, and the bytes up to the words behind it.
fn checkbox(item: &str) -> Option<(char, usize)> {
    let bullet = item.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(0);
    let rest = item[bullet..].strip_prefix(['-', '*', '+', '.', ')'])?;
    let inside = rest.trim_start_matches([' ', '\t']).strip_prefix('[')?;
    let mark = inside.chars().next().filter(|mark| !"[]\r\n".contains(*mark))?;
    let after = inside[mark.len_utf8()..].strip_prefix(']')?;
    // Kiro marks what may be left out: `- [ ]* 3.3`.
    let starred = after.strip_prefix("\\*").or_else(|| after.strip_prefix('*'));
    let after = starred.filter(|rest| rest.starts_with(' ')).unwrap_or(after);
    let ends = after.is_empty() || after.starts_with(char::is_whitespace);
    ends.then_some((mark, item.len() - after.trim_start_matches([' ', '\t']).len()))
}

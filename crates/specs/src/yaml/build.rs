//! The parser's events, put together to a tree.

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marked, StrInput};

use super::place::Places;
use super::{Entry, Node, Value};
use crate::SpecError;
use model::{SourceText, Span};

/// Deeper nesting is no contract and no front matter, and would only cost stack.
const DEEPEST: usize = 32;

/// See [`super::parse`].
pub fn tree(spec: &SourceText, block: Span) -> Result<Option<Node>, SpecError> {
    let places = Places::new(spec, block);
    let mut builder = Builder { spec, parser: Parser::new_from_str(places.text()), places };
    builder.no_tabs()?;
    builder.document()
}

struct Builder<'a> {
    spec: &'a SourceText,
    places: Places<'a>,
    parser: Parser<'a, StrInput<'a>>,
}

type Next<'a> = (Event<'a>, Marked);

impl<'a> Builder<'a> {
    /// The parser's own words for a tab do not name it.
    fn no_tabs(&self) -> Result<(), SpecError> {
        let mut offset = 0;
        for line in self.places.text().split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..indent].find('\t').filter(|_| !line.trim().is_empty()) {
                let at = self.places.at(offset + tab);
                return Err(self.error(
                    Span::new(at, at + 1),
                    "a tab in the indentation",
                    "a tab",
                    "indent with spaces",
                ));
            }
            offset += line.len();
        }
        Ok(())
    }

    fn document(&mut self) -> Result<Option<Node>, SpecError> {
        let mut root = None;
        loop {
            match self.next()? {
                None | Some((Event::StreamEnd, _)) => return Ok(root),
                Some((Event::StreamStart | Event::DocumentEnd | Event::Nothing, _)) => {}
                Some((Event::DocumentStart(_), at)) if root.is_some() => {
                    return Err(self.refuse(at, "a second document in the block", "write one block, without `---`"));
                }
                Some((Event::DocumentStart(_), _)) => {}
                Some(event) => root = Some(self.node(event, 0)?),
            }
        }
    }

    fn next(&mut self) -> Result<Option<Next<'a>>, SpecError> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok(event)) => Ok(Some(event)),
            Some(Err(error)) => {
                let span = self.places.point(error.marker());
                Err(self.error(span, "the YAML cannot be read", error.info(), "mend the YAML at this place"))
            }
        }
    }

    fn node(&mut self, (event, at): Next<'a>, depth: usize) -> Result<Node, SpecError> {
        if depth > DEEPEST {
            return Err(self.refuse(at, "nested too deeply", "write it with less nesting"));
        }
        self.no_sharing(&event, at)?;
        match event {
            Event::Scalar(text, style, ..) => Ok(self.scalar(&text, style, at)),
            Event::SequenceStart(..) => self.list(at, depth),
            Event::MappingStart(..) => self.map(at, depth),
            _ => Err(self.refuse(at, "the YAML cannot be read", "mend the YAML at this place")),
        }
    }

    /// Anchors, aliases and tags are refused.
    fn no_sharing(&self, event: &Event, at: Marked) -> Result<(), SpecError> {
        let (anchor, tagged) = match event {
            Event::Alias(_) => (true, false),
            Event::Scalar(_, _, anchor, tag) | Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                (*anchor != 0, tag.is_some())
            }
            _ => (false, false),
        };
        match (anchor, tagged) {
            (true, _) => {
                Err(self.refuse(at, "anchors and aliases are not taken here", "write the value out at each place"))
            }
            (_, true) => Err(self.refuse(at, "tags are not taken here", "write the value without `!`")),
            _ => Ok(()),
        }
    }

    fn scalar(&self, text: &str, style: ScalarStyle, at: Marked) -> Node {
        let plain = style == ScalarStyle::Plain;
        let nothing = plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        let value = if nothing { Value::Nothing } else { Value::Text { text: text.to_owned(), plain } };
        Node { span: self.places.span(at, at), value }
    }

    fn list(&mut self, start: Marked, depth: usize) -> Result<Node, SpecError> {
        let mut nodes = Vec::new();
        let end = loop {
            match self.inside(start)? {
                (Event::SequenceEnd, at) => break at,
                event => nodes.push(self.node(event, depth + 1)?),
            }
        };
        Ok(Node { span: self.places.span(start, end), value: Value::List(nodes) })
    }

    fn map(&mut self, start: Marked, depth: usize) -> Result<Node, SpecError> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let end = loop {
            let event = match self.inside(start)? {
                (Event::MappingEnd, at) => break at,
                event => event,
            };
            let entry = self.entry(event, depth)?;
            if !seen.insert(entry.key.clone()) {
                return Err(self.doubled(&entry));
            }
            entries.push(entry);
        };
        Ok(Node { span: self.places.span(start, end), value: Value::Map(entries) })
    }

    fn entry(&mut self, event: Next<'a>, depth: usize) -> Result<Entry, SpecError> {
        let at = event.1;
        let key = self.node(event, depth + 1)?;
        let Some(name) = key.text().map(str::to_owned) else {
            return Err(self.refuse(at, "a key that is no text", "write a word before the colon"));
        };
        let event = self.inside(at)?;
        // The parser puts an absent value anywhere up to the next token.
        let absent = matches!(&event.0, Event::Scalar(text, ScalarStyle::Plain, ..) if text.is_empty());
        let mut node = self.node(event, depth + 1)?;
        if absent {
            node.span = key.span;
        }
        Ok(Entry { key: name, key_span: key.span, node })
    }

    /// The next event inside the value that began at `start`.
    fn inside(&mut self, start: Marked) -> Result<Next<'a>, SpecError> {
        match self.next()? {
            Some(event) => Ok(event),
            None => Err(self.refuse(start, "the YAML ends in the middle of this", "finish it")),
        }
    }

    fn doubled(&self, entry: &Entry) -> SpecError {
        let what = format!("the key `{}` stands here twice", entry.key);
        self.error(entry.key_span, &what, "the second one", "put both under one key")
    }

    fn refuse(&self, at: Marked, what: &str, next: &str) -> SpecError {
        let span = self.places.span(at, at);
        let span = if span.is_empty() { self.places.point(&at.start) } else { span };
        self.error(span, what, "here", next)
    }

    fn error(&self, span: Span, what: &str, label: &str, next: &str) -> SpecError {
        let spec = Box::new(self.spec.clone());
        SpecError { what: what.to_owned(), next: next.to_owned(), spec, span, label: label.to_owned() }
    }
}

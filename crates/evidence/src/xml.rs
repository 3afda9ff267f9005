//! XML of reports, one piece after the other: nothing is nested in memory, and no entity of the document's own is ever
//! expanded, so that neither depth nor entities can blow a report up.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::text::ReportText;
use super::{EvidenceError, Flaw};

/// A piece of a document.
#[derive(Debug)]
pub enum Piece<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// Text inside an element, character references resolved; it may come in several pieces.
    Text(Cow<'a, str>),
    /// The element of this name ends, right away where it was empty.
    Close(&'a str),
}

/// The start of an element.
#[derive(Debug)]
pub struct Element<'a> {
    start: &'a BytesStart<'a>,
    offset: usize,
    report: &'a ReportText<'a>,
}

impl Element<'_> {
    /// Its name without a prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The name of the report that it stands in.
    pub fn report(&self) -> &str {
        self.report.name
    }

    /// The byte that it begins at, from 0.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The line that it begins on, from 1; counted each time, so that only errors should ask.
    pub fn line(&self) -> usize {
        self.report.line_of(self.offset)
    }

    /// The attribute `name`, white space around it taken off; `None` where it is missing or empty.
    ///
    /// # Errors
    /// Where the attributes cannot be read.
    pub fn attribute(&self, name: &str) -> Result<Option<String>, EvidenceError> {
        let found = self.start.try_get_attribute(name).map_err(|error| self.unreadable(&error))?;
        let Some(found) = found else { return Ok(None) };
        let value = found.normalized_value(XmlVersion::Implicit1_0).map_err(|error| self.unreadable(&error))?;
        Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty()))
    }

    /// The attribute `name` as a number; `None` where it is missing or is none.
    ///
    /// # Errors
    /// As [`Element::attribute`].
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, EvidenceError> {
        Ok(self.attribute(name)?.and_then(|value| value.parse().ok()))
    }

    fn unreadable(&self, error: &dyn std::fmt::Display) -> EvidenceError {
        malformed(self.report, self.offset, format!("the attributes of `<{}>` cannot be read: {error}", self.name()))
    }
}

/// Hands every piece of the document, or of several documents one after the other, to `take`.
///
/// # Errors
/// Where it is not well-formed, ends inside an element, or declares entities; and what `take` finds.
pub fn each_piece(
    report: &ReportText,
    take: &mut dyn FnMut(Piece) -> Result<(), EvidenceError>,
) -> Result<(), EvidenceError> {
    let mut reader = Reader::from_str(report.as_str());
    let mut open: Vec<(String, usize)> = Vec::new();
    loop {
        let offset = position(reader.buffer_position());
        let event = reader.read_event().map_err(|error| {
            let at = position(reader.error_position());
            broken(report, at, &open, &error)
        })?;
        match event {
            Event::Start(start) => {
                take(Piece::Open(Element { start: &start, offset, report }))?;
                open.push((start.local_name().into_inner().to_owned(), offset));
            }
            Event::Empty(start) => {
                take(Piece::Open(Element { start: &start, offset, report }))?;
                take(Piece::Close(start.local_name().into_inner()))?;
            }
            Event::End(end) => {
                open.pop();
                take(Piece::Close(end.local_name().into_inner()))?;
            }
            Event::DocType(kind) if kind.contains('[') => return Err(own_entities(report, offset)),
            Event::Eof => return open.last().map_or(Ok(()), |(name, at)| Err(unclosed(report, name, *at))),
            other => text_of(&other).map_or(Ok(()), |text| take(Piece::Text(text)))?,
        }
    }
}

fn text_of<'a>(event: &'a Event) -> Option<Cow<'a, str>> {
    match event {
        Event::Text(text) => Some(text.xml10_content()),
        Event::CData(text) => Some(text.xml10_content()),
        Event::GeneralRef(reference) => Some(resolved(reference)),
        _ => None,
    }
}

/// A character reference or one of XML's five entities; any other stays as it is written.
fn resolved<'a>(reference: &'a BytesRef) -> Cow<'a, str> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string().into();
    }
    match quick_xml::escape::resolve_predefined_entity(reference) {
        Some(text) => text.into(),
        None => format!("&{};", &**reference).into(),
    }
}

fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn broken(report: &ReportText, at: usize, open: &[(String, usize)], error: &quick_xml::Error) -> EvidenceError {
    match (error, open.last()) {
        (quick_xml::Error::Syntax(_), Some((name, at))) => unclosed(report, name, *at),
        _ => malformed(report, at, format!("this is not well-formed XML: {error}")),
    }
}

fn unclosed(report: &ReportText, name: &str, at: usize) -> EvidenceError {
    report.cut_off(report.line_of(at), format!("the report ends inside the `<{name}>` that begins here"))
}

fn own_entities(report: &ReportText, offset: usize) -> EvidenceError {
    malformed(report, offset, "a report must not declare entities of its own".to_owned())
}

fn malformed(report: &ReportText, offset: usize, what: String) -> EvidenceError {
    let next = "make the report again with the tool that wrote it";
    report.error(Flaw::Malformed, what, next).at_line(report.line_of(offset))
}

//! Cobertura's XML, as gcovr, cargo-llvm-cov, coverage.py and others write it. Methods may be missing.

use super::super::text::ReportText;
use super::super::xml::{Element, Piece, each_piece};
use super::super::{EvidenceError, Flaw};
use super::builder::{Builder, demangled};
use super::{CoverageFormat, MOST_LINES};
use model::{Coverage, MeasuredFunction};

/// Cobertura's XML.
pub struct Cobertura;

impl CoverageFormat for Cobertura {
    fn id(&self) -> &'static str {
        "cobertura"
    }

    fn recognises(&self, bytes: &[u8]) -> bool {
        bytes.trim_ascii_start().starts_with(b"<") && memchr::memmem::find(bytes, b"<coverage").is_some()
    }

    fn read(&self, name: &str, bytes: &[u8]) -> Result<Coverage, EvidenceError> {
        let report = ReportText::new(name, bytes);
        let mut reader = Reader::new(&report);
        each_piece(&report, &mut |piece| reader.take(piece))?;
        Ok(reader.finish())
    }
}

struct Reader<'a> {
    report: &'a ReportText<'a>,
    builder: Builder,
    sources: Vec<String>,
    source: Option<String>,
    class: Option<Class>,
    method: Option<Method>,
    classes: Vec<Class>,
}

/// The part of a file that one `<class>` tells of.
struct Class {
    path: String,
    lines: Vec<(u32, u64)>,
    /// Lines of methods, which are those of the class again where it has any.
    method_lines: Vec<(u32, u64)>,
    functions: Vec<MeasuredFunction>,
}

struct Method {
    name: String,
    lines: Vec<(u32, u64)>,
}

impl<'a> Reader<'a> {
    fn new(report: &'a ReportText<'a>) -> Self {
        let builder = Builder::new(report.name, "cobertura");
        Self { report, builder, sources: Vec::new(), source: None, class: None, method: None, classes: Vec::new() }
    }

    fn take(&mut self, piece: Piece) -> Result<(), EvidenceError> {
        match piece {
            Piece::Open(element) => return self.open(&element),
            Piece::Text(text) => self.source.iter_mut().for_each(|source| source.push_str(&text)),
            Piece::Close(name) => self.close(name),
        }
        Ok(())
    }

    fn open(&mut self, element: &Element) -> Result<(), EvidenceError> {
        match element.name() {
            "source" => self.source = Some(String::new()),
            "class" => self.class = Some(Class::open(element)?),
            "method" => {
                let name = element.attribute("name")?.unwrap_or_default();
                self.method = Some(Method { name: demangled(&name), lines: Vec::new() });
            }
            "line" => self.line(element)?,
            _ => {}
        }
        Ok(())
    }

    fn line(&mut self, element: &Element) -> Result<(), EvidenceError> {
        let line = element.number("number")?.filter(|line| (1..=MOST_LINES).contains(line));
        let hits = element.attribute("hits")?.and_then(|hits| count(&hits));
        let Some(pair) = line.zip(hits) else {
            let what = "a line has no `number` or no `hits` that could be right";
            return Err(self.report.error(Flaw::Malformed, what, "make the report again").at_line(element.line()));
        };
        match (&mut self.method, &mut self.class) {
            (Some(method), _) => method.lines.push(pair),
            (None, Some(class)) => class.lines.push(pair),
            (None, None) => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "source" => self.sources.extend(self.source.take().map(|source| source.trim().to_owned())),
            "method" => {
                let method = self.method.take();
                self.class.iter_mut().zip(method).for_each(|(class, method)| class.add(method));
            }
            "class" => self.classes.extend(self.class.take()),
            _ => {}
        }
    }

    fn finish(mut self) -> Coverage {
        for mut class in self.classes {
            let lines = if class.lines.is_empty() { &mut class.method_lines } else { &mut class.lines };
            self.builder.section(&below(&self.sources, &class.path), lines, &mut class.functions);
        }
        self.builder.finish()
    }
}

impl Class {
    fn open(element: &Element) -> Result<Self, EvidenceError> {
        let Some(path) = element.attribute("filename")? else {
            let next = "give every `<class>` a `filename`";
            let error = EvidenceError::new(Flaw::Malformed, element.report(), "a class has no file", next);
            return Err(error.at_line(element.line()));
        };
        Ok(Self { path, lines: Vec::new(), method_lines: Vec::new(), functions: Vec::new() })
    }

    /// A method is entered as often as its first line.
    fn add(&mut self, method: Method) {
        if let Some((line, count)) = method.lines.iter().min_by_key(|pair| pair.0).copied() {
            let end_line = method.lines.iter().map(|pair| pair.0).max().filter(|end| *end > line);
            self.functions.push(MeasuredFunction { name: method.name, line, end_line, count });
        }
        self.method_lines.extend(method.lines);
    }
}

/// A path below the one root that the report names; where it names several, any of them may be meant.
fn below(sources: &[String], path: &str) -> String {
    match sources {
        [root] if !path.starts_with('/') && !matches!(root.as_str(), "" | ".") => {
            format!("{}/{path}", root.trim_end_matches(['/', '\\']))
        }
        _ => path.to_owned(),
    }
}

/// Hits, which some tools write with an exponent or a fraction.
fn count(hits: &str) -> Option<u64> {
    let fraction = |hits: &str| hits.parse().ok().filter(|hits: &f64| hits.is_finite() && *hits >= 0.0);
    hits.parse().ok().or_else(|| fraction(hits).map(|hits| hits as u64))
}

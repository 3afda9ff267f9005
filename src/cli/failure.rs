//! What went wrong, in words: what, where in which text, and what to do next.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Report, Severity, SourceCode, ThemeCharacters,
    ThemeStyles,
};
use thiserror::Error;

use super::console::StreamStyle;
use report::visible;

/// Something that stops the run and that the user can mend.
#[derive(Debug, Error, Diagnostic)]
#[error("{what}")]
pub struct Failure {
    what: String,
    #[help]
    next: Option<String>,
}

impl Failure {
    /// `what` is wrong, in one sentence without a full stop; `next` is what to do about it.
    pub fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: Some(next.into()) }
    }

    /// An error whose first line says what is wrong, and whose other lines say what to do.
    pub fn of(error: &dyn std::error::Error) -> Self {
        let text = error.to_string();
        match text.split_once('\n') {
            Some((what, next)) => Self { what: what.to_owned(), next: Some(next.to_owned()) },
            None => Self { what: text, next: None },
        }
    }
}

/// The failure as text for people. Names, revisions and excerpts in it come from outside: what would act on a terminal is
/// shown instead, and the message stays on one line.
pub fn render(failure: &dyn Diagnostic, style: StreamStyle) -> String {
    let failure = OneLine(failure);
    let plain = drawn(&failure, StreamStyle { color: false, links: false, ..style });
    let safe = harmless(&plain);
    if safe == plain { drawn(&failure, style) } else { safe }
}

/// `text` with a stand-in for every character that acts on a terminal; lines stay lines.
pub fn harmless(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split('\t').map(visible).collect::<Vec<_>>().join("\t"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A failure whose message is shown on one line.
#[derive(Debug)]
struct OneLine<'d>(&'d dyn Diagnostic);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&visible(&self.0.to_string()))
    }
}

impl std::error::Error for OneLine<'_> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

impl Diagnostic for OneLine<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.code()
    }

    fn severity(&self) -> Option<Severity> {
        self.0.severity()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.help()
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.url()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.0.labels()
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        self.0.related()
    }

    fn diagnostic_source(&self) -> Option<&dyn Diagnostic> {
        self.0.diagnostic_source()
    }
}

fn drawn(failure: &dyn Diagnostic, style: StreamStyle) -> String {
    let mut text = String::new();
    // The terminal wraps long lines itself; wrapped here, paths and commands would be cut in two.
    let handler = GraphicalReportHandler::new_themed(theme(style)).with_wrap_lines(false).with_links(style.links);
    match handler.render_report(&mut text, failure) {
        Ok(()) => text,
        Err(_) => format!("error: {failure}"),
    }
}

/// An error of a library, said in our words: `what` stands before the library's own.
pub fn because(error: impl std::error::Error + Send + Sync + 'static, what: String) -> Report {
    Report::from_err(error).wrap_err(what)
}

fn theme(style: StreamStyle) -> GraphicalTheme {
    GraphicalTheme {
        characters: if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
        styles: if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: StreamStyle = StreamStyle { color: true, unicode: true, links: false, width: 80 };

    #[test]
    fn text_from_outside_does_not_act_on_a_terminal() {
        let shown = render(&Failure::new("there is no `a\u{1b}[2J\nerror: b`", "see\u{7} c"), STYLE);
        assert!(shown.contains("there is no `a␛[2J␊error: b`") && shown.contains("see␇ c"), "{shown}");
        assert!(!shown.contains('\u{1b}'), "{shown}");
    }

    #[test]
    fn other_failures_keep_their_colours() {
        let shown = render(&Failure::new("there is no `a`", "see b"), STYLE);
        assert!(shown.contains("there is no `a`") && shown.contains('\u{1b}'), "{shown}");
    }
}

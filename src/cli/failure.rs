//! What went wrong, in words: what, where in which text, and what to do next.

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, Report, ThemeCharacters, ThemeStyles};
use thiserror::Error;

use super::console::StreamStyle;

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

/// The failure as text for people.
pub fn render(failure: &dyn Diagnostic, style: StreamStyle) -> String {
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

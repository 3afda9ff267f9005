//! What is wrong with a rule file, and where.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};

/// A mistake in a rule file, with the place and the text it stands in.
#[derive(Debug, Clone)]
pub struct RuleError {
    path: String,
    text: Arc<NamedSource<String>>,
    span: Option<SourceSpan>,
    message: String,
    help: Option<&'static str>,
}

impl RuleError {
    /// The mistake `message` in the file at `path` with the text `text`, at the bytes `span`.
    pub(super) fn new(path: &str, text: &str, span: Option<Range<usize>>, message: impl Into<String>) -> Self {
        let text = Arc::new(NamedSource::new(path, text.to_owned()).with_language("TOML"));
        Self { path: path.to_owned(), text, span: span.map(SourceSpan::from), message: message.into(), help: None }
    }

    pub(super) fn with_help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }

    /// The file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where it begins: line and column in characters, both from 1; `None` where it has no place in the text.
    pub fn position(&self) -> Option<(usize, usize)> {
        let before = self.text.inner().get(..self.span?.offset())?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Some((before.matches('\n').count() + 1, before[line_start..].chars().count() + 1))
    }

    /// `path:line:column: what is wrong`, for where the text itself is not shown.
    pub fn located(&self) -> String {
        let place = self.position().map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        format!("{}{place}: {self}", self.path)
    }
}

impl fmt::Display for RuleError {
    /// What is wrong, without the place: whoever shows the error shows the text as well, or [`RuleError::located`].
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for RuleError {}

impl Diagnostic for RuleError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(Some("here".to_owned()), self.span?);
        Some(Box::new(std::iter::once(label)))
    }
}

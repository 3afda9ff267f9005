//! One finding with its source, through miette.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, LabeledSpan, SourceCode};
use textwrap::{WordSeparator, WordSplitter};

use super::excerpt::Excerpt;
use super::{paint, paragraph};
use crate::rule_link::rule_link;
use crate::safe_text::{one_line, visible};
use crate::{Style, summary};
use model::{ChangeStatus, Finding, Related, Rendering, Severity};

/// Columns of the words before a paragraph below a finding (`  help: `).
const LEAD: usize = 8;

/// The finding as miette shows it, then its places elsewhere, then `help`, where there is any.
pub fn render(finding: &Finding, help: &str, rendering: &Rendering<'_>, style: &Style) -> String {
    let source = rendering.sources.get(&finding.path);
    let excerpt = source.and_then(|source| Excerpt::new(finding, change(finding), source, style));
    let elsewhere = elsewhere(finding, excerpt.as_ref());
    let shown = Shown { finding, excerpt };
    let mut text = shown.draw(style);
    if shown.excerpt.is_none() {
        text += &below("at", &[place(finding)], style);
    }
    text += &below("also", &elsewhere, style);
    if !help.trim().is_empty() {
        text += &below("help", &[one_line(help)], style);
    }
    // Where several findings share their advice, the page stands with that.
    if !help.trim().is_empty() && help == finding.help {
        text += &below("more", &[format!("makegood explain {}", one_line(&finding.rule))], style);
    }
    text
}

/// What the change did to the function, as the words of the label; nothing where no change is judged.
fn change(finding: &Finding) -> Option<&'static str> {
    match finding.change? {
        ChangeStatus::Added => Some("added by this change"),
        ChangeStatus::Modified => Some("modified by this change"),
        ChangeStatus::Wired => Some("newly wired up by this change"),
        ChangeStatus::Unchanged => None,
    }
}

/// `path:line:column` of the finding.
pub fn place(finding: &Finding) -> String {
    let start = finding.span.start;
    format!("{}:{}:{}", visible(&finding.path), start.line, start.column)
}

/// The related places that the excerpt does not show.
fn elsewhere(finding: &Finding, excerpt: Option<&Excerpt<'_>>) -> Vec<String> {
    let is_shown = |related: &Related| {
        let mut labels = excerpt.iter().flat_map(|excerpt| excerpt.labels());
        labels.any(|label| label.related.is_some_and(|shown| std::ptr::eq(shown, related)))
    };
    let rest = finding.related.iter().filter(|&related| !is_shown(related));
    rest.map(|r| format!("{}:{}: {}", visible(&r.path), r.line, one_line(&r.message))).collect()
}

/// `items` below each other after the word `name`; nothing where there are none.
fn below(name: &str, items: &[String], style: &Style) -> String {
    let item = |(index, item): (usize, &String)| {
        let lead = if index == 0 { format!("{name:>6}: ") } else { " ".repeat(LEAD) };
        paragraph::hanging(&paint::with(&lead, paint::heading(), style), LEAD, item, style)
    };
    items.iter().enumerate().map(item).collect()
}

/// A finding in the form that miette reads.
#[derive(Debug)]
struct Shown<'a> {
    finding: &'a Finding,
    excerpt: Option<Excerpt<'a>>,
}

impl Shown<'_> {
    fn draw(&self, style: &Style) -> String {
        let mut text = String::new();
        let handler = GraphicalReportHandler::new_themed(paint::theme(self.label_colours(), style))
            .with_width(style.width)
            .with_urls(style.links)
            .with_word_separator(WordSeparator::AsciiSpace)
            .with_word_splitter(WordSplitter::NoHyphenation)
            .without_syntax_highlighting();
        handler.render_report(&mut text, self).expect("an excerpt holds its labels, and a String takes all text");
        text
    }

    /// The colours of the labels in order of place: the finding's own has that of its severity.
    fn label_colours(&self) -> Vec<owo_colors::Style> {
        let labels = self.excerpt.iter().flat_map(|excerpt| excerpt.labels());
        let own = paint::severity(self.finding.severity);
        labels.map(|label| if label.related.is_none() { own } else { paint::related() }).collect()
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&one_line(&self.finding.message))
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let severity = summary::severity_word(self.finding.severity);
        Some(Box::new(format!("{severity}[{}]", one_line(&self.finding.rule))))
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        rule_link(&self.finding.rule).map(|link| Box::new(link) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.excerpt.as_ref().map(|excerpt| Box::new(excerpt.spans()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

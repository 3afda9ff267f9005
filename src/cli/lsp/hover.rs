//! The page of a rule, shown over a finding, and over the rule's name in a comment or a configuration.

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position, Range};

use super::positions::{range, word_at};
use super::workspace::{Judgement, Workspace};
use model::{Finding, SourceText};
use rules::pages;

/// What is shown at `position` of the document `source`.
pub fn hover(position: Position, source: &SourceText, judgement: &Judgement, workspace: &Workspace) -> Option<Hover> {
    let named = word_at(source.as_str(), position).and_then(|word| of_rule(word, workspace));
    let over = |finding: &&Finding| contains(range(&finding.span, source), position);
    named.or_else(|| of_finding(judgement.findings.iter().find(over)?, source, workspace))
}

fn of_finding(finding: &Finding, source: &SourceText, workspace: &Workspace) -> Option<Hover> {
    let rule = workspace.catalogue().get(&finding.rule)?;
    let text = format!("**{}**\n\n{}\n\n---\n\n{}", finding.message, finding.help, pages::page(rule));
    Some(Hover { contents: markdown(text), range: Some(range(&finding.span, source)) })
}

fn of_rule(id: &str, workspace: &Workspace) -> Option<Hover> {
    let rule = workspace.catalogue().get(id)?;
    Some(Hover { contents: markdown(pages::page(rule)), range: None })
}

fn markdown(value: String) -> HoverContents {
    HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value })
}

/// Whether `position` lies in `range`, its end included: there the cursor of an editor stands behind the last character.
fn contains(range: Range, position: Position) -> bool {
    range.start <= position && position <= range.end
}

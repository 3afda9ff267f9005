//! Code actions: suppress a finding with a comment. The reason is left empty, and a suppression without a reason is a
//! finding of its own, so that somebody has to write it.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, Diagnostic, NumberOrString, Position, Range, TextEdit, Uri,
    WorkspaceEdit,
};

use super::diagnostics::SOURCE;
use super::positions::range;
use super::workspace::Judgement;
use model::{Finding, SourceText};

/// The actions for the findings that lie in `asked` of the document `source` at `uri`.
pub fn actions(asked: Range, uri: &Uri, source: &SourceText, judgement: &Judgement) -> Vec<CodeActionOrCommand> {
    let touches = |finding: &&Finding| {
        let own = range(&finding.span, source);
        own.start <= asked.end && asked.start <= own.end
    };
    let findings = judgement.findings.iter().filter(touches);
    findings.filter_map(|finding| suppress(finding, uri, source)).map(CodeActionOrCommand::CodeAction).collect()
}

fn suppress(finding: &Finding, uri: &Uri, source: &SourceText) -> Option<CodeAction> {
    let first = finding.function.as_ref()?.line;
    let text = source.line_text(first)?;
    let indent = &text[..text.len() - text.trim_start().len()];
    let comment = format!("{indent}// makegood: allow({}) reason=\"\"\n", finding.rule);
    let begin = Position::new(u32::try_from(first.saturating_sub(1)).ok()?, 0);
    let edit = TextEdit { range: Range::new(begin, begin), new_text: comment };
    // The protocol's own type for it, although a URI can be changed from within.
    #[allow(clippy::mutable_key_type, reason = "the type of lsp-types")]
    let changes = HashMap::from([(uri.clone(), vec![edit])]);
    Some(CodeAction {
        title: format!("Suppress {} here: give a reason", finding.rule),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![answered(finding, source)]),
        edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
        ..CodeAction::default()
    })
}

/// Which diagnostic the action is an answer to.
fn answered(finding: &Finding, source: &SourceText) -> Diagnostic {
    Diagnostic {
        range: range(&finding.span, source),
        code: Some(NumberOrString::String(finding.rule.clone())),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        ..Diagnostic::default()
    }
}

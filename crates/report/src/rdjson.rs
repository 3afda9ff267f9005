//! The `rdjson` format: reviewdog's diagnostic format.
//!
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::remark::{Remark, remarks};
use super::rule_link::rule_link;
use super::{Style, json as json_format};
use model::{Position, Region, Rendering, Severity, SourceText};

pub(super) fn render(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    let remarks = remarks(rendering.report);
    let mut document = json!({
        "source": source(),
        "diagnostics": remarks.iter().map(|remark| diagnostic(remark, rendering.sources)).collect::<Vec<_>>(),
    });
    if let Some(worst) = remarks.iter().map(|remark| remark.severity).max() {
        document["severity"] = severity(worst).into();
    }
    json_format::document(&document)
}

fn source() -> Value {
    let mut source = json!({"name": "makegood"});
    if !env!("CARGO_PKG_REPOSITORY").is_empty() {
        source["url"] = env!("CARGO_PKG_REPOSITORY").into();
    }
    source
}

fn diagnostic(remark: &Remark<'_>, sources: &BTreeMap<String, SourceText>) -> Value {
    let mut code = json!({"value": remark.rule});
    if let Some(url) = rule_link(remark.rule) {
        code["url"] = url.into();
    }
    let mut location = json!({"path": remark.path});
    if let Some(span) = remark.span {
        location["range"] = range(span, sources.get(remark.path));
    }
    json!({
        "message": remark.lines(),
        "location": location,
        "severity": severity(remark.severity),
        "source": source(),
        "code": code,
    })
}

/// The format counts columns in bytes of UTF-8, which takes the text; without it whole lines are meant, which the
/// format writes by leaving the columns out.
fn range(span: Region, source: Option<&SourceText>) -> Value {
    let end = if span.end < span.start { span.start } else { span.end };
    match source.and_then(|source| Some((byte_column(span.start, source)?, byte_column(end, source)?))) {
        Some((start, stop)) => json!({
            "start": {"line": span.start.line, "column": start},
            "end": {"line": end.line, "column": stop},
        }),
        None => json!({"start": {"line": span.start.line}, "end": {"line": end.line}}),
    }
}

/// The column of `position` in bytes, from 1; a byte order mark counts, for it stands in the file.
fn byte_column(position: Position, source: &SourceText) -> Option<usize> {
    let line = source.line_text(position.line)?;
    let before = line.chars().take(position.column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    let mark = if position.line == 1 && source.as_str().starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Some(before + mark + 1)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    }
}

//! The rules as a table.

use miette::IntoDiagnostic;
use serde::Serialize;

use crate::cli::config::Config;
use model::Severity;
use rules::Catalogue;

/// A rule as it is listed.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    id: &'a str,
    title: &'a str,
    /// By the configuration; `null` where that turns the rule off.
    severity: Option<Severity>,
    /// By the rule itself.
    default_severity: Severity,
    why: &'a str,
    help: &'a str,
    /// The file it was read from.
    path: &'a str,
}

/// The rules with the severities that `config` gives them.
pub fn rows<'a>(catalogue: &'a Catalogue, config: Option<&Config>) -> Vec<Row<'a>> {
    let configured = |id: &str| {
        let severities = config.into_iter().flat_map(|config| &config.file.severity);
        severities.filter(|(key, _)| key.get_ref() == id).map(|(_, level)| level.severity()).next()
    };
    let row = |rule: &'a rules::Rule| Row {
        id: &rule.id,
        title: &rule.title,
        severity: configured(&rule.id).unwrap_or(Some(rule.severity)),
        default_severity: rule.severity,
        why: &rule.why,
        help: &rule.help,
        path: &rule.path,
    };
    catalogue.rules().iter().map(row).collect()
}

/// A line for each rule, in columns.
pub fn human(rows: &[Row<'_>]) -> Vec<u8> {
    let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
    let lines = rows.iter().map(|row| format!("{:width$}  {:7}  {}\n", row.id, word(row.severity), row.title));
    lines.collect::<String>().into_bytes()
}

/// An array of objects.
pub fn json(rows: &[Row<'_>]) -> miette::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(rows).into_diagnostic()?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn word(severity: Option<Severity>) -> &'static str {
    match severity {
        None => "off",
        Some(Severity::Note) => "note",
        Some(Severity::Warning) => "warning",
        Some(Severity::Error) => "error",
    }
}

//! The baseline: findings that were there when makegood was adopted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use model::{Finding, Suppression, SuppressionKind};

/// The name of the file's schema.
const SCHEMA: &str = "makegood-baseline/1";

/// Findings that are known and do not count, by fingerprint.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema: String,
    /// Why these findings are left.
    reason: String,
    findings: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    function: String,
    rule: String,
    fingerprint: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Why a baseline could not be read.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is no JSON of the right shape.
    #[error("{0}; mend it, or write it anew with `makegood check --all --write-baseline`")]
    Malformed(#[from] serde_json::Error),
    /// It is of a later version, or something else.
    #[error(
        "its schema is `{0}`, and this version reads `{SCHEMA}`; write it anew with `makegood check --all --write-baseline`"
    )]
    Schema(String),
    /// It gives no reason.
    #[error("it gives no `reason`: say in it why the findings are left")]
    NoReason,
}

impl Baseline {
    /// Reads the text of a baseline file.
    ///
    /// # Errors
    /// When the text is no baseline of this version, or gives no reason.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let baseline: Self = serde_json::from_str(text)?;
        if baseline.schema != SCHEMA {
            return Err(BaselineError::Schema(baseline.schema));
        }
        if baseline.reason.trim().is_empty() {
            return Err(BaselineError::NoReason);
        }
        Ok(baseline)
    }

    /// The baseline that makes all of `findings` known.
    pub fn of(findings: &[Finding], reason: &str) -> Self {
        let mut entries: Vec<Entry> = findings
            .iter()
            .filter(|finding| finding.suppressed.as_ref().is_none_or(|by| by.kind == SuppressionKind::Baseline))
            .map(|finding| Entry {
                path: finding.path.clone(),
                function: finding.function.as_ref().map(|function| function.name.clone()).unwrap_or_default(),
                rule: finding.rule.clone(),
                fingerprint: finding.fingerprint.clone(),
                reason: None,
            })
            .collect();
        entries.sort();
        entries.dedup();
        Self { schema: SCHEMA.to_owned(), reason: reason.to_owned(), findings: entries }
    }

    /// The text of the file: one finding a line, so that a diff shows what was added.
    pub fn to_text(&self) -> String {
        let quote = |text: &str| serde_json::Value::from(text).to_string();
        let entries: Vec<String> = self
            .findings
            .iter()
            .map(|entry| format!("    {}", serde_json::to_string(entry).unwrap_or_default()))
            .collect();
        let list = if entries.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", entries.join(",\n")) };
        format!(
            "{{\n  \"schema\": {},\n  \"reason\": {},\n  \"findings\": {list}\n}}\n",
            quote(SCHEMA),
            quote(&self.reason)
        )
    }

    /// Why these findings are left.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// How many findings it makes known.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether it makes none known.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The first rule that an entry names and that `is_rule` does not know: nothing is known by a rule that does not exist.
    pub fn unknown_rule(&self, is_rule: &dyn Fn(&str) -> bool) -> Option<&str> {
        self.findings.iter().map(|entry| entry.rule.as_str()).find(|rule| !is_rule(rule))
    }

    /// Marks those of `findings` that are known.
    pub fn apply(&self, findings: &mut [Finding]) {
        let mut known: BTreeMap<(&str, &str), Vec<&Entry>> = BTreeMap::new();
        for entry in &self.findings {
            known.entry((&entry.fingerprint, &entry.path)).or_default().push(entry);
        }
        for finding in findings.iter_mut().filter(|finding| finding.suppressed.is_none()) {
            let Some(entry) =
                known.get(&(finding.fingerprint.as_str(), finding.path.as_str())).and_then(|of| of.first())
            else {
                continue;
            };
            finding.suppressed = Some(Suppression {
                kind: SuppressionKind::Baseline,
                reason: entry.reason.clone().unwrap_or_else(|| self.reason.clone()),
                until: None,
                task: None,
                new: false,
            });
        }
    }

    /// The entries of this baseline that `before` did not hold, as `rule on function`.
    pub fn added_since(&self, before: &Self) -> Vec<String> {
        let new = self.findings.iter().filter(|entry| !before.findings.contains(entry));
        new.map(|entry| format!("{} on {} ({})", entry.rule, entry.function, entry.path)).collect()
    }
}

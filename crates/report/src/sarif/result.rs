//! One finding as a result.

use serde_json::{Map, Value, json};

use super::location;
use crate::summary::severity_word;
use model::{Finding, FunctionRef, RuleInfo, Suppression, SuppressionKind};

/// The finding as a result (3.27). `suppressions` stands in every result: where one has it and another has not, the
/// other's state counts as unknown (3.27.23).
pub fn of(finding: &Finding, rules: &[RuleInfo]) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": severity_word(finding.severity),
        "message": {"text": finding.message},
        "locations": [place(finding)],
        "relatedLocations": related(finding),
        "partialFingerprints": {"makegood/v1": finding.fingerprint},
        "suppressions": finding.suppressed.iter().map(suppression).collect::<Vec<_>>(),
        "properties": properties(finding),
    });
    if let Some(index) = rules.iter().position(|rule| rule.id == finding.rule) {
        result["ruleIndex"] = index.into();
    }
    result
}

fn place(finding: &Finding) -> Value {
    let mut place = json!({"physicalLocation": location::physical(&finding.path, Some(finding.span))});
    if let Some(function) = &finding.function {
        place["logicalLocations"] = json!([logical(function)]);
    }
    place
}

/// The function as a logical location (3.33).
fn logical(function: &FunctionRef) -> Value {
    let name = function.name.rsplit("::").next().unwrap_or(&function.name);
    json!({"name": name, "fullyQualifiedName": function.name, "kind": "function"})
}

fn related(finding: &Finding) -> Vec<Value> {
    let location = |(id, related): (usize, &model::Related)| {
        json!({
            "id": id,
            "physicalLocation": location::line(&related.path, related.line),
            "message": {"text": related.message},
        })
    };
    finding.related.iter().enumerate().map(location).collect()
}

/// Why the finding does not count (3.35).
fn suppression(suppression: &Suppression) -> Value {
    let kind = match suppression.kind {
        SuppressionKind::Comment => "inSource",
        SuppressionKind::Baseline => "external",
    };
    let mut properties = Map::new();
    properties.extend(suppression.until.iter().map(|day| ("until".to_owned(), day.as_str().into())));
    properties.extend(suppression.task.iter().map(|task| ("task".to_owned(), task.as_str().into())));
    let mut value = json!({"kind": kind, "status": "accepted", "justification": suppression.reason});
    if !properties.is_empty() {
        value["properties"] = properties.into();
    }
    value
}

/// What SARIF has no word for.
fn properties(finding: &Finding) -> Value {
    let mut properties = json!({"help": finding.help});
    if let Some(change) = finding.change {
        properties["change"] = json!(change);
    }
    properties
}

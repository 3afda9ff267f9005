//! The tool and its rules.

use serde_json::{Value, json};

use super::notification;
use crate::rule_link::rule_link;
use crate::summary::severity_word;
use model::{Rendering, RuleInfo};

/// The tool that made the report (3.19).
pub fn driver(rendering: &Rendering<'_>) -> Value {
    let tool = &rendering.report.tool;
    let mut driver = json!({
        "name": tool.name,
        "version": tool.version,
        "semanticVersion": tool.version,
        "rules": rendering.rules.iter().map(rule).collect::<Vec<_>>(),
        "notifications": notification::kinds(),
    });
    if !env!("CARGO_PKG_REPOSITORY").is_empty() {
        driver["informationUri"] = env!("CARGO_PKG_REPOSITORY").into();
    }
    driver
}

/// What is known of a rule (3.49).
fn rule(rule: &RuleInfo) -> Value {
    let mut descriptor = json!({
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": severity_word(rule.severity)},
    });
    if let Some(link) = rule_link(&rule.id) {
        descriptor["helpUri"] = link.into();
    }
    descriptor
}

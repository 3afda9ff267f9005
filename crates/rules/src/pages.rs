//! Manual pages: a rule file as a page for people.

use super::named::Named;
use super::rule::{Example, FoundBy, Illustration, IllustrationKind, Rule};
use model::{LanguageId, Severity};

/// The page of one rule, in Markdown.
pub fn page(rule: &Rule) -> String {
    let Rule { id, title, why, help, path, .. } = rule;
    let severity = severity(rule.severity);
    let flagged = section("Reported", &rule.flags) + &illustrated(rule, IllustrationKind::Flagged);
    let spared = section("Not reported", &rule.spares) + &illustrated(rule, IllustrationKind::Spared);
    let origin = origin(rule);
    format!(
        "# {id}\n\n{title}. Severity: {severity}.\n\n## Why it matters\n\n{why}\n\n## What to do\n\n{help}\n\
         {flagged}{spared}\n{origin}: `{path}`.\n"
    )
}

fn origin(rule: &Rule) -> String {
    match rule.found_by {
        FoundBy::Condition(_) => "Source of this rule".to_owned(),
        FoundBy::Stage(stage) => {
            format!("Found by the `{}` stage, not by a condition on functions. Source of this rule", stage.word())
        }
    }
}

/// The index of all pages, in Markdown.
pub fn index(rules: &[Rule]) -> String {
    let head = "# Rules\n\nHow to write your own: [writing rules](writing-rules.md).\n\n| rule | severity | what it finds |\n|---|---|---|\n".to_owned();
    rules.iter().fold(head, |page, rule| {
        page + &format!("| [{0}]({0}.md) | {1} | {2} |\n", rule.id, severity(rule.severity), rule.title)
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn section(title: &str, examples: &[Example]) -> String {
    examples.iter().fold(format!("\n## {title}\n"), |page, example| page + &shown(example))
}

fn illustrated(rule: &Rule, kind: IllustrationKind) -> String {
    let of_kind = rule.shown.iter().filter(|illustration| illustration.kind == kind);
    of_kind
        .map(|Illustration { why, text, .. }| {
            format!("\nIllustration, not run as a test: {why}.\n\n```text\n{}\n```\n", text.trim_matches('\n'))
        })
        .collect()
}

fn shown(example: &Example) -> String {
    let why = sentence(example);
    let code = fenced(example, &example.code);
    match example.base.as_deref().filter(|base| !base.is_empty()) {
        Some(base) => format!("\n{why}\n\nBefore the change:\n\n{}\nAfter it:\n\n{code}", fenced(example, base)),
        None => format!("\n{why}\n\n{code}"),
    }
}

fn sentence(example: &Example) -> String {
    let language = match example.language {
        LanguageId::C => "C",
        LanguageId::Rust => "Rust",
    };
    let instead = example.instead.as_ref().map(|rule| format!(" ([{rule}]({rule}.md) reports it.)"));
    let beside = example.beside.as_ref().map(|rule| format!(" ([{rule}]({rule}.md) is reported as well.)"));
    format!("{language}: {}.{}", example.why, instead.or(beside).unwrap_or_default())
}

fn fenced(example: &Example, code: &str) -> String {
    format!("```{}\n{}\n```\n", example.language.word(), code.trim_matches('\n'))
}

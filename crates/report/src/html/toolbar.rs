//! Search and filter, and what the keys do. Without scripts the page is whole, and the toolbar is not shown.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::safe_text::one_line;
use crate::summary::{counted, is_listed, severity_word};
use model::{PromiseStatus, Severity};

use super::{Page, notes};

const KEYS: &[(&str, &str)] = &[
    ("j, k", "next and previous entry"),
    ("o", "open or close the code of the entry, or of all"),
    ("/", "search"),
    ("Esc", "clear search and filter"),
    ("t", "light or dark"),
    ("?", "this list"),
];

/// The form above the results.
pub fn bar(page: &Page<'_>) -> Markup {
    let rules = rules(page);
    html! {
        div.bar {
            form role="search" aria-label="Filter the results" {
                input id="search" type="search" placeholder="Search (press /)" aria-label="Search" autocomplete="off";
                @if rules.len() > 1 {
                    select id="rule" aria-label="Rule" {
                        option value="" { "all rules" }
                        @for rule in rules { option value=(rule) { (rule) } }
                    }
                }
                @for (state, count) in states(page).into_iter().filter(|(_, count)| *count > 0) {
                    button.(state) type="button" data-shows=(state) aria-pressed="true" { (state) " " (count) }
                }
                button id="reset" type="button" { "Clear" }
                button id="theme" type="button" { "Light/dark" }
                button id="help" type="button" aria-label="Keys" { "?" }
                span.shown id="shown" role="status" {}
            }
        }
    }
}

fn rules(page: &Page<'_>) -> BTreeSet<String> {
    page.rendering.report.findings.iter().filter(|finding| !is_listed(finding)).map(|f| one_line(&f.rule)).collect()
}

/// Every state that an entry can have, with the number of its entries.
fn states(page: &Page<'_>) -> Vec<(&'static str, usize)> {
    let report = page.rendering.report;
    let kept = |status| report.promises.iter().filter(|promise| promise.status == status).count();
    let found = |severity| {
        let shown = counted(report).filter(|finding| !is_listed(finding));
        (severity_word(severity), shown.filter(|finding| finding.severity == severity).count())
    };
    let promises = [
        ("broken", kept(PromiseStatus::Broken)),
        ("drifted", kept(PromiseStatus::Drifted)),
        ("unproven", kept(PromiseStatus::Unproven)),
        ("kept", kept(PromiseStatus::Kept)),
    ];
    let findings = [Severity::Error, Severity::Warning, Severity::Note].map(found);
    promises.into_iter().chain(findings).chain(notes::states(page)).collect()
}

/// The list of keys.
pub fn keys() -> Markup {
    html! {
        dialog id="keys" aria-label="Keys" {
            h2 { "Keys" }
            dl { @for (key, what) in KEYS { dt { kbd { (key) } } dd { (what) } } }
            form method="dialog" { button { "Close" } }
        }
    }
}

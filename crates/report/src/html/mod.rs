//! The `html` format: one page that asks nothing of the network, to read a report in a browser, to send it and to print it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::Style;
use crate::summary::verdict_word;
use model::Rendering;

mod anchors;
mod code;
mod findings;
mod notes;
mod overview;
mod promises;
mod reach;
mod text;
mod toolbar;

use anchors::Anchors;

const CSS: &str = include_str!("page.css");
/// From how many findings on entries are laid out only when they come into view.
const MANY: usize = 500;
const SCRIPT: &str = include_str!("page.js");

/// The report, and the addresses of its parts on the page.
struct Page<'a> {
    rendering: &'a Rendering<'a>,
    anchors: Anchors,
}

pub(super) fn render(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    let page = Page { rendering, anchors: Anchors::of(rendering.report) };
    (document(&page).into_string() + "\n").into_bytes()
}

fn document(page: &Page<'_>) -> Markup {
    let report = page.rendering.report;
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="generator" content={ (report.tool.name) " " (report.tool.version) };
                title { "makegood " (report.command) ": " (verdict_word(report.verdict)) }
                style { (PreEscaped(CSS)) }
            }
            body {
                a.skip href="#results" { "Skip to the results" }
                (overview::header(page))
                (toolbar::bar(page))
                main id="results" class=[(report.findings.len() > MANY).then_some("many")] {
                    (overview::blockers(report))
                    (promises::sections(page))
                    (findings::section(page))
                    (reach::section(report))
                    (notes::sections(page))
                    div.empty id="empty" { p { "Nothing matches the filter." } p { kbd { "Esc" } " clears it." } }
                }
                (toolbar::keys())
                footer { p { (report.tool.name) " " (report.tool.version) ". This page makes no request to any server." } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// Nothing is loaded from anywhere, and no script runs but the page's own: text of others that looked like markup would
/// do nothing even if it was not escaped.
fn policy() -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(CSS),
        hash(SCRIPT)
    )
}

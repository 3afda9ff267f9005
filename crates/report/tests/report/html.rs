//! The html format. What the page does in a browser is tested by `tests/html_report.mjs`.

use std::collections::BTreeSet;

use report::{Format, Style};

use crate::builder::Case;
use crate::cases;
use crate::expect::{assert_is, rendered};

fn page(case: &Case) -> String {
    rendered(case, Format::Html, &Style::default())
}

/// The page without its style and script, an element to a line.
fn content(case: &Case) -> String {
    let page = page(case);
    let start = page.find("<header").expect("a header");
    let end = page.find("<script>").expect("a script");
    page[start..end].replace("><", ">\n<") + "\n"
}

#[test]
fn a_promise_is_shown_with_its_line_its_code_and_its_tests() {
    let spec = "\n".repeat(98) + "| `start_stream` | begins a stream |\n";
    let mut case = cases::incomplete().source("tasks/openai-streaming-chat.md", &spec);
    case.report.evidence.functions = cases::proven().report.evidence.functions[..1].to_vec();
    case.report.evidence.functions[0].promise = Some("p1".into());
    assert_is(&content(&case), "incomplete", "page.html");
}

#[test]
fn findings_notes_and_what_is_suppressed_have_their_sections() {
    assert_is(&content(&cases::everything()), "everything", "page.html");
}

#[test]
fn the_page_asks_for_nothing_from_outside() {
    for case in cases::all() {
        let page = page(&case);
        assert!(page.contains("default-src 'none'"), "{page}");
        for outside in [" src=", "url(", "@import", "fetch(", "<link", "<img", "<iframe", " onclick", " style="] {
            assert!(!page.contains(outside), "{outside} in\n{page}");
        }
    }
}

#[test]
fn text_of_others_is_text() {
    let mut case = cases::awkward();
    for finding in &mut case.report.findings {
        finding.message = "`</script><script>alert(1)</script>` & \"<b>\"".into();
        finding.path = "a/\"><img src=x onerror=alert(1)>.c".into();
    }
    let page = page(&case);
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert!(!page.contains("<img") && !page.contains("<b>"), "{page}");
    assert!(page.contains("&lt;/script&gt;"), "{page}");
    assert!(!page.contains(['\u{202e}', '\x1b', '\u{7}']), "{page}");
}

#[test]
fn every_id_is_used_once_and_every_link_leads_to_one() {
    for case in cases::all() {
        let page = page(&case);
        let values = |name: &str| -> Vec<String> {
            let rest = page.split(name).skip(1);
            rest.map(|rest| rest[..rest.find('"').expect("an end")].to_owned()).collect()
        };
        let ids = values(" id=\"");
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        for link in values(" href=\"#") {
            assert!(unique.contains(&link), "{link} leads nowhere");
        }
    }
}

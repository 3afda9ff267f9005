//! The markdown format as a reader of Markdown takes it.

use pulldown_cmark::{Event, Options, Parser, Tag};
use report::{Format, Style};

use crate::cases;
use crate::expect::rendered;

/// All markup that the format writes itself.
const OWN: &[&str] = &["<code>", "</code>", "<br>", "<details><summary>Code</summary>\n", "</details>\n"];

#[test]
fn text_of_others_becomes_no_markup() {
    for case in cases::all() {
        let text = rendered(&case, Format::Markdown, &Style::default());
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_GFM) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => assert!(OWN.contains(&&*html), "{html:?} in\n{text}"),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    panic!("{dest_url} in\n{text}")
                }
                _ => {}
            }
        }
    }
}

#[test]
fn the_code_of_a_finding_is_a_part_of_its_entry() {
    let text = rendered(&cases::slot(), Format::Markdown, &Style::default());
    let mut inside = Vec::new();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(tag) => inside.push(tag.to_end()),
            Event::End(_) => drop(inside.pop()),
            Event::Text(code) if code.contains("arena_new") => {
                assert!(inside.contains(&pulldown_cmark::TagEnd::CodeBlock), "{inside:?}");
                assert!(inside.contains(&pulldown_cmark::TagEnd::Item), "{inside:?}");
                return;
            }
            _ => {}
        }
    }
    panic!("the code is missing in\n{text}");
}

#[test]
fn a_table_shows_the_promises_that_were_not_kept() {
    let text = rendered(&cases::incomplete(), Format::Markdown, &Style::default());
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).skip(2).collect();
    assert_eq!(rows.len(), 2, "{text}");
    assert!(rows[0].starts_with("| **broken** | <code>start\\_stream</code> (slot)"), "{}", rows[0]);
    assert!(rows[1].starts_with("| unproven |"), "{}", rows[1]);
}

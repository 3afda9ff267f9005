//! Links in the documentation lead somewhere: to a file that is there, to a heading in it, and from a page of the site only to
//! another page of the site.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::nothing_wrong;
use crate::tree::{File, files, root};

/// The pages of the site, and the documents beside it.
fn documents() -> Vec<File> {
    let is_document = |file: &File| {
        file.path.ends_with(".md")
            && (file.path.starts_with("docs/") || ["README.md", "CONTRIBUTING.md"].contains(&file.path.as_str()))
    };
    files(".").into_iter().filter(is_document).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() > 30, "found too few documents");
    let there = |path: &str| root().join(path).exists();
    nothing_wrong(&dead_links(&documents, &there));
}

#[test]
fn every_page_is_in_the_table_of_contents_once() {
    let documents = documents();
    nothing_wrong(&not_in_contents(&documents));
}

#[test]
fn dead_links_are_reported() {
    let pages = |text: &str| [File::made_up("docs/a.md", text), File::made_up("docs/b.md", "# One `two`, three\n")];
    let dead = |text: &str| dead_links(&pages(text), &|path| path == "README.md" || path.starts_with("docs/b"));
    assert_eq!(dead("[x](c.md)"), ["docs/a.md: c.md is not there"]);
    assert_eq!(dead("[x](b.md#four)"), ["docs/a.md: b.md#four is not there"]);
    assert_eq!(dead("[x](../README.md)"), ["docs/a.md: ../README.md is not a part of the site"]);
    assert!(dead("[x](b.md#one-two-three) [y](https://example.org/c.md) `[z](c.md)`").is_empty());
}

#[test]
fn pages_that_are_not_in_the_contents_are_reported() {
    let pages = [
        File::made_up("docs/SUMMARY.md", "- [a](a.md)\n- [a](a.md)\n"),
        File::made_up("docs/a.md", ""),
        File::made_up("docs/b.md", ""),
    ];
    assert_eq!(not_in_contents(&pages), ["docs/a.md is there 2 times", "docs/b.md is there 0 times"]);
}

fn dead_links(documents: &[File], there: &dyn Fn(&str) -> bool) -> Vec<String> {
    documents
        .iter()
        .flat_map(|file| links(&file.text).into_iter().filter_map(|link| dead(file, &link, documents, there)))
        .collect()
}

/// What is wrong with `link` in `file`.
fn dead(file: &File, link: &str, documents: &[File], there: &dyn Fn(&str) -> bool) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, heading) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() { file.path.clone() } else { joined(&file.path, path) };
    if file.path.starts_with("docs/") && !target.starts_with("docs/") {
        return Some(format!("{}: {link} is not a part of the site", file.path));
    }
    let document = documents.iter().find(|document| document.path == target);
    let has_heading = heading.is_empty() || document.is_some_and(|document| headings(&document.text).contains(heading));
    let is_there = document.is_some() || there(&target);
    (!is_there || !has_heading).then(|| format!("{}: {link} is not there", file.path))
}

/// `link` as a path from the root, seen from the file `from`.
fn joined(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn not_in_contents(documents: &[File]) -> Vec<String> {
    let contents = documents.iter().find(|file| file.path == "docs/SUMMARY.md").map_or("", |file| &file.text);
    let listed: Vec<String> = links(contents).iter().map(|link| joined("docs/SUMMARY.md", link)).collect();
    let pages = documents.iter().filter(|file| file.path.starts_with("docs/") && file.path != "docs/SUMMARY.md");
    let times = |path: &str| listed.iter().filter(|listed| *listed == path).count();
    pages
        .filter(|page| times(&page.path) != 1)
        .map(|page| format!("{} is there {} times", page.path, times(&page.path)))
        .collect()
}

fn links(text: &str) -> Vec<String> {
    let links = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    links.collect()
}

/// The ids that headings get: their words in small letters, joined by hyphens.
fn headings(text: &str) -> BTreeSet<String> {
    let (mut ids, mut open) = (BTreeSet::new(), None::<String>);
    for event in Parser::new(text) {
        match (event, &mut open) {
            (Event::Start(Tag::Heading { .. }), _) => open = Some(String::new()),
            (Event::End(TagEnd::Heading(_)), _) => ids.extend(open.take().map(|title| slug(&title))),
            (Event::Text(text) | Event::Code(text), Some(title)) => title.push_str(&text),
            _ => {}
        }
    }
    ids
}

fn slug(title: &str) -> String {
    let kept = title.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}

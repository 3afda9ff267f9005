//! The `markdown` format: the report as a comment on a pull request, and as the summary of a GitHub job.
//!
//! All text of others is escaped: it shows as it is and becomes neither markup nor a link nor a mention.

use super::Style;
use super::remark::{Remark, place_remarks};
use super::safe_text::{one_line, visible};
use super::shared_help::{RuleGroup, by_rule};
use super::summary::{self, counted, is_listed, number, severity_word, verdict_word};
use super::window::Window;
use model::{Blocker, Finding, PromiseReport, PromiseStatus, Related, Rendering, Report};

/// Bytes at most: GitHub refuses a comment of more than 65,536 characters.
const COMMENT: usize = 60_000;
/// Bytes of a job's summary at most: GitHub refuses more than 1 MiB.
const JOB_SUMMARY: usize = 1_000_000;
/// Findings that are shown with their code: a comment is looked over, not studied.
const WITH_CODE: usize = 10;

pub(super) fn render(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    text(rendering, COMMENT).into_bytes()
}

/// The same for the file `$GITHUB_STEP_SUMMARY`.
pub fn step_summary(rendering: &Rendering<'_>) -> String {
    text(rendering, JOB_SUMMARY)
}

fn text(rendering: &Rendering<'_>, most: usize) -> String {
    let report = rendering.report;
    let pieces: Vec<_> = summary::pieces(rendering).iter().map(|piece| escape(piece)).collect();
    let heading = format!("### makegood {}: {}", escape(&report.command), verdict_word(report.verdict));
    let mut page = Page { text: format!("{heading}\n\n{}\n", pieces.join(" · ")), most, left: 0 };
    page.list("Blocked by", report.blocked_by.iter().map(blocker));
    promises(report, &mut page);
    findings(rendering, &mut page);
    page.list("Also", place_remarks(report).iter().map(remark));
    page.end()
}

/// A text in the making that does not grow beyond what is taken.
struct Page {
    text: String,
    most: usize,
    /// How many entries found no room.
    left: usize,
}

impl Page {
    fn add(&mut self, heading: &str, entry: &str) {
        if self.left == 0 && self.text.len() + heading.len() + entry.len() < self.most {
            self.text += heading;
            self.text += entry;
        } else {
            self.left += 1;
        }
    }

    /// `entries` below `heading`; nothing where there are none.
    fn list(&mut self, heading: &str, entries: impl Iterator<Item = String>) {
        let mut heading = format!("\n**{heading}**\n\n");
        for entry in entries {
            self.add(&std::mem::take(&mut heading), &entry);
        }
    }

    fn end(self) -> String {
        match self.left {
            0 => self.text,
            left => format!("{}\nNot all of it fits here: {} left out.\n", self.text, number(left, "finding")),
        }
    }
}

fn blocker(blocker: &Blocker) -> String {
    format!("- {}: {}\n", place(&blocker.path, Some(blocker.line)), prose(&blocker.reason))
}

/// The promises that were not kept, as a table.
fn promises(report: &Report, page: &mut Page) {
    let mut heading = "\n| | Promise | Spec | Found |\n| --- | --- | --- | --- |\n".to_owned();
    for promise in report.promises.iter().filter(|promise| promise.status != PromiseStatus::Kept) {
        page.add(&std::mem::take(&mut heading), &promise_row(promise));
    }
}

fn promise_row(promise: &PromiseReport) -> String {
    let status = match promise.status {
        PromiseStatus::Broken => "**broken**",
        PromiseStatus::Drifted => "drifted",
        PromiseStatus::Kept | PromiseStatus::Unproven => "unproven",
    };
    let found: Vec<String> = promise.evidence.iter().map(also).collect();
    let spec = place(&promise.source.path, Some(promise.source.line));
    format!("| {status} | {} ({}) | {spec} | {} |\n", code(&promise.text), escape(&promise.kind), found.join("<br>"))
}

fn findings(rendering: &Rendering<'_>, page: &mut Page) {
    let shown: Vec<&Finding> = counted(rendering.report).filter(|finding| !is_listed(finding)).collect();
    let mut with_code = 0;
    for group in by_rule(&shown) {
        let mut heading = group_heading(&group, rendering);
        for finding in &group.findings {
            with_code += 1;
            let source = if with_code <= WITH_CODE { fenced(finding, rendering) } else { String::new() };
            page.add(&std::mem::take(&mut heading), &(entry(finding, &group) + &source));
        }
    }
}

/// The rule, what it is about, and what all of its findings advise.
fn group_heading(group: &RuleGroup<'_>, rendering: &Rendering<'_>) -> String {
    let info = rendering.rules.iter().find(|info| info.id == group.rule);
    let title = info.map(|info| format!(": {}", escape(&info.title))).unwrap_or_default();
    let help = if group.help.is_empty() { String::new() } else { format!("\n> {}\n", prose(group.help)) };
    format!("\n**{}**{title}\n{help}\n", code(group.rule))
}

fn entry(finding: &Finding, group: &RuleGroup<'_>) -> String {
    let place = place(&finding.path, Some(finding.span.start.line));
    let own = group.own_help(finding).map(|own| format!("  - {}\n", prose(own)));
    let more = finding.related.iter().map(|related| format!("  - {}\n", also(related))).chain(own).collect::<String>();
    format!("- {} {place}: {}\n{more}", severity_word(finding.severity), prose(&finding.message))
}

/// The code of `finding`, to be opened; empty where it is not at hand.
fn fenced(finding: &Finding, rendering: &Rendering<'_>) -> String {
    let Some(source) = rendering.sources.get(&finding.path) else { return String::new() };
    let Some(window) = Window::around(finding, source) else { return String::new() };
    let lines = (window.first..=window.last).filter_map(|line| source.line_text(line)).map(shown);
    let code = lines.collect::<Vec<_>>().join("\n");
    let fence = "`".repeat(longest_run(&code).max(2) + 1);
    let language = if finding.path.ends_with(".rs") { "rust" } else { "c" };
    let block = format!("<details><summary>Code</summary>\n\n{fence}{language}\n{code}\n{fence}\n\n</details>");
    // Indented as a part of the entry in its list.
    let lines = block.lines().map(|line| format!("  {line}").trim_end().to_owned() + "\n");
    format!("\n{}\n", lines.collect::<String>())
}

/// A line of source with its tabs, and a stand-in for every other character that does not show itself.
fn shown(line: &str) -> String {
    line.trim_end_matches('\r').split('\t').map(visible).collect::<Vec<_>>().join("\t")
}

/// How many backquotes follow one another at most.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn remark(remark: &Remark<'_>) -> String {
    let place = place(remark.path, remark.span.map(|span| span.start.line));
    format!("- {} {place}: {}\n", severity_word(remark.severity), prose(&remark.message))
}

fn also(related: &Related) -> String {
    format!("{}: {}", place(&related.path, Some(related.line)), prose(&related.message))
}

fn place(path: &str, line: Option<usize>) -> String {
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    code(&(visible(path) + &line))
}

/// `text` as code, where GitHub makes no mentions, references and emoji of it (a place on line 100 has one).
fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Text of others, with what stands in backquotes as code.
fn prose(text: &str) -> String {
    let text = one_line(text);
    let parts: Vec<&str> = text.split('`').collect();
    // An odd number of backquotes has no pairs that could be relied on.
    if parts.len().is_multiple_of(2) {
        return escaped(&text);
    }
    let piece = |(index, part): (usize, &str)| if index % 2 == 1 { code(part) } else { escaped(part) };
    parts.into_iter().enumerate().map(piece).collect()
}

/// `text` on one line, with nothing in it that Markdown or HTML would act on.
fn escape(text: &str) -> String {
    escaped(&one_line(text))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str("&#64;"),
            _ if "\\`*_[]#!|~$".contains(c) => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    // An address would become a link.
    escaped.replace("://", "&#58;//")
}

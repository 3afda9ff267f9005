//! What to do: once for each rule that has several findings, and where to begin when there are very many.

use super::{paint, paragraph};
use crate::Style;
use crate::safe_text::{one_line, visible};
use crate::shared_help::RuleGroup;
use crate::summary::number;
use model::{Finding, Report};

/// From how many findings on a whole code base is more than one works through from top to bottom.
const MANY: usize = 50;

/// The advice that stands with `finding` itself: all of it where no other finding shares it.
pub fn own<'a>(finding: &'a Finding, groups: &[RuleGroup<'a>]) -> &'a str {
    match groups.iter().find(|group| group.rule == finding.rule) {
        Some(group) if group.findings.len() > 1 => group.own_help(finding).unwrap_or(""),
        _ => &finding.help,
    }
}

/// What the findings of each rule share, and the command that says more.
pub fn render(groups: &[RuleGroup<'_>], style: &Style) -> Option<String> {
    let shared = groups.iter().filter(|group| group.findings.len() > 1);
    let items: Vec<String> = shared.map(|group| item(group, style)).collect();
    let heading = paint::with("What to do (`makegood explain RULE` says more):", paint::heading(), style);
    (!items.is_empty()).then(|| format!("{heading}\n{}", items.concat()))
}

fn item(group: &RuleGroup<'_>, style: &Style) -> String {
    let help = one_line(group.help);
    let rest = if help.is_empty() { String::new() } else { format!(": {help}") };
    let text = format!("{} ({}){rest}", one_line(group.rule), number(group.findings.len(), "finding"));
    paragraph::hanging("  ", 4, &text, style)
}

/// Three ways to begin with a code base that has very many findings; nothing where a change is judged.
pub fn many(report: &Report, groups: &[RuleGroup<'_>], style: &Style) -> Option<String> {
    let findings: usize = groups.iter().map(|group| group.findings.len()).sum();
    let judges_change = groups.iter().flat_map(|group| &group.findings).any(|finding| finding.change.is_some());
    if report.command != "check" || judges_change || findings < MANY {
        return None;
    }
    let largest = groups.iter().max_by_key(|group| group.findings.len())?;
    let folder = folder(groups);
    let ways = [
        ("makegood check --write-baseline".to_owned(), "count only new findings from now on".to_owned()),
        (
            format!("makegood check --all --severity {}=off", one_line(largest.rule)),
            format!("leave out this rule ({})", number(largest.findings.len(), "finding")),
        ),
        (
            format!("makegood check --all {}", visible(&folder.0)),
            format!("look at one folder ({})", number(folder.1, "finding")),
        ),
    ];
    let way =
        |(command, what): &(String, String)| format!("  {command}\n") + &paragraph::hanging("      ", 6, what, style);
    let lines = ways.iter().map(way);
    let heading = paint::with("Too many to begin with?", paint::heading(), style);
    Some(format!("{heading}\n{}", lines.collect::<String>()))
}

/// The folder at the top of the tree, or below `src` and its like, that holds the most findings.
fn folder(groups: &[RuleGroup<'_>]) -> (String, usize) {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for finding in groups.iter().flat_map(|group| &group.findings) {
        let folders = finding.path.rsplit_once('/').map_or(".", |(folders, _)| folders);
        let top: Vec<&str> = folders.split('/').take(2).collect();
        *counts.entry(top.join("/")).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).unwrap_or_default()
}

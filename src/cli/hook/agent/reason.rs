//! What an agent is told, in words that it can act on.

use crate::cli::hook::agent::block_limit::Why;
use model::{Finding, Gap, Position, Region, Severity};

/// What stands in the place of a rule for what could not be read.
pub const UNREAD: &str = "not-read";

/// The finding that stands for `gap` among the reasons not to stop: what was not read is not done.
pub fn of_gap(gap: &Gap) -> Finding {
    let start = Position::at(1, 1);
    Finding {
        rule: UNREAD.to_owned(),
        severity: Severity::Error,
        message: format!("it could not be read: {}", gap.reason),
        help: "Write it as UTF-8 text that its compiler takes".to_owned(),
        path: gap.path.clone(),
        span: gap.span.unwrap_or(Region { start, end: start }),
        function: None,
        change: None,
        related: Vec::new(),
        fingerprint: rules::text_fingerprint(UNREAD, &gap.path, &gap.reason),
        suppressed: None,
    }
}

/// How many findings are told in full.
const MOST: usize = 10;

/// Why it may not stop yet.
pub fn refusal(findings: &[Finding]) -> String {
    let count = counted(findings.len());
    let told: String = findings.iter().take(MOST).map(item).collect();
    format!(
        "The work is not done: makegood finds {count} in this change.\n{told}{}\n\
         Finish what is named here, or take it out together with everything that promises it, and say what is left to do. \
         `makegood check` shows it again; `makegood explain {}` says why it matters.",
        more(findings.len()),
        findings.iter().find(|finding| finding.rule != UNREAD).map_or("RULE", |finding| finding.rule.as_str())
    )
}

/// That it is let go although something is not done, and why.
pub fn let_go(findings: &[Finding], why: Why) -> String {
    let places: Vec<String> = findings.iter().take(MOST).map(place).collect();
    let why = match why {
        Why::RefusedTwice => "it was refused twice for the same reason",
        Why::RefusedOften => "it was refused many times in a row",
        Why::RefusedFast => "it was refused twice within a minute",
        Why::Waits => "it waits for an answer or for something that runs",
        Why::NotCounted => "it was refused before, and refusals cannot be counted here",
    };
    let count = counted(findings.len());
    format!("makegood: the agent is let go with {count} open, for {why}: {}{}", places.join("; "), more(findings.len()))
}

fn item(finding: &Finding) -> String {
    // Whoever is judged is not shown how to silence the judge: that is for the people of the project to decide.
    let help = finding.help.split_whitespace().collect::<Vec<_>>().join(" ");
    let help: Vec<&str> = help.split(". ").filter(|sentence| !sentence.contains("suppress")).collect();
    let help = help.join(". ");
    format!("- {}\n  {help}\n", place(finding))
}

/// `src/a.c:12: what is wrong [rule]`
fn place(finding: &Finding) -> String {
    format!("{}:{}: {} [{}]", finding.path, finding.span.start.line, finding.message, finding.rule)
}

fn counted(number: usize) -> String {
    if number == 1 { "1 finding".to_owned() } else { format!("{number} findings") }
}

fn more(number: usize) -> String {
    if number > MOST { format!("- and {} more\n", number - MOST) } else { String::new() }
}

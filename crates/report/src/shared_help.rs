//! Findings grouped by rule, so that the advice that they share is written once.

use model::{Finding, Severity};

/// The findings of one rule.
pub struct RuleGroup<'a> {
    /// The rule's id.
    pub rule: &'a str,
    /// The advice that all of them begin with; empty where there is none.
    pub help: &'a str,
    /// The findings: the heaviest first, equally heavy ones in the report's order.
    pub findings: Vec<&'a Finding>,
}

/// `findings` by rule: the rules with the heaviest findings first, and of equally heavy ones that which comes first.
pub fn by_rule<'a>(findings: &[&'a Finding]) -> Vec<RuleGroup<'a>> {
    let mut groups: Vec<RuleGroup<'a>> = Vec::new();
    for &finding in findings {
        match groups.iter_mut().find(|group| group.rule == finding.rule) {
            Some(group) => {
                group.help = shared(group.help, &finding.help);
                group.findings.push(finding);
            }
            None => groups.push(RuleGroup { rule: &finding.rule, help: finding.help.trim(), findings: vec![finding] }),
        }
    }
    for group in &mut groups {
        group.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.worst()));
    groups
}

impl RuleGroup<'_> {
    /// The heaviest severity in the group.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.first().map(|finding| finding.severity)
    }

    /// What `finding` is advised beyond what all findings of the rule are; `None` where there is no more.
    pub fn own_help<'f>(&self, finding: &'f Finding) -> Option<&'f str> {
        let own = finding.help.trim();
        Some(own.strip_prefix(self.help).unwrap_or(own).trim()).filter(|own| !own.is_empty())
    }
}

/// The whole sentences with which both begin.
fn shared<'a>(one: &'a str, other: &str) -> &'a str {
    let other = other.trim();
    if other.starts_with(one) {
        return one;
    }
    let ends = one.match_indices(". ").map(|(at, _)| at + 1).filter(|&end| other.starts_with(&one[..end]));
    &one[..ends.max().unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn advice_is_shared_by_whole_sentences() {
        assert_eq!(shared("Do it. There is no a.md", "Do it. There is no b.md"), "Do it.");
        assert_eq!(shared("Do it.", "Do it. There is no b.md"), "Do it.");
        assert_eq!(shared("Do it.", "Leave it."), "");
    }
}

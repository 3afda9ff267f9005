//! Where the manual page of a rule can be read.

/// The address of the page of `rule`; `None` while the package names no repository.
pub fn rule_link(rule: &str) -> Option<String> {
    in_repository(env!("CARGO_PKG_REPOSITORY"), rule)
}

fn in_repository(repository: &str, rule: &str) -> Option<String> {
    let is_id = !rule.is_empty() && rule.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let repository = repository.trim_end_matches('/');
    (is_id && !repository.is_empty()).then(|| format!("{repository}/blob/main/docs/rules/{rule}.md"))
}

#[cfg(test)]
mod tests {
    use super::in_repository;

    #[test]
    fn a_rule_has_a_page_in_the_repository() {
        let link = in_repository("https://example.org/makegood/", "hollow-body");
        assert_eq!(link.as_deref(), Some("https://example.org/makegood/blob/main/docs/rules/hollow-body.md"));
    }

    #[test]
    fn what_is_no_id_has_no_page() {
        assert_eq!(in_repository("https://example.org/makegood", "a/../b"), None);
        assert_eq!(in_repository("", "hollow-body"), None);
    }
}

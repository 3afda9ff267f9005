//! The names in a configuration that other rooms know: rules and word lists.

use rules::Spanned;

use super::error::Unknown;
use super::{Config, ConfigError};

/// Checks that every rule under `[severity]` and every list under `[vocabulary]` exists.
///
/// # Errors
/// For the first that does not, with the nearest name that does.
pub fn check_names(config: &Config, rules: &[&str], lists: &[&str]) -> miette::Result<()> {
    let severities = config.file.severity.keys().map(|key| (key, "rule", rules));
    let vocabulary = config.file.vocabulary.keys().map(|key| (key, "word list", lists));
    match severities.chain(vocabulary).find(|(key, _, known)| !known.contains(&key.get_ref().as_str())) {
        Some((key, kind, known)) => Err(unknown(config, key, kind, known).into()),
        None => Ok(()),
    }
}

fn unknown(config: &Config, key: &Spanned<String>, kind: &str, known: &[&str]) -> ConfigError {
    let unknown = Unknown { kind, typed: key.get_ref(), known: known.to_vec() };
    let label = format!("no such {kind}");
    ConfigError::new(&config.path, &config.text, Some(key.span()), unknown.what(), label).next(Some(unknown.next()))
}

/// What to say of a name on the command line that is not known: what is wrong, and what to do.
pub fn unknown_name(kind: &str, typed: &str, known: &[&str]) -> (String, String) {
    let unknown = Unknown { kind, typed, known: known.to_vec() };
    (unknown.what(), unknown.next())
}

//! Rule files and baselines.

use model::Vocabulary;
use rules::{Baseline, load, vocabulary};

use super::Target;
use crate::corpus::files;
use crate::mutate::Dialect;

/// Rule files.
#[derive(Debug)]
pub struct RuleFiles {
    words: Vocabulary,
}

/// Baselines.
#[derive(Debug)]
pub struct Baselines;

const TOML: Dialect = Dialect {
    tokens: &[
        "=",
        "[",
        "]",
        "[[",
        "]]",
        "\"",
        "'''",
        "\"\"\"",
        "{",
        "}",
        ",",
        ".",
        "#",
        "true",
        "1979-05-27",
        "0x",
        "inf",
        "nan",
        "all",
        "any",
        "not",
        "when",
        "id",
        "severity",
        "\"error\"",
        "\\u0000",
        "\u{1b}",
    ],
    lines: &[
        "[when]",
        "[[flags]]",
        "[[spares]]",
        "id = \"a\"",
        "title = \"b\"",
        "severity = \"error\"",
        "all = []",
        "any = [{}]",
        "not = { all = [] }",
        "code = '''",
        "'''",
        "unknown = 1",
        "language = \"c\"",
        "found_by = \"x\"",
    ],
};

const JSON: Dialect = Dialect {
    tokens: &[
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "1e999",
        "-0",
        "\"schema\"",
        "\"reason\"",
        "\"findings\"",
        "\"makegood-baseline/1\"",
    ],
    lines: &[
        "{",
        "}",
        "[",
        "]",
        "\"findings\": [",
        "{\"path\": \"a\", \"function\": \"b\", \"rule\": \"c\", \"fingerprint\": \"d\"},",
    ],
};

impl RuleFiles {
    /// With the words that come with makegood.
    pub fn new() -> Self {
        Self { words: vocabulary() }
    }
}

impl Target for RuleFiles {
    fn name(&self) -> &'static str {
        "rules"
    }

    fn corpus(&self) -> Vec<Vec<u8>> {
        files("rules", &|path| path.ends_with(".toml"))
    }

    fn dialect(&self) -> Dialect {
        TOML
    }

    fn check(&self, input: &[u8]) -> Result<(), String> {
        match load(".makegood/rules/a.toml", &String::from_utf8_lossy(input), &self.words) {
            Err(error) if error.to_string().is_empty() => Err("an error without a message".to_owned()),
            _ => Ok(()),
        }
    }
}

impl Target for Baselines {
    fn name(&self) -> &'static str {
        "baselines"
    }

    fn corpus(&self) -> Vec<Vec<u8>> {
        let finding = JSON.lines[5].trim_end_matches(',');
        let text = format!("{{\"schema\": \"makegood-baseline/1\", \"reason\": \"old\", \"findings\": [{finding}]}}");
        vec![text.into_bytes()]
    }

    fn dialect(&self) -> Dialect {
        JSON
    }

    fn check(&self, input: &[u8]) -> Result<(), String> {
        match Baseline::parse(&String::from_utf8_lossy(input)) {
            Err(error) if error.to_string().is_empty() => Err("an error without a message".to_owned()),
            _ => Ok(()),
        }
    }
}

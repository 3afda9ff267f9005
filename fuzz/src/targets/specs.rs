//! Specs of every format, contracts and commit messages.

use model::{SourceText, Span};
use specs::claims::{Cleaning, claims, message};
use specs::contract::Contract;
use specs::{FORMATS, signature};

use super::Target;
use crate::corpus::files;
use crate::mutate::Dialect;

/// Specs: each input is read in every format.
#[derive(Debug)]
pub struct Specs;

/// Contracts in YAML.
#[derive(Debug)]
pub struct Contracts;

/// Commit messages.
#[derive(Debug)]
pub struct Messages;

const PROSE: Dialect = Dialect {
    tokens: &[
        "`",
        "```",
        "**",
        "_",
        "[",
        "]",
        "(",
        ")",
        "|",
        "- [x]",
        "- [ ]",
        "#",
        "##",
        ">",
        "T001",
        "[P]",
        "[US1]",
        "src/a.c",
        "a()",
        "`fn a()`",
        "Implement",
        "depends on",
        "Will be implemented in x.md",
        "must",
        "not",
        "&amp;",
        "<!--",
        "-->",
        "\\",
        "{",
        "}",
        "\"",
        ":",
        ",",
        "null",
        "\u{202e}",
        "\u{1b}[31m",
        "✓",
    ],
    lines: &[
        "# Task",
        "## Functions",
        "## Out of scope",
        "### Requirement: X",
        "#### Scenario: Y",
        "- [x] T001 Implement `a` in src/a.c",
        "- [ ] 1.1 Add b",
        "| Function | Purpose |",
        "|---|---|",
        "| `a()` | b |",
        "```c",
        "```rust",
        "```makegood",
        "```",
        "provides:",
        "  functions:",
        "    - name: a",
        "requires:",
        "---",
        "depends_on: [a, b]",
        "> quoted",
        "    indented",
        "{\"id\": \"bd-1\", \"title\": \"x\"}",
        "Depends on: T001",
        "Fixes: #1",
        "Signed-off-by: A <a@b>",
        "Add tests for a",
        "# ------------------------ >8 ------------------------",
        "diff --git a/a b/a",
        "fixup! x",
        "Implement `a` and `b()`",
    ],
};

const YAML: Dialect = Dialect {
    tokens: &[
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "|",
        ">",
        "&a",
        "*a",
        "<<:",
        "!!str",
        "%",
        "@",
        "#",
        "null",
        "~",
        "yes",
        "0x1",
        "1e9",
        "name",
        "path",
        "functions",
        "\t",
        "? ",
        "---",
        "...",
    ],
    lines: &[
        "task: x",
        "requires:",
        "  - task: y",
        "provides:",
        "  functions:",
        "    - name: a",
        "      signature: int a(void)",
        "  types:",
        "  files:",
        "    - path: src/a.c",
        "tests:",
        "  min_added: 3",
        "deferred:",
        "  - what: b",
        "    to: c",
        "a: &x [*x, *x]",
        "b: {c: {d: [e]}}",
        "unknown: 1",
        "    - name: \"\u{1b}[0m\"",
    ],
};

fn read_all(text: &SourceText) -> Result<(), String> {
    for format in FORMATS {
        // The answer may be an error; it has to point into the text.
        format.recognises(text);
        if let Err(error) = format.read(text, &|_| None) {
            spoken(&error.to_string())?;
        }
    }
    Ok(())
}

fn spoken(message: &str) -> Result<(), String> {
    if message.trim().is_empty() { Err("an error without a message".to_owned()) } else { Ok(()) }
}

impl Target for Specs {
    fn name(&self) -> &'static str {
        "specs"
    }

    fn corpus(&self) -> Vec<Vec<u8>> {
        let mut found = files("fixtures", &|path| path.ends_with(".md") || path.contains("/specs/"));
        found.extend(files("docs", &|path| path.ends_with(".md")));
        found
    }

    fn dialect(&self) -> Dialect {
        PROSE
    }

    fn check(&self, input: &[u8]) -> Result<(), String> {
        for path in ["tasks/a.md", "specs/001-a/tasks.md", "backlog/tasks/task-1 - a.md", ".beads/issues.jsonl"] {
            read_all(&SourceText::new(path, input.to_vec()))?;
        }
        let text = String::from_utf8_lossy(input);
        for info in ["c", "rust"] {
            signature::language(info, &text).map(|language| signature::read(&text, language));
        }
        Ok(())
    }
}

impl Target for Contracts {
    fn name(&self) -> &'static str {
        "contracts"
    }

    fn corpus(&self) -> Vec<Vec<u8>> {
        let whole = YAML.lines[..15].join("\n").into_bytes();
        let fixtures = files("fixtures", &|path| path.ends_with(".yml") || path.ends_with(".yaml"));
        [fixtures, vec![whole, Vec::new()]].concat()
    }

    fn dialect(&self) -> Dialect {
        YAML
    }

    fn check(&self, input: &[u8]) -> Result<(), String> {
        let spec = SourceText::new("tasks/a.md", input.to_vec());
        let block = Span::new(0, spec.as_str().len());
        match Contract::read(&spec, block) {
            Err(error) => spoken(&error.to_string()),
            Ok(contract) => same_when_written(&contract),
        }
    }
}

/// What is read from a contract that was written is what was written.
fn same_when_written(contract: &Contract) -> Result<(), String> {
    let text = contract.to_text();
    let body: String = text.lines().filter(|line| !line.starts_with("```")).map(|line| format!("{line}\n")).collect();
    let spec = SourceText::new("tasks/a.md", body.into_bytes());
    let again = Contract::read(&spec, Span::new(0, spec.as_str().len()));
    match again {
        // A contract of nothing but its task is written as an empty one.
        Err(error) if error.to_string().contains("is empty") => Ok(()),
        Err(error) => Err(format!("a written contract cannot be read: {error}")),
        Ok(again) if again.to_text() != text => Err("a contract changes when it is written and read".to_owned()),
        Ok(_) => Ok(()),
    }
}

impl Target for Messages {
    fn name(&self) -> &'static str {
        "messages"
    }

    fn corpus(&self) -> Vec<Vec<u8>> {
        let listed = files("fixtures/messages", &|_| true);
        let single = |file: &Vec<u8>| file.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
        let mut lines: Vec<Vec<u8>> = listed.iter().flat_map(single).filter(|line| !line.is_empty()).collect();
        lines.extend(listed);
        lines
    }

    fn dialect(&self) -> Dialect {
        PROSE
    }

    fn check(&self, input: &[u8]) -> Result<(), String> {
        let text = SourceText::new("COMMIT_EDITMSG", input.to_vec());
        for cleaning in [Cleaning::None, Cleaning::Comments("#"), Cleaning::Comments("auto")] {
            let message = message(&text, cleaning);
            for claim in claims(&message, &text) {
                let (start, end) = (claim.span.start, claim.span.end);
                text.as_str().get(start..end).ok_or_else(|| format!("a claim at {start}..{end} is no place"))?;
            }
        }
        Ok(())
    }
}

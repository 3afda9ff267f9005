//! Every example in README.md and docs/ is run.
//!
//! - `console`: the commands behind `$ ` are run in the project that the comment before the block names (see
//!   `fixtures/docs/README.md`), and must print what follows; `...` stands for any lines.
//! - `toml`: is a configuration, or a rule, that is accepted in an empty repository.
//! - `c`, `rust`: a file that can be checked.
//! - `sh`, `yaml`, `json`, `lua` and indented commands: what calls makegood in them is a command line that it accepts.

use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::cmd::cargo_bin;
use snapbox::{Data, assert_data_eq};

use crate::scratch::Scratch;

/// A fenced block.
#[derive(Debug)]
struct Block {
    /// `path:line` of its first line.
    place: String,
    language: String,
    /// The project that the comment before it names.
    project: Option<String>,
    /// How far its fence is indented.
    indent: usize,
    text: String,
}

#[test]
fn consoles_show_what_is_printed() {
    let consoles = blocks(&["console"]);
    assert!(consoles.len() > 5, "found too few examples: {consoles:?}");
    for block in consoles {
        let project = project(block.project.as_deref(), &block.place);
        let mut status = 0;
        for session in block.text.split("\n$ ") {
            let session = session.trim_start_matches("$ ");
            let (command, expected) = session.split_once('\n').unwrap_or((session, ""));
            let printed =
                if command == "echo $?" { format!("{status}\n") } else { printed(&project, command, &mut status) };
            let expected = expected.trim_end().to_owned() + if expected.is_empty() { "" } else { "\n" };
            let shown = format!("{}: {command}\n", block.place);
            assert_data_eq!(Data::text(shown.clone() + &printed), Data::text(shown + &expected));
        }
    }
}

#[test]
fn configurations_and_rules_are_accepted_in_an_empty_repository() {
    let blocks = blocks(&["toml"]);
    assert!(blocks.len() > 2, "found too few examples: {blocks:?}");
    for block in blocks {
        let table: toml::Table = block.text.parse().unwrap_or_else(|error| panic!("{}: {error}", block.place));
        let scratch = Scratch::repository();
        let is_configuration = ["check", "severity", "vocabulary", "tasks"].iter().any(|key| table.contains_key(*key));
        let command: &[&str] = match table.get("id").and_then(toml::Value::as_str) {
            Some(id) => {
                scratch.write(&format!(".makegood/rules/{id}.toml"), &block.text);
                &["rules", "--test"]
            }
            None if is_configuration => {
                scratch.write("makegood.toml", &block.text);
                &["check"]
            }
            None => continue,
        };
        let output = scratch.makegood(command).output().expect("makegood runs");
        assert_eq!(output.status.code().map(|code| code == 2), Some(false), "{}: {output:?}", block.place);
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!complaints.contains("makegood.toml"), "{}: {complaints}", block.place);
    }
}

#[test]
fn source_can_be_checked() {
    for block in blocks(&["c", "rust"]).iter().filter(|block| !block.place.starts_with("docs/rules/")) {
        let scratch = Scratch::plain();
        let path = if block.language == "rust" { "a.rs" } else { "a.c" };
        scratch.write(path, &block.text);
        let output = scratch.makegood(&["check", "--all", "--format", "json"]).output().expect("makegood runs");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
        assert_eq!(report["gaps"], serde_json::json!([]), "{}", block.place);
        let findings = report["findings"].as_array().expect("a list");
        let open: Vec<_> = findings.iter().filter(|finding| finding["suppressed"].is_null()).collect();
        assert!(open.is_empty(), "{}: {open:?}", block.place);
    }
}

#[test]
fn command_lines_are_accepted() {
    let mut lines: Vec<(String, String)> = Vec::new();
    for block in blocks(&["sh", "yaml", "json", "lua", "markdown", ""]) {
        let text = with_values(&block.text.replace("\\\n", " "));
        lines.extend(text.lines().flat_map(calls).map(|call| (block.place.clone(), call)));
    }
    lines.extend(documents().into_iter().flat_map(|(path, text)| table_calls(&path, &text)));
    assert!(lines.len() > 40, "found too few command lines: {lines:?}");
    let scratch = Scratch::plain();
    let refused: Vec<String> = lines.iter().filter_map(|(place, line)| refusal(&scratch, place, line)).collect();
    assert!(refused.is_empty(), "\n{}", refused.join("\n"));
}

#[test]
fn what_is_not_accepted_is_refused() {
    let scratch = Scratch::plain();
    assert!(refusal(&scratch, "a.md:1", "check --no-such-option").is_some());
    assert!(refusal(&scratch, "a.md:1", "check --format xml").is_some());
    assert!(refusal(&scratch, "a.md:1", "no-such-command").is_some());
    assert_eq!(
        calls("FOO=1 makegood check --all | tee x && makegood -q ready \"a b\"  # says"),
        ["check --all", "-q ready \"a b\""]
    );
}

/// README.md and the pages under docs/, but for those of the rules, which are generated and tested with the rules.
fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = vec!["README.md".into(), "docs/rules/writing-rules.md".into()];
    let pages = std::fs::read_dir(root.join("docs")).expect("docs/");
    paths.extend(pages.flatten().map(|page| Path::new("docs").join(page.file_name())));
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let text = |path: &PathBuf| std::fs::read_to_string(root.join(path)).expect("a page");
    paths.iter().map(|path| (path.display().to_string(), text(path))).collect()
}

/// The fenced blocks of all documents in one of `languages`.
fn blocks(languages: &[&str]) -> Vec<Block> {
    let all = documents().into_iter().flat_map(|(path, text)| blocks_of(&path, &text));
    all.filter(|block| languages.contains(&block.language.as_str())).collect()
}

fn blocks_of(path: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(Block, String)> = None;
    let mut project = None;
    for (number, line) in text.lines().enumerate() {
        let fence: String = line.trim_start().chars().take_while(|&c| c == '`').collect();
        match &mut open {
            Some((_, end)) if line.trim() == end => blocks.extend(open.take().map(|(block, _)| block)),
            Some((block, _)) => {
                block.text += line.get(block.indent..).unwrap_or("");
                block.text.push('\n');
            }
            None if fence.len() >= 3 => {
                let language = line.trim().trim_matches('`').to_owned();
                let place = format!("{path}:{}", number + 2);
                let indent = line.len() - line.trim_start().len();
                open = Some((Block { place, language, project: project.take(), indent, text: String::new() }, fence));
            }
            None => {
                let named = line.trim().strip_prefix("<!-- example: ").and_then(|rest| rest.strip_suffix(" -->"));
                project = named.map(str::to_owned).or(project.filter(|_| line.trim().is_empty()));
            }
        }
    }
    blocks
}

/// The project of an example, laid out.
fn project(name: Option<&str>, place: &str) -> Scratch {
    let scratch = Scratch::repository();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    match name {
        Some("empty") => {}
        Some("stub") => {
            copy(&fixtures.join("docs/stub/before"), &scratch);
            scratch.git(&["add", "--all"]);
            scratch.git(&["commit", "--quiet", "--message", "Begin"]);
            scratch.git(&["checkout", "--quiet", "-b", "topic"]);
            copy(&fixtures.join("docs/stub/after"), &scratch);
        }
        Some("provider") => {
            let project = scratch.root().join("provider");
            let script = fixtures.join("streaming-provider/history/replay.sh");
            scratch.command(Path::new("sh")).arg(script).arg(project).assert().success();
        }
        other => panic!("{place}: no example project is called {other:?}"),
    }
    scratch
}

fn copy(from: &Path, scratch: &Scratch) {
    for entry in std::fs::read_dir(from.join("src")).expect("sources").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("text");
        scratch.write(&format!("src/{}", entry.file_name().to_string_lossy()), &text);
    }
}

/// What `command` prints in the folder of `project`, on both streams.
fn printed(project: &Scratch, command: &str, status: &mut i32) -> String {
    let folder = cargo_bin!("makegood").parent().expect("a folder").to_owned();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let inside = Some(project.root().join("provider")).filter(|folder| folder.is_dir()).unwrap_or(project.root());
    let run = project.command(Path::new("sh")).env("PATH", path).current_dir(inside);
    let output = run.args(["-c", &format!("{{ {command}\n}} 2>&1")]).output().expect("a shell");
    *status = output.status.code().unwrap_or(-1);
    String::from_utf8(output.stdout).expect("text")
}

/// A text in which numbers stand for what a shell or a CI system puts in: `$VAR`, `$((..))`, `${{ .. }}`, `{}`.
fn with_values(text: &str) -> String {
    let pattern = regex::Regex::new(r"\$\(\(.*?\)\)|\$\{\{.*?\}\}|\$\{?\w+\}?|\{\}").expect("a pattern");
    pattern.replace_all(text, "1").into_owned()
}

/// The arguments of each call of makegood on a line of a script, a pipeline or a configuration.
fn calls(line: &str) -> Vec<String> {
    let code = line.split("  #").next().unwrap_or(line);
    let code = code.split(" # ").next().unwrap_or(code);
    let starts = code.match_indices("makegood ").filter(|(at, _)| {
        let before = code[..*at].trim_end().chars().next_back();
        before.is_none_or(|c| ":|&;(\"'-=1`/$".contains(c))
    });
    let end = |rest: &str| rest.find(['|', '&', ';', '>', ')', '`']).unwrap_or(rest.len());
    let call = |(at, name): (usize, &str)| {
        let rest = &code[at + name.len()..];
        let rest = rest[..end(rest)].trim();
        // In JSON and YAML a command may end with the quote that it began behind.
        let quoted = code[..at].ends_with('"') || code[..at].ends_with('\'');
        let rest = if quoted { rest.split(['"', '\'']).next().unwrap_or(rest) } else { rest };
        rest.trim().to_owned()
    };
    starts.map(call).filter(|call| !call.is_empty()).collect()
}

/// The calls in backquotes in the text and tables of a page.
fn table_calls(path: &str, text: &str) -> Vec<(String, String)> {
    let spans = text.split("`makegood ").skip(1).filter_map(|rest| rest.split_once('`'));
    let calls = spans.map(|(call, _)| call.replace("[DIR]", "DIR"));
    calls.map(|call| (path.to_owned(), call)).filter(|(_, call)| !call.contains('\n')).collect()
}

/// Why makegood does not take `line`; help is asked for, so that nothing is run.
fn refusal(scratch: &Scratch, place: &str, line: &str) -> Option<String> {
    let words = words(line);
    let own = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let mut args: Vec<String> = words[..own].to_vec();
    args.push("--help".to_owned());
    let output = Command::new(cargo_bin!("makegood")).current_dir(scratch.root()).args(&args).output().expect("runs");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success()).then(|| format!("{place}: makegood {line}: {}", error.lines().next().unwrap_or("")))
}

/// The words of a command line; quotes keep words together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c.is_whitespace() => words.push(String::new()),
            (_, c) => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

//! The program as a whole: configuration, events of agents, git's index, and trees of mutated sources, where the answer must
//! not depend on the prefilter or on the number of threads.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::Target;
use super::sources::Source;
use crate::corpus::files;
use crate::mutate::Dialect;

/// What an input is for the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// `makegood.toml`.
    Configuration,
    /// What an agent sends to its hook.
    Event,
    /// `.git/index`.
    Index,
    /// A source, checked with and without the prefilter and on several threads.
    Tree,
}

/// The program, given mutated inputs of one kind.
struct Program {
    role: Role,
    binary: PathBuf,
    project: TempDir,
}

/// The targets that run `binary`.
pub fn all(binary: &Path) -> Vec<Box<dyn Target>> {
    let roles = [Role::Configuration, Role::Event, Role::Index, Role::Tree];
    let made = roles.into_iter().filter_map(|role| Program::new(role, binary));
    made.map(|program| Box::new(program) as Box<dyn Target>).collect()
}

const CONFIGURATION: Dialect = Dialect {
    tokens: &[
        "=",
        "[",
        "]",
        "\"",
        "{",
        "}",
        ",",
        "#",
        "true",
        "**",
        "../",
        "/",
        "!",
        "\\",
        "\u{1b}[1m",
        "error",
        "off",
    ],
    lines: &[
        "[check]",
        "exclude = [\"a/**\"]",
        "fail-on = \"warning\"",
        "[rules]",
        "hollow-body = \"off\"",
        "[vocabulary]",
        "unknown = 1",
        "max-file-size = \"1MiB\"",
        "threads = 0",
        "[[rules]]",
        "error_codes = [\"E_NOTIMPL\"]",
    ],
};

const EVENT: Dialect = Dialect {
    tokens: &["{", "}", "[", "]", ":", ",", "\"", "\\u0000", "null", "true", "1e999", "\"..\"", "\"/\""],
    lines: &[
        "{\"session_id\":\"a\",\"cwd\":\".\",\"hook_event_name\":\"Stop\",\"stop_hook_active\":false}",
        "\"hook_event_name\": \"Stop\",",
        "\"session_id\": \"../../x\",",
        "\"stop_hook_active\": 1,",
    ],
};

const INDEX: Dialect =
    Dialect { tokens: &["DIRC", "TREE", "REUC", "link", "\0\0\0\u{2}", "\0"], lines: &["DIRC", "a.c\0", "\0\0\0\0"] };

impl Program {
    fn new(role: Role, binary: &Path) -> Option<Self> {
        let program = Self { role, binary: binary.to_owned(), project: tempfile::tempdir().ok()? };
        program.write("a.c", b"int a(int b)\n{\n    /* TODO: implement */\n    return 0;\n}\n")?;
        let git = |args: &[&str]| program.command("git").args(args).output().ok();
        git(&["init", "--quiet"])?;
        git(&["add", "a.c"])?;
        git(&["-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "a"])?;
        program.write("b.c", b"int b(void)\n{\n    return -1; /* not implemented */\n}\n")?;
        git(&["add", "b.c"])?;
        Some(program)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Option<()> {
        fs::write(self.project.path().join(path), bytes).ok()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.project.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command
    }

    fn answer(&self, args: &[&str], stdin: &[u8]) -> Result<Output, String> {
        let mut command = self.command(&self.binary.to_string_lossy());
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        // It may end without reading.
        let _ = child.stdin.take().map(|mut pipe| pipe.write_all(stdin));
        let output = child.wait_with_output().map_err(|error| error.to_string())?;
        documented(&output)?;
        Ok(output)
    }

    fn tree(&self, input: &[u8]) -> Result<(), String> {
        self.write("a.c", input).and_then(|()| self.write("a.rs", input)).ok_or("the input cannot be written")?;
        let findings = |more: &[&str]| {
            let output = self.answer(&[&["check", "--all", "--format", "json"], more].concat(), b"")?;
            let report: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("no JSON: {error}"))?;
            Ok::<_, String>((report["findings"].to_string(), report["gaps"].to_string()))
        };
        let all = findings(&[])?;
        for threads in ["1", "2", "8"] {
            if findings(&["--threads", threads])? != all {
                return Err(format!("other findings or gaps on {threads} threads"));
            }
        }
        // Without the prefilter more bodies are read, so that there may be more gaps.
        match findings(&["--no-prefilter"])?.0 == all.0 {
            true => Ok(()),
            false => Err("other findings without the prefilter".to_owned()),
        }
    }
}

/// The exit code is one of those that are documented, and nothing failed inside; standard error holds no control character.
fn documented(output: &Output) -> Result<(), String> {
    let stderr = String::from_utf8_lossy(&output.stderr);
    let last = stderr.lines().next_back().unwrap_or_default();
    match output.status.code() {
        Some(0..=4) if !stderr.contains("this is a fault in makegood") => {}
        _ => return Err(format!("{}: {stderr}", output.status)),
    }
    match stderr.chars().find(|character| character.is_control() && *character != '\n') {
        Some(found) => Err(format!("{found:?} on standard error: {last}")),
        None => Ok(()),
    }
}

impl Target for Program {
    fn name(&self) -> &'static str {
        match self.role {
            Role::Configuration => "configuration",
            Role::Event => "events",
            Role::Index => "index",
            Role::Tree => "tree",
        }
    }

    fn corpus(&self) -> Vec<Vec<u8>> {
        match self.role {
            Role::Configuration => vec![CONFIGURATION.lines[..5].join("\n").into_bytes(), Vec::new()],
            Role::Event => vec![EVENT.lines[0].as_bytes().to_vec()],
            Role::Index => fs::read(self.project.path().join(".git/index")).into_iter().collect(),
            Role::Tree => files("fixtures", &|path| path.ends_with(".c") || path.ends_with(".rs")),
        }
    }

    fn dialect(&self) -> Dialect {
        match self.role {
            Role::Configuration => CONFIGURATION,
            Role::Event => EVENT,
            Role::Index => INDEX,
            Role::Tree => Source::C.dialect(),
        }
    }

    fn check(&self, input: &[u8]) -> Result<(), String> {
        match self.role {
            Role::Configuration => {
                self.write("makegood.toml", input).ok_or("the input cannot be written")?;
                self.answer(&["check", "--all"], b"").map(drop)
            }
            Role::Event => self.answer(&["hook", "claude"], input).map(drop),
            Role::Index => {
                fs::write(self.project.path().join(".git/index"), input).map_err(|error| error.to_string())?;
                self.answer(&["check", "--staged"], b"").map(drop)
            }
            Role::Tree => self.tree(input),
        }
    }

    fn batch(&self) -> u64 {
        20
    }

    fn is_timed(&self) -> bool {
        false
    }

    fn binary(&self) -> Option<&Path> {
        Some(&self.binary)
    }
}

//! What git knows about its hooks.

use std::path::PathBuf;
use std::process::{Command, Output};

use miette::Result;

use crate::cli::failure::{Failure, because};

/// The folder that git runs hooks from: honours `core.hooksPath` and linked worktrees. Absolute.
pub fn hooks_folder() -> Result<PathBuf> {
    let top = answer(&["rev-parse", "--show-toplevel"])?;
    let folder = answer(&["-C", &top, "rev-parse", "--git-path", "hooks"])?;
    Ok(PathBuf::from(top).join(folder))
}

/// The folder that git keeps its own things in for the working tree at `root`: a linked worktree has one of its own.
pub fn own_folder(root: &std::path::Path) -> Result<PathBuf> {
    answer(&["-C", &root.to_string_lossy(), "rev-parse", "--absolute-git-dir"]).map(PathBuf::from)
}

/// The configuration that `core.hooksPath` is set in, where that is shared with other repositories.
pub fn shared_hooks_scope() -> Option<&'static str> {
    let said = answer(&["config", "--show-scope", "--get", "core.hooksPath"]).ok()?;
    ["global", "system"].into_iter().find(|scope| said.starts_with(scope))
}

/// The one line that git answers.
fn answer(args: &[&str]) -> Result<String> {
    let output = Command::new("git").args(args).output();
    let output = output.map_err(|error| because(error, "cannot run git, which hooks belong to".to_owned()))?;
    if output.status.success() { Ok(line(&output.stdout)) } else { Err(refused(args, &output).into()) }
}

fn refused(args: &[&str], output: &Output) -> Failure {
    Failure::new(
        format!("git {} says: {}", args.join(" "), line(&output.stderr)),
        "run it inside a working tree (`git init` makes one), or name one with -C",
    )
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches(['\n', '\r']).to_owned()
}

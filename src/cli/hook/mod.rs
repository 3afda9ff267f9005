//! `makegood hook`: a plain git hook, for repositories without a hook manager; and the hooks of agents.

mod agent;
mod file;
mod git;
mod script;

use super::args::{Global, HookArgs, HookCommand, HookKind};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use file::HookFile;
use script::State;

pub use agent::Agent;

/// Installs the hook, takes it out, or tells whether it is there; or answers an agent.
pub fn run(command: &HookCommand, global: &Global, console: &Console) -> miette::Result<Exit> {
    match command {
        HookCommand::Install { which, append } => install(&find(which)?, which.kind.arguments(), *append, console),
        HookCommand::Uninstall { which } => uninstall(&find(which)?, console),
        HookCommand::Status { which } => status(&find(which)?, console),
        HookCommand::Claude(typed) => agent::run(Agent::Claude, typed, global, console),
        HookCommand::Codex(typed) => agent::run(Agent::Codex, typed, global, console),
        HookCommand::Gemini(typed) => agent::run(Agent::Gemini, typed, global, console),
    }
}

impl HookKind {
    /// The name of the hook's file.
    fn file_name(self) -> &'static str {
        match self {
            Self::PreCommit => "pre-commit",
            Self::PreMergeCommit => "pre-merge-commit",
            Self::CommitMsg => "commit-msg",
        }
    }

    /// What makegood is run with there, as it is written in a shell script.
    fn arguments(self) -> &'static str {
        match self {
            Self::PreCommit | Self::PreMergeCommit => "check --staged",
            Self::CommitMsg => r#"commit-msg "$1""#,
        }
    }
}

fn find(which: &HookArgs) -> miette::Result<HookFile> {
    HookFile::read(git::hooks_folder()?.join(which.kind.file_name()))
}

fn install(hook: &HookFile, arguments: &str, append: bool, console: &Console) -> miette::Result<Exit> {
    let text = match hook.state()? {
        State::Absent => script::alone(arguments),
        State::Ours | State::Chained => script::refreshed(hook.text()?, arguments),
        State::Foreign if append => chained(hook, arguments)?,
        State::Foreign => return Err(taken(hook, arguments).into()),
    };
    hook.write(&text)?;
    console.tell(&format!("installed: {}", hook.shown()));
    if let Some(scope) = git::shared_hooks_scope() {
        console.tell(&format!(
            "note: core.hooksPath is set in git's {scope} configuration, so the hook runs in every repository that uses it"
        ));
    }
    Ok(Exit::Clean)
}

/// The hook of someone else with ours in front.
fn chained(hook: &HookFile, arguments: &str) -> miette::Result<String> {
    if !hook.is_executable() {
        return Err(Failure::new(
            format!("{} is not executable, so git does not run it", hook.shown()),
            "make it executable or remove it first: installing would switch it on as a side effect",
        )
        .into());
    }
    let text = hook.text().ok().and_then(|text| script::with_block(text, arguments));
    text.ok_or_else(|| {
        Failure::new(
            format!("{} is no shell script, so nothing can be added to it", hook.shown()),
            format!("let it run `makegood {arguments}` itself, and stop the commit where that fails"),
        )
        .into()
    })
}

fn taken(hook: &HookFile, arguments: &str) -> Failure {
    let next = match hook.text().ok().and_then(script::manager) {
        Some(manager) => format!("it belongs to {manager}: add makegood there, as docs/integrations.md shows"),
        None => format!(
            "`makegood hook install --append` chains with it; or let it run `makegood {arguments}` itself and stop where that fails"
        ),
    };
    Failure::new(format!("{} is there already, and makegood did not write it", hook.shown()), next)
}

fn uninstall(hook: &HookFile, console: &Console) -> miette::Result<Exit> {
    match hook.state()? {
        State::Ours => hook.remove()?,
        State::Chained => hook.write(&script::without_block(hook.text()?))?,
        State::Absent | State::Foreign => {
            console.tell(&format!("not installed: {}", hook.shown()));
            return Ok(Exit::Clean);
        }
    }
    console.tell(&format!("taken out: {}", hook.shown()));
    Ok(Exit::Clean)
}

fn status(hook: &HookFile, console: &Console) -> miette::Result<Exit> {
    let (says, exit) = match hook.state()? {
        State::Ours | State::Chained if !hook.is_executable() => {
            ("installed, but not executable, so git does not run it", Exit::Findings)
        }
        State::Ours => ("installed", Exit::Clean),
        State::Chained => ("installed, chained with another hook", Exit::Clean),
        State::Foreign => ("not installed; there is another hook", Exit::Findings),
        State::Absent => ("not installed", Exit::Findings),
    };
    console.answer(format!("{says}: {}\n", hook.shown()).as_bytes())?;
    Ok(exit)
}

//! The tools, as the Model Context Protocol describes them to an agent.

use std::path::PathBuf;

use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, ContentBlock, Implementation, ServerCapabilities, ServerConfig};
use rmcp::{ServerHandler, ServiceExt, tool, tool_handler, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

use super::answer::{self, Part};
use super::program::{Ran, run};

/// What an agent is told of the tools together.
const INSTRUCTIONS: &str = "\
makegood tells whether coding work in Rust and C was really delivered. Nothing is written, and no code of the project is run. \
Before starting a task call `ready`; before saying that a task is done call `check` and `verify`. `exit_code` 0 means clean, \
delivered or ready, 1 not delivered, 3 blocked by another task, 4 nothing could be verified. Where `more` names a list, ask again \
with that `list` and its `next_offset`.";

/// Serves an agent until it closes standard input.
pub async fn serve() -> Result<(), String> {
    let (input, output) = rmcp::transport::stdio();
    let service = Tools.serve((input, output)).await.map_err(|error| error.to_string())?;
    service.waiting().await.map_err(|error| error.to_string())?;
    Ok(())
}

/// Where a command runs, and which part of its report is wanted.
#[derive(Debug, Default, Deserialize, JsonSchema)]
struct Common {
    /// A folder in the repository; by default the one that the server was started in.
    directory: Option<PathBuf>,
    /// Which list of the report to answer with: `findings`, `promises`, `blocked_by`, `tasks`, `gaps`, `moved_bars`,
    /// `evidence.functions`. By default the beginning of each.
    list: Option<String>,
    /// The first item of that list to answer with, from 0.
    #[serde(default)]
    offset: usize,
}

/// What `check` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct CheckRequest {
    /// Files and folders to look at; by default the whole repository.
    #[serde(default)]
    paths: Vec<String>,
    /// Judge what changed since this revision; by default since the merge base with the default branch.
    base: Option<String>,
    /// Judge only what is staged for the next commit.
    #[serde(default)]
    staged: bool,
    /// Judge every function, changed or not.
    #[serde(default)]
    all: bool,
    #[serde(flatten)]
    common: Common,
}

/// A question about a task.
#[derive(Debug, Deserialize, JsonSchema)]
struct TaskRequest {
    /// The path of the task's spec (`tasks/parser.md`), `path#id`, or what the task is called (`T012`).
    task: String,
    #[serde(flatten)]
    common: Common,
}

/// What `verify` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct VerifyRequest {
    /// The path of the task's spec (`tasks/parser.md`), `path#id`, or what the task is called (`T012`).
    task: String,
    /// The revision at which work on the task began; by default it is found in the history.
    base: Option<String>,
    #[serde(flatten)]
    common: Common,
}

/// What `explain` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
struct ExplainRequest {
    /// The rule's id, as a finding names it.
    rule: String,
    /// The first line of the page to answer with, from 0.
    #[serde(default)]
    offset: usize,
    /// A folder in the repository, for rules of its own; by default the one that the server was started in.
    directory: Option<PathBuf>,
}

/// All tools.
#[derive(Debug, Clone)]
struct Tools;

#[tool_router]
impl Tools {
    /// Finds stubs in the functions that a change added, modified or wired up: code that only looks finished.
    #[tool(annotations(read_only_hint = true, open_world_hint = false))]
    async fn check(&self, Parameters(asked): Parameters<CheckRequest>) -> CallToolResult {
        let mut arguments = words(&["check", "--format=json"]);
        arguments.extend(asked.base.map(|base| format!("--base={base}")));
        arguments.extend(asked.staged.then(|| "--staged".to_owned()));
        arguments.extend(asked.all.then(|| "--all".to_owned()));
        arguments.push("--".to_owned());
        arguments.extend(asked.paths);
        judged(arguments, asked.common).await
    }

    /// Tells whether a task delivered what its spec promised: each promise kept, broken or unproven, with the place that shows it.
    #[tool(annotations(read_only_hint = true, open_world_hint = false))]
    async fn verify(&self, Parameters(asked): Parameters<VerifyRequest>) -> CallToolResult {
        let mut arguments = words(&["verify", "--format=json"]);
        arguments.extend(asked.base.map(|base| format!("--base={base}")));
        // Behind `--` the command line has a test command; a path in front of it is never taken for an option.
        arguments.push(if asked.task.starts_with('-') { format!("./{}", asked.task) } else { asked.task });
        judged(arguments, asked.common).await
    }

    /// Tells whether everything that a task depends on was really delivered, before work on it begins.
    #[tool(annotations(read_only_hint = true, open_world_hint = false))]
    async fn ready(&self, Parameters(asked): Parameters<TaskRequest>) -> CallToolResult {
        let mut arguments = words(&["ready", "--format=json", "--"]);
        arguments.push(asked.task);
        judged(arguments, asked.common).await
    }

    /// Shows what a task's spec promises, line by line: what `verify` will look for.
    #[tool(annotations(read_only_hint = true, open_world_hint = false))]
    async fn promises(&self, Parameters(asked): Parameters<TaskRequest>) -> CallToolResult {
        let mut arguments = words(&["promises", "--format=json", "--"]);
        arguments.push(asked.task);
        judged(arguments, asked.common).await
    }

    /// Shows the page of a rule: why it matters, what to do, and examples of what is reported and what is not.
    #[tool(annotations(read_only_hint = true, open_world_hint = false))]
    async fn explain(&self, Parameters(asked): Parameters<ExplainRequest>) -> CallToolResult {
        let ExplainRequest { rule, offset, directory } = asked;
        match ran(vec!["explain".to_owned(), "--".to_owned(), rule], directory).await {
            Ran::Judged(_, page) => text(answer::of_page(&page, offset)),
            Ran::Failed(what) => failed(&what),
        }
    }
}

#[tool_handler(router = Self::tool_router())]
impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().build();
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

async fn ran(arguments: Vec<String>, directory: Option<PathBuf>) -> Ran {
    let run = tokio::task::spawn_blocking(move || run(&arguments, directory.as_deref())).await;
    run.unwrap_or_else(|error| Ran::Failed(format!("makegood was not run to its end: {error}")))
}

/// Runs a command that writes a report, and answers with the part that is asked for.
async fn judged(arguments: Vec<String>, common: Common) -> CallToolResult {
    let Common { directory, list, offset } = common;
    match ran(arguments, directory).await {
        Ran::Failed(what) => failed(&what),
        Ran::Judged(code, report) => match serde_json::from_str(&report) {
            Ok(report) => match answer::of_report(&report, code, &Part { list, offset }) {
                Ok(answer) => text(answer),
                Err(what) => failed(&what),
            },
            Err(error) => failed(&format!("the report cannot be read: {error}")),
        },
    }
}

fn text(text: String) -> CallToolResult {
    CallToolResult::success(vec![ContentBlock::text(text)])
}

fn failed(what: &str) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(answer::of_failure(what))])
}

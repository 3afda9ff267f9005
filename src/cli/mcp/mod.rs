//! `makegood mcp`: the commands that judge, as read-only tools of an agent. Each tool runs this program once more and
//! answers with its report, shortened to what a model can take in.

#[cfg(feature = "mcp")]
mod answer;
#[cfg(feature = "mcp")]
mod program;
#[cfg(feature = "mcp")]
mod server;

use super::exit::Exit;

/// Serves an agent on standard input and output until it closes them.
#[cfg(feature = "mcp")]
pub fn run() -> miette::Result<Exit> {
    use super::failure::because;
    use miette::IntoDiagnostic;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().into_diagnostic()?;
    let served = runtime.block_on(server::serve());
    // A read of standard input that waits for an agent which is gone must not keep the program.
    runtime.shutdown_background();
    served.map_err(|error| because(std::io::Error::other(error), "the agent could not be served".to_owned()))?;
    Ok(Exit::Clean)
}

/// Says which builds have it.
#[cfg(not(feature = "mcp"))]
pub fn run() -> miette::Result<Exit> {
    Err(super::failure::Failure::new(
        "this makegood was built without its MCP server",
        "install the published package (`uvx makegood mcp`, `npx makegood mcp`), or build with `--features mcp`",
    )
    .into())
}

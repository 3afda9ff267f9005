//! `makegood lsp`: a language server on standard input and output. Documents are judged as whole files, as by
//! `makegood check --all`: shortly after the last key while somebody types, and thoroughly when one is opened or saved.

mod actions;
mod diagnostics;
mod hover;
mod lenses;
mod overlay;
mod positions;
mod server;
mod workspace;

use lsp_server::Connection;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, HoverProviderCapability,
    InitializeParams, InitializeResult, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};

use super::args::Global;
use super::exit::Exit;
use super::failure::because;
use positions::file_of;
use server::Server;

/// Serves an editor until it says goodbye.
pub fn run(global: &Global) -> miette::Result<Exit> {
    let (connection, threads) = Connection::stdio();
    let wrong = |error| because(error, "the editor did not begin with `initialize`".to_owned());
    let (id, params) = connection.initialize_start().map_err(wrong)?;
    let params: InitializeParams = serde_json::from_value(params)
        .map_err(|error| because(error, "the editor's `initialize` cannot be read".to_owned()))?;
    let result = serde_json::to_value(introduction())
        .map_err(|error| because(error, "cannot write the capabilities".to_owned()))?;
    connection.initialize_finish(id, result).map_err(wrong)?;
    let ended = Server::new(&connection, global, folders(&params)).serve();
    drop(connection);
    threads.join().map_err(|error| because(error, "cannot write to the editor".to_owned()))?;
    ended.map_err(|error| because(error, "the connection to the editor broke".to_owned()))?;
    Ok(Exit::Clean)
}

fn introduction() -> InitializeResult {
    InitializeResult {
        capabilities: capabilities(),
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::FULL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        ..ServerCapabilities::default()
    }
}

/// The folders that the editor has open.
fn folders(params: &InitializeParams) -> Vec<std::path::PathBuf> {
    let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    #[allow(deprecated, reason = "older editors send nothing else")]
    let root = params.root_uri.iter();
    let mut paths: Vec<_> = folders.chain(root).filter_map(file_of).collect();
    paths.dedup();
    paths
}

//! The loop of the language server: messages in, answers and diagnostics out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    LogMessage, Notification as _, PublishDiagnostics, ShowMessage,
};
use lsp_types::request::{CodeActionRequest, CodeLensRequest, HoverRequest, Request as _};
use lsp_types::{
    CodeActionParams, CodeLensParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, HoverParams, LogMessageParams, MessageType,
    PublishDiagnosticsParams, ShowMessageParams, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::diagnostics::diagnostics;
use super::overlay::Reach;
use super::positions::file_of;
use super::workspace::{Judgement, OpenTexts, Workspace};
use super::{actions, hover, lenses};
use crate::cli::args::Global;
use model::SourceText;

/// How long nothing must be typed before a document is judged.
const PAUSE: Duration = Duration::from_millis(60);

/// An open document.
struct Document {
    uri: Uri,
    file: PathBuf,
    text: String,
    version: i32,
    /// When it is to be judged, and how far is looked; `None` where it has been.
    due: Option<(Instant, Reach)>,
    judgement: Judgement,
}

/// What is known between messages.
pub struct Server<'a> {
    connection: &'a Connection,
    global: &'a Global,
    folders: Vec<PathBuf>,
    /// By folder; `None` where its settings hold a mistake, which was shown.
    workspaces: BTreeMap<PathBuf, Option<Workspace>>,
    /// By the text of their URIs.
    documents: BTreeMap<String, Document>,
}

impl<'a> Server<'a> {
    /// A server for the folders that the editor has open.
    pub fn new(connection: &'a Connection, global: &'a Global, folders: Vec<PathBuf>) -> Self {
        Self { connection, global, folders, workspaces: BTreeMap::new(), documents: BTreeMap::new() }
    }

    /// Serves until the editor shuts the server down or goes away.
    ///
    /// # Errors
    /// Where the editor does not keep to the protocol's way of shutting down.
    pub fn serve(&mut self) -> Result<(), ProtocolError> {
        loop {
            match self.next_message() {
                Some(Message::Request(request)) => {
                    if self.connection.handle_shutdown(&request)? {
                        return Ok(());
                    }
                    self.guarded(|server| server.answer(request));
                }
                Some(Message::Notification(notification)) => self.guarded(|server| server.note(notification)),
                Some(Message::Response(_)) => {}
                None if self.next_due().is_some() => self.guarded(Self::judge_due),
                None => return Ok(()),
            }
        }
    }

    /// The next message; `None` when a document is due first, or when the editor went away.
    fn next_message(&self) -> Option<Message> {
        match self.next_due() {
            Some(due) => self.connection.receiver.recv_deadline(due).ok(),
            None => self.connection.receiver.recv().ok(),
        }
    }

    fn next_due(&self) -> Option<Instant> {
        self.documents.values().filter_map(|document| document.due).map(|(due, _)| due).min()
    }

    /// A panic costs the editor one answer, not the server.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            let message = "makegood failed over a document, and did not judge it; please report it".to_owned();
            self.notify::<LogMessage>(LogMessageParams { typ: MessageType::ERROR, message });
        }
    }

    fn note(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            DidOpenTextDocument::METHOD => read(params).into_iter().for_each(|params| self.opened(params)),
            DidChangeTextDocument::METHOD => read(params).into_iter().for_each(|params| self.changed(params)),
            DidSaveTextDocument::METHOD => read(params).into_iter().for_each(|params| self.saved(&params)),
            DidCloseTextDocument::METHOD => read(params).into_iter().for_each(|params| self.closed(&params)),
            DidChangeWatchedFiles::METHOD => self.refresh(),
            _ => {}
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let Some(file) = file_of(&document.uri) else { return };
        let due = Some((Instant::now(), Reach::Repository));
        let (key, uri) = (document.uri.as_str().to_owned(), document.uri);
        let judgement = Judgement::default();
        let document = Document { uri, file, text: document.text, version: document.version, due, judgement };
        self.documents.insert(key, document);
    }

    fn changed(&mut self, params: DidChangeTextDocumentParams) {
        let Some(document) = self.documents.get_mut(params.text_document.uri.as_str()) else { return };
        let Some(change) = params.content_changes.into_iter().next_back() else { return };
        document.text = change.text;
        document.version = params.text_document.version;
        let reach = document.due.map_or(Reach::Known, |(_, reach)| reach);
        document.due = Some((Instant::now() + PAUSE, reach));
    }

    /// Another file may lead to or from each open one, and it may be the configuration.
    fn saved(&mut self, _: &DidSaveTextDocumentParams) {
        self.refresh();
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        if let Some(document) = self.documents.remove(params.text_document.uri.as_str()) {
            let params = PublishDiagnosticsParams { uri: document.uri, diagnostics: Vec::new(), version: None };
            self.notify::<PublishDiagnostics>(params);
        }
    }

    fn refresh(&mut self) {
        self.workspaces.clear();
        let now = Instant::now();
        self.documents.values_mut().for_each(|document| document.due = Some((now, Reach::Repository)));
    }

    fn judge_due(&mut self) {
        let now = Instant::now();
        let is_due = |document: &&Document| document.due.is_some_and(|(due, _)| due <= now);
        let files: Vec<PathBuf> =
            self.documents.values().filter(is_due).map(|document| document.file.clone()).collect();
        files.iter().for_each(|file| self.judge(file));
        // What could not be judged, for a mistake in the settings, is due again when something is saved.
        self.documents.values_mut().filter(|document| files.contains(&document.file)).for_each(|it| it.due = None);
    }

    /// Judges all open documents of the workspace that `file` belongs to, if one of them is due.
    fn judge(&mut self, file: &Path) {
        let Some((folder, _)) = self.locate(file) else { return };
        let Some(Some(workspace)) = self.workspaces.get(&folder) else { return };
        let open = self.open_texts(workspace);
        let due = self.documents.values().filter(|document| workspace.path_of(&document.file).is_some());
        let Some(reach) = due.filter_map(|document| document.due).map(|(_, reach)| reach).max() else { return };
        let mut judgements = workspace.judge(&open, reach);
        let mut published = Vec::new();
        for document in self.documents.values_mut() {
            let Some(path) = workspace.path_of(&document.file) else { continue };
            let (Some(judgement), Some(source)) = (judgements.remove(&path), open.get(&path)) else { continue };
            if document.due.take().is_some() || judgement != document.judgement {
                let diagnostics = diagnostics(&judgement, source, workspace);
                let (uri, version) = (document.uri.clone(), Some(document.version));
                published.push(PublishDiagnosticsParams { uri, diagnostics, version });
            }
            document.judgement = judgement;
        }
        published.into_iter().for_each(|params| self.notify::<PublishDiagnostics>(params));
    }

    /// The folder whose workspace `file` belongs to, which is opened if need be, and the path of the file in it.
    fn locate(&mut self, file: &Path) -> Option<(PathBuf, String)> {
        let around = self.folders.iter().filter(|folder| file.starts_with(folder));
        let folder = around.max_by_key(|folder| folder.components().count());
        let folder = folder.cloned().or_else(|| file.parent().map(Path::to_path_buf))?;
        if !self.workspaces.contains_key(&folder) {
            let opened = self.open(&folder);
            self.workspaces.insert(folder.clone(), opened);
        }
        let path = self.workspaces.get(&folder)?.as_ref()?.path_of(file)?;
        Some((folder, path))
    }

    fn open(&self, folder: &Path) -> Option<Workspace> {
        let opened = Workspace::open(folder, self.global);
        opened.map_err(|error| self.show(&format!("makegood: {error}"))).ok()
    }

    fn open_texts(&self, workspace: &Workspace) -> OpenTexts {
        let text = |document: &Document| {
            let path = workspace.path_of(&document.file)?;
            Some((path.clone(), SourceText::new(path, document.text.clone().into_bytes())))
        };
        self.documents.values().filter_map(text).collect()
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let result = match method.as_str() {
            HoverRequest::METHOD => self.hover(params),
            CodeActionRequest::METHOD => self.actions(params),
            CodeLensRequest::METHOD => self.lenses(params),
            _ => {
                let message = format!("makegood does not answer {method}");
                return self.respond(Response::new_err(id, ErrorCode::MethodNotFound as i32, message));
            }
        };
        self.respond(Response::new_ok(id, result));
    }

    fn hover(&mut self, params: serde_json::Value) -> Option<serde_json::Value> {
        let HoverParams { text_document_position_params: at, .. } = read(params)?;
        self.about(&at.text_document.uri, |document, source, workspace| {
            json(hover::hover(at.position, source, &document.judgement, workspace)?)
        })
    }

    fn actions(&mut self, params: serde_json::Value) -> Option<serde_json::Value> {
        let CodeActionParams { text_document, range, .. } = read(params)?;
        self.about(&text_document.uri, |document, source, _| {
            json(actions::actions(range, &document.uri, source, &document.judgement))
        })
    }

    fn lenses(&mut self, params: serde_json::Value) -> Option<serde_json::Value> {
        let CodeLensParams { text_document, .. } = read(params)?;
        self.about(&text_document.uri, |_, source, workspace| json(lenses::lenses(source, workspace)))
    }

    /// What `tell` says of the document at `uri`, judged as it is now.
    fn about<T>(&mut self, uri: &Uri, tell: impl FnOnce(&Document, &SourceText, &Workspace) -> Option<T>) -> Option<T> {
        let file = self.documents.get(uri.as_str())?.file.clone();
        self.judge(&file);
        let (folder, path) = self.locate(&file)?;
        let document = self.documents.get(uri.as_str())?;
        let source = SourceText::new(path, document.text.clone().into_bytes());
        tell(document, &source, self.workspaces.get(&folder)?.as_ref()?)
    }

    fn show(&self, message: &str) {
        let (typ, message) = (MessageType::ERROR, message.to_owned());
        self.notify::<ShowMessage>(ShowMessageParams { typ, message });
    }

    fn notify<N: lsp_types::notification::Notification>(&self, params: N::Params) {
        // An editor that went away is noticed when the next message is read.
        let _ = self.connection.sender.send(Notification::new(N::METHOD.to_owned(), params).into());
    }

    fn respond(&self, response: Response) {
        let _ = self.connection.sender.send(response.into());
    }
}

/// Parameters that cannot be read are passed over, as the protocol wants it for notifications.
fn read<T: DeserializeOwned>(params: serde_json::Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

fn json(value: impl Serialize) -> Option<serde_json::Value> {
    serde_json::to_value(value).ok()
}

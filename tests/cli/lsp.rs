//! `makegood lsp`, spoken to as an editor does. `tests/editor.sh` drives it with a real one.

use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use lsp_server::{Message, Notification, Request, Response};
use serde_json::{Value, json};
use snapbox::cmd::cargo_bin;

use crate::scratch::Scratch;

const STUB: &str = "int later(int a) { return -E_NOT_IMPLEMENTED; }\n";

/// An editor with one folder open.
struct Editor {
    server: Child,
    output: BufReader<ChildStdout>,
    root: String,
    last: i32,
}

impl Editor {
    fn of(scratch: &Scratch) -> Self {
        let mut server = Command::new(cargo_bin!("makegood"))
            .arg("lsp")
            .current_dir(scratch.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let output = BufReader::new(server.stdout.take().expect("a pipe"));
        let mut editor = Self { server, output, root: uri(&scratch.root()), last: 0 };
        let folders = json!([{"uri": editor.root, "name": "scratch"}]);
        let said = editor.ask("initialize", json!({"capabilities": {}, "workspaceFolders": folders}));
        assert_eq!(said["serverInfo"]["name"], "makegood");
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Message) {
        message.write(self.server.stdin.as_mut().expect("a pipe")).expect("the server reads");
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&Notification::new(method.to_owned(), params).into());
    }

    fn next(&mut self) -> Message {
        Message::read(&mut self.output).expect("a message").expect("the server is there")
    }

    /// The answer to a request; notifications that come before it are passed over.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.response(method, params).response_result.unwrap_or_else(|error| panic!("{method}: {error:?}"))
    }

    fn response(&mut self, method: &str, params: Value) -> Response {
        self.last += 1;
        self.send(&Request::new(self.last.into(), method.to_owned(), params).into());
        loop {
            if let Message::Response(response) = self.next() {
                return response;
            }
        }
    }

    /// The parameters of the next notification, which has to be a `method`.
    fn told(&mut self, method: &str) -> Value {
        match self.next() {
            Message::Notification(notification) if notification.method == method => notification.params,
            other => panic!("expected {method}: {other:?}"),
        }
    }

    /// The next diagnostics: the document's name, and each as `line:column rule`.
    fn diagnostics(&mut self) -> (String, Vec<String>) {
        let params = self.told("textDocument/publishDiagnostics");
        let name = params["uri"].as_str().and_then(|uri| uri.rsplit('/').next()).expect("a URI").to_owned();
        let line = |diagnostic: &Value| {
            let start = &diagnostic["range"]["start"];
            let what = diagnostic["code"].as_str().or(diagnostic["message"].as_str()).expect("says something");
            format!("{}:{} {what}", start["line"], start["character"])
        };
        (name, params["diagnostics"].as_array().expect("a list").iter().map(line).collect())
    }

    fn document(&self, path: &str) -> Value {
        json!({"uri": format!("{}/{path}", self.root)})
    }

    fn open(&mut self, path: &str, text: &str) {
        let mut document = self.document(path);
        document["languageId"] = "c".into();
        document["version"] = 1.into();
        document["text"] = text.into();
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn change(&mut self, path: &str, text: &str) {
        let mut document = self.document(path);
        document["version"] = 2.into();
        let params = json!({"textDocument": document, "contentChanges": [{"text": text}]});
        self.tell("textDocument/didChange", params);
    }

    fn ends_well(mut self) {
        assert!(self.ask("shutdown", Value::Null).is_null());
        self.tell("exit", Value::Null);
        assert!(self.server.wait().expect("it ends").success());
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It has ended already, unless the test failed.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

#[test]
fn a_document_is_judged_as_it_is_typed() {
    let scratch = Scratch::repository();
    scratch.write("src/a.c", STUB);
    let mut editor = Editor::of(&scratch);
    editor.open("src/a.c", &format!("/* 😀 */ {STUB}"));
    assert_eq!(editor.diagnostics(), ("a.c".to_owned(), vec!["0:36 not-implemented".to_owned()]));
    editor.change("src/a.c", "int later(int a) { return a + 1; }\n");
    assert_eq!(editor.diagnostics(), ("a.c".to_owned(), vec![]));
    let document = editor.document("src/a.c");
    editor.tell("textDocument/didClose", json!({"textDocument": document}));
    assert_eq!(editor.diagnostics(), ("a.c".to_owned(), vec![]));
    editor.ends_well();
}

#[test]
fn an_open_document_counts_for_others_before_it_is_saved() {
    let scratch = Scratch::repository();
    scratch
        .write("src/a.c", "int a(int x) { return later(x); }\n")
        .write("src/b.c", "int later(int x) { return x + 1; }\n");
    let mut editor = Editor::of(&scratch);
    editor.open("src/a.c", "int a(int x) { return later(x); }\n");
    assert_eq!(editor.diagnostics(), ("a.c".to_owned(), vec![]));
    editor.open("src/b.c", "int later(int x) { return x + 1; }\n");
    assert_eq!(editor.diagnostics(), ("b.c".to_owned(), vec![]));
    editor.change("src/b.c", STUB);
    assert_eq!(editor.diagnostics(), ("a.c".to_owned(), vec!["0:22 forwards-to-stub".to_owned()]));
    assert_eq!(editor.diagnostics(), ("b.c".to_owned(), vec!["0:27 not-implemented".to_owned()]));
    editor.ends_well();
}

#[test]
fn what_the_configuration_leaves_out_has_nothing_wrong() {
    let scratch = Scratch::repository();
    scratch.write("makegood.toml", "[check]\nexclude = [\"old/\"]\n").write("old/a.c", STUB);
    let mut editor = Editor::of(&scratch);
    editor.open("old/a.c", STUB);
    assert_eq!(editor.diagnostics().1, Vec::<String>::new());
    editor.open("old/new.c", STUB);
    assert_eq!(editor.diagnostics().1, Vec::<String>::new());
    editor.open("new.c", STUB);
    assert_eq!(editor.diagnostics().1, ["0:27 not-implemented"]);
    editor.ends_well();
}

#[test]
fn a_mistake_in_the_configuration_is_shown_and_can_be_mended() {
    let scratch = Scratch::repository();
    scratch.write("makegood.toml", "[chekc]\n").write("a.c", STUB);
    let mut editor = Editor::of(&scratch);
    editor.open("a.c", STUB);
    let shown = editor.told("window/showMessage")["message"].clone();
    assert!(shown.as_str().is_some_and(|text| text.contains("`chekc`")), "{shown}");
    scratch.write("makegood.toml", "");
    let document = editor.document("makegood.toml");
    editor.tell("textDocument/didSave", json!({"textDocument": document}));
    assert_eq!(editor.diagnostics().1, ["0:27 not-implemented"]);
    editor.ends_well();
}

#[test]
fn a_rule_is_explained_where_it_is_named() {
    let scratch = Scratch::repository();
    let mut editor = Editor::of(&scratch);
    let text = "// makegood: allow(hollow-body) reason=\"x\"\nint later(int a) { return a; }\n";
    editor.open("a.c", text);
    let at = json!({"textDocument": editor.document("a.c"), "position": {"line": 0, "character": 22}});
    let hover = editor.ask("textDocument/hover", at);
    assert!(hover["contents"]["value"].as_str().is_some_and(|page| page.contains("# hollow-body")), "{hover}");
    let nowhere = json!({"textDocument": editor.document("a.c"), "position": {"line": 1, "character": 5}});
    assert!(editor.ask("textDocument/hover", nowhere).is_null());
    editor.ends_well();
}

#[test]
fn what_is_not_answered_is_an_error_and_no_end() {
    let mut editor = Editor::of(&Scratch::repository());
    let response = editor.response("textDocument/definition", json!({}));
    assert_eq!(response.response_result.expect_err("an error").code, -32601);
    editor.tell("textDocument/didChange", json!({"nonsense": true}));
    editor.ends_well();
}

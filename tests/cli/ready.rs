//! What `makegood ready` takes for needed: what a task requires, calls, and says that others define.

use serde_json::Value;

use crate::scratch::Scratch;

const HELPER: &str = "#include \"request.h\"\n\nres_t request_build(const chat_t *chat, char **out)\n{\n    (void)chat;\n    (void)out;\n    return ERR(INVALID_ARG, \"request_build not yet implemented\");\n}\n\nint request_size(const chat_t *chat) { return chat->count * 2; }\n";

/// What `ready` says of `spec` in a project with `library`: exit code and reason.
fn ready(spec: &str, path: &str, library: (&str, &str), others: &[(&str, &str)]) -> String {
    let scratch = Scratch::repository();
    scratch.write(path, spec).write(library.0, library.1);
    for (path, text) in others {
        scratch.write(path, text);
    }
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "Begin"]);
    let output = scratch.makegood(&["ready", path, "--format", "json"]).output().expect("runs");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    format!("{} {}\n", output.status.code().expect("a code"), report["reason"].as_str().expect("a reason"))
}

#[test]
fn a_helper_that_another_task_defines_and_that_is_a_stub_blocks() {
    let in_prose = "# Send requests\n\nThe body comes from `request_build()` (defined in request-builders.md task).\n";
    let in_code = "# Send requests\n\n```c\n// Build the body (defined in request-builders.md)\nres_t built = request_build(chat, &body);\n```\n";
    let called = "# Send requests\n\n```c\nchar *body = NULL;\nif (request_build(chat, &body) == OK)\n    send(body, strlen(body));\n```\n";
    let real = "# Send requests\n\n```c\nsend(body, request_size(chat));\n```\n";
    let said =
        [in_prose, in_code, called, real].map(|spec| ready(spec, "tasks/send.md", ("src/request.c", HELPER), &[]));
    snapbox::assert_data_eq!(
        said.concat(),
        snapbox::str![[r#"
3 Dependency incomplete: request_build is stubbed at src/request.c:3 (used at tasks/send.md:3)
3 Dependency incomplete: request_build is stubbed at src/request.c:3 (used at tasks/send.md:5)
3 Dependency incomplete: request_build is stubbed at src/request.c:3 (used at tasks/send.md:5)
0 it depends on nothing that is missing

"#]]
    );
}

#[test]
fn a_required_symbol_that_is_hollow_or_forwards_to_a_stub_blocks() {
    let spec = "# Send\n\n```makegood\nrequires:\n  - task: store.md\n    symbols: [lookup]\nprovides:\n  functions:\n    - send_all\n```\n";
    let store = "# Store\n\n```makegood\nprovides:\n  types:\n    - {name: Store, in: src/store.rs}\n```\n";
    let said = ["key.len()", "0", "inner(key)"].map(|body| {
        let library = format!("pub struct Store;\n\npub fn lookup(key: &str) -> usize {{\n    {body}\n}}\n\nfn inner(key: &str) -> usize {{\n    todo!()\n}}\n");
        ready(spec, "tasks/send.md", ("src/store.rs", &library), &[("tasks/store.md", store)])
    });
    snapbox::assert_data_eq!(
        said.concat(),
        snapbox::str![[r#"
0 the task that it depends on is delivered
3 Dependency incomplete: lookup always returns `0`; `key` is never used at src/store.rs:3 (used at tasks/send.md:6)
3 Dependency incomplete: lookup is stubbed at src/store.rs:3 (used at tasks/send.md:6)

"#]]
    );
}

#[test]
fn methods_of_the_standard_library_and_fields_of_variants_are_no_uses() {
    let spec = "# List files\n\n```rust\nfor entry in std::fs::read_dir(folder)? {\n    let path = entry?.path();\n    names.push(Found::File { path: path.display().to_string(), size: 0 });\n}\n```\n";
    let library = "pub enum Found {\n    File { path: String, size: u64 },\n}\n\npub trait Place {\n    fn path(&self) -> String;\n}\n";
    snapbox::assert_data_eq!(
        ready(spec, "tasks/list.md", ("src/lib.rs", library), &[]),
        snapbox::str![[r#"
0 it depends on nothing that is missing

"#]]
    );
}

#[test]
fn a_dependency_is_found_beside_the_task_and_among_those_that_are_done() {
    let spec = "# Send\n\n**Depends on:** store.md, lines.md\n";
    let store = "# Store\n\n## Files\n\n- Create: `src/store.c`\n";
    let others = [("plans/chat/store.md", store), ("plans/chat/done/lines.md", store)];
    snapbox::assert_data_eq!(
        ready(spec, "plans/chat/send.md", ("src/store.c", "int size(int count) { return count * 2; }\n"), &others),
        snapbox::str![[r#"
0 all 2 tasks that it depends on are delivered

"#]]
    );
}

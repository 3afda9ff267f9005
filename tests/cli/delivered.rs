//! What `makegood verify` takes for delivered: a definition that does its job, where the spec says, in the tree that is judged.

use serde_json::Value;

use crate::scratch::Scratch;

/// A repository with the spec `tasks/work.md` and a library in Rust.
fn project(spec: &str) -> Scratch {
    let scratch = Scratch::repository();
    scratch
        .write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")
        .write("src/lib.rs", "pub mod store;\n")
        .write("tasks/work.md", spec);
    commit(&scratch, "Begin");
    scratch
}

fn commit(scratch: &Scratch, message: &str) {
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", message]);
}

fn functions(list: &str) -> String {
    format!("# Work\n\n## Functions to implement\n\n{list}")
}

/// `verdict status: first evidence` of the only promise of functions or files, and the exit code.
fn verify(scratch: &Scratch, more: &[&str]) -> String {
    let args = [&["verify", "work.md", "--format", "json"], more].concat();
    let output = scratch.makegood(&args).output().expect("runs");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let promise = &report["promises"][0];
    let said = promise["evidence"][0]["message"].as_str().unwrap_or("nothing");
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let code = output.status.code().expect("a code");
    format!("{code} {} {}: {said}", word(&report["verdict"]), word(&promise["status"]))
}

/// A test of the library, so that nothing but the promise decides.
fn tested(scratch: &Scratch, call: &str) {
    scratch.write("tests/store.rs", &format!("#[test]\nfn works() {{\n    assert!(app::store::{call} > 0);\n}}\n"));
}

/// What `verify` says of `body` as the body of a promised function with parameters.
fn with_body(spec: &str, body: &str) -> String {
    let scratch = project(spec);
    let library = format!("pub fn lookup(key: &str, tries: usize) -> usize {{\n{body}\n}}\n");
    scratch.write("src/store.rs", &library);
    tested(&scratch, "lookup(\"a\", 1)");
    commit(&scratch, "Implement work.md");
    verify(&scratch, &[])
}

#[test]
fn a_promised_function_that_depends_on_nothing_is_broken() {
    let spec = functions("- `lookup(key, tries)` in `src/store.rs`\n");
    let all = [
        with_body(&spec, "    key.len() + tries"),
        with_body(&spec, "    0"),
        with_body(&spec, "    let _ = key;\n    42"),
        with_body(&spec, "    tries"),
        with_body(&spec, "    inner(key, tries)\n}\n\nfn inner(_key: &str, _tries: usize) -> usize {\n    7"),
        with_body(&spec, "    inner(key, tries)\n}\n\nfn inner(_key: &str, _tries: usize) -> usize {\n    todo!()"),
    ];
    snapbox::assert_data_eq!(
        all.join("\n"),
        snapbox::str![[r#"
0 delivered kept: `lookup` is defined
1 incomplete broken: `lookup` always returns `0`; `key` and 1 more are never used
1 incomplete broken: `lookup` always returns `42`; `key` and 1 more are never used
1 incomplete broken: `lookup` only returns its parameter `tries`
1 incomplete broken: `lookup` only calls `inner`, which always returns `7`; `key` and 1 more are never used
1 incomplete broken: `lookup` only calls `inner`, which is not implemented
"#]]
    );
}

#[test]
fn a_choice_between_constants_by_what_is_given_is_delivered() {
    let spec = functions("- `lookup(key, tries)` in `src/store.rs`\n");
    let early =
        "    if key.trim().is_empty() {\n        return 1;\n    }\n    if tries > 3 {\n        return 1;\n    }\n    0";
    assert_eq!(with_body(&spec, early), "0 delivered kept: `lookup` is defined");
}

#[test]
fn a_plan_without_marks_is_one_piece_of_work() {
    let plan = "# Plan\n\n### Task 1: Look up\n\n**Files:**\n- Create: `src/store.rs`\n\n### Task 2: Look at it again\n\nRead it all.\n";
    let scratch = project(plan);
    scratch.write("src/store.rs", "pub fn lookup(key: &str) -> usize {\n    key.len()\n}\n");
    tested(&scratch, "lookup(\"a\")");
    commit(&scratch, "Look up");
    let output = scratch.makegood(&["verify", "tasks/work.md", "--base", "HEAD~1", "-q", "--format", "json"]).output();
    let report: Value = serde_json::from_slice(&output.expect("runs").stdout).expect("JSON");
    assert_eq!(report["verdict"], "delivered", "{report}");
    let reason = report["reason"].as_str().expect("a reason");
    assert!(reason.contains("1 delivered") && reason.contains("not to be verified"), "{reason}");
}

#[test]
fn a_promised_function_of_c_that_always_returns_null_is_broken() {
    let scratch = Scratch::repository();
    scratch.write("tasks/work.md", &functions("- `void *lookup(struct table *table, const char *key)`\n"));
    commit(&scratch, "Begin");
    let lookup = "void *lookup(struct table *table, const char *key)\n{\n    (void)key;\n    return NULL;\n}\n";
    scratch.write("src/table.c", lookup);
    scratch.write("tests/test_table.c", "int main(void) {\n    assert(lookup(0, \"a\") != 0);\n    return 0;\n}\n");
    commit(&scratch, "Implement work.md");
    let said = "1 incomplete broken: `lookup` always returns `NULL`; `table` and 1 more are never used";
    assert_eq!(verify(&scratch, &[]), said);
}

#[test]
fn a_spec_can_ask_for_a_function_that_does_nothing() {
    let prose = functions("| Function | Job |\n|---|---|\n| `lookup(key, tries)` | a no-op on this platform |\n");
    let listed = "```makegood\nprovides:\n  functions:\n    - {name: lookup, in: src/store.rs, hollow: intended, reason: comes with sharding}\n```\n";
    let contract = format!("# Work\n\n{listed}");
    let plan = "# Work\n\n## Functions to implement\n\n```rust\npub fn lookup(key: &str, tries: usize) -> usize {\n    todo!()\n}\n```\n";
    let all = [with_body(&prose, "    0"), with_body(&contract, "    0"), with_body(plan, "    todo!()")];
    snapbox::assert_data_eq!(
        all.join("\n"),
        snapbox::str![[r#"
0 delivered kept: `lookup` is defined
0 delivered kept: `lookup` is defined
0 delivered kept: `lookup` is defined
"#]]
    );
    let taken_back = functions("| Function | Job |\n|---|---|\n| `lookup(key, tries)` | replaces the stub |\n");
    assert!(with_body(&taken_back, "    0").starts_with("1 incomplete broken"));
    let scratch = project(&contract.replace(", reason: comes with sharding", ""));
    let output = scratch.makegood(&["verify", "work.md"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("has no `reason`"), "{output:?}");
}

#[test]
fn a_namesake_keeps_no_promise_and_a_definition_elsewhere_is_drift() {
    let spec = functions("- `parse(text)` in `src/store.rs`\n");
    let body = "pub fn parse(text: &str) -> usize {\n    text.lines().count()\n}\n";
    let scratch = project(&spec);
    scratch.write("src/other.rs", body);
    commit(&scratch, "Bring a namesake");
    scratch.write("src/store.rs", "pub fn other(text: &str) -> usize {\n    text.len()\n}\n");
    scratch
        .write("tests/golden.rs", &format!("{body}\n#[test]\nfn parses() {{\n    assert_eq!(parse(\"a\"), 1);\n}}\n"));
    commit(&scratch, "Implement work.md");
    assert_eq!(verify(&scratch, &[]), "1 incomplete broken: `parse` is defined here, and not in src/store.rs");
    scratch.git(&["rm", "--quiet", "src/other.rs"]);
    commit(&scratch, "Take the namesake away");
    assert_eq!(verify(&scratch, &[]), "1 incomplete broken: `parse` is nowhere defined");
    scratch
        .write("src/text.rs", body)
        .write("tests/store.rs", "#[test]\nfn works() {\n    assert_eq!(app::text::parse(\"a\"), 1);\n}\n");
    commit(&scratch, "Define it elsewhere");
    assert_eq!(verify(&scratch, &[]), "0 delivered drifted: `parse` is defined here, and not in src/store.rs");
    scratch.git(&["rm", "--quiet", "src/text.rs"]);
    scratch.write("src/store/lines.rs", body);
    commit(&scratch, "Define it in the module");
    assert_eq!(verify(&scratch, &[]), "0 delivered kept: `parse` is defined");
}

#[test]
fn a_file_is_looked_up_in_the_tree_that_is_judged() {
    let scratch = project("# Work\n\n## Files to create\n\n- `src/store.rs`\n");
    scratch.write("src/store.rs", "pub const LIMIT: usize = 3;\n");
    commit(&scratch, "Implement work.md");
    assert_eq!(verify(&scratch, &[]), "0 delivered kept: the file is there");
    std::fs::remove_file(scratch.root().join("src/store.rs")).expect("a file");
    assert_eq!(verify(&scratch, &[]), "1 incomplete broken: there is no file src/store.rs");
    let committed = verify(&scratch, &["--base", "HEAD~1", "--head", "HEAD"]);
    assert_eq!(committed, "0 delivered kept: the file is there");
}

#[test]
fn an_empty_range_shows_nothing() {
    let scratch = project("# Work\n\n## Files to modify\n\n- `src/lib.rs`\n");
    let said = verify(&scratch, &["--base", "HEAD", "--head", "HEAD"]);
    assert!(said.starts_with("4 unverifiable"), "{said}");
    assert!(!said.contains("as it was"), "{said}");
    scratch.makegood(&["verify", "work.md", "--base", "HEAD", "-q"]).assert().code(4);
}

#[test]
fn a_test_that_is_wired_up_is_a_new_one() {
    let scratch = project(&functions("- `lookup(key)` in `src/store.rs`\n"));
    scratch.write("tests/deep/store.rs", "#[test]\nfn works() {\n    assert!(app::store::lookup(\"a\") > 0);\n}\n");
    commit(&scratch, "Write a test that nothing runs");
    scratch.write("src/store.rs", "pub fn lookup(key: &str) -> usize {\n    key.len()\n}\n");
    commit(&scratch, "Implement work.md");
    assert!(verify(&scratch, &[]).starts_with("1 incomplete kept"));
    scratch.write("tests/all.rs", "#[path = \"deep/store.rs\"]\nmod store;\n");
    assert_eq!(verify(&scratch, &[]), "0 delivered kept: `lookup` is defined");
}

#[test]
fn what_only_removes_or_renames_needs_no_new_test() {
    let scratch = project("# Drop the trace\n\n## Files to modify\n\n- `src/store.rs`\n");
    let before = "pub fn lookup(key: &str) -> usize {\n    let size = key.len();\n    trace(size);\n    size + 10\n}\n";
    scratch.write("src/store.rs", before);
    commit(&scratch, "Bring the store");
    let mut said = String::new();
    for after in [
        before.replace("    trace(size);\n", ""),
        before.replace("size", "length"),
        before.replace("10", "12"),
        before.replace("size + 10", "size + key.matches('a').count()"),
    ] {
        scratch.write("src/store.rs", &after);
        let output = scratch.makegood(&["evidence", "--base", "HEAD", "--format", "json"]).output().expect("runs");
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        said +=
            &format!("{} {}\n", output.status.code().expect("a code"), report["reason"].as_str().expect("a reason"));
    }
    snapbox::assert_data_eq!(
        said,
        snapbox::str![[r#"
0 nothing has to grow: the change only removes code
0 nothing has to grow: the change only renames
0 nothing has to grow: the change only edits data
1 `lookup` is new or changed, and no test was added (0 before, 0 after)

"#]]
    );
}

#[test]
fn tests_that_test_nothing_are_no_growth() {
    let scratch = project(&functions("- `lookup(key)` in `src/store.rs`\n"));
    scratch.write("src/store.rs", "pub fn lookup(key: &str) -> Option<usize> {\n    key.find('a')\n}\n");
    commit(&scratch, "Implement work.md");
    let call = "app::store::lookup(\"a\")";
    let mut said = String::new();
    for check in [
        format!("assert!({call}.is_some() || {call}.is_none());"),
        format!("assert_eq!({call}, {call});"),
        format!("{call};\n    assert!(2 + 2 == 4);"),
        format!("check_it({call});"),
        format!("let _ = std::panic::catch_unwind(|| assert_eq!({call}, Some(3)));"),
        format!("if std::env::var(\"ALL\").is_err() {{\n        return;\n    }}\n    assert!({call}.is_some());"),
        format!("let Ok(_all) = std::env::var(\"ALL\") else {{ return }};\n    assert!({call}.is_some());"),
        format!("{call};\n    // Nothing changes."),
        format!("assert!({call}.is_some());"),
    ] {
        let helper = "fn check_it(found: Option<usize>) {\n    println!(\"{found:?}\");\n}\n";
        scratch.write("tests/store.rs", &format!("#[test]\nfn works() {{\n    {check}\n}}\n\n{helper}"));
        said +=
            &format!("{}: {}\n", verify(&scratch, &[]).split(' ').next().expect("a code"), check.replace(call, "f()"));
    }
    snapbox::assert_data_eq!(
        said,
        snapbox::str![[r#"
1: assert!(f().is_some() || f().is_none());
1: assert_eq!(f(), f());
1: f();
    assert!(2 + 2 == 4);
1: check_it(f());
1: let _ = std::panic::catch_unwind(|| assert_eq!(f(), Some(3)));
1: if std::env::var("ALL").is_err() {
        return;
    }
    assert!(f().is_some());
1: let Ok(_all) = std::env::var("ALL") else { return };
    assert!(f().is_some());
1: f();
    // Nothing changes.
0: assert!(f().is_some());

"#]]
    );
}

#[test]
fn tests_in_c_that_need_not_check_anything_are_no_growth() {
    let scratch = Scratch::repository();
    scratch.write("tasks/work.md", &functions("- `find(text)` in `find.c`\n"));
    commit(&scratch, "Begin");
    scratch.write("find.c", "#include <string.h>\nint find(const char *text) { return strlen(text) > 3; }\n");
    commit(&scratch, "Implement work.md");
    let mut said = String::new();
    for check in [
        "find(\"a\");\n    assert_true(1);",
        "if (!getenv(\"ALL\"))\n        return;\n    assert_true(find(\"abcd\"));",
        "const char *all = getenv(\"ALL\");\n    if (all == NULL) {\n        return;\n    }\n    assert_true(find(\"abcd\"));",
        "assert_true(find(\"abcd\"));",
    ] {
        let runner = "int main(void)\n{\n    const struct CMUnitTest tests[] = { cmocka_unit_test(finds) };\n    return cmocka_run_group_tests(tests, NULL, NULL);\n}\n";
        scratch.write("test_find.c", &format!("static void finds(void **state)\n{{\n    {check}\n}}\n\n{runner}"));
        said += &format!("{}: {check}\n", verify(&scratch, &[]).split(' ').next().expect("a code"));
    }
    snapbox::assert_data_eq!(
        said,
        snapbox::str![[r#"
1: find("a");
    assert_true(1);
1: if (!getenv("ALL"))
        return;
    assert_true(find("abcd"));
1: const char *all = getenv("ALL");
    if (all == NULL) {
        return;
    }
    assert_true(find("abcd"));
0: assert_true(find("abcd"));

"#]]
    );
}

/// The rule that finds stubs is turned off by the change that brings one.
#[test]
fn a_task_is_judged_by_the_policy_of_its_base() {
    let scratch = project(&functions("- `lookup(key)` in `src/store.rs`\n"));
    scratch.write("src/store.rs", "pub fn lookup(key: &str) -> Option<usize> {\n    key.find('a')\n}\n");
    scratch.write("src/lib.rs", "pub mod store;\npub fn later(key: &str) -> usize {\n    todo!()\n}\n");
    tested(&scratch, "lookup(\"a\").unwrap()");
    scratch.write("makegood.toml", "[severity]\nnot-implemented = \"off\"\npromise-broken = \"off\"\n");
    commit(&scratch, "Implement work.md");
    let mut said = String::new();
    for command in [&["verify", "work.md"][..], &["verify", "work.md", "--accept-policy-change"]] {
        let output = scratch.makegood(&[command, &["--format", "json"]].concat()).output().expect("runs");
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let changes = report["moved_bars"].as_array().expect("a list").iter().map(|bar| bar["message"].to_string());
        let changes: Vec<String> = changes.collect();
        said += &format!("{} {}\n", output.status.code().expect("a code"), changes.join(", "));
    }
    snapbox::assert_data_eq!(
        said,
        snapbox::str![[r#"
1 "added by the change under judgement; not in force"
0 "added by the change under judgement"

"#]]
    );
}

//! Single lines of a task list, and what they promise.

use snapbox::{assert_data_eq, str};
use specs::task_line::{Manner, read};

/// Each line, and below it what it promises and what not.
fn readings(manner: Manner, lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let reading = read(line, manner);
        text += &format!("{line}\n");
        for (what, tier, _) in &reading.promised {
            text += &format!("  {tier:?} {what:?}\n");
        }
        for (what, why) in &reading.passed {
            text += &format!("  not {what}: {why}\n");
        }
    }
    text
}

#[test]
fn what_follows_the_verb_is_created_and_what_follows_in_is_touched() {
    let lines = [
        "Create src/models/user.rs",
        "Create `src/a.c`, `src/a.h` and `src/b.c` with the types of src/c.h",
        "Create User model in src/models/user.rs",
        "Implement UserService in src/services/user.py",
        "Add `parse(text, flags)` function to `src/parse.c`",
        "src/parse.rs: add the `Parser` struct",
        "Create the module index `src/lib.rs` exporting the public API",
        "Add struct Config { name: String } in src/config.rs",
    ];
    assert_data_eq!(
        readings(Manner::Task, &lines),
        str![[r#"
Create src/models/user.rs
  Declared File { path: "src/models/user.rs", fate: Created }
Create `src/a.c`, `src/a.h` and `src/b.c` with the types of src/c.h
  Declared File { path: "src/a.c", fate: Created }
  Declared File { path: "src/a.h", fate: Created }
  Declared File { path: "src/b.c", fate: Created }
  not src/c.h: behind "of", only looked at
Create User model in src/models/user.rs
  Declared File { path: "src/models/user.rs", fate: Modified }
Implement UserService in src/services/user.py
  Declared File { path: "src/services/user.py", fate: Modified }
  Mentioned Type { name: "UserService", file: Some("src/services/user.py") }
Add `parse(text, flags)` function to `src/parse.c`
  Declared File { path: "src/parse.c", fate: Modified }
  Declared Function { name: "parse", file: Some("src/parse.c"), arity: Some(2), slot: None }
src/parse.rs: add the `Parser` struct
  Declared File { path: "src/parse.rs", fate: Modified }
  Declared Type { name: "Parser", file: Some("src/parse.rs") }
Create the module index `src/lib.rs` exporting the public API
  Declared File { path: "src/lib.rs", fate: Modified }
Add struct Config { name: String } in src/config.rs
  Declared File { path: "src/config.rs", fate: Modified }

"#]]
    );
}

#[test]
fn what_changes_and_what_goes() {
    let lines = [
        "Update src/main.rs and tests/cli.rs",
        "Delete src/old.c",
        "Remove the retry loop from src/net.c",
        "Remove `old_parse()` in src/parse.c and update src/main.c",
        "Rename src/util.rs to src/clock.rs",
        "Move the parser into src/parser/mod.rs",
        "Fix panic in src/lexer.rs:214",
    ];
    assert_data_eq!(
        readings(Manner::Task, &lines),
        str![[r#"
Update src/main.rs and tests/cli.rs
  Declared File { path: "src/main.rs", fate: Modified }
  Declared File { path: "tests/cli.rs", fate: Modified }
Delete src/old.c
  Declared File { path: "src/old.c", fate: Deleted }
Remove the retry loop from src/net.c
  Declared File { path: "src/net.c", fate: Modified }
Remove `old_parse()` in src/parse.c and update src/main.c
  Declared File { path: "src/parse.c", fate: Modified }
  Declared Removed { name: "old_parse", file: Some("src/parse.c") }
  Declared File { path: "src/main.c", fate: Modified }
Rename src/util.rs to src/clock.rs
  Declared File { path: "src/util.rs", fate: Deleted }
  Declared File { path: "src/clock.rs", fate: Created }
Move the parser into src/parser/mod.rs
  Declared File { path: "src/parser/mod.rs", fate: Modified }
Fix panic in src/lexer.rs:214
  Declared File { path: "src/lexer.rs", fate: Modified }

"#]]
    );
}

#[test]
fn what_is_only_named_is_no_promise() {
    let lines = [
        "Do not change src/ring.c",
        "Verify that src/main.rs compiles",
        "Implement retries like in src/net.c, see docs/net.md",
        "Create a client for https://example.org/a.json with Node.js",
        "Create src/models/[entity].rs and src/*.c",
        "Create tests/ and /etc/app.conf and ../other/x.c",
        "Add .gitignore automation logic in src/core/git.rs",
        "Leave src/a.rs unchanged",
        "Support TCP/IP and and/or i.e. a.b",
        "Extract metadata from Cargo.toml in src/cli/version.rs",
    ];
    assert_data_eq!(
        readings(Manner::Task, &lines),
        str![[r#"
Do not change src/ring.c
  not src/ring.c: behind "do not"
Verify that src/main.rs compiles
  not src/main.rs: behind "that", only looked at
Implement retries like in src/net.c, see docs/net.md
  not src/net.c: behind "like", only looked at
  not docs/net.md: behind "see", only looked at
Create a client for https://example.org/a.json with Node.js
Create src/models/[entity].rs and src/*.c
  not src/models/[entity].rs: a pattern, not one file
  not src/*.c: a pattern, not one file
Create tests/ and /etc/app.conf and ../other/x.c
  not tests/: a folder
  not /etc/app.conf: outside of the repository
  not ../other/x.c: outside of the repository
Add .gitignore automation logic in src/core/git.rs
  Declared File { path: "src/core/git.rs", fate: Modified }
  not .gitignore: says what kind of thing is created
Leave src/a.rs unchanged
  not src/a.rs: behind "unchanged"
Support TCP/IP and and/or i.e. a.b
Extract metadata from Cargo.toml in src/cli/version.rs
  Declared File { path: "src/cli/version.rs", fate: Modified }
  not Cargo.toml: behind "from", only looked at

"#]]
    );
}

#[test]
fn tests_are_counted_where_a_number_says_so() {
    let lines = [
        "Add 3 tests to tests/test_ring.c",
        "Write 17+ unit tests",
        "Unit tests for the parser in tests/parser.rs",
        "Add tests in test/ring.test.ts",
        "Add 5-8 tests in tests/a.rs",
    ];
    assert_data_eq!(
        readings(Manner::Task, &lines),
        str![[r#"
Add 3 tests to tests/test_ring.c
  Declared File { path: "tests/test_ring.c", fate: Modified }
  Declared Tests { at_least: 3, added: true, files: ["tests/test_ring.c"] }
Write 17+ unit tests
  Mentioned Tests { at_least: 17, added: true, files: [] }
Unit tests for the parser in tests/parser.rs
  Mentioned File { path: "tests/parser.rs", fate: Modified }
  Mentioned Tests { at_least: 1, added: true, files: ["tests/parser.rs"] }
Add tests in test/ring.test.ts
  Declared File { path: "test/ring.test.ts", fate: Modified }
Add 5-8 tests in tests/a.rs
  Declared File { path: "tests/a.rs", fate: Modified }
  Declared Tests { at_least: 5, added: true, files: ["tests/a.rs"] }

"#]]
    );
}

#[test]
fn a_criterion_says_what_there_will_be() {
    let lines = [
        "src/gzip.c exists",
        "Server module created at src/server/index.ts",
        "src/old.c is removed",
        "Files created before the change still open",
        "The tool reads src/main.c",
    ];
    assert_data_eq!(
        readings(Manner::Criterion, &lines),
        str![[r#"
src/gzip.c exists
  Declared File { path: "src/gzip.c", fate: Created }
Server module created at src/server/index.ts
  Declared File { path: "src/server/index.ts", fate: Created }
src/old.c is removed
  Declared File { path: "src/old.c", fate: Deleted }
Files created before the change still open
The tool reads src/main.c
  not src/main.c: no verb says what becomes of it

"#]]
    );
    let created = ["The index was created in src/index.rs last year"];
    assert_data_eq!(
        readings(Manner::Prose, &created),
        str![[r#"
The index was created in src/index.rs last year
  not src/index.rs: no verb says what becomes of it

"#]]
    );
}

#[test]
fn names_in_the_place_of_a_deliverable_count_without_a_known_verb() {
    let lines = [
        "Futex: `SYS_FUTEX_WAIT` / `SYS_FUTEX_WAKE` for mutexes",
        "Inicializar `crates/core/Cargo.toml` con miembros",
        "`user_exists` and `verify_password` helpers in rutils",
        "Implement saving for `CpuTracer` and `GlTracer`",
        "Add capability queries (`supports_gl`) and the `Full` variant to `RingError`",
        "Create the config folder structure in crates/core/src/config/",
        "Re-export from `src/lib.rs`",
        "New test: `remote_is_held_until_local_wakes`",
        "Add a test that `f()` and `Ring` work",
        "Remove unused `pool()` method and the `old_ring` module",
        "Remove the call of `f()` and the `size` parameter",
    ];
    assert_data_eq!(
        readings(Manner::Task, &lines),
        str![[r#"
Futex: `SYS_FUTEX_WAIT` / `SYS_FUTEX_WAKE` for mutexes
  Mentioned Symbol { name: "SYS_FUTEX_WAIT", kind: Constant, of: None, file: None }
  Mentioned Symbol { name: "SYS_FUTEX_WAKE", kind: Constant, of: None, file: None }
Inicializar `crates/core/Cargo.toml` con miembros
  Mentioned File { path: "crates/core/Cargo.toml", fate: Modified }
`user_exists` and `verify_password` helpers in rutils
  Mentioned Function { name: "user_exists", file: None, arity: None, slot: None }
  Mentioned Function { name: "verify_password", file: None, arity: None, slot: None }
Implement saving for `CpuTracer` and `GlTracer`
  Mentioned Type { name: "CpuTracer", file: None }
  Mentioned Type { name: "GlTracer", file: None }
Add capability queries (`supports_gl`) and the `Full` variant to `RingError`
  Mentioned Symbol { name: "Full", kind: Variant, of: Some("RingError"), file: None }
  Mentioned Type { name: "RingError", file: None }
Create the config folder structure in crates/core/src/config/
  Mentioned File { path: "crates/core/src/config/", fate: Created }
Re-export from `src/lib.rs`
  Declared File { path: "src/lib.rs", fate: Modified }
New test: `remote_is_held_until_local_wakes`
  Mentioned Test { name: "remote_is_held_until_local_wakes", file: None }
Add a test that `f()` and `Ring` work
Remove unused `pool()` method and the `old_ring` module
  Declared Removed { name: "pool", file: None }
  Declared Removed { name: "old_ring", file: None }
Remove the call of `f()` and the `size` parameter

"#]]
    );
}

#[test]
fn trees_tables_labels_and_shell_blocks_promise_what_they_show() {
    let text = "# Plan\n\n## Layout\n\n```\nring/\n├── Cargo.toml\n└── src/\n    ├── lib.rs      # unchanged\n    ├── ring.rs     # new\n    └── policy.rs\n```\n\n\
                **`src/ring.rs`** – the ring, with:\n- `RING_MOST`\n- `RingError::Full`\n\n\
                | Call | How |\n|---|---|\n| `push` | `push(ring, item): bool` |\n\n\
                ## Check\n\n```bash\ncargo test -p ring # all\ncargo run\ngit push\n```\n";
    let tasks = crate::show::tasks("docs/plan.md", text).expect("readable");
    assert_data_eq!(
        tasks.iter().map(crate::show::task).collect::<String>(),
        str![[r#"
plan.md [Open] Plan (line 1)
  7: Mentioned Created Cargo.toml (a file of a drawn tree)
  10: Declared Created src/ring.rs (a file of a drawn tree)
  11: Mentioned Created src/policy.rs (a file of a drawn tree)
  15: Mentioned constant RING_MOST in src/ring.rs (the name of a constant)
  16: Mentioned variant Full of RingError in src/ring.rs (the name of a variant)
  20: Mentioned function push (a row that begins with the name of a function)
  25: Mentioned command "cargo test -p ring" (a command in a block that checks something)

"#]]
    );
}

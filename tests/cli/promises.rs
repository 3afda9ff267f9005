//! `makegood promises`: what is shown, what is written, and what is refused.

use snapbox::str;

use crate::scratch::Scratch;

const SPEC: &str = "\
# Read packed logs

**Depends on:** ring.md

## Functions to implement

| Function | Purpose |
|---|---|
| `gzip_open(path)` | opens a file |
| `gzip_read(g, buffer, size)` | the next bytes |

## Tests

Add 3 tests to `tests/test_gzip.c`.

## Out of scope

- `gzip_write()`
";

const LIST: &str = "\
## Phase 1: Core

- [x] T001 Create Ring struct in src/ring.rs
- [ ] T002 [P] Delete src/old.c, see docs/old.md (depends on T001)
- [ ] T003 Think about names
";

fn project() -> Scratch {
    let scratch = Scratch::repository();
    scratch.write("tasks/gzip.md", SPEC).write("specs/001-core/tasks.md", LIST);
    scratch
}

#[test]
fn each_promise_is_shown_with_its_line_its_tier_and_its_reason() {
    project().makegood(&["promises", "tasks/gzip.md"]).assert().success().stdout_eq(str![[r#"
gzip.md  Read packed logs
tasks/gzip.md:1, open

Promises
     9  declared   function   gzip_open, 1 parameter
                              row of the table under "Functions to implement"
    10  declared   function   gzip_read, 3 parameters
                              row of the table under "Functions to implement"
    14  declared   tests      at least 3 new tests in tests/test_gzip.c
                              a number of tests

Depends on
     3  ring.md

No part of it
    18  gzip_write

Not taken for promises
    18  `gzip_write()`
        no part of the task, under "Out of scope"

3 promises of gzip.md, all of which can be looked up in the code

"#]]);
    project().makegood(&["promises", "T002"]).assert().success().stdout_eq(str![[r#"
T002  Delete src/old.c, see docs/old.md (depends on T001)
specs/001-core/tasks.md:4, open

Promises
     4  declared   file       src/old.c is deleted
                              the file itself is what is removed

Depends on
     4  T001

Not taken for promises
     4  docs/old.md
        behind "see", only looked at

1 promise of T002, which can be looked up in the code

"#]]);
}

#[test]
fn a_task_is_found_by_its_path_by_its_id_and_by_both() {
    let scratch = project();
    let shown = |task: &str| scratch.makegood(&["promises", task]).output().expect("runs").stdout;
    let text = shown("specs/001-core/tasks.md#T001");
    assert!(String::from_utf8_lossy(&text).contains("Ring in src/ring.rs"), "{text:?}");
    assert_eq!(shown("T001"), text);
    assert_eq!(shown("gzip"), shown("tasks/gzip.md"));
}

#[test]
fn json_holds_every_promise() {
    let output = project().makegood(&["promises", "T002", "--format", "json"]).assert().success();
    let report: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).expect("JSON");
    assert_eq!(report["command"], "promises");
    assert_eq!(report["totals"]["promises"]["unproven"], 1);
    let promise = &report["promises"][0];
    assert_eq!(
        (promise["id"].as_str(), promise["status"].as_str()),
        (Some("file-deleted:src/old.c"), Some("unproven"))
    );
    assert_eq!((promise["tier"].as_str(), promise["source"]["line"].as_u64()), (Some("declared"), Some(4)));
}

#[test]
fn the_contract_that_is_written_says_the_same() {
    let scratch = project();
    let written = scratch.makegood(&["promises", "gzip", "--write-contract"]).assert().success();
    let block = String::from_utf8(written.get_output().stdout.clone()).expect("text");
    snapbox::assert_data_eq!(
        &block,
        str![[r#"
```makegood
requires:
  - ring.md
provides:
  functions:
    - gzip_open
    - gzip_read
tests:
  min: 3
  in: tests/test_gzip.c
excludes:
  - gzip_write
```

"#]]
    );
    scratch.write("tasks/gzip.md", &format!("# Read packed logs\n\n{block}"));
    scratch.makegood(&["promises", "gzip", "--write-contract"]).assert().success().stdout_eq(block);
}

#[test]
fn a_spec_without_a_checkable_promise_is_no_success() {
    let scratch = project();
    scratch.makegood(&["promises", "T003"]).assert().code(4).stdout_eq(str![[r#"
T003  Think about names
specs/001-core/tasks.md:5, open

Promises
     5  mentioned  statement  [ ] Think about names
                              nothing in it can be looked up

1 promise of T003, which cannot be looked up in the code

"#]]);
    scratch.makegood(&["promises", "T003", "--write-contract"]).assert().code(4).stdout_eq("").stderr_eq(str![[r#"
1 promise of T003, which cannot be looked up in the code: nothing of it can be said in a contract

"#]]);
}

#[test]
fn a_mistake_in_a_contract_is_pointed_at() {
    let scratch = project();
    scratch.write("tasks/bad.md", "# Bad\n\n```makegood\nprovides:\n  function: [f]\n```\n");
    scratch.makegood(&["promises", "tasks/bad.md"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
  × there is no key `function` in `provides`
   ╭─[tasks/bad.md:5:3]
 4 │ provides:
 5 │   function: [f]
   ·   ────┬───
   ·       ╰── not known here
 6 │ ```
   ╰────
  help: did you mean `functions`?

"#]]);
}

#[test]
fn what_is_no_task_is_refused() {
    let scratch = project();
    std::fs::write(scratch.root().join("tasks/latin.md"), b"# Caf\xe9\n").expect("a file");
    for task in ["tasks/gone.md", "T009", "tasks/latin.md", "gzip.md#T001", "src"] {
        let output = scratch.makegood(&["promises", task]).assert().code(2).stdout_eq("");
        assert!(!output.get_output().stderr.is_empty(), "{task}");
    }
}

#[test]
fn a_large_spec_outside_of_git_is_read() {
    let scratch = Scratch::plain();
    let line = "- `a_function(with, parameters)` does one thing and does it well, for all who call it\n";
    scratch.write("tasks/large.md", &format!("# Large\n\n## Functions to implement\n\n{}", line.repeat(65_000)));
    scratch.makegood(&["promises", "tasks/large.md", "-q"]).assert().success();
}

#[test]
fn nothing_in_a_spec_acts_on_the_terminal() {
    let scratch = project();
    scratch.write("tasks/escape.md", "# Red \u{1b}[31m\n\n## Files to create\n\n- `src/a.c` \u{1b}[2J\n");
    let output = scratch.makegood(&["promises", "tasks/escape.md"]).assert().success();
    assert!(!output.get_output().stdout.contains(&0x1b));
}

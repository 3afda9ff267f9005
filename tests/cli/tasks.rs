//! `makegood tasks`: a set of specs before anyone starts.

use snapbox::str;

use crate::scratch::Scratch;

/// Five tasks, and everything that can be wrong between them.
fn plan() -> Scratch {
    let scratch = Scratch::plain();
    scratch
        .write("tasks/a.md", "# A\n\n**Depends on:** b.md\n\n## Functions to implement\n\n- `f()`\n")
        .write("tasks/b.md", "# B\n\n**Depends on:** a.md\n\n## Functions to implement\n\n- `g()`\n")
        .write("tasks/c.md", "# C\n\n**Depends on:** parser.md\n\n## Functions to implement\n\n- `g()`\n")
        .write("tasks/sse-parser.md", "# Parser\n\nIt should be fast.\n")
        .write("tasks/done/d.md", "# D\n\nIt was done.\n");
    scratch
}

#[test]
fn all_that_is_wrong_is_told() {
    plan().makegood(&["tasks", "-q"]).assert().code(1).stdout_eq(str![[r#"
tasks/a.md:3:1: error[dependency-cycle]: tasks wait for one another: a.md -> b.md -> a.md
tasks/c.md:3:1: error[dependency-missing]: `c.md` depends on `parser.md`, which does not exist; was sse-parser.md meant?
tasks/c.md:7:1: warning[promised-twice]: `b.md` and `c.md` promise the same: `g()`
tasks/sse-parser.md:1:1: warning[nothing-verifiable]: `sse-parser.md` promises nothing that can be checked

"#]]);
}

#[test]
fn a_sound_set_is_shown_in_its_order() {
    let scratch = Scratch::plain();
    scratch
        .write("tasks/a.md", "# A\n\n**Depends on:** b.md, c.md\n\n## Functions to implement\n\n- `f()`\n")
        .write("tasks/b.md", "# B\n\n**Depends on:** c.md\n\n## Functions to implement\n\n- `g()`\n")
        .write("tasks/done/c.md", "# C\n\n## Functions to implement\n\n- `h()`\n");
    scratch.makegood(&["tasks"]).assert().code(0).stdout_eq(str![[r#"
Tasks, each after those that it depends on:
  done    c.md: 1 promise
  open    b.md: 1 promise, after c.md
  open    a.md: 1 promise, after b.md, c.md

clean · looked at 3 tasks, 2 of them open

"#]]);
    scratch.makegood(&["tasks", "--format", "dot"]).assert().code(0).stdout_eq(str![[r#"
digraph tasks {
  rankdir=LR;
  node [shape=box];
  t0 [label="c.md", style=dashed];
  t1 [label="b.md"];
  t2 [label="a.md"];
  t0 -> t1;
  t1 -> t2;
  t0 -> t2;
}

"#]]);
    scratch.makegood(&["tasks", "--format", "mermaid"]).assert().code(0).stdout_eq(str![[r#"
flowchart LR
  t0["c.md"]:::done
  t1["b.md"]
  t2["a.md"]
  t0 --> t1
  t1 --> t2
  t0 --> t2
  classDef done stroke-dasharray: 4

"#]]);
}

#[test]
fn a_folder_without_tasks_is_no_pass() {
    let scratch = Scratch::plain();
    scratch.write("tasks/README.md", "# About these tasks\n");
    scratch.makegood(&["tasks", "tasks"]).assert().code(2).stdout_eq("");
    scratch.makegood(&["tasks", "elsewhere"]).assert().code(2).stdout_eq("");
}

#[test]
fn a_chain_of_thousands_of_tasks_is_read() {
    let scratch = Scratch::plain();
    for at in 0..3000 {
        let spec = format!("# T{at}\n\n**Depends on:** t{}.md\n\n## Functions to implement\n\n- `f{at}()`\n", at + 1);
        scratch.write(&format!("tasks/t{at}.md"), &spec);
    }
    scratch.write("tasks/t3000.md", "# Last\n\n## Functions to implement\n\n- `last()`\n");
    let output = scratch.makegood(&["tasks", "--format", "json"]).output().expect("runs");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["tasks"].as_array().expect("a list").len(), 3001);
    assert_eq!(report["tasks"][0]["id"], "t3000.md");
}

#[test]
fn a_contract_that_leaves_out_what_the_text_promises_is_told() {
    let scratch = Scratch::plain();
    let spec = "# Parser\n\n## Functions to implement\n\n- `parser_new()`\n- `parser_free()`\n\n```makegood\nprovides:\n  functions:\n    - name: parser_new\n```\n";
    scratch.write("tasks/parser.md", spec);
    scratch.makegood(&["tasks", "-q"]).assert().code(0).stdout_eq(str![[r#"
tasks/parser.md:9:1: warning[contract-narrower-than-prose]: the contract of `parser.md` leaves out what its text promises: `parser_free()`

"#]]);
    scratch.write("tasks/parser.md", &spec.replace("new\n```", "new\nexcludes: [parser_free]\n```"));
    scratch.makegood(&["tasks", "-q"]).assert().code(0).stdout_eq("");
}

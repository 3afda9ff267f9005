//! `makegood verify` and `makegood ready` as they are typed: which task, which version of its spec, which work, and what
//! goes wrong.

use serde_json::Value;
use snapbox::str;

use crate::scratch::Scratch;

const SPEC: &str = "\
# A doubler

**Depends on:** nothing

## Functions to implement

| Function | File |
|---|---|
| `double(int x)` | `src/double.c` |

## Tests

Add 1 test.
";
const STUB: &str = "int twice(int x) { return x * 2; }\nint doubled(int x) { return -E_NOT_IMPLEMENTED; }\n";
const DONE: &str = "int double_it(int x) { return x * 2; }\n";

/// A repository with the spec and nothing delivered.
fn project(spec: &str) -> Scratch {
    let scratch = Scratch::repository();
    scratch.write("tasks/doubler.md", spec).write("src/main.c", "int main(void) { return run(); }\n");
    commit(&scratch, "Begin");
    scratch
}

/// A test that calls `function`: nothing is delivered without one.
fn test(scratch: &Scratch, function: &str) {
    let program = format!("int main(void) {{\n    assert({function}(2) != 0);\n    return 0;\n}}\n");
    scratch.write(&format!("tests/test_{function}.c"), &program);
}

fn commit(scratch: &Scratch, message: &str) {
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", message]);
}

fn json(scratch: &Scratch, args: &[&str]) -> Value {
    let output = scratch.makegood(&[args, &["--format", "json"]].concat()).output().expect("runs");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {output:?}"))
}

/// `status kind text` of each promise.
fn promises(report: &Value) -> String {
    let promises = report["promises"].as_array().expect("a list");
    let line = |p: &Value| format!("{} {} {}\n", text(&p["status"]), text(&p["kind"]), text(&p["text"]));
    promises.iter().map(line).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn contract(body: &str) -> String {
    format!("# A task\n\n```makegood\n{body}```\n")
}

#[test]
fn what_is_missing_is_told_with_what_could_have_been_meant() {
    let scratch = project(&contract("provides:\n  functions:\n    - name: count_words\n"));
    scratch.write("src/words.c", "int count_word(const char *s) { return scan(s); }\n");
    test(&scratch, "count_word");
    commit(&scratch, "Count words (doubler.md)");
    scratch.makegood(&["verify", "tasks/doubler.md"]).assert().code(1).stdout_eq(str![[r#"
Promises:
  broken: count_words (function, contract at tasks/doubler.md:6)
    tasks/doubler.md:6: `count_words` is nowhere defined
    src/words.c:1: `count_word` is defined here; was it meant?

incomplete: 1 of 1 promise broken: count_words is nowhere defined · 1 error
promises: 0 kept, 1 broken, 0 unproven
tests: 0 before, 1 after (1 added, 0 removed) · looked at 2 functions in 2 files
since [..] ([..]), working tree included

"#]]);
}

#[test]
fn a_stub_breaks_the_promise_and_doing_the_job_keeps_it() {
    let scratch = project(&contract("provides:\n  functions:\n    - {name: doubled, in: src/double.c}\n"));
    scratch.write("src/double.c", STUB);
    commit(&scratch, "Implement doubler.md");
    assert_eq!(promises(&json(&scratch, &["verify", "doubler.md"])), "broken function doubled in src/double.c\n");
    scratch.write("src/double.c", &DONE.replace("double_it", "doubled"));
    test(&scratch, "doubled");
    let report = json(&scratch, &["verify", "doubler.md"]);
    assert_eq!((text(&report["verdict"]), text(&report["next"])), ("delivered", "accept"));
}

#[test]
fn a_function_with_other_parameters_is_not_the_promised_one() {
    let scratch = project(SPEC);
    scratch.write("src/double.c", "int double_(int x) { return x * 2; }\n");
    scratch.write("tasks/doubler.md", &SPEC.replace("double(int x)", "int doubled(int x, int times)"));
    commit(&scratch, "Say how often");
    scratch.write("src/double.c", "int doubled(int x) { return x * 2; }\n");
    commit(&scratch, "Implement doubler.md");
    let report = json(&scratch, &["verify", "doubler.md"]);
    let evidence = &report["promises"][0]["evidence"][0]["message"];
    assert_eq!(text(evidence), "`doubled` takes 1 parameter where the spec has 2");
}

#[test]
fn a_function_that_is_never_compiled_is_not_there() {
    let scratch = project(&contract("provides:\n  functions:\n    - name: doubled\n"));
    scratch.write(
        "src/double.c",
        "#if 0\nint doubled(int x) { return x * 2; }\n#endif\nint other(void) { return go(); }\n",
    );
    commit(&scratch, "Implement doubler.md");
    assert_eq!(json(&scratch, &["verify", "doubler.md"])["verdict"], "incomplete");
}

#[test]
fn what_the_contract_leaves_out_breaks_nothing() {
    let contract =
        contract("provides:\n  functions:\n    - name: twice\ndefers:\n  - {symbol: doubled, to: later.md}\n");
    let scratch = project(&contract);
    scratch.write("tasks/later.md", "# Later\n\n## Functions to implement\n\n- `doubled(int x)`\n");
    commit(&scratch, "Plan");
    scratch.write("src/double.c", STUB);
    test(&scratch, "twice");
    commit(&scratch, "Implement doubler.md");
    let report = json(&scratch, &["verify", "doubler.md"]);
    assert_eq!(text(&report["verdict"]), "delivered", "{report:#}");
    assert_eq!(report["findings"][0]["severity"], "note");
}

#[test]
fn a_stub_left_to_an_open_task_is_a_warning_and_to_one_that_is_done_an_error() {
    let scratch = project(SPEC);
    scratch.write("tasks/later.md", "# Later\n");
    commit(&scratch, "Plan");
    scratch.write(
        "src/a.c",
        "int later(int x)\n{\n    /* Stub: will be implemented in later.md */\n    return -E_NOT_IMPLEMENTED;\n}\n",
    );
    let severity = |scratch: &Scratch| json(scratch, &["check", "--base", "HEAD"])["findings"][0]["severity"].clone();
    assert_eq!(severity(&scratch), "warning");
    scratch.git(&["mv", "tasks/later.md", "tasks/earlier.md"]);
    assert_eq!(severity(&scratch), "error");
    scratch.write("tasks/done/later.md", "# Later\n");
    assert_eq!(severity(&scratch), "error");
}

#[test]
fn work_left_to_a_task_that_is_not_there_is_told() {
    let scratch = project(SPEC);
    scratch
        .write("src/a.c", "int send(int x)\n{\n    /* TODO: retries, see retrys.md */\n    return transmit(x);\n}\n");
    scratch.write("tasks/retries.md", "# Retries\n");
    let report = json(&scratch, &["check", "--base", "HEAD"]);
    let finding = &report["findings"][0];
    assert_eq!(text(&finding["rule"]), "dangling-deferral");
    assert_eq!(
        text(&finding["message"]),
        "`send` leaves work to retrys.md, which does not exist; was retries.md meant?"
    );
}

#[test]
fn whoever_is_judged_does_not_move_the_bar() {
    let two = contract("provides:\n  functions:\n    - name: twice\n    - name: thrice\n");
    let scratch = project(&two);
    scratch.write("src/double.c", "int twice(int x) { return x * 2; }\n");
    scratch.write("tasks/doubler.md", &two.replace("    - name: thrice\n", ""));
    test(&scratch, "twice");
    commit(&scratch, "Implement doubler.md");
    let report = json(&scratch, &["verify", "doubler.md"]);
    assert_eq!(promises(&report), "kept function twice\nbroken function thrice\n");
    assert!(text(&report["moved_bars"][0]["message"]).contains("thrice"), "{report:#}");
    let lenient = json(&scratch, &["verify", "doubler.md", "--spec-rev", "HEAD"]);
    assert_eq!(text(&lenient["verdict"]), "delivered");
}

#[test]
fn a_spec_without_a_checkable_promise_never_passes() {
    let scratch = project("# Make it better\n\n- [x] it is better\n");
    scratch.write("src/more.h", "#define MORE 1\n");
    scratch.makegood(&["verify", "doubler.md", "--base", "HEAD"]).assert().code(4).stdout_eq(str![[r#"
Promises:
  unproven: 1 promise that reading cannot check (-v lists them)

unverifiable: the spec promises nothing that can be checked
promises: 0 kept, 0 broken, 1 unproven
tests: 0 before, 0 after (0 added, 0 removed) · looked at 0 functions in 1 file
since [..] (HEAD), working tree included

"#]]);
}

#[test]
fn what_belongs_to_a_dependency_blocks() {
    let scratch = project("# Use\n\n**Depends on:** base.md\n\n## Functions to implement\n\n- `doubled()`\n");
    scratch.write("tasks/base.md", "# Base\n\n## Functions to implement\n\n- `doubled()`\n");
    scratch.write("src/double.c", STUB);
    commit(&scratch, "Begin both");
    let verify = json(&scratch, &["verify", "doubler.md", "--base", "HEAD"]);
    assert_eq!((text(&verify["verdict"]), text(&verify["next"])), ("blocked", "fix-dependency"));
    scratch.makegood(&["ready", "doubler.md"]).assert().code(3).stdout_eq(str![[r#"
Blocked by:
  src/double.c:2: Dependency incomplete: doubled is stubbed at src/double.c:2
    (promised by base.md)

Promises:
  broken: `doubled()` (function, declared at tasks/base.md:5)
    src/double.c:2: `doubled` is not implemented: `E_NOT_IMPLEMENTED`

blocked: Dependency incomplete: doubled is stubbed at src/double.c:2 (promised
by base.md) · 1 error · promises: 0 kept, 1 broken, 0 unproven
looked at 1 function in 1 file

"#]]);
}

#[test]
fn a_dependency_that_does_not_exist_blocks() {
    let scratch = project("# Use\n\n**Depends on:** bases.md\n\n## Functions to implement\n\n- `doubled()`\n");
    scratch.write("tasks/base.md", "# Base\n\n## Functions to implement\n\n- `doubled()`\n");
    let report = json(&scratch, &["ready", "doubler.md"]);
    assert_eq!((text(&report["verdict"]), text(&report["next"])), ("blocked", "clarify-spec"));
    assert_eq!(text(&report["reason"]), "Dependency missing: there is no task bases.md; was base.md meant?");
}

#[test]
fn a_task_that_asks_for_a_clean_tree_waits_for_one() {
    let scratch = project(
        "# Use\n\n## Preconditions\n\n- [ ] `git status --porcelain` is empty\n\n## Functions to implement\n\n- `f()`\n",
    );
    assert_eq!(text(&json(&scratch, &["ready", "doubler.md"])["verdict"]), "ready");
    scratch.write("left-over.txt", "x");
    let report = json(&scratch, &["ready", "doubler.md"]);
    assert_eq!(text(&report["verdict"]), "blocked");
    assert!(text(&report["reason"]).contains("left-over.txt"), "{report:#}");
}

#[test]
fn what_cannot_be_asked_is_told_and_never_passes() {
    let scratch = project(SPEC);
    scratch.write("tasks/odd/doubler.md", SPEC);
    scratch
        .write("tasks/one.md", "# One\n\n**Depends on:** two.md\n")
        .write("tasks/two.md", "# Two\n\n**Depends on:** one.md\n");
    scratch.write("tasks/wrong.md", &contract("provides:\n  functionz:\n    - name: f\n"));
    std::fs::write(scratch.root().join("tasks/bytes.md"), b"# A\n\n\xff\xfe\n").expect("a file");
    let told = |args: &[&str]| {
        let output = scratch.makegood(args).output().expect("runs");
        let said = String::from_utf8(output.stderr).expect("text");
        format!("{} {}: {}\n", output.status.code().expect("a code"), args.join(" "), first_line(&said))
    };
    let all = [
        told(&["verify", "nowhere.md"]),
        told(&["verify", "tasks/doublr.md"]),
        told(&["verify", "doubler.md"]),
        told(&["verify", "tasks/doubler.md#T9"]),
        told(&["verify", "tasks/wrong.md"]),
        told(&["verify", "tasks/bytes.md"]),
        told(&["verify", "tasks/doubler.md", "--base", "no-such-revision"]),
        told(&["ready", "one.md"]),
        told(&["verify", "src/main.c"]),
    ];
    snapbox::assert_data_eq!(
        all.concat(),
        str![[r#"
2 verify nowhere.md: there is no task `nowhere.md`
2 verify tasks/doublr.md: there is no spec tasks/doublr.md
2 verify doubler.md: `doubler.md` names 2 tasks
2 verify tasks/doubler.md#T9: there is no task `T9` in tasks/doubler.md
2 verify tasks/wrong.md: there is no key `functionz` in `provides`
2 verify tasks/bytes.md: tasks/bytes.md is not UTF-8: line 3 holds bytes that are no text
2 verify tasks/doubler.md --base no-such-revision: `no-such-revision` names no commit of this repository
2 ready one.md: tasks wait for one another: one.md -> two.md -> one.md
2 verify src/main.c: src/main.c is no spec that makegood can read

"#]]
    );
}

fn first_line(said: &str) -> &str {
    said.lines().find(|line| line.contains('×')).map_or("", |line| line.trim_start_matches([' ', '×']))
}

#[test]
fn outside_of_git_there_is_no_work_to_judge() {
    let scratch = Scratch::plain();
    scratch.write("tasks/doubler.md", SPEC);
    scratch.makegood(&["verify", "tasks/doubler.md"]).assert().code(2).stdout_eq("");
}

#[test]
fn what_is_promised_has_to_be_tested() {
    let scratch = project(&contract("provides:\n  functions:\n    - name: doubled\n"));
    scratch.write("src/double.c", &DONE.replace("double_it", "doubled"));
    test(&scratch, "something_else");
    commit(&scratch, "Implement doubler.md");
    let report = json(&scratch, &["verify", "doubler.md"]);
    assert_eq!(text(&report["verdict"]), "incomplete");
    assert_eq!(
        text(&report["findings"][0]["message"]),
        "`doubled` is promised, and is reached by no test that runs and asserts"
    );
}

#[test]
fn whoever_reads_findings_only_is_told_of_broken_promises() {
    let scratch = project(&contract("provides:\n  functions:\n    - name: doubled\n"));
    scratch.write("src/more.h", "#define MORE 1\n");
    let verify = ["verify", "doubler.md", "--base", "HEAD", "--format", "github"];
    scratch.makegood(&verify).assert().code(1).stdout_eq(str![[r#"
::error file=tasks/doubler.md,line=6,endLine=6,title=makegood promise-broken::doubled is nowhere defined%0Aalso: tasks/doubler.md:6: `doubled` is nowhere defined%0Ahelp: Deliver it. If the spec is wrong, its author should correct the spec.
::notice title=makegood::incomplete: 1 of 1 promise broken: doubled is nowhere defined · 1 error · promises: 0 kept, 1 broken, 0 unproven · tests: 0 before, 0 after (0 added, 0 removed) · looked at 0 functions in 1 file · since [..] (HEAD), working tree included

"#]]);
    let ready = project("# Use\n\n**Depends on:** base.md\n");
    ready.write("tasks/base.md", "# Base\n\n## Functions to implement\n\n- `doubled()`\n");
    ready.makegood(&["ready", "doubler.md", "-q"]).assert().code(3).stdout_eq(str![[r#"
tasks/base.md:5:1: error[dependency-undelivered]: Dependency incomplete: doubled is nowhere defined (promised by base.md)

"#]]);
}

#[test]
fn tests_can_be_run_for_the_verdict() {
    let scratch = project(&contract("provides:\n  functions:\n    - name: doubled\n"));
    scratch.write("src/double.c", &DONE.replace("double_it", "doubled"));
    test(&scratch, "doubled");
    commit(&scratch, "Implement doubler.md");
    let verify = |command: &str| {
        let args = ["verify", "doubler.md", "--evidence", "run", "--test-cmd", command, "--format", "json"];
        let output = scratch.makegood(&args).output().expect("runs");
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")
    };
    let grown = "echo 1..$(ls tests | wc -l); ls tests | awk '{print \"ok \" NR \" - \" $0}'";
    assert_eq!(text(&verify(grown)["verdict"]), "delivered");
    let failing = format!("{grown} | sed 's/^ok/not ok/'");
    let report = verify(&failing);
    assert_eq!(text(&report["verdict"]), "incomplete");
    assert_eq!(text(&report["findings"][0]["rule"]), "test-failed");
    scratch.makegood(&["verify", "doubler.md", "--evidence", "run"]).assert().code(2).stdout_eq("");
}

#[test]
fn what_is_left_to_a_task_that_is_not_there_is_not_excused() {
    let handed = "provides:\n  functions:\n    - name: twice\n    - name: doubled\ndefers:\n  - {symbol: doubled, to: nowhere.md}\n";
    let scratch = project(&contract(handed));
    scratch.write("src/double.c", STUB);
    test(&scratch, "twice");
    commit(&scratch, "Implement doubler.md");
    let report = json(&scratch, &["verify", "doubler.md"]);
    assert_eq!(promises(&report), "kept function twice\nbroken function doubled\n");
    let rules: Vec<&str> = report["findings"].as_array().expect("a list").iter().map(|f| text(&f["rule"])).collect();
    assert_eq!(rules, ["not-implemented", "dangling-deferral"]);
}

#[test]
fn a_test_that_nothing_compiles_does_not_count() {
    let spec = "# A doubler\n\n## Tests\n\nAt least 1, in `tests/deep/doubled.rs`.\n";
    let scratch = project(spec);
    let test = "#[test]\nfn doubles() {\n    assert_eq!(app::doubled(2), 4);\n}\n";
    scratch.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    scratch.write("src/lib.rs", "pub fn doubled(x: u32) -> u32 {\n    x * 2\n}\n").write("tests/deep/doubled.rs", test);
    commit(&scratch, "Implement doubler.md");
    assert_eq!(json(&scratch, &["verify", "doubler.md"])["promises"][0]["status"], "broken");
    scratch.write("tests/all.rs", "#[path = \"deep/doubled.rs\"]\nmod doubled;\n");
    assert_eq!(json(&scratch, &["verify", "doubler.md"])["promises"][0]["status"], "kept");
}

/// What the report of `verify` says of its base.
fn base(scratch: &Scratch, args: &[&str]) -> String {
    let report = json(scratch, &[&["verify"], args].concat());
    text(&report["base"]["description"]).to_owned()
}

#[test]
fn the_base_of_a_task_is_told_with_the_reason() {
    let scratch = Scratch::repository();
    let list = |done: &str| format!("# Tasks\n\n- [{done}] T016 Create `doubled` in src/doubled.c\n");
    scratch.write("specs/001-old/tasks.md", &list(" "));
    commit(&scratch, "Plan");
    scratch
        .write("src/doubled.c", "int doubled(int x) { return x * 2; }\n")
        .write("specs/001-old/tasks.md", &list("x"));
    commit(&scratch, "T016: double");
    scratch.write("notes.txt", "notes\n");
    commit(&scratch, "Notes");
    scratch.write("specs/002-new/tasks.md", &list(" ").replace("doubled", "halved"));
    commit(&scratch, "Plan the next");
    scratch.write("src/halved.c", "int halved(int x) { return x / 2; }\n");
    commit(&scratch, "Halve");
    let new = base(&scratch, &["specs/002-new/tasks.md#T016"]);
    assert!(new.contains(", which added it to specs/002-new/tasks.md)"), "{new}");
    let old = base(&scratch, &["specs/001-old/tasks.md#T016"]);
    assert!(old.contains(", which names the task)"), "{old}");
    scratch.git(&["commit", "--quiet", "--allow-empty", "-m", "002-new: begin with T016"]);
    let named = base(&scratch, &["specs/002-new/tasks.md#T016"]);
    assert!(named.contains(", which names the task)"), "{named}");
    let head =
        scratch.command(std::path::Path::new("git")).args(["rev-parse", "HEAD~1"]).output().expect("runs").stdout;
    let head = String::from_utf8_lossy(&head).trim().to_owned();
    let recorded = format!("{}  Base: {head}\n", list(" ").replace("doubled", "halved"));
    scratch.write("specs/002-new/tasks.md", &recorded);
    let recorded = base(&scratch, &["specs/002-new/tasks.md#T016"]);
    assert!(recorded.contains("(recorded at specs/002-new/tasks.md:4)"), "{recorded}");
    let typed = base(&scratch, &["specs/002-new/tasks.md#T016", "--base", "HEAD~2"]);
    assert!(typed.contains("(HEAD~2)"), "{typed}");
}

#[test]
fn a_list_is_judged_in_one_run() {
    let scratch = Scratch::repository();
    let list = "\
# Tasks

- [x] T001 Create src/ring.c
- [x] T002 Add `ring_read()` function to src/ring.c (depends on T001)
- [x] T003 Try it by hand
- [ ] T004 Create src/never.c
";
    scratch.write("specs/001-ring/tasks.md", list).write("src/main.c", "int main(void) { return run(); }\n");
    commit(&scratch, "Begin");
    scratch.write("src/ring.c", "int ring_size(struct ring *ring) { return ring->size; }\n");
    commit(&scratch, "Add the ring");
    let report = json(&scratch, &["verify", "specs/001-ring/tasks.md"]);
    let outcomes = |report: &Value| -> String {
        let tasks = report["tasks"].as_array().expect("a list");
        tasks
            .iter()
            .map(|task| format!("{} {}: {}\n", text(&task["verdict"]), text(&task["id"]), text(&task["reason"])))
            .collect()
    };
    snapbox::assert_data_eq!(
        outcomes(&report),
        str![[r#"
delivered T001: the promise is kept
incomplete T002: 1 of 2 promises broken: ring_read is nowhere defined
unverifiable T003: the spec promises nothing that can be checked

"#]]
    );
    assert_eq!(report["verdict"], "incomplete");
    scratch.makegood(&["verify", "001-ring"]).assert().code(1);
    let open = json(&scratch, &["verify", "specs/001-ring", "--all-tasks"]);
    assert_eq!(open["tasks"].as_array().expect("a list").len(), 4);
    scratch.makegood(&["verify", "001-ring", "--since", "HEAD"]).assert().code(2);
    let read = json(&scratch, &["promises", "001-ring"]);
    assert_eq!(read["promises"][0]["task"], "T001");
}

//! `makegood prove`: every status, and suites of tests that behave in ways that suites do.

use serde_json::Value;

use crate::scratch::Scratch;

/// A project of one source and one test program.
fn project(source: &str, test: &str) -> Scratch {
    let project = Scratch::repository();
    project.write("a.c", source).write("tests/t.c", test);
    project.git(&["add", "--all"]);
    project.git(&["commit", "--quiet", "-m", "Begin"]);
    project
}

/// The exit code, and the report or what was said on standard error.
fn prove(project: &Scratch, options: &[&str], command: &str) -> (Option<i32>, Value, String) {
    let arguments = [&["prove", "--all", "--no-cache", "--format", "json"], options, &["--", command]].concat();
    let output = project.makegood(&arguments).output().expect("runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_default(), said)
}

/// `function status` of each.
fn statuses(report: &Value) -> Vec<String> {
    let proofs = report["proofs"].as_array().unwrap_or_else(|| panic!("no proofs: {report}"));
    proofs.iter().map(|proof| format!("{} {}", proof["function"], proof["status"]).replace('"', "")).collect()
}

const BUILD: &str = "cc -Wall -Wextra -Werror=return-type -o t a.c tests/t.c";

/// `doubled`, which a test notices, and `main` of the test around `rest`.
fn doubled(rest: &str) -> (String, String) {
    let test = format!("int doubled(int);\nint main(void) {{ {rest} return doubled(4) == 8 ? 0 : 1; }}\n");
    ("int doubled(int x) { return x + x; }\n".to_owned(), test)
}

#[test]
fn what_never_ends_without_its_function_is_no_proof() {
    let source = "int next(int x) { return x - 1; }\n";
    let project = project(source, "int next(int);\nint main(void) { int x = 9; while (x) x = next(x); return 0; }\n");
    let (code, report, _) = prove(&project, &["--timeout", "5"], &format!("{BUILD} && ./t && echo ran"));
    assert_eq!((statuses(&report), code), (vec!["next timeout".to_owned()], Some(4)));
}

#[test]
fn what_cannot_be_switched_off_is_told_apart() {
    let source = "#include <stdlib.h>\n_Noreturn void leave(int x) { exit(x - 3); }\n\
                  _Noreturn void idle(int x) { exit(x); }\n";
    let test = "int twice(int); void leave(int);\nint main(void) { if (twice(1) != 2) return 1; leave(3); }\n";
    let project = project(source, test);
    project.write("b.c", "int twice(int x) { return x * 2; }\n");
    // The suite looks at the text of one file, which is another once there is a switch in it.
    let command = format!("{BUILD} b.c && test $(wc -c < b.c) = 35 && ./t && echo ran");
    let (code, report, _) = prove(&project, &[], &command);
    assert_eq!(statuses(&report), ["leave unsupported", "idle unreached", "twice unviable"]);
    assert_eq!(code, Some(1));
}

#[test]
fn a_test_that_fails_every_now_and_then_is_no_proof() {
    let (source, test) = doubled("");
    // As it is twice, with switches, for the reach; then the function is off, and nothing passes any more.
    let command = format!("{BUILD} && echo >> runs && ./t && echo ran && test $(wc -l < runs) -le 5");
    let (code, report, _) = prove(&project(&source, &test), &[], &command);
    assert_eq!((statuses(&report), code), (vec!["doubled flaky".to_owned()], Some(4)));
}

#[test]
fn tests_that_are_gone_have_not_noticed() {
    let source = "int count(void) { static int n; return n ? n : (n = 2); }\n";
    let test = "#include <stdio.h>\nint count(void);\nint main(void) { int n = count(); for (int i = 1; i <= n; i++) \
                printf(\"ok %d - a\\n\", i); printf(\"1..%d\\n\", n); return 0; }\n";
    let (code, report, _) = prove(&project(source, test), &[], &format!("{BUILD} && ./t && echo ran"));
    assert_eq!((statuses(&report), code), (vec!["count unattributed".to_owned()], Some(4)));
}

#[test]
fn parts_are_put_together() {
    let (source, test) = doubled("");
    let project = project(&format!("{source}int idle(int x) {{ return x * 2; }}\n"), &test);
    let command = format!("{BUILD} && ./t && echo ran");
    for part in ["1", "2"] {
        let output = prove(&project, &["--shard", &format!("{part}/2"), "--output", &format!("{part}.json")], &command);
        assert_eq!(output.0, Some(if part == "1" { 0 } else { 1 }), "{}", output.2);
    }
    let whole = project.makegood(&["prove", "--merge", "1.json", "2.json", "--format", "json"]).output().expect("runs");
    let report: Value = serde_json::from_slice(&whole.stdout).expect("a report");
    assert_eq!(
        (statuses(&report), whole.status.code()),
        (vec!["doubled proven".to_owned(), "idle unreached".to_owned()], Some(1))
    );
    let half: Value = serde_json::from_str(&project.read("1.json")).expect("a report");
    assert_eq!(statuses(&half), ["doubled proven", "idle pending"]);
    assert_eq!(
        half["totals"]["proofs"].to_string(),
        r#"{"complete":true,"constant":0,"judged":1,"pending":1,"selected":2}"#
    );
    project.makegood(&["prove", "--merge", "1.json"]).assert().code(4);
}

#[test]
fn a_baseline_that_proves_nothing_is_an_error() {
    let (source, test) = doubled("");
    let project = project(&source, &test);
    let cases = [
        ("echo one; echo two; exit 3", "The last lines of `echo one; echo two; exit 3`:\n  one\n  two\n"),
        ("exit 3", "the tests do not pass as they are: the command ended with exit code 3"),
        ("true", "the command succeeds and runs no test"),
        ("sleep 600; echo ran", "took too long and was ended"),
        (
            "echo >> runs; test $(wc -l < runs) = 1; echo ran; test $(wc -l < runs) = 1",
            "two runs of the same tests differ",
        ),
    ];
    for (command, expected) in cases {
        let (code, _, said) = prove(&project, &["--timeout", "5"], command);
        assert_eq!(code, Some(2), "{command}: {said}");
        assert!(said.contains(expected), "{command}: {said}");
    }
}

#[test]
fn suites_may_fork_write_and_ask_git() {
    let rest = "if (fork() == 0) _exit(doubled(1) == 2 ? 0 : 3); int s; wait(&s); if (s) return 2;";
    let (source, test) = doubled(rest);
    let test = format!("#include <unistd.h>\n#include <sys/wait.h>\n{test}");
    let project = project(&source, &test);
    project.write("notes.txt", "kept\n");
    let index = std::fs::read(project.root().join(".git/index")).expect("an index");
    // It leaves a process behind that has left its group, changes a file, and writes to `target/`.
    let command = "git log -1 > /dev/null && mkdir -p target && cc -o target/t a.c tests/t.c && echo more >> notes.txt \
                   && rm -f tests/gone && (setsid sleep 987654 > /dev/null 2>&1 &) && ./target/t && echo ran";
    let (code, report, said) = prove(&project, &[], command);
    assert_eq!((statuses(&report), code), (vec!["doubled proven".to_owned()], Some(0)), "{said}");
    assert_eq!(project.read("notes.txt"), "kept\n");
    assert!(!project.root().join("target").exists());
    assert_eq!(std::fs::read(project.root().join(".git/index")).expect("an index"), index);
    let left = std::process::Command::new("pgrep").args(["-f", "^sleep 987654$"]).output().expect("runs");
    assert_eq!(String::from_utf8_lossy(&left.stdout), "");
    let temporary: Vec<_> =
        std::fs::read_dir(project.outside()).expect("a folder").flatten().map(|e| e.path()).collect();
    assert!(temporary.is_empty(), "{temporary:?}");
}

#[test]
fn a_file_that_is_not_utf_8_is_a_gap() {
    let (source, test) = doubled("");
    let project = project(&source, &test);
    std::fs::write(project.root().join("b.c"), b"/* \xe9 */\nint other(int x) { return x * 2; }\n").expect("a file");
    let (code, report, _) = prove(&project, &[], &format!("{BUILD} && ./t && echo ran"));
    assert_eq!((statuses(&report), code), (vec!["doubled proven".to_owned(), "other unsupported".to_owned()], Some(4)));
    assert_eq!(report["gaps"][0]["reason"], "it is not UTF-8, so that its functions are not tried");
}

#[test]
fn a_change_without_a_function_asks_for_nothing() {
    let (source, test) = doubled("");
    let project = project(&source, &test);
    let prove = |options: &[&str]| {
        let arguments = [&["prove", "--no-cache", "--format", "json"], options, &["--", "exit 3"]].concat();
        let output = project.makegood(&arguments).output().expect("runs");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (output.status.code(), report["verdict"].as_str().unwrap_or_default().to_owned())
    };
    project.write("notes.txt", "more\n");
    assert_eq!(prove(&["--base", "HEAD"]), (Some(0), "nothing-checked".to_owned()));
    // Asked by name, it is an answer that there is none.
    assert_eq!(prove(&["--functions", "tripled"]), (Some(4), "inconclusive".to_owned()));
}

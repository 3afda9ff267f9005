//! `makegood prove`: each status from a small project in C that is built and tested for real.

use crate::scratch::Scratch;

const SOURCE: &str = "\
int doubled(int x) { return x + x; }
int unseen(int x) { return x * 3; }
int idle(int x) { return x - 1; }
int later(int x) { /* TODO: not implemented yet */ (void)x; return -1; }
#ifdef NEVER
int absent(int x) { return x + 4; }
#endif
";
const TEST: &str = "\
int doubled(int); int unseen(int); int idle(int);
int main(void) { unseen(1); return doubled(4) == 8 ? 0 : 1; }
";
const COMMAND: &str = "cc -Wall -Wextra -Werror -o t a.c tests/t.c && ./t && echo passed";

fn project() -> Scratch {
    let project = Scratch::repository();
    project.write("a.c", SOURCE).write("tests/t.c", TEST);
    project
}

fn prove(project: &Scratch, command: &str) -> (Option<i32>, serde_json::Value) {
    let arguments = ["prove", "--all", "--no-cache", "--format", "json", "--", command];
    let output = project.makegood(&arguments).output().expect("runs");
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_default())
}

#[test]
fn each_function_gets_its_status() {
    let project = project();
    let before = project.read("a.c");
    let (code, report) = prove(&project, COMMAND);
    let statuses: Vec<String> = report["proofs"]
        .as_array()
        .expect("proofs")
        .iter()
        .map(|proof| format!("{} {}", proof["function"], proof["status"]).replace('"', ""))
        .collect();
    let expected =
        ["doubled proven", "unseen pseudo_tested", "idle unreached", "later already_stub", "absent not_built"];
    assert_eq!(statuses, expected);
    assert_eq!((code, &report["verdict"]), (Some(1), &"unproven".into()));
    assert_eq!(project.read("a.c"), before);
}

#[test]
fn a_red_baseline_proves_nothing() {
    assert_eq!(prove(&project(), "exit 3").0, Some(2));
}

/// A project whose spec promises `functions`.
fn promising(functions: &[&str], source: &str) -> Scratch {
    let project = Scratch::repository();
    let rows: String = functions.iter().map(|name| format!("| `{name}` | `a.c` |\n")).collect();
    project.write(
        "tasks/sums.md",
        &format!("# Sums\n\n## Functions to implement\n\n| Function | File |\n|---|---|\n{rows}"),
    );
    project.git(&["add", "--all"]);
    project.git(&["commit", "--quiet", "-m", "Begin"]);
    project.write("a.c", source).write("tests/t.c", TEST);
    project
}

fn verify(project: &Scratch) -> (Option<i32>, serde_json::Value) {
    let arguments = ["verify", "tasks/sums.md", "--prove", "--no-cache", "--format", "json", "--", COMMAND];
    let output = project.makegood(&arguments).output().expect("runs");
    let report = serde_json::from_slice(&output.stdout);
    (output.status.code(), report.unwrap_or_else(|_| panic!("{output:?}")))
}

/// `name status` of each of the entries of a list.
fn listed(report: &serde_json::Value, list: &str, name: &str, status: &str) -> Vec<String> {
    let entries = report[list].as_array().expect("a list");
    entries.iter().map(|entry| format!("{} {}", entry[name], entry[status]).replace('"', "")).collect()
}

#[test]
fn a_promise_is_kept_where_a_test_notices() {
    let project = promising(&["doubled", "unseen"], SOURCE);
    let (code, report) = verify(&project);
    assert_eq!((code, &report["verdict"]), (Some(1), &"incomplete".into()), "{report:#}");
    assert_eq!(listed(&report, "promises", "text", "status"), ["`doubled` | `a.c` kept", "`unseen` | `a.c` unproven"]);
    assert_eq!(listed(&report, "proofs", "function", "status"), ["doubled proven", "unseen pseudo_tested"]);
    let tested = report["evidence"]["functions"].as_array().expect("functions");
    let proofs: Vec<&serde_json::Value> = tested.iter().map(|function| &function["proof"]).collect();
    assert!(proofs.contains(&&"proven".into()) && proofs.contains(&&"pseudo_tested".into()), "{tested:#?}");
    assert_eq!(
        verify(&promising(&["doubled"], "int doubled(int x) { return x + x; }\nint unseen(int x) { return x * 3; }\n"))
            .0,
        Some(0)
    );
}

#[test]
fn a_promise_of_which_nothing_can_be_told_is_not_kept() {
    let test = "int doubled(int); int absent(int);\n\
                int main(void) {\n#ifdef NEVER\n  if (absent(1) != 5) return 1;\n#endif\n  return doubled(4) == 8 ? 0 : 1;\n}\n";
    let source = "int doubled(int x) { return x + x; }\n\
                  #ifdef NEVER\nint absent(int x) { return x + 4; }\n#endif\n";
    let project = promising(&["doubled", "absent"], source);
    project.write("tests/t.c", test);
    let (code, report) = verify(&project);
    assert_eq!((code, &report["verdict"]), (Some(4), &"inconclusive".into()), "{report:#}");
    assert_eq!(listed(&report, "promises", "text", "status"), ["`doubled` | `a.c` kept", "`absent` | `a.c` unproven"]);
    let task = ["prove", "tasks/sums.md", "--no-cache", "--", COMMAND];
    project.makegood(&task).assert().code(4);
}

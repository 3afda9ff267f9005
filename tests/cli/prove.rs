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

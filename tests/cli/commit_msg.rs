//! `makegood commit-msg`: as git's hook and over a range.
#![cfg(unix)]

use std::path::Path;

use snapbox::str;

use crate::scratch::Scratch;

const STUB: &str = "int do_later(int question) { return -E_NOT_IMPLEMENTED; }\n";
const MESSAGE: &str = ".git/COMMIT_EDITMSG";

const NOTHING_CLAIMED: &str = "clean: no claim was recognised in 1 message · looked at 0 functions in 0 files\n";

/// When a commit is written that replaces none: git tells its hooks so.
const NOW: &str = "@1700000000 +0000";

impl Scratch {
    fn with_history() -> Self {
        let scratch = Self::repository();
        scratch.write("a.c", "int twice(int number) { return number * 2; }\n").git(&["add", "a.c"]);
        scratch.git(&["commit", "--quiet", "-m", "Begin"]);
        scratch
    }

    /// What is said of `message`, as git's hook would ask.
    fn judge(&self, message: &str) -> snapbox::cmd::Command {
        self.write(MESSAGE, message).makegood(&["commit-msg", MESSAGE]).env("GIT_AUTHOR_DATE", NOW)
    }

    fn stage(&self, path: &str, text: &str) -> &Self {
        self.write(path, text).git(&["add", path]);
        self
    }

    fn commit_with(&self, args: &[&str]) -> snapbox::cmd::Command {
        let binary = snapbox::cmd::cargo_bin!("makegood");
        let folder = Path::new(&binary).parent().expect("a folder").display().to_string();
        let path = format!("{folder}:/usr/local/bin:/usr/bin:/bin");
        self.command(Path::new("git")).arg("commit").arg("--quiet").args(args).env("PATH", path)
    }
}

#[test]
fn a_claim_is_shown_where_the_message_makes_it() {
    let scratch = Scratch::with_history();
    scratch.stage("later.c", STUB);
    scratch.judge("Finish\n\nImplement do_later().\n").assert().code(1).stderr_eq("").stdout_eq(str![[r#"
error[claim-broken]

  × the message says that `do_later` was implemented or added, and it is a
  │ stub
   ╭─[.git/COMMIT_EDITMSG:3:11]
 1 │ Finish
 2 │ 
 3 │ Implement do_later().
   ·           ──────────
   ╰────
  also: later.c:1: `do_later` is not implemented: `E_NOT_IMPLEMENTED`
  help: Implement it, or say in the message that it is a stub.
  more: makegood explain claim-broken

1 error · looked at 1 function in 1 file

"#]]);
}

#[test]
fn what_git_takes_out_claims_nothing() {
    let scratch = Scratch::with_history();
    scratch.stage("later.c", STUB);
    let scissors = "# ------------------------ >8 ------------------------";
    let said = format!("Begin again\n\n# Add do_later()\n{scissors}\nAdd do_later()\n");
    scratch.judge(&said).assert().success().stdout_eq(NOTHING_CLAIMED);
    scratch.git(&["config", "core.commentChar", ";"]);
    scratch.judge("Begin again\n\n; Add do_later()\n").assert().success();
    scratch.judge("Begin again\n\n# Add do_later()\n\nAdd do_later()\n").assert().code(1);
    scratch.git(&["config", "core.commentChar", "auto"]);
    scratch.judge("Begin again\n\n% Add do_later()\n% Lines that begin with % are left out\n").assert().success();
}

#[test]
fn messages_of_other_commits_are_left_alone_and_counted() {
    let scratch = Scratch::with_history();
    scratch.stage("later.c", STUB);
    for (message, kind) in [
        ("", "empty message"),
        ("# nothing but comments\n", "empty message"),
        ("fixup! Add do_later()\n", "autosquash message"),
        ("squash! Add do_later()\n\nAdd do_later()\n", "autosquash message"),
        ("amend! Add do_later()\n\nAdd do_later()\n", "autosquash message"),
        ("Merge branch 'topic'\n\nAdd do_later()\n", "merge message"),
        ("Revert \"Take out later\"\n\nAdd do_later()\n", "revert message"),
    ] {
        let counted = format!(
            "clean: no claim was recognised in 1 message\nlooked at 0 functions in 0 files (1 skipped: 1 {kind})\n"
        );
        scratch.judge(message).assert().success().stdout_eq(counted);
    }
}

#[test]
fn a_merge_is_told_from_what_git_keeps_of_it() {
    let scratch = Scratch::with_history();
    scratch.git(&["checkout", "--quiet", "-b", "topic"]);
    scratch.stage("later.c", STUB).git(&["commit", "--quiet", "-m", "Later"]);
    scratch.git(&["checkout", "--quiet", "main"]);
    scratch.git(&["merge", "--quiet", "--no-commit", "--no-ff", "topic"]);
    scratch.judge("Add do_later()\n").assert().success();
}

#[test]
fn an_amended_commit_is_held_against_all_that_it_holds() {
    let scratch = Scratch::with_history();
    scratch.stage("tests/a.sh", "twice 2\n").git(&["commit", "--quiet", "-m", "Try it"]);
    scratch.stage("b.c", "int half(int number) { return number / 2; }\n");
    scratch.judge("Add unit tests\n").assert().code(1);
    // Git hands on the date of the commit that is replaced; without one nothing is known.
    let head = scratch.command(Path::new("git")).args(["log", "-1", "--format=@%at +0000"]).output().expect("git runs");
    let date = String::from_utf8(head.stdout).expect("text");
    scratch.judge("Add unit tests\n").env("GIT_AUTHOR_DATE", date.trim()).assert().success();
    scratch.judge("Add unit tests\n").env_remove("GIT_AUTHOR_DATE").assert().success();
    scratch.judge("Try it\n\nAdd unit tests\n").assert().success();
}

#[test]
fn the_hook_stops_a_commit_and_lets_one_go() {
    let scratch = Scratch::with_history();
    scratch.makegood(&["hook", "install", "--kind", "commit-msg"]).assert().success();
    scratch.makegood(&["hook", "status", "--kind", "commit-msg"]).assert().success();
    scratch.stage("later.c", STUB);
    scratch.commit_with(&["-m", "Add do_later()"]).assert().code(1);
    scratch.commit_with(&["-m", "Add a stub of do_later()"]).assert().success();
    scratch.stage("tests/a.sh", "twice 2\n");
    scratch.commit_with(&["-m", "Try it"]).assert().success();
    scratch.commit_with(&["--amend", "-m", "Add unit tests"]).assert().success();
    scratch.makegood(&["hook", "uninstall", "--kind", "commit-msg"]).assert().success();
    assert!(!scratch.root().join(".git/hooks/commit-msg").exists());
}

#[test]
fn the_first_commit_is_held_against_nothing() {
    let scratch = Scratch::repository();
    scratch.stage("later.c", STUB);
    scratch.judge("Add do_later()\n").assert().code(1);
    scratch.commit_with(&["-m", "Add do_later()"]).assert().success();
    scratch.makegood(&["commit-msg", "--rev", "HEAD"]).assert().code(1);
}

#[test]
fn a_range_is_judged_commit_by_commit() {
    let scratch = Scratch::with_history();
    scratch.stage("later.c", STUB).git(&["commit", "--quiet", "-m", "Add do_later()"]);
    scratch.stage("later.c", "int do_later(int question) { return question; }\n");
    scratch.git(&["commit", "--quiet", "-m", "Implement do_later()"]);
    let said = "HEAD~2..HEAD";
    scratch.makegood(&["commit-msg", "--rev", said]).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
error[claim-broken]

  × the message says that `do_later` was implemented or added, and it is a
  │ stub
   ╭─[commit [..]:1:5]
 1 │ Add do_later()
   ·     ──────────
   ╰────
  also: later.c:1: `do_later` is not implemented: `E_NOT_IMPLEMENTED`
  help: Implement it, or say in the message that it is a stub.
  more: makegood explain claim-broken

1 error · looked at 2 functions in 2 files

"#]]);
    scratch.makegood(&["commit-msg", "--rev", "HEAD"]).assert().success();
    scratch.makegood(&["commit-msg", "--rev", "HEAD..HEAD"]).assert().success();
    scratch.makegood(&["commit-msg", "--rev", "HEAD~2..HEAD", "-q"]).assert().code(1);
}

#[test]
fn weights_are_configured_and_warnings_can_fail() {
    let scratch = Scratch::with_history();
    scratch.stage("later.c", STUB);
    let configure = |weight: &str| {
        scratch.stage("makegood.toml", &format!("[severity]\nclaim-broken = \"{weight}\"\n"));
        scratch.git(&["commit", "--quiet", "-m", "Configure", "makegood.toml"]);
    };
    configure("warning");
    scratch.judge("Add do_later()\n").assert().success();
    scratch.judge("Add do_later()\n").arg("--fail-on=warning").assert().code(1);
    configure("off");
    scratch.judge("Add do_later()\n").arg("--fail-on=note").assert().success();
}

#[test]
fn every_format_tells_of_messages() {
    let scratch = Scratch::with_history();
    scratch.stage("later.c", STUB).git(&["commit", "--quiet", "-m", "Add do_later()"]);
    for format in ["human", "json", "sarif", "github", "gitlab", "rdjson"] {
        let output = scratch.makegood(&["commit-msg", "--rev", "HEAD", "--format", format]).output().expect("runs");
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("claim-broken"), "{format}");
    }
    scratch.makegood(&["commit-msg", "--rev", "HEAD", "--output", "said.txt"]).assert().code(1).stdout_eq("");
    assert!(scratch.read("said.txt").contains("claim-broken"));
}

#[test]
fn what_cannot_be_judged_is_no_pass() {
    let scratch = Scratch::with_history();
    scratch.makegood(&["commit-msg", "nothing.txt"]).assert().code(2).stderr_eq(str![[r#"
  × cannot read the commit message nothing.txt
  ╰─▶ No such file or directory (os error 2)

"#]]);
    scratch.makegood(&["commit-msg", "--rev", "nowhere"]).assert().code(2).stderr_eq(str![[r#"
  × `nowhere` names no commit of this repository
  help: check the spelling, or fetch it first; `git branch --all` and `git tag` list what there is

"#]]);
    scratch.makegood(&["commit-msg", "--rev=--all"]).assert().code(2);
    scratch.makegood(&["commit-msg"]).assert().code(2);
    scratch.makegood(&["commit-msg", "a.txt", "--rev", "HEAD"]).assert().code(2);
    let nowhere = Scratch::plain();
    nowhere.write("said", "Add do_later()\n");
    nowhere.makegood(&["commit-msg", "said"]).env("GIT_CEILING_DIRECTORIES", "/").assert().code(2);
}

#[test]
fn a_message_in_another_encoding_is_read_as_far_as_it_goes() {
    let scratch = Scratch::with_history();
    scratch.stage("later.c", STUB);
    std::fs::write(scratch.root().join(MESSAGE), b"H\xe4user\n\nAdd do_later()\n").expect("a file");
    scratch.makegood(&["commit-msg", MESSAGE]).env("GIT_AUTHOR_DATE", NOW).assert().code(1);
    scratch.git(&["config", "i18n.commitEncoding", "ISO-8859-1"]);
    scratch.git(&["commit", "--quiet", "-F", MESSAGE]);
    scratch.makegood(&["commit-msg", "--rev", "HEAD"]).assert().code(1);
}

#[test]
fn claims_that_hold_are_named() {
    let scratch = Scratch::with_history();
    scratch.stage("b.c", "int half_of(int number) { return number / 2; }\n");
    scratch.stage("test_b.c", "START_TEST(halves) { ck_assert_int_eq(half_of(2), 1); }\nEND_TEST\n");
    let said = |message: &str| {
        let output = scratch.judge(message).args(["--format", "json"]).output().expect("runs");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
        format!("{}: {}", output.status.code().expect("a code"), report["reason"].as_str().expect("a reason"))
    };
    snapbox::assert_data_eq!(
        [
            "Implement half_of with tests\n",
            "Add half_of and 1 unit test\n",
            "Halve numbers\n",
            "WIP: implement half_of\n"
        ]
        .map(said)
        .join("\n"),
        str![[r#"
0: the claims hold: tests are added, `half_of` is implemented
0: the claims hold: `half_of` is implemented
0: no claim was recognised in 1 message
0: no claim was recognised in 1 message
"#]]
    );
}

#[test]
fn a_commit_does_not_switch_off_what_it_is_judged_by() {
    let scratch = Scratch::with_history();
    scratch.stage("later.c", STUB).stage("makegood.toml", "[severity]\nclaim-broken = \"off\"\n");
    scratch.judge("Add do_later()\n").assert().code(1);
}

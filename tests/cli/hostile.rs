//! Repositories, reports and arguments that are made to do harm. `docs/security.md` lists what is promised, line by line.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use snapbox::cmd::Command;

use crate::scratch::Scratch;

const STUB: &str = "int a(int b)\n{\n    /* TODO: implement */\n    return 0;\n}\n";

/// A repository with a commit, a staged change, an unstaged one and a task.
fn repository() -> Scratch {
    let scratch = Scratch::repository();
    scratch
        .write("a.c", "int a(int b)\n{\n    return b + 1;\n}\n")
        .write("tasks/a.md", "# A\n\n## Functions\n\n- `a()`\n");
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "--message", "Add a"]);
    scratch.write("a.c", STUB).git(&["add", "a.c"]);
    scratch.write("b.c", STUB);
    scratch
}

/// A script outside of the repository that leaves `ran` behind when it is run, with the path of both.
fn canary(scratch: &Scratch) -> (String, String) {
    let folder = scratch.outside();
    let (script, ran) = (folder.join("canary"), folder.join("ran"));
    fs::write(&script, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", ran.display())).expect("a script");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("a mode");
    (script.display().to_string(), ran.display().to_string())
}

const READERS: &[&[&str]] = &[
    &["check"],
    &["check", "--all"],
    &["check", "--staged"],
    &["check", "--base", "HEAD"],
    &["verify", "tasks/a.md", "--base", "HEAD"],
    &["ready", "tasks/a.md"],
    &["promises", "tasks/a.md"],
    &["tasks"],
    &["evidence", "--base", "HEAD"],
    &["commit-msg", "message"],
    &["commit-msg", "--rev", "HEAD"],
    &["init"],
];

/// Runs every command that reads a repository, with `environment`, and says what ran that must not.
fn run_all(scratch: &Scratch, ran: &str, environment: &[(&str, &str)]) -> Vec<String> {
    scratch.write("message", "Implement `a`\n");
    let mut wrong = Vec::new();
    for args in READERS {
        let command =
            environment.iter().fold(scratch.makegood(args), |command, (name, value)| command.env(name, value));
        command.stdin("").output().expect("makegood runs");
        if let Ok(told) = fs::read_to_string(ran) {
            wrong.push(format!("{args:?}: {told}"));
            fs::remove_file(ran).expect("it is there");
        }
    }
    wrong
}

fn configured(scratch: &Scratch, settings: &[&str], value: &str) {
    settings.iter().for_each(|name| scratch.git(&["config", name, value]));
}

#[test]
fn no_program_that_git_is_configured_with_runs() {
    let scratch = repository();
    let (script, ran) = canary(&scratch);
    let programs = [
        "core.pager",
        "pager.diff",
        "pager.log",
        "core.editor",
        "sequence.editor",
        "core.sshCommand",
        "core.askPass",
        "core.gitProxy",
        "credential.helper",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "merge.x.driver",
        "gpg.program",
        "gpg.ssh.program",
        "uploadpack.packObjectsHook",
        "interactive.diffFilter",
        "alias.status",
        "alias.diff",
        "trailer.x.command",
        "trailer.x.cmd",
        "remote.origin.uploadpack",
        "core.alternateRefsCommand",
        "difftool.x.cmd",
        "browser.x.cmd",
        "web.browser",
        "gc.recentObjectsHook",
        "format.signature",
    ];
    configured(&scratch, &programs, &script);
    configured(&scratch, &["log.showSignature"], "true");
    scratch.write(".gitattributes", "*.c diff=x merge=x\n");
    // The control: git itself runs the program.
    scratch.git(&["diff", "HEAD"]);
    fs::remove_file(&ran).expect("git ran the program");
    assert_eq!(run_all(&scratch, &ran, &[]), Vec::<String>::new());
}

#[test]
fn no_hook_runs() {
    let scratch = repository();
    let (script, ran) = canary(&scratch);
    for name in
        ["post-index-change", "post-checkout", "reference-transaction", "pre-commit", "commit-msg", "pre-auto-gc"]
    {
        fs::copy(&script, scratch.root().join(".git/hooks").join(name)).expect("a hook");
    }
    scratch.git(&["update-ref", "refs/heads/other", "HEAD"]);
    fs::remove_file(&ran).expect("git ran the hook");
    assert_eq!(run_all(&scratch, &ran, &[]), Vec::<String>::new());
}

#[test]
fn no_program_that_the_environment_names_for_git_runs() {
    let scratch = repository();
    let (script, ran) = canary(&scratch);
    let names = [
        "GIT_EXTERNAL_DIFF",
        "GIT_PAGER",
        "PAGER",
        "GIT_EDITOR",
        "EDITOR",
        "VISUAL",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_ASKPASS",
        "SSH_ASKPASS",
        "GIT_PROXY_COMMAND",
        "GIT_SEQUENCE_EDITOR",
        "LESSOPEN",
    ];
    let environment: Vec<(&str, &str)> = names.iter().map(|name| (*name, script.as_str())).collect();
    assert_eq!(run_all(&scratch, &ran, &environment), Vec::<String>::new());
}

#[test]
fn no_filter_or_monitor_runs() {
    let scratch = repository();
    let (script, ran) = canary(&scratch);
    configured(&scratch, &["core.fsmonitor", "filter.x.clean", "filter.x.smudge", "filter.x.process"], &script);
    scratch.write(".gitattributes", "*.c filter=x\n");
    assert_eq!(run_all(&scratch, &ran, &[]), Vec::<String>::new());
}

#[test]
fn grafts_replacements_and_alternates_break_nothing() {
    let scratch = repository();
    scratch.git(&["commit", "--quiet", "--message", "Change a"]);
    scratch.git(&["replace", "HEAD", "HEAD~1"]);
    scratch.write(".git/info/grafts", "0000000000000000000000000000000000000001 HEAD\nnonsense\n");
    scratch.write(".git/objects/info/alternates", "/no/such/folder\n../../loop\n\"\\q\n");
    for args in READERS {
        let code = scratch.makegood(args).stdin("").output().expect("makegood runs").status.code();
        assert!(matches!(code, Some(0..=4)), "{args:?}: {code:?}");
    }
}

#[test]
fn arguments_reach_no_terminal_as_they_are() {
    let scratch = repository();
    for args in [
        &["check", "--base", "ma\nforged: in\u{1b}[2J"][..],
        &["check", "--format", "x\u{1b}[31m\ny"],
        &["verify", "no\u{1b}]0;title\u{7}\nsuch"],
        &["explain", "no\u{1b}[2J\nsuch"],
        &["check", "--config", "no\u{1b}[2J\nsuch"],
    ] {
        let output = scratch.makegood(args).output().expect("makegood runs");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
        assert!(!stderr.contains(['\u{1b}', '\u{7}']), "{args:?}: {stderr:?}");
        assert!(!stderr.lines().any(|line| line.starts_with("forged: in") || line == "y"), "{args:?}: {stderr}");
    }
}

#[test]
fn excerpts_of_hostile_files_reach_no_terminal_as_they_are() {
    let scratch = repository();
    scratch.write("makegood.toml", "[check]\nunknown\u{1b}[2J = 1\n");
    scratch.write("tasks/b.md", "# B\n\n```makegood\nprovides:\n  functions:\n    - nam\u{1b}[2Je: \"a\\nb\"\n```\n");
    for args in [&["check", "--all"][..], &["promises", "tasks/b.md"]] {
        let output = scratch.makegood(args).output().expect("makegood runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(!String::from_utf8_lossy(&output.stderr).contains('\u{1b}'), "{args:?}");
        fs::remove_file(scratch.root().join("makegood.toml")).unwrap_or_default();
    }
}

#[test]
fn reports_that_never_end_are_refused() {
    let scratch = repository();
    assert!(Command::new("mkfifo").arg(scratch.root().join("pipe")).output().expect("runs").status.success());
    for (path, what) in [("/dev/zero", "a device"), ("pipe", "a named pipe")] {
        for option in ["--results", "--coverage"] {
            let output =
                scratch.makegood(&["evidence", "--base", "HEAD", option, path]).output().expect("makegood runs");
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{path}: {stderr}");
            assert!(stderr.contains(what), "{path}: {stderr}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_written_stays_as_it_was() {
    let scratch = repository();
    scratch.write("folder/old", "old\n");
    let before = scratch.read("a.c");
    for args in
        [&["check", "--all", "--write-baseline", "--baseline", "/dev/full"][..], &["check", "--output", "/dev/full"]]
    {
        let code = scratch.makegood(args).output().expect("makegood runs").status.code();
        assert_eq!(code, Some(2), "{args:?}");
    }
    let full = fs::File::options().write(true).open("/dev/full").expect("it is there");
    let mut command = std::process::Command::new(snapbox::cmd::cargo_bin!("makegood"));
    let status =
        command.args(["check", "--all"]).current_dir(scratch.root()).stdout(full).stderr(Stdio::null()).status();
    assert_eq!(status.expect("makegood runs").code(), Some(2));
    assert_eq!((scratch.read("a.c"), scratch.read("folder/old")), (before, "old\n".to_owned()));
}

#[test]
fn two_at_once_write_whole_baselines() {
    let scratch = repository();
    let start = || {
        let mut command = std::process::Command::new(snapbox::cmd::cargo_bin!("makegood"));
        command.args(["check", "--all", "--write-baseline", "--baseline", "base.json", "--no-prefilter"]);
        command.current_dir(scratch.root()).stderr(Stdio::null()).spawn().expect("makegood runs")
    };
    let mut running: Vec<_> = (0..6).map(|_| start()).collect();
    running.iter_mut().for_each(|child| assert_eq!(child.wait().expect("it ends").code(), Some(0)));
    let text = scratch.read("base.json");
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|base| base["findings"].is_array()), "{text}");
    assert!(!left_beside(&scratch.root()), "a file for writing was left");
}

fn left_beside(folder: &Path) -> bool {
    let names = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name());
    names.into_iter().any(|name| name.to_string_lossy().starts_with(".makegood-"))
}

//! What every command has in common: mistakes are exit code 2, answers go to standard output, nothing panics.

use snapbox::str;

use crate::scratch::Scratch;

#[test]
fn no_command_is_a_mistake() {
    Scratch::plain().makegood(&[]).assert().code(2).stdout_eq("");
}

#[test]
fn flags_that_contradict_each_other_are_mistakes() {
    let contradictions: &[&[&str]] = &[
        &["check", "--staged", "--all"],
        &["check", "--staged", "--base", "main"],
        &["check", "--all", "--base", "main"],
        &["check", "--all", "--head", "main"],
        &["check", "--head", "main"],
        &["check", "--baseline", "b.json", "--no-baseline"],
        &["check", "--write-baseline", "--no-baseline"],
        &["check", "--write-baseline", "--staged"],
        &["check", "--write-baseline", "src"],
        &["check", "-q", "-v"],
        &["check", "--threads", "0"],
        &["check", "--max-file-size", "big"],
        &["check", "--format", "xml"],
        &["check", "--fail-on", "never"],
        &["hook", "install", "--kind", "post-commit"],
    ];
    for args in contradictions {
        Scratch::repository().makegood(args).assert().code(2).stdout_eq("");
    }
}

#[test]
fn a_contradiction_is_told_with_both_flags() {
    Scratch::plain().makegood(&["check", "--staged", "--all"]).assert().code(2).stderr_eq(str![[r#"
error: the argument '--staged' cannot be used with '--all'

Usage: makegood check --staged [PATHS]...

For more information, try '--help'.

"#]]);
}

#[test]
fn help_tells_the_exit_codes() {
    let help = Scratch::plain().makegood(&["check", "--help"]).output().expect("runs");
    let text = String::from_utf8(help.stdout).expect("text");
    assert!(help.status.success());
    for line in [
        "0  clean, delivered, ready",
        "1  not delivered, or findings at or above --fail-on",
        "4  nothing could be verified",
        "--staged",
    ] {
        assert!(text.contains(line), "`{line}` is missing in:\n{text}");
    }
    assert!(!text.contains("no-prefilter"), "a switch for measurements is no part of the help:\n{text}");
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    Scratch::plain().makegood(&["-C", "nowhere", "init"]).assert().code(2).stderr_eq(str![[r#"
  × cannot run in nowhere, given with -C
  ╰─▶ No such file or directory (os error 2)

"#]]);
}

#[test]
fn a_path_that_is_not_there_is_not_clean() {
    Scratch::repository().makegood(&["check", "--all", "scr"]).assert().code(2).stderr_eq(str![[r#"
  × there is no scr in [..]
  help: paths are told from the current folder; with --base and --head they can name what was deleted

"#]]);
}

#[test]
fn one_run_judges_one_repository() {
    let (here, there) = (Scratch::repository(), Scratch::repository());
    here.write("a.c", "");
    let there = there.write("b.c", "").root().join("b.c");
    here.makegood(&["check", "--all", "a.c", &there.to_string_lossy()]).assert().code(2).stderr_eq(str![[r#"
  × [..]/b.c is outside of [..]
  help: one run judges one repository; run makegood once for each

"#]]);
}

#[test]
fn completions_are_there_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = Scratch::plain().makegood(&["completions", shell]).output().expect("runs");
        let script = String::from_utf8(script.stdout).expect("text");
        assert!(script.contains("write-baseline"), "{shell} does not know the flags of check");
    }
}

#[test]
fn the_schema_is_the_published_one() {
    let published = std::fs::read_to_string("schemas/makegood-1.schema.json").expect("the published schema");
    Scratch::plain().makegood(&["schema"]).assert().success().stdout_eq(snapbox::Data::text(published).raw());
}

#[test]
fn the_manual_page_is_one() {
    let page = Scratch::plain().makegood(&["man"]).output().expect("runs");
    assert!(String::from_utf8_lossy(&page.stdout).contains(".TH makegood 1"));
}

#[test]
fn every_command_has_a_manual_page() {
    let scratch = Scratch::plain();
    scratch.makegood(&["man", "--output-dir", "man1"]).assert().success().stdout_eq("");
    for page in ["makegood.1", "makegood-check.1", "makegood-hook-install.1", "makegood-init.1"] {
        assert!(scratch.read(&format!("man1/{page}")).contains(".TH"), "{page}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let scratch = Scratch::plain();
    let program = snapbox::cmd::cargo_bin!("makegood");
    let script = format!("{{ '{}' completions zsh; echo $? >&2; }} | true", program.display());
    scratch.command(std::path::Path::new("sh")).args(["-c", &script]).assert().success().stderr_eq("0\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let scratch = Scratch::plain();
    let script = format!("'{}' man > /dev/full", snapbox::cmd::cargo_bin!("makegood").display());
    scratch.command(std::path::Path::new("sh")).args(["-c", &script]).assert().code(2).stderr_eq(str![[r#"
  × cannot write to standard output
  ╰─▶ No space left on device (os error 28)

"#]]);
}

#[test]
fn colours_are_used_where_they_are_wanted() {
    let colored = |flags: &[&str], variable: &str| {
        let args = [flags, &["check", "--config", "nowhere.toml"]].concat();
        let output = Scratch::plain().makegood(&args).env(variable, "1").output().expect("runs");
        output.stderr.contains(&b'\x1b')
    };
    assert!(colored(&["--color", "always"], "NO_COLOR"));
    assert!(colored(&[], "CLICOLOR_FORCE"));
    assert!(!colored(&[], "NO_COLOR"));
    assert!(!colored(&["--color", "never"], "CLICOLOR_FORCE"));
}

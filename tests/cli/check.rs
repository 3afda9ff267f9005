//! `makegood check` as it is typed and configured: what is looked at, what counts, where the report goes.

use std::path::Path;

use serde_json::Value;
use snapbox::str;

use crate::scratch::Scratch;

const STUB: &str = "int later(int question) { return -E_NOT_IMPLEMENTED; }\n";
const REAL: &str = "int answer(int question) { return question * 2; }\n";

/// A repository with a commit that does its job, and a stub that is not committed.
fn project() -> Scratch {
    let scratch = Scratch::repository();
    scratch.write("src/real.c", REAL).git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "first"]);
    scratch.write("src/stub.c", STUB);
    scratch
}

fn json(scratch: &Scratch, args: &[&str]) -> Value {
    let args = [&["check", "--format", "json"], args].concat();
    let output = scratch.makegood(&args).output().expect("runs");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {output:?}"))
}

/// The paths of the findings.
fn found(scratch: &Scratch, args: &[&str]) -> Vec<String> {
    let report = json(scratch, args);
    let findings = report["findings"].as_array().expect("an array");
    let counted = findings.iter().filter(|finding| finding["suppressed"].is_null());
    counted.map(|finding| finding["path"].as_str().expect("a path").to_owned()).collect()
}

/// What is found when `text` newly names an old stub.
fn wired_by(text: &str) -> Vec<String> {
    let scratch = project();
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "second"]);
    scratch.write("src/use.c", text);
    found(&scratch, &["--base", "HEAD"])
}

#[test]
fn an_old_stub_that_the_change_assigns_or_registers_in_another_file_is_wired() {
    let wired = ["src/stub.c"];
    assert_eq!(wired_by("void init(struct ops *ops)\n{\n    ops->later = later;\n}\n"), wired);
    assert_eq!(wired_by("int later(int);\nvoid init(void)\n{\n    register_later(&later);\n}\n"), wired);
    assert_eq!(wired_by("static int (*const table[])(int) = { later };\n"), wired);
    // A variable of that name is no function.
    assert_eq!(wired_by("void init(struct ops *ops, int later)\n{\n    ops->later = later;\n}\n"), [""; 0]);
    assert_eq!(wired_by("void init(void)\n{\n    int later = ask();\n    use_up(later);\n}\n"), [""; 0]);
}

#[test]
fn a_call_of_what_another_file_defines_for_another_platform_forwards_to_no_stub() {
    let scratch = Scratch::repository();
    scratch.write("avr/serial.c", "void serial_off(int port)\n{\n    /* not implemented (yet) */\n}\n");
    scratch.write("src/modem.c", "void modem_off(struct modem *modem)\n{\n    serial_off(modem->port);\n}\n");
    assert_eq!(found(&scratch, &["--all"]), ["avr/serial.c", "src/modem.c"]);
    scratch.write("arm/serial.c", "void serial_off(int port)\n{\n    ports[port]->control = 0;\n}\n");
    assert_eq!(found(&scratch, &["--all"]), ["avr/serial.c"]);
}

#[test]
fn a_stub_that_is_not_committed_yet_is_found() {
    let scratch = project();
    scratch.makegood(&["check", "-q"]).assert().code(1).stdout_eq(str![[r#"
src/stub.c:1:35: error[not-implemented]: `later` is not implemented: `E_NOT_IMPLEMENTED`

"#]]);
    assert_eq!(found(&scratch, &[]), ["src/stub.c"]);
    assert_eq!(found(&scratch, &["--staged"]), [""; 0]);
    assert_eq!(found(&scratch, &["src/real.c"]), [""; 0]);
}

#[test]
fn an_old_stub_that_the_change_puts_into_a_table_of_another_file_is_wired() {
    let scratch = project();
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "second"]);
    scratch.write("src/table.c", "static const struct ops table = {\n    .later = later,\n};\n");
    scratch.makegood(&["check", "-q", "--base", "HEAD"]).assert().code(1).stdout_eq(str![[r#"
src/stub.c:1:[..]: error[wired-stub]: [..]`later`[..]

"#]]);
}

#[test]
fn what_is_clean_says_what_was_looked_at() {
    let scratch = project();
    scratch.write("src/stub.c", REAL).makegood(&["check", "--all"]).assert().success().stdout_eq(str![[r#"
clean · looked at [..] functions in 2 files

"#]]);
}

#[test]
fn paths_are_told_from_the_current_folder() {
    let scratch = project();
    assert_eq!(found(&scratch, &["-C", "src", "--all", "stub.c"]), ["src/stub.c"]);
    assert_eq!(found(&scratch, &["-C", "src", "--all", "real.c"]), [""; 0]);
}

#[test]
fn outside_of_git_only_everything_can_be_judged() {
    let scratch = Scratch::plain();
    scratch.write("a.c", STUB);
    let outside = |args: &[&str]| scratch.makegood(args).env("GIT_CEILING_DIRECTORIES", "/");
    outside(&["check", "--all", "-q"]).assert().code(1);
    outside(&["check"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
  × [..] is not in a git repository, so there is no telling what changed
  help: run makegood inside a repository, or judge every file with `--all`

"#]]);
}

#[test]
fn what_is_excluded_is_not_looked_at() {
    let scratch = project();
    assert_eq!(found(&scratch, &["--exclude", "stub.c"]), [""; 0]);
    assert_eq!(found(&scratch, &["-C", "src", "--exclude", "/stub.c"]), [""; 0]);
    assert_eq!(found(&scratch, &["--exclude", "/stub.c"]), ["src/stub.c"]);
    scratch.write("src/makegood.toml", "[check]\nexclude = [\"/stub.c\"]\n");
    assert_eq!(found(&scratch, &["-C", "src"]), [""; 0]);
    assert_eq!(found(&scratch, &[]), ["src/stub.c"]);
    assert_eq!(found(&scratch, &["--config", "src/makegood.toml"]), [""; 0]);
}

#[test]
fn a_file_over_the_limit_is_a_gap_and_no_pass() {
    let scratch = project();
    let report = json(&scratch, &["--base", "HEAD", "--max-file-size", "10"]);
    assert_eq!((report["ok"].as_bool(), report["gaps"][0]["path"].as_str()), (Some(false), Some("src/stub.c")));
}

#[test]
fn a_function_that_is_read_in_part_is_a_gap_and_not_called_hollow() {
    let scratch = Scratch::repository();
    let drawn = "    PIXELS(%%line, %%next);\n";
    let draw = |drawn: &str| {
        let text = format!("static void draw(const short *line)\n{{\n    // FIXME needed for the rest\n{drawn}}}\n");
        scratch.write("src/draw.c", &text);
        let report = json(&scratch, &["--all"]);
        let count = |list: &str| report[list].as_array().expect("an array").len();
        (count("findings"), count("gaps") > 0)
    };
    assert_eq!(draw(drawn), (0, true));
    assert_eq!(draw(""), (1, false));
}

#[test]
fn vendored_files_are_looked_at_when_that_is_wanted() {
    let scratch = project();
    scratch.write("vendor/a.c", STUB);
    assert_eq!(found(&scratch, &[]), ["src/stub.c"]);
    assert_eq!(found(&scratch, &["--include-vendored"]), ["src/stub.c", "vendor/a.c"]);
    scratch.write("makegood.toml", "[check]\ninclude-vendored = true\n");
    assert_eq!(found(&scratch, &[]), ["src/stub.c", "vendor/a.c"]);
}

#[test]
fn a_severity_decides_whether_the_run_fails() {
    let scratch = project();
    scratch.write("makegood.toml", "[severity]\nnot-implemented = \"warning\"\n");
    scratch.makegood(&["check"]).assert().success();
    scratch.makegood(&["check", "--fail-on", "warning"]).assert().code(1);
    scratch.write("makegood.toml", "[check]\nfail-on = \"warning\"\n[severity]\nnot-implemented = \"warning\"\n");
    scratch.makegood(&["check"]).assert().code(1);
    scratch.makegood(&["check", "--fail-on", "error"]).assert().success();
    scratch.write("makegood.toml", "[severity]\nnot-implemented = \"off\"\n");
    assert_eq!(found(&scratch, &["--fail-on", "note"]), [""; 0]);
}

#[test]
fn the_words_of_a_project_count() {
    let scratch = project();
    scratch.write("src/stub.c", "int later(int question) { return -RC_TO_COME; }\n");
    assert_eq!(found(&scratch, &[]), [""; 0]);
    scratch.write("makegood.toml", "[vocabulary]\nnot-implemented-names = [\"RC_TO_COME\"]\n");
    assert_eq!(found(&scratch, &[]), ["src/stub.c"]);
}

#[test]
fn a_baseline_holds_back_what_was_there() {
    let scratch = project();
    scratch.makegood(&["check", "--write-baseline"]).assert().success().stdout_eq("");
    assert!(scratch.read("makegood-baseline.json").contains("src/stub.c"));
    scratch.makegood(&["check", "--all"]).assert().success();
    scratch.makegood(&["check", "--all", "--no-baseline"]).assert().code(1);
    scratch.write("src/stub.c", &format!("\n\n{STUB}")).write("src/new.c", &STUB.replace("later", "newer"));
    assert_eq!(found(&scratch, &["--all"]), ["src/new.c"]);
    scratch.write("makegood-baseline.json", "{}");
    scratch.makegood(&["check"]).assert().code(2).stdout_eq("");
}

#[test]
fn a_report_can_go_into_a_file() {
    let scratch = project();
    scratch.makegood(&["check", "--color", "always", "-o", "report.txt"]).assert().code(1).stdout_eq("").stderr_eq(
        str![[r#"
`later` is not implemented: `E_NOT_IMPLEMENTED`; the report is in report.txt

"#]],
    );
    let report = scratch.read("report.txt");
    assert!(report.contains("not-implemented") && !report.contains('\u{1b}'), "{report}");
    scratch.makegood(&["check", "-o", "no/such/folder"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
  × cannot write the report to no/such/folder
  ╰─▶ No such file or directory (os error 2)

"#]]);
}

#[test]
fn github_gets_a_summary_of_the_job() {
    let scratch = project();
    let summary = scratch.root().join("summary.md");
    scratch.makegood(&["check", "--format", "github"]).env("GITHUB_STEP_SUMMARY", &summary).assert().code(1);
    assert!(scratch.read("summary.md").contains("src/stub.c"));
}

#[test]
fn every_format_can_be_had() {
    for format in ["human", "json", "sarif", "github", "gitlab", "rdjson"] {
        let output = project().makegood(&["check", "--format", format]).env_remove("GITHUB_STEP_SUMMARY").output();
        let output = output.expect("runs");
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("src/stub.c"), "{format}");
    }
}

#[test]
fn the_answer_is_the_same_on_any_number_of_threads() {
    let scratch = project();
    for number in 0..40 {
        scratch.write(&format!("src/f{number}.c"), &STUB.replace("later", &format!("later_{number}")));
    }
    let one = json(&scratch, &["--threads", "1"]);
    assert_eq!(one["findings"].as_array().map(Vec::len), Some(41));
    assert_eq!(json(&scratch, &["-j", "7"]), one);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_does_not_change_the_answer() {
    let scratch = project();
    let program = snapbox::cmd::cargo_bin!("makegood");
    let script = format!("{{ '{}' check; echo $? >&2; }} | true", program.display());
    scratch.command(Path::new("sh")).args(["-c", &script]).assert().success().stderr_eq("1\n");
}

/// A git that fails when it is asked for all files of a commit.
#[cfg(unix)]
const BROKEN_GIT: &str =
    "#!/bin/sh\ncase \" $* \" in *\" ls-tree \"*) echo broken >&2; exit 1 ;; esac\nPATH=$REAL_PATH exec git \"$@\"\n";

#[cfg(unix)]
#[test]
fn a_search_around_the_change_that_fails_is_a_gap() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = project();
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "second"]);
    scratch.write(".git/programs/git", BROKEN_GIT);
    let program = scratch.root().join(".git/programs/git");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("it is there");
    let real = std::env::var("PATH").expect("a path");
    let path = format!("{}:{real}", scratch.root().join(".git/programs").display());
    let range = ["check", "--base", "HEAD~1", "--head", "HEAD", "--format", "json"];
    let output = scratch.makegood(&range).env("REAL_PATH", &real).env("PATH", path).output().expect("runs");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let reason = report["gaps"][0]["reason"].as_str().unwrap_or_default();
    assert!(reason.starts_with("the files around the change could not be searched: "), "{report:#}");
    assert_eq!(report["findings"][0]["path"], "src/stub.c", "{report:#}");
}

/// Whether the run passes, its exit code and the paths of its gaps that are under judgement.
fn unread(scratch: &Scratch, args: &[&str]) -> (i32, Vec<String>) {
    let args = [&["check", "--format", "json"], args].concat();
    let output = scratch.makegood(&args).output().expect("runs");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let gaps = report["gaps"].as_array().expect("an array").iter().filter(|gap| gap["changed"] == true);
    let mut paths: Vec<String> = gaps.map(|gap| gap["path"].as_str().expect("a path").to_owned()).collect();
    paths.dedup();
    (output.status.code().expect("an exit code"), paths)
}

#[test]
fn what_could_not_be_read_is_never_clean() {
    let half: Vec<u8> = STUB.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let unreadable: [(&str, &[u8]); 6] = [
        ("src/nul.c", b"int later(int question) { return 0; }\n\0"),
        ("src/half.c", &half),
        ("src/open.c", b"int later(int question) { /* return -E_NOT_IMPLEMENTED; }\n"),
        ("src/drawn.c", b"int later(int question) { %%%%% ) ; return -E_NOT_IMPLEMENTED }\n"),
        ("src/text.rs", b"fn later(question: u32) -> u32 { let text = \"; todo!() }\n"),
        ("src/prose.rs", b"this is (((\n"),
    ];
    for (path, bytes) in unreadable {
        let scratch = Scratch::repository();
        scratch.write("src/real.c", REAL).git(&["add", "--all"]);
        scratch.git(&["commit", "--quiet", "-m", "first"]);
        std::fs::write(scratch.root().join(path), bytes).expect("a file");
        let expected = (1, vec![path.to_owned()]);
        assert_eq!(unread(&scratch, &["--base", "HEAD"]), expected, "{path}");
        if path != "src/drawn.c" {
            assert_eq!(unread(&scratch, &["--all"]), expected, "{path} in a whole scan");
        }
        scratch.git(&["add", "--all"]);
        assert_eq!(unread(&scratch, &["--staged"]), expected, "{path} staged");
        let all = |more: &[&str]| json(&scratch, &[&["--all"], more].concat())["gaps"].clone();
        assert_eq!(all(&[]), all(&["--no-prefilter"]), "{path}");
    }
}

#[test]
fn a_change_without_rust_or_c_says_what_there_was() {
    let scratch = project();
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "second"]);
    scratch.write("notes.md", "notes\n").write("tool.py", "pass\n").write("more.md", "more\n");
    let check = |args: &[&str]| scratch.makegood(&[&["check", "--base", "HEAD"], args].concat()).assert();
    check(&[]).success().stdout_eq(str![[r#"
nothing-checked: no Rust or C in 3 changed files: 2 Markdown, 1 Python
looked at 0 functions in 0 files (3 skipped: 3 in other languages)
since [..] (HEAD), working tree included

"#]]);
    check(&["--fail-on-nothing"]).code(4);
    let report = json(&scratch, &["--base", "HEAD"]);
    assert_eq!((report["verdict"].as_str(), report["ok"].as_bool()), (Some("nothing-checked"), Some(true)));
    scratch.write("src/real.c", "int answer(int question) { return question * 3; }\n");
    check(&["--fail-on-nothing"]).success();
}

#[test]
fn what_was_committed_to_the_default_branch_is_judged() {
    let scratch = project();
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "second"]);
    assert_eq!(found(&scratch, &[]), ["src/stub.c"]);
    let base = json(&scratch, &[])["base"]["description"].as_str().map(str::to_owned).expect("a description");
    assert!(base.ends_with("(first parent of the last commit), working tree included"), "{base}");
    scratch
        .makegood(&["check"])
        .assert()
        .code(1)
        .stdout_eq("...\n[..]since [..] (first parent of the last commit)[..]\n...");
}

#[test]
fn a_rule_that_does_not_exist_suppresses_nothing_and_is_an_error() {
    let scratch = project();
    let comment = "// makegood: allow(not-implmented) reason=\"later\"\n";
    scratch.write("src/stub.c", &format!("{comment}{STUB}"));
    let rules = |report: &Value| {
        let findings = report["findings"].as_array().expect("an array");
        let rules: Vec<String> = findings.iter().map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect();
        rules
    };
    assert_eq!(rules(&json(&scratch, &["src/stub.c"])), ["unknown-rule", "not-implemented"]);
    scratch.write("src/stub.c", &format!("// makegood: allow(nothing) reason=\"later\"\n{REAL}"));
    scratch.makegood(&["check", "src/stub.c"]).assert().code(1);
    scratch.write("src/stub.c", STUB).makegood(&["check", "--write-baseline"]).assert().success();
    let baseline = scratch.read("makegood-baseline.json").replace("not-implemented", "not-implmented");
    scratch.write("makegood-baseline.json", &baseline).makegood(&["check", "--all"]).assert().code(2).stderr_eq(str![
        [r#"
  × the baseline [..]makegood-baseline.json names the rule `not-implmented`, which does not exist
  help: write it anew with `makegood check --all --write-baseline`; `makegood rules` lists all rules

"#]
    ]);
}

#[test]
fn what_the_judged_change_moves_does_not_judge_it() {
    let switched_off = "[severity]\nnot-implemented = \"off\"\n";
    let own = "id = \"own-rule\"\n";
    let moves: [(&str, &str); 6] = [
        ("makegood.toml", switched_off),
        ("makegood.toml", "[check]\ntests = [\"src/**\"]\n"),
        ("makegood.toml", "[check]\nexclude = [\"src/\"]\n"),
        (".ignore", "src/stub.c\n"),
        (".gitattributes", "src/stub.c linguist-generated\n"),
        (".makegood/rules/later.md", own),
    ];
    for (path, text) in moves {
        let scratch = project();
        scratch.write(path, text);
        assert_eq!(found(&scratch, &["--base", "HEAD"]), ["src/stub.c"], "{path}: {text}");
        scratch.write(".git/info/exclude", &format!("{path}\n"));
        assert_eq!(found(&scratch, &["--base", "HEAD"]), ["src/stub.c"], "{path}, ignored in this copy: {text}");
    }
    let scratch = project();
    scratch.write("makegood.toml", switched_off);
    assert_eq!(found(&scratch, &["--base", "HEAD", "--accept-policy-change"]), [""; 0]);
    scratch.makegood(&["check", "--base", "HEAD"]).assert().code(1).stdout_eq("...\n[..]; not in force\n...");
    scratch.git(&["add", "makegood.toml"]);
    scratch.git(&["commit", "--quiet", "-m", "a change of policy alone"]);
    assert_eq!(found(&scratch, &["--base", "HEAD"]), [""; 0]);
    scratch.write("makegood.toml", "");
    assert_eq!(found(&scratch, &["--base", "HEAD"]), [""; 0], "what was in force stays so");
}

#[test]
fn a_baseline_that_the_change_writes_holds_nothing_back() {
    let scratch = project();
    scratch.makegood(&["check", "--write-baseline"]).assert().success();
    assert_eq!(found(&scratch, &["--base", "HEAD"]), ["src/stub.c"]);
    assert_eq!(found(&scratch, &["--base", "HEAD", "--baseline", "makegood-baseline.json"]), [""; 0]);
    scratch.git(&["add", "makegood-baseline.json"]);
    scratch.git(&["commit", "--quiet", "-m", "a change of policy alone"]);
    assert_eq!(found(&scratch, &["--base", "HEAD"]), [""; 0]);
    std::fs::remove_file(scratch.root().join("makegood-baseline.json")).expect("it is there");
    assert_eq!(found(&scratch, &["--base", "HEAD"]), [""; 0], "what was in force stays so");
}

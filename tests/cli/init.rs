//! `makegood init`: a configuration that fits the repository, and never at the cost of one that is there.

use snapbox::str;

use crate::scratch::Scratch;

fn project() -> Scratch {
    let scratch = Scratch::repository();
    scratch
        .write("src/a.c", "int a(void) { return ERR_NYI; }\nint b(void) { return ERR_NYI; }\n")
        .write("src/main.rs", "fn main() {}\n")
        .write("src/deps/b.c", "")
        .write("t/helper.c", "int c(void) { return TEST_NYI; }\nint d(void) { return TEST_NYI; }\n")
        .write("tasks/one.md", "# One\n")
        .write("build/generated.c", "")
        .write(".gitignore", "/build/\n");
    scratch
}

#[test]
fn the_draft_fits_the_repository() {
    project().makegood(&["init", "--print"]).assert().success().stdout_eq(str![[r##"
# The configuration of makegood for this repository (3 files of C and 1 file of Rust).
# Every value can be left out; the command line wins. `makegood explain RULE` describes a rule.
# Rules of your own go into .makegood/rules/.

[check]
# The lowest severity that fails the run: "error", "warning" or "note".
# fail-on = "error"

# Paths to leave out, written as in .gitignore.
# By their names, these folders could hold code of others:
# exclude = ["/src/deps/"]

# Vendored and generated files are skipped by their usual names and by .gitattributes.
# include-vendored = false

# Larger files are reported as not read.
# max-file-size = "4MiB"

# Paths that hold tests, written as in .gitignore; they replace the default ones.
tests = [
  "tests/**",
  "test/**",
  "**/tests/**",
  "**/test/**",
  "*_test.c",
  "*_tests.c",
  "test_*.c",
  "*-test.c",
  "*-tests.c",
  "test-*.c",
  "*_test.rs",
  "*_tests.rs",
  "tests.rs",
  "test.rs",
  "test_util.rs",
  "test_utils.rs",
  "test_helpers.rs",
  "**/test_util/**",
  "**/test_utils/**",
  "**/fuzz_targets/**",
  "/t/",
]

# Findings listed in this file do not count; `makegood check --write-baseline` writes it.
# baseline = "makegood-baseline.json"

# Another severity for a rule, or "off".
[severity]
# admitted-placeholder = "note"

# Words of this project, added to the lists that makegood knows.
[vocabulary]
# Result codes and errors that mean "not implemented".
not-implemented-names = ["ERR_NYI"]
# Macros that mark a stub.
# stub-macros = ["todo_skip"]
# Names of functions that are meant to do nothing.
# no-op-names = ["flush"]

# Where task specs are kept.
[tasks]
# dir = "tasks"

"##]]);
}

#[test]
fn the_draft_is_a_configuration_without_mistakes() {
    let scratch = project();
    scratch.makegood(&["init"]).assert().success().stdout_eq("");
    let output = scratch.makegood(&["check", "--all"]).output().expect("runs");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("makegood.toml"), "{output:?}");
}

#[test]
fn the_values_in_its_comments_are_good_ones() {
    let scratch = project();
    let draft = scratch.makegood(&["init", "--print"]).output().expect("runs").stdout;
    let draft = String::from_utf8(draft).expect("text");
    let uncommented: String = draft
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| is_toml(rest)).unwrap_or(line).to_owned() + "\n")
        .collect();
    assert!(uncommented.contains("\nfail-on = \"error\"\n"), "{uncommented}");
    scratch.write("makegood.toml", &uncommented).write("makegood-baseline.json", "");
    let output = scratch.makegood(&["check", "--all", "--no-baseline"]).output().expect("runs");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("makegood.toml"), "{output:?}");
}

/// Whether a comment holds a setting and no sentence.
fn is_toml(comment: &str) -> bool {
    comment.contains(" = ") || comment.starts_with("  \"") || comment == "]"
}

#[test]
fn a_file_that_is_there_stays() {
    let scratch = Scratch::repository();
    scratch.write("makegood.toml", "# mine\n");
    scratch.makegood(&["init"]).assert().code(2).stderr_eq(str![[r#"
  × makegood.toml is there already
  help: `makegood init --print` shows what would be written, to compare or to copy from

"#]]);
    assert_eq!(scratch.read("makegood.toml"), "# mine\n");
}

#[test]
fn it_is_written_at_the_root_of_the_repository() {
    let scratch = project();
    scratch.makegood(&["-C", "src", "init"]).assert().success();
    assert!(scratch.read("makegood.toml").contains("[check]"));
}

#[test]
fn an_empty_folder_gets_a_draft_too() {
    let scratch = Scratch::plain();
    scratch.makegood(&["init", "-q"]).assert().success().stderr_eq("");
    assert!(scratch.read("makegood.toml").contains("no Rust and no C yet"));
}

//! `makegood.toml`: every mistake points at its place, and says what was probably meant.

use snapbox::{IntoData, str};

use crate::scratch::Scratch;

fn mistake(toml: &str, told: impl IntoData) {
    let scratch = Scratch::repository();
    scratch.write("makegood.toml", toml).makegood(&["check"]).assert().code(2).stdout_eq("").stderr_eq(told);
}

#[test]
fn an_unknown_key() {
    mistake(
        "[check]\nfail-onn = \"error\"\n",
        str![[r#"
  × there is no key `fail-onn`
   ╭─[makegood.toml:2:1]
 1 │ [check]
 2 │ fail-onn = "error"
   · ────┬───
   ·     ╰── not known here
   ╰────
  help: did you mean `fail-on`?

"#]],
    );
}

#[test]
fn an_unknown_key_that_is_near_to_none() {
    mistake(
        "[tasks]\nwhatever = 1\n",
        str![[r#"
  × there is no key `whatever`
   ╭─[makegood.toml:2:1]
 1 │ [tasks]
 2 │ whatever = 1
   · ────┬───
   ·     ╰── not known here
   ╰────
  help: known are: dir

"#]],
    );
}

#[test]
fn an_unknown_table() {
    mistake(
        "[check]\n\n[severities]\n",
        str![[r#"
  × there is no key `severities`
   ╭─[makegood.toml:3:2]
 2 │ 
 3 │ [severities]
   ·  ─────┬────
   ·       ╰── not known here
   ╰────
  help: did you mean `severity`?

"#]],
    );
}

#[test]
fn an_unknown_severity() {
    mistake(
        "[severity]\nhollow-body = \"warn\"\n",
        str![[r#"
  × there is no value `warn`
   ╭─[makegood.toml:2:15]
 1 │ [severity]
 2 │ hollow-body = "warn"
   ·               ───┬──
   ·                  ╰── not known here
   ╰────
  help: did you mean `warning`?

"#]],
    );
}

#[test]
fn a_value_of_the_wrong_type() {
    mistake(
        "[check]\ninclude-vendored = \"yes\"\n",
        str![[r#"
  × makegood.toml cannot be read
   ╭─[makegood.toml:2:20]
 1 │ [check]
 2 │ include-vendored = "yes"
   ·                    ──┬──
   ·                      ╰── invalid type: string "yes", expected a boolean
   ╰────

"#]],
    );
}

#[test]
fn a_size_that_is_none() {
    mistake(
        "[check]\nmax-file-size = \"4 MuB\"\n",
        str![[r#"
  × makegood.toml cannot be read
   ╭─[makegood.toml:2:17]
 1 │ [check]
 2 │ max-file-size = "4 MuB"
   ·                 ───┬───
   ·                    ╰── invalid value: string "4 MuB", expected a size such as "4MiB", "500kB" or a number of bytes
   ╰────

"#]],
    );
}

#[test]
fn a_pattern_that_is_none() {
    mistake(
        "[check]\nexclude = [\"ok\", \"[z-a].c\"]\n",
        str![[r#"
  × cannot read the pattern `[z-a].c`
   ╭─[makegood.toml:2:18]
 1 │ [check]
 2 │ exclude = ["ok", "[z-a].c"]
   ·                  ────┬────
   ·                      ╰── error parsing glob '[z-a].c': invalid range; 'z' > 'a'
   ╰────
  help: patterns are written as in .gitignore: `vendor/`, `*.gen.c`, `/lib/old/**`

"#]],
    );
}

#[test]
fn broken_toml() {
    mistake(
        "[check\n",
        str![[r#"
  × makegood.toml cannot be read
   ╭─[makegood.toml:1:7]
 1 │ [check
   ·       ▲
   ·       ╰── unclosed table, expected `]`
   ╰────

"#]],
    );
}

#[test]
fn a_baseline_that_is_not_there() {
    mistake(
        "[check]\nbaseline = \"old.json\"\n",
        str![[r#"
  × there is no baseline old.json
  help: write it with `makegood check --write-baseline`, or count all findings with --no-baseline

"#]],
    );
}

#[test]
fn a_tasks_folder_that_is_not_there() {
    mistake(
        "[tasks]\ndir = \"taks\"\n",
        str![[r#"
  × there is no folder taks
   ╭─[makegood.toml:2:7]
 1 │ [tasks]
 2 │ dir = "taks"
   ·       ───┬──
   ·          ╰── not there
   ╰────
  help: it is told from the folder of this file; leave it out if the project keeps no task specs

"#]],
    );
}

#[test]
fn a_file_that_is_no_text() {
    let scratch = Scratch::repository();
    std::fs::write(scratch.root().join("makegood.toml"), b"[check]\n# \xff\xfe\n").expect("a file");
    scratch.makegood(&["check"]).assert().code(2).stderr_eq(str![[r#"
  × cannot read makegood.toml
  ╰─▶ it is not UTF-8

"#]]);
}

#[test]
fn a_given_file_that_is_not_there() {
    Scratch::repository().makegood(&["check", "--config", "other.toml"]).assert().code(2).stderr_eq(str![[r#"
  × there is no other.toml, given with --config
  help: give the path of a makegood.toml, or write one with `makegood init`

"#]]);
}

#[test]
fn the_nearest_file_counts_up_to_the_root_of_the_repository() {
    let outer = Scratch::repository();
    outer.write("makegood.toml", "outer = 1\n").write("sub/deep/a.c", "").write("sub/makegood.toml", "inner = 1\n");
    outer.makegood(&["-C", "sub/deep", "check"]).assert().code(2).stderr_eq(str![[r#"
  × there is no key `inner`
   ╭─[[..]/sub/makegood.toml:1:1]
 1 │ inner = 1
   · ──┬──
   ·   ╰── not known here
   ╰────
  help: known are: check, severity, vocabulary, tasks

"#]]);

    let nested = Scratch::plain();
    nested.write("makegood.toml", "above = 1\n").write("repo/deep/a.c", "");
    nested.git(&["init", "--quiet", "repo"]);
    let output = nested.makegood(&["-C", "repo/deep", "check", "--all"]).output().expect("runs");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("above"), "looked above the repository");
}

/// The severities of what was found, by rule.
fn severities(scratch: &Scratch) -> Vec<(String, String)> {
    let output = scratch.makegood(&["check", "--all", "--format", "json"]).output().expect("it runs");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().expect("a text").to_owned();
    let findings = report["findings"].as_array().expect("findings").iter();
    findings.map(|finding| (text(finding, "rule"), text(finding, "severity"))).collect()
}

#[test]
fn the_weight_of_what_a_stage_finds() {
    let scratch = Scratch::repository();
    scratch.write("a.c", "/* makegood: allow(hollow-body) reason=\"r\" */\nint f(int x)\n{\n    return g(x);\n}\n");
    let unused = |severity: &str| vec![("unused-suppression".to_owned(), severity.to_owned())];
    assert_eq!(severities(&scratch), unused("warning"));
    scratch.write("makegood.toml", "[severity]\nunused-suppression = \"error\"\n");
    assert_eq!(severities(&scratch), unused("error"));
    scratch.write("makegood.toml", "[severity]\nunused-suppression = \"off\"\n");
    assert_eq!(severities(&scratch), []);
}

/// What the published schema says against a configuration.
fn against_schema(text: &str) -> Vec<String> {
    let schema = Scratch::plain().makegood(&["schema", "config"]).output().expect("runs").stdout;
    let schema = serde_json::from_slice(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let config: serde_json::Value = toml::from_str(text).expect("TOML");
    validator.iter_errors(&config).map(|error| error.to_string()).collect()
}

#[test]
fn the_documented_configuration_fits_the_published_schema() {
    let page = std::fs::read_to_string("docs/configuration.md").expect("the page");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    assert!(example.contains("[check]"), "{example}");
    assert_eq!(against_schema(example), Vec::<String>::new());
    let draft = Scratch::repository().makegood(&["init", "--print"]).output().expect("runs").stdout;
    assert_eq!(against_schema(&String::from_utf8(draft).expect("text")), Vec::<String>::new());
}

#[test]
fn the_published_schema_refuses_what_the_program_refuses() {
    for wrong in ["[chekc]", "[check]\nfail-on = \"fatal\"", "[check]\nexclude = \"a\"", "[severity]\na = \"high\""] {
        assert!(!against_schema(wrong).is_empty(), "{wrong}");
    }
}

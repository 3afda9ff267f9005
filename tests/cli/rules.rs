//! `makegood rules` and `makegood explain`.

use snapbox::str;

use crate::scratch::Scratch;

/// A rule of a project: functions whose name says so do nothing.
const OWN: &str = r#"
id = "own-rule"
title = "A function that this project does not want"
severity = "warning"
rank = 90
message = "{function} is not wanted here"
show = "name"
why = "It is not wanted."
help = "Take it out."

[when]
outcome = "nothing"

[[flags]]
language = "rust"
code = "pub fn unwanted(_a: u8) {}"
why = "it does nothing"

[[spares]]
language = "rust"
code = "pub fn wanted(a: u8) -> u8 { a + 1 }"
why = "it does something"
"#;

fn lines(scratch: &Scratch, args: &[&str]) -> String {
    String::from_utf8(scratch.makegood(args).output().expect("runs").stdout).expect("text")
}

/// The severity that the list of rules gives the rule `id`.
fn listed<'l>(list: &'l str, id: &str) -> Option<&'l str> {
    let words = |line: &'l str| line.split_whitespace();
    list.lines().find(|line| words(line).next() == Some(id)).and_then(|line| words(line).nth(1))
}

#[test]
fn every_rule_is_listed_and_explained() {
    let scratch = Scratch::repository();
    let list = lines(&scratch, &["rules"]);
    assert_eq!(listed(&list, "not-implemented"), Some("error"), "{list}");
    for line in list.lines() {
        let id = line.split(' ').next().expect("an id");
        let page = lines(&scratch, &["explain", id]);
        assert!(page.starts_with(&format!("# {id}\n")) && page.contains("## Why it matters"), "{page}");
    }
}

#[test]
fn every_example_is_judged_as_it_should_be() {
    Scratch::repository().makegood(&["rules", "--test"]).assert().success().stdout_eq(str![[r#"
[..] examples of [..] rules: [..] as they should be, 0 not

"#]]);
}

#[test]
fn a_configured_severity_is_listed() {
    let scratch = Scratch::repository();
    scratch.write("makegood.toml", "[severity]\nhollow-body = \"off\"\nnot-implemented = \"note\"\n");
    let list = lines(&scratch, &["rules"]);
    assert_eq!(listed(&list, "hollow-body"), Some("off"), "{list}");
    assert_eq!(listed(&list, "not-implemented"), Some("note"), "{list}");
}

#[test]
fn the_list_as_json() {
    let scratch = Scratch::repository();
    scratch.write("makegood.toml", "[severity]\nhollow-body = \"off\"\n");
    let rules: serde_json::Value =
        serde_json::from_str(&lines(&scratch, &["rules", "--format", "json"])).expect("a JSON document");
    let rule = rules.as_array().expect("an array").iter().find(|rule| rule["id"] == "hollow-body").expect("the rule");
    assert_eq!(rule["severity"], serde_json::Value::Null);
    assert_eq!(rule["default_severity"], "error");
}

#[test]
fn a_rule_that_does_not_exist_is_not_explained() {
    Scratch::repository().makegood(&["explain", "not-implementd"]).assert().code(2).stderr_eq(str![[r#"
  × there is no rule `not-implementd`
  help: did you mean `not-implemented`?

"#]]);
}

#[test]
fn a_severity_for_a_rule_that_does_not_exist() {
    let scratch = Scratch::repository();
    scratch.write("makegood.toml", "[severity]\nhollow-bodies = \"off\"\n");
    for command in ["rules", "check"] {
        scratch.makegood(&[command]).assert().code(2).stderr_eq(str![[r#"
  × there is no rule `hollow-bodies`
   ╭─[makegood.toml:2:1]
 1 │ [severity]
 2 │ hollow-bodies = "off"
   · ──────┬──────
   ·       ╰── no such rule
   ╰────
  help: did you mean `hollow-body`?

"#]]);
    }
}

#[test]
fn a_word_list_that_does_not_exist() {
    let scratch = Scratch::repository();
    scratch.write("makegood.toml", "[vocabulary]\nstub-macro = [\"todo_skip\"]\n");
    scratch.makegood(&["check"]).assert().code(2).stderr_eq(str![[r#"
  × there is no word list `stub-macro`
   ╭─[makegood.toml:2:1]
 1 │ [vocabulary]
 2 │ stub-macro = ["todo_skip"]
   · ─────┬────
   ·      ╰── no such word list
   ╰────
  help: did you mean `stub-macros`?

"#]]);
}

#[test]
fn a_projects_own_rule_is_listed_explained_and_tested() {
    let scratch = Scratch::repository();
    scratch.write(".makegood/rules/own-rule.toml", OWN).write("src/a.rs", "");
    assert_eq!(listed(&lines(&scratch, &["-C", "src", "rules"]), "own-rule"), Some("warning"));
    assert!(lines(&scratch, &["explain", "own-rule"]).starts_with("# own-rule\n"));
    assert!(!lines(&scratch, &["rules", "--test"]).contains("own-rule,"));
}

#[test]
fn a_projects_own_rule_flags_by_shape_alone() {
    let scratch = Scratch::repository();
    scratch.write(".makegood/rules/own-rule.toml", OWN).write("src/a.rs", "pub fn unwanted(_a: u8) {}\n");
    let report = lines(&scratch, &["check", "--all", "--format", "json"]);
    assert!(report.contains("unwanted is not wanted here"), "{report}");
}

#[test]
fn an_example_that_is_not_judged_as_it_should_be_is_told() {
    let scratch = Scratch::repository();
    scratch.write(".makegood/rules/own-rule.toml", &OWN.replace("wanted(a: u8) -> u8 { a + 1 }", "wanted(_a: u8) {}"));
    scratch.makegood(&["rules", "--test"]).assert().code(1).stdout_eq(str![[r#"
...
.makegood/rules/own-rule.toml: own-rule, [[spares]] 1 (rust): expected no finding, got `own-rule` on `wanted`
...
"#]]);
}

#[test]
fn a_mistake_in_a_projects_own_rule_points_into_it() {
    let scratch = Scratch::repository();
    scratch.write(".makegood/rules/own-rule.toml", &OWN.replace("severity", "weight"));
    scratch.makegood(&["rules"]).assert().code(2).stderr_eq(str![[r#"
  × unknown key `weight`, expected one of `id`, `title`, `severity`, `found_by`, `rank`, `message`, `show`, `why`, `help`, `words`, `when`, `flags`, `spares`, `shown`
   ╭─[.makegood/rules/own-rule.toml:4:1]
 3 │ title = "A function that this project does not want"
 4 │ weight = "warning"
   · ───┬──
   ·    ╰── here
 5 │ rank = 90
   ╰────

"#]]);
}

//! Mistakes in rule files: each is told with its place, the text that stands there, and what would be right.

use miette::{GraphicalReportHandler, GraphicalTheme};
use rules::{RuleError, load, vocabulary};
use snapbox::{assert_data_eq, str};

const SOUND: &str = r#"id = "mine"
title = "Mine"
severity = "warning"
rank = 1
message = "`{function}` is mine"
show = "name"
why = "Because."
help = "Help."

[when]
outcome = "nothing"

[[flags]]
language = "c"
why = "it does nothing"
code = "void f(void) { }"

[[spares]]
language = "c"
why = "it does something"
code = "int f(int x) { return g(x); }"
"#;

fn mistake(replace: &str, by: &str) -> RuleError {
    assert!(SOUND.contains(replace), "{replace}");
    load("rules/mine.toml", &SOUND.replace(replace, by), &vocabulary()).expect_err("a mistake")
}

fn shown(error: &RuleError) -> String {
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::none()).with_width(120);
    handler.render_report(&mut text, error).expect("it can be shown");
    text
}

#[test]
fn a_sound_file_loads() {
    let rule = load("rules/mine.toml", SOUND, &vocabulary()).expect("sound");
    assert_eq!(
        (rule.id.as_str(), rule.matcher().map(|by| by.rank), rule.flags.len(), rule.spares.len()),
        ("mine", Some(1), 1, 1)
    );
    assert_eq!(rule.flags[0].path, "src/example.c");
}

#[test]
fn a_mistake_is_shown_with_its_line() {
    assert_data_eq!(
        shown(&mistake("outcome", "outcomes")),
        str![[r#"
  x unknown key `outcomes`, expected one of `all`, `any`, `not`, `outcome`, `sign`, `signs_only`, `admission`, `exit`,
  | `idle_branch`, `hollow`, `constant`, `hollowed_out`, `siblings_work`, `change`, `twin`, `conditional`, `fallback`,
  | `conditional_inside`, `role`, `linkage`, `name_in`, `param_in`, `path_in`, `header`, `opposite_works`, `trait_in`,
  | `type_in`, `attribute_in`, `returns_in`, `calls_in`, `test`, `forwards`, `forwards_to_stub`, `in_slot`,
  | `newly_filled`, `hidden_from_coverage`, `has_params`, `returns_value`, `unused_params`, `effective`, `inert`,
  | `checks`, `exits`, `calls`, `unread`, `flagged_by`
    ,-[rules/mine.toml:11:1]
 10 | [when]
 11 | outcomes = "nothing"
    : ^^^^|^^^
    :     `-- here
 12 | 
    `----

"#]]
    );
    assert_data_eq!(
        shown(&mistake("outcome = \"nothing\"", "name_in = \"no-op-nams\"")),
        str![[r#"
  x there is no word list `no-op-nams`
    ,-[rules/mine.toml:11:11]
 10 | [when]
 11 | name_in = "no-op-nams"
    :           ^^^^^^|^^^^^
    :                 `-- here
 12 | 
    `----
  help: define it under `[words]`, or use one of the vocabulary (`rules/vocabulary.toml`)

"#]]
    );
}

/// What stands in a sound file, and what stands there instead.
const MISTAKES: &[(&str, &str)] = &[
    ("rank = 1", "rank = 1\nlevel = 2"),
    ("rank = 1\n", ""),
    ("\"warning\"", "\"fatal\""),
    ("rank = 1", "rank = "),
    ("\"nothing\"", "\"nothin\""),
    ("\"nothing\"", "[\"real\", \"nothin\"]"),
    ("\"nothing\"", "[]"),
    ("\"nothing\"", "3"),
    ("outcome = \"nothing\"", "not.any = [{ twn = \"real\" }]"),
    ("outcome = \"nothing\"", "sign = { kinds = \"code\" }"),
    ("outcome = \"nothing\"", "sign = [\"codes\"]"),
    ("outcome = \"nothing\"", "admission = { kind = \"stubb\" }"),
    ("outcome = \"nothing\"", "sign = { says = \"no-list\" }"),
    ("outcome = \"nothing\"", ""),
    ("outcome = \"nothing\"", "outcome = \"nothing\"\nany = [{}]"),
    ("{function}", "{fun}"),
    ("is mine", "is [mine"),
    ("\"name\"", "\"nam\""),
    ("id = \"mine\"", "id = \"yours\""),
    ("id = \"mine\"", "id = \"My Rule\""),
    ("[[spares]]\nlanguage = \"c\"", "[[spares]]\nlanguage = \"rust\""),
    ("[[spares]]\nlanguage = \"c\"", "[[spares]]\nlanguage = \"go\""),
    ("void f(void) { }\"", "x\"\nexpect = 1"),
    ("rank = 1\n", "rank = 1\nfound_by = \"judge\"\n"),
    ("rank = 1\n", "rank = 1\nfound_by = \"jury\"\n"),
    ("[when]\noutcome = \"nothing\"", ""),
    ("[[spares]]", "[[shown]]\nas = \"flagged\"\nwhy = \"it is\"\ntext = \"it\"\n[[spares]]"),
];

#[test]
fn every_mistake_has_its_place() {
    let told: Vec<String> = MISTAKES.iter().map(|(sound, wrong)| mistake(sound, wrong).located()).collect();
    assert_data_eq!(
        told.join("\n"),
        str![[r#"
rules/mine.toml:5:1: unknown key `level`, expected one of `id`, `title`, `severity`, `found_by`, `rank`, `message`, `show`, `why`, `help`, `words`, `when`, `flags`, `spares`, `shown`
rules/mine.toml:1:1: missing key `rank`
rules/mine.toml:3:12: unknown variant `fatal`, expected one of `note`, `warning`, `error`
rules/mine.toml:4:8: string values must be quoted, expected literal string
rules/mine.toml:11:11: `nothin` is not an outcome: expected one of `not-implemented`, `not-implemented-after-work`, `partly-not-implemented`, `refuses`, `nothing`, `canned`, `stored`, `real`
rules/mine.toml:11:20: `nothin` is not an outcome: expected one of `not-implemented`, `not-implemented-after-work`, `partly-not-implemented`, `refuses`, `nothing`, `canned`, `stored`, `real`
rules/mine.toml:11:11: an empty list can never hold
rules/mine.toml:11:11: invalid type: integer `3`, expected the name of an outcome or a list of such names
rules/mine.toml:11:14: unknown key `twn`, expected one of `all`, `any`, `not`, `outcome`, `sign`, `signs_only`, `admission`, `exit`, `idle_branch`, `hollow`, `constant`, `hollowed_out`, `siblings_work`, `change`, `twin`, `conditional`, `fallback`, `conditional_inside`, `role`, `linkage`, `name_in`, `param_in`, `path_in`, `header`, `opposite_works`, `trait_in`, `type_in`, `attribute_in`, `returns_in`, `calls_in`, `test`, `forwards`, `forwards_to_stub`, `in_slot`, `newly_filled`, `hidden_from_coverage`, `has_params`, `returns_value`, `unused_params`, `effective`, `inert`, `checks`, `exits`, `calls`, `unread`, `flagged_by`
rules/mine.toml:11:10: unknown key `kinds`, expected `kind` or `says`
rules/mine.toml:11:9: `codes` is not a kind of sign: expected one of `placeholder`, `code`, `weak-code`, `constructor`, `text`
rules/mine.toml:11:22: `stubb` is not a kind of admission: expected one of `stub`, `missing-piece`, `omission`, `marker`, `hint`, `question`, `improvement`, `intended`
rules/mine.toml:11:17: there is no word list `no-list`
rules/mine.toml:10:1: this condition, or one nested in it, asks nothing: it would hold for every function
rules/mine.toml:10:1: this condition, or one nested in it, asks nothing: it would hold for every function
rules/mine.toml:5:11: `fun` is not a value of messages: expected one of `function`, `sign`, `admission`, `deferral`, `target`, `slot`, `marker`, `branch`
rules/mine.toml:5:11: `[` without `]` after it
rules/mine.toml:6:8: `nam` is not something to show: expected one of `sign`, `admission`, `name`, `call`, `exclusion`, `branch`, `body`
rules/mine.toml:1:6: the id `yours` is not the file's name `mine`
rules/mine.toml:1:6: the id `My Rule` must be made of small letters, digits and `-`
rules/mine.toml:1:6: the examples do not show what is flagged and what is spared in the same languages
rules/mine.toml:19:12: `go` is not a language: expected one of `c`, `rust`
rules/mine.toml:17:1: unknown key `expect`, expected one of `language`, `code`, `why`, `function`, `base`, `path`, `instead`, `beside`
rules/mine.toml:5:12: a rule with `found_by` has no `rank`
rules/mine.toml:5:12: `jury` is not a stage: expected one of `spec`, `evidence`, `judge`, `prove`
rules/mine.toml:1:1: missing key `when`
rules/mine.toml:1:6: only what a stage finds may be `shown`
"#]]
    );
}

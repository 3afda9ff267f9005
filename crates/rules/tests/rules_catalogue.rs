//! The built-in rules as a whole, and a project's own beside them.

use std::collections::BTreeSet;
use std::path::Path;

use model::LanguageId;
use rules::{Catalogue, Rule};

const OWN_RULE: &str = r#"
id = "no-answer"
title = "A method that answers nothing"
severity = "note"
rank = 90
message = "`{function}` answers nothing"
show = "name"
why = "It should."
help = "Answer."

[when]
outcome = "nothing"
returns_value = true

[[flags]]
language = "rust"
why = "nothing comes out"
code = "fn f() -> Option<u8> { None }"

[[spares]]
language = "rust"
why = "something comes out"
code = "fn f() -> u8 { 7 }"
"#;

#[test]
fn the_list_of_built_in_rules_is_the_folder() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("rules");
    let files = std::fs::read_dir(folder).expect("rules/ is there").map(|entry| entry.expect("an entry").path());
    let in_folder: BTreeSet<String> = files
        .filter(|path| path.file_name().is_some_and(|name| name != "vocabulary.toml"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    let listed: BTreeSet<String> = Catalogue::builtin().rules().iter().map(|rule| rule.id.clone()).collect();
    assert_eq!(listed, in_folder);
}

#[test]
fn every_built_in_rule_shows_both_languages_and_explains_itself() {
    for rule in Catalogue::builtin().rules() {
        for language in [LanguageId::C, LanguageId::Rust] {
            let as_text = rule.flags.is_empty() && !rule.shown.is_empty();
            assert!(as_text || shows(&rule.flags, language), "{} flags nothing in {language:?}", rule.id);
            assert!(as_text || shows(&rule.spares, language), "{} spares nothing in {language:?}", rule.id);
        }
        assert!(rule.why.len() > 80 && rule.help.len() > 40, "{} explains too little", rule.id);
    }
}

fn shows(examples: &[rules::Example], language: LanguageId) -> bool {
    examples.iter().any(|example| example.language == language)
}

#[test]
fn ranks_of_built_in_rules_differ() {
    let catalogue = Catalogue::builtin();
    let ranks: Vec<i64> = catalogue.rules().iter().filter_map(Rule::matcher).map(|matcher| matcher.rank).collect();
    assert_eq!(ranks.iter().collect::<BTreeSet<_>>().len(), ranks.len());
}

#[test]
fn a_projects_rule_stands_beside_the_built_in_ones() {
    let built_in = Catalogue::builtin();
    let count = built_in.rules().len();
    let catalogue = built_in.with_project([(".makegood/rules/no-answer.toml", OWN_RULE)]).expect("a sound rule");
    assert_eq!(catalogue.rules().len(), count + 1);
    let title = catalogue.get("no-answer").map(|rule: &Rule| rule.title.as_str());
    assert_eq!(title, Some("A method that answers nothing"));
    assert!(catalogue.rule_infos().iter().any(|info| info.id == "no-answer" && info.help == "Answer."));
}

#[test]
fn a_project_cannot_take_the_id_of_a_built_in_rule() {
    let text = OWN_RULE.replace("no-answer", "hollow-body");
    let files = [(".makegood/rules/hollow-body.toml", text.as_str())];
    let error = Catalogue::builtin().with_project(files).expect_err("the id is taken");
    let wanted = ".makegood/rules/hollow-body.toml:2:7: the id `hollow-body` is taken by rules/hollow-body.toml";
    assert_eq!(error.located(), wanted);
}

const FOUND_BY_A_STAGE: &str = r#"
id = "no-answer"
title = "A claim that nothing answers"
severity = "note"
found_by = "judge"
why = "It should."
help = "Answer."

[[shown]]
as = "flagged"
why = "nothing answers"
text = "a claim"

[[shown]]
as = "spared"
why = "something answers"
text = "another"
"#;

#[test]
fn no_stage_finds_a_projects_own_rule() {
    let files = [("no-answer.toml", FOUND_BY_A_STAGE)];
    let error = Catalogue::builtin().with_project(files).expect_err("no stage finds it");
    assert_eq!(error.located(), "no-answer.toml:5:1: no stage finds a rule of a project's own");
}

#[test]
fn what_a_stage_finds_can_be_shown_as_text() {
    let rule = rules::load("no-answer.toml", FOUND_BY_A_STAGE, &rules::vocabulary()).expect("sound");
    let page = rules::pages::page(&rule);
    assert!(
        page.contains("## Reported\n\nIllustration, not run as a test: nothing answers.\n\n```text\na claim\n```\n")
    );
    assert!(page.contains("Found by the `judge` stage, not by a condition on functions"));
}

#[test]
fn rules_refer_to_rules_that_exist_and_stand_alone() {
    let refer = |id: &str| {
        let text = OWN_RULE.replace("outcome = \"nothing\"", &format!("flagged_by = [\"{id}\"]"));
        Catalogue::builtin()
            .with_project([("no-answer.toml", text.as_str())])
            .map(|_| ())
            .map_err(|error| error.located())
    };
    assert_eq!(refer("hollow-body"), Ok(()));
    assert_eq!(refer("hollow-boy"), Err("no-answer.toml:12:15: the rule `hollow-boy` does not exist".to_owned()));
    let without = "no-answer.toml:12:15: the rule `unused-suppression` has no condition: a stage finds it";
    assert_eq!(refer("unused-suppression"), Err(without.to_owned()));
    let nested = "no-answer.toml:12:15: the rule `wired-stub` refers to other rules itself";
    assert_eq!(refer("wired-stub"), Err(nested.to_owned()));
}

#[test]
fn what_judges_is_what_the_examples_are_run_with() {
    let whole = Catalogue::builtin();
    let judging = Catalogue::for_judging(&rules::vocabulary());
    let declared = |catalogue: &Catalogue| -> Vec<String> {
        catalogue
            .rules()
            .iter()
            .map(|rule| format!("{} {:?} {:?} {:?}", rule.id, rule.severity, rule.found_by, rule.help))
            .collect()
    };
    assert_eq!(declared(&judging), declared(&whole));
    assert!(!judging.rules().is_empty() && judging.rules().iter().all(|rule| rule.flags.is_empty()));
}

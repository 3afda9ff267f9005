//! What each atom of a condition asks, on hand-made facts.

use model::*;
use rules::{Catalogue, evaluate, vocabulary};

/// A function `probe` with the role, conditions and the like that a test gives it.
fn facts() -> FunctionFacts {
    FunctionFacts {
        hollow: false,
        constant: false,
        head: head(),
        outcome: Outcome::Real,
        signs: Vec::new(),
        params_used: Vec::new(),
        variants: vec![variant()],
        admissions: Vec::new(),
        allowances: Vec::new(),
        calls: Vec::new(),
        exclusions: Vec::new(),
        unread: Vec::new(),
    }
}

fn head() -> FunctionHead {
    FunctionHead {
        name: "probe".to_owned(),
        qualified: "device::probe".to_owned(),
        name_span: Span::new(10, 15),
        extent: Span::new(0, 100),
        span: Span::new(5, 100),
        body: Span::new(20, 100),
        role: Role::Free,
        linkage: Linkage::External,
        is_test: false,
        attributes: Vec::new(),
        conditions: Vec::new(),
        params: Vec::new(),
        return_type: String::new(),
        token_hash: 0,
        body_hash: 0,
    }
}

fn variant() -> VariantFacts {
    VariantFacts {
        flow: model::DataFlow::default(),
        selection: Vec::new(),
        outcome: Outcome::Real,
        exits: Vec::new(),
        effective: Vec::new(),
        inert: Vec::new(),
        checks: Vec::new(),
        tail_call: None,
        idle_branches: Vec::new(),
    }
}

fn sign(kind: SignKind, text: &str) -> Sign {
    Sign { kind, text: text.to_owned(), span: Span::new(30, 40) }
}

fn admission(kind: AdmissionKind, carrier: Carrier, text: &str) -> Admission {
    Admission { carrier, kind, text: text.to_owned(), span: Span::new(50, 60), place: Place::Spine, deferral: None }
}

fn param(name: &str) -> Param {
    Param { name: name.to_owned(), span: Span::new(16, 18), type_text: "int".to_owned() }
}

fn call(name: &str) -> CallFact {
    CallFact { callee: name.into(), name: name.into(), span: Span::new(70, 75), method: false, on_self: false }
}

fn condition() -> Condition {
    Condition { text: "unix".to_owned(), negated: false, group: 0, arm: 0 }
}

fn slot() -> SlotUse {
    SlotUse { path: "a.c".to_owned(), line: 3, slot: "probe".to_owned(), holder: "ops".to_owned() }
}

/// A catalogue whose rule `asked` has this condition and outweighs every built-in one.
fn asking(when: &str) -> Catalogue {
    let text = format!(
        r#"
id = "asked"
title = "Asked"
severity = "error"
rank = -1
message = "`{{function}}` it is[ by `{{sign}}`][ for \"{{admission}}\"][, {{slot}}][, {{target}}][, {{marker}}]"
show = ["exclusion", "admission", "sign"]
why = "."
help = "."
[words]
own = ["probe", "one two"]
standard = ["signal.h"]
asked = ["=request"]
buffers = ["into"]
flags = ["action"]
[when]
{when}
[[flags]]
language = "c"
why = "."
code = "x"
[[spares]]
language = "c"
why = "."
code = "x"
"#
    );
    Catalogue::builtin().with_project([("asked.toml", text.as_str())]).expect("a sound rule")
}

fn found(when: &str, subject: &Subject) -> Option<Match> {
    evaluate(&asking(when), subject, &vocabulary()).filter(|found| found.rule == "asked")
}

fn holds(when: &str, subject: &Subject) -> bool {
    found(when, subject).is_some()
}

/// Checks that every condition of `holding` holds for the function and none of `failing` does.
fn check(subject: &Subject, holding: &[&str], failing: &[&str]) {
    for when in holding {
        assert!(holds(when, subject), "should hold: {when}");
    }
    for when in failing {
        assert!(!holds(when, subject), "should not hold: {when}");
    }
}

#[test]
fn composition_nests_and_everything_given_must_hold() {
    let facts = facts();
    check(
        &Subject::alone(&facts),
        &[
            "outcome = 'real'",
            "outcome = ['canned', 'real']",
            "any = [{ outcome = 'canned' }, { outcome = 'real' }]",
            "all = [{ outcome = 'real' }, { test = false }]",
            "not.outcome = 'canned'",
            "not.any = [{ outcome = 'canned' }, { test = true }]",
            "not.all = [{ outcome = 'real' }, { test = true }]",
        ],
        &[
            "outcome = 'canned'",
            "outcome = 'real'\ntest = true",
            "outcome = 'real'\nnot.test = false",
            "all = [{ outcome = 'real' }, { test = true }]",
            "any = [{ outcome = 'canned' }, { test = true }]",
        ],
    );
}

#[test]
fn one_sign_must_fit_all_that_is_asked() {
    let mut facts = facts();
    facts.signs = vec![sign(SignKind::WeakCode, "ENOSYS"), sign(SignKind::Text, "one_two missing")];
    check(
        &Subject::alone(&facts),
        &[
            "sign = 'text'",
            "sign = ['code', 'weak-code']",
            "sign = {}",
            "sign = { kind = 'text', says = 'own' }",
            "signs_only = ['weak-code', 'text']",
        ],
        &["sign = 'placeholder'", "sign = { kind = 'weak-code', says = 'own' }", "signs_only = ['weak-code']"],
    );
    facts.signs.clear();
    check(&Subject::alone(&facts), &["not.sign = {}"], &["sign = {}", "signs_only = ['text']"]);
}

#[test]
fn one_admission_must_fit_all_that_is_asked() {
    let mut facts = facts();
    let mut later = admission(AdmissionKind::Stub, Carrier::Log, "probe: later");
    later.place = Place::Guard;
    later.deferral = Some(Deferral { target: "#7".to_owned(), span: Span::new(55, 57) });
    facts.admissions = vec![admission(AdmissionKind::Marker, Carrier::Comment, "TODO"), later];
    check(
        &Subject::alone(&facts),
        &[
            "admission = {}",
            "admission = { kind = 'marker', carrier = 'comment', place = 'spine', deferred = false }",
            "admission = { kind = 'stub', carrier = ['doc', 'log'], deferred = true, says = 'own' }",
        ],
        &[
            "admission = { kind = 'stub', carrier = 'comment' }",
            "admission = { kind = 'marker', place = 'guard' }",
            "admission = { kind = 'marker', says = 'own' }",
            "admission = { kind = 'improvement' }",
        ],
    );
}

#[test]
fn ways_out_and_branches() {
    let mut facts = facts();
    let exit = |yields, place, sign| Exit { span: Span::new(80, 90), yields, place, sign };
    facts.variants[0].exits = vec![
        exit(Yield::Computed, Place::Spine, None),
        exit(Yield::NotImplemented, Place::Branch, Some(sign(SignKind::Code, "E_NOTIMPL"))),
    ];
    facts.variants[0].tail_call = Some(call("other"));
    check(
        &Subject::alone(&facts),
        &[
            "exit = { yields = 'computed', place = 'spine' }",
            "exit = { place = 'branch', sign = 'code' }",
            "idle_branch = false",
            "forwards = true",
            "exits = { min = 2, max = 2 }",
        ],
        &[
            "exit = { yields = 'computed', place = 'branch' }",
            "exit = { place = 'spine', sign = 'code' }",
            "idle_branch = true",
            "forwards = false",
            "exits = { max = 1 }",
        ],
    );
}

#[test]
fn what_the_change_did() {
    let facts = facts();
    let mut subject = Subject::alone(&facts);
    check(&subject, &["newly_filled = false", "in_slot = false"], &["change = ['added', 'unchanged']"]);
    subject.change = Some(ChangeStatus::Wired);
    subject.newly_filled = vec![slot()];
    check(
        &subject,
        &["change = 'wired'", "newly_filled = true", "in_slot = true"],
        &["change = 'added'", "newly_filled = false"],
    );
}

#[test]
fn the_file_and_the_parameters() {
    let mut facts = facts();
    let param = |name: &str, type_text: &str| Param {
        name: name.to_owned(),
        span: Span::new(15, 16),
        type_text: type_text.to_owned(),
    };
    facts.head.params = vec![param("into", "char *"), param("request", "uint32_t"), param("action", "bool")];
    let mut subject = Subject::alone(&facts);
    check(&subject, &["header = false", "opposite_works = false"], &["header = true", "path_in = 'standard'"]);
    subject.path = "compat/signal.h";
    subject.opposite_works = true;
    check(
        &subject,
        &["header = true", "path_in = 'standard'", "opposite_works = true", "param_in = 'asked'"],
        &[
            "header = false",
            "path_in = 'asked'",
            "opposite_works = false",
            "param_in = 'buffers'",
            "param_in = 'flags'",
        ],
    );
}

#[test]
fn surroundings() {
    let mut facts = facts();
    facts.head.conditions = vec![condition()];
    facts.variants.push(variant());
    let mut subject = Subject::alone(&facts);
    check(&subject, &["twin = 'none'"], &["twin = ['real', 'stub']"]);
    subject.twin = Twin::Real;
    subject.in_tests = true;
    check(
        &subject,
        &[
            "twin = 'real'",
            "conditional = true",
            "conditional_inside = true",
            "test = true",
            "forwards_to_stub = false",
        ],
        &[
            "twin = 'none'",
            "conditional = false",
            "conditional_inside = false",
            "test = false",
            "forwards_to_stub = true",
        ],
    );
}

#[test]
fn an_arm_for_everything_else_is_a_fallback() {
    let mut facts = facts();
    let (yes, no) = (["fallback = true"], ["fallback = false"]);
    check(&Subject::alone(&facts), &no, &yes);
    facts.head.conditions = vec![Condition { negated: true, ..condition() }];
    check(&Subject::alone(&facts), &no, &yes);
    facts.head.conditions[0].arm = 1;
    check(&Subject::alone(&facts), &yes, &no);
    facts.head.conditions[0].negated = false;
    check(&Subject::alone(&facts), &no, &yes);
}

#[test]
fn names_are_held_against_lists_by_words() {
    let mut facts = facts();
    facts.head.name = "DeviceProbe2One_two".to_owned();
    facts.head.role = Role::TraitImpl { trait_name: "io::Probe".to_owned(), of: "OneTwo".to_owned() };
    facts.head.attributes = vec!["#[probe]".to_owned()];
    facts.head.return_type = "Result<Probe>".to_owned();
    facts.calls = vec![call("run_probe")];
    let lists = ["name_in", "trait_in", "type_in", "attribute_in", "returns_in", "calls_in"];
    for atom in lists {
        check(&Subject::alone(&facts), &[&format!("{atom} = 'own'")], &[&format!("{atom} = 'lock-calls'")]);
    }
    check(&Subject::alone(&facts), &["role = 'trait-impl'"], &["role = ['free', 'method', 'trait-default']"]);
}

#[test]
fn shape_of_the_signature_and_the_body() {
    let mut facts = facts();
    let subject = Subject::alone(&facts);
    check(&subject, &["has_params = false", "returns_value = false", "linkage = 'external'"], &["linkage = 'weak'"]);
    let own = Param { type_text: "Self".to_owned(), ..param("self") };
    facts.head.params = vec![own, param("a"), param("b")];
    facts.params_used = vec![false, true, false];
    facts.head.return_type = "int".to_owned();
    facts.variants[0].effective = vec![Span::new(30, 40)];
    facts.unread = vec![UnreadText { span: Span::new(1, 2), reason: "x".to_owned() }];
    check(
        &Subject::alone(&facts),
        &[
            "has_params = true",
            "returns_value = true",
            "unused_params = { min = 1, max = 1 }",
            "effective = { min = 1 }",
            "inert = { max = 0 }",
            "checks = { max = 0 }",
            "calls = { max = 0 }",
            "unread = true",
        ],
        &["unused_params = { min = 2 }", "effective = { max = 0 }", "calls = { min = 1 }", "unread = false"],
    );
}

#[test]
fn regions_hidden_from_coverage() {
    let mut facts = facts();
    facts.variants[0].effective = vec![Span::new(30, 40)];
    let hides =
        |span| vec![CoverageExclusion { marker: "LCOV_EXCL_START".to_owned(), marker_span: Span::new(22, 24), span }];
    let (none, any, whole) = (
        "not.hidden_from_coverage = { work = true }",
        "hidden_from_coverage = { work = true, except = 'own' }",
        "hidden_from_coverage = { whole = true }",
    );
    check(&Subject::alone(&facts), &[none], &[any, whole, "hidden_from_coverage = {}"]);
    facts.exclusions = hides(Span::new(41, 50));
    check(&Subject::alone(&facts), &[none, "hidden_from_coverage = {}"], &[any, whole]);
    facts.exclusions = hides(Span::new(25, 45));
    check(&Subject::alone(&facts), &[any], &[none, whole]);
    facts.exclusions = hides(Span::new(0, 100));
    check(&Subject::alone(&facts), &[any, whole], &[none]);
    facts.exclusions[0].marker = "probe".to_owned();
    check(&Subject::alone(&facts), &[whole], &[any]);
}

#[test]
fn other_rules_conditions_can_be_referred_to() {
    let mut facts = facts();
    check(&Subject::alone(&facts), &[], &["flagged_by = ['hollow-body', 'not-implemented']"]);
    facts.outcome = Outcome::NotImplemented;
    let holding = ["flagged_by = ['hollow-body', 'not-implemented']"];
    check(&Subject::alone(&facts), &holding, &["flagged_by = ['hollow-body']"]);
}

#[test]
fn the_message_tells_what_made_the_condition_hold() {
    let mut facts = facts();
    facts.signs = vec![sign(SignKind::Code, "E_NOTIMPL"), sign(SignKind::Text, "to come")];
    facts.admissions = vec![admission(AdmissionKind::Marker, Carrier::Comment, "TODO")];
    let mut subject = Subject::alone(&facts);
    let by_text = found("sign = 'text'", &subject).expect("it holds");
    assert_eq!(by_text.message, "`device::probe` it is by `to come` for \"TODO\"");
    assert_eq!(by_text.span, Span::new(50, 60));
    let target = Forward { function: "end".to_owned(), path: "b.c".to_owned(), line: 1, depth: 2 };
    subject.forwards_to = Some(target);
    subject.newly_filled = vec![slot()];
    let wired = found("forwards_to_stub = true", &subject).expect("it holds");
    assert_eq!(wired.message, "`device::probe` it is by `E_NOTIMPL` for \"TODO\", probe of ops, end");
}

#[test]
fn the_heaviest_rule_is_reported_and_of_equals_the_first_in_rank() {
    let mut facts = facts();
    facts.outcome = Outcome::NotImplemented;
    facts.signs = vec![sign(SignKind::Code, "E_NOTIMPL")];
    facts.variants[0].effective = vec![Span::new(30, 40)];
    facts.exclusions = vec![CoverageExclusion {
        marker: "LCOV_EXCL_START".to_owned(),
        marker_span: Span::new(22, 24),
        span: Span::new(0, 100),
    }];
    let reported = |subject: &Subject| evaluate(&Catalogue::builtin(), subject, &vocabulary()).map(|found| found.rule);
    let mut subject = Subject::alone(&facts);
    subject.change = Some(ChangeStatus::Added);
    assert_eq!(reported(&subject).as_deref(), Some("not-implemented"));
    subject.change = Some(ChangeStatus::Wired);
    subject.newly_filled = vec![slot()];
    assert_eq!(reported(&subject).as_deref(), Some("wired-stub"));
    subject.in_tests = true;
    assert_eq!(reported(&subject), None);
}

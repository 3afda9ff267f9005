//! By whose rules a function of C is a test.

use crate::c::items::Definition;
use crate::c::scan::Scan;
use model::{FailureWay, FunctionHead, Span};

/// A test as its framework sees it.
pub(super) struct Defined {
    pub(super) name: String,
    pub(super) framework: &'static str,
    pub(super) needs_registration: bool,
    pub(super) more_cases: bool,
    pub(super) failure: Option<FailureWay>,
    /// Where it is said that the test is turned off.
    pub(super) disabled: Option<Span>,
}

/// The macro that defines a test: its name and arguments, as indices of tokens.
struct Macro<'t> {
    name: &'t str,
    open: usize,
    close: usize,
}

/// The function as a test; `None` where it is none.
pub(super) fn defined(
    scan: &Scan,
    head: &FunctionHead,
    definition: &Definition,
    uses_fixtures: bool,
) -> Option<Defined> {
    let Some(found) = macro_around(scan, definition) else { return plain(head) };
    let is_test = head.is_test;
    let plain = head.name.as_str();
    let test = |framework, needs_registration| Defined {
        name: plain.to_owned(),
        framework,
        needs_registration,
        more_cases: false,
        failure: None,
        disabled: disabled(scan, &found),
    };
    let pair = || format!("{}.{plain}", text(scan, found.open + 1));
    match found.name {
        "START_TEST" => Some(test("check", true)),
        "Test" => Some(Defined { name: pair(), failure: dies(scan, &found), ..test("criterion", false) }),
        "ParameterizedTest" => {
            Some(Defined { name: last_pair(scan, &found), more_cases: true, ..test("criterion", false) })
        }
        "Theory" => Some(Defined { name: last_pair(scan, &found), more_cases: true, ..test("criterion", false) }),
        "TEST" | "TEST_F" | "TEST_P" | "UTEST" | "UTEST_F" | "CTEST" | "CTEST2" if arguments(scan, &found) > 1 => {
            Some(gtest(
                Defined { name: pair(), more_cases: found.name == "TEST_P", ..test("googletest", uses_fixtures) },
                plain,
                head,
            ))
        }
        "TEST_F" | "TEST" => Some(test("harness", false)),
        _ if is_test => Some(test("macro", false)),
        _ => None,
    }
}

/// A plain function that is a test by its name and shape: something has to call it.
fn plain(head: &FunctionHead) -> Option<Defined> {
    let munit = head.return_type == "MunitResult";
    let kunit = head.params.iter().any(|param| param.type_text.replace(' ', "") == "structkunit*");
    let cmocka = head.params.len() == 1 && head.params[0].type_text.replace(' ', "") == "void**";
    let framework = match () {
        () if munit => "munit",
        () if kunit => "kunit",
        () if cmocka => "cmocka",
        () => "function",
    };
    (head.is_test || munit).then(|| Defined {
        name: head.name.clone(),
        framework,
        needs_registration: true,
        more_cases: false,
        failure: None,
        disabled: None,
    })
}

fn gtest(mut test: Defined, plain: &str, head: &FunctionHead) -> Defined {
    if test.needs_registration {
        test.framework = "unity";
    }
    if plain.starts_with("DISABLED_") {
        test.disabled = Some(head.name_span);
    }
    test
}

/// The macro whose argument the function's name is.
fn macro_around<'t>(scan: &Scan<'t>, definition: &Definition) -> Option<Macro<'t>> {
    let from = definition.first.min(definition.name);
    let open = (from..definition.name).rev().find(|&at| scan.tokens[at].is(b'('))?;
    let callee = open.checked_sub(1).filter(|&callee| callee >= from && scan.tokens[callee].is_word())?;
    let close = (definition.name..definition.open).find(|&at| scan.tokens[at].is(b')'))?;
    Some(Macro {
        name: scan.text_of(scan.tokens[callee]),
        open,
        close: end_of(scan, open, definition.open).unwrap_or(close),
    })
}

fn end_of(scan: &Scan, open: usize, limit: usize) -> Option<usize> {
    let mut depth = 0usize;
    (open..limit).find(|&at| {
        match scan.tokens[at].mark() {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

fn text<'t>(scan: &Scan<'t>, at: usize) -> &'t str {
    scan.tokens.get(at).map_or("", |token| scan.text_of(*token))
}

fn arguments(scan: &Scan, found: &Macro) -> usize {
    1 + (found.open..found.close).filter(|&at| scan.tokens[at].is(b',')).count()
}

/// `ParameterizedTest(struct params *p, suite, name)`: the last two arguments.
fn last_pair(scan: &Scan, found: &Macro) -> String {
    let commas: Vec<usize> = (found.open..found.close).filter(|&at| scan.tokens[at].is(b',')).collect();
    let plain: Vec<&str> =
        commas.iter().filter(|&&at| !text(scan, at + 1).starts_with('.')).map(|&at| text(scan, at + 1)).collect();
    match plain.as_slice() {
        [.., suite, name] => format!("{suite}.{name}"),
        _ => text(scan, found.open + 1).to_owned(),
    }
}

/// `.disabled = true` among the arguments.
fn disabled(scan: &Scan, found: &Macro) -> Option<Span> {
    let at = (found.open..found.close).find(|&at| text(scan, at) == "disabled")?;
    let off = matches!(text(scan, at + 2), "false" | "0");
    (!off).then(|| scan.tokens[at].span())
}

/// `.signal = SIGSEGV`, `.exit_code = 1` among the arguments.
fn dies(scan: &Scan, found: &Macro) -> Option<FailureWay> {
    let dies = (found.open..found.close).any(|at| matches!(text(scan, at), "signal" | "exit_code"));
    dies.then_some(FailureWay::ExpectedDeath)
}

/// Whether a call of `word` leaves the test that it stands in.
pub(super) fn is_skip(word: &str) -> bool {
    const SKIPS: &[&str] = &[
        "TEST_IGNORE",
        "TEST_IGNORE_MESSAGE",
        "skip",
        "SKIP",
        "SKIPm",
        "kunit_skip",
        "cr_skip_test",
        "GTEST_SKIP",
        "RETURN_SKIP",
    ];
    SKIPS.contains(&word)
}

//! Tests that cannot fail by what they check.

use super::complaint;
use crate::test_inventory::{Function, Inventory, Test};
use model::{Assertion, CalledName, Complaint, Escape, FailureWay, LanguageId, NameForm, Region};

/// What is wrong with the assertions of `test`.
pub(super) fn checks_nothing(test: &Test, inventory: &Inventory) -> Option<Complaint> {
    if test.framework.starts_with("doctest") || !test.runs() {
        return None;
    }
    tautology(test).or_else(|| without_assertion(test, inventory))
}

/// An assertion that always holds.
fn tautology(test: &Test) -> Option<Complaint> {
    let repeats = !is_about_repetition(test);
    let same = test
        .assertions
        .iter()
        .find(|(assertion, _)| compares_with_itself(assertion) || (repeats && compares_a_call_with_itself(assertion)));
    let constant = test.assertions.iter().find(|(assertion, _)| is_constant(assertion));
    let only = test.assertions.iter().all(|(assertion, _)| is_constant(assertion)) && test.body.failures.is_empty();
    let (assertion, span) = same.filter(|_| !is_about_equality(test)).or(constant.filter(|_| only))?;
    let message = format!("`{}` checks nothing: `{}` always holds", test.name, written(assertion));
    Some(complaint("tautological-assertion", test, message, *span, Vec::new()))
}

fn written(assertion: &Assertion) -> String {
    format!("{}({})", assertion.name, assertion.arguments.join(", "))
}

/// `assert_eq!(x, x)`: the same twice, and nothing that may give another answer the second time.
fn compares_with_itself(assertion: &Assertion) -> bool {
    let [left, right, ..] = assertion.arguments.as_slice() else { return false };
    let plain =
        |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '&' | '-' | '>'));
    let named = left.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '&'));
    is_equality(&assertion.name) && left == right && plain(left) && named
}

fn is_equality(name: &str) -> bool {
    let small = name.to_ascii_lowercase();
    let negated = small.split('_').any(|part| matches!(part, "ne" | "not" | "neq"));
    !negated && small.split('_').any(|part| matches!(part, "eq" | "equal" | "equals" | "same"))
}

/// Whether the test is about equality itself, so that comparing a value with itself says something.
fn is_about_equality(test: &Test) -> bool {
    let name = test.name.to_ascii_lowercase();
    ["eq", "equal", "equality", "reflexive", "self", "same", "identity", "ord", "cmp", "nan"]
        .iter()
        .any(|word| name.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word))
}

/// `assert!(true)`, `ck_assert(1)`, `assert_eq!(1, 1)`.
fn is_constant(assertion: &Assertion) -> bool {
    let arguments = assertion.arguments.as_slice();
    let name = assertion.name.to_ascii_lowercase();
    let says = |word: &str| name.split('_').any(|part| part == word);
    if says("false") || says("not") || says("ne") || says("fail") || says("unless") || says("msg") && says("fail") {
        return says("false") && arguments.first().is_some_and(|value| matches!(value.as_str(), "false" | "0"));
    }
    match arguments {
        [left, right, ..] if is_equality(&assertion.name) => {
            (left == right && is_literal(left)) || (is_arithmetic(left) && is_arithmetic(right))
        }
        [value, ..] => is_truth(&name) && (matches!(value.as_str(), "true" | "TRUE") || always_holds(value)),
        [] => false,
    }
}

/// `1`, `2 + 2 == 4`: only numbers and operators.
fn is_arithmetic(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || "+-*/%()<>=!&|.".contains(letter);
    text.chars().all(plain) && text.contains(|letter: char| letter.is_ascii_digit())
}

/// Whether a condition holds whatever it speaks of: only constants, or two answers of which one is always right.
fn always_holds(condition: &str) -> bool {
    let opposites = [(".is_ok()", ".is_err()"), (".is_some()", ".is_none()"), (" == ", " != "), (" < ", " >= ")];
    let excludes = |one: &str, other: &str| {
        let swapped = |(from, to): &(&str, &str)| one.contains(from) && one.replacen(from, to, 1) == other;
        opposites.iter().any(swapped) || other.strip_prefix('!') == Some(one)
    };
    let sides = condition.split_once("||").map(|(left, right)| (left.trim(), right.trim()));
    let exhaustive = sides.is_some_and(|(left, right)| excludes(left, right) || excludes(right, left));
    exhaustive || is_arithmetic(condition) || matches!(condition, "true == true" | "!false")
}

/// `assert_eq!(f(x), f(x))`, `assert!(f(x) == f(x))`. What gives another answer each time, an iterator, is left alone.
fn compares_a_call_with_itself(assertion: &Assertion) -> bool {
    let sides = match assertion.arguments.as_slice() {
        [left, right, ..] if is_equality(&assertion.name) => Some((left.as_str(), right.as_str())),
        [value, ..] => value.split_once(" == ").map(|(left, right)| (left.trim(), right.trim())),
        [] => None,
    };
    sides.is_some_and(|(left, right)| {
        left == right && left.contains('(') && !left.contains("next") && !left.contains("&mut")
    })
}

/// Whether the test is about a call that answers the same each time.
fn is_about_repetition(test: &Test) -> bool {
    let text = format!("{} {}", test.name, test.body.remarks).to_lowercase();
    let said = [
        "determin",
        "idempot",
        "stable",
        "consisten",
        "repeat",
        "reproduc",
        "cache",
        "memo",
        "pure",
        "twice",
        "again",
        "chang",
        "same",
    ];
    is_about_equality(test) || said.iter().any(|word| text.contains(word))
}

fn is_truth(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or(name);
    matches!(last, "assert" | "true" | "check" | "require" | "expect" | "msg" | "always") || name == "ck_assert_msg"
}

fn is_literal(text: &str) -> bool {
    let number = text.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    number || matches!(text, "true" | "false" | "NULL") || text.starts_with('"')
}

fn without_assertion(test: &Test, inventory: &Inventory) -> Option<Complaint> {
    let spared = test.can_fail
        || says_so(test)
        || test.body.failures.contains(&FailureWay::Property)
        || test.body.calls.iter().any(|call| may_assert(call, test, inventory))
        || is_program_with_output(test);
    if spared {
        return None;
    }
    let why = match test.body.escape {
        None => "asserts nothing: it passes whatever is computed",
        Some(Escape::Environment) => "need not check anything: it returns early depending on an environment variable",
        Some(Escape::CaughtPanic) => "checks nothing: it catches the panics of its assertions and drops them",
    };
    let message = format!("`{}` {why}", test.name);
    Some(complaint("test-without-assertion", test, message, name_of(test), Vec::new()))
}

fn name_of(test: &Test) -> Region {
    test.region
}

/// A program whose output is compared by whoever runs it.
fn is_program_with_output(test: &Test) -> bool {
    test.framework == "main"
}

/// Words by which a test says that it only must not crash, or must only compile.
const SAYS: &[&str] = &[
    "not panic",
    "no panic",
    "doesnt panic",
    "don't panic",
    "doesn't panic",
    "without panic",
    "never panic",
    "wont panic",
    "panics before",
    "not crash",
    "no crash",
    "doesn't crash",
    "doesnt crash",
    "crash",
    "segfault",
    "leak",
    "valgrind",
    "sanitizer",
    "asan",
    "compile",
    "compiles",
    "type check",
    "typecheck",
    "is send",
    "is sync",
    "impls",
    "implements",
    "smoke",
    "must not fail",
    "not fail",
    "no error",
    "hang",
    "deadlock",
    "infinite loop",
    "terminates",
    "overflow the stack",
    "stack overflow",
    "double free",
    "use after free",
    "undefined behavior",
    "no op",
    "noop",
    "fuzz",
    "object safe",
    "covariant",
    "lifetime",
    "miri",
];

fn says_so(test: &Test) -> bool {
    let text = format!("{} {}", test.name, test.body.remarks).to_lowercase().replace(['_', '-', ':', '.'], " ");
    let words = format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" "));
    SAYS.iter().any(|said| words.contains(&format!(" {said} ")) || words.contains(&format!(" {said}s ")))
        || ["panic", "crash", "hang", "deadlock", "leak"].iter().any(|said| words.contains(&format!(" {said}")))
}

/// Macros that check nothing.
const INERT: &[&str] = &[
    "println",
    "print",
    "eprintln",
    "eprint",
    "format",
    "vec",
    "write",
    "writeln",
    "dbg",
    "concat",
    "stringify",
    "env",
    "include_str",
    "include_bytes",
    "matches",
    "line",
    "file",
    "column",
    "module_path",
    "cfg",
    "format_args",
    "info",
    "debug",
    "warn",
    "error",
    "trace",
    "join",
    "select",
    "pin",
    "json",
    "thread_local",
    "hashmap",
    "option_env",
    "addr_of",
];

/// Whether a call may check something that cannot be seen: a macro or function of elsewhere that is no well-known one.
fn may_assert(call: &CalledName, test: &Test, inventory: &Inventory) -> bool {
    let known = inventory.by_name.get(&call.name).into_iter().flatten();
    let known: Vec<&Function> = known.map(|&number| &inventory.functions[number as usize]).collect();
    let parts = ["check", "checks", "test", "compare", "validate", "run_test", "matches", "diff", "expected", "cond"];
    let named = call.name.split('_').any(|part| parts.contains(&part));
    if !known.is_empty() {
        // What a function of the project checks was looked for already; a macro's expansion is not seen.
        return named && known.iter().any(|function| function.is_macro);
    }
    let is_rust = language_of(test) == LanguageId::Rust;
    let shouted = call.name.len() > 2 && !call.name.bytes().any(|byte| byte.is_ascii_lowercase());
    match call.form {
        NameForm::Macro => !INERT.contains(&call.name.as_str()),
        NameForm::Call if !is_rust && shouted => true,
        NameForm::Call | NameForm::Member => named,
        NameForm::Value => false,
    }
}

fn language_of(test: &Test) -> LanguageId {
    if test.path.contains(".rs") { LanguageId::Rust } else { LanguageId::C }
}

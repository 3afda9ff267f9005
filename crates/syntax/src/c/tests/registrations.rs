//! Where tests are handed to a runner.

use crate::c::items::Definition;
use crate::c::keywords::{has_part, is_declaration_word, is_shouted};
use crate::c::scan::Scan;
use crate::c::tokens::{Kind, Token};
use model::Registration;
use std::collections::HashSet;

/// Calls by which a test is registered, whose it is, and which argument names it.
const REGISTRARS: &[(&str, &str, usize)] = &[
    ("tcase_add_test", "check", 1),
    ("tcase_add_loop_test", "check", 1),
    ("tcase_add_exit_test", "check", 1),
    ("tcase_add_loop_exit_test", "check", 1),
    ("tcase_add_test_raise_signal", "check", 1),
    ("tcase_add_loop_test_raise_signal", "check", 1),
    ("cmocka_unit_test", "cmocka", 0),
    ("cmocka_unit_test_setup", "cmocka", 0),
    ("cmocka_unit_test_teardown", "cmocka", 0),
    ("cmocka_unit_test_setup_teardown", "cmocka", 0),
    ("cmocka_unit_test_prestate", "cmocka", 0),
    ("cmocka_unit_test_prestate_setup_teardown", "cmocka", 0),
    ("unit_test", "cmocka", 0),
    ("unit_test_setup_teardown", "cmocka", 0),
    ("RUN_TEST", "unity", 0),
    ("RUN_TESTp", "greatest", 0),
    ("RUN_TEST1", "greatest", 0),
    ("RUN_TEST_CASE", "unity", 1),
    ("KUNIT_CASE", "kunit", 0),
    ("KUNIT_CASE_PARAM", "kunit", 0),
    ("KUNIT_CASE_PARAM_ATTR", "kunit", 0),
    ("KUNIT_CASE_SLOW", "kunit", 0),
    ("KUNIT_CASE_ATTR", "kunit", 0),
    ("CU_add_test", "cunit", 2),
    ("CU_ADD_TEST", "cunit", 1),
    ("g_test_add_func", "glib", 1),
    ("g_test_add_data_func", "glib", 2),
];

/// The registrations of the file, in order of place.
pub(super) fn registrations(scan: &Scan, definitions: &[Definition]) -> Vec<Registration> {
    let code = Code::of(scan);
    let calls = (1..code.tokens.len()).filter(|&at| code.tokens[at].is(b'(') && code.tokens[at - 1].is_word());
    calls.filter_map(|open| code.registration(open, definitions)).collect()
}

/// The names outside of functions that stand as a value, or as an argument of something that declares nothing.
pub(super) fn mentions(scan: &Scan, definitions: &[Definition]) -> Vec<String> {
    let code = Code::of(scan);
    let own: HashSet<u32> = definitions.iter().map(|definition| scan.tokens[definition.name].start).collect();
    let values = (1..code.tokens.len()).filter(|&at| code.is_value(at) && !own.contains(&code.tokens[at].start));
    let outside = values.filter(|&at| code.function_around(at, definitions).is_none());
    let mut names: Vec<String> = outside.map(|at| code.text(at).to_owned()).collect();
    names.sort();
    names.dedup();
    names
}

struct Code<'s, 't> {
    scan: &'s Scan<'t>,
    tokens: Vec<Token>,
}

impl<'s, 't> Code<'s, 't> {
    fn of(scan: &'s Scan<'t>) -> Self {
        let tokens = scan.tokens.iter().copied().filter(|token| token.kind != Kind::Directive).collect();
        Self { scan, tokens }
    }

    fn text(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| self.scan.text_of(*token))
    }

    fn registration(&self, open: usize, definitions: &[Definition]) -> Option<Registration> {
        let callee = self.text(open - 1);
        let (framework, index) = registrar(callee)?;
        let arguments = self.arguments(open);
        let [test] = arguments.get(index)?.as_slice() else { return None };
        let name = self.tokens[*test].is_word().then(|| self.text(*test))?;
        let group = (callee == "RUN_TEST_CASE").then(|| arguments.first()?.first().map(|&at| self.text(at))).flatten();
        let around = self.function_around(open, definitions);
        let named = around.map(|definition| self.scan.text_of(self.scan.tokens[definition.name]).to_owned());
        Some(Registration {
            test: group.map_or_else(|| name.to_owned(), |group| format!("{group}.{name}")),
            span: self.tokens[*test].span(),
            framework,
            within: named.unwrap_or_default(),
            cases: if callee.contains("loop") { self.loops(&arguments) } else { 1 },
        })
    }

    /// The arguments of the call whose parenthesis opens at `open`, each as the places of its tokens.
    fn arguments(&self, open: usize) -> Vec<Vec<usize>> {
        let (mut arguments, mut depth) = (vec![Vec::new()], 1usize);
        for at in open + 1..self.tokens.len() {
            match self.tokens[at].mark() {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' if depth == 1 => break,
                b')' | b']' | b'}' => depth -= 1,
                b',' if depth == 1 => {
                    arguments.push(Vec::new());
                    continue;
                }
                b';' => break,
                _ => {}
            }
            arguments.last_mut().into_iter().for_each(|argument| argument.push(at));
        }
        arguments
    }

    /// How many times `tcase_add_loop_test(tc, f, from, to)` runs its test, where that is written as numbers or as the size
    /// of an array of the file.
    fn loops(&self, arguments: &[Vec<usize>]) -> usize {
        let count = arguments.len();
        let range = self.number(arguments.get(count.wrapping_sub(2))).zip(self.number(arguments.last()));
        range.map_or(1, |(from, to)| to.saturating_sub(from).max(1))
    }

    fn number(&self, argument: Option<&Vec<usize>>) -> Option<usize> {
        match argument.map(Vec::as_slice)? {
            [only] if self.tokens[*only].kind == Kind::Number => self.text(*only).parse().ok(),
            places => {
                places.iter().filter(|&&at| self.tokens[at].is_word()).find_map(|&at| self.elements(self.text(at)))
            }
        }
    }

    /// How many elements the array `name` is initialized with: `name[] = { .. }`.
    fn elements(&self, name: &str) -> Option<usize> {
        let begins = |at: &usize| self.text(*at) == name && self.tokens[*at].is_word() && self.text(at + 1) == "[";
        let equals = (0..self.tokens.len()).filter(begins).find_map(|at| {
            let close = (at + 1..at + 12).find(|&place| self.text(place) == "]")?;
            (self.text(close + 1) == "=" && self.text(close + 2) == "{").then_some(close + 2)
        })?;
        let elements = self.arguments(equals);
        Some(elements.iter().filter(|element| !element.is_empty()).count())
    }

    fn function_around<'d>(&self, at: usize, definitions: &'d [Definition]) -> Option<&'d Definition> {
        let start = self.tokens[at].start;
        let next = definitions.partition_point(|definition| self.scan.tokens[definition.open].start <= start);
        let last = definitions.get(next.checked_sub(1)?)?;
        (start < self.scan.tokens[last.close.unwrap_or(last.open)].end).then_some(last)
    }

    fn is_value(&self, at: usize) -> bool {
        let before = self.tokens[at - 1].mark();
        let after = self.tokens.get(at + 1).map_or(0, |token| token.mark());
        let begins = matches!(before, b'{' | b',' | b'=' | b'&' | b'(');
        let ends = matches!(after, b',' | b'}' | b')' | b';');
        let word = self.tokens[at].is_word() && !is_declaration_word(self.text(at));
        word && begins && ends && !self.is_declared(at)
    }

    /// `TEST_DECLARE(name)` only says that there is such a test.
    fn is_declared(&self, at: usize) -> bool {
        let open =
            (at.saturating_sub(20)..at).rev().find(|&open| self.tokens[open].is(b'(') || self.tokens[open].is(b';'));
        let callee = open.and_then(|open| open.checked_sub(1)).map_or("", |callee| self.text(callee));
        ["declare", "decl", "extern", "export", "impl"].iter().any(|part| has_part(callee, part))
    }
}

/// The framework of a registrar, and which argument names the test. A macro of a project's own is known by its words.
fn registrar(callee: &str) -> Option<(&'static str, usize)> {
    if let Some((_, framework, index)) = REGISTRARS.iter().find(|(name, ..)| *name == callee) {
        return Some((framework, *index));
    }
    let registers = ["run", "entry", "register", "add"].iter().any(|part| has_part(callee, part));
    (is_shouted(callee) && has_part(callee, "test") && registers).then_some(("macro", 0))
}

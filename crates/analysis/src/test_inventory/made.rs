//! Tests that a macro makes: where it is invoked, with what, and how many.

use std::collections::HashMap;

use super::gather::Told;
use model::{
    BodyWords, CalledName, FunctionCalls, Gap, LanguageId, MacroInvocation, NameForm, TestDefinition, TestMaker,
};

/// The macros of a project that make tests, by name.
pub(super) struct Makers<'a>(HashMap<&'a str, TestMaker>);

/// How many macros deep a test may be made.
const DEPTH: usize = 4;

impl<'a> Makers<'a> {
    /// Those of all files, and those that only invoke one of them.
    pub(super) fn of(told: &'a [Told]) -> Self {
        let rust = || told.iter().filter(|told| told.language == LanguageId::Rust && !told.is_renamed);
        let makers = rust().flat_map(|told| told.facts.makers.iter().map(|maker| (maker.name.as_str(), maker.clone())));
        let mut makers = Self(makers.collect());
        for _ in 0..DEPTH {
            for function in rust().flat_map(|told| &told.facts.functions).filter(|function| function.is_macro) {
                makers.add(function);
            }
        }
        makers
    }

    /// A macro that invokes a maker hands its arguments on.
    fn add(&mut self, function: &'a FunctionCalls) {
        let inner =
            function.body.calls.iter().filter(|call| call.form == NameForm::Macro && call.name != function.name);
        let maker = inner.filter_map(|call| self.0.get(call.name.as_str())).next().cloned();
        if let Some(maker) = maker
            && !self.0.contains_key(function.name.as_str())
        {
            self.0.insert(&function.name, TestMaker { name: function.name.clone(), span: function.name_span, ..maker });
        }
    }

    /// The tests that the invocations of `told` make, and the gaps where their number is not known.
    pub(super) fn made(&self, told: &Told) -> (Vec<TestDefinition>, Vec<Gap>) {
        let (mut tests, mut gaps) = (Vec::new(), Vec::new());
        for invocation in &told.facts.invocations {
            match self.0.get(invocation.name.as_str()) {
                Some(TestMaker { tests: Some(count), .. }) => {
                    tests.push(TestDefinition { cases: *count, ..test(invocation) });
                }
                Some(TestMaker { round: Some(round), .. }) => tests.extend(rounds(invocation, *round)),
                Some(_) => gaps.push(gap(told, invocation)),
                None => {}
            }
        }
        (tests, gaps)
    }
}

/// One test for each round of a repetition.
fn rounds(invocation: &MacroInvocation, round: usize) -> impl Iterator<Item = TestDefinition> + '_ {
    invocation.arguments.chunks(round.max(1)).map(|arguments| TestDefinition {
        name: arguments[0].name.clone(),
        name_span: arguments[0].span,
        span: arguments.iter().fold(arguments[0].span, |span, argument| span.cover(argument.span)),
        body_hash: arguments.iter().fold(0, |hash: u64, argument| hash.rotate_left(7) ^ argument.hash),
        ..test(invocation)
    })
}

fn test(invocation: &MacroInvocation) -> TestDefinition {
    let own = CalledName { name: invocation.name.clone(), qualifier: String::new(), form: NameForm::Macro };
    let mut body: BodyWords = invocation.body.clone();
    body.calls.push(own);
    TestDefinition {
        name: if invocation.first.is_empty() { format!("{}!", invocation.name) } else { invocation.first.clone() },
        name_span: invocation.span,
        span: invocation.span,
        framework: "macro",
        cases: 1,
        more_cases: false,
        ignored: None,
        conditions: invocation.conditions.iter().filter(|condition| condition.text != "test").cloned().collect(),
        needs_registration: false,
        body,
        body_hash: invocation.body_hash,
    }
}

fn gap(told: &Told, invocation: &MacroInvocation) -> Gap {
    Gap {
        path: told.path.clone(),
        span: Some(told.source.region(invocation.span)),
        reason: format!("the tests that the macro {} makes here cannot be counted", invocation.name),
        changed: false,
    }
}

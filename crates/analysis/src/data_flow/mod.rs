//! What a function's results and effects depend on, computed from the syntax that both languages share.
//!
//! The analysis is a def-use analysis over abstract values: of each value it keeps the set of its [`Sources`] (parameters, the
//! receiver, the outside world, the results of calls). Control dependence is part of it: what is assigned or returned under a
//! condition depends on what the condition depends on. Locals are flow-insensitive and computed to a fixpoint, which is as exact
//! as the questions need that are asked of it. Calls of functions that are not known here stay open: code that knows their
//! summaries closes them ([`model::DataFlow::is_hollow`]), which is the functional approach of Sharir and Pnueli, *Two approaches
//! to interprocedural data flow analysis* (1981). For the terms see Nielson, Nielson and Hankin, *Principles of Program Analysis*.

mod calls;
mod constants;
mod evaluate;
mod library;
mod sources;

pub(crate) use constants::constant_condition;

use std::collections::HashMap;

use crate::function_facts::Lexicon;
use model::{DataFlow, FunctionHead, LanguageId, OpenCall, Span};
use sources::Sources;
use syntax::ir::{Block, Call};

/// The data flow of `body`, the body of the function with `head`. `guards` are the ways out that only refuse arguments: what
/// they return is no result.
pub(crate) fn data_flow(
    body: &Block,
    head: &FunctionHead,
    language: LanguageId,
    lexicon: &Lexicon,
    guards: &[Span],
) -> DataFlow {
    let mut analysis = Analysis::new(head, language, lexicon, guards);
    // One pass more than locals can depend on later ones through loops; each pass only adds sources.
    for _ in 0..MOST_PASSES {
        analysis.begin_pass();
        analysis.block(body, true);
        if !analysis.changed {
            break;
        }
    }
    analysis.finish()
}

/// Whether `call` only makes a value of its arguments, as far as the standard libraries are known.
pub(crate) fn makes_value(call: &Call, language: LanguageId) -> bool {
    library::known(call, crate::function_facts::last_part(&call.callee), language).is_some()
}

/// Most bodies need two passes. One that needs more than this has locals that feed one another through as many loops.
const MOST_PASSES: usize = 8;

/// One way out past the guards.
struct ReturnedValue {
    value: Sources,
    control: Sources,
    /// The constant as written, or empty for what is computed.
    constant: String,
}

/// A call of a function that is not known here.
struct CallSite<'a> {
    call: &'a Call,
    arguments: Sources,
    /// The local that is declared with its result and nothing else.
    binds: Option<&'a str>,
}

/// The state of the analysis of one body.
struct Analysis<'a> {
    head: &'a FunctionHead,
    language: LanguageId,
    lexicon: &'a Lexicon,
    guards: &'a [Span],
    locals: HashMap<&'a str, Sources>,
    /// Locals whose object was made in this function: writes through them stay inside it.
    fresh: HashMap<&'a str, bool>,
    control: Sources,
    changed: bool,
    effects: Vec<Span>,
    constant_outputs: bool,
    effect_sources: Sources,
    results: Vec<ReturnedValue>,
    calls: Vec<CallSite<'a>>,
    /// Locals that something other than cleaning up, logging and errors uses.
    used: Vec<&'a str>,
}

impl<'a> Analysis<'a> {
    fn new(head: &'a FunctionHead, language: LanguageId, lexicon: &'a Lexicon, guards: &'a [Span]) -> Self {
        Self {
            head,
            language,
            lexicon,
            guards,
            locals: HashMap::new(),
            fresh: HashMap::new(),
            control: Sources::NONE,
            changed: false,
            effects: Vec::new(),
            constant_outputs: false,
            effect_sources: Sources::NONE,
            results: Vec::new(),
            calls: Vec::new(),
            used: Vec::new(),
        }
    }

    /// Forgets what the last pass found, but for what it learned of locals.
    fn begin_pass(&mut self) {
        self.control = Sources::NONE;
        self.changed = false;
        self.effects.clear();
        self.constant_outputs = false;
        self.effect_sources = Sources::NONE;
        self.results.clear();
        self.calls.clear();
        self.used.clear();
    }

    fn finish(self) -> DataFlow {
        let result = self.result();
        let open: Vec<(usize, &CallSite)> =
            self.calls.iter().enumerate().filter(|(_, site)| !self.is_temporary(site)).collect();
        let arguments = open.iter().fold(Sources::NONE, |all, (_, site)| all.union(site.arguments));
        let all = result.union(self.effect_sources).union(arguments);
        let params = (0..self.head.params.len()).map(|index| all.has_param(index)).collect();
        let open_calls = open
            .iter()
            .map(|(index, site)| OpenCall {
                call: crate::function_facts::call_fact(site.call),
                in_result: result.has_call(*index),
            })
            .collect();
        DataFlow {
            effects: self.effects,
            constant_outputs: self.constant_outputs,
            result_depends: result.reach_outside(),
            open_calls,
            relevant_params: params,
        }
    }

    /// What the results past the guards depend on: conditions count only where different results are chosen between.
    fn result(&self) -> Sources {
        let values = self.results.iter().fold(Sources::NONE, |all, returned| all.union(returned.value));
        let first = self.results.first().map(|returned| returned.constant.as_str());
        let differ = self.results.iter().any(|returned| Some(returned.constant.as_str()) != first);
        let chosen = self.results.iter().fold(Sources::NONE, |all, returned| all.union(returned.control));
        if differ { values.union(chosen) } else { values }
    }

    /// Whether a call only makes something for the moment: its result is cleaned up, logged or put into an error, and nothing
    /// that it is given comes from outside.
    fn is_temporary(&self, site: &CallSite) -> bool {
        site.arguments.is_empty() && site.binds.is_some_and(|name| !self.used.contains(&name))
    }
}

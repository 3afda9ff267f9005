//! What tests reach: calls resolved by names, through slots, trait methods and functions that only hand on.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::gather::Told;
use super::{Function, Inventory, Test};
use model::{CalledName, FailureWay, LanguageId, NameForm, Role};

/// How many calls deep the functions for tests are searched for an assertion.
const ASSERTING_DEPTH: usize = 4;

/// Tells of every test what it calls and whether it can fail, and of every function what it calls and who calls it.
pub(super) fn connect(inventory: &mut Inventory, told: &[Told]) {
    let graph = Graph::of(&inventory.functions, told);
    let calls: Vec<Vec<u32>> = inventory.functions.par_iter().map(|function| graph.targets(function)).collect();
    let results: Vec<(Vec<u32>, bool)> = inventory
        .tests
        .par_iter()
        .map(|test| {
            let first = graph.of_test(test);
            let can_fail = can_fail(test, &first, &calls, &inventory.functions);
            (first, can_fail)
        })
        .collect();
    let by_name = graph.by_name.iter().map(|(name, numbers)| ((*name).to_owned(), numbers.clone())).collect();
    for (test, (calls, can_fail)) in inventory.tests.iter_mut().zip(results) {
        test.calls = calls;
        test.can_fail = can_fail;
    }
    inventory.by_name = by_name;
    inventory.callers = reversed(&calls);
    inventory.calls = calls;
}

fn reversed(edges: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for &to in targets {
            reversed[to as usize].push(from as u32);
        }
    }
    reversed
}

/// `first` and everything behind it, in order.
pub(super) fn behind(first: &[u32], edges: &[Vec<u32>]) -> Vec<u32> {
    let mut seen = vec![false; edges.len()];
    let mut ahead: Vec<u32> = first.to_vec();
    while let Some(number) = ahead.pop() {
        if !std::mem::replace(&mut seen[number as usize], true) {
            ahead.extend(edges[number as usize].iter().filter(|&&next| !seen[next as usize]));
        }
    }
    (0..edges.len() as u32).filter(|&number| seen[number as usize]).collect()
}

/// Whether the test fails by what it checks: itself, or in the functions for tests behind `first`.
fn can_fail(test: &Test, first: &[u32], edges: &[Vec<u32>], functions: &[Function]) -> bool {
    if !test.assertions.is_empty() || !test.body.failures.is_empty() {
        return true;
    }
    let mut level: Vec<u32> = first.to_vec();
    let mut seen: HashSet<u32> = HashSet::new();
    for _ in 0..ASSERTING_DEPTH {
        level.retain(|&number| functions[number as usize].for_tests || functions[number as usize].is_macro);
        level.retain(|number| seen.insert(*number));
        if level.iter().any(|&number| asserts(&functions[number as usize])) {
            return true;
        }
        level = level.iter().flat_map(|&number| edges[number as usize].iter().copied()).collect();
    }
    false
}

fn asserts(function: &Function) -> bool {
    let body = &function.body;
    let fails = |way: &FailureWay| matches!(way, FailureWay::Unwraps | FailureWay::Panics | FailureWay::Snapshot);
    !body.assertions.is_empty() || body.failures.iter().any(fails)
}

struct Graph<'a> {
    functions: &'a [Function],
    by_name: HashMap<&'a str, Vec<u32>>,
    /// The functions that fill each slot of C.
    slots: HashMap<&'a str, Vec<&'a str>>,
    /// The types that each Rust file names or implements.
    types: HashMap<&'a str, HashSet<&'a str>>,
    /// The traits that the project declares.
    traits: HashSet<&'a str>,
}

impl<'a> Graph<'a> {
    fn of(functions: &'a [Function], told: &'a [Told]) -> Self {
        let mut graph = Self {
            functions,
            by_name: HashMap::new(),
            slots: HashMap::new(),
            types: HashMap::new(),
            traits: told.iter().flat_map(|told| &told.facts.traits).map(String::as_str).collect(),
        };
        for (number, function) in functions.iter().enumerate() {
            graph.by_name.entry(&function.name).or_default().push(number as u32);
            graph.note_types(function);
        }
        for fill in told.iter().flat_map(|told| &told.fills) {
            let known = graph.by_name.contains_key(fill.function.as_str());
            let functions = graph.slots.entry(&fill.slot).or_default();
            if known && !functions.contains(&fill.function.as_str()) {
                functions.push(&fill.function);
            }
        }
        graph
    }

    fn note_types(&mut self, function: &'a Function) {
        if function.language == LanguageId::C {
            return;
        }
        let types = self.types.entry(&function.path).or_default();
        types.extend(function.body.calls.iter().map(|call| call.qualifier.as_str()).filter(|name| !name.is_empty()));
        types.extend(type_of(&function.role));
    }

    fn targets(&self, function: &Function) -> Vec<u32> {
        let caller = Caller { path: &function.path, language: function.language, role: Some(&function.role) };
        self.all(&caller, &function.body.calls)
    }

    fn of_test(&self, test: &Test) -> Vec<u32> {
        let language = if test.path.contains(".rs") { LanguageId::Rust } else { LanguageId::C };
        self.all(&Caller { path: &test.path, language, role: None }, &test.body.calls)
    }

    fn all(&self, caller: &Caller, calls: &[CalledName]) -> Vec<u32> {
        let mut targets: Vec<u32> = calls.iter().flat_map(|call| self.resolve(caller, call)).collect();
        targets.sort_unstable();
        targets.dedup();
        targets
    }

    fn resolve(&self, caller: &Caller, call: &CalledName) -> Vec<u32> {
        match caller.language {
            LanguageId::C if call.form == NameForm::Member => self.fillers(&call.name),
            LanguageId::C => self.functions_of_c(caller, &call.name),
            LanguageId::Rust => self.functions_of_rust(caller, call),
        }
    }

    fn named(&self, name: &str, language: LanguageId) -> impl Iterator<Item = u32> + '_ {
        let all = self.by_name.get(name).into_iter().flatten().copied();
        all.filter(move |&number| self.functions[number as usize].language == language)
    }

    fn function(&self, number: u32) -> &'a Function {
        &self.functions[number as usize]
    }

    /// The function of the caller's own file, else those that other files can name.
    fn functions_of_c(&self, caller: &Caller, name: &str) -> Vec<u32> {
        let (own, others): (Vec<u32>, Vec<u32>) =
            self.named(name, LanguageId::C).partition(|&number| self.function(number).path == caller.path);
        if !own.is_empty() {
            return own;
        }
        let seen = |number: &u32| {
            let function = self.function(*number);
            function.visible || function.path.ends_with(".inc")
        };
        others.into_iter().filter(seen).collect()
    }

    /// The functions that are put into the slot `name`.
    fn fillers(&self, name: &str) -> Vec<u32> {
        let names = self.slots.get(name).into_iter().flatten();
        names.flat_map(|name| self.any_of_c(name)).collect()
    }

    /// A slot holds functions of other files, whether these can be named there or not.
    fn any_of_c(&self, name: &str) -> Vec<u32> {
        self.named(name, LanguageId::C).collect()
    }

    fn functions_of_rust(&self, caller: &Caller, call: &CalledName) -> Vec<u32> {
        let all: Vec<u32> = self.named(&call.name, LanguageId::Rust).collect();
        let choose = |fits: &dyn Fn(&Function) -> bool| -> Vec<u32> {
            all.iter().copied().filter(|&number| fits(self.function(number))).collect()
        };
        match (call.form, call.qualifier.as_str()) {
            (NameForm::Macro, _) => choose(&|function| function.is_macro),
            (NameForm::Member, "self") => {
                let own = choose(&|function| {
                    caller.role.and_then(type_of).is_some_and(|name| type_of(&function.role) == Some(name))
                });
                if own.is_empty() { self.methods(caller, &all) } else { own }
            }
            (NameForm::Member, _) => self.methods(caller, &all),
            (_, "Self") => choose(&|function| caller.role.and_then(type_of) == type_of(&function.role)),
            (_, "") => {
                let own = choose(&|function| is_free(function) && function.path == caller.path);
                if own.is_empty() { choose(&is_free) } else { own }
            }
            (_, "self" | "super" | "crate") => choose(&is_free),
            (_, qualifier) => {
                let of_type = choose(&|function| {
                    type_of(&function.role) == Some(qualifier) || trait_of(&function.role) == Some(qualifier)
                });
                if of_type.is_empty() {
                    choose(&|function| is_free(function) && in_module(function, qualifier))
                } else {
                    of_type
                }
            }
        }
    }

    /// The methods that a call on an unknown receiver can mean: those of traits that the project declares, and those of
    /// types that the caller's file names; where that leaves none, all of them if they are few.
    fn methods(&self, caller: &Caller, all: &[u32]) -> Vec<u32> {
        const FEW: usize = 3;
        let methods = all.iter().copied().filter(|&number| !is_free(self.function(number)));
        let methods: Vec<u32> = methods.collect();
        let near = self.types.get(caller.path);
        let likely = |number: &u32| {
            let role = &self.function(*number).role;
            let of_trait = trait_of(role).is_some_and(|name| self.traits.contains(name));
            of_trait || type_of(role).is_some_and(|name| near.is_some_and(|near| near.contains(name)))
        };
        let chosen: Vec<u32> = methods.iter().copied().filter(likely).collect();
        if chosen.is_empty() && methods.len() <= FEW { methods } else { chosen }
    }
}

struct Caller<'a> {
    path: &'a str,
    language: LanguageId,
    role: Option<&'a Role>,
}

fn is_free(function: &Function) -> bool {
    function.role == Role::Free && !function.is_macro
}

fn type_of(role: &Role) -> Option<&str> {
    match role {
        Role::Method { of } | Role::TraitImpl { of, .. } => Some(of),
        Role::TraitDefault { trait_name } => Some(trait_name),
        Role::Free => None,
    }
}

fn trait_of(role: &Role) -> Option<&str> {
    match role {
        Role::TraitImpl { trait_name, .. } | Role::TraitDefault { trait_name } => {
            Some(trait_name.rsplit("::").next().unwrap_or(trait_name))
        }
        Role::Free | Role::Method { .. } => None,
    }
}

/// Whether a free function stands in the module of this name: an inline one, or that of its file or folder.
fn in_module(function: &Function, module: &str) -> bool {
    let file = function.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
    let folder = function.path.rsplit('/').nth(1).unwrap_or_default();
    function.qualified.rsplit("::").nth(1) == Some(module)
        || file == module
        || folder == module
        || matches!(file, "lib" | "mod" | "main")
}

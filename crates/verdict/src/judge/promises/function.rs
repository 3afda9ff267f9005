//! A promised function: defined, doing its job, reachable, with the parameters it is to have.

use super::nearest::nearest;
use super::{Answer, Culprit, Fault, OwnLine, deferral, slot};
use model::{Delivered, DeliveredFunction, NamedPlace, PromiseStatus, Related, Severity, Task, file_name, is_path_end};

/// The function that is asked for.
pub(super) struct Wanted<'a> {
    pub(super) name: &'a str,
    pub(super) file: Option<&'a str>,
    pub(super) arity: Option<usize>,
    /// Whether other parameters than promised break the promise: a contract is exact, a text names those that matter.
    pub(super) exact: bool,
}

/// What became of the function, and of the slot that it is to fill.
pub(super) fn answer(
    wanted: &Wanted,
    slot: Option<&str>,
    task: &Task,
    delivered: &Delivered,
    own_line: &OwnLine,
) -> Answer {
    if is_variant(wanted.name) {
        return Answer::unproven(vec![own_line(format!(
            "`{}` is a variant, and variants are not looked up",
            wanted.name
        ))]);
    }
    if let Some((of, method)) = trait_method(wanted, delivered) {
        return slot::answer(method, of, wanted.arity, task, delivered, own_line);
    }
    let function = alone(wanted, task, delivered, own_line);
    match slot {
        Some(slot) if matches!(function.status, PromiseStatus::Kept | PromiseStatus::Drifted) => {
            let status = function.status;
            let mut answer = slot::filled_by(slot, wanted.name, task, delivered, own_line);
            answer.evidence.splice(0..0, function.evidence);
            answer.functions = function.functions;
            if answer.status == PromiseStatus::Kept {
                (answer.status, answer.culprit) = (status, function.culprit);
            }
            answer
        }
        _ => function,
    }
}

/// `Command::Script`: Rust writes variants and constants of a type with a capital, and functions without.
fn is_variant(name: &str) -> bool {
    let Some((_, last)) = name.rsplit_once("::") else { return false };
    last.starts_with(char::is_uppercase)
}

/// The trait and its method, where the name means one: no function is called so, what implements it is. So it is, too, where the
/// file that is promised to hold the function declares it in a trait.
fn trait_method<'a>(wanted: &Wanted<'a>, delivered: &Delivered) -> Option<(Option<&'a str>, &'a str)> {
    let Some((of, method)) = wanted.name.rsplit_once("::").filter(|_| !wanted.name.starts_with('<')) else {
        let file = wanted.file.filter(|file| file.ends_with(".rs"))?;
        let declared = |member: &&NamedPlace| member.name == wanted.name && is_path_end(&member.path, file);
        return delivered.members.iter().find(declared).map(|_| (None, wanted.name));
    };
    let plain = of.rsplit("::").next().unwrap_or(of);
    let declared = |member: &&NamedPlace| member.name == method && member.of.split(" / ").any(|holder| holder == plain);
    delivered.members.iter().find(declared).map(|_| (Some(of), method))
}

fn alone(wanted: &Wanted, task: &Task, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let named: Vec<&DeliveredFunction> =
        delivered.functions.iter().filter(|f| is_named(f, wanted.name) && is_for_use(f, wanted.file)).collect();
    let there: Vec<&DeliveredFunction> = named.iter().copied().filter(|f| is_in(f, wanted.file)).collect();
    match (named.as_slice(), wanted.file) {
        ([], _) => derived(wanted, delivered)
            .or_else(|| helper_of_tests(wanted, task, delivered).filter(|_| wanted.file.is_none()))
            .unwrap_or_else(|| missing(wanted, delivered, own_line)),
        (all, None) => somewhere(all, wanted, task),
        (_, Some(_)) if !there.is_empty() => best(&there, wanted, task),
        (all, Some(file)) => elsewhere(all, file, wanted, task),
    }
}

/// A method that the compiler writes for the type: `Settings::default` under `#[derive(Default)]`.
fn derived(wanted: &Wanted, delivered: &Delivered) -> Option<Answer> {
    let (of, method) = wanted.name.rsplit_once("::")?;
    let plain = of.rsplit("::").next().unwrap_or(of);
    let found = delivered.derived.iter().find(|place| place.name == method && place.of == plain)?;
    let message = format!("`{}` is derived for `{plain}`", found.name);
    Some(Answer::kept(vec![Related { path: found.path.clone(), line: found.line, message }]))
}

/// A test delivers nothing, unless the promise itself is about a file for tests.
fn is_for_use(function: &DeliveredFunction, file: Option<&str>) -> bool {
    !function.for_tests || file.is_some_and(|file| is_path_end(&function.path, file))
}

/// What only tests can call, where the change brought it: the spec can show a helper of its tests, too.
fn helper_of_tests(wanted: &Wanted, task: &Task, delivered: &Delivered) -> Option<Answer> {
    let mut named = delivered.functions.iter().filter(|function| is_named(function, wanted.name) && function.touched);
    let only = named.next().filter(|_| named.next().is_none())?;
    let answer = defined(only, wanted, task);
    let said = || place(only, format!("`{}` is defined here, for tests only", only.qualified));
    Some(match answer.status {
        PromiseStatus::Kept => {
            Answer::drifted(vec![said()], culprit(only, Fault::Other("is defined for tests only".to_owned())))
        }
        _ => answer,
    })
}

/// A name without a file: what the change adds or modifies is meant. Where it touches none of several functions of that
/// name, there is no telling which is.
fn somewhere(all: &[&DeliveredFunction], wanted: &Wanted, task: &Task) -> Answer {
    let touched: Vec<&DeliveredFunction> = all.iter().copied().filter(|function| function.touched).collect();
    match (touched.is_empty(), all) {
        (false, _) => best(&touched, wanted, task),
        (true, [only]) => defined(only, wanted, task),
        (true, several) => {
            let said = |f: &&DeliveredFunction| place(f, format!("`{}` is defined here, and was before", f.qualified));
            Answer::unproven(several.iter().map(said).collect())
        }
    }
}

/// Promised for `file` and defined in others: drift where the change brought the only definition of that name. A namesake
/// that was there before, or one of several, is another function.
fn elsewhere(all: &[&DeliveredFunction], file: &str, wanted: &Wanted, task: &Task) -> Answer {
    let first = all[0];
    if all.len() > 1 || !first.touched {
        return in_another_file(first, file);
    }
    let mut answer = defined(first, wanted, task);
    if answer.status == PromiseStatus::Kept {
        answer.status = PromiseStatus::Drifted;
        answer.evidence = vec![place(first, format!("`{}` is defined here, and not in {file}", first.qualified))];
        answer.culprit = Some(culprit(first, Fault::Other(format!("is not in {file}"))));
    }
    answer
}

/// A name that is promised without its type or module means every function of that name.
fn is_named(function: &DeliveredFunction, name: &str) -> bool {
    let Some((_, plain)) = name.rsplit_once("::") else { return function.name == name };
    if function.name != plain {
        return false;
    }
    let of_type = if name.starts_with('<') { function.qualified.clone() } else { of_type(&function.qualified) };
    let qualified = without_generics(&of_type);
    let name = without_generics(name);
    qualified == name
        || qualified.ends_with(&format!("::{name}"))
        || name.ends_with(&format!("::{qualified}"))
        || is_through_a_value(&name, &qualified)
}

/// `engine::desktop`, written `engine.desktop(id)`, of `Engine::desktop`: a value is named like its type.
fn is_through_a_value(name: &str, qualified: &str) -> bool {
    let owner = |path: &str| {
        let mut parts = path.rsplit("::").skip(1);
        parts.next().unwrap_or_default().to_owned()
    };
    let (value, of) = (owner(name), owner(qualified));
    value.starts_with(char::is_lowercase)
        && of.starts_with(char::is_uppercase)
        && value.replace('_', "") == of.to_lowercase()
}

/// `Settings::default` of `<Settings as Default>::default`.
fn of_type(qualified: &str) -> String {
    let parts = qualified.strip_prefix('<').and_then(|rest| rest.split_once(" as "));
    match (parts, qualified.rsplit_once(">::")) {
        (Some((of, _)), Some((_, method))) => format!("{of}::{method}"),
        _ => qualified.to_owned(),
    }
}

/// `Parser::feed` of `Parser<'a, T>::feed`; `<T as Trait>::f` stays as it is.
fn without_generics(name: &str) -> String {
    if name.starts_with('<') {
        return name.to_owned();
    }
    let mut depth = 0;
    name.chars()
        .filter(|letter| {
            depth += i32::from(*letter == '<');
            let keep = depth == 0;
            depth -= i32::from(*letter == '>');
            keep
        })
        .collect()
}

/// A header that is promised to hold a function is kept by the source file beside it, and a Rust module by the files below it.
fn is_in(function: &DeliveredFunction, file: Option<&str>) -> bool {
    let Some(file) = file else { return true };
    is_path_end(&function.path, file)
        || file.strip_suffix(".h").is_some_and(|stem| is_beside(&function.path, stem))
        || is_in_module(&function.path, file)
}

/// `src/parser/lines.rs` for `src/parser.rs` or `src/parser/mod.rs`; `src/parser.rs` for `src/parser/mod.rs`.
fn is_in_module(path: &str, file: &str) -> bool {
    let Some(module) = file.strip_suffix(".rs").map(|stem| stem.strip_suffix("/mod").unwrap_or(stem)) else {
        return false;
    };
    if matches!(file_name(module), "lib" | "main" | "mod") {
        return false;
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    is_path_end(path, &format!("{module}.rs")) || is_path_end(folder, module)
}

fn is_beside(path: &str, stem: &str) -> bool {
    file_name(path).strip_suffix(".c") == Some(file_name(stem))
}

fn missing(wanted: &Wanted, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let mut evidence = vec![own_line(format!("`{}` is nowhere defined", wanted.name))];
    evidence.extend(nearest(wanted.name, delivered).map(|place| Related {
        path: place.path.clone(),
        line: place.line,
        message: format!("`{}` is defined here; was it meant?", place.name),
    }));
    let plain = wanted.name.rsplit("::").next().unwrap_or(wanted.name);
    let removed = delivered.change.as_ref().is_some_and(|change| change.functions_before.contains(plain));
    Answer { by_change: removed, ..Answer::broken(evidence, Culprit::nowhere(wanted.name, "is nowhere defined")) }
}

fn in_another_file(elsewhere: &DeliveredFunction, file: &str) -> Answer {
    let evidence = vec![place(elsewhere, format!("`{}` is defined here, and not in {file}", elsewhere.qualified))];
    Answer::broken(evidence, culprit(elsewhere, Fault::Other(format!("is not in {file}"))))
}

/// Of several definitions of one name, that one counts that comes nearest to the promise: versions for other platforms
/// and functions of the same name in other files are no reason to doubt it.
fn best(functions: &[&DeliveredFunction], wanted: &Wanted, task: &Task) -> Answer {
    let mut answers: Vec<Answer> = functions.iter().map(|function| defined(function, wanted, task)).collect();
    let rank = |answer: &Answer| match answer.status {
        PromiseStatus::Kept => 0,
        PromiseStatus::Drifted => 1,
        PromiseStatus::Unproven => 2,
        PromiseStatus::Broken => 3,
    };
    answers.sort_by_key(rank);
    if let Some(broken) = another_type(functions, &answers) {
        return answers.swap_remove(broken);
    }
    answers.swap_remove(0)
}

/// The answer about a method that the change brings hollow while the one of another type does its job: a name without a type means
/// both. Versions of one function, and implementations of a trait, may differ.
fn another_type(functions: &[&DeliveredFunction], answers: &[Answer]) -> Option<usize> {
    let kept: Vec<&str> = answers.iter().flat_map(|answer| &answer.functions).map(|f| f.qualified.as_str()).collect();
    let is_own = |culprit: &Culprit| {
        let at = |function: &&&DeliveredFunction| (&function.path, function.line) == (&culprit.path, culprit.line);
        functions.iter().find(at).is_some_and(|function| !function.for_tests && !function.qualified.starts_with('<'))
    };
    answers.iter().position(|answer| {
        let culprit = answer.culprit.as_ref().filter(|_| answer.status == PromiseStatus::Broken && answer.by_change);
        culprit.is_some_and(|culprit| is_own(culprit) && !kept.contains(&culprit.name.as_str()))
    })
}

/// What is to be said of one definition.
pub(super) fn defined(function: &DeliveredFunction, wanted: &Wanted, task: &Task) -> Answer {
    if let Some(condition) = &function.never {
        let said = format!("`{}` stands under a condition that never holds: {condition}", function.qualified);
        let fault = Fault::Other("is never compiled".to_owned());
        return Answer::broken(vec![place(function, said)], culprit(function, fault)).by(function);
    }
    if let Some(answer) = unfinished(function, task) {
        return answer;
    }
    let functions = vec![function.clone()];
    let Some(arity) = wanted.arity.filter(|arity| !fits(function, *arity)) else {
        let said = format!("`{}` is defined", function.qualified);
        return Answer { functions, ..Answer::kept(vec![place(function, said)]) };
    };
    let said = format!("`{}` takes {} where the spec has {arity}", function.qualified, parameters(function));
    let culprit = culprit(function, Fault::Other("has other parameters than promised".to_owned()));
    match wanted.exact {
        true => Answer::broken(vec![place(function, said)], culprit),
        false => Answer { functions, ..Answer::drifted(vec![place(function, said)], culprit) },
    }
}

/// Stubs, hollow functions, and functions of which a path is missing. What the spec itself wants to be hollow is kept.
fn unfinished(function: &DeliveredFunction, task: &Task) -> Option<Answer> {
    if deferral::hollow_by_design(task, &function.name).is_some() {
        return None;
    }
    let finding = function.finding.as_ref().filter(|finding| finding.severity > Severity::Note);
    if let Some(finding) = finding.filter(|finding| finding.severity == Severity::Error || function.hollow.is_none()) {
        let mut evidence = vec![place(function, finding.message.clone())];
        evidence.extend(finding.related.iter().cloned());
        return Some(match finding.severity {
            Severity::Error => {
                let broken = Answer::broken(evidence, culprit(function, Fault::Stub)).by(function);
                Answer { functions: vec![function.clone()], ..broken }
            }
            Severity::Warning | Severity::Note => Answer::unproven(evidence),
        });
    }
    function.hollow.as_ref().filter(|_| !function.for_tests).map(|why| {
        let said = format!("`{}` {why}", function.qualified);
        Answer::broken(vec![place(function, said)], culprit(function, Fault::Other(why.clone()))).by(function)
    })
}

/// A method that the spec writes without its `self` has one parameter less there.
fn fits(function: &DeliveredFunction, arity: usize) -> bool {
    function.arity == arity
        || (function.takes_self && function.arity == arity + 1)
        || (function.variadic && function.arity <= arity)
}

fn parameters(function: &DeliveredFunction) -> String {
    match function.arity {
        1 => "1 parameter".to_owned(),
        more => format!("{more} parameters"),
    }
}

pub(super) fn place(function: &DeliveredFunction, message: String) -> Related {
    Related { path: function.path.clone(), line: function.line, message }
}

pub(super) fn culprit(function: &DeliveredFunction, fault: Fault) -> Culprit {
    Culprit { name: function.qualified.clone(), path: function.path.clone(), line: function.line, fault }
}

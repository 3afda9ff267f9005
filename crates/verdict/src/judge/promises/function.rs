//! A promised function: defined, doing its job, reachable, with the parameters it is to have.

use super::nearest::nearest;
use super::{Answer, Culprit, Fault, OwnLine, slot};
use model::{Delivered, DeliveredFunction, NamedPlace, PromiseStatus, Related, Severity, Task, file_name, is_path_end};

/// The function that is asked for.
pub(super) struct Wanted<'a> {
    pub(super) name: &'a str,
    pub(super) file: Option<&'a str>,
    pub(super) arity: Option<usize>,
}

/// What became of the function, and of the slot that it is to fill.
pub(super) fn answer(
    wanted: &Wanted,
    slot: Option<&str>,
    task: &Task,
    delivered: &Delivered,
    own_line: &OwnLine,
) -> Answer {
    if let Some((of, method)) = trait_method(wanted, delivered) {
        return slot::answer(method, Some(of), wanted.arity, task, delivered, own_line);
    }
    let function = alone(wanted, delivered, own_line);
    match slot {
        Some(slot) if function.status == PromiseStatus::Kept => {
            let mut answer = slot::filled_by(slot, wanted.name, task, delivered, own_line);
            answer.evidence.splice(0..0, function.evidence);
            answer.functions = function.functions;
            answer
        }
        _ => function,
    }
}

/// The trait and its method, where the name means one: no function is called so, what implements it is.
fn trait_method<'a>(wanted: &Wanted<'a>, delivered: &Delivered) -> Option<(&'a str, &'a str)> {
    let (of, method) = wanted.name.rsplit_once("::").filter(|_| !wanted.name.starts_with('<'))?;
    let plain = of.rsplit("::").next().unwrap_or(of);
    let declared = |member: &&NamedPlace| member.name == method && member.of.split(" / ").any(|holder| holder == plain);
    delivered.members.iter().find(declared).map(|_| (of, method))
}

fn alone(wanted: &Wanted, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let named: Vec<&DeliveredFunction> = delivered.functions.iter().filter(|f| is_named(f, wanted.name)).collect();
    let there: Vec<&DeliveredFunction> = named.iter().copied().filter(|f| is_in(f, wanted.file)).collect();
    match (there.is_empty(), named.first()) {
        (true, None) => missing(wanted, delivered, own_line),
        (true, Some(elsewhere)) => in_another_file(wanted, elsewhere),
        (false, _) => best(&there, wanted.arity),
    }
}

/// A name that is promised without its type or module means every function of that name.
fn is_named(function: &DeliveredFunction, name: &str) -> bool {
    let Some((_, plain)) = name.rsplit_once("::") else { return function.name == name };
    let qualified = without_generics(&function.qualified);
    let name = without_generics(name);
    function.name == plain
        && (qualified == name || qualified.ends_with(&format!("::{name}")) || name.ends_with(&format!("::{qualified}")))
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

/// A header that is promised to hold a function is kept by the source file beside it.
fn is_in(function: &DeliveredFunction, file: Option<&str>) -> bool {
    let Some(file) = file else { return true };
    is_path_end(&function.path, file) || file.strip_suffix(".h").is_some_and(|stem| is_beside(&function.path, stem))
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
    Answer::broken(evidence, Culprit::nowhere(wanted.name, "is nowhere defined"))
}

fn in_another_file(wanted: &Wanted, elsewhere: &DeliveredFunction) -> Answer {
    let file = wanted.file.unwrap_or_default();
    let evidence = vec![place(elsewhere, format!("`{}` is defined here, and not in {file}", elsewhere.qualified))];
    Answer::broken(evidence, culprit(elsewhere, Fault::Other(format!("is not in {file}"))))
}

/// Of several definitions of one name, that one counts that comes nearest to the promise: versions for other platforms
/// and functions of the same name in other files are no reason to doubt it.
fn best(functions: &[&DeliveredFunction], arity: Option<usize>) -> Answer {
    let mut answers: Vec<Answer> = functions.iter().map(|function| defined(function, arity)).collect();
    let rank = |answer: &Answer| match answer.status {
        PromiseStatus::Kept => 0,
        PromiseStatus::Unproven => 1,
        PromiseStatus::Broken => 2,
    };
    answers.sort_by_key(rank);
    answers.swap_remove(0)
}

/// What is to be said of one definition.
pub(super) fn defined(function: &DeliveredFunction, arity: Option<usize>) -> Answer {
    if let Some(condition) = &function.never {
        let said = format!("`{}` stands under a condition that never holds: {condition}", function.qualified);
        return Answer::broken(
            vec![place(function, said)],
            culprit(function, Fault::Other("is never compiled".to_owned())),
        );
    }
    if let Some(answer) = unfinished(function) {
        return answer;
    }
    match arity.filter(|arity| !fits(function, *arity)) {
        Some(arity) => {
            let said = format!("`{}` takes {} where the spec has {arity}", function.qualified, parameters(function));
            Answer::broken(
                vec![place(function, said)],
                culprit(function, Fault::Other("has other parameters than promised".to_owned())),
            )
        }
        None => Answer {
            functions: vec![function.clone()],
            ..Answer::kept(vec![place(function, format!("`{}` is defined", function.qualified))])
        },
    }
}

/// Stubs, hollow functions, and functions of which a path is missing.
fn unfinished(function: &DeliveredFunction) -> Option<Answer> {
    if let Some(finding) = &function.finding {
        let mut evidence = vec![place(function, finding.message.clone())];
        evidence.extend(finding.related.iter().cloned());
        return match finding.severity {
            Severity::Error => Some(Answer {
                functions: vec![function.clone()],
                ..Answer::broken(evidence, culprit(function, Fault::Stub))
            }),
            Severity::Warning => Some(Answer::unproven(evidence)),
            Severity::Note => None,
        };
    }
    let said = || format!("`{}` does nothing", function.qualified);
    function.hollow.then(|| {
        Answer::broken(vec![place(function, said())], culprit(function, Fault::Other("does nothing".to_owned())))
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

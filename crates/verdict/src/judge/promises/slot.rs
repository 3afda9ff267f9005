//! A promised slot: what is put into it does the slot's job.

use super::function;
use super::{Answer, Culprit, Fault, OwnLine};
use model::{Delivered, DeliveredFunction, FillPlace, PromiseStatus, Related, Task, is_path_end};

/// What became of the slot `name` of the struct or trait `of`.
pub(super) fn answer(
    name: &str,
    of: Option<&str>,
    arity: Option<usize>,
    task: &Task,
    delivered: &Delivered,
    own_line: &OwnLine,
) -> Answer {
    let fills: Vec<&FillPlace> = delivered.fills.iter().filter(|fill| fill.slot == name && is_of(fill, of)).collect();
    let meant = meant(&fills, task, delivered);
    if meant.is_empty() {
        return empty(name, delivered, own_line);
    }
    let answers = meant.iter().map(|fill| filled(fill, arity, task, delivered)).collect();
    together(answers, name, own_line)
}

/// The promise that the function `function` fills the slot.
pub(super) fn filled_by(name: &str, function: &str, task: &Task, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let plain = plain(function);
    match delivered.fills.iter().find(|fill| fill.slot == name && self::plain(&fill.function) == plain) {
        Some(fill) => Answer::kept(vec![fill_line(fill, format!("`{function}` is put into the slot {name}"))]),
        None => {
            let mut answer = answer(name, None, None, task, delivered, own_line);
            answer.status = PromiseStatus::Broken;
            answer.evidence.push(own_line(format!("`{function}` is not put into the slot {name}")));
            answer.culprit = Some(Culprit::nowhere(function, &format!("is not put into the slot {name}")));
            answer
        }
    }
}

/// A trait's method is told from another trait's method of the same name; what holds a C slot is a variable.
fn is_of(fill: &FillPlace, of: Option<&str>) -> bool {
    let Some((_, trait_name)) = fill.holder.split_once(" as ") else { return true };
    of.is_none_or(|of| plain(trait_name) == plain(of))
}

/// Where several tables have such a slot, the spec means those in files that it names, else those in files that the
/// change touches, else all.
fn meant<'a>(fills: &[&'a FillPlace], task: &Task, delivered: &Delivered) -> Vec<&'a FillPlace> {
    let named: Vec<&FillPlace> = fills.iter().copied().filter(|fill| names_file(task, &fill.path)).collect();
    if !named.is_empty() {
        return named;
    }
    let touches = |fill: &&FillPlace| delivered.change.as_ref().is_some_and(|c| c.touched.contains(&fill.path));
    let touched: Vec<&FillPlace> = fills.iter().copied().filter(touches).collect();
    if touched.is_empty() { fills.to_vec() } else { touched }
}

fn names_file(task: &Task, path: &str) -> bool {
    let promised = task.promises.iter().filter_map(|promise| match &promise.what {
        model::Promised::File { path, .. } => Some(path.as_str()),
        model::Promised::Function { file, .. } => file.as_deref(),
        _ => None,
    });
    let used = task.uses.iter().filter_map(|used| match &used.what {
        model::Used::File(path) => Some(path.as_str()),
        _ => None,
    });
    promised.chain(used).any(|named| is_path_end(path, named))
}

fn empty(name: &str, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let mut evidence: Vec<Related> = delivered
        .members
        .iter()
        .filter(|member| member.name == name)
        .map(|member| Related {
            path: member.path.clone(),
            line: member.line,
            message: format!("{name} is declared here in {}, and nothing is put into it", member.of),
        })
        .collect();
    if evidence.is_empty() {
        evidence.push(own_line(format!("no struct or trait with a slot {name} was found, and nothing that fills it")));
    }
    Answer::broken(evidence, Culprit::nowhere(name, "is a slot that nothing is put into"))
}

/// What is to be said of one function in the slot.
fn filled(fill: &FillPlace, arity: Option<usize>, task: &Task, delivered: &Delivered) -> Answer {
    if fill.is_empty() {
        let said = format!("the slot {} is left empty", fill.slot);
        let culprit = Culprit {
            name: fill.slot.clone(),
            path: fill.path.clone(),
            line: fill.line,
            fault: Fault::Other("is left empty".to_owned()),
        };
        return Answer::broken(vec![fill_line(fill, said)], culprit);
    }
    match definition(fill, delivered) {
        Some(function) => {
            let wanted = function::Wanted { name: &fill.function, file: None, arity, exact: false };
            let mut answer = function::defined(function, &wanted, task);
            let own = |related: &Related| related.path == fill.path && related.line == fill.line;
            if !answer.evidence.iter().any(own) && fill.line != function.line {
                let said = format!("`{}` is put into the slot {}", function.qualified, fill.slot);
                answer.evidence.push(fill_line(fill, said));
            }
            answer
        }
        None => {
            let said =
                format!("`{}` is put into the slot {}; where it is defined was not found", fill.function, fill.slot);
            Answer::unproven(vec![fill_line(fill, said)])
        }
    }
}

/// The function that is put into the slot: of the same file, else one that other files can name.
fn definition<'a>(fill: &FillPlace, delivered: &'a Delivered) -> Option<&'a DeliveredFunction> {
    let name = plain(&fill.function);
    let named = || delivered.functions.iter().filter(|function| function.name == name);
    let own = |function: &&DeliveredFunction| function.path == fill.path && is_of_holder(function, fill);
    named().find(own).or_else(|| named().find(|function| function.visible))
}

/// A trait's method belongs to the implementation that the slot stands for.
fn is_of_holder(function: &DeliveredFunction, fill: &FillPlace) -> bool {
    !fill.holder.contains(" as ") || function.qualified.contains(&fill.holder)
}

/// All that the spec can mean has to do its job; one that does and one that does not is a question to its author.
fn together(mut answers: Vec<Answer>, name: &str, own_line: &OwnLine) -> Answer {
    if answers.len() == 1 {
        return answers.swap_remove(0);
    }
    let is = |status: PromiseStatus| move |answer: &&Answer| answer.status == status;
    let (kept, broken) = (
        answers.iter().filter(is(PromiseStatus::Kept)).count(),
        answers.iter().filter(is(PromiseStatus::Broken)).count(),
    );
    let mixed = kept > 0 && broken > 0;
    let first_broken = answers.iter().position(|answer| answer.status == PromiseStatus::Broken);
    let culprit = first_broken.and_then(|at| answers[at].culprit.clone());
    let functions = answers.iter().flat_map(|answer| answer.functions.clone()).collect();
    let by_change = answers.iter().any(|answer| answer.by_change);
    let mut evidence: Vec<Related> = answers.into_iter().flat_map(|answer| answer.evidence).collect();
    match culprit {
        _ if mixed => {
            evidence.push(own_line(format!("several functions fill {name}, and the spec does not say which it means")));
            Answer::unproven(evidence)
        }
        Some(culprit) => Answer { by_change, ..Answer::broken(evidence, culprit) },
        None if kept > 0 => Answer { functions, ..Answer::kept(evidence) },
        None => Answer::unproven(evidence),
    }
}

fn fill_line(fill: &FillPlace, message: String) -> Related {
    Related { path: fill.path.clone(), line: fill.line, message }
}

fn plain(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}

//! Promised tests: so many, or by name. Counted are those that a runner runs.

use std::collections::HashSet;

use super::{Answer, Culprit, Fault, OwnLine};
use model::{Delivered, Related, TestPlace, is_path_end};

/// The tests that are asked for.
pub(super) struct Count<'a> {
    pub(super) at_least: usize,
    pub(super) added: bool,
    pub(super) files: &'a [String],
}

/// What became of a number of tests.
pub(super) fn count(count: &Count, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    match (count.added, count.files.is_empty()) {
        (true, _) => added(count, delivered, own_line),
        (false, false) => in_files(count, delivered, own_line),
        (false, true) => in_all(count, delivered, own_line),
    }
}

fn in_files(count: &Count, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let is_meant = |test: &&TestPlace| count.files.iter().any(|file| is_path_end(&test.path, file));
    let tests: Vec<&TestPlace> = delivered.tests.iter().filter(is_meant).collect();
    let running = cases(tests.iter().copied().filter(|test| test.runs()));
    let files = count.files.join(", ");
    let mut evidence = vec![own_line(format!("{running} of {} tests run in {files}", count.at_least))];
    evidence.extend(tests.iter().filter(|test| !test.runs()).map(|test| idle(test)));
    if running >= count.at_least {
        return Answer::kept(vec![own_line(format!(
            "{running} tests run in {files}; {} were promised",
            count.at_least
        ))]);
    }
    Answer::broken(evidence, Culprit::nowhere(&files, &format!("has {running} of {} tests", count.at_least)))
}

fn added(count: &Count, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let Some(change) = &delivered.change else {
        return Answer::unproven(vec![own_line("which tests are new cannot be told without a base".to_owned())]);
    };
    let known: HashSet<(&str, u64)> = change.tests_before.iter().map(identity).collect();
    let bodies: HashSet<u64> = change.tests_before.iter().map(|test| test.hash).collect();
    let is_new = |test: &&TestPlace| !known.contains(&identity(test)) && !bodies.contains(&test.hash);
    let in_place =
        |test: &&TestPlace| count.files.is_empty() || count.files.iter().any(|file| is_path_end(&test.path, file));
    let touched = |test: &&TestPlace| change.touched.contains(&test.path);
    let names: HashSet<(&str, &str)> =
        change.tests_before.iter().map(|test| (test.path.as_str(), test.name.as_str())).collect();
    let renewed = |test: &&TestPlace| names.contains(&(test.path.as_str(), test.name.as_str()));
    let new = delivered
        .tests
        .iter()
        .filter(|test| touched(test) && in_place(test) && is_new(test) && !renewed(test) && test.runs());
    let new = cases(new);
    let said = format!("the change adds {new} tests that run; {} were promised", count.at_least);
    match new >= count.at_least {
        true => Answer::kept(vec![own_line(said)]),
        false => Answer::broken(
            vec![own_line(said)],
            Culprit::nowhere("the change", &format!("adds {new} of {} tests", count.at_least)),
        ),
    }
}

/// A number without a place: the change adds that many, or the project has them. Which are meant is then not said.
fn in_all(count: &Count, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let adds = added(count, delivered, own_line);
    let all = delivered.all_tests.unwrap_or(0);
    match adds.status {
        model::PromiseStatus::Kept => adds,
        _ if all < count.at_least => {
            let said = format!("the project has {all} tests that run; {} were promised", count.at_least);
            Answer::broken(
                vec![own_line(said)],
                Culprit::nowhere("the project", &format!("has {all} of {} tests", count.at_least)),
            )
        }
        _ => {
            let said =
                format!("the project has {all} tests that run; which {} of them are meant is not said", count.at_least);
            Answer::unproven(vec![own_line(said)])
        }
    }
}

/// What became of the test `name`.
pub(super) fn named(name: &str, file: Option<&str>, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let plain = name.rsplit("::").next().unwrap_or(name);
    let is_meant = |test: &&TestPlace| {
        test.name.rsplit("::").next() == Some(plain) && file.is_none_or(|file| is_path_end(&test.path, file))
    };
    let tests: Vec<&TestPlace> = delivered.tests.iter().filter(is_meant).collect();
    match (tests.iter().find(|test| test.runs()), tests.first()) {
        (Some(test), _) => Answer::kept(vec![place(test, format!("the test {plain} is there"))]),
        (None, Some(test)) => {
            let culprit = Culprit {
                name: plain.to_owned(),
                path: test.path.clone(),
                line: test.line,
                fault: Fault::Other("does not run".to_owned()),
            };
            Answer::broken(vec![idle(test)], culprit)
        }
        (None, None) => {
            Answer::broken(vec![own_line(format!("there is no test {plain}"))], Culprit::nowhere(plain, "is not there"))
        }
    }
}

fn idle(test: &TestPlace) -> Related {
    let why = test.idle.as_deref().unwrap_or("runs");
    place(test, format!("the test {} {why}", test.name))
}

fn place(test: &TestPlace, message: String) -> Related {
    Related { path: test.path.clone(), line: test.line, message }
}

fn identity(test: &TestPlace) -> (&str, u64) {
    (&test.name, test.hash)
}

fn cases<'a>(tests: impl Iterator<Item = &'a TestPlace>) -> usize {
    tests.map(|test| test.cases.max(1)).sum()
}

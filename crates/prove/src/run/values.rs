//! Each function answers with a value instead of doing its work, and the tests that reach it run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use model::{ProofReport, ProofStatus};

use super::ProveError;
use super::command::Ending;
use super::programs::{Program, Programs, Selected, is_noticed};
use super::project::{Project, id};
use super::reach::{Passage, Reach};
use super::results::Results;
use crate::{Candidate, Fate};

/// What functions are tried with.
pub struct Trial<'a> {
    /// The copy.
    pub project: &'a Project<'a>,
    /// What the tests come to with nothing switched off.
    pub baseline: &'a Results,
    /// Who passed what.
    pub reach: &'a Reach,
    /// The programs that are known.
    pub programs: Mutex<Programs>,
    /// Tests that noticed something, and passed once it was switched on again.
    pub confirmed: Mutex<BTreeSet<String>>,
    /// Whether the command fails where a program does that names no tests.
    pub deciding: Mutex<BTreeMap<Program, bool>>,
    /// How long a run may take.
    pub limit: Duration,
    /// Whether the user said so.
    pub typed: bool,
    /// How many processes run at once.
    pub jobs: usize,
}

/// What one run said.
enum Said {
    Nothing,
    Noticed { tests: Vec<String>, how: String },
    TooLong,
    Flaky(String),
    Unattributed,
}

impl Trial<'_> {
    /// Tries the function of `candidate`, whose index is `index`, and that tests passed at `passages`.
    ///
    /// # Errors
    /// If makegood was asked to end.
    pub fn of(
        &self,
        index: usize,
        candidate: &Candidate,
        passages: &BTreeSet<Passage>,
    ) -> Result<ProofReport, ProveError> {
        let Fate::Tried(switch) = &candidate.fate else {
            return Ok(candidate.report(ProofStatus::Pending, Vec::new(), ""));
        };
        if switch.values.is_empty() {
            let why = format!("{}, and {}", self.reached_by(passages), switch.lacking);
            return Ok(candidate.report(ProofStatus::Unsupported, Vec::new(), why));
        }
        let (selected, complete) = match self.programs.lock() {
            Ok(mut programs) => programs.select(self.project, self.reach, passages, self.limit)?,
            Err(_) => (Vec::new(), false),
        };
        let (mut unnoticed, mut worst) = (Vec::new(), None);
        for (number, value) in (1..).zip(&switch.values) {
            let said = self.with_value(&format!("{}:{number}", id(index)), &selected, complete)?;
            let lacks = self.lacks(index);
            match said {
                _ if lacks => continue,
                Said::Noticed { tests, how } => {
                    return Ok(candidate.report(ProofStatus::Proven, tests, detail(value, &how, &unnoticed)));
                }
                Said::Nothing => unnoticed.push(value.clone()),
                Said::TooLong => {
                    worst = Some((ProofStatus::Timeout, format!("answering with {value}, the tests took too long")));
                }
                Said::Flaky(test) => {
                    worst = Some((ProofStatus::Flaky, format!("{test} also fails with nothing switched off")));
                }
                Said::Unattributed => {
                    let what = format!("answering with {value}, other tests ran than before and none of them failed");
                    worst = Some((ProofStatus::Unattributed, what));
                }
            }
        }
        let reached = self.reached_by(passages);
        Ok(match (worst, unnoticed.is_empty()) {
            (Some((status, why)), _) => candidate.report(status, Vec::new(), why),
            (None, true) => {
                let why = format!("no value of type `{}` is at hand", candidate.head.return_type);
                candidate.report(ProofStatus::Unsupported, Vec::new(), why)
            }
            (None, false) => {
                let why = format!("{reached}, and none notices that it answers with {}", unnoticed.join(" or "));
                candidate.unnoticed(why)
            }
        })
    }

    fn reached_by(&self, passages: &BTreeSet<Passage>) -> String {
        let known = |passage: &&Passage| self.baseline.tests.keys().any(|test| test.ends_with(passage.thread.as_str()));
        let threads: BTreeSet<&str> =
            passages.iter().filter(|p| !p.thread.is_empty()).filter(known).map(|p| p.thread.as_str()).collect();
        match (threads.len(), threads.first()) {
            (0, _) | (_, None) => "tests reach it".to_owned(),
            (1, Some(test)) => format!("{test} reaches it"),
            (count, Some(test)) => format!("{count} tests reach it, {test} among them"),
        }
    }

    /// Whether a run noted since that there is no value of the function's type.
    fn lacks(&self, index: usize) -> bool {
        let mark = format!("{}!", id(index));
        let entries = std::fs::read_dir(self.project.lacking()).into_iter().flatten().flatten();
        let texts = entries.filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
        texts.into_iter().any(|text| text.lines().any(|line| line.split('\t').next() == Some(&mark)))
    }

    fn with_value(&self, switch: &str, selected: &[Selected], complete: bool) -> Result<Said, ProveError> {
        let mut order: Vec<&Selected> = selected.iter().collect();
        // Fewer tests first: most functions are noticed by the tests that are about them.
        order.sort_by_key(|one| (one.tests.is_empty(), one.tests.len(), one.limit));
        let mut worst = Said::Nothing;
        for one in order {
            match self.by_program(one, switch)? {
                Said::Nothing => {}
                Said::Noticed { tests, how } => return Ok(Said::Noticed { tests, how }),
                other => worst = other,
            }
        }
        match worst {
            Said::Nothing if !complete => self.by_command(switch),
            worst => Ok(worst),
        }
    }

    fn by_program(&self, one: &Selected, switch: &str) -> Result<Said, ProveError> {
        let results = one.program.run(self.project, &one.tests, switch, self.allowed(one))?.results;
        let again =
            |switch: &str| one.program.run(self.project, &one.tests, switch, self.allowed(one)).map(|ran| ran.results);
        let said = self.judged(&results, &one.program.name(), switch, &again)?;
        if matches!(said, Said::Nothing) && results.tests.len() < one.expected() {
            return Ok(Said::Unattributed);
        }
        if matches!(said, Said::Noticed { .. }) && one.program.is_one_test() && !self.decides(&one.program, switch)? {
            return Ok(Said::Nothing);
        }
        Ok(said)
    }

    /// Whether the command fails where the exit code of `program` says so, as it does with `switch`; the command is asked once.
    fn decides(&self, program: &Program, switch: &str) -> Result<bool, ProveError> {
        let known = self.deciding.lock().ok().and_then(|known| known.get(program).copied());
        if let Some(known) = known {
            return Ok(known);
        }
        let decides = is_noticed(&self.project.run(switch, self.limit)?.results);
        if let Ok(mut known) = self.deciding.lock() {
            known.insert(program.clone(), decides);
        }
        Ok(decides)
    }

    fn allowed(&self, one: &Selected) -> Duration {
        if self.typed { self.limit } else { one.limit }
    }

    fn by_command(&self, switch: &str) -> Result<Said, ProveError> {
        let results = self.project.run(switch, self.limit)?.results;
        let again = |switch: &str| self.project.run(switch, self.limit).map(|ran| ran.results);
        let said = self.judged(&results, "the command", switch, &again)?;
        let missing = results.tests.len() < self.baseline.tests.len() && results.ending == Ending::Code(0);
        Ok(if matches!(said, Said::Nothing) && missing { Said::Unattributed } else { said })
    }

    /// What a run says. Where a test notices that never did before, it has to pass once more with nothing switched off; where
    /// several processes run at once, it has to notice once more by itself.
    fn judged(
        &self,
        results: &Results,
        name: &str,
        switch: &str,
        again: &dyn Fn(&str) -> Result<Results, ProveError>,
    ) -> Result<Said, ProveError> {
        if results.ending == Ending::TimedOut {
            return Ok(Said::TooLong);
        }
        if !is_noticed(results) {
            return Ok(Said::Nothing);
        }
        let mut tests: Vec<String> = results.failed().map(str::to_owned).collect();
        if tests.is_empty() {
            tests.push(name.to_owned());
        }
        let known = self.confirmed.lock().is_ok_and(|confirmed| tests.iter().all(|test| confirmed.contains(test)));
        if !known {
            let placebo = again("")?;
            if is_noticed(&placebo) {
                let test = placebo.failed().next().unwrap_or(name).to_owned();
                return Ok(Said::Flaky(test));
            }
            if let Ok(mut confirmed) = self.confirmed.lock() {
                confirmed.extend(tests.iter().cloned());
            }
        }
        if self.jobs > 1 && !is_noticed(&again(switch)?) {
            return Ok(Said::Flaky(tests.swap_remove(0)));
        }
        let how = match &results.ending {
            Ending::Signal(signal) => format!("by a crash, signal {signal}"),
            _ => String::new(),
        };
        Ok(Said::Noticed { tests, how })
    }
}

fn detail(value: &str, how: &str, unnoticed: &[String]) -> String {
    let mut detail = format!("answering with {value} is noticed");
    if !how.is_empty() {
        detail = format!("{detail} {how}");
    }
    match unnoticed {
        [] => detail,
        others => format!("{detail}, answering with {} is not", others.join(" or ")),
    }
}

/// Passages by index of candidates.
pub fn by_index(reach: &Reach, count: usize) -> BTreeMap<usize, BTreeSet<Passage>> {
    (0..count).filter_map(|index| Some((index, reach.passed.get(&id(index))?.clone()))).collect()
}

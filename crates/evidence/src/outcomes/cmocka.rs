//! What cmocka prints, of several groups one after the other. Its XML is JUnit's, its TAP is TAP.

use std::sync::LazyLock;

use regex::Regex;

use super::{EvidenceError, OutcomeFormat, ReportText, named, some_text};
use crate::Flaw;
use model::{ReportedTest, TestOutcome, TestOutcomes};

/// cmocka's text.
pub struct Cmocka;

static BEGIN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\[==========\] (?:(.*): )?Running (\d+) test\(s\)\.$").expect("a pattern"));
static END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\[==========\] (?:(.*): )?(\d+) test\(s\) run\.$").expect("a pattern"));
static RESULT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\[ *(RUN|OK|FAILED|SKIPPED|ERROR|LINE) *\] (.*)$").expect("a pattern"));

impl OutcomeFormat for Cmocka {
    fn id(&self) -> &'static str {
        "cmocka"
    }

    fn recognises(&self, report: &ReportText) -> bool {
        report.lines().any(|(_, line)| BEGIN.is_match(line))
    }

    fn read(&self, report: &ReportText) -> Result<TestOutcomes, EvidenceError> {
        let mut reader = Reader { report, group: None, tests: Vec::new() };
        for (number, line) in report.lines() {
            reader.line(number, line)?;
        }
        reader.nothing_open()?;
        Ok(TestOutcomes { format: self.id(), tests: reader.tests, warnings: Vec::new() })
    }
}

struct Reader<'a> {
    report: &'a ReportText<'a>,
    group: Option<Group>,
    tests: Vec<ReportedTest>,
}

struct Group {
    line: usize,
    name: String,
    promised: usize,
    running: Option<String>,
    reason: Option<String>,
    tests: Vec<ReportedTest>,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), EvidenceError> {
        if let Some(found) = BEGIN.captures(line) {
            self.nothing_open()?;
            let name = found.get(1).map(|name| name.as_str().to_owned()).unwrap_or_default();
            let promised = found[2].parse().unwrap_or(usize::MAX);
            self.group = Some(Group { line: number, name, promised, running: None, reason: None, tests: Vec::new() });
        } else if let Some(found) = END.captures(line) {
            return self.group_ends(number, found[2].parse().unwrap_or(usize::MAX));
        } else if let (Some(found), Some(group)) = (RESULT.captures(line), &mut self.group) {
            group.result(&found[1], &found[2]);
        }
        Ok(())
    }

    fn group_ends(&mut self, number: usize, count: usize) -> Result<(), EvidenceError> {
        let Some(mut group) = self.group.take() else {
            return Err(self.report.contradiction(number, "there is no `Running … test(s)` before this result"));
        };
        if group.tests.len() != count || count != group.promised {
            let (promised, told) = (group.promised, group.tests.len());
            let what = format!("this counts {count} tests, {promised} are announced, and {told} are named");
            let next = "keep both standard output and standard error, or use CMOCKA_MESSAGE_OUTPUT=XML";
            return Err(self.report.error(Flaw::Inconsistent, what, next).at_line(number));
        }
        self.tests.append(&mut group.tests);
        Ok(())
    }

    fn nothing_open(&self) -> Result<(), EvidenceError> {
        let cut = |group: &Group| self.report.cut_off(group.line, "the end of this group of tests is missing");
        self.group.as_ref().map_or(Ok(()), |group| Err(cut(group)))
    }
}

impl Group {
    fn result(&mut self, word: &str, rest: &str) {
        let rest = rest.trim();
        let about_running = self.running.as_deref() == Some(rest);
        match word {
            "RUN" => self.running = some_text(rest),
            "OK" if about_running => self.push(TestOutcome::Passed),
            "FAILED" if about_running => self.push(TestOutcome::Failed),
            "SKIPPED" if about_running => self.push(TestOutcome::Ignored),
            "ERROR" if about_running => self.push(TestOutcome::Errored),
            "ERROR" => self.reason = self.reason.take().or_else(|| some_text(rest.trim_start_matches('-'))),
            _ => {}
        }
    }

    fn push(&mut self, outcome: TestOutcome) {
        let name = self.running.take().unwrap_or_default();
        let reason = self.reason.take();
        self.tests.push(ReportedTest { reason, ..named(&self.name, &name, Some(outcome)) });
    }
}

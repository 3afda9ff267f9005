//! `makegood verify`.

mod list;
mod range;
mod spec;

use super::args::{
    EvidenceWord, Global, OutputArgs, ProvingArgs, RangeArgs, ReadingArgs, ReportArgs, RequireWord, RunArgs,
    SubjectArgs, VerifyArgs,
};
use super::console::Console;
use super::delivery;
use super::evidence::{Asked, Reports, Runs, proof, recalled, reports_of_runs, smells, stock};
use super::exit::Exit;
use super::failure::Failure;
use super::files::Files;
use super::plan;
use super::prove;
use crate::cli::task_run::{Asking, Inquiry};
use model::{Delivered, EvidenceReport, Exclusion, Report, Task, Verdict};
use range::Begun;
use report::Format;
use spec::{Specs, without_unsound_handovers};
use vcs::{GitProgram, Selection};
use verdict::Stock;
use verdict::check::Surroundings;
use verdict::judge::proofs::Proofs;
use verdict::judge::{self, Answer, Judged, Verification};

/// Judges whether a task delivered what its spec promised.
pub fn run(typed: &VerifyArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let inquiry = Inquiry::new(&typed.reading, typed.fail_on, global)?;
    let (report, sources) = match list::verify(typed, &inquiry)? {
        Some(answer) => answer,
        None => verify(typed, &inquiry, Some(console))?,
    };
    delivery::deliver(&typed.output, inquiry.settings.fail_on, &inquiry.engine, &report, &sources, console)?;
    Ok(exit(&report))
}

/// What `verify` says of `task` at `head`, or in the working tree.
///
/// # Errors
/// If there is no such task, or where git does not let it be looked at.
pub fn at(task: &str, head: Option<&str>, inquiry: &Inquiry) -> miette::Result<Report> {
    let typed = asking(task, RangeArgs { base: None, head: head.map(str::to_owned) });
    Ok(verify(&typed, inquiry, None)?.0)
}

/// What is typed to ask about `task`, with nothing else said.
fn asking(task: &str, range: RangeArgs) -> VerifyArgs {
    VerifyArgs {
        task: task.to_owned(),
        range,
        all_tasks: false,
        since: None,
        spec_rev: None,
        strict: false,
        fail_on: None,
        reports: ReportArgs::default(),
        run: RunArgs::none(),
        prove: false,
        proving: ProvingArgs::none(),
        require: RequireWord::Either,
        evidence: None,
        reading: ReadingArgs::default(),
        output: OutputArgs { format: Format::Json, output: None },
        command: Vec::new(),
    }
}

fn verify(
    typed: &VerifyArgs,
    inquiry: &Inquiry,
    console: Option<&Console>,
) -> miette::Result<(Report, delivery::Sources)> {
    let Begun { task, base, why } = range::of(typed, inquiry)?;
    let (held, selection) = inquiry.judging(base.as_deref(), typed.range.head.as_deref())?;
    let inquiry = held.as_ref().unwrap_or(inquiry);
    let mut plan = inquiry.plan_around(&typed.task, &selection)?;
    let mut specs = Specs::of(&task, typed.spec_rev.as_deref(), &selection, inquiry)?;
    let unsound = without_unsound_handovers(&mut specs.judged, &mut plan);
    let before = inquiry.dependencies(&specs.judged, &mut plan)?;
    let files = Files::new(&selection, &inquiry.settings);
    let tasks: Vec<&Task> = std::iter::once(&specs.judged).chain(&before).collect();
    let stock = stock(&selection, &files)?;
    let mut delivered = inquiry.delivered(&files, &tasks, Asking { tests: Some(&stock.head), user: None })?;
    let no_work = no_work(&selection, typed.range.head.as_deref())?;
    if no_work.is_some() {
        delivered.change = None;
    }
    let mut check = check(inquiry, &selection, &files, &specs)?;
    check.findings.extend(unsound.into_iter().filter_map(|complaint| inquiry.engine.weigh(complaint)));
    specs.judged.hollow.extend(prescribed(&specs.judged, &check, &delivered, &files, &selection));
    let judged = judge::judge_promises(&specs.judged, &delivered);
    let evidence =
        evidence((typed, console), inquiry, &selection, &files, &mut check, (&specs.judged, &judged, &stock))?;
    let proofs = proofs((typed, console), inquiry, &judged, &files)?;
    let verification = Verification {
        judged,
        dependencies: dependencies(before, &delivered),
        task: &specs.judged,
        check,
        evidence,
        strict: typed.strict,
        no_work,
        fail_on: inquiry.settings.fail_on,
        proofs,
    };
    let mut report = judge::verified(verification, &|complaint| inquiry.engine.weigh(complaint));
    if let (Some(shown), Some(why)) = (&mut report.base, &why) {
        let short = shown.description.split([',', ' ']).nth(1).unwrap_or_default().to_owned();
        shown.description = shown.description.replacen(&short, &format!("{short} ({why})"), 1);
    }
    let shown = delivery::shown_paths(&report);
    let sources = shown.into_iter().filter_map(|path| Some((path.clone(), plan::text(&selection.head, &path)?)));
    let sources = sources.collect();
    Ok((report, sources))
}

/// The tree in which the work on `task` is looked at, and what changed in it.
///
/// # Errors
/// If there is no such task, or where git does not let it be looked at.
pub fn selection_of(task: &str, subject: &SubjectArgs, inquiry: &Inquiry) -> miette::Result<Selection> {
    let range = RangeArgs { base: subject.base.clone(), head: subject.head.clone() };
    let Begun { base, .. } = range::of(&asking(task, range), inquiry)?;
    inquiry.select(base.as_deref(), subject.head.as_deref())
}

/// What became of the promises of `task` in the tree of `selection`.
///
/// # Errors
/// If there is no such task, or if its spec cannot be read.
pub fn judged_of(
    task: &str,
    subject: &SubjectArgs,
    inquiry: &Inquiry,
    selection: &Selection,
    files: &Files,
) -> miette::Result<Vec<Judged>> {
    let range = RangeArgs { base: subject.base.clone(), head: subject.head.clone() };
    let Begun { task, .. } = range::of(&asking(task, range), inquiry)?;
    let mut plan = inquiry.plan(selection)?;
    let mut specs = Specs::of(&task, None, selection, inquiry)?;
    without_unsound_handovers(&mut specs.judged, &mut plan);
    let delivered = inquiry.delivered(files, &[&specs.judged], Asking::default())?;
    Ok(judge::judge_promises(&specs.judged, &delivered))
}

/// The task that `name` means at head, and what became of its promises there, whichever change kept them.
///
/// # Errors
/// If there is no such task, or if its spec cannot be read.
pub fn promised(
    name: &str,
    inquiry: &Inquiry,
    selection: &Selection,
    files: &Files,
) -> miette::Result<(Task, Vec<Judged>)> {
    let mut plan = inquiry.plan(selection)?;
    let task = plan::find(name, &selection.head, &plan, &inquiry.settings)?;
    let mut specs = Specs::of(&task, None, selection, inquiry)?;
    without_unsound_handovers(&mut specs.judged, &mut plan);
    let delivered = inquiry.delivered(files, &[&specs.judged], Asking::default())?;
    let nothing = Answer::default();
    specs.judged.hollow.extend(prescribed(&specs.judged, &nothing, &delivered, files, selection));
    Ok(dependencies(vec![specs.judged], &delivered).remove(0))
}

/// What tests and reports say of the change and of what keeps the promises. What is wrong with it is added to `check`.
fn evidence(
    (typed, console): (&VerifyArgs, Option<&Console>),
    inquiry: &Inquiry,
    selection: &Selection,
    files: &Files,
    check: &mut Answer,
    (task, judged, stock): (&Task, &[Judged], &Stock),
) -> miette::Result<EvidenceReport> {
    has_its_source(typed)?;
    let reports = reports(typed, inquiry, selection, console)?;
    let proof = proof(&Asked { stock, reports: &reports, check, task: Some(task), judged, selection, files });
    let weigh = |complaint| inquiry.engine.weigh(complaint);
    let smelling: Vec<_> = smells(stock, check).into_iter().filter_map(weigh).collect();
    check.findings.extend(smelling);
    check.gaps.extend(reports.gaps());
    let lacking = verdict::judge::growth::complaints(&proof, check, typed.require.into(), &weigh);
    check.findings.extend(lacking);
    check.findings.extend(judge::narrower(task).and_then(weigh));
    Ok(proof.evidence)
}

/// What the tests say once each function that keeps a promise is switched off, where that is asked for.
fn proofs(
    (typed, console): (&VerifyArgs, Option<&Console>),
    inquiry: &Inquiry,
    judged: &[Judged],
    files: &Files,
) -> miette::Result<Option<Proofs>> {
    let Some(console) = console.filter(|_| typed.prove) else { return Ok(None) };
    let selected = prove::of_judged(judged, files, typed.strict);
    let request = prove::request(&typed.proving, inquiry, typed.range.head.as_deref(), &typed.command)?;
    Ok(Some(prove::proofs(&selected, &request, console)?))
}

/// The reports that were handed in, or those of tests that are run now; what was kept of the base is found again.
fn reports(
    typed: &VerifyArgs,
    inquiry: &Inquiry,
    selection: &Selection,
    console: Option<&Console>,
) -> miette::Result<Reports> {
    let recalled = recalled(&typed.reports, None, selection)?;
    match (&typed.run.test_cmd, console) {
        (Some(command), Some(console)) => {
            let runs = Runs { run: &typed.run, reports: &typed.reports, head: typed.range.head.as_deref() };
            reports_of_runs(command, &runs, selection, recalled, console)
        }
        _ => Ok(Reports::read(&typed.reports, selection, &inquiry.settings)?.since(recalled)),
    }
}

/// Holds the reports that were typed against where evidence has to come from.
fn has_its_source(typed: &VerifyArgs) -> Result<(), Failure> {
    if !typed.prove && !typed.proving.is_none() {
        let next = "add --prove and the command that runs the tests, as in `--prove -- make check`";
        return Err(Failure::new("--jobs, --timeout and --no-cache say how functions are tried", next));
    }
    let runs = typed.run.test_cmd.is_some();
    match (typed.evidence, typed.reports.is_empty() && !runs) {
        (Some(EvidenceWord::Run), _) if !runs => Err(Failure::new(
            "with --evidence run the command that runs the tests is needed",
            "name it with --test-cmd; it is run at both ends of the work, each laid out in a temporary folder",
        )),
        (Some(EvidenceWord::Static), false) => Err(Failure::new(
            "with --evidence static no report is taken",
            "leave the reports out, or judge by them with --evidence reports",
        )),
        (Some(EvidenceWord::Reports), true) => Err(Failure::new(
            "with --evidence reports at least one report is needed",
            "hand in what a test runner or coverage tool wrote, with --results or --coverage",
        )),
        _ => Ok(()),
    }
}

/// Why there is no work to judge: a range without a commit and without a change shows nothing, for or against the task.
fn no_work(selection: &Selection, head: Option<&str>) -> miette::Result<Option<String>> {
    if !selection.touched().is_empty() {
        return Ok(None);
    }
    let commits = match &selection.base_commit {
        Some(base) => {
            let range = format!("{base}..{}", head.unwrap_or("HEAD"));
            vcs::commits(&GitProgram::default(), &selection.root, &range).map_err(|error| Failure::of(&error))?.len()
        }
        None => 0,
    };
    Ok((commits == 0).then(|| format!("there is no work to judge: nothing changed {}", selection.description)))
}

/// Stubs of the tree that the spec itself shows, token by token: the task asks for them.
fn prescribed(
    task: &Task,
    check: &Answer,
    delivered: &Delivered,
    files: &Files,
    selection: &Selection,
) -> Vec<Exclusion> {
    let Some(spec) = plan::spec_text(&selection.head, &task.path) else { return Vec::new() };
    let found = check.findings.iter().filter_map(|finding| Some((&finding.path, finding.function.as_ref()?.line)));
    let hollow = delivered.functions.iter().filter(|function| function.hollow.is_some());
    let suspects = found.chain(hollow.map(|function| (&function.path, function.line))).collect();
    verdict::prescribed(&spec, &suspects, &|path| files.text(path))
}

/// What became of the promises of other tasks, whatever change they were kept by.
pub fn dependencies(tasks: Vec<Task>, delivered: &Delivered) -> Vec<(Task, Vec<Judged>)> {
    let at_head = Delivered { change: None, ..delivered.clone() };
    tasks
        .into_iter()
        .map(|task| {
            let judged = judge::judge_promises(&task, &at_head);
            (task, judged)
        })
        .collect()
}

/// What `check` says of the change.
fn check(inquiry: &Inquiry, selection: &Selection, files: &Files, specs: &Specs) -> miette::Result<Answer> {
    let mut answer = inquiry.check(selection, files)?;
    answer.gaps.extend(files.take_gaps());
    answer.moved_bars.extend(specs.moved.iter().cloned());
    Ok(answer)
}

/// The exit code of a report about tasks.
pub fn exit(report: &Report) -> Exit {
    match report.verdict {
        Verdict::Clean | Verdict::NothingChecked | Verdict::Delivered | Verdict::Ready | Verdict::Proven => Exit::Clean,
        Verdict::Findings | Verdict::Incomplete | Verdict::Unproven => Exit::Findings,
        Verdict::Blocked => Exit::Blocked,
        Verdict::Unverifiable | Verdict::Inconclusive => Exit::NothingVerified,
    }
}

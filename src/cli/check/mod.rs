//! `makegood check`.

mod nothing;

use crate::cli::named_files::{self, MOST_TEXT};
use model::{MovedBar, Report, Severity, SourceText, SuppressionKind, Verdict, file_name};
use rules::Baseline;
use vcs::{self, Selection};
use verdict::judge;

use super::args::{CheckArgs, Global};
use super::config::FILE_NAME;
use super::console::Console;
use super::delivery::{self, Sources};
use super::engine;
use super::exit::Exit;
use super::failure::{Failure, because};
use super::files::{self, Files};
use super::policy;
use super::run_root::shown;
use super::settings::{Baseline as BaselineUse, CheckSettings, Scope};
use super::today::today;
use super::verify;
use crate::cli::task_run::Inquiry;

/// What a look at a change came to.
pub struct Looked {
    /// The answer.
    pub report: Report,
    /// The texts that its findings are shown in.
    pub sources: Sources,
    /// What it was judged with.
    pub engine: verdict::check::Engine,
}

/// Judges the functions that a change touches.
pub fn run(typed: &CheckArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let settings = CheckSettings::new(typed, global)?;
    let Looked { mut report, sources, engine } = look(&settings, console)?;
    report.ok &= !(settings.fail_on_nothing && report.verdict == Verdict::NothingChecked);
    if let BaselineUse::Write(path) = &settings.baseline {
        return write_baseline(path, &report, console);
    }
    delivery::deliver(&typed.output, settings.fail_on, &engine, &report, &sources, console)?;
    Ok(exit(&report))
}

/// Looks at the change that `settings` tell of.
///
/// # Errors
/// If the rules are not sound, and if git or the repository does not let it be looked at.
pub fn look(settings: &CheckSettings, console: &Console) -> miette::Result<Looked> {
    let request = files::request(settings);
    let begun = vcs::begin(&request);
    // Git is at work meanwhile.
    let engine = engine::build(settings)?;
    let today = today();
    let selection = std::thread::scope(|scope| {
        if settings.scope == Scope::All {
            scope.spawn(|| engine.prepare());
        }
        begun.and_then(|begun| begun.select(&files::is_source()))
    });
    let mut selection = selection.map_err(|error| Failure::of(&error))?;
    let held = policy::of_base(settings, &selection)?;
    let (settings, engine) = match &held {
        None => (settings, engine),
        Some(held) => {
            selection = vcs::select(&files::request(held), &files::is_source()).map_err(|error| Failure::of(&error))?;
            (held, engine::build(held)?)
        }
    };
    let inquiry = Inquiry { settings: settings.clone(), engine };
    let files = Files::new(&selection, settings);
    let bar = console.progress(files.len());
    let (mut report, sources) =
        in_threads(settings, files.len(), || judged(&inquiry, &selection, &files, &today, &|| bar.inc(1)))?;
    bar.finish_and_clear();
    report.totals.skipped = selection.skipped.clone();
    drop(files);
    // The program is about to end, and git ends when its input is closed: waiting for that would take longer than judging.
    std::mem::forget(selection);
    Ok(Looked { report, sources, engine: inquiry.engine })
}

/// How many files are read without starting threads for them.
const FEW: usize = 4;

fn in_threads<T: Send>(
    settings: &CheckSettings,
    files: usize,
    work: impl FnOnce() -> miette::Result<T> + Send,
) -> miette::Result<T> {
    let threads = match (settings.threads, files) {
        (Some(threads), _) => threads.get(),
        (None, 0..=FEW) => 1,
        (None, _) => 0,
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    // One thread is the one that is here: starting another would take longer than a few files.
    let pool = if threads == 1 { pool.use_current_thread() } else { pool };
    let pool = pool.build().map_err(|error| because(error, "cannot start the threads that read files".to_owned()))?;
    pool.install(work)
}

fn judged(
    inquiry: &Inquiry,
    selection: &Selection,
    files: &Files,
    today: &str,
    progress: &(dyn Fn() + Sync),
) -> miette::Result<(Report, Sources)> {
    let Inquiry { settings, engine } = inquiry;
    let jobs = files.jobs();
    let check =
        verdict::check::Check { engine, jobs: &jobs, change: files.is_change(), around: files, today, progress };
    let mut answer = verdict::check::check(&check);
    answer.gaps.extend(selection.gaps.iter().cloned());
    answer.gaps.extend(files.take_gaps());
    answer.moved_bars.extend(moved(selection, settings)?);
    answer.base = files::base(selection);
    match &settings.baseline {
        BaselineUse::Read(path) => read_baseline(path, engine)?.apply(&mut answer.findings),
        BaselineUse::AtBase { path, text } => parse_baseline(path, text, engine)?.apply(&mut answer.findings),
        BaselineUse::Write(_) | BaselineUse::Ignored => {}
    }
    let report = match &settings.typed.check.scope.task {
        None => judge::answer(answer, settings.fail_on, &|| nothing::seen(selection)),
        Some(name) => {
            let (task, judged) = verify::promised(name, inquiry, selection, files)?;
            judge::answer_with_task(answer, (&task, &judged), settings.fail_on, &|complaint| engine.weigh(complaint))
        }
    };
    let shown = delivery::shown_paths(&report);
    let sources = verdict::check::sources(&check, shown.into_iter());
    Ok((report, sources))
}

/// What the change made of the policy that it is judged by.
///
/// # Errors
/// When git cannot read one of the files.
pub fn moved(selection: &Selection, settings: &CheckSettings) -> miette::Result<Vec<MovedBar>> {
    let baseline = match &settings.baseline {
        BaselineUse::Read(path) | BaselineUse::Write(path) | BaselineUse::AtBase { path, .. } => {
            path.strip_prefix(&settings.place.root).ok()
        }
        BaselineUse::Ignored => None,
    };
    let baseline = baseline.map(|path| path.to_string_lossy().replace('\\', "/"));
    let decides = |path: &str| {
        path.rsplit('/').next() == Some("makegood.toml")
            || path.starts_with(".makegood/")
            || [".ignore", ".gitattributes"].contains(&file_name(path))
            || path == super::settings::BASELINE
            || baseline.as_deref() == Some(path)
    };
    let files = selection.changed_where(decides).map_err(|error| Failure::of(&error))?;
    let text = |source: &Option<SourceText>| source.as_ref().map(|source| source.as_str().to_owned());
    let mut moved: Vec<MovedBar> = files
        .iter()
        .flat_map(|file| rules::moved_files(&file.path, text(&file.base).as_deref(), text(&file.head).as_deref()))
        .collect();
    if !settings.accept_policy_change && selection.base_commit.is_some() {
        moved.iter_mut().for_each(|bar| bar.message += "; not in force");
    }
    // Git may be told to ignore what differs.
    if settings.own_rule_texts.is_some() && moved.is_empty() {
        let message = "the policy is another one than at base; not in force".to_owned();
        moved.push(MovedBar { path: FILE_NAME.to_owned(), line: None, message });
    }
    Ok(moved)
}

/// The baseline in the file at `path`.
///
/// # Errors
/// If it cannot be read, is no baseline, or names a rule that `engine` does not have.
pub fn read_baseline(path: &std::path::Path, engine: &verdict::check::Engine) -> miette::Result<Baseline> {
    let text = named_files::read_text(path, MOST_TEXT)
        .map_err(|error| because(error, format!("cannot read the baseline {}", path.display())))?;
    parse_baseline(path, &text, engine)
}

/// The baseline with the text `text`, which stands or stood at `path`.
fn parse_baseline(path: &std::path::Path, text: &str, engine: &verdict::check::Engine) -> miette::Result<Baseline> {
    let baseline =
        Baseline::parse(text).map_err(|error| because(error, format!("cannot use the baseline {}", path.display())))?;
    match baseline.unknown_rule(&|id| engine.has_rule(id)) {
        None => Ok(baseline),
        Some(rule) => Err(Failure::new(
            format!("the baseline {} names the rule `{rule}`, which does not exist", path.display()),
            "write it anew with `makegood check --all --write-baseline`; `makegood rules` lists all rules",
        )
        .into()),
    }
}

fn write_baseline(path: &std::path::Path, report: &Report, console: &Console) -> miette::Result<Exit> {
    let reason = match read_existing_reason(path) {
        Some(reason) => reason,
        None => "known when makegood was adopted".to_owned(),
    };
    let kept: Vec<_> = report.findings.iter().filter(|finding| finding.severity > Severity::Note).cloned().collect();
    let baseline = Baseline::of(&kept, &reason);
    named_files::write(path, baseline.to_text().as_bytes(), false)
        .map_err(|error| because(error, format!("cannot write the baseline {}", path.display())))?;
    let commented = report
        .findings
        .iter()
        .filter(|finding| finding.suppressed.as_ref().is_some_and(|by| by.kind == SuppressionKind::Comment));
    console.tell(&format!(
        "wrote {}: from now on {} not counted ({} suppressed by comments)",
        shown(path),
        match baseline.len() {
            1 => "1 finding is".to_owned(),
            findings => format!("{findings} findings are"),
        },
        commented.count()
    ));
    Ok(Exit::Clean)
}

fn read_existing_reason(path: &std::path::Path) -> Option<String> {
    Some(Baseline::parse(&named_files::read_text(path, MOST_TEXT).ok()?).ok()?.reason().to_owned())
}

/// The exit code of a report.
pub fn exit(report: &Report) -> Exit {
    match report.verdict {
        Verdict::Clean => Exit::Clean,
        Verdict::NothingChecked if report.ok => Exit::Clean,
        Verdict::NothingChecked | Verdict::Unverifiable => Exit::NothingVerified,
        Verdict::Blocked => Exit::Blocked,
        _ => Exit::Findings,
    }
}

//! What is meant: the command line over the configuration over the defaults. Nothing here is read again later.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use bytesize::ByteSize;

use super::args::{CheckArgs, Global, PolicyArgs, ScopeArgs};
use super::config::{self, Config, ConfigError, PathPatterns};
use super::console::Console;
use super::failure::Failure;
use crate::cli::run_root::{Place, shown};
use model::Severity;
use rules::Spanned;

/// Where findings are listed that do not count, unless told otherwise; from the root.
pub const BASELINE: &str = "makegood-baseline.json";

/// Where a project keeps rules of its own; from the root.
pub const OWN_RULES: &str = ".makegood/rules";

/// The size from which on a file is a gap, unless told otherwise.
const MAX_FILE_SIZE: ByteSize = ByteSize::mib(4);

/// Paths that hold tests, unless told otherwise.
pub const TESTS: &[&str] = &[
    "tests/**",
    "test/**",
    "**/tests/**",
    "**/test/**",
    "*_test.c",
    "*_tests.c",
    "test_*.c",
    "*-test.c",
    "*-tests.c",
    "test-*.c",
    "*_test.rs",
    "*_tests.rs",
    "tests.rs",
    "test.rs",
    "test_util.rs",
    "test_utils.rs",
    "test_helpers.rs",
    "**/test_util/**",
    "**/test_utils/**",
    "**/fuzz_targets/**",
];

/// What `makegood check` is to do.
#[derive(Debug, Clone)]
pub struct CheckSettings {
    /// Where, and on which paths.
    pub place: Place,
    /// What is judged.
    pub scope: Scope,
    /// Paths that are left out.
    pub exclude: PathPatterns,
    /// Paths that hold tests.
    pub tests: PathPatterns,
    /// Whether vendored and generated files are read.
    pub include_vendored: bool,
    /// Files of more bytes are gaps.
    pub max_file_size: u64,
    /// Whether the policy that the change itself brings counts.
    pub accept_policy_change: bool,
    /// Whether functions that cannot hold a finding are left unread.
    pub prefilter: bool,
    /// Where progress is shown.
    pub console: Console,
    /// How many threads read; one for each core where it is not said.
    pub threads: Option<NonZeroUsize>,
    /// From which severity on the run fails.
    pub fail_on: Severity,
    /// Whether the run fails where there is nothing to look at.
    pub fail_on_nothing: bool,
    /// Severities that differ from the rules' own; `None` turns a rule off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// Words that the project adds, by list.
    pub vocabulary: BTreeMap<String, Vec<String>>,
    /// What is done with the baseline.
    pub baseline: Baseline,
    /// The project's own rules; absolute. The folder need not exist.
    pub own_rules: PathBuf,
    /// The project's own rules by path, where others than those in the folder count.
    pub own_rule_texts: Option<Vec<(String, String)>>,
    /// What was typed.
    pub typed: Typed,
    /// The configuration that all this comes from, for errors in names that only other rooms know.
    pub config: Option<Config>,
}

/// What is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// What changed since the merge base with the default branch, the working tree included.
    SinceDefaultBranch,
    /// What is staged, as it is staged.
    Staged,
    /// What is staged, against the first parent of `HEAD`.
    Amended,
    /// What one commit did.
    Commit(String),
    /// What changed since a revision.
    Since {
        /// The revision.
        base: String,
        /// Up to which revision; the working tree where it is not said.
        head: Option<String>,
    },
    /// Everything.
    All,
}

/// What was typed of a `check`, to be read again under another configuration.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The command itself.
    pub check: CheckArgs,
    /// The configuration that was named.
    pub config: Option<PathBuf>,
    /// Where progress is shown.
    pub console: Console,
}

/// What is done with the baseline; paths are absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Baseline {
    /// Nothing.
    Ignored,
    /// Findings listed there do not count.
    Read(PathBuf),
    /// Findings that were listed in the file at base do not count.
    AtBase {
        /// The file.
        path: PathBuf,
        /// Its text at base.
        text: String,
    },
    /// Today's findings are written there.
    Write(PathBuf),
}

impl CheckSettings {
    /// What the command line and the configuration mean together. The command line wins.
    ///
    /// # Errors
    /// If the configuration holds a mistake, or if something that is named does not exist.
    pub fn new(typed: &CheckArgs, global: &Global) -> miette::Result<Self> {
        let place = Place::find(&typed.paths)?;
        let config = config::load(global.config.as_deref(), &place.start(), &place.root)?;
        let scope = scope(&typed.scope, typed.policy.write_baseline);
        must_exist(&place, &scope)?;
        check_tasks(config.as_ref())?;
        let baseline = baseline(&typed.policy, &place, config.as_ref())?;
        Self::of(
            Typed { check: typed.clone(), config: global.config.clone(), console: Console::new(global) },
            place,
            scope,
            config,
            baseline,
        )
    }

    /// The same command line with another configuration and baseline.
    ///
    /// # Errors
    /// If the configuration holds a mistake.
    pub fn under(&self, config: Option<Config>, baseline: Baseline) -> miette::Result<Self> {
        Self::of(self.typed.clone(), self.place.clone(), self.scope.clone(), config, baseline)
    }

    fn of(
        typed_all: Typed,
        place: Place,
        scope: Scope,
        config: Option<Config>,
        baseline: Baseline,
    ) -> miette::Result<Self> {
        let typed = &typed_all.check;
        let file = config.as_ref().map(|config| config.file.clone()).unwrap_or_default();
        Ok(Self {
            exclude: exclude(&typed.reading.exclude, &place, config.as_ref())?,
            tests: tests(&place, config.as_ref())?,
            include_vendored: typed.reading.include_vendored || file.check.include_vendored.unwrap_or(false),
            max_file_size: typed.reading.max_file_size.or(file.check.max_file_size).unwrap_or(MAX_FILE_SIZE).as_u64(),
            accept_policy_change: typed.reading.accept_policy_change,
            prefilter: !typed.reading.no_prefilter,
            console: typed_all.console,
            threads: typed.reading.threads,
            fail_on: typed.policy.fail_on.map(Severity::from).or(file.check.fail_on).unwrap_or(Severity::Error),
            severities: file
                .severity
                .into_iter()
                .map(|(id, level)| (id.into_inner(), level.severity()))
                .chain(typed.policy.severities.iter().cloned())
                .collect(),
            fail_on_nothing: typed.policy.fail_on_nothing,
            vocabulary: file.vocabulary.into_iter().map(|(list, words)| (list.into_inner(), words)).collect(),
            baseline,
            own_rules: place.root.join(OWN_RULES),
            own_rule_texts: None,
            place,
            scope,
            config,
            typed: typed_all,
        })
    }
}

/// A baseline lists the whole repository: a part of it would forget the rest.
fn scope(typed: &ScopeArgs, write_baseline: bool) -> Scope {
    match (&typed.base, typed.staged, typed.all || write_baseline) {
        (Some(base), _, _) => Scope::Since { base: base.clone(), head: typed.head.clone() },
        (None, true, _) => Scope::Staged,
        (None, false, true) => Scope::All,
        (None, false, false) => Scope::SinceDefaultBranch,
    }
}

/// A path that was mistyped must not look like one that is clean. The index and revisions can hold what the working
/// tree does not.
fn must_exist(place: &Place, scope: &Scope) -> miette::Result<()> {
    if !matches!(scope, Scope::All | Scope::SinceDefaultBranch) {
        return Ok(());
    }
    match place.paths.iter().find(|path| place.root.join(path).symlink_metadata().is_err()) {
        Some(path) => Err(Failure::new(
            format!("there is no {} in {}", path.display(), place.root.display()),
            "paths are told from the current folder; with --base and --head they can name what was deleted",
        )
        .into()),
        None => Ok(()),
    }
}

fn exclude(typed: &[String], place: &Place, config: Option<&Config>) -> miette::Result<PathPatterns> {
    let mut patterns = PathPatterns::default();
    if let Some(config) = config {
        add_configured(&mut patterns, place, config, &config.file.check.exclude)?;
    }
    patterns.add(&place.here, typed.iter().map(String::as_str)).map_err(|(number, error)| {
        Failure::new(
            format!("cannot read the pattern `{}`, given with --exclude: {error}", typed[number]),
            "patterns are written as in .gitignore: `vendor/`, `*.gen.c`, `/lib/old/**`",
        )
    })?;
    Ok(patterns)
}

fn tests(place: &Place, config: Option<&Config>) -> miette::Result<PathPatterns> {
    let configured = config.and_then(|config| Some((config, config.file.check.tests.as_ref()?)));
    let Some((config, lines)) = configured else { return Ok(PathPatterns::known(TESTS)) };
    let mut patterns = PathPatterns::default();
    add_configured(&mut patterns, place, config, lines)?;
    Ok(patterns)
}

fn add_configured(
    patterns: &mut PathPatterns,
    place: &Place,
    config: &Config,
    lines: &[Spanned<String>],
) -> miette::Result<()> {
    let folder = config_folder(place, Some(config));
    patterns.add(&folder, lines.iter().map(|line| line.get_ref().as_str())).map_err(|(number, error)| {
        let line = &lines[number];
        let what = format!("cannot read the pattern `{}`", line.get_ref());
        ConfigError::new(&config.path, &config.text, Some(line.span()), what, error.to_string())
            .next(Some("patterns are written as in .gitignore: `vendor/`, `*.gen.c`, `/lib/old/**`".to_owned()))
            .into()
    })
}

/// The folder of the configuration, from the root; the root itself for one that lies elsewhere.
fn config_folder(place: &Place, config: Option<&Config>) -> PathBuf {
    let folder = config.and_then(|config| config.path.parent()?.canonicalize().ok());
    folder.and_then(|folder| folder.strip_prefix(&place.root).map(Path::to_path_buf).ok()).unwrap_or_default()
}

/// A folder that was mistyped must not look like one without tasks.
fn check_tasks(config: Option<&Config>) -> miette::Result<()> {
    let Some((config, folder)) = config.and_then(|config| Some((config, config.file.tasks.dir.as_ref()?))) else {
        return Ok(());
    };
    let base = config.path.parent().unwrap_or(&config.path);
    if base.join(folder.get_ref()).is_dir() {
        return Ok(());
    }
    let what = format!("there is no folder {}", folder.get_ref().display());
    let next = "it is told from the folder of this file; leave it out if the project keeps no task specs";
    let error = ConfigError::new(&config.path, &config.text, Some(folder.span()), what, "not there".to_owned());
    Err(error.next(Some(next.to_owned())).into())
}

fn baseline(typed: &PolicyArgs, place: &Place, config: Option<&Config>) -> miette::Result<Baseline> {
    let configured = config.and_then(|config| config.file.check.baseline.as_ref());
    let folder = place.root.join(config_folder(place, config));
    let named = match (&typed.baseline, configured) {
        (Some(path), _) => Some(std::path::absolute(path).unwrap_or_else(|_| path.clone())),
        (None, Some(path)) => Some(folder.join(path.get_ref())),
        (None, None) => None,
    };
    let path = named.clone().unwrap_or_else(|| place.root.join(BASELINE));
    match (typed.write_baseline, typed.no_baseline, path.is_file(), named) {
        (true, ..) => Ok(Baseline::Write(path)),
        (false, true, ..) | (false, false, false, None) => Ok(Baseline::Ignored),
        (false, false, true, _) => Ok(Baseline::Read(path)),
        (false, false, false, Some(_)) => Err(Failure::new(
            format!("there is no baseline {}", shown(&path)),
            "write it with `makegood check --write-baseline`, or count all findings with --no-baseline",
        )
        .into()),
    }
}

//! A run that asks about tasks: what it is to do, the rules, and the tree that is looked at.

use super::args::{CheckArgs, Global, OutputArgs, PolicyArgs, ReadingArgs, ScopeArgs, SeverityWord};
use super::failure::Failure;
use super::settings::CheckSettings;
use super::today::today;
use super::{check, engine, files, plan, policy};
use analysis::test_inventory::Inventory;
use model::{Delivered, Task};
use vcs::{self, Selection};
use verdict::check::Engine;
use verdict::judge::Answer;
use verdict::{Asked, Lookup, Plan};

/// What every command about tasks begins with.
pub struct Inquiry {
    /// What is to be done.
    pub settings: CheckSettings,
    /// Rules, words and weights.
    pub engine: Engine,
}

impl Inquiry {
    /// As it was typed.
    ///
    /// # Errors
    /// If the configuration or a rule file of the project holds a mistake.
    pub fn new(reading: &ReadingArgs, fail_on: Option<SeverityWord>, global: &Global) -> miette::Result<Self> {
        let typed = CheckArgs {
            paths: Vec::new(),
            scope: ScopeArgs::default(),
            reading: reading.clone(),
            policy: PolicyArgs { fail_on, no_baseline: true, ..PolicyArgs::default() },
            output: OutputArgs { format: report::Format::Json, output: None },
        };
        let settings = CheckSettings::new(&typed, global)?;
        let engine = engine::build(&settings)?;
        Ok(Self { settings, engine })
    }

    /// The tree of `head`, or the working tree, and what differs from `base`.
    ///
    /// # Errors
    /// Where there is no git repository, or a revision names no commit.
    pub fn select(&self, base: Option<&str>, head: Option<&str>) -> miette::Result<Selection> {
        let scope = match base {
            Some(base) => vcs::Scope::Range { base: base.to_owned(), head: head.map(str::to_owned) },
            None => vcs::Scope::Default,
        };
        let request = vcs::Request { scope, ..files::request(&self.settings) };
        vcs::select(&request, &files::is_source()).map_err(|error| Failure::of(&error).into())
    }

    /// What differs from `base`, under the policy that holds for it: where that is another one than the tree has, the run that
    /// judges by it comes with the change.
    ///
    /// # Errors
    /// As [`Inquiry::select`], and where the policy at base holds a mistake.
    pub fn judging(&self, base: Option<&str>, head: Option<&str>) -> miette::Result<(Option<Self>, Selection)> {
        let selection = self.select(base, head)?;
        match policy::of_base(&self.settings, &selection)? {
            None => Ok((None, selection)),
            Some(settings) => {
                let held = Self { engine: engine::build(&settings)?, settings };
                let selection = held.select(base, head)?;
                Ok((Some(held), selection))
            }
        }
    }

    /// The tree of `head`, or the working tree.
    ///
    /// # Errors
    /// As [`Inquiry::select`].
    pub fn tree(&self, head: Option<&str>) -> miette::Result<Selection> {
        self.select(Some(head.unwrap_or("HEAD")), head)
    }

    /// The tasks of the project as the tree of `selection` has them.
    ///
    /// # Errors
    /// When the tree cannot be listed.
    pub fn plan(&self, selection: &Selection) -> miette::Result<Plan> {
        plan::read(&selection.head, &plan::folders(&self.settings))
    }

    /// The same, with what lies in the folder of the task that was typed.
    ///
    /// # Errors
    /// When the tree cannot be listed.
    pub fn plan_around(&self, typed: &str, selection: &Selection) -> miette::Result<Plan> {
        let mut folders = plan::folders(&self.settings);
        folders.extend(plan::own_folder(typed, &self.settings.place.root, &folders));
        plan::read(&selection.head, &folders)
    }

    /// The tasks that `task` depends on, directly or through others, each after those that it depends on itself.
    ///
    /// # Errors
    /// If tasks wait for one another, or if the spec of one of them cannot be read.
    pub fn dependencies(&self, task: &Task, plan: &mut Plan) -> miette::Result<Vec<Task>> {
        for dependency in &task.depends_on {
            if let Some(error) = plan.broken().iter().find(|error| error.is_about(&dependency.target)) {
                return Err(plan::failure(error.clone()));
            }
        }
        plan.before(task).map_err(plan::failure)
    }

    /// What `check` says of the change in `files`, which `selection` chose.
    ///
    /// # Errors
    /// When git cannot read what the change does to the policy.
    pub fn check(&self, selection: &Selection, files: &files::Files) -> miette::Result<Answer> {
        let jobs = files.jobs();
        let bar = self.settings.console.progress(files.len());
        let check = verdict::check::Check {
            engine: &self.engine,
            jobs: &jobs,
            change: files.is_change(),
            around: files,
            today: &today(),
            progress: &|| bar.inc(1),
        };
        let mut answer = verdict::check::check(&check);
        bar.finish_and_clear();
        answer.totals.skipped = selection.skipped.clone();
        answer.gaps.extend(selection.gaps.iter().cloned());
        answer.base = files::base(selection);
        answer.moved_bars.extend(check::moved(selection, &self.settings)?);
        Ok(answer)
    }

    /// What stands in the tree of `files` for the promises of all of `tasks` and for what else is asked.
    ///
    /// # Errors
    /// When git cannot list the files at base.
    pub fn delivered(&self, files: &files::Files, tasks: &[&Task], asking: Asking) -> miette::Result<Delivered> {
        let promises = tasks.iter().flat_map(|task| &task.promises);
        let asked = Asked::of(promises, asking.user.iter().flat_map(|task| &task.uses));
        let change = files.changed().map_err(|error| Failure::of(&error))?;
        let lookup = Lookup { engine: &self.engine, grounds: files, change, tests: asking.tests, today: &today() };
        Ok(verdict::delivered(&lookup, &asked))
    }
}

/// What is asked besides promises, and what is known already.
#[derive(Clone, Copy, Default)]
pub struct Asking<'a> {
    /// The task whose own text takes things for granted.
    pub user: Option<&'a Task>,
    /// The tests at head.
    pub tests: Option<&'a Inventory>,
}

//! What was read out of a spec, line by line, for people.

use owo_colors::{OwoColorize, Style as Ink};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::cli::console::{Console, StreamStyle};
use model::{Promise, Promised, Report, Task, TaskState, Tier, Used};
use report::Verbosity;

/// Narrower terminals get longer lines, not single letters.
const NARROWEST: usize = 60;

/// How many lines that were not taken are shown unless more is asked for.
const FEW: usize = 20;

/// Everything that is known of `tasks`, each in sections.
pub fn all(tasks: &[Task], report: &Report, console: &Console) -> String {
    let quiet = console.verbosity() == Verbosity::Quiet;
    let verbose = console.verbosity() == Verbosity::Verbose;
    let mut page = Page { style: console.output_style(), text: String::new() };
    for (index, task) in tasks.iter().enumerate() {
        if index > 0 {
            page.text.push('\n');
        }
        page = page.head(task).promises(task);
        if !quiet {
            page = page.order(task).uses(task).left(task).not_taken(task, verbose);
        }
    }
    if quiet { page.text } else { page.closing(report).text }
}

struct Page {
    style: StreamStyle,
    text: String,
}

impl Page {
    fn head(mut self, task: &Task) -> Self {
        let title = if task.title.is_empty() { String::new() } else { format!("  {}", task.title) };
        let state = match task.state {
            TaskState::Open => "open",
            TaskState::Begun => "begun",
            TaskState::Done => "said to be done",
            TaskState::Dropped => "given up",
        };
        let name = self.ink(&task.id, Ink::new().bold());
        self.lines(0, &name, &title);
        self.lines(0, "", &format!("{}:{}, {state}", task.path, task.line));
        self
    }

    fn promises(mut self, task: &Task) -> Self {
        if !task.promises.is_empty() {
            self.section("Promises");
        }
        for promise in &task.promises {
            let tier = self.ink(&format!("{:9}", tier(promise.tier)), colour(promise.tier));
            let lead = format!("{:>6}  {tier}  {:9}  ", promise.line, promise.what.kind());
            self.lines(30, &lead, &said(promise));
            if !promise.why.is_empty() {
                self.faint(30, &promise.why);
            }
        }
        self
    }

    fn order(mut self, task: &Task) -> Self {
        if !task.depends_on.is_empty() {
            self.section("Depends on");
        }
        for (line, targets) in by_line(task) {
            self.lines(8, &format!("{line:>6}  "), &targets.join(", "));
        }
        self
    }

    fn uses(mut self, task: &Task) -> Self {
        if !task.uses.is_empty() {
            self.section("Takes for granted");
        }
        for used in &task.uses {
            let what = match &used.what {
                Used::Slot(name) => format!("what fills the slot {name}"),
                Used::Symbol(name) | Used::Call(name) => name.clone(),
                Used::File(path) => path.clone(),
            };
            let task = used.task.as_ref().map(|task| format!(" of {task}")).unwrap_or_default();
            self.lines(8, &format!("{:>6}  ", used.line), &format!("{what}{task}"));
        }
        self
    }

    fn left(mut self, task: &Task) -> Self {
        if !task.excludes.is_empty() || !task.defers.is_empty() {
            self.section("No part of it");
        }
        for exclusion in &task.excludes {
            self.lines(8, &format!("{:>6}  ", exclusion.line), &exclusion.what);
        }
        for handover in &task.defers {
            self.lines(8, &format!("{:>6}  ", handover.line), &format!("{}, left to {}", handover.symbol, handover.to));
        }
        self
    }

    fn not_taken(mut self, task: &Task, all: bool) -> Self {
        if !task.passed_over.is_empty() {
            self.section("Not taken for promises");
        }
        let shown = if all { usize::MAX } else { FEW };
        for passed in task.passed_over.iter().take(shown) {
            self.lines(8, &format!("{:>6}  ", passed.line), &passed.text);
            self.faint(8, &passed.why);
        }
        match task.passed_over.len().saturating_sub(shown) {
            0 => {}
            more => self.faint(8, &format!("and {more} more (-v lists them)")),
        }
        self
    }

    fn closing(mut self, report: &Report) -> Self {
        let ink = if report.ok { Ink::new().green().bold() } else { Ink::new().red().bold() };
        let reason = report.reason.clone();
        self.text.push('\n');
        for line in self.wrapped(0, "", &reason) {
            let line = self.ink(&line, ink);
            self.text += &format!("{line}\n");
        }
        self
    }

    fn section(&mut self, name: &str) {
        let name = self.ink(name, Ink::new().cyan());
        self.text += &format!("\n{name}\n");
    }

    /// `text` behind `lead`, its further lines indented by `hang` columns.
    fn lines(&mut self, hang: usize, lead: &str, text: &str) {
        for line in self.wrapped(hang, lead, text) {
            self.text += &format!("{}\n", line.trim_end());
        }
    }

    fn faint(&mut self, hang: usize, text: &str) {
        let indent = " ".repeat(hang);
        for line in self.wrapped(hang, &indent, text) {
            let line = self.ink(line.trim_start(), Ink::new().dimmed());
            self.text += &format!("{indent}{line}\n");
        }
    }

    /// Paths and names stay in one piece, so that they can be copied.
    fn wrapped(&self, hang: usize, lead: &str, text: &str) -> Vec<String> {
        let indent = " ".repeat(hang);
        let options = Options::new(self.style.width.max(NARROWEST))
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .initial_indent(lead)
            .subsequent_indent(&indent);
        textwrap::wrap(&visible(text), options).into_iter().map(std::borrow::Cow::into_owned).collect()
    }

    fn ink(&self, text: &str, ink: Ink) -> String {
        let text = visible(text);
        if self.style.color { text.style(ink).to_string() } else { text }
    }
}

/// `text` without characters that could act on a terminal.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The dependencies of each line of the spec: a line about phases names many.
fn by_line(task: &Task) -> Vec<(usize, Vec<&str>)> {
    let mut lines: Vec<(usize, Vec<&str>)> = Vec::new();
    for dependency in &task.depends_on {
        match lines.last_mut().filter(|(line, _)| *line == dependency.line) {
            Some((_, targets)) => targets.push(&dependency.target),
            None => lines.push((dependency.line, vec![&dependency.target])),
        }
    }
    lines
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Contract => "contract",
        Tier::Declared => "declared",
        Tier::Mentioned => "mentioned",
    }
}

fn colour(tier: Tier) -> Ink {
    match tier {
        Tier::Contract => Ink::new().green().bold(),
        Tier::Declared => Ink::new().green(),
        Tier::Mentioned => Ink::new().yellow(),
    }
}

/// What is promised, in the words of programs; the spec's own words where there are none.
fn said(promise: &Promise) -> String {
    let place = |file: &Option<String>| file.as_ref().map(|file| format!(" in {file}")).unwrap_or_default();
    match &promise.what {
        Promised::Function { name, file, arity, slot } => {
            let arity = arity.map(|count| format!(", {}", parameters(count))).unwrap_or_default();
            let slot = slot.as_ref().map(|slot| format!(", in the slot {slot}")).unwrap_or_default();
            format!("{name}{}{slot}{arity}", place(file))
        }
        Promised::Slot { name, of, arity } => {
            let of = of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
            let arity = arity.map(|count| format!(", {}", parameters(count))).unwrap_or_default();
            format!("{name}{of}{arity}")
        }
        Promised::Symbol { name, of, file, .. } => {
            let of = of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
            format!("{name}{of}{}", place(file))
        }
        Promised::Removed { name, file } => {
            format!("{name} is gone{}", file.as_ref().map(|file| format!(" from {file}")).unwrap_or_default())
        }
        Promised::Type { name, file } | Promised::Test { name, file } => format!("{name}{}", place(file)),
        Promised::File { path, fate } => format!("{path} is {}", specs::fate_word(*fate)),
        Promised::Tests { at_least, added, files } => {
            let new = if *added { "new " } else { "" };
            let noun = if *at_least == 1 { "test" } else { "tests" };
            let files = if files.is_empty() { String::new() } else { format!(" in {}", files.join(", ")) };
            format!("at least {at_least} {new}{noun}{files}")
        }
        Promised::Command { command } => format!("`{command}` succeeds"),
        Promised::Statement { mark } => {
            let mark = mark.map(|mark| format!("[{mark}] ")).unwrap_or_default();
            format!("{mark}{}", promise.text)
        }
    }
}

fn parameters(count: usize) -> String {
    if count == 1 { "1 parameter".to_owned() } else { format!("{count} parameters") }
}

//! What is said where: standard output for answers, standard error for everything else.

use std::env;
use std::io::{self, ErrorKind, IsTerminal, Write};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use miette::{Context, IntoDiagnostic};

use super::args::Global;
use super::failure;
use report::Verbosity;

/// When colours are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWish {
    /// On a terminal that can show them
    Auto,
    /// Into files and pipes, too
    Always,
    /// Not at all
    Never,
}

/// What the environment says about colours.
#[derive(Debug, Clone, Copy, Default)]
struct ColorHints {
    /// `NO_COLOR` is set and not empty (<https://no-color.org>).
    no_color: bool,
    /// `CLICOLOR_FORCE` is set, and neither empty nor `0` (<https://bixense.com/clicolors/>).
    forced: bool,
    /// `TERM` is `dumb`.
    dumb: bool,
}

/// How text for people is drawn on one of the two streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamStyle {
    /// Whether colours may be used.
    pub color: bool,
    /// Whether more than ASCII may be used.
    pub unicode: bool,
    /// Whether hyperlinks may be used.
    pub links: bool,
    /// The width in columns.
    pub width: usize,
}

/// Both streams and how much is said on them.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    verbosity: Verbosity,
    output: StreamStyle,
    error: StreamStyle,
}

/// Columns where the width cannot be told; the conventional terminal is as wide.
const DEFAULT_WIDTH: usize = 80;

impl Console {
    /// The console as the command line and the environment want it.
    pub fn new(global: &Global) -> Self {
        let hints = ColorHints::from_env();
        let stream = |terminal: bool| StreamStyle {
            color: wants_color(global.color, hints, terminal),
            unicode: supports_unicode::supports_unicode(),
            links: terminal && supports_hyperlinks::supports_hyperlinks(),
            width: width(),
        };
        Self {
            verbosity: verbosity(global),
            output: stream(io::stdout().is_terminal()),
            error: stream(io::stderr().is_terminal()),
        }
    }

    /// How much is said.
    pub fn verbosity(&self) -> Verbosity {
        self.verbosity
    }

    /// How standard output is drawn on.
    pub fn output_style(&self) -> StreamStyle {
        self.output
    }

    /// Whether a progress bar may be shown: on a terminal, and not when only the wrong is to be said.
    pub fn shows_progress(&self) -> bool {
        self.verbosity != Verbosity::Quiet && io::stderr().is_terminal() && !ColorHints::from_env().dumb
    }

    /// A bar on standard error for `length` files; it shows itself only where one is wanted, and not for a few files.
    pub fn progress(&self, length: usize) -> ProgressBar {
        if length < 200 || !self.shows_progress() {
            return ProgressBar::hidden();
        }
        let style =
            ProgressStyle::with_template("{bar:30} {pos}/{len} files").unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(length as u64).with_style(style)
    }

    /// A line on standard error that shows that something goes on.
    pub fn spinner(&self) -> ProgressBar {
        let style = ProgressStyle::with_template("{spinner} {msg} [{elapsed}]");
        let bar = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        bar
    }

    /// A bar on standard error for `length` pieces of work that take long, with an estimate of when it is over; hidden where
    /// none is wanted.
    pub fn estimating(&self, length: usize) -> ProgressBar {
        if !self.shows_progress() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} functions, {eta} left: {msg}");
        let bar = ProgressBar::new(length as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(std::time::Duration::from_millis(500));
        bar
    }

    /// Writes an answer to standard output. A reader that went away (`| head`) wants no more of it: no error.
    ///
    /// # Errors
    /// If it cannot be written for any other reason, such as a full disk.
    pub fn answer(&self, bytes: &[u8]) -> miette::Result<()> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(error).into_diagnostic().wrap_err("cannot write to standard output")
            }
            _ => Ok(()),
        }
    }

    /// Says on standard error what was done, unless only the wrong is to be said.
    pub fn tell(&self, text: &str) {
        if self.verbosity != Verbosity::Quiet {
            self.complain(text);
        }
    }

    /// Says on standard error what is wrong. What came from outside acts on no terminal.
    pub fn complain(&self, text: &str) {
        self.print(&failure::harmless(text));
    }

    /// Shows on standard error what stopped the run.
    pub fn fail(&self, failure: &dyn miette::Diagnostic) {
        self.print(&failure::render(failure, self.error));
    }

    fn print(&self, text: &str) {
        // There is nowhere left to say that standard error is closed.
        let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
    }
}

fn verbosity(global: &Global) -> Verbosity {
    match (global.quiet, global.verbose) {
        (true, _) => Verbosity::Quiet,
        (false, true) => Verbosity::Verbose,
        (false, false) => Verbosity::Normal,
    }
}

impl ColorHints {
    fn from_env() -> Self {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            no_color: set("NO_COLOR"),
            forced: set("CLICOLOR_FORCE") && env::var_os("CLICOLOR_FORCE").is_none_or(|value| value != "0"),
            dumb: env::var_os("TERM").is_some_and(|value| value == "dumb"),
        }
    }
}

/// The command line goes before the environment, `NO_COLOR` before `CLICOLOR_FORCE`, both before the terminal.
fn wants_color(wish: ColorWish, hints: ColorHints, terminal: bool) -> bool {
    match wish {
        ColorWish::Always => true,
        ColorWish::Never => false,
        ColorWish::Auto => !hints.no_color && (hints.forced || (terminal && !hints.dumb)),
    }
}

fn width() -> usize {
    terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| width.0.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: ColorHints = ColorHints { no_color: false, forced: false, dumb: false };

    #[test]
    fn the_command_line_goes_before_the_environment() {
        let against = ColorHints { no_color: true, dumb: true, ..PLAIN };
        assert!(wants_color(ColorWish::Always, against, false));
        assert!(!wants_color(ColorWish::Never, ColorHints { forced: true, ..PLAIN }, true));
    }

    #[test]
    fn auto_follows_the_terminal() {
        assert!(wants_color(ColorWish::Auto, PLAIN, true));
        assert!(!wants_color(ColorWish::Auto, PLAIN, false));
        assert!(!wants_color(ColorWish::Auto, ColorHints { dumb: true, ..PLAIN }, true));
    }

    #[test]
    fn auto_follows_the_environment() {
        assert!(wants_color(ColorWish::Auto, ColorHints { forced: true, ..PLAIN }, false));
        assert!(!wants_color(ColorWish::Auto, ColorHints { no_color: true, forced: true, ..PLAIN }, true));
    }
}

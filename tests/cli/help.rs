//! Help: short on `-h`, complete on `--help`, in the same order for every command.

use crate::scratch::Scratch;

const COMMANDS: &[&str] = &[
    "check",
    "verify",
    "ready",
    "promises",
    "tasks",
    "evidence",
    "commit-msg",
    "rules",
    "explain",
    "hook",
    "init",
    "lsp",
    "schema",
    "completions",
    "man",
];

/// The order of the groups of options, by the first word of their headings.
const ORDER: &[&str] = &["Arguments", "Options", "Scope", "Reports", "Running", "Policy", "Input", "Output", "Global"];

/// Lines that a terminal shows at once, with room for the prompt.
const SCREEN: usize = 45;

fn help(args: &[&str]) -> String {
    let output = Scratch::plain().makegood(args).output().expect("makegood runs");
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn short_help_fits_a_screen_and_the_long_one_says_more() {
    let top = [help(&["-h"]), help(&["--help"])];
    let of_commands = COMMANDS.iter().map(|command| [help(&[command, "-h"]), help(&[command, "--help"])]);
    for [short, long] in of_commands.chain([top]) {
        assert!(short.lines().count() <= SCREEN, "{} lines:\n{short}", short.lines().count());
        assert!(long.lines().count() > short.lines().count(), "{long}");
    }
}

#[test]
fn options_come_in_the_same_order_everywhere() {
    for command in COMMANDS {
        let long = help(&[command, "--help"]);
        let headings = long.lines().filter(|line| line.ends_with(':') && !line.starts_with(' '));
        let places = headings.filter_map(|line| {
            let word = line.split([' ', ':', '(']).next()?;
            ORDER.iter().position(|known| *known == word)
        });
        let places: Vec<usize> = places.collect();
        assert!(places.is_sorted(), "{command}: {places:?}\n{long}");
    }
}

#[test]
fn manual_pages_show_usage_and_the_names_of_values() {
    let scratch = Scratch::plain();
    scratch.makegood(&["man", "--output-dir", "pages"]).assert().success();
    let page = scratch.read("pages/makegood-verify.1");
    assert!(page.contains(".SH SYNOPSIS\nmakegood verify [OPTIONS] <TASK> [\\-\\- <TEST\\-COMMAND>...]\n"), "{page}");
    assert!(page.contains("\\fB\\-\\-base\\fR \\fI<REV>\\fR"), "{page}");
    assert!(scratch.read("pages/makegood.1").contains("makegood\\-verify(1)"));
}

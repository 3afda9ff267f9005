//! The draft of a `makegood.toml`, from what was found.

use crate::cli::init::project_scan::{Survey, files_of};
use crate::cli::settings::{BASELINE, OWN_RULES, TESTS};
use verdict::DEFAULT_FOLDERS;

/// Longer lists have one value to a line; in columns.
const MAX_WIDTH: usize = 100;

/// The whole file. What was found is set, what is guessed or default is commented out.
pub fn text(survey: &Survey) -> String {
    [head(survey), check(survey), severity(), vocabulary(survey), tasks(survey)].join("\n")
}

fn head(survey: &Survey) -> String {
    let languages: Vec<String> = survey.languages.iter().map(|(language, files)| files_of(*language, *files)).collect();
    let found = if languages.is_empty() { "no Rust and no C yet".to_owned() } else { languages.join(" and ") };
    format!(
        "# The configuration of makegood for this repository ({found}).\n\
         # Every value can be left out; the command line wins. `makegood explain RULE` describes a rule.\n\
         # Rules of your own go into {OWN_RULES}/.\n"
    )
}

fn check(survey: &Survey) -> String {
    format!(
        "[check]\n\
         # The lowest severity that fails the run: \"error\", \"warning\" or \"note\".\n\
         # fail-on = \"error\"\n\
         \n\
         # Paths to leave out, written as in .gitignore.\n\
         {exclude}\n\
         \n\
         # Vendored and generated files are skipped by their usual names and by .gitattributes.\n\
         # include-vendored = false\n\
         \n\
         # Larger files are reported as not read.\n\
         # max-file-size = \"4MiB\"\n\
         \n\
         # Paths that hold tests, written as in .gitignore; they replace the default ones.\n\
         {tests}\n\
         \n\
         # Findings listed in this file do not count; `makegood check --write-baseline` writes it.\n\
         # baseline = {baseline}\n",
        exclude = exclude(survey),
        tests = tests(survey),
        baseline = quoted(BASELINE),
    )
}

/// Only a suggestion: a draft must not take a project's own code out of sight because of a folder's name.
fn exclude(survey: &Survey) -> String {
    let folders: Vec<String> = survey.vendored.iter().map(|folder| format!("/{folder}/")).collect();
    match folders.is_empty() {
        true => "# exclude = [\"*.gen.c\"]".to_owned(),
        false => {
            format!(
                "# By their names, these folders could hold code of others:\n{}",
                commented(&list("exclude", &folders))
            )
        }
    }
}

/// The default patterns, and the folders that were found beside them.
fn tests(survey: &Survey) -> String {
    let usual = |folder: &String| matches!(folder.rsplit('/').next(), Some("test" | "tests"));
    let others: Vec<String> =
        survey.tests.iter().filter(|folder| !usual(folder)).map(|folder| format!("/{folder}/")).collect();
    let all: Vec<String> = TESTS.iter().map(|&pattern| pattern.to_owned()).chain(others.iter().cloned()).collect();
    let list = list("tests", &all);
    if others.is_empty() { commented(&list) } else { list }
}

fn severity() -> String {
    "# Another severity for a rule, or \"off\".\n\
     [severity]\n\
     # admitted-placeholder = \"note\"\n"
        .to_owned()
}

fn vocabulary(survey: &Survey) -> String {
    let codes: Vec<String> = survey.codes.frequent().iter().map(|(code, _)| (*code).to_owned()).collect();
    let names = if codes.is_empty() {
        "# not-implemented-names = [\"E_NOTIMPL\"]".to_owned()
    } else {
        list("not-implemented-names", &codes)
    };
    let macros: Vec<String> = survey.macros.frequent().iter().map(|(name, _)| (*name).to_owned()).collect();
    let macros =
        if macros.is_empty() { "# stub-macros = [\"todo_skip\"]".to_owned() } else { list("stub-macros", &macros) };
    format!(
        "# Words of this project, added to the lists that makegood knows.\n\
         [vocabulary]\n\
         # Result codes and errors that mean \"not implemented\".\n\
         {names}\n\
         # Macros that mark a stub.\n\
         {macros}\n\
         # Names of functions that are meant to do nothing.\n\
         # no-op-names = [\"flush\"]\n"
    )
}

/// The usual folders are read without being named, all of them; a name would leave the others out.
fn tasks(survey: &Survey) -> String {
    let is_usual =
        |folder: &str| DEFAULT_FOLDERS.iter().any(|usual| *usual == folder || usual.starts_with(&format!("{folder}/")));
    let folders: Vec<&str> = survey.tasks.keys().map(String::as_str).collect();
    let line = match folders.as_slice() {
        [] => "# dir = \"tasks\"".to_owned(),
        all if all.iter().all(|folder| is_usual(folder)) => {
            format!("# Found without this: {}.\n# dir = {}", all.join(", "), quoted(all[0]))
        }
        [folder, ..] => format!("dir = {}", quoted(folder)),
    };
    format!("# Where task specs are kept.\n[tasks]\n{line}\n")
}

/// `name = [..]`, one value to a line where there are many.
fn list(name: &str, values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    let line = format!("{name} = [{}]", values.join(", "));
    if line.len() <= MAX_WIDTH { line } else { format!("{name} = [\n  {},\n]", values.join(",\n  ")) }
}

fn commented(text: &str) -> String {
    text.lines().map(|line| format!("# {line}")).collect::<Vec<_>>().join("\n")
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

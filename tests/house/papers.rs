//! The papers tell of the house as it is: every folder, every dependency, every command.

use std::process::Command;

use crate::nothing_wrong;
use crate::tree::{File, crates, files, folders, text};

#[test]
fn the_drawing_shows_every_folder() {
    let crates = crates();
    let mut all: Vec<String> = crates.iter().map(|name| format!("crates/{name}/")).collect();
    all.extend(folders("src"));
    all.extend(crates.iter().flat_map(|name| folders(&format!("crates/{name}/src"))));
    nothing_wrong(&untold(&text("docs/architecture.md"), &all));
}

#[test]
fn the_drawing_says_why_each_dependency_is_there() {
    let told = dependencies(&text("Cargo.toml")).into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    assert!(told.len() > 20, "read too little of Cargo.toml: {told:?}");
    nothing_wrong(&untold(&text("docs/architecture.md"), &told));
}

#[test]
fn what_the_drawing_leaves_out_is_told() {
    assert_eq!(untold("a/ and `b`", &["a/".into(), "`b`".into(), "c/".into()]), ["c/ is not told of"]);
}

#[test]
fn every_dependency_is_used() {
    let rust: Vec<File> = ["src", "crates", "tests", "benches"]
        .into_iter()
        .flat_map(files)
        .filter(|file| file.path.ends_with(".rs"))
        .collect();
    nothing_wrong(&unused(&dependencies(&text("Cargo.toml")), &rust));
}

#[test]
fn a_dependency_that_is_not_used_is_told() {
    let files = [File::made_up("src/a.rs", "use tree_sitter::Node; // serde")];
    assert_eq!(unused(&["tree-sitter".into(), "serde".into()], &files), ["serde is not used"]);
}

#[test]
fn the_documentation_names_every_command() {
    let help = Command::new(env!("CARGO_BIN_EXE_makegood")).arg("--help").output().expect("runs");
    let help = String::from_utf8(help.stdout).expect("text");
    let commands = commands(&help);
    assert!(commands.contains(&"makegood check".to_owned()), "read no commands in:\n{help}");
    nothing_wrong(&untold(&text("docs/commands.md"), &commands));
}

#[test]
fn the_readme_begins_with_two_commands() {
    let readme = text("README.md");
    let first = readme.split("```").nth(1).expect("a block of commands");
    assert!(first.contains("./install && makegood check"), "{first}");
    assert!(first.contains("./test"), "{first}");
}

fn untold(paper: &str, things: &[String]) -> Vec<String> {
    things
        .iter()
        .filter(|thing| !paper.contains(thing.as_str()))
        .map(|thing| format!("{thing} is not told of"))
        .collect()
}

/// A dependency is used where code names it, or where a test asks for its package by name.
fn unused(dependencies: &[String], files: &[File]) -> Vec<String> {
    let code: String = files.iter().map(|file| file.code() + "\n").collect();
    let tests: String = files.iter().map(|file| file.text.as_str()).collect();
    let used = |name: &String| {
        let krate = name.replace('-', "_");
        let (path, import, package) = (format!("{krate}::"), format!("use {krate};"), format!("\"{name}\""));
        code.contains(&path) || code.contains(&import) || tests.contains(&path) || tests.contains(&package)
    };
    dependencies.iter().filter(|name| !used(name)).map(|name| format!("{name} is not used")).collect()
}

/// The names under `[workspace.dependencies]`, without the workspace's own crates.
fn dependencies(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = toml::from_str(manifest).expect("a manifest");
    let table = manifest.get("workspace").and_then(|workspace| workspace.get("dependencies")?.as_table());
    let own = |value: &toml::Value| value.get("path").is_some();
    table.into_iter().flatten().filter(|(_, value)| !own(value)).map(|(name, _)| name.clone()).collect()
}

/// The commands in the text of `--help`, with `makegood` before each.
fn commands(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = lines
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(|name| format!("makegood {name}")).collect()
}

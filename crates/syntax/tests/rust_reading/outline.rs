//! What an opened file tells of a function without its body is what the body comes with, in both languages.

use std::env;
use std::fs;
use std::path::Path;

use model::SourceText;
use syntax::language_of;

#[test]
fn comments_and_hashes_are_told_without_the_body() {
    let functions = of_tree(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures"));
    assert!(functions > 300, "{functions} functions");
}

#[test]
#[ignore = "it reads the folders that MAKEGOOD_TREES names, with a colon between two"]
fn comments_and_hashes_of_real_trees_are_told_without_the_body() {
    let trees = env::var_os("MAKEGOOD_TREES").expect("MAKEGOOD_TREES names folders");
    for tree in env::split_paths(&trees) {
        println!("{}: {} functions", tree.display(), of_tree(&tree));
    }
}

/// Compares the functions of all files below `folder`, and tells how many there are.
fn of_tree(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let paths = entries.filter(|path| !path.is_symlink());
    paths.map(|path| if path.is_dir() { of_tree(&path) } else { of_file(&path) }).sum()
}

fn of_file(path: &Path) -> usize {
    let name = path.display().to_string();
    let Some(language) = language_of(&name) else { return 0 };
    let text = SourceText::new(name, fs::read(path).expect("a readable file"));
    let opened = language.open(&text);
    let functions = opened.bodies(&|_, _| true).functions;
    assert_eq!(functions.len(), opened.heads().len(), "{}", path.display());
    for (function, head) in functions.iter().zip(opened.heads()) {
        let told = (opened.comments(head), opened.token_hash(head));
        assert_eq!(told, (function.comments.clone(), function.head.token_hash), "{} in {}", head.name, path.display());
    }
    functions.len()
}

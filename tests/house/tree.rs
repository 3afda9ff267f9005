//! The files of the project.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// A text file of the project.
pub struct File {
    /// From the project's root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// A file that is made up, to see a check complain.
    pub fn made_up(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The text without comments and without the tests at its end.
    pub fn code(&self) -> String {
        let text = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    }
}

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The text of a file of the project.
#[track_caller]
pub fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All text files below the folder `below`, leaving out what git ignores.
pub fn files(below: &str) -> Vec<File> {
    let walk =
        WalkBuilder::new(root().join(below)).hidden(false).filter_entry(|entry| entry.file_name() != ".git").build();
    let mut files: Vec<File> = walk.filter_map(|entry| read(entry.expect("a readable entry").path())).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// The Rust files of the binary and of the crates, without those of tests and examples.
pub fn sources() -> Vec<File> {
    let rust = ["src", "crates"].into_iter().flat_map(files).filter(|file| file.path.ends_with(".rs"));
    rust.filter(|file| file.path.starts_with("src/") || file.path.split('/').nth(2) == Some("src")).collect()
}

/// The names of the crates' folders.
pub fn crates() -> Vec<String> {
    let is_top = |folder: &String| folder.matches('/').count() == 1;
    folders("crates").into_iter().filter(is_top).map(|folder| folder.trim_end_matches('/').to_owned()).collect()
}

/// The folders below `folder`, from there, with `/` at the end.
pub fn folders(folder: &str) -> Vec<String> {
    let walk = WalkBuilder::new(root().join(folder)).min_depth(Some(1)).sort_by_file_path(Path::cmp).build();
    let entries = walk.map(|entry| entry.expect("a readable entry"));
    let folders = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
    folders
        .map(|entry| format!("{}/", shown(entry.path()).trim_start_matches(folder).trim_start_matches('/')))
        .collect()
}

fn read(path: &Path) -> Option<File> {
    let text = path.is_file().then(|| std::fs::read_to_string(path).ok())??;
    Some(File { path: shown(path), text })
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/")
}

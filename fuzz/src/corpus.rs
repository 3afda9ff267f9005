//! The inputs that mutations begin with: files of the project itself.

use std::fs;
use std::path::{Path, PathBuf};

/// A longer input is not mutated: many short ones find more in the same time.
const MOST_BYTES: usize = 24 * 1024;

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The files below the folder `below` of the project that `wanted` takes by their paths, in order.
pub fn files(below: &str, wanted: &dyn Fn(&str) -> bool) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    collect(&root().join(below), &mut paths);
    paths.retain(|path| path.to_str().is_some_and(wanted));
    paths.sort();
    paths.iter().filter_map(|path| fs::read(path).ok()).filter(|bytes| bytes.len() <= MOST_BYTES).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && entry.file_name() != "target" => collect(&entry.path(), paths),
            Ok(kind) if kind.is_file() => paths.push(entry.path()),
            _ => {}
        }
    }
}

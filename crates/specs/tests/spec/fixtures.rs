//! What is read out of the tasks of the fixtures, as they stand on disk.

use std::fs;
use std::path::Path;

use snapbox::{assert_data_eq, file};

use crate::dump::dump;

/// The dumps of all tasks in `folder`, a path below `fixtures/`, in order of name.
fn tasks(folder: &str) -> String {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures").join(folder);
    let entries = fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    paths.retain(|path| !path.ends_with("README.md"));
    paths.sort();
    assert!(!paths.is_empty(), "no task in {}", folder.display());
    let dumped = paths.iter().map(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        dump(&format!("tasks/{name}"), fs::read(path).expect("a task"))
    });
    dumped.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_streaming_provider_has_its_tasks_read() {
    assert_data_eq!(tasks("streaming-provider/tasks/done"), file!["expected/streaming-provider-done.txt"]);
    assert_data_eq!(tasks("streaming-provider/tasks"), file!["expected/streaming-provider-open.txt"]);
}

#[test]
fn its_rust_twin_has_its_tasks_read() {
    assert_data_eq!(tasks("streaming-provider-rust/tasks/done"), file!["expected/streaming-provider-rust.txt"]);
}

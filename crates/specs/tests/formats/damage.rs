//! Damaged, odd and large files.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use model::SourceText;
use snapbox::{assert_data_eq, str};

use crate::show;

const TASKMASTER: &str = ".taskmaster/tasks/tasks.json";
const BEADS: &str = ".beads/issues.jsonl";

fn error(path: &str, text: &str) -> String {
    show::error(&show::tasks(path, text).expect_err("a mistake"))
}

#[test]
fn broken_json_is_pointed_at() {
    let text = [
        error(TASKMASTER, "{\"tasks\": [{\"id\": 1, \"title\": \"a\"}"),
        error(TASKMASTER, "{\"master\": {\"tasks\": [{\"id\": 1, \"title\": [1]}]}}"),
        error(TASKMASTER, "{\"master\": {\"tasks\": [{\"title\": \"a\"}]}}"),
        error(TASKMASTER, "{\"master\": {\"tasks\": [\n  {\"id\": 1, \"dependencies\": \"2\"}]}}"),
        error(TASKMASTER, "{\"master\": {\"tasks\": 5}}"),
        error(TASKMASTER, "{\"tasks\": [1]}"),
        error(BEADS, "{\"id\": \"a\"}\n{\"id\": \"b\""),
        error(BEADS, "{\"id\": \"a\"}\n<<<<<<< HEAD\n"),
        error(BEADS, "{\"title\": \"ä\"}\n"),
        error(BEADS, "{\"id\": \"a\", \"description\": {}}\n"),
        error(BEADS, "{\"id\": \"a\", \"description\": \"x\\n\\n```makegood\\nfoo: 1\\n```\\n\"}\n"),
        error("a.md", "---\nid: x\ntitle: [\nstatus: Done\nassignee: []\n---\n"),
    ]
    .concat();
    assert_data_eq!(
        text,
        str![[r#"
.taskmaster/tasks/tasks.json:1:34: the JSON cannot be read: EOF while parsing a list (mend the file, or write it again with its tool)
.taskmaster/tasks/tasks.json:1:42: `title` must be a text: this is not a text (write a text)
.taskmaster/tasks/tasks.json:1:33: this task has no `id`: no `id` (give it one, a text or a number)
.taskmaster/tasks/tasks.json:2:29: `dependencies` must be a list: this is not a list (write a list)
.taskmaster/tasks/tasks.json:1:22: the JSON cannot be read: invalid type: integer `5`, expected a sequence (mend the file, or write it again with its tool)
.taskmaster/tasks/tasks.json:1:12: the JSON cannot be read: invalid type: integer `1`, expected a task (mend the file, or write it again with its tool)
.beads/issues.jsonl:2:10: the JSON cannot be read: EOF while parsing an object (mend the file, or write it again with its tool)
.beads/issues.jsonl:2:1: the JSON cannot be read: expected value (mend the file, or write it again with its tool)
.beads/issues.jsonl:1:1: this issue has no `id`: no `id` (give it one, a text or a number)
.beads/issues.jsonl:1:28: `description` must be a text: this is not a text (write a text)
.beads/issues.jsonl:1:28: there is no key `foo` in `makegood`: in line 4 of this text: not known here (the keys are `requires`, `provides`, `files`, `tests`, `excludes`, `defers`)
a.md:4:1: the YAML cannot be read: invalid indentation (mend the YAML at this place)

"#]]
    );
}

#[test]
fn a_byte_order_mark_and_foreign_line_ends_change_nothing() {
    let plain = "- [ ] T001 Create src/a.c\r\n- [ ] T002 Update src/b.c\r\n";
    let marked = format!("\u{feff}{plain}");
    let promises = |text: &str| {
        let tasks = show::tasks("specs/1/tasks.md", text).expect("readable");
        tasks.iter().flat_map(|task| task.promises.clone()).map(|p| (p.id, p.line)).collect::<Vec<_>>()
    };
    assert_eq!(promises(&marked), promises(plain));
    assert_eq!(promises(plain), [("file-created:src/a.c".to_owned(), 1), ("file-modified:src/b.c".to_owned(), 2)]);
    let beads = show::tasks(BEADS, "\u{feff}{\"id\": \"a\", \"title\": \"Create src/a.c\"}\r\n").expect("readable");
    assert_eq!(beads[0].promises[0].id, "file-created:src/a.c");
}

#[test]
fn files_of_other_programs_are_not_taken() {
    for (path, text) in [
        (".vscode/tasks.json", "{\"version\": \"2.0.0\", \"tasks\": []}"),
        (".beads/backup/issues.jsonl", "{\"id\": 1}"),
        ("package.json", "{\"tasks\": []}"),
    ] {
        let spec = SourceText::new(path, text.as_bytes().to_vec());
        assert!(specs::read(&spec, &|_| None).is_none(), "{path}");
    }
}

#[test]
fn large_files_are_read_quickly() {
    let mut list = String::new();
    let mut issues = String::new();
    for n in 0..6_000 {
        writeln!(list, "- [ ] T{n:05} [P] [US1] Create `thing_{n}()` function in src/thing_{n}.c (depends on T00001)")
            .expect("text");
        writeln!(issues, "{{\"id\":\"x-{n}\",\"title\":\"Create src/thing_{n}.c\",\"description\":\"Some words about it.\\n\\n- Add `f_{n}()` to src/a.c\"}}").expect("text");
    }
    let objects: Vec<&str> = issues.lines().collect();
    let numbered = objects.join(",").replace("\"x-", "\"");
    for (path, text) in [
        ("specs/1/tasks.md", list.clone()),
        (BEADS, issues.clone()),
        (TASKMASTER, format!("{{\"tasks\":[{numbered}]}}")),
    ] {
        let start = crate::clock::Stopwatch::start();
        assert_eq!(show::tasks(path, text).expect("readable").len(), 6_000);
        // Tests are built without optimisation, and machines are shared.
        assert!(start.elapsed() < Duration::from_secs(60), "{path}: {:?}", start.elapsed());
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures/specs");
    let files = [
        ("spec-kit", "specs/001-ring-buffer/tasks.md"),
        ("openspec", "openspec/changes/add-replay/tasks.md"),
        ("backlog", "backlog/tasks/task-7 - Read-gzip.md"),
        ("taskmaster", TASKMASTER),
        ("beads", BEADS),
    ];
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let spare = b"`*-[](){}\"'\\/.:,# \n\r\t\xc3\xa4\xff\x00T019|>";
    let mut read = 0;
    for (name, path) in files {
        let original = std::fs::read(folder.join(name).join(path)).expect("a fixture");
        for _ in 0..300 {
            let mut bytes = original.clone();
            for _ in 0..=random(6) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes[at] = spare[random(spare.len())],
                    1 => bytes.insert(at, spare[random(spare.len())]),
                    2 => bytes.truncate(at + 1),
                    _ => drop(bytes.drain(at..(at + random(40)).min(bytes.len()))),
                }
                bytes.push(b'\n');
            }
            let source = SourceText::new(path, bytes);
            read += usize::from(matches!(specs::read(&source, &|_| None), Some(Ok(_))));
        }
    }
    assert!(read > 500, "{read}");
}

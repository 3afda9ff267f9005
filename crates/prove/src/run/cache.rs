//! Proofs of earlier runs. One counts again where nothing that it depends on has changed: a proof that a test notices, where
//! its own body and everything but other functions' bodies is the same; all else, where the whole tree is.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use model::{ProofReport, ProofStatus, SourceText, Span};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use syntax::language_of;

use super::Request;
use super::project::Project;
use crate::Candidate;
use crate::instrument::{C_RUNTIME, RUST_RUNTIME};

/// What every proof of a run depends on.
pub struct Keys {
    /// Command, toolchain, environment and the whole tree.
    exact: String,
    /// The same without the bodies of functions that are no tests.
    loose: String,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    key: String,
    status: ProofStatus,
    killed_by: Vec<String>,
    detail: String,
}

/// The proofs that are kept in a file.
pub struct Cache {
    known: HashMap<String, Line>,
    file: Option<fs::File>,
}

/// Variables that change what is built.
const VARIABLES: [&str; 12] = [
    "CC",
    "CFLAGS",
    "CPPFLAGS",
    "LDFLAGS",
    "CXX",
    "CXXFLAGS",
    "RUSTFLAGS",
    "RUSTUP_TOOLCHAIN",
    "MAKEFLAGS",
    "LANG",
    "LC_ALL",
    "PATH",
];

/// Programs whose version changes what is built.
const TOOLS: [&str; 2] = ["cc", "rustc"];

impl Keys {
    /// The keys of a run.
    pub fn new(project: &Project, request: &Request) -> Self {
        let mut common = Sha256::new();
        for own in [env!("CARGO_PKG_VERSION"), C_RUNTIME, RUST_RUNTIME] {
            common.update(own);
        }
        common.update(&request.command);
        for name in VARIABLES {
            common.update(format!("\n{name}={}", std::env::var(name).unwrap_or_default()));
        }
        for tool in TOOLS {
            let version = Command::new(tool).arg("--version").current_dir(&project.folder).output();
            common.update(version.map(|output| output.stdout).unwrap_or_default());
        }
        let (mut exact, mut loose) = (common.clone(), common);
        for path in files(&project.folder) {
            let bytes = fs::read(project.folder.join(&path)).unwrap_or_default();
            let name = path.to_string_lossy();
            for hash in [&mut exact, &mut loose] {
                hash.update(format!("\n{name}\n"));
            }
            loose.update(without_bodies(&name, &bytes));
            exact.update(bytes);
        }
        Self { exact: text(exact), loose: text(loose) }
    }

    fn of(&self, all: &str, project: &Project, candidate: &Candidate) -> String {
        let body = project.source(&candidate.path).map_or("", |source| source.slice(candidate.head.span));
        let mut hash = Sha256::new();
        for part in [all, &candidate.path, &candidate.head.qualified, body] {
            hash.update(part);
            hash.update("\n");
        }
        text(hash)
    }
}

impl Cache {
    /// The proofs that are kept in `file`, if any.
    pub fn open(file: Option<&Path>) -> Self {
        let text = file.and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        // A line that was cut off when a run was killed is none.
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let known = lines.map(|line| (line.key.clone(), line)).collect();
        let made = file.and_then(Path::parent).is_some_and(|folder| fs::create_dir_all(folder).is_ok());
        let file = file.filter(|_| made).and_then(|file| OpenOptions::new().create(true).append(true).open(file).ok());
        Self { known, file }
    }

    /// What is known of `candidate`.
    pub fn find(&self, keys: &Keys, project: &Project, candidate: &Candidate) -> Option<ProofReport> {
        let exact = self.known.get(&keys.of(&keys.exact, project, candidate));
        let loose = self.known.get(&keys.of(&keys.loose, project, candidate));
        let line = exact.or(loose)?;
        Some(candidate.report(line.status, line.killed_by.clone(), line.detail.clone()))
    }

    /// Keeps `report`, unless it may be another one the next time.
    pub fn keep(&mut self, keys: &Keys, project: &Project, candidate: &Candidate, report: &ProofReport) {
        let all = match report.status {
            ProofStatus::Proven => &keys.loose,
            ProofStatus::Flaky | ProofStatus::Timeout | ProofStatus::Pending | ProofStatus::Unattributed => return,
            _ => &keys.exact,
        };
        let line = Line {
            key: keys.of(all, project, candidate),
            status: report.status,
            killed_by: report.killed_by.clone(),
            detail: report.detail.clone(),
        };
        let Some(file) = &mut self.file else { return };
        if let Ok(mut text) = serde_json::to_vec(&line) {
            text.push(b'\n');
            // A proof that cannot be kept is made again.
            let _ = file.write_all(&text);
        }
    }
}

/// The file that keeps the proofs of the repository at `root`, below the user's folder of caches.
pub fn place(root: &Path) -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let caches = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))?;
    let name = text(Sha256::new_with_prefix(root.as_os_str().as_encoded_bytes()));
    Some(caches.join("makegood/prove").join(format!("{}.jsonl", &name[..16])))
}

fn text(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files below `folder`, in order, without git's own.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(folder.join(&below)).into_iter().flatten().flatten() {
            let path = below.join(entry.file_name());
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && entry.file_name() != ".git" => folders.push(path),
                Ok(kind) if kind.is_file() || kind.is_symlink() => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// A source file without the bodies of functions that are no tests.
fn without_bodies(path: &str, bytes: &[u8]) -> Vec<u8> {
    let in_tests = path.split('/').any(|part| matches!(part, "tests" | "test"));
    let Some(language) = language_of(path).filter(|_| !in_tests) else { return bytes.to_vec() };
    let source = SourceText::new(path, bytes.to_vec());
    let opened = language.open(&source);
    let mut bodies: Vec<Span> = opened.heads().iter().filter(|head| !head.is_test).map(|head| head.body).collect();
    bodies.sort();
    let (mut kept, mut at) = (String::new(), 0);
    for body in bodies {
        if body.start >= at {
            kept.push_str(source.slice(Span::new(at, body.start)));
            at = body.end;
        }
    }
    kept.push_str(source.slice(Span::new(at, source.as_str().len())));
    kept.into_bytes()
}

//! Which functions a run passed, in which process and thread: what the switches wrote down.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A process that passed a function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Its number.
    pub process: u32,
    /// The name of the thread, where it has one.
    pub thread: String,
}

/// A process as it said it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// The program.
    pub program: PathBuf,
    /// The command line.
    pub argv: Vec<String>,
    /// The folder that it ran in.
    pub folder: PathBuf,
    /// Its environment.
    pub environment: Vec<(String, String)>,
    /// The process that started it.
    pub parent: u32,
}

/// Everything that was written down.
#[derive(Debug, Default)]
pub struct Reach {
    /// By the numbers of functions.
    pub passed: BTreeMap<u32, BTreeSet<Passage>>,
    /// By their numbers.
    pub processes: BTreeMap<u32, Process>,
}

/// Reads what was written to `folder`.
pub fn read(folder: &Path) -> Reach {
    let mut reach = Reach::default();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some((process, what)) = name.split_once('.') else { continue };
        let Ok(process) = process.parse::<u32>() else { continue };
        match what {
            "passed" => {
                let text = fs::read(entry.path()).unwrap_or_default();
                reach.note(process, &String::from_utf8_lossy(&text));
            }
            "cmdline" => drop(process_of(folder, process).map(|known| reach.processes.insert(process, known))),
            _ => {}
        }
    }
    reach
}

impl Reach {
    fn note(&mut self, process: u32, text: &str) {
        for line in text.lines() {
            let (id, thread) = line.split_once('\t').unwrap_or((line, ""));
            if let Ok(id) = id.parse() {
                let passage = Passage { process, thread: thread.to_owned() };
                self.passed.entry(id).or_default().insert(passage);
            }
        }
    }

    /// A process and those above it, as far as they are known.
    pub fn chain(&self, process: u32) -> Vec<&Process> {
        let mut chain = Vec::new();
        let mut next = process;
        while let Some(known) = self.processes.get(&next).filter(|_| chain.len() < 6) {
            chain.push(known);
            next = known.parent;
        }
        chain
    }
}

fn process_of(folder: &Path, process: u32) -> Option<Process> {
    let file = |what: &str| folder.join(format!("{process}.{what}"));
    let strings = |what: &str| -> Option<Vec<String>> {
        let bytes = fs::read(file(what)).ok()?;
        let bytes = bytes.strip_suffix(b"\0").unwrap_or(&bytes);
        Some(bytes.split(|&byte| byte == 0).map(|part| String::from_utf8_lossy(part).into_owned()).collect())
    };
    // Rust's runtime writes where a link leads, C's makes a link.
    let link = |what: &str| {
        let place = file(what);
        let written = || fs::read(&place).ok().map(|bytes| PathBuf::from(String::from_utf8_lossy(&bytes).into_owned()));
        fs::read_link(&place).ok().or_else(written)
    };
    let stat = fs::read_to_string(file("stat")).ok()?;
    let environment = strings("environ")?
        .into_iter()
        .filter_map(|variable| variable.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())));
    Some(Process {
        program: link("exe")?,
        argv: strings("cmdline")?,
        folder: link("cwd")?,
        environment: environment.collect(),
        parent: stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?,
    })
}

//! The brake: an agent that cannot mend a finding is not held for ever.
//!
//! How often each finding was refused is kept by session in git's own folder, never in the working tree.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::event::Event;
use model::Finding;

/// How often one finding is refused.
const OF_ONE: usize = 2;

/// How often an agent is refused in a row, whatever the findings: one that rewrites a stub each time makes a new one.
const IN_A_ROW: usize = 6;

/// How often an agent is refused within this many seconds: nobody mends anything faster.
const MOST_FAST: usize = 2;
const FAST: u64 = 60;

/// After this long a session is over.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What becomes of an agent that wants to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Nothing speaks against it.
    Pass,
    /// It may not.
    Refuse,
    /// It may, although something speaks against it.
    LetGo(Why),
}

/// Why an agent is let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// All findings were refused twice.
    RefusedTwice,
    /// It was refused too often in a row.
    RefusedOften,
    /// It was refused twice within a minute.
    RefusedFast,
    /// It only waits for an answer, or for something that runs.
    Waits,
    /// There is no telling how often it was refused.
    NotCounted,
}

/// What a session was refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    /// By fingerprint.
    refusals: BTreeMap<String, usize>,
    in_a_row: usize,
    /// When it was refused last, in seconds since 1970; the newest last.
    #[serde(default)]
    refused_at: Vec<u64>,
    /// The commit that all of the session is judged since.
    #[serde(default)]
    base: Option<String>,
    /// What the tree held when the turn began.
    #[serde(default)]
    state: Option<String>,
    /// The findings that were there when the session began, by fingerprint.
    #[serde(default)]
    known: Vec<String>,
}

/// The refusals of one session.
#[derive(Debug)]
pub struct Brake {
    /// The session's file; `None` for an event that names no session.
    file: Option<PathBuf>,
    record: Record,
    /// Whether the record could not be read, so that nothing may be counted on.
    lost: bool,
    goes_on: bool,
}

impl Brake {
    /// The brake for the session of `event`, kept below `git_folder`.
    pub fn of(git_folder: &Path, event: &Event) -> Self {
        let named = event.session_id.as_deref().filter(|session| !session.is_empty());
        let file = named.map(|session| git_folder.join("makegood/stops").join(format!("{}.json", hashed(session))));
        let read = file.as_ref().map(|file| read(file));
        let lost = matches!(read, Some(Err(_)) | None);
        let record = read.and_then(Result::ok).unwrap_or_default();
        let in_a_row = if event.stop_hook_active { record.in_a_row } else { 0 };
        Self { file, record: Record { in_a_row, ..record }, lost, goes_on: event.stop_hook_active }
    }

    /// The commit that all of the session is judged since, once it is known.
    pub fn base(&self) -> Option<&str> {
        self.record.base.as_deref()
    }

    /// Notes the findings that are there before the agent did anything, by fingerprint.
    pub fn know(&mut self, known: Vec<String>) {
        self.record.known = known;
    }

    /// Whether `finding` was there before the agent did anything.
    pub fn knows(&self, finding: &Finding) -> bool {
        self.record.known.contains(&finding.fingerprint)
    }

    /// Notes that a session or a turn begins, with `head` checked out and the tree as `state` says.
    pub fn begin(&mut self, head: Option<String>, state: Option<String>) {
        self.record.base = self.record.base.take().or(head);
        self.record.state = state;
    }

    /// Whether the tree is as it was when the turn began: whoever only read has nothing to answer for.
    pub fn is_unchanged(&self, state: Option<&str>) -> bool {
        !self.goes_on && state.is_some() && self.record.state.as_deref() == state
    }

    /// What becomes of an agent with `findings`, which only `waits` or says that it is done.
    pub fn decide(&mut self, findings: &[Finding], waits: bool) -> Decision {
        let now = seconds();
        self.record.refused_at.retain(|then| now.saturating_sub(*then) < FAST);
        let refused = |finding: &Finding| self.record.refusals.get(&finding.fingerprint).copied().unwrap_or(0);
        let decision = match findings {
            [] => Decision::Pass,
            _ if waits && self.record.in_a_row == 0 => Decision::LetGo(Why::Waits),
            _ if self.lost && self.goes_on => Decision::LetGo(Why::NotCounted),
            _ if findings.iter().all(|finding| refused(finding) >= OF_ONE) => Decision::LetGo(Why::RefusedTwice),
            _ if self.record.in_a_row >= IN_A_ROW => Decision::LetGo(Why::RefusedOften),
            _ if self.record.refused_at.len() >= MOST_FAST => Decision::LetGo(Why::RefusedFast),
            _ => Decision::Refuse,
        };
        self.count(decision, findings);
        decision
    }

    fn count(&mut self, decision: Decision, findings: &[Finding]) {
        let now: Vec<&String> = findings.iter().map(|finding| &finding.fingerprint).collect();
        self.record.refusals.retain(|fingerprint, _| now.contains(&fingerprint));
        match decision {
            Decision::Refuse => {
                self.record.in_a_row += 1;
                self.record.refused_at.push(seconds());
                now.into_iter().for_each(|one| *self.record.refusals.entry(one.clone()).or_default() += 1);
            }
            Decision::Pass | Decision::LetGo(_) => self.record.in_a_row = 0,
        }
    }

    /// Keeps the record for the next time, and clears away those of sessions that are over.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub fn remember(&self) -> io::Result<()> {
        let Some((file, folder)) = self.file.as_ref().and_then(|file| Some((file, file.parent()?))) else {
            return Ok(());
        };
        if self.record == Record::default() && !file.exists() {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        clear(folder);
        // Written beside it and moved: a session that is ended in the middle leaves a whole record.
        let beside = file.with_extension(format!("{}.new", std::process::id()));
        fs::write(&beside, serde_json::to_vec(&self.record)?)?;
        fs::rename(&beside, file)
    }
}

fn read(file: &Path) -> io::Result<Record> {
    match fs::read(file) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Record::default()),
        Err(error) => Err(error),
    }
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A name that is safe for a file, whatever the session is called.
fn hashed(session: &str) -> String {
    Sha256::digest(session.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Removes the records of sessions that are over. What cannot be removed stays, and does no harm.
fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let limit = SystemTime::now().checked_sub(KEPT);
    let is_old = |path: &Path| {
        let modified = path.metadata().and_then(|metadata| metadata.modified()).ok();
        modified.zip(limit).is_some_and(|(modified, limit)| modified < limit)
    };
    let old = entries.flatten().map(|entry| entry.path()).filter(|path| is_old(path));
    old.for_each(|path| drop(fs::remove_file(path)));
}

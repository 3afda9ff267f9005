//! When the files of a working tree got the text that they have.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use super::tree::Kind;
use super::{SourceError, Tree};

impl Tree {
    /// When the last of `paths` (from the root) got the text that it has, as far as that can be told; `None` for a tree that
    /// is not on disk, and where none of `paths` is there.
    ///
    /// A file that git knows as it is was no younger when it was committed, and git writes files anew wherever it checks
    /// them out: of the file's time and the commit's, the earlier one counts. For any other file its own time does.
    ///
    /// # Errors
    /// When git fails.
    pub fn last_change(&self, paths: &[String]) -> Result<Option<SystemTime>, SourceError> {
        let Kind::WorkingTree { untracked, .. } = &self.kind else { return Ok(None) };
        let committed = self.committed()?;
        let modified = if committed.is_some() { self.modified()? } else { BTreeSet::new() };
        let time = |path: &String| {
            let own = self.root.join(path).metadata().ok()?.modified().ok()?;
            let is_as_committed = !untracked.contains(path) && !modified.contains(path);
            Some(committed.filter(|_| is_as_committed).map_or(own, |committed| own.min(committed)))
        };
        Ok(paths.iter().filter_map(time).max())
    }

    /// When `HEAD` was committed; `None` before the first commit.
    fn committed(&self) -> Result<Option<SystemTime>, SourceError> {
        let Some(git) = &self.git else { return Ok(None) };
        let output = git.output(&["log", "-1", "--no-show-signature", "--format=%ct", "HEAD", "--"])?;
        let seconds = String::from_utf8_lossy(&output.stdout).trim().parse().ok().map(Duration::from_secs);
        Ok(seconds.map(|seconds| SystemTime::UNIX_EPOCH + seconds))
    }

    /// The paths that differ from `HEAD`.
    fn modified(&self) -> Result<BTreeSet<String>, SourceError> {
        Ok(self
            .list(&["diff", "--name-only", "--no-relative", "--no-renames", "-z", "HEAD", "--"])?
            .into_iter()
            .collect())
    }
}

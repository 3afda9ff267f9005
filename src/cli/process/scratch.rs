//! Folders that a run needs for itself only: each is locked as long as its owner lives, and what dead owners left is
//! removed at the next start.

use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// How the names of such folders begin.
const PREFIX: &str = "makegood-run-";

/// The file in it that its owner holds a lock on.
const LOCK: &str = "lock";

/// A folder in the system's folder for temporary files. It is removed when it is dropped.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
    /// Locked until the process ends, however it ends.
    _lock: File,
}

impl Scratch {
    /// A new folder. What dead owners left is removed before.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn new() -> io::Result<Self> {
        sweep(&std::env::temp_dir());
        let folder = TempDir::with_prefix(PREFIX)?;
        let lock = File::create_new(folder.path().join(LOCK))?;
        lock.lock()?;
        Ok(Self { folder, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Removes it.
    ///
    /// # Errors
    /// If something in it cannot be removed.
    pub fn remove(self) -> io::Result<()> {
        self.folder.close()
    }

    /// Removes the folder `path` of a process that is dead; anything that is no such folder is left alone.
    pub(super) fn remove_abandoned(path: &Path) {
        if is_scratch(path) && is_abandoned(path) {
            // What cannot be removed now is tried again at the next start.
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Removes what dead owners left in `temporary`.
fn sweep(temporary: &Path) {
    let Ok(entries) = fs::read_dir(temporary) else { return };
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.iter().for_each(|path| Scratch::remove_abandoned(path));
}

/// A folder of this user, with the name of a scratch folder: where others can write too, a link could lead anywhere.
fn is_scratch(path: &Path) -> bool {
    let named = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(PREFIX));
    let own = |met: fs::Metadata| met.is_dir() && met.uid() == rustix::process::geteuid().as_raw();
    named && fs::symlink_metadata(path).is_ok_and(own)
}

/// Whether no one holds its lock. A folder without one was made just now.
fn is_abandoned(path: &Path) -> bool {
    let Ok(lock) = File::open(path.join(LOCK)) else { return false };
    match lock.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unlocked_folders_are_swept() {
        let temporary = tempfile::tempdir().expect("a folder");
        let make = |name: &str, lock: bool| {
            let path = temporary.path().join(name);
            fs::create_dir(&path).expect("a folder");
            lock.then(|| File::create_new(path.join(LOCK)).expect("a file"))
        };
        let held = make("makegood-run-held", true).expect("a lock");
        held.lock().expect("no one else holds it");
        make("makegood-run-dead", true);
        make("makegood-run-new", false);
        make("makegood-base-kept", true);
        std::os::unix::fs::symlink(
            temporary.path().join("makegood-base-kept"),
            temporary.path().join("makegood-run-x"),
        )
        .expect("a link");
        sweep(temporary.path());
        let mut left: Vec<_> =
            fs::read_dir(temporary.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
        left.sort();
        assert_eq!(left, ["makegood-base-kept", "makegood-run-held", "makegood-run-new", "makegood-run-x"]);
    }
}

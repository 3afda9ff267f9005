//! Files that the command line or the configuration names: read up to a limit, written whole or not at all.

use std::fs::{self, File, FileType, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

/// No report of tests or coverage is larger; in bytes.
pub const MOST_REPORT: u64 = 1 << 30;

/// No configuration, rule, baseline, spec or commit message is larger; in bytes.
pub const MOST_TEXT: u64 = 64 << 20;

/// Where the system keeps the descriptors of a process: what a shell hands over by `<(command)` lies there.
const DESCRIPTORS: [&str; 3] = ["/dev/fd/", "/dev/stdin", "/proc/self/fd/"];

/// The bytes of the file `path`.
///
/// # Errors
/// If it cannot be read, is larger than `most` bytes, or is a device or a named pipe, which may never end.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let handed_over = DESCRIPTORS.iter().any(|folder| path.to_string_lossy().starts_with(folder));
    if let Some(what) = endless(fs::metadata(path)?.file_type(), handed_over) {
        return Err(io::Error::new(ErrorKind::InvalidInput, format!("it is {what}, and no file")));
    }
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    bytes.reserve_exact(usize::try_from(file.metadata()?.len().min(most)).unwrap_or(0));
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let what = format!("it is larger than {} MiB, the most that is read", most >> 20);
        return Err(io::Error::new(ErrorKind::FileTooLarge, what));
    }
    Ok(bytes)
}

/// The text of the file `path`.
///
/// # Errors
/// As [`read`]; if it is no UTF-8.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8"))
}

/// Writes `bytes` to the file `path`, which is then the old or the new one, whenever the process is killed; `executable` says
/// whether it is to be one. A link is followed.
///
/// # Errors
/// If it cannot be written; then the old file is as it was.
pub fn write(path: &Path, bytes: &[u8], executable: bool) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        // A pipe or a device is written to, not replaced.
        return fs::write(&target, bytes);
    }
    // Without its folder, the error is to be about the file that was asked for.
    fs::metadata(folder(&target))?;
    let new = builder(executable).tempfile_in(folder(&target));
    let mut new = match new {
        Err(error) if error.kind() == ErrorKind::PermissionDenied && old.is_some() => return fs::write(&target, bytes),
        new => new?,
    };
    new.write_all(bytes)?;
    if let Some(old) = old {
        new.as_file().set_permissions(permissions(old.permissions(), executable))?;
    }
    new.as_file().sync_all()?;
    new.persist(&target).map(drop).map_err(|error| error.error)
}

#[cfg(unix)]
fn endless(kind: FileType, handed_over: bool) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        kind if kind.is_char_device() || kind.is_block_device() => Some("a device"),
        kind if kind.is_fifo() && !handed_over => Some("a named pipe"),
        _ => None,
    }
}

/// Elsewhere such files have no paths.
#[cfg(not(unix))]
fn endless(_kind: FileType, _handed_over: bool) -> Option<&'static str> {
    None
}

#[cfg(unix)]
fn builder(executable: bool) -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = Builder::new();
    // The mode of a new file is narrowed by the umask.
    builder.prefix(".makegood-").permissions(permissions(Permissions::from_mode(0o666), executable));
    builder
}

#[cfg(not(unix))]
fn builder(_executable: bool) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".makegood-");
    builder
}

/// Whoever may read it may run it.
#[cfg(unix)]
fn permissions(old: Permissions, executable: bool) -> Permissions {
    use std::os::unix::fs::PermissionsExt;
    let mode = old.mode();
    if executable { Permissions::from_mode(mode | (mode & 0o444) >> 2) } else { old }
}

#[cfg(not(unix))]
fn permissions(old: Permissions, _executable: bool) -> Permissions {
    old
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_may_never_end_is_not_read() {
        for (path, what) in [("/dev/zero", "a device"), ("/dev/null", "a device")] {
            let error = read(Path::new(path), MOST_REPORT).expect_err("no file");
            assert!(error.to_string().contains(what), "{error}");
        }
    }

    #[test]
    fn a_file_that_is_too_large_is_refused() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        fs::write(file.path(), [b'a'; 11]).expect("a file");
        assert_eq!(read(file.path(), 11).expect("is read").len(), 11);
        assert_eq!(read(file.path(), 10).expect_err("is refused").kind(), ErrorKind::FileTooLarge);
    }

    #[test]
    fn a_file_is_replaced_with_its_mode_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("a"), folder.path().join("b"));
        write(&file, b"old", false).expect("is written");
        fs::set_permissions(&file, Permissions::from_mode(0o640)).expect("a mode");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        write(&link, b"new", true).expect("is written");
        assert_eq!(fs::read(&file).expect("is there"), b"new");
        assert_eq!(fs::metadata(&file).expect("is there").permissions().mode() & 0o777, 0o750);
        assert!(fs::symlink_metadata(&link).expect("is there").is_symlink());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
    }
}

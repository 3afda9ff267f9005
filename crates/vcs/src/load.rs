//! From bytes to text, or to the reason why there is none.

use std::fs;
use std::io;
use std::path::Path;

use model::{Gap, SourceText};

use super::Limits;

/// What came of reading one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded {
    /// Its text.
    Text(SourceText),
    /// It is left out, for this reason: `binary`, `symlink`, `submodule`.
    Skipped(&'static str),
    /// It should have been read and could not be.
    Gap(Gap),
}

/// The bytes of a file, as far as they can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// All of them.
    Bytes(Vec<u8>),
    /// Too many of them: the size in bytes.
    TooLarge(u64),
    /// It is no file; what it is instead.
    NotAFile(&'static str),
    /// Reading failed, for this reason.
    Unreadable(String),
}

/// Why a file that holds a NUL byte is left out, wherever in it.
pub const BINARY: &str = "binary";

/// The same as the reason of a gap, where the file is one in a language that is read.
pub const NO_TEXT: &str = "it holds a NUL byte, as binary files and UTF-16 without a byte order mark do";

/// The content of the file `path` under `root`; `None` where there is no such file.
pub(super) fn from_disk(root: &Path, path: &str, limits: Limits) -> Option<Content> {
    match read(&root.join(path), limits) {
        Ok(content) => Some(content),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => None,
        Err(error) => Some(Content::Unreadable(error.to_string())),
    }
}

fn read(path: &Path, limits: Limits) -> io::Result<Content> {
    let metadata = fs::symlink_metadata(path)?;
    if metadata.is_symlink() {
        return Ok(Content::NotAFile("symlink"));
    }
    if metadata.is_dir() {
        return Ok(Content::NotAFile("directory"));
    }
    if !metadata.is_file() {
        return Ok(Content::NotAFile("special file"));
    }
    if metadata.len() > limits.max_bytes {
        return Ok(Content::TooLarge(metadata.len()));
    }
    fs::read(path).map(Content::Bytes)
}

/// `content` as the text of `path`. Text in UTF-16 with a byte order mark is turned into UTF-8.
pub(super) fn decode(path: &str, content: Content, limits: Limits, changed: bool) -> Loaded {
    let gap = |reason: String| Loaded::Gap(gap(path, reason, changed));
    match content {
        Content::NotAFile(what) => Loaded::Skipped(what),
        Content::Unreadable(reason) => gap(format!("cannot be read: {reason}")),
        Content::TooLarge(size) => gap(format!("{size} bytes are over the limit of {} bytes", limits.max_bytes)),
        Content::Bytes(bytes) => {
            let bytes = from_utf16(&bytes).unwrap_or(bytes);
            let is_binary = memchr::memchr(0, &bytes).is_some();
            if is_binary { Loaded::Skipped(BINARY) } else { Loaded::Text(SourceText::new(path, bytes)) }
        }
    }
}

/// The gap for the whole of `path`.
pub(super) fn gap(path: &str, reason: impl Into<String>, changed: bool) -> Gap {
    Gap { path: path.to_owned(), span: None, reason: reason.into(), changed }
}

fn from_utf16(bytes: &[u8]) -> Option<Vec<u8>> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units: Vec<_> = bytes[2..].as_chunks().0.iter().map(|pair| unit(*pair)).collect();
    Some(String::from_utf16_lossy(&units).into_bytes())
}

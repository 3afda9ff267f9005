//! Where lines, literals and directives end, in bytes.

use super::tokens::in_word;
use memchr::{memchr, memchr3, memmem};

/// One past the closing quote; `Err` with the end of the line where there is none.
pub(super) fn close_of(bytes: &[u8], open: usize, quote: u8) -> Result<usize, usize> {
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1) == Some(&b'\r') => at += 3,
            b'\\' => at += 2,
            b'\n' => return Err(without_return(bytes, open + 1, at)),
            _ if byte == quote => return Ok(at + 1),
            _ => at += 1,
        }
    }
    Err(bytes.len())
}

/// `end`, or one before it where a carriage return stands there.
fn without_return(bytes: &[u8], start: usize, end: usize) -> usize {
    if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end }
}

/// Whether the line break at `at` is taken back by a backslash before it.
fn is_spliced(bytes: &[u8], at: usize) -> bool {
    let end = without_return(bytes, 0, at);
    end > 0 && bytes[end - 1] == b'\\'
}

/// Where the line that `at` stands on ends, spliced lines included, its line break left out.
pub(super) fn line_end(bytes: &[u8], at: usize) -> usize {
    let mut from = at;
    while let Some(length) = memchr(b'\n', &bytes[from..]) {
        if !is_spliced(bytes, from + length) {
            return without_return(bytes, at, from + length);
        }
        from += length + 1;
    }
    bytes.len()
}

/// Where the directive that begins at `at` ends. A block comment in it may run over several lines.
pub(super) fn directive_end(bytes: &[u8], at: usize) -> usize {
    let end = next_line(bytes, at);
    let end = if end > at && bytes[end - 1] == b'\n' { end - 1 } else { end };
    without_return(bytes, at, end)
}

/// The begin of the line after the one at `at`, with splices, block comments and strings taken into account.
pub(super) fn next_line(bytes: &[u8], at: usize) -> usize {
    let mut from = at;
    while let Some(length) = memchr3(b'\n', b'/', b'"', &bytes[from..]) {
        let here = from + length;
        from = match (bytes[here], bytes.get(here + 1)) {
            (b'\n', _) if is_spliced(bytes, here) => here + 1,
            (b'\n', _) => return here + 1,
            (b'/', Some(b'/')) => line_end(bytes, here),
            (b'/', Some(b'*')) => memmem::find(&bytes[here + 2..], b"*/").map_or(here + 2, |l| here + 2 + l + 2),
            (b'"', Some(b'\'')) if here > 0 && bytes[here - 1] == b'\'' => here + 2,
            (b'"', _) => close_of(bytes, here, b'"').unwrap_or_else(|end| end),
            _ => here + 1,
        };
    }
    bytes.len()
}

/// The first byte at or after `at` that is no blank.
pub(super) fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\x0b' | b'\x0c')) {
        at += 1;
    }
    at
}

/// The word after the `#` at `at`.
pub(super) fn directive_name(bytes: &[u8], at: usize) -> &[u8] {
    let start = skip_blanks(bytes, at + 1).min(bytes.len());
    let length = bytes[start..].iter().position(|&byte| !in_word(byte)).unwrap_or(bytes.len() - start);
    &bytes[start..start + length]
}

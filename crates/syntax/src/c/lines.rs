//! Where words, comments, lines, literals and directives end, in bytes.

use super::tokens::in_word;
use memchr::{memchr, memchr_iter, memchr3};

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);
const BLANKS: u64 = u64::from_le_bytes([b' '; 8]);

/// Where the word ends that goes on at `at`. Eight bytes are looked at together: most words are no longer, and their length is
/// what a processor cannot foresee.
pub(super) fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = eight_at(bytes, at) {
        let others = !in_words(eight) & HIGHEST;
        if others != 0 {
            return at + first_byte(others);
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| !in_word(byte)).unwrap_or(rest.len())
}

fn eight_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|eight| u64::from_le_bytes(*eight))
}

/// The number of the first of eight bytes that is not 0.
fn first_byte(eight: u64) -> usize {
    eight.trailing_zeros() as usize / 8
}

/// The highest bit of each of `eight` bytes that [`in_word`] answers yes for; the other bits say nothing.
fn in_words(eight: u64) -> u64 {
    let low = eight & !HIGHEST;
    let every = |byte: u8| ONES * u64::from(byte);
    // No sum goes over its byte: `first` and more reach the highest bit of the one, what is above `last` that of the other.
    let between = |bytes: u64, first: u8, last: u8| (bytes + every(0x80 - first)) & !(bytes + every(0x7f - last));
    let letters = between(low | every(0x20), b'a', b'z');
    let digits = between(low, b'0', b'9');
    eight | letters | digits | between(low, b'_', b'_') | between(low, b'$', b'$')
}

/// One past the `*/` that closes the comment which begins at `at`; `None` where none does. Slashes are rare in comments, and
/// asterisks are not.
pub(super) fn comment_end(bytes: &[u8], at: usize) -> Option<usize> {
    let from = at + 3;
    let slashes = memchr_iter(b'/', bytes.get(from..)?).map(|length| from + length);
    slashes.into_iter().find(|&slash| bytes[slash - 1] == b'*').map(|slash| slash + 1)
}

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
            (b'/', Some(b'*')) => comment_end(bytes, here).unwrap_or(here + 2),
            (b'"', Some(b'\'')) if here > 0 && bytes[here - 1] == b'\'' => here + 2,
            (b'"', _) => close_of(bytes, here, b'"').unwrap_or_else(|end| end),
            _ => here + 1,
        };
    }
    bytes.len()
}

/// The first byte at or after `at` that is no blank.
pub(super) fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = eight_at(bytes, at) {
        let others = eight ^ BLANKS;
        if others != 0 {
            at += first_byte(others);
            break;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\x0b' | b'\x0c')) {
        at += 1;
    }
    at
}

/// The word after the `#` at `at`.
pub(super) fn directive_name(bytes: &[u8], at: usize) -> &[u8] {
    let start = skip_blanks(bytes, at + 1).min(bytes.len());
    &bytes[start..word_end(bytes, start)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_the_first_other_byte_stands() {
        for byte in 0..=u8::MAX {
            for length in 0..20 {
                let mut text = vec![b'x'; 20];
                text[length] = byte;
                assert_eq!(word_end(&text, 0), if in_word(byte) { 20 } else { length }, "{byte} at {length}");
            }
        }
        assert_eq!(word_end(b"ab", 2), 2);
    }

    #[test]
    fn comments_end_at_the_first_close_that_is_not_their_opening() {
        assert_eq!(comment_end(b"/*/ a / * **/ */", 0), Some(13));
        assert_eq!(comment_end(b"x /**/ y", 2), Some(6));
        assert_eq!(comment_end(b"/*/", 0), None);
        assert_eq!(comment_end(b"/*", 0), None);
    }

    #[test]
    fn blanks_are_spaces_and_tabs_in_any_order() {
        for text in ["", "x", "\nx", " x", "\t x", "        x", "         \t          x", "            "] {
            let blanks = text.len() - text.trim_start_matches([' ', '\t']).len();
            assert_eq!(skip_blanks(text.as_bytes(), 0), blanks, "{text:?}");
        }
    }
}

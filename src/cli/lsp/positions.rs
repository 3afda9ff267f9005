//! Places and names of files as editors write them: lines from 0, columns in UTF-16 code units, `file:` URIs.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::{Position, Range, Uri};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use model::{Region, SourceText};

/// What is escaped in the path of a URI; `/` and `:` (of a Windows drive) stay.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The file that `uri` names; `None` for a document that is no file.
pub fn file_of(uri: &Uri) -> Option<PathBuf> {
    let path = uri.as_str().strip_prefix("file://")?;
    let path = path.strip_prefix("localhost").unwrap_or(path);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let is_drive = path.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if is_drive { &path[1..] } else { &path }))
}

/// The URI of the file at the absolute `path`.
pub fn uri_of(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    Uri::from_str(&format!("file://{slash}{}", utf8_percent_encode(&path, ESCAPED))).ok()
}

/// `region` of `source`, as an editor counts.
pub fn range(region: &Region, source: &SourceText) -> Range {
    let place = |position: &model::Position| {
        let line = source.line_text(position.line).unwrap_or_default();
        let before = line.chars().take(position.column.saturating_sub(1));
        Position::new(number(position.line.saturating_sub(1)), number(before.map(char::len_utf16).sum()))
    };
    Range::new(place(&region.start), place(&region.end))
}

/// The whole of a line, counted from 1.
pub fn line(line: usize, source: &SourceText) -> Range {
    let length = source.line_text(line).unwrap_or_default().trim_end().encode_utf16().count();
    let number_of_line = number(line.saturating_sub(1));
    Range::new(Position::new(number_of_line, 0), Position::new(number_of_line, number(length)))
}

/// The word of small letters, digits and `-` at `position` of `text`, which may be the id of a rule.
pub fn word_at(text: &str, position: Position) -> Option<&str> {
    let line = text.lines().nth(usize::try_from(position.line).ok()?)?;
    let at = byte_offset(line, position.character);
    let is_word = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
    let before = line.as_bytes()[..at].iter().rev().take_while(|byte| is_word(byte)).count();
    let after = line.as_bytes()[at..].iter().take_while(|byte| is_word(byte)).count();
    line.get(at - before..at + after).filter(|word| !word.is_empty())
}

/// The byte at which the UTF-16 code unit `units` of `line` begins; the line's end for one beyond it.
fn byte_offset(line: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, letter) in line.char_indices() {
        if left < letter.len_utf16() {
            return at;
        }
        left -= letter.len_utf16();
    }
    line.len()
}

/// Editors count in 32 bits; no file that is read is as large.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_names_a_file_and_back() {
        for path in ["/a b/ü#1.c", "/plain/x.rs", "/100%/[x].c"] {
            let uri = uri_of(Path::new(path)).expect("a URI");
            assert_eq!(file_of(&uri), Some(PathBuf::from(path)), "{}", uri.as_str());
        }
        let windows = Uri::from_str("file:///C:/src/a.c").expect("a URI");
        assert_eq!(file_of(&windows), Some(PathBuf::from("C:/src/a.c")));
        assert_eq!(file_of(&Uri::from_str("untitled:Untitled-1").expect("a URI")), None);
    }

    #[test]
    fn columns_are_utf16_code_units() {
        let source = SourceText::new("a.c", "a😀b\n".as_bytes().to_vec());
        let region = Region { start: model::Position::at(1, 3), end: model::Position::at(1, 4) };
        assert_eq!(range(&region, &source), Range::new(Position::new(0, 3), Position::new(0, 4)));
    }

    #[test]
    fn the_word_under_the_cursor_is_found() {
        let text = "// 😀 allow(hollow-body)\n";
        assert_eq!(word_at(text, Position::new(0, 15)), Some("hollow-body"));
        assert_eq!(word_at(text, Position::new(0, 2)), None);
        assert_eq!(word_at(text, Position::new(9, 0)), None);
        assert_eq!(word_at(text, Position::new(0, 99)), None);
    }
}

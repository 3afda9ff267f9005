//! Text of others made safe to show: nothing in it can act on a terminal or a log viewer.

/// What is shown in place of `c`, or `None` where `c` shows itself.
///
/// Control characters (ESC begins the sequences that drive a terminal) have a picture in Unicode's block of that
/// name. Marks that turn the reading direction and characters that show as nothing have none: they let source
/// read as something that it is not, see <https://www.unicode.org/reports/tr36/>.
pub fn stand_in(c: char) -> Option<char> {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32),
        '\x7f' => Some('\u{2421}'),
        _ if is_invisible(c) => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

/// Whether `c` is a control character or acts on the text around it without being seen.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// Whether there is nothing in `text` but blanks and what ASCII shows, as in nearly all texts.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// `text` with a stand-in for every character that does not show itself.
pub fn visible(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    text.chars().map(|c| stand_in(c).unwrap_or(c)).collect()
}

/// `text` on one line: white space folded, and a stand-in for every other character that does not show itself.
pub fn one_line(text: &str) -> String {
    let is_folded = !(text.contains("  ") || text.starts_with(' ') || text.ends_with(' '));
    if is_folded && is_plain(text) {
        return text.to_owned();
    }
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_lose_their_power_and_stay_readable() {
        assert_eq!(visible("a\x1b[31mred\u{9b}0m\x7f"), "a␛[31mred\u{fffd}0m␡");
    }

    #[test]
    fn direction_marks_are_shown() {
        assert_eq!(visible("admin\u{202e} // \u{2066}check"), "admin\u{fffd} // \u{fffd}check");
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(one_line("a\r\n  b\tc \u{2028} d\0"), "a b c d␀");
    }

    #[test]
    fn text_that_shows_itself_stays() {
        let text = "naïve 漢字 👩\u{200d}👩 — ok";
        assert_eq!(visible(text), text);
    }
}

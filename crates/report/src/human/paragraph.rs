//! Text in lines no wider than the terminal.

use owo_colors::Style as Ink;
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter};

use super::paint;
use crate::Style;

/// The narrowest text that is still wrapped: narrower terminals get longer lines, not single letters.
const NARROWEST: usize = 20;

/// `text` filled into lines, the first after `lead`, the others indented by `hang` columns; ends with a line end.
///
/// Words are left whole, so that a path can still be copied where it is wider than the terminal. `lead` may be
/// coloured: what it holds of escape sequences takes no room.
pub fn hanging(lead: &str, hang: usize, text: &str, style: &Style) -> String {
    let indent = " ".repeat(hang);
    let options = options(style.width.max(hang + NARROWEST)).initial_indent(lead).subsequent_indent(&indent);
    textwrap::fill(text, options) + "\n"
}

/// `text` in lines of at most `width` columns.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    textwrap::wrap(text, options(width)).into_iter().map(std::borrow::Cow::into_owned).collect()
}

fn options(width: usize) -> Options<'static> {
    Options::new(width)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
}

/// `pieces` in their colours on as few lines as the width allows, with a mark between those on one line; ends with a
/// line end.
pub fn pieces(pieces: &[(String, Ink)], style: &Style) -> String {
    let mark = if style.unicode { " · " } else { " - " };
    let mut text = String::new();
    let mut column = 0;
    for (piece, ink) in pieces {
        for (index, line) in lines(piece, style.width.max(NARROWEST)).iter().enumerate() {
            let width = display_width(line);
            let joins = index == 0 && column > 0 && column + mark.chars().count() + width <= style.width;
            text.push_str(if joins {
                mark
            } else if text.is_empty() {
                ""
            } else {
                "\n"
            });
            column = if joins { column + mark.chars().count() + width } else { width };
            text.push_str(&paint::with(line, *ink, style));
        }
    }
    text + "\n"
}

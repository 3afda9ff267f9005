//! Words and sentences of a text.

use super::document::{Piece, Text};

/// Stands among words for a code span.
pub(super) const CODE: &str = "`";

/// The words of `text` in lower case, apostrophes left out: `don't` is `dont`, `pre-read` is two words.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.replace(['\'', '’'], "").to_lowercase();
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of `pieces`, with [`CODE`] for each code span.
pub(super) fn words_of(pieces: &[Piece]) -> Vec<String> {
    let of = |piece: &Piece| if piece.look.code { vec![CODE.to_owned()] } else { words(&piece.text) };
    pieces.iter().flat_map(of).collect()
}

/// Whether `phrase`, words divided by blanks, occurs in `words`.
pub(super) fn has_phrase(words: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.windows(phrase.len()).any(|window| window.iter().zip(&phrase).all(|(word, part)| word == part))
}

/// Whether any of `phrases` occurs in `words`.
pub(super) fn has_any(words: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| has_phrase(words, phrase))
}

/// `text` cut behind full stops; code spans stay whole.
pub(super) fn sentences(text: &Text) -> Vec<Text> {
    let mut sentences = vec![Text::default()];
    for piece in &text.pieces {
        let parts = if piece.look.code || piece.is_break() { vec![piece.clone()] } else { split(piece) };
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                sentences.push(Text::default());
            }
            sentences.last_mut().into_iter().for_each(|sentence| sentence.pieces.push(part.clone()));
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Cuts a piece behind every full stop that ends a sentence; the last part may be empty.
fn split(piece: &Piece) -> Vec<Piece> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, letter) in piece.text.char_indices() {
        let end = at + letter.len_utf8();
        if ".!?;".contains(letter) && ends_sentence(&piece.text[start..end], &piece.text[end..]) {
            parts.push(Piece { text: piece.text[start..end].to_owned(), ..piece.clone() });
            start = end;
        }
    }
    parts.push(Piece { text: piece.text[start..].to_owned(), ..piece.clone() });
    parts
}

fn ends_sentence(before: &str, after: &str) -> bool {
    const SHORTENED: &[&str] = &["e.g.", "i.e.", "etc.", "vs.", "cf.", "no.", "approx."];
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let shortened = SHORTENED.iter().any(|word| last.trim_start_matches('(') == *word);
    (after.is_empty() || after.starts_with(char::is_whitespace)) && !shortened
}

/// The words on one line, cut where they are long.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

//! Which of a file's tokens are asked for again: noted while the file is scanned, so that no one has to look at all of them
//! once more.

use super::tokens::{Kind, Token};

/// Tokens by their index, in order.
#[derive(Debug, Default)]
pub(super) struct Landmarks {
    /// Braces and directives: nothing else changes how deep in braces the file is.
    turns: Vec<u32>,
    /// Words that stand between marks as a value does: `= f;`, `, &f }`, `(cast)f)`.
    values: Vec<u32>,
}

impl Landmarks {
    pub(super) const fn new() -> Self {
        Self { turns: Vec::new(), values: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        self.turns.clear();
        self.values.clear();
    }

    /// Takes note of `token`, which follows those of `before`.
    #[inline(always)]
    pub(super) fn note(&mut self, before: &[Token], token: Token) {
        let mark = token.mark();
        if matches!(mark, b'{' | b'}') || token.kind == Kind::Directive {
            self.turns.push(before.len() as u32);
        }
        if matches!(mark, b',' | b'}' | b')' | b';') {
            self.values.extend(value_at_end(before));
        }
    }

    /// The first brace or directive at or after the token `index`, as a place for [`Landmarks::turn`].
    pub(super) fn turns_from(&self, index: usize) -> usize {
        self.turns.partition_point(|&turn| (turn as usize) < index)
    }

    /// The index of the brace or directive with this number.
    pub(super) fn turn(&self, number: usize) -> Option<usize> {
        self.turns.get(number).map(|&turn| turn as usize)
    }

    /// The indices of the words that stand as values do.
    pub(super) fn values(&self) -> impl Iterator<Item = usize> + '_ {
        self.values.iter().map(|&value| value as usize)
    }
}

/// The index of the word that `tokens`, a mark behind them, end with as a value does; directives are left out of account.
#[inline(always)]
fn value_at_end(tokens: &[Token]) -> Option<u32> {
    let mut code = tokens.iter().enumerate().rev().filter(|(_, token)| token.kind != Kind::Directive);
    let (at, _) = code.next().filter(|(_, token)| token.is_word())?;
    let (_, before) = code.next()?;
    matches!(before.mark(), b'=' | b'&' | b',' | b'{' | b'(' | b':' | b')').then_some(at as u32)
}

#[cfg(test)]
mod tests {
    use crate::c::scan::Scan;

    const TEXT: &str = "a = f\n#if X\n, &g }\n#endif\nh(i); j->k; (cast)l;";

    #[test]
    fn values_are_words_between_marks_whatever_directives_stand_there() {
        let scan = Scan::of(TEXT);
        let values: Vec<&str> = scan.landmarks.values().map(|at| scan.text_of(scan.tokens[at])).collect();
        assert_eq!(values, ["f", "g", "i", "cast", "l"]);
    }

    #[test]
    fn turns_are_braces_and_directives() {
        let scan = Scan::of(TEXT);
        let turns = (scan.landmarks.turns_from(4)..).map_while(|number| scan.landmarks.turn(number));
        assert_eq!(turns.map(|at| scan.text_of(scan.tokens[at])).collect::<Vec<_>>(), ["}", "#endif"]);
    }
}

//! Names that texts are searched for.

use std::collections::HashSet;

use model::NameSet;
use syntax::LAST_STATEMENTS;

/// Names of stubs: whole trees are searched for them.
pub(super) struct Sought<'n> {
    names: NameSet<&'n str>,
    /// Bit n tells whether one of them has n bytes; the last bit, whether one has more. Where few names are sought, the
    /// length of a word says that it is none of them.
    lengths: u64,
}

impl<'n> Sought<'n> {
    /// The names to be searched for.
    pub(super) fn new(names: &'n HashSet<String>) -> Self {
        let names: NameSet<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        Self { lengths: names.iter().fold(0, |lengths, name| lengths | length(name.len())), names }
    }

    /// Whether `name` is one of them.
    pub(super) fn hold(&self, name: &str) -> bool {
        self.lengths & length(name.len()) != 0 && self.names.contains(name)
    }

    /// Whether a function with this text can be, as a whole, a call of one of them.
    pub(super) fn may_wrap(&self, text: &str) -> bool {
        let ends = memchr::memrchr_iter(b';', text.as_bytes()).nth(LAST_STATEMENTS);
        self.stand_in(&text[ends.map_or(0, |at| at + 1)..])
    }

    /// Whether one of them stands in `text` as a whole word.
    fn stand_in(&self, text: &str) -> bool {
        let mut words = text.as_bytes().split(|byte| !IN_WORD[usize::from(*byte)]);
        words.any(|word| {
            self.lengths & length(word.len()) != 0
                && std::str::from_utf8(word).is_ok_and(|word| self.names.contains(word))
        })
    }
}

/// Which bytes can stand in a word.
const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let one = byte as u8;
        table[byte] = one.is_ascii_alphanumeric() || one == b'_' || !one.is_ascii();
        byte += 1;
    }
    table
};

/// The bit for names of so many bytes.
fn length(bytes: usize) -> u64 {
    1 << bytes.min(63)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wraps(text: &str, name: &str) -> bool {
        Sought::new(&HashSet::from([name.to_owned()])).may_wrap(text)
    }

    #[test]
    fn only_whole_words_at_the_end_count() {
        assert!(wraps("{ return stub(a); }", "stub") && wraps("{ return größe(a); }", "größe"));
        assert!(!wraps("{ return my_stub(a); }", "stub") && !wraps("{ return stubs(a); }", "stub"));
        assert!(!wraps("{ stub(); b(); c(); d(); e(); return f(); }", "stub"));
    }

    #[test]
    fn long_names_count_too() {
        let name = "n".repeat(70);
        assert!(wraps(&format!("{{ {name}(); }}"), &name) && !wraps(&format!("{{ {name}n(); }}"), &name));
    }

    #[test]
    fn an_empty_name_is_nowhere() {
        assert!(!wraps("{ return f(); }", ""));
    }
}

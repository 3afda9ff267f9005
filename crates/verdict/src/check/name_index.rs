//! The names by which a file is tied to others, kept of each file of a scan: so that no file is searched again for names that
//! were found in another.

use std::collections::HashSet;

use syntax::Opened;

/// The names of one file as hashes, in order and each once. Two names may share a hash: then a file is looked at in vain.
#[derive(Debug, Default)]
pub(super) struct Ties(Box<[u32]>);

impl Ties {
    /// Those of `opened`.
    pub(super) fn of(opened: &dyn Opened) -> Self {
        let mut hashes = Vec::new();
        let mut recent = Recent::new();
        opened.ties(&mut |name| {
            let hash = hash(name);
            if recent.is_new(hash) {
                hashes.push(hash);
            }
        });
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes.into_boxed_slice())
    }

    /// Those of `names`.
    pub(super) fn to(names: &HashSet<String>) -> Self {
        let mut hashes: Vec<u32> = names.iter().map(|name| hash(name)).collect();
        hashes.sort_unstable();
        Self(hashes.into_boxed_slice())
    }

    /// Whether both hold a name.
    pub(super) fn meet(&self, other: &Self) -> bool {
        let (few, many) = if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
        few.0.iter().any(|hash| many.0.binary_search(hash).is_ok())
    }

    /// Whether both hold a name, where those of `own` do not count.
    pub(super) fn meet_beyond(&self, names: &Self, own: &Self) -> bool {
        // Of names that share a hash, each is counted.
        self.meet(names) && self.0.iter().any(|hash| names.count(*hash) > own.count(*hash))
    }

    fn count(&self, hash: u32) -> usize {
        self.0.partition_point(|other| *other <= hash) - self.0.partition_point(|other| *other < hash)
    }
}

/// Hashes that came lately: most names of a file come many times, and what is left out here need not be sorted.
struct Recent([u32; 256]);

impl Recent {
    fn new() -> Self {
        // No hash that belongs at a place equals the complement of its number.
        Self(std::array::from_fn(|place| !(place as u32)))
    }

    /// Takes note of `hash`; `false` where it was the last one at its place.
    fn is_new(&mut self, hash: u32) -> bool {
        let place = &mut self.0[hash as usize % 256];
        std::mem::replace(place, hash) != hash
    }
}

/// A hash by eight bytes at a time, as rustc's own: hashes are held against others of the same run only.
fn hash(name: &str) -> u32 {
    let add = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let hash = words.iter().fold(name.len() as u64, |hash, word| add(hash, u64::from_le_bytes(*word)));
    let rest = rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
    (add(hash, rest) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::SourceText;
    use syntax::language_of;

    fn meets(path: &str, text: &str, name: &str) -> bool {
        let source = SourceText::new(path, text.as_bytes().to_vec());
        let opened = language_of(path).expect("a language").open(&source);
        Ties::of(&*opened).meet(&Ties::to(&HashSet::from([name.to_owned()])))
    }

    #[test]
    fn c_is_tied_by_what_it_defines_calls_last_and_puts_somewhere() {
        let text = "void gone(void);\nint own(int a) { early(a); b(); c(); d(); e(); return last(a); }\n\
                    struct ops ops = { .read = put, &listed };\n";
        for name in ["own", "last", "put", "listed"] {
            assert!(meets("x.c", text, name), "{name}");
        }
        for name in ["gone", "early", "read"] {
            assert!(!meets("x.c", text, name), "{name}");
        }
    }

    #[test]
    fn own_names_are_no_tie() {
        let names = |names: &[&str]| Ties::to(&names.iter().map(|name| (*name).to_owned()).collect());
        let file = names(&["own", "other"]);
        assert!(!file.meet_beyond(&names(&["own", "unknown"]), &names(&["own"])));
        assert!(file.meet_beyond(&names(&["own", "other"]), &names(&["own"])));
    }

    #[test]
    fn rust_is_tied_by_every_word() {
        assert!(meets("x.rs", "fn f() { g::<H>(x.i()) }", "i"));
        assert!(!meets("x.rs", "fn f() { g::<H>(x.i()) }", "j"));
    }
}

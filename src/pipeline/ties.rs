//! The names by which a file is tied to others, kept of each file of a scan: so that no file is searched again for names that
//! were found in another.

use std::collections::HashSet;

use crate::lang::Opened;

/// The names of one file as hashes, in order and each once. Two names may share a hash: then a file is looked at in vain.
#[derive(Debug, Default)]
pub(super) struct Ties(Box<[u32]>);

impl Ties {
    /// Those of `opened`.
    pub(super) fn of(opened: &dyn Opened) -> Self {
        let mut hashes = Vec::new();
        opened.ties(&mut |name| hashes.push(hash(name)));
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
}

/// FNV-1a.
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::language_of;
    use crate::model::SourceText;

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
    fn rust_is_tied_by_every_word() {
        assert!(meets("x.rs", "fn f() { g::<H>(x.i()) }", "i"));
        assert!(!meets("x.rs", "fn f() { g::<H>(x.i()) }", "j"));
    }
}

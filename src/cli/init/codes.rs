//! Result codes by which a code base says "not implemented".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::bytes::Regex;

/// Constants in capitals with a part that says so: `ERR_NOT_IMPLEMENTED`, `E_NOTIMPL`, `RC_NYI`, `UNIMPLEMENTED`.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:[A-Z][A-Z0-9]*_)*(?:NOT_?(?:YET_?)?IMPL(?:EMENTED)?|UNIMPL(?:EMENTED)?|NYI)(?:_[A-Z0-9]+)*\b")
        .expect("a good pattern")
});

/// Where a code is handed out as a result: returned, assigned, or given to something that makes an error.
/// A switch of the build (`#if PY_NOTIMPLEMENTED`) or a declaration is no result.
static HANDED_OUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:[^#\s].*)?(?:\breturn\b|[^=!<>]=[^=]|(?i:err|fail|status)\w*!?\s*\()").expect("a good pattern")
});

/// How many codes are kept: the most frequent ones tell the idiom, the tail is noise.
const KEPT: usize = 12;

/// Codes and how often they were seen.
#[derive(Debug, Default)]
pub struct Codes {
    seen: BTreeMap<String, usize>,
}

impl Codes {
    /// Counts the codes that `text` hands out.
    pub fn count(&mut self, text: &[u8]) {
        for code in CODE.find_iter(text) {
            let line = text[..code.start()].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
            if HANDED_OUT.is_match(&text[line..code.start()]) {
                *self.seen.entry(String::from_utf8_lossy(code.as_bytes()).into_owned()).or_default() += 1;
            }
        }
    }

    /// The codes seen more than once, the most frequent first.
    pub fn frequent(&self) -> Vec<(&str, usize)> {
        let mut codes: Vec<_> =
            self.seen.iter().filter(|(_, times)| **times > 1).map(|(code, times)| (code.as_str(), *times)).collect();
        codes.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        codes.truncate(KEPT);
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_are_handed_out_are_found() {
        let mut codes = Codes::default();
        codes
            .count(b"#define ERR_NYI 7\n  return E_NOTIMPL;\nreturn ERR_NYI;\nx = E_NOTIMPL;\nreturn ERR(a, ERR_NYI);");
        codes.count(b"return ERR_NYI;");
        assert_eq!(codes.frequent(), [("ERR_NYI", 3), ("E_NOTIMPL", 2)]);
    }

    #[test]
    fn other_names_and_other_uses_are_no_codes() {
        let mut codes = Codes::default();
        for _ in 0..2 {
            codes.count(b"return NOT_IMPLICIT; return IMPLEMENTED; return not_implemented;");
            codes.count(b"#if PY_NOTIMPLEMENTED\n  RC_NYI,\nif (r == E_NOTIMPL) {");
        }
        codes.count(b"return ONCE_NYI;");
        assert_eq!(codes.frequent(), []);
    }
}

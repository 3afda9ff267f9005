//! Macros by which a code base marks its own stubs.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

/// A macro with parameters, as Rust and C define one.
static DEFINITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^\s*(?:#\s*define\s+|macro_rules!\s*)([A-Za-z_]\w*)\s*(?:\(|\{)").expect("a good pattern")
});

/// The part of a name that says so: of `todo_skip`, `LOG_UNIMPLEMENTED`, `NYI`, `avm_stub_method`.
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u)todo|stub(?:bed)?|nyi|unimpl(?:emented)?|not_?(?:yet_?)?impl(?:emented)?")
        .expect("a good pattern")
});

/// Parts by which a name asks or chooses instead of saying that something is missing: `class_or_notimplemented`.
const CONDITIONS: &[&str] = &["or", "if", "is", "has", "check", "expect"];

/// How many macros are kept.
const KEPT: usize = 12;

/// The macros of Rust's standard library and those that are known unasked.
const KNOWN: &[&str] = &["todo", "unimplemented"];

/// Names of macros that are defined, and how often names of that kind are used.
#[derive(Debug, Default)]
pub struct StubMacros {
    /// With how many of the definitions look like a use (`#define NYI(x)`).
    defined: BTreeMap<String, usize>,
    used: BTreeMap<String, usize>,
}

impl StubMacros {
    /// Counts what `text` defines and uses.
    pub fn count(&mut self, text: &[u8]) {
        let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        for definition in DEFINITION.captures_iter(text) {
            *self.defined.entry(name(&definition[1])).or_default() += usize::from(definition[0].ends_with(b"("));
        }
        for used in SIGN.find_iter(text).filter_map(|found| called(text, found.range())) {
            *self.used.entry(name(used)).or_default() += 1;
        }
    }

    /// The macros that are defined here and used elsewhere than in their definition, the most frequent first.
    pub fn frequent(&self) -> Vec<(&str, usize)> {
        let uses = |(name, seen): (&'_ String, &usize)| Some(seen.saturating_sub(*self.defined.get(name)?));
        let mut macros: Vec<_> = self
            .used
            .iter()
            .filter(|(name, _)| !KNOWN.contains(&name.as_str()))
            .filter_map(|used| Some((used.0.as_str(), uses(used)?)))
            .filter(|(_, uses)| *uses > 0)
            .collect();
        macros.sort_by_key(|(_, uses)| std::cmp::Reverse(*uses));
        macros.truncate(KEPT);
        macros
    }
}

/// The whole name around `sign`, where the sign is a part of its own there and the name is called.
fn called(text: &[u8], sign: Range<usize>) -> Option<&[u8]> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let start = text[..sign.start].iter().rposition(|byte| !is_word(byte)).map_or(0, |at| at + 1);
    let end = text[sign.end..].iter().position(|byte| !is_word(byte)).map_or(text.len(), |at| sign.end + at);
    let is_part = (start == sign.start || text[sign.start - 1] == b'_') && (end == sign.end || text[sign.end] == b'_');
    let name = &text[start..end];
    let asks = name
        .split(|byte| *byte == b'_')
        .any(|part| CONDITIONS.iter().any(|word| part.eq_ignore_ascii_case(word.as_bytes())));
    let after = text[end..].strip_prefix(b"!").unwrap_or(&text[end..]);
    (is_part && !asks && after.trim_ascii_start().starts_with(b"(")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macros_that_are_defined_and_used_are_found() {
        let mut macros = StubMacros::default();
        macros.count(b"#define LOG_NYI(what) log(what)\nint f(void) { LOG_NYI(\"f\"); LOG_NYI(\"g\"); }");
        macros.count(b"macro_rules! todo_skip { () => {} }\nfn f() { todo_skip!(\"later\") }");
        assert_eq!(macros.frequent(), [("LOG_NYI", 2), ("todo_skip", 1)]);
    }

    #[test]
    fn functions_unused_macros_and_other_words_are_not() {
        let mut macros = StubMacros::default();
        macros.count(b"int stub_init(void) { return stub_init(); }\n#define STUB_UNUSED(x)\n#define ERR_NYI 7\n");
        macros.count(b"#define TODOS(x) x\nTODOS(1); todo!(); mytodo(3);");
        macros.count(b"macro_rules! class_or_notimplemented { () => {} }\nclass_or_notimplemented!(vm);");
        assert_eq!(macros.frequent(), []);
    }
}

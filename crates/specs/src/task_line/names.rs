//! What a word or a code span of a line names, told from its shape and from the words beside it.

use std::sync::LazyLock;

use regex::Regex;

use super::tokens::{Kind, Token};
use crate::markdown::{Shape, shape};

/// What a token names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// A function with its parentheses: `f(a, b)`, a prototype.
    Call {
        /// `f`, `Type::f`.
        name: String,
        /// How many parameters, where they are shown as a signature shows them.
        arity: Option<usize>,
    },
    /// A pointer to a function.
    Slot {
        /// The member.
        name: String,
        /// How many parameters.
        arity: Option<usize>,
    },
    /// A type, by the word before it: `struct Ring`.
    Type(String),
    /// A name written like a type: `RingBuffer`.
    Camel(String),
    /// A name written like a function, a variable or a field: `read_ring`.
    Snake(String),
    /// A name of a test: `test_read_ring`.
    Test(String),
    /// A name in capitals: `RING_SIZE`.
    Shouted(String),
    /// A macro: `ring_assert!`, `RING_ASSERT(x)`.
    Macro(String),
    /// A field with its type: `size: usize`.
    Field(String),
    /// An option of the command line: `--dry-run`.
    Flag(String),
}

static CALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\.?((?:[A-Za-z_]\w*(?:::|\.))*[a-z_]\w*)(?:::<[^()]*>)?\((.*)\)$").expect("a pattern")
});
/// `f`, `Type::f`.
fn is_name(text: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    text.split("::").all(part)
}

/// Languages' own names and those of every standard library: a project does not define them.
const STANDARD: &[&str] = &[
    "String",
    "Vec",
    "Option",
    "Result",
    "Box",
    "Arc",
    "Rc",
    "Mutex",
    "RwLock",
    "HashMap",
    "HashSet",
    "BTreeMap",
    "BTreeSet",
    "Ok",
    "Err",
    "Some",
    "None",
    "Display",
    "Debug",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "From",
    "Into",
    "Iterator",
    "Send",
    "Sync",
    "Hash",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "FromStr",
    "Error",
    "Deref",
    "AsRef",
    "Serialize",
    "Deserialize",
    "Future",
    "Path",
    "PathBuf",
    "Duration",
    "Instant",
    "Cow",
    "Pin",
    "Self",
];

/// Macros of the standard library and of the language.
const MACROS: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "dbg",
    "debug_assert",
    "env",
    "eprintln",
    "format",
    "include",
    "include_str",
    "json",
    "matches",
    "panic",
    "print",
    "println",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// What `token` names; `None` for plain words and for what is no name.
pub(super) fn named(token: &Token) -> Option<Named> {
    if token.kind != Kind::Word {
        return None;
    }
    let text = token.text.as_str();
    if let Some(named) = flag(text).or_else(|| invoked(text)).or_else(|| field(text).filter(|_| token.code)) {
        return Some(named);
    }
    if token.code
        && let Some(signature) = signature(text)
    {
        return Some(signature);
    }
    let called = text.contains('(') && (token.code || !text.contains('.'));
    if called && let Some(call) = CALL.captures(text) {
        let name = call[1].replace('.', "::").trim_start_matches("self::").to_owned();
        return Some(Named::Call { name, arity: arity(&call[2]) });
    }
    let plain_word = !token.code && text.chars().skip(1).all(|c| c.is_ascii_lowercase());
    (!plain_word && is_name(text)).then(|| plain(text, token.code)).flatten()
}

/// The type that `tokens` name, where they name one only.
pub(super) fn only_type(tokens: &[Token]) -> Option<String> {
    let mut types = tokens.iter().filter_map(|token| match named(token) {
        Some(Named::Camel(name) | Named::Type(name)) => Some(name.rsplit("::").next().unwrap_or(&name).to_owned()),
        _ => None,
    });
    let first = types.next()?;
    types.all(|other| other == first).then_some(first)
}

/// `--dry-run`, `--mode <mode>`.
fn flag(text: &str) -> Option<Named> {
    let name = text.strip_prefix("--")?.split([' ', '=', '<']).next()?;
    let named = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() > 1;
    let joined = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    (named && joined).then(|| Named::Flag(format!("--{name}")))
}

/// `ring_assert!`, `RING_ASSERT(x)`: a macro by the form of its invocation.
fn invoked(text: &str) -> Option<Named> {
    if let Some((name, rest)) = text.split_once('!') {
        let bare = rest.is_empty() || rest.starts_with(['(', '[', '{']);
        return (bare && is_name(name) && is_snake(name) && !MACROS.contains(&name))
            .then(|| Named::Macro(name.to_owned()));
    }
    let (name, _) = text.split_once('(').filter(|_| text.ends_with(')'))?;
    (is_shouted(name) && name.len() > 2).then(|| Named::Macro(name.to_owned()))
}

/// `size: usize`.
fn field(text: &str) -> Option<Named> {
    let (name, of) = text.split_once(": ")?;
    let name = name.trim_start_matches("pub ");
    let typed = of.starts_with(|c: char| c.is_alphabetic() || "&*([".contains(c)) && !of.contains(['.', '"']);
    (typed && is_name(name) && is_snake(name) && of.split(' ').count() < 4).then(|| Named::Field(name.to_owned()))
}

fn is_shouted(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// A prototype, a signature, a slot or a type as code declares it.
fn signature(code: &str) -> Option<Named> {
    if !code.contains([' ', '<']) {
        return None;
    }
    // `Frame { length: u32 }`: a type by its fields.
    if let Some((front, _)) = code.split_once('{')
        && is_camel(front.trim())
    {
        return Some(Named::Camel(front.trim().to_owned()));
    }
    match shape(code)? {
        Shape::Function { name, arity } => Some(Named::Call { name, arity }),
        Shape::Slot { name, arity } => Some(Named::Slot { name, arity }),
        Shape::Type(name) => Some(Named::Type(name)),
        _ => None,
    }
}

fn plain(text: &str, code: bool) -> Option<Named> {
    let last = text.rsplit("::").next().unwrap_or(text);
    match () {
        () if STANDARD.contains(&last) => None,
        () if is_shouted(last) && (last.contains('_') || code && last.len() > 3) => {
            Some(Named::Shouted(text.to_owned()))
        }
        () if is_test(last) => Some(Named::Test(last.to_owned())),
        () if is_camel(last) && (code || humps(last) > 1) => Some(Named::Camel(text.to_owned())),
        () if last.ends_with("_t") => Some(Named::Camel(text.to_owned())),
        () if is_snake(last) && (code || last.trim_matches('_').contains('_')) => Some(Named::Snake(text.to_owned())),
        () => None,
    }
}

fn is_test(name: &str) -> bool {
    let marked = ["test_", "prop_"].iter().any(|front| name.starts_with(front) && name.len() > front.len() + 2);
    marked && is_snake(name)
}

fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_') && !name.chars().any(|c| c.is_ascii_uppercase())
}

/// Whether `word` is written as types are: `User`, `UserModel`.
pub(super) fn is_camel(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.len() > 1
        && word.chars().skip(1).any(|c| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric())
}

/// How many words a name in capitals and small letters joins.
fn humps(word: &str) -> usize {
    let letters: Vec<char> = word.chars().collect();
    let begins = letters.windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    1 + begins.count()
}

/// The parameters between parentheses, where they are more than a sign of a call.
fn arity(inside: &str) -> Option<usize> {
    match inside.trim() {
        "" | "..." | "…" => None,
        text if text.contains(['(', '<', '[', '{', '"', '=']) => None,
        text => Some(text.split(',').count()),
    }
}

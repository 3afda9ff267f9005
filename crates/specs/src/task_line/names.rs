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

/// What `token` names; `None` for plain words and for what is no name.
pub(super) fn named(token: &Token) -> Option<Named> {
    if token.kind != Kind::Word {
        return None;
    }
    let text = token.text.as_str();
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

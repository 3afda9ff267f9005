//! What the words beside a name say that it is: "the `Ring` struct", "fields `head`, `tail`".

use super::tokens::{Kind, Token};
use model::SymbolKind;

/// What a word says of the name beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    /// It is a type of Rust or C.
    Type,
    /// It is a type in most projects and a module in others.
    MaybeType,
    /// It is a function.
    Function,
    /// It is something else that code defines.
    Symbol(SymbolKind),
    /// Only a part of it, or something about it, is meant.
    Part,
}

const NOUNS: &[(Noun, &[&str])] = &[
    (
        Noun::Type,
        &["struct", "structs", "enum", "enums", "trait", "traits", "union", "typedef", "newtype", "structure"],
    ),
    (
        Noun::MaybeType,
        &[
            "model",
            "entity",
            "class",
            "classes",
            "type",
            "types",
            "object",
            "abstract",
            "concrete",
            "opaque",
            "interface",
        ],
    ),
    (
        Noun::Function,
        &[
            "function",
            "fn",
            "method",
            "functions",
            "methods",
            "helper",
            "helpers",
            "getter",
            "setter",
            "constructor",
            "constructors",
            "builder",
            "handler",
            "callback",
            "accessor",
            "getters",
        ],
    ),
    (Noun::Symbol(SymbolKind::Field), &["field", "fields", "member", "members"]),
    (Noun::Symbol(SymbolKind::Variant), &["variant", "variants"]),
    (Noun::Symbol(SymbolKind::Constant), &["constant", "constants", "const", "static"]),
    (Noun::Symbol(SymbolKind::Macro), &["macro", "macros"]),
    (Noun::Symbol(SymbolKind::Module), &["module", "modules", "mod", "submodule"]),
    (Noun::Symbol(SymbolKind::Flag), &["flag", "flags", "option", "options", "switch"]),
    (
        Noun::Part,
        &[
            "call",
            "calls",
            "parameter",
            "parameters",
            "param",
            "argument",
            "arguments",
            "import",
            "imports",
            "section",
            "entry",
            "entries",
            "key",
            "keys",
            "attribute",
            "dependency",
            "dependencies",
            "invocation",
            "error",
            "errors",
            "crate",
            "feature",
            "column",
            "table",
            "variable",
            "config",
            "value",
            "values",
            "command",
            "subcommand",
            "directory",
            "folder",
            "arm",
            "arms",
            "match",
            "package",
            "library",
            "tag",
            "label",
            "property",
            "usage",
            "usages",
            "references",
            "caller",
            "callers",
        ],
    ),
];

/// What `word` says of a name beside it.
pub(super) fn noun(word: &str) -> Option<Noun> {
    NOUNS.iter().find(|(_, words)| words.contains(&word)).map(|(noun, _)| *noun)
}

/// Words between a name and the word that says what it is: "`Ring` abstract class".
fn is_adjective(word: &str) -> bool {
    const ADJECTIVES: &[&str] =
        &["abstract", "base", "opaque", "concrete", "internal", "public", "generic", "pure", "private", "new", "error"];
    ADJECTIVES.contains(&word)
}

/// What the words at once behind or before the name at `at` say that it is, and which word says so.
pub(super) fn beside(tokens: &[Token], at: usize) -> Option<(Noun, String)> {
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let open = tokens[at].after.is_none();
    let next = word(at + 1).filter(|_| open);
    let second = word(at + 2).filter(|_| open && tokens[at + 1].after.is_none());
    // "`Ring` enum variants", "`Full` error variant": the last noun says what it is.
    let last = second.filter(|word| {
        let qualified = next.as_deref().is_some_and(is_adjective);
        let part = next.as_deref().and_then(noun) == Some(Noun::Type) && matches!(noun(word), Some(Noun::Symbol(_)));
        qualified || part
    });
    let before = at.checked_sub(1).filter(|&before| tokens[before].after.is_none()).and_then(word);
    [last, next, before].into_iter().flatten().find_map(|word| Some((noun(&word)?, word)))
}

/// How far from a name in a list the word is looked for that says what all of it is.
const NEAR: usize = 8;

/// `fields \`a\`, \`b\``, `the \`a\` and \`b\` fields`: what the word before or behind a list of names says that they are.
pub(super) fn around_list(tokens: &[Token], at: usize, is_name: &dyn Fn(usize) -> bool) -> Option<(Noun, String)> {
    let plain = |at: &usize| tokens[*at].kind == Kind::Word && !tokens[*at].code && !is_name(*at);
    // "and" belongs to a list only where a name stands on its other side.
    let inner = |at: usize, other: Option<usize>| {
        joins(&tokens[at]) && other.is_some_and(|at| at < tokens.len() && is_name(at))
    };
    let before = (0..at).rev().take(NEAR).find(|at| plain(at) && !inner(*at, at.checked_sub(1)));
    let behind = (at + 1..tokens.len()).take(NEAR).find(|at| plain(at) && !inner(*at, Some(at + 1)));
    let said = |at: Option<usize>| {
        let word = tokens[at?].word()?;
        Some((noun(&word)?, word))
    };
    said(before).or_else(|| said(behind).filter(|(_, word)| word.ends_with('s')))
}

fn joins(token: &Token) -> bool {
    token.word().is_some_and(|word| matches!(word.as_str(), "and" | "&" | "+" | "or"))
}

//! Declarations in C and Rust as specs show them: cut out of their surroundings, with `...` in them, without bodies.
//!
//! Not a parser of the languages: it reads the heads of declarations and knows a caller's snippet when it sees one.

mod c;
mod lexer;
mod rust;

use lexer::{Token, lex};
use model::SymbolKind;

/// The language of a block of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeLanguage {
    /// C, and what of C++ looks like it.
    C,
    /// Rust.
    Rust,
}

/// Something that a block of code declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// What.
    pub what: Declared,
    /// The offset of its name in the block (bytes).
    pub offset: usize,
}

/// What is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declared {
    /// A function.
    Function {
        /// `f`, `Type::f`, `<Type as Trait>::f`.
        name: String,
        /// How many parameters, `self` included; `None` where some are left out (`...` in place of parameters).
        arity: Option<usize>,
        /// Whether it is a lone method: it takes `self`, and no `impl` or `trait` around says whose.
        lone_method: bool,
        /// Whether it is a test by its attribute.
        test: bool,
        /// Whether its body is shown.
        body: bool,
    },
    /// A place that a function is put into.
    Slot {
        /// The member or method.
        name: String,
        /// The struct or trait.
        of: Option<String>,
        /// As for functions.
        arity: Option<usize>,
    },
    /// A type.
    Type {
        /// Its name.
        name: String,
    },
    /// A field, a variant, a constant, a macro or a module.
    Symbol {
        /// Its name.
        name: String,
        /// What it is.
        kind: SymbolKind,
        /// The type that it is a part of.
        of: Option<String>,
    },
}

/// What a block of code says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The declarations in order of place; empty in a caller's snippet.
    pub declarations: Vec<Declaration>,
    /// The members and methods that are called, with the offset of the name (bytes), in order of place.
    pub member_calls: Vec<(String, usize)>,
    /// Whether statements stand outside of functions: the code of someone who uses what is declared elsewhere.
    pub caller: bool,
}

/// Reads a block of code. Time grows with its length; any text can be read.
pub fn read(code: &str, language: CodeLanguage) -> Snippet {
    let tokens = lex(code);
    let mut snippet = match language {
        CodeLanguage::C => c::read(&tokens),
        CodeLanguage::Rust => rust::read(&tokens),
    };
    if language == CodeLanguage::C {
        snippet.declarations.extend(macros(code));
        snippet.declarations.sort_by_key(|declaration| declaration.offset);
    }
    snippet.member_calls = member_calls(&tokens);
    if snippet.caller {
        snippet.declarations.clear();
    }
    snippet
}

/// `#define NAME …`: directives are no tokens.
fn macros(code: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let words =
            line.trim_start().strip_prefix('#').map(str::trim_start).and_then(|rest| rest.strip_prefix("define "));
        let name = words.unwrap_or_default().trim_start();
        let length = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
        if length > 0 && !name[length..].trim().is_empty() {
            let at = start + line.len() - name.len();
            found.push(symbol(&Token { text: &name[..length], at }, SymbolKind::Macro, None));
        }
        start += line.len();
    }
    found
}

/// The language that an info string names, or, where it names none, that the code looks like.
pub fn language(info: &str, code: &str) -> Option<CodeLanguage> {
    match info {
        "c" | "h" | "cpp" | "c++" | "cc" | "hpp" => Some(CodeLanguage::C),
        "rust" | "rs" => Some(CodeLanguage::Rust),
        "" => guess(code),
        _ => None,
    }
}

/// Only what says it clearly: a `fn` with parentheses, or a C declaration that ends in `);`.
fn guess(code: &str) -> Option<CodeLanguage> {
    let tokens = lex(code);
    let rust = tokens.windows(3).any(|at| at[0].text == "fn" && at[1].is_word() && ["(", "<"].contains(&at[2].text));
    let c = tokens.windows(2).any(|at| at[0].text == ")" && at[1].text == ";");
    match (rust, c) {
        (true, _) => Some(CodeLanguage::Rust),
        (false, true) => Some(CodeLanguage::C),
        _ => None,
    }
}

/// `a->f(`, `a.f(`, and the same behind further members.
fn member_calls(tokens: &[Token]) -> Vec<(String, usize)> {
    let called =
        |at: &&[Token]| [".", "->"].contains(&at[0].text) && at[1].is_word() && ["(", "::"].contains(&at[2].text);
    tokens.windows(3).filter(called).map(|at| (at[1].text.to_owned(), at[1].at)).collect()
}

/// The index of the bracket that closes the one at `open`; the last index where it is never closed.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    tokens.len().saturating_sub(1)
}

/// How many parameters stand between the parentheses at `open` and `close`; `None` where `...` stands for some, or for
/// any number.
fn arity(tokens: &[Token], open: usize, close: usize) -> Option<usize> {
    let inside = tokens.get(open + 1..close)?;
    if inside.is_empty() || (inside.len() == 1 && inside[0].text == "void") {
        return Some(0);
    }
    let dots = inside.iter().any(|token| ["...", "…"].contains(&token.text));
    (!dots).then(|| split(inside).len())
}

/// Whether a body leaves something out: it is an excerpt of a type that is there already, and declares its parts only.
fn is_excerpt(body: &[Token]) -> bool {
    body.iter().any(|token| ["...", "…"].contains(&token.text))
}

fn symbol(name: &Token, kind: SymbolKind, of: Option<&str>) -> Declaration {
    let what = Declared::Symbol { name: name.text.to_owned(), kind, of: of.map(str::to_owned) };
    Declaration { what, offset: name.at }
}

/// Parameters, divided at the commas that stand in no bracket; an empty one behind a trailing comma is none.
fn split<'a>(tokens: &'a [Token<'a>]) -> Vec<&'a [Token<'a>]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (index, token) in tokens.iter().enumerate() {
        match token.text {
            "(" | "[" | "{" | "<" => depth += 1,
            ")" | "]" | "}" | ">" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                parts.push(&tokens[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

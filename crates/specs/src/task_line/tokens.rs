//! A line in words, paths and code.

use std::sync::LazyLock;

use regex::Regex;

use super::paths;
use crate::markdown::expanded;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its text, without backticks and without marks at its ends.
    pub text: String,
    /// Whether it stands between backticks.
    pub code: bool,
    /// What follows it at once: `,`, `:`, `;`, `.`.
    pub after: Option<char>,
}

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word, or code that is no path.
    Word,
    /// The path of a file, or its name alone.
    Path,
    /// The path of a folder.
    Folder,
    /// A path or pattern that names no one file of the project.
    NoFile(&'static str),
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `->`, `→`, `—`, ` - `.
    Dash,
}

impl Token {
    /// The path, where it is one.
    pub fn path(&self) -> Option<&str> {
        (self.kind == Kind::Path).then_some(self.text.as_str())
    }

    /// The word in lower case, where it is a plain one.
    pub fn word(&self) -> Option<String> {
        (self.kind == Kind::Word && !self.code).then(|| self.text.to_lowercase())
    }
}

/// The pieces of `line` in order.
pub fn tokens(line: &str) -> Vec<Token> {
    static PIECE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?P<code>`+[^`]+`+)|\[(?P<link>[^\]\n]+)\]\([^)\s]*\)|(?P<dash>->|→|⇒|—|–| - )|(?P<open>[(\[](?:\s|$|\B|\b))|(?P<close>[)\]])|(?P<word>[^\s()\[\]`]+(?:\([^()\s]*\))?(?:\[[^\[\]\s]*\][^\s()\[\]`]*)*)")
            .expect("a pattern")
    });
    let line = line.replace("**", "").replace("__ ", " ");
    let mut tokens: Vec<Token> = Vec::new();
    for piece in PIECE.captures_iter(&line) {
        let text = piece.get(0).map_or("", |whole| whole.as_str());
        if piece.name("code").is_some() {
            let code = text.trim_matches('`').trim();
            tokens.extend(expanded(code).iter().map(|code| token(code, true)));
        } else if let Some(link) = piece.name("link") {
            tokens.push(token(link.as_str().trim_matches('`'), false));
        } else if piece.name("dash").is_some() {
            tokens.push(mark(Kind::Dash, text));
        } else if piece.name("open").is_some() {
            tokens.push(mark(Kind::Open, text));
        } else if piece.name("close").is_some() {
            tokens.push(mark(Kind::Close, text));
        } else {
            add_word(text, &mut tokens);
        }
    }
    tokens
}

/// A mark alone belongs to what stands before it.
fn add_word(text: &str, tokens: &mut Vec<Token>) {
    let word = token(text, false);
    match tokens.last_mut() {
        Some(last) if word.text.is_empty() => last.after = text.chars().next(),
        _ if word.text.is_empty() => {}
        _ => tokens.extend(divided(word)),
    }
}

/// `sys_pipe2/sys_pipe`: names that a stroke divides are two.
fn divided(word: Token) -> Vec<Token> {
    let parts: Vec<&str> = word.text.split('/').collect();
    let name = |part: &&str| {
        part.len() > 1
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !part.starts_with(char::is_numeric)
    };
    if word.kind != Kind::Word || parts.len() < 2 || !parts.iter().all(name) {
        return vec![word];
    }
    let last = parts.len() - 1;
    let part = |(at, text): (usize, &&str)| Token {
        text: (*text).to_owned(),
        after: if at == last { word.after } else { None },
        ..word.clone()
    };
    parts.iter().enumerate().map(part).collect()
}

fn mark(kind: Kind, text: &str) -> Token {
    Token { kind, text: text.trim().to_owned(), code: false, after: None }
}

fn token(text: &str, code: bool) -> Token {
    let bare = if code {
        text
    } else {
        text.trim_matches(|c: char| ",;:.!?\"'*“”‘’|".contains(c) && c != '.').trim_end_matches('.')
    };
    let bare = bare.trim_end_matches([',', ';', ':']);
    let after = text.trim_end_matches(['"', '\'', '*', '”', '’']).chars().last().filter(|last| ",;:.".contains(*last));
    let after = if code { None } else { after };
    let (kind, bare) = match paths::of(bare, code) {
        paths::Look::File(path) => (Kind::Path, path),
        paths::Look::Folder(path) => (Kind::Folder, path),
        paths::Look::NoFile(why) => (Kind::NoFile(why), bare.to_owned()),
        paths::Look::NoPath => (Kind::Word, bare.to_owned()),
    };
    Token { kind, text: bare, code, after }
}

//! Tokens that C and Rust share, without comments and directives. A comment that stands for code that is left out becomes
//! the token `...`.

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// Its text; `""` for a literal.
    pub(super) text: &'a str,
    /// Its offset (bytes).
    pub(super) at: usize,
}

impl Token<'_> {
    /// Whether it is an identifier or a keyword.
    pub(super) fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(|letter| letter.is_alphabetic() || letter == '_')
    }
}

/// Signs of more than one character that say something of their own.
const SIGNS: &[&str] = &["...", "->", "=>", "::", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "++", "--"];

/// The tokens of `code`.
pub(super) fn lex(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut line_begins = true;
    while let Some(letter) = code[at..].chars().next() {
        let rest = &code[at..];
        let length = if letter.is_whitespace() {
            line_begins |= letter == '\n';
            at += letter.len_utf8();
            continue;
        } else if let Some(length) = comment_length(rest) {
            if leaves_out(&rest[..length]) {
                tokens.push(Token { text: "...", at });
            }
            length
        } else if letter == '#' && line_begins && !rest.starts_with("#[") && !rest.starts_with("#!") {
            directive_length(rest)
        } else {
            let length = token_length(rest, letter);
            let literal = letter == '"' || (letter == '\'' && length > 1 && rest[1..length].ends_with('\''));
            tokens.push(Token { text: if literal { "" } else { &rest[..length] }, at });
            length
        };
        line_begins = false;
        at += length;
    }
    tokens
}

fn comment_length(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(line_length(rest));
    }
    rest.starts_with("/*").then(|| rest[2..].find("*/").map_or(rest.len(), |end| end + 4))
}

/// Whether a comment stands for code that is not shown: `/* ... */`, `// existing fields`.
fn leaves_out(comment: &str) -> bool {
    let text = comment.trim_matches(['/', '*', ' ', '\r']).to_lowercase();
    text.starts_with("...") || text.starts_with('…') || text.starts_with("existing") || text.ends_with("...")
}

fn line_length(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

/// A preprocessor's line, with those that a backslash joins to it.
fn directive_length(rest: &str) -> usize {
    let mut end = line_length(rest);
    while rest[..end].trim_end_matches('\r').ends_with('\\') && end < rest.len() {
        end += 1 + line_length(&rest[end + 1..]);
    }
    end
}

fn token_length(rest: &str, letter: char) -> usize {
    if letter.is_alphanumeric() || letter == '_' {
        let ends = rest.find(|next: char| !next.is_alphanumeric() && next != '_');
        return ends.unwrap_or(rest.len());
    }
    match letter {
        '"' => quoted_length(rest, '"').unwrap_or(1),
        '\'' => character_length(rest),
        _ => SIGNS.iter().find(|sign| rest.starts_with(**sign)).map_or(letter.len_utf8(), |sign| sign.len()),
    }
}

/// The length of a string with its quotes; `None` where it does not end on its line.
fn quoted_length(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// A character literal, or the apostrophe of a Rust lifetime alone.
fn character_length(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    let escaped = letters.next().is_some_and(|(_, letter)| letter == '\\');
    match letters.next() {
        Some((at, '\'')) if !escaped => at + 1,
        _ if escaped => quoted_length(rest, '\'').unwrap_or(1),
        _ => 1,
    }
}

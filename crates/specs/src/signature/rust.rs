//! Rust items.

use super::lexer::Token;
use super::{Declaration, Declared, Snippet, arity, closing, is_excerpt, split, symbol};
use model::SymbolKind;

/// Words that may stand before an item's keyword.
const BEFORE: &[&str] = &["pub", "async", "const", "unsafe", "extern", "default", "crate"];

/// How deep modules and blocks are read.
const DEEPEST: usize = 8;

/// Whose functions are read.
#[derive(Clone)]
enum Owner {
    Nobody,
    Trait(String),
    Type(String),
    Implementation { of: String, by: String },
}

impl Owner {
    /// The type that constants in it belong to.
    fn name(&self) -> Option<&str> {
        match self {
            Self::Type(name) | Self::Trait(name) => Some(name),
            Self::Nobody | Self::Implementation { .. } => None,
        }
    }
}

/// Reads a block of Rust.
pub(super) fn read(tokens: &[Token]) -> Snippet {
    let mut snippet = Snippet::default();
    items(tokens, &Owner::Nobody, 0, &mut snippet);
    snippet
}

fn items(tokens: &[Token], owner: &Owner, depth: usize, snippet: &mut Snippet) {
    let mut at = 0;
    let mut test = false;
    while at < tokens.len() {
        match tokens[at].text {
            "#" if tokens.get(at + 1).is_some_and(|next| ["[", "!"].contains(&next.text)) => {
                let end = attribute_end(tokens, at);
                test |= tokens[at..end].iter().any(|token| token.text == "test");
                at = end;
            }
            "pub" if tokens.get(at + 1).is_some_and(|next| next.text == "(") => at = closing(tokens, at + 1) + 1,
            "const" | "static" if !is_function_head(&tokens[at..]) => {
                let name = tokens[at + 1..].iter().find(|token| token.text != "mut").filter(|name| name.is_word());
                snippet.declarations.extend(name.map(|name| symbol(name, SymbolKind::Constant, owner.name())));
                at = end(tokens, at);
            }
            word if BEFORE.contains(&word) || word.is_empty() && at > 0 => at += 1,
            _ => {
                at = item(tokens, at, owner, test, depth, snippet);
                test = false;
            }
        }
    }
}

fn is_function_head(tokens: &[Token]) -> bool {
    tokens
        .iter()
        .find(|token| !BEFORE.contains(&token.text) && !token.text.is_empty())
        .is_some_and(|at| at.text == "fn")
}

fn attribute_end(tokens: &[Token], at: usize) -> usize {
    let open = if tokens.get(at + 1).is_some_and(|next| next.text == "!") { at + 2 } else { at + 1 };
    closing(tokens, open).max(at) + 1
}

/// Reads the item at `at` and gives the index behind it.
fn item(tokens: &[Token], at: usize, owner: &Owner, test: bool, depth: usize, snippet: &mut Snippet) -> usize {
    let end = end(tokens, at);
    let name = tokens.get(at + 1).filter(|name| name.is_word());
    match (tokens[at].text, name) {
        ("fn", Some(name)) => snippet.declarations.extend(function(&tokens[..end], at, name, owner, test)),
        ("struct" | "enum" | "union" | "type", Some(name))
            if !matches!(owner, Owner::Trait(_) | Owner::Implementation { .. }) =>
        {
            push_type(name, &tokens[at..end], snippet);
            parts(&tokens[at..end], name, snippet);
        }
        ("trait", Some(name)) => {
            push_type(name, &tokens[at..end], snippet);
            body(&tokens[at..end], &Owner::Trait(name.text.to_owned()), depth, snippet);
        }
        ("impl", _) => body(&tokens[at..end], &implemented(&tokens[at..end]), depth, snippet),
        ("mod", Some(name)) if tokens[at..end].last().is_some_and(|last| last.text == ";") => {
            snippet.declarations.push(symbol(name, SymbolKind::Module, None));
        }
        ("mod", _) => body(&tokens[at..end], &Owner::Nobody, depth, snippet),
        ("macro_rules", _) => {
            let name = tokens.get(at + 2).filter(|name| name.is_word());
            snippet.declarations.extend(name.map(|name| symbol(name, SymbolKind::Macro, None)));
        }
        ("use" | "struct" | "enum" | "union" | "type" | ";" | "}" | "..." | "…", _) => {}
        // Fields and variants that are shown without the type around them.
        (_, _) if is_field(&tokens[at..end]) => {
            let shown = fields(&tokens[at..end]);
            snippet.declarations.extend(shown.into_iter().map(|name| symbol(name, SymbolKind::Field, None)));
        }
        _ => snippet.caller |= matches!(owner, Owner::Nobody),
    }
    end
}

fn is_field(tokens: &[Token]) -> bool {
    tokens.len() > 1 && tokens[0].is_word() && tokens[1].text == ":"
}

/// The fields or variants in the braces of a type.
fn parts(item: &[Token], of: &Token, snippet: &mut Snippet) {
    let Some(open) = item.iter().position(|token| token.text == "{") else { return };
    let body = &item[open + 1..closing(item, open).max(open + 1)];
    let (names, kind) = match item[0].text {
        "enum" => (variants(body), SymbolKind::Variant),
        _ => (fields(body), SymbolKind::Field),
    };
    snippet.declarations.extend(names.into_iter().map(|name| symbol(name, kind, Some(of.text))));
}

fn fields<'a>(tokens: &'a [Token<'a>]) -> Vec<&'a Token<'a>> {
    let parts = split(tokens).into_iter().map(without_attributes);
    parts.filter(|part| is_field(part)).map(|part| &part[0]).collect()
}

fn variants<'a>(tokens: &'a [Token<'a>]) -> Vec<&'a Token<'a>> {
    let parts = split(tokens).into_iter().map(without_attributes);
    parts.filter_map(<[Token]>::first).filter(|name| name.text.starts_with(char::is_uppercase)).collect()
}

/// What stands behind attributes, a visibility and a sign that something is left out.
fn without_attributes<'a>(mut tokens: &'a [Token<'a>]) -> &'a [Token<'a>] {
    loop {
        let skipped = match tokens.first().map(|token| token.text) {
            Some("#") => attribute_end(tokens, 0),
            Some("pub") if tokens.get(1).is_some_and(|next| next.text == "(") => closing(tokens, 1) + 1,
            Some("pub" | "..." | "…") => 1,
            _ => return tokens,
        };
        tokens = &tokens[skipped.min(tokens.len())..];
    }
}

fn push_type(name: &Token, item: &[Token], snippet: &mut Snippet) {
    if is_excerpt(item) {
        return;
    }
    snippet.declarations.push(Declaration { what: Declared::Type { name: name.text.to_owned() }, offset: name.at });
}

/// One past the `;` or the block that ends the item at `start`.
fn end(tokens: &[Token], start: usize) -> usize {
    let mut at = start;
    while at < tokens.len() {
        match tokens[at].text {
            ";" | "}" => return at + 1,
            "{" => return closing(tokens, at) + 1,
            "(" | "[" => at = closing(tokens, at),
            // A signature without an end: the next one begins a new item.
            "fn" if at > start
                && tokens[start].text == "fn"
                && !["(", "<", ":", ",", "&", "dyn", "->", "="].contains(&tokens[at - 1].text) =>
            {
                return at;
            }
            "pub" | "#" if at > start => return at,
            _ => {}
        }
        at += 1;
    }
    tokens.len()
}

/// Reads the items in the braces of `item`. A damaged text nests without end; nobody reads what is deeper.
fn body(item: &[Token], owner: &Owner, depth: usize, snippet: &mut Snippet) {
    let open = item.iter().position(|token| token.text == "{");
    if let Some(open) = open.filter(|_| depth < DEEPEST) {
        let close = closing(item, open).max(open + 1);
        items(&item[open + 1..close], owner, depth + 1, snippet);
    }
}

/// Whose functions stand in an `impl` with this head.
fn implemented(tokens: &[Token]) -> Owner {
    let open = tokens.iter().position(|token| token.text == "{").unwrap_or(tokens.len());
    let head = &tokens[1.min(open)..open];
    let generics = if head.first().is_some_and(|token| token.text == "<") { angle_end(head, 0) } else { 0 };
    let head = &head[generics..];
    let split = head.iter().position(|token| token.text == "for");
    match split.and_then(|at| last_name(&head[..at]).zip(last_name(&head[at + 1..]))) {
        Some((of, by)) => Owner::Implementation { of, by },
        None => last_name(head).map_or(Owner::Nobody, Owner::Type),
    }
}

/// The last part of the path that `tokens` begin with: `Bar` of `foo::Bar<T>`.
fn last_name(tokens: &[Token]) -> Option<String> {
    let path = tokens.iter().skip_while(|token| ["&", "'", "dyn"].contains(&token.text));
    let path = path.take_while(|token| token.is_word() && token.text != "where" || token.text == "::");
    path.filter(|token| token.is_word()).last().map(|token| token.text.to_owned())
}

/// One past the `>` that closes the `<` at `open`.
fn angle_end(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "<" => depth += 1,
            ">" => depth = depth.saturating_sub(1),
            "{" | ";" => return index,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

fn function(tokens: &[Token], at: usize, name: &Token, owner: &Owner, test: bool) -> Option<Declaration> {
    let generic = tokens.get(at + 2).is_some_and(|token| token.text == "<");
    let open = if generic { angle_end(tokens, at + 2) } else { at + 2 };
    if tokens.get(open).is_none_or(|token| token.text != "(") {
        return None;
    }
    let close = closing(tokens, open);
    let arity = arity(tokens, open, close);
    let receiver = tokens[open..close].iter().take_while(|token| token.text != ",").any(|token| token.text == "self");
    let last = name.text;
    let lone_method = receiver && matches!(owner, Owner::Nobody);
    let body = tokens[close..].iter().any(|token| token.text == "{");
    let named = |name: String| Declared::Function { name, arity, lone_method, test, body };
    let what = match owner {
        Owner::Nobody => named(last.to_owned()),
        Owner::Trait(of) => Declared::Slot { name: last.to_owned(), of: Some(of.clone()), arity },
        Owner::Type(by) => named(format!("{by}::{last}")),
        Owner::Implementation { of, by } => named(format!("<{by} as {of}>::{last}")),
    };
    Some(Declaration { what, offset: name.at })
}

//! C declarations.

use super::lexer::Token;
use super::{Declaration, Declared, Snippet, arity, closing, is_excerpt, symbol};
use model::SymbolKind;

/// Words that begin a statement and no declaration.
const STATEMENTS: &[&str] =
    &["if", "for", "while", "do", "switch", "return", "goto", "break", "continue", "case", "else", "assert", "default"];

/// Words that are no names of functions.
const NO_NAMES: &[&str] =
    &["sizeof", "__attribute__", "_Alignof", "alignas", "defined", "void", "int", "char", "const"];

/// Reads a block of C.
pub(super) fn read(tokens: &[Token]) -> Snippet {
    let mut snippet = Snippet::default();
    let mut at = 0;
    while at < tokens.len() {
        let end = end_of_item(tokens, at);
        item(&tokens[at..end], &mut snippet);
        at = end;
    }
    snippet
}

/// One past the `;` or the body that ends the item which begins at `start`. `extern "C" {` is an item of its own.
fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let mut at = start;
    while at < tokens.len() {
        match tokens[at].text {
            ";" | "}" => return at + 1,
            "{" if is_linkage(&tokens[start..at]) => return at + 1,
            "{" => {
                at = closing(tokens, at);
                if ends_with_body(&tokens[start..at], tokens.get(at + 1)) {
                    return at + 1;
                }
            }
            "(" | "[" => at = closing(tokens, at),
            _ => {}
        }
        at += 1;
    }
    tokens.len()
}

fn is_linkage(head: &[Token]) -> bool {
    head.len() == 2 && head[0].text == "extern" && head[1].text.is_empty()
}

/// A function's body and a control statement's block end an item; the braces of a type or an initializer do not.
fn ends_with_body(head: &[Token], next: Option<&Token>) -> bool {
    let brace = head.iter().position(|token| token.text == "{").unwrap_or(head.len());
    let function = brace > 0 && head[brace - 1].text == ")";
    function || next.is_none_or(|next| next.text != ";" && !next.is_word() && next.text != "*")
}

fn item(tokens: &[Token], snippet: &mut Snippet) {
    let Some(first) = tokens.first() else { return };
    if STATEMENTS.contains(&first.text) || is_statement(tokens) {
        snippet.caller = true;
    } else if let Some(open) = type_body(tokens) {
        type_with_body(tokens, open, snippet);
    } else if first.text == "typedef" {
        alias(tokens, snippet);
    } else if let Some(slot) = pointer(tokens, None) {
        snippet.declarations.push(slot);
    } else if let Some(function) = function(tokens) {
        snippet.declarations.push(function);
    }
}

/// A call without a type before it, an assignment, or an initializer that calls something.
fn is_statement(tokens: &[Token]) -> bool {
    let brace = tokens.iter().position(|token| token.text == "{").unwrap_or(tokens.len());
    let head = &tokens[..brace];
    let assigned = head.iter().position(|token| token.text == "=");
    let call = head.len() > 2 && head[0].is_word() && head[1].text == "(" && !is_macro_like(head);
    let member =
        head.first().is_some_and(Token::is_word) && head.get(1).is_some_and(|at| [".", "->"].contains(&at.text));
    let calls = assigned.is_some_and(|at| head[at..].iter().any(|token| token.text == "("));
    call || member
        || calls
        || head.first().is_some_and(|first| first.text.is_empty() || ["*", "&", "++"].contains(&first.text))
}

/// `ret_t (*slot)(…)` begins like a call, and so does `MACRO(type) name(…)`.
fn is_macro_like(head: &[Token]) -> bool {
    let close = closing(head, 1);
    head.get(2).is_some_and(|token| token.text == "*") && head.get(close + 1).is_some_and(|token| token.text == "(")
        || head.get(close + 1).is_some_and(Token::is_word)
}

/// The brace of `struct … {`, `union … {`, `enum … {`.
fn type_body(tokens: &[Token]) -> Option<usize> {
    let open = tokens.iter().position(|token| token.text == "{")?;
    let head = &tokens[..open];
    let keyword = head.iter().any(|token| ["struct", "union", "enum"].contains(&token.text));
    (keyword && !head.iter().any(|token| ["(", "="].contains(&token.text))).then_some(open)
}

fn type_with_body(tokens: &[Token], open: usize, snippet: &mut Snippet) {
    let close = closing(tokens, open);
    let tag = tokens[..open].last().filter(|token| token.is_word() && !is_type_word(token.text));
    let alias = tokens[close..].iter().rev().find(|token| token.is_word());
    let is_typedef = tokens[0].text == "typedef";
    let name = alias.filter(|_| is_typedef).or(tag);
    // Members first belong to the tag: initializers of other files name either.
    let of = tag.or(name).map(|token| token.text.to_owned());
    let body = &tokens[open + 1..close.max(open + 1)];
    if let Some(token) = name.filter(|_| !is_excerpt(body)) {
        push_type(token, snippet);
    }
    let shown = name.or(tag).map(|token| token.text);
    if tokens[..open].iter().any(|token| token.text == "enum") {
        let begins = |at: &usize| body[*at].is_word() && (*at == 0 || body[at - 1].text == ",");
        let values = (0..body.len()).filter(begins).map(|at| symbol(&body[at], SymbolKind::Variant, shown));
        snippet.declarations.extend(values);
    } else {
        members(body, of.as_deref(), shown, snippet);
    }
}

fn is_type_word(word: &str) -> bool {
    ["struct", "union", "enum", "typedef"].contains(&word)
}

/// Members that are pointers to functions are slots of the tag; the others are fields of what the type is called.
fn members(tokens: &[Token], of: Option<&str>, shown: Option<&str>, snippet: &mut Snippet) {
    let declared = tokens.split(|token| token.text == ";").filter_map(|member| {
        let field = || field(member).map(|name| symbol(name, SymbolKind::Field, shown));
        pointer(member, of).or_else(field)
    });
    snippet.declarations.extend(declared);
}

/// The name that `int count`, `char *name[4]` or `unsigned flag : 1` declares.
fn field<'a>(member: &'a [Token<'a>]) -> Option<&'a Token<'a>> {
    let end = member.iter().position(|token| ["[", ":", "=", ","].contains(&token.text)).unwrap_or(member.len());
    let name = member[..end].last().filter(|name| name.is_word())?;
    let nested = member.iter().any(|token| ["(", "{", "}"].contains(&token.text));
    (end > 1 && !nested && member[..end - 1].iter().any(Token::is_word)).then_some(name)
}

fn push_type(name: &Token, snippet: &mut Snippet) {
    snippet.declarations.push(Declaration { what: Declared::Type { name: name.text.to_owned() }, offset: name.at });
}

/// `typedef int (*callback)(…);`, `typedef struct a a_t;`.
fn alias(tokens: &[Token], snippet: &mut Snippet) {
    let pointed = tokens.windows(3).find(|at| at[0].text == "(" && at[1].text == "*" && at[2].is_word());
    let function = tokens.windows(2).find(|at| at[0].is_word() && at[1].text == "(").map(|at| &at[0]);
    let last = tokens.iter().rev().find(|token| token.is_word());
    if let Some(name) = pointed.map(|at| &at[2]).or(function).or(last).filter(|name| !is_type_word(name.text)) {
        push_type(name, snippet);
    }
}

/// `ret (*name)(parameters)`: a pointer to a function.
fn pointer(tokens: &[Token], of: Option<&str>) -> Option<Declaration> {
    let at = tokens.windows(5).position(|at| {
        at[0].text == "(" && at[1].text == "*" && at[2].is_word() && at[3].text == ")" && at[4].text == "("
    })?;
    let (name, open) = (&tokens[at + 2], at + 4);
    let typed = at > 0 && !tokens[..at].iter().any(|token| ["=", "("].contains(&token.text));
    let close = closing(tokens, open);
    let (of, arity) = (of.map(str::to_owned), arity(tokens, open, close));
    typed.then(|| Declaration { what: Declared::Slot { name: name.text.to_owned(), of, arity }, offset: name.at })
}

/// A prototype or definition: a type, a name, parentheses.
fn function(tokens: &[Token]) -> Option<Declaration> {
    let body = tokens.iter().position(|token| token.text == "{").unwrap_or(tokens.len());
    let head = &tokens[..body];
    let at = head.windows(2).position(|at| at[0].is_word() && at[1].text == "(" && !NO_NAMES.contains(&at[0].text))?;
    let name = &head[at];
    let close = closing(head, at + 1);
    let ends = [";", "{"].contains(&tokens.get(body).map_or(";", |token| token.text));
    let before = &head[..at];
    let typed = before.iter().any(Token::is_word)
        && !before.iter().any(|token| ["=", "(", ".", "->", "::"].contains(&token.text));
    let returns = before.last().is_some_and(|last| last.is_word() || ["*", "&", ">"].contains(&last.text));
    let arity = arity(head, at + 1, close);
    let what = Declared::Function {
        name: name.text.to_owned(),
        arity,
        lone_method: false,
        test: false,
        body: body < tokens.len(),
    };
    (typed && returns && ends).then_some(Declaration { what, offset: name.at })
}

//! The values that Rust's types have at hand, told from a type's text: what a hollow function would answer with.

use super::Unsupported;

/// The path of the standard library that works in every crate and edition.
const STD: &str = "crate::makegood_prove::std";

/// A value and how it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Made {
    /// In words for people.
    pub said: String,
    /// Whether there is such a value for sure; else the code yields an `Option`.
    pub certain: bool,
    /// Whether it must be the whole body, because its type is the body's own.
    pub replaces: bool,
    code: String,
}

/// Where the number of the function goes.
const NUMBER: &str = "\u{1}";

impl Made {
    fn certain(said: &str, code: impl Into<String>) -> Self {
        Self { said: said.to_owned(), certain: true, replaces: false, code: code.into() }
    }

    fn maybe(said: &str, code: impl Into<String>) -> Self {
        Self { certain: false, ..Self::certain(said, code) }
    }

    /// The code of the value in the function with this number.
    pub fn code(&self, id: u32) -> String {
        self.code.replace(NUMBER, &id.to_string())
    }

    /// As an `Option`.
    fn optional(&self) -> String {
        if self.certain { format!("{STD}::option::Option::Some({})", self.code) } else { self.code.clone() }
    }

    /// `around` this value: with `V` for it.
    fn wrapped(&self, said: &str, around: &str) -> Self {
        let said = said.replace('V', &self.said);
        match self.certain {
            true => Self::certain(&said, around.replace('V', &self.code)),
            false => Self::maybe(&said, format!("({}).map(|v| {})", self.code, around.replace('V', "v"))),
        }
    }
}

/// The values of the type written as `text`, the emptiest first; at least one, at most two.
pub(super) fn values(text: &str) -> Result<Vec<Made>, Unsupported> {
    let text = text.trim();
    if let Some(known) = plain(text) {
        return Ok(known);
    }
    if text == "!" {
        return Err(Unsupported("it never returns".to_owned()));
    }
    if has_word(text, "impl") {
        return of_impl(text);
    }
    if let Some(of) = text.strip_prefix('&') {
        return of_reference(of);
    }
    if let Some(parts) = bracketed(text, '(', ')') {
        return tuple(&split(parts));
    }
    of_path(text)
}

fn plain(text: &str) -> Option<Vec<Made>> {
    Some(match text {
        "" | "()" => vec![Made::certain("()", "()")],
        "bool" => vec![Made::certain("false", "false"), Made::certain("true", "true")],
        "f32" | "f64" => vec![Made::certain("0.0", "0.0"), Made::certain("1.0", "1.0")],
        "String" | "std::string::String" => vec![
            Made::certain("String::new()", format!("{STD}::string::String::new()")),
            Made::certain("\"xyzzy\"", format!("{STD}::string::String::from(\"xyzzy\")")),
        ],
        _ if is_integer(text) => vec![Made::certain("0", "0"), Made::certain("1", "1")],
        _ => return None,
    })
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix(['u', 'i']);
    digits.is_some_and(|digits| matches!(digits, "8" | "16" | "32" | "64" | "128" | "size"))
}

fn of_impl(text: &str) -> Result<Vec<Made>, Unsupported> {
    let is_iterator = text.starts_with("impl ") && (text.contains("Iterator<") || text.contains("Iterator <"));
    if is_iterator && !text.contains("IntoIterator") {
        let empty = Made::certain("an empty iterator", format!("{STD}::iter::empty()"));
        return Ok(vec![Made { replaces: true, ..empty }]);
    }
    Err(Unsupported(format!("only the body knows a value of `{text}`")))
}

fn of_reference(of: &str) -> Result<Vec<Made>, Unsupported> {
    let of = without_lifetime(of.trim_start());
    let (mutable, of) = of.strip_prefix("mut ").map_or((false, of), |of| (true, of.trim_start()));
    match of {
        "str" if !mutable => return Ok(vec![Made::certain("\"\"", "\"\""), Made::certain("\"xyzzy\"", "\"xyzzy\"")]),
        "Path" | "std::path::Path" if !mutable => {
            return Ok(vec![Made::certain("an empty path", format!("{STD}::path::Path::new(\"\")"))]);
        }
        _ => {}
    }
    if bracketed(of, '[', ']').is_some_and(|inside| split_at(inside, ';').len() == 1) {
        let code = if mutable { "&mut []" } else { "&[]" };
        return Ok(vec![Made::certain("an empty slice", code)]);
    }
    if has_word(of, "dyn") || matches!(of, "str" | "Path" | "OsStr" | "CStr") {
        return Err(Unsupported(format!("there is no value at hand for `&{of}`")));
    }
    let leaked = if mutable { "crate::makegood_prove::leaked(V)" } else { "&*crate::makegood_prove::leaked(V)" };
    Ok(values(of)?.into_iter().map(|value| value.wrapped("a reference to V", leaked)).collect())
}

fn without_lifetime(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(lifetime) => lifetime.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').trim_start(),
        None => text,
    }
}

fn tuple(parts: &[&str]) -> Result<Vec<Made>, Unsupported> {
    let parts = parts.iter().filter(|part| !part.is_empty());
    let first: Vec<Made> =
        parts.map(|part| values(part).map(|mut values| values.swap_remove(0))).collect::<Result<_, _>>()?;
    let said = first.iter().map(|part| part.said.clone()).collect::<Vec<_>>().join(", ");
    if first.iter().all(|part| part.certain) {
        let code: String = first.iter().map(|part| format!("{}, ", part.code)).collect();
        return Ok(vec![Made::certain(&format!("({said})"), format!("({code})"))]);
    }
    let code: String = first.iter().map(|part| format!("{}?, ", part.optional())).collect();
    let some = format!("{STD}::option::Option::Some");
    Ok(vec![Made::maybe(&format!("({said})"), format!("(|| {some}(({code})))()"))])
}

fn of_path(text: &str) -> Result<Vec<Made>, Unsupported> {
    let (name, arguments) = match text.find('<').filter(|_| text.ends_with('>') && !text.starts_with('<')) {
        Some(at) => (text[..at].trim(), split(&text[at + 1..text.len() - 1])),
        None => (text, Vec::new()),
    };
    let arguments: Vec<&str> = arguments.into_iter().filter(|argument| !argument.starts_with('\'')).collect();
    let inner = arguments.first().copied();
    match (name.rsplit("::").next().unwrap_or(name), inner) {
        ("Option", Some(inner)) => Ok(option(inner)),
        ("Result", inner) => wrapped(inner.unwrap_or("()"), "Ok(V)", &format!("{STD}::result::Result::Ok(V)")),
        ("Poll", Some(inner)) => wrapped(inner, "Ready(V)", &format!("{STD}::task::Poll::Ready(V)")),
        ("Vec", Some(_)) => Ok(vec![Made::certain("Vec::new()", format!("{STD}::vec::Vec::new()"))]),
        ("Box", Some(inner)) if has_word(inner, "dyn") => boxed(inner),
        _ if has_word(text, "dyn") => Err(Unsupported(format!("there is no value at hand for `{text}`"))),
        _ => Ok(vec![leaf(text)]),
    }
}

fn option(inner: &str) -> Vec<Made> {
    let none = Made::certain("None", format!("{STD}::option::Option::None"));
    let some = wrapped(inner, "Some(V)", &format!("{STD}::option::Option::Some(V)")).ok();
    let some = some.and_then(|values| values.into_iter().next()).filter(|value| !value.replaces);
    std::iter::once(none).chain(some).collect()
}

fn wrapped(inner: &str, said: &str, around: &str) -> Result<Vec<Made>, Unsupported> {
    Ok(values(inner)?.into_iter().map(|value| value.wrapped(said, around)).collect())
}

fn boxed(inner: &str) -> Result<Vec<Made>, Unsupported> {
    let is_iterator = inner.contains("Iterator<") && !inner.contains("IntoIterator");
    match is_iterator {
        true => Ok(vec![Made::certain("an empty iterator", format!("{STD}::boxed::Box::new({STD}::iter::empty())"))]),
        false => Err(Unsupported(format!("there is no value at hand for `Box<{inner}>`"))),
    }
}

/// The type's default value, where it has one: which of the traits applies is told by the compiler, so that a type without
/// one compiles, too.
fn leaf(text: &str) -> Made {
    let code = include_str!("leaf.rs.in").trim_end().replace("NUMBER", NUMBER).replace("TYPE", text);
    Made::maybe("its default value", code)
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|other| other == word)
}

/// What stands between the two characters, where they belong together and hold all of `text`.
fn bracketed(text: &str, open: char, close: char) -> Option<&str> {
    let inside = text.strip_prefix(open)?.strip_suffix(close)?;
    let mut depth = 0_i32;
    let closed_early = inside.chars().any(|c| {
        depth += i32::from(c == open) - i32::from(c == close);
        depth < 0
    });
    (!closed_early).then_some(inside)
}

/// The parts between commas that stand in no brackets.
fn split(text: &str) -> Vec<&str> {
    split_at(text, ',')
}

fn split_at(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_i32, 0);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            '>' if before == '-' || before == '=' => {}
            ')' | ']' | '}' | '>' => depth -= 1,
            _ if c == separator && depth == 0 => {
                parts.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    parts.push(text[from..].trim());
    parts
}

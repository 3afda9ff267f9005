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
    pub fn certain(said: &str, code: impl Into<String>) -> Self {
        Self { said: said.to_owned(), certain: true, replaces: false, code: code.into() }
    }

    fn maybe(said: &str, code: impl Into<String>) -> Self {
        Self { certain: false, ..Self::certain(said, code) }
    }

    /// The code of the value in the function with the number that `id` stands for.
    pub fn code(&self, id: &str) -> String {
        self.code.replace(NUMBER, id)
    }

    /// As an `Option`, in the function with the number that `id` stands for.
    pub fn optional(&self, id: &str) -> String {
        let code = self.code(id);
        if self.certain { format!("{STD}::option::Option::Some({code})") } else { code }
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
        return of_reference(text, of);
    }
    if let Some(inside) = bracketed(text, '[', ']') {
        return array(inside);
    }
    if let Some(to) = text.strip_prefix('*') {
        let make = if to.starts_with("mut") { "null_mut" } else { "null" };
        return Ok(vec![Made::certain("a null pointer", format!("{STD}::ptr::{make}()"))]);
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

/// Traits and a value of a type that has each, where the type is the body's own.
const IMPLEMENTED: &[(&[&str], &str, &str)] = &[
    (&["IntoIterator", "Iterator", "DoubleEndedIterator", "ExactSizeIterator"], "an empty iterator", "iter::empty()"),
    (&["Display", "Debug", "ToString"], "\"\"", "string::String::new()"),
    (&["Into<String>", "AsRef<str>", "Deref<Target = str>"], "\"\"", "string::String::new()"),
    (&["Read", "BufRead"], "an empty reader", "io::empty()"),
    (&["Write"], "a writer that drops all", "io::sink()"),
    (&["Error"], "an error", "fmt::Error"),
];

fn of_impl(text: &str) -> Result<Vec<Made>, Unsupported> {
    let unknown = || Unsupported(format!("only the body knows a value of `{text}`"));
    let bounds = text.strip_prefix("impl").map(str::trim_start).ok_or_else(unknown)?;
    let bound = split_at(bounds, '+').first().copied().unwrap_or_default();
    let made = if let Some(arguments) = bound.strip_prefix("Future") {
        future(arguments).ok_or_else(unknown)?
    } else if let Some(made) = closure(bound) {
        made
    } else {
        let plain = bound.split('<').next().unwrap_or_default().rsplit("::").next().unwrap_or_default();
        let own = IMPLEMENTED.iter().find(|(names, ..)| names.iter().any(|name| *name == plain || *name == bound));
        let (_, said, code) = own.ok_or_else(unknown)?;
        Made::certain(said, format!("{STD}::{code}"))
    };
    Ok(vec![Made { replaces: true, ..made }])
}

/// `<Output = T>`.
fn future(arguments: &str) -> Option<Made> {
    let output = bracketed(arguments.trim(), '<', '>')?.split_once('=')?.1;
    let made = values(output).ok()?.into_iter().next().filter(|made| made.certain && !made.replaces)?;
    Some(made.wrapped("a future of V", &format!("{STD}::future::ready(V)")))
}

/// `Fn(A, B) -> C`.
fn closure(bound: &str) -> Option<Made> {
    let name = bound.split('(').next()?.trim();
    if !matches!(name, "Fn" | "FnMut" | "FnOnce") {
        return None;
    }
    let (parameters, result) = bound.split_once("->").map_or((bound, ""), |(before, after)| (before, after));
    let parameters = split(bracketed(parameters[name.len()..].trim(), '(', ')')?);
    let result = values(result.trim()).ok()?.into_iter().next().filter(|made| made.certain && !made.replaces)?;
    let ignored = vec!["_"; parameters.iter().filter(|one| !one.is_empty()).count()].join(", ");
    Some(result.wrapped("a closure that answers with V", &format!("move |{ignored}| V")))
}

fn of_reference(text: &str, of: &str) -> Result<Vec<Made>, Unsupported> {
    let of = without_lifetime(of.trim_start());
    let (mutable, of) = of.strip_prefix("mut ").map_or((false, of), |of| (true, of.trim_start()));
    match of {
        "str" if !mutable => return Ok(vec![Made::certain("\"\"", "\"\""), Made::certain("\"xyzzy\"", "\"xyzzy\"")]),
        "Path" | "std::path::Path" | "OsStr" | "std::ffi::OsStr" if !mutable => {
            let empty = format!("{STD}::convert::AsRef::<{of}>::as_ref(\"\")");
            return Ok(vec![Made::certain("an empty path", empty)]);
        }
        _ => {}
    }
    if bracketed(of, '[', ']').is_some_and(|inside| split_at(inside, ';').len() == 1) {
        let code = if mutable { "&mut []" } else { "&[]" };
        return Ok(vec![Made::certain("an empty slice", code)]);
    }
    if has_word(of, "dyn") || has_word(of, "impl") {
        return Err(Unsupported(format!("there is no value at hand for `&{of}`")));
    }
    Ok(vec![leaf(text)])
}

fn without_lifetime(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(lifetime) => lifetime.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').trim_start(),
        None => text,
    }
}

/// Whether the code is a literal, of which an array can hold many.
fn is_constant(code: &str) -> bool {
    matches!(code, "0" | "0.0" | "false" | "\"\"")
}

/// `T; N`
fn array(inside: &str) -> Result<Vec<Made>, Unsupported> {
    let element = split_at(inside, ';')[0];
    let Some(first) = values(element)?.into_iter().next().filter(|made| !made.replaces) else {
        return Err(Unsupported(format!("there is no value at hand for `[{inside}]`")));
    };
    if first.certain && (first.code.starts_with('[') || is_constant(&first.code)) {
        let length = split_at(inside, ';').last().copied().unwrap_or_default();
        return Ok(vec![Made::certain(&format!("[{}; {length}]", first.said), format!("[{}; {length}]", first.code))]);
    }
    let code = format!("crate::makegood_values::array(|| {})", first.optional(NUMBER));
    Ok(vec![Made::maybe(&format!("an array of {}", first.said), code)])
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
    let code: String = first.iter().map(|part| format!("{}?, ", part.optional(NUMBER))).collect();
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
        ("Pin", Some(inner)) if has_word(inner, "Future") => pinned(inner),
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

/// `Box<dyn Future<Output = T> + Send>`
fn pinned(inner: &str) -> Result<Vec<Made>, Unsupported> {
    let unknown = || Unsupported(format!("there is no value at hand for `Pin<{inner}>`"));
    let held = inner.rsplit_once("Box<").and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or_default();
    let bound = split_at(held, '+').first().copied().unwrap_or_default();
    let made = bound.split_once("Future").and_then(|(_, arguments)| future(arguments)).ok_or_else(unknown)?;
    Ok(vec![made.wrapped("V", &format!("{STD}::boxed::Box::pin(V)"))])
}

fn boxed(inner: &str) -> Result<Vec<Made>, Unsupported> {
    let unknown = || Unsupported(format!("there is no value at hand for `Box<{inner}>`"));
    let bounds = inner.trim().strip_prefix("dyn").map(str::trim_start).ok_or_else(unknown)?;
    let bound = split_at(bounds, '+').first().copied().unwrap_or_default();
    let name = bound.split(['<', '(']).next().unwrap_or_default().rsplit("::").next().unwrap_or_default().trim();
    match name {
        "Iterator" | "DoubleEndedIterator" | "ExactSizeIterator" => {
            Ok(vec![Made::certain("an empty iterator", format!("{STD}::boxed::Box::new({STD}::iter::empty())"))])
        }
        "Error" => Ok(vec![Made::certain("an error", format!("{STD}::convert::From::from(\"\")"))]),
        "Read" | "BufRead" => {
            Ok(vec![Made::certain("an empty reader", format!("{STD}::boxed::Box::new({STD}::io::empty())"))])
        }
        "Write" => {
            Ok(vec![Made::certain("a writer that drops all", format!("{STD}::boxed::Box::new({STD}::io::sink())"))])
        }
        _ => {
            let made = closure(bound).ok_or_else(unknown)?;
            Ok(vec![made.wrapped("V", &format!("{STD}::boxed::Box::new(V)"))])
        }
    }
}

/// The type's default value, or one that is made of its fields, where it has one: which of the traits applies is found by the
/// compiler, so that a type without one compiles, too.
fn leaf(text: &str) -> Made {
    let code = include_str!("leaf.rs.in").trim_end().replace("NUMBER", NUMBER).replace("TYPE", text);
    Made::maybe("an empty value", code)
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

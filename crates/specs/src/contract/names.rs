//! Names and paths in a contract: what may be one.

use std::sync::LazyLock;

use regex::Regex;

use super::fields::Reader;
use crate::SpecError;
use crate::yaml::Node;

/// `f`, `Type::method`, `module::f`, `<Type as Trait>::method`, `r#type`.
static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    let word = r"(?:r#)?[\p{Alphabetic}_][\w]*";
    let of_trait = format!(r"<\s*{word}(?:::{word})*(?:<[^<>]*>)?\s+as\s+{word}(?:::{word})*(?:<[^<>]*>)?\s*>::");
    Regex::new(&format!("^(?:{of_trait})?{word}(?:::{word})*$")).expect("a pattern")
});

/// `start_stream`, `provider_vtable.start_stream`, `Provider::start_stream`.
static SLOT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\p{Alphabetic}_]\w*(?:(?:\.|::|->)[\p{Alphabetic}_]\w*)*$").expect("a pattern"));

impl Reader<'_> {
    /// The name of a function or type.
    pub fn symbol(self, node: &Node, place: &str) -> Result<String, SpecError> {
        let text = self.text(node, place)?;
        if SYMBOL.is_match(text) {
            return Ok(text.to_owned());
        }
        let what = format!("`{text}` is no name of a function or type");
        let next = "write the name alone: `f`, `Type::method`, `<Type as Trait>::method`".to_owned();
        Err(self.error(node.span, what, "not a name", next))
    }

    /// The name of a slot.
    pub fn slot(self, node: &Node) -> Result<String, SpecError> {
        let text = self.text(node, "slot")?;
        if SLOT.is_match(text) {
            return Ok(text.to_owned());
        }
        let next = "write the member or method: `start_stream`, `provider_vtable.start_stream`".to_owned();
        Err(self.error(node.span, format!("`{text}` is no name of a slot"), "not a name", next))
    }

    /// The path of a file below the repository's root, without `./`.
    pub fn path(self, node: &Node, place: &str) -> Result<String, SpecError> {
        let path = self.glob(node, place)?;
        match path.find(['*', '?', '[', '{']) {
            Some(_) => Err(self.error(
                node.span,
                format!("`{path}` is a pattern"),
                "not one file",
                "name each file; only `untouched` takes patterns".to_owned(),
            )),
            None if path.ends_with('/') => {
                Err(self.error(node.span, format!("`{path}` is a folder"), "not a file", "name each file".to_owned()))
            }
            None => Ok(path),
        }
    }

    /// A path or a pattern of paths below the repository's root, without `./`.
    pub fn glob(self, node: &Node, place: &str) -> Result<String, SpecError> {
        let text = self.text(node, place)?;
        let path = text.strip_prefix("./").unwrap_or(text);
        let Some(wrong) = out_of_root(path) else { return Ok(path.to_owned()) };
        let next = "write it from the repository's root, with `/` between its parts".to_owned();
        Err(self.error(node.span, format!("the path `{text}` {wrong}"), "not a path of this repository", next))
    }
}

/// Why a path is none of this repository.
fn out_of_root(path: &str) -> Option<&'static str> {
    let drive = path.as_bytes().get(1) == Some(&b':');
    match path {
        _ if path.starts_with(['/', '~']) || drive => Some("does not begin at the repository's root"),
        _ if path.contains('\\') => Some("has a backslash in it"),
        _ if path.split('/').any(|part| part == "..") => Some("leads out of its folder with `..`"),
        _ if path.chars().any(char::is_control) => Some("has a control character in it"),
        _ if path.split('/').next() == Some(".git") => Some("leads into git's own folder"),
        _ => None,
    }
}

/// Whether `text` can stand where a contract names a function or type.
pub fn is_symbol(text: &str) -> bool {
    SYMBOL.is_match(text)
}

/// Whether `text` can stand where a contract names a file.
pub fn is_path(text: &str) -> bool {
    !text.is_empty() && out_of_root(text).is_none() && !text.contains(['*', '?', '[', '{']) && !text.ends_with('/')
}

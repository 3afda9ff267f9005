//! Paths as specs write them.

use std::sync::LazyLock;

use regex::Regex;

/// A path with an extension, or a well-known name without one.
static PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[A-Za-z0-9_.@+~-]*/)*(?:[A-Za-z0-9_.@+-]*\.[A-Za-z][A-Za-z0-9]{0,9}|Makefile|Dockerfile|Justfile|justfile|LICENSE|BUILD|\.gitignore|configure)$")
        .expect("a pattern")
});

/// A path to a place in a file: `src/a.rs:12-30`.
static PLACE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r":\d+(?:[-–:,]\d+)*$").expect("a pattern"));

/// Where there is no `/`, a dot alone makes no file: `provider.start` is a member.
const EXTENSIONS: &[&str] = &[
    "c", "h", "cc", "cpp", "cxx", "hpp", "hh", "rs", "toml", "md", "markdown", "json", "jsonl", "yaml", "yml", "sh",
    "bash", "py", "ts", "tsx", "js", "jsx", "mjs", "go", "sql", "txt", "html", "css", "scss", "lock", "mk", "cmake",
    "s", "proto", "java", "kt", "swift", "rb", "lua", "zig", "am", "ac", "m4", "in", "service", "xml", "svg", "csv",
    "conf", "cfg", "ini", "env", "wgsl", "glsl", "vue", "svelte", "snap", "pest", "scm", "ld", "def", "tf", "nix",
    "wit", "wasm", "ex", "exs", "erl", "hs", "ml", "cs", "php",
];

/// Whether `text` has the shape of a path to one file.
pub(super) fn is_path(text: &str) -> bool {
    let text = without_place(text);
    let placeholder = text.contains("...") || text.contains("XXX") || text.contains("NNN");
    PATH.is_match(text) && !placeholder && (text.contains('/') || has_known_extension(text)) && !is_domain(text)
}

/// Whether `text` ends in an extension that files have; a text without a dot does not say.
pub fn has_known_extension(text: &str) -> bool {
    match text.rsplit_once('.') {
        Some((_, extension)) => EXTENSIONS.contains(&extension),
        None => true,
    }
}

fn is_domain(text: &str) -> bool {
    let first = text.split('/').next().unwrap_or_default();
    ["com", "org", "io", "net", "dev", "rs"].iter().any(|top| text.contains('/') && first.ends_with(&format!(".{top}")))
}

/// Whether `text` has the shape of a path with wildcards, or of a folder.
pub(super) fn is_glob(text: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "_./-*?[]{},@+".contains(letter);
    !text.is_empty()
        && text.chars().all(allowed)
        && (text.contains('*') || text.ends_with('/'))
        && text.contains(['/', '.'])
}

/// `text` without the line numbers behind it.
pub(super) fn without_place(text: &str) -> &str {
    PLACE.find(text).map_or(text, |found| &text[..found.start()])
}

/// `src/a.{c,h}` as two paths; any other text as itself.
pub fn expanded(text: &str) -> Vec<String> {
    let braces = text.find('{').zip(text.find('}')).filter(|(open, close)| open < close);
    let Some((open, close)) = braces else { return vec![text.to_owned()] };
    let (front, inside, back) = (&text[..open], &text[open + 1..close], &text[close + 1..]);
    inside.split(',').map(|part| format!("{front}{}{back}", part.trim())).collect()
}

/// `path` from the repository's root, without `.` and `..`.
///
/// # Errors
/// Says why it is none that could be looked up.
pub(super) fn normalised(path: &str) -> Result<String, &'static str> {
    let path = without_place(path).replace('\\', "/");
    if path.starts_with('/') || path.starts_with('~') || path.as_bytes().get(1) == Some(&b':') {
        return Err("an absolute path");
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop().ok_or("a path that leads out of the repository")?,
            _ => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

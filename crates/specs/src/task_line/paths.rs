//! What looks like the path of a file of the project.

use std::sync::LazyLock;

use regex::Regex;

/// What a word looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// The path of a file from the root, or its name alone.
    File(String),
    /// The path of a folder inside of another.
    Folder(String),
    /// A path or pattern that names no one file of the project; why not.
    NoFile(&'static str),
    /// No path.
    NoPath,
}

/// Files without a folder that stand at the root of a project.
const AT_ROOT: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "Makefile",
    "CMakeLists.txt",
    "Dockerfile",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "package.json",
    "pyproject.toml",
    "go.mod",
    "build.rs",
    "tsconfig.json",
    ".gitignore",
    ".editorconfig",
    "rustfmt.toml",
    "clippy.toml",
    "deny.toml",
    "rust-toolchain.toml",
    "meson.build",
    "configure.ac",
    "setup.py",
    "requirements.txt",
    "docker-compose.yml",
];

/// Endings of programs' sources.
const CODE: &[&str] = &[
    "rs", "c", "h", "cc", "cpp", "cxx", "hpp", "hh", "py", "go", "ts", "tsx", "js", "jsx", "mjs", "java", "kt", "rb",
    "sh", "bash", "fish", "ps1", "bat", "sql", "swift", "zig", "lua", "php", "proto", "vue", "svelte", "cs", "m", "mm",
];

/// Documents of a plan, named beside it without their folder.
const OF_THE_PLAN: &[&str] =
    &["plan.md", "spec.md", "tasks.md", "research.md", "data-model.md", "quickstart.md", "design.md", "proposal.md"];

/// What `word` looks like; `code` tells whether it stands between backticks.
pub fn of(word: &str, code: bool) -> Look {
    static LINE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?::\d+(?:[-:,]\d+)*|#L\d+(?:-L\d+)?|::[\w:]+)$").expect("a pattern"));
    static PATH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?:\.{1,2}/|/|~/)?[\w.@+-]+(?:/[\w.@+-]+)*/?$").expect("a pattern"));
    static URL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[a-z][a-z0-9+.-]*://|^www\.|@[\w-]+\.\w+$").expect("a pattern"));
    // Most words are letters only, and patterns take their time.
    if !code && word.chars().all(|c| c.is_alphabetic() || c == '-') && !AT_ROOT.contains(&word) {
        return Look::NoPath;
    }
    if URL.is_match(word) || word.chars().any(char::is_whitespace) {
        return Look::NoPath;
    }
    let path = LINE.replace(word, "");
    if path.contains('/') && path.contains(['*', '{', '<', '[', '$', '…']) && (code || has_ending(&path)) {
        return Look::NoFile("a pattern, not one file");
    }
    if !PATH.is_match(&path) {
        return Look::NoPath;
    }
    if path.contains('/') { in_folder(&path) } else { alone(&path, code) }
}

fn in_folder(path: &str) -> Look {
    let plain = path.strip_prefix("./").unwrap_or(path);
    match () {
        () if is_from_root(plain) => in_folder(&plain[1..]),
        () if plain.starts_with(['/', '~']) || plain.split('/').any(|part| part == "..") => {
            if has_ending(plain) {
                Look::NoFile("outside of the repository")
            } else {
                Look::NoPath
            }
        }
        () if plain.ends_with('/') && plain.trim_end_matches('/').contains('/') => Look::Folder(plain.to_owned()),
        () if plain.ends_with('/') => Look::NoFile("a folder"),
        () if has_ending(plain) || AT_ROOT.contains(&last(plain)) => Look::File(plain.to_owned()),
        () => Look::NoPath,
    }
}

/// Whether a path with a leading `/` is one from the project's root: no system keeps its files in a folder of that name.
fn is_from_root(path: &str) -> bool {
    const SYSTEM: &[&str] = &[
        "etc",
        "usr",
        "var",
        "tmp",
        "home",
        "opt",
        "dev",
        "proc",
        "sys",
        "bin",
        "sbin",
        "mnt",
        "root",
        "run",
        "Users",
        "Volumes",
        "Applications",
        "Library",
        "private",
    ];
    let Some(inside) = path.strip_prefix('/') else { return false };
    let first = inside.split('/').next().unwrap_or_default();
    inside.contains('/') && has_ending(inside) && !first.is_empty() && first != ".." && !SYSTEM.contains(&first)
}

/// Whether a name between backticks ends like files do: `vio.debug` does not.
fn has_known_ending(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
    // A document that a sentence names is mostly the plan of something else.
    !name.ends_with(".md") && !stem.is_empty() && !stem.starts_with('*') && crate::markdown::has_known_extension(name)
}

fn alone(name: &str, code: bool) -> Look {
    let known = AT_ROOT.iter().any(|known| known.eq_ignore_ascii_case(name));
    match () {
        () if known && name.contains(['.', 'f']) => Look::File(name.to_owned()),
        () if OF_THE_PLAN.contains(&name) => Look::NoFile("a document of the plan"),
        () if is_source_name(name) || code && has_known_ending(name) => Look::File(name.to_owned()),
        () => Look::NoPath,
    }
}

/// Whether a name without a folder is that of a source file, not of a product (`Node.js`).
fn is_source_name(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let product = ending == "js" && stem.starts_with(|c: char| c.is_uppercase());
    CODE.contains(&ending) && !product && !stem.is_empty()
}

/// Whether the last part of a path ends like a file: a letter, then letters or digits.
fn has_ending(path: &str) -> bool {
    let last = last(path);
    let Some((stem, ending)) = last.rsplit_once('.') else { return false };
    let letters = ending.starts_with(|c: char| c.is_ascii_alphabetic());
    letters && ending.len() <= 10 && (!stem.is_empty() || (path.contains('/') && ending.len() > 4))
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether the file at `path` holds a program's source.
pub fn is_code(path: &str) -> bool {
    CODE.contains(&path.rsplit_once('.').map_or("", |(_, ending)| ending))
}

/// Whether functions and types of the file at `path` can be looked up.
pub fn is_read(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "rs" | "c" | "h")
}

/// Whether `path` says in which folder the file is, or is that of a file that stands at the root.
pub fn is_placed(path: &str) -> bool {
    path.contains('/') || AT_ROOT.contains(&path)
}

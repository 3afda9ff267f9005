//! What a code span is, told from its shape alone.

use std::sync::LazyLock;

use regex::Regex;

use super::paths::{is_glob, is_path};
use crate::signature::{CodeLanguage, Declared, read};

/// What a code span is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// `f()`, `Type::f(a, b)`.
    Function {
        /// The name.
        name: String,
        /// How many parameters, where that is shown.
        arity: Option<usize>,
    },
    /// `ret (*name)(…)`.
    Slot {
        /// The member.
        name: String,
        /// How many parameters.
        arity: Option<usize>,
    },
    /// `struct X`.
    Type(String),
    /// A path to a file.
    Path(String),
    /// A path with wildcards or of a folder.
    Glob(String),
    /// The `.c` of "`X.h` and `.c`".
    Extension(String),
    /// One identifier or path of such: `foo_bar`, `Foo`, `Foo::bar`.
    Name(String),
    /// A command line.
    Command(String),
}

static CALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^((?:<[\w:<>, ]+ as [\w:<>, ]+>::)?[A-Za-z_]\w*(?:(?:::)(?:<[^()]*>::)?[A-Za-z_]\w*)*)(?:::?<[^()]*>)?\s*\(([^()]*)\)(?:\s*->.*)?;?$")
        .expect("a pattern")
});
static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*(?:<[\w, ']+>)?$").expect("a pattern"));
static TYPE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:pub(?:\([^)]*\))? )?(?:typedef )?(?:struct|enum|union|trait|type) ([A-Za-z_]\w*)(?:<[^>]*>)?(?:\s*[{;=].*)?$").expect("a pattern")
});
static COMMAND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[A-Z_]+=\S+ )*(?:make|cargo|npm|npx|pnpm|yarn|just|ctest|cmake|meson|ninja|pytest|go|uv|tox|bazel|mix|deno|bun|zig|sh|bash|git|mvn|gradle|dotnet|rg|grep|wc|test|python3?|powershell|pwsh|clippy|rustfmt|valgrind|shellcheck|nix|docker|wasm-pack|maturin|poetry|ruff|mypy|php|phpunit|composer|\./[\w./-]+|scripts/[\w./-]+)(?: .*)?$")
        .expect("a pattern")
});

/// Words with parentheses behind them that are no functions.
const NO_FUNCTIONS: &[&str] = &[
    "if", "for", "while", "switch", "return", "sizeof", "match", "loop", "Some", "Ok", "Err", "None", "defined", "cfg",
    "derive",
];

/// The shape of `code`, the text of a code span.
pub fn shape(code: &str) -> Option<Shape> {
    let code = code.trim();
    if let Some(command) = command(code) {
        return Some(command);
    }
    if is_extension(code) {
        return Some(Shape::Extension(code.to_owned()));
    }
    if is_path(code) {
        return Some(Shape::Path(code.to_owned()));
    }
    let typed = TYPE.captures(code).map(|found| Shape::Type(found[1].to_owned()));
    typed.or_else(|| call(code)).or_else(|| signature(code)).or_else(|| name(code)).or_else(|| glob(code))
}

fn command(code: &str) -> Option<Shape> {
    (COMMAND.is_match(code) && (code.contains(' ') || code == "make") && !code.contains("::"))
        .then(|| Shape::Command(code.to_owned()))
}

/// Whether `code` is an extension alone: `.c`.
fn is_extension(code: &str) -> bool {
    code.strip_prefix('.').is_some_and(|rest| (1..=4).contains(&rest.len()) && rest.chars().all(char::is_alphanumeric))
}

fn glob(code: &str) -> Option<Shape> {
    is_glob(code).then(|| Shape::Glob(code.to_owned()))
}

fn name(code: &str) -> Option<Shape> {
    NAME.is_match(code).then(|| Shape::Name(code.split('<').next().unwrap_or(code).to_owned()))
}

/// `f()` shows no parameters and says nothing of their number; `f(void)` does.
fn call(code: &str) -> Option<Shape> {
    let found = CALL.captures(code)?;
    let (name, arguments) = (found[1].to_owned(), found[2].trim());
    let shown = !arguments.is_empty() && !arguments.contains(['"', '…', '=']) && !arguments.contains("...");
    let arity = shown.then(|| if arguments == "void" { 0 } else { top_level_commas(arguments) + 1 });
    (!NO_FUNCTIONS.contains(&name.as_str())).then_some(Shape::Function { name, arity })
}

/// Commas outside of angle brackets: `map: HashMap<K, V>` is one parameter.
fn top_level_commas(arguments: &str) -> usize {
    let mut depth = 0usize;
    let arguments = arguments.trim_end_matches(',');
    let commas = arguments.chars().filter(|letter| {
        match letter {
            '<' | '[' => depth += 1,
            '>' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *letter == ',' && depth == 0
    });
    commas.count()
}

/// A whole C prototype or Rust signature.
fn signature(code: &str) -> Option<Shape> {
    if !code.contains('(') || !code.contains(' ') {
        return None;
    }
    let rust = code.split_whitespace().any(|word| word == "fn" || word.ends_with(")fn"));
    let snippet = read(code, if rust { CodeLanguage::Rust } else { CodeLanguage::C });
    match snippet.declarations.into_iter().next()?.what {
        Declared::Function { name, arity, .. } => Some(Shape::Function { name, arity }),
        Declared::Slot { name, arity, .. } => Some(Shape::Slot { name, arity }),
        Declared::Type { .. } | Declared::Symbol { .. } => None,
    }
}

//! Languages that are not read, by the endings of their files: a run that looked at nothing says what there was.

/// The language whose files are C to many tools and are not read.
const CPP: &str = "C++";

/// Names of languages and the endings of their files, without the dot.
const ENDINGS: [(&str, &[&str]); 34] = [
    (CPP, &["cc", "cpp", "cxx", "c++", "hh", "hpp", "hxx", "h++", "ipp", "tpp", "txx", "cppm", "ixx"]),
    ("Assembly", &["s", "asm"]),
    ("C#", &["cs"]),
    ("CSS", &["css", "scss"]),
    ("CUDA", &["cu", "cuh"]),
    ("Dart", &["dart"]),
    ("Elixir", &["ex", "exs"]),
    ("Erlang", &["erl", "hrl"]),
    ("Fortran", &["f", "f90", "f95"]),
    ("Go", &["go"]),
    ("HTML", &["html", "htm"]),
    ("Haskell", &["hs"]),
    ("JSON", &["json", "jsonl"]),
    ("Java", &["java"]),
    ("JavaScript", &["js", "jsx", "mjs", "cjs"]),
    ("Kotlin", &["kt", "kts"]),
    ("Lua", &["lua"]),
    ("Markdown", &["md", "markdown"]),
    ("OCaml", &["ml", "mli"]),
    ("Objective-C", &["m", "mm"]),
    ("PHP", &["php"]),
    ("Perl", &["pl", "pm"]),
    ("PowerShell", &["ps1"]),
    ("Python", &["py", "pyi"]),
    ("Ruby", &["rb"]),
    ("SQL", &["sql"]),
    ("Scala", &["scala"]),
    ("Shell", &["sh", "bash", "zsh"]),
    ("Swift", &["swift"]),
    ("TOML", &["toml"]),
    ("TypeScript", &["ts", "tsx"]),
    ("XML", &["xml"]),
    ("YAML", &["yaml", "yml"]),
    ("Zig", &["zig"]),
];

/// The language of the file at `path`, for people; its ending where that is not known, `other` where it has none.
pub(super) fn name_of(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let Some((_, ending)) = file.rsplit_once('.').filter(|(stem, ending)| !stem.is_empty() && !ending.is_empty())
    else {
        return "other".to_owned();
    };
    let lower = ending.to_ascii_lowercase();
    let known = ENDINGS.iter().find(|(_, endings)| endings.contains(&lower.as_str()));
    known.map_or_else(|| format!(".{ending}"), |(name, _)| (*name).to_owned())
}

/// Why the file at `path` is told of by itself although it is not read: it is C++, which many projects compile beside C.
pub(super) fn gap_reason(path: &str) -> Option<&'static str> {
    (name_of(path) == CPP).then_some("unknown language: C++ is not read")
}

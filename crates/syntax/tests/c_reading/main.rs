//! What reading C gives, over one fixture for each situation, and that no text whatever breaks it.

mod agreement;
mod dump;
mod hostile;
mod spans;

use model::SourceText;
use std::fs;
use std::path::{Path, PathBuf};
use syntax::language_of;

/// The C files below `fixtures/c`, in order.
fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures/c");
    let situations = files(&root).into_iter().filter(|path| path.is_dir());
    let is_c = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "c" || ending == "h");
    situations.flat_map(|situation| files(&situation)).filter(is_c).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a readable folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    paths
}

fn text_of(path: &Path) -> SourceText {
    let name = path.file_name().expect("a file name").to_string_lossy().into_owned();
    SourceText::new(name, fs::read(path).expect("a readable file"))
}

fn heads_of(text: &str) -> Vec<model::FunctionHead> {
    let language = language_of("x.c").expect("C");
    language
        .read(&SourceText::new("x.c", text.as_bytes().to_vec()), &|_, _| true)
        .functions
        .into_iter()
        .map(|function| function.head)
        .collect()
}

#[test]
fn every_situation_reads_as_expected() {
    let all = fixtures();
    assert!(all.len() > 20, "only {} fixtures were found", all.len());
    for path in all {
        let actual = dump::dump(&text_of(&path), &|name| name.ends_with("_fn") || name.ends_with("_start_stream"));
        let expected = snapbox::Data::read_from(&path.with_extension("reading.txt"), None).raw();
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(actual, expected);
    }
}

#[test]
fn every_situation_says_why_it_exists() {
    for path in fixtures() {
        let readme = path.with_file_name("README.md");
        let text = fs::read_to_string(&readme).unwrap_or_default();
        assert!(text.starts_with("# ") && text.lines().count() > 2, "{} says nothing", readme.display());
    }
}

#[test]
fn only_wanted_functions_get_a_body() {
    let text = SourceText::new("x.c", b"int a(void) { return 1; }\n/* b */\nint b(void) { return 2; }\n".to_vec());
    let language = language_of("x.c").expect("C");
    let reading = language.read(&text, &|head, extent| {
        assert!(extent.ends_with('}'), "the extent is the function's text");
        head.name == "b" && extent.starts_with("/* b */")
    });
    assert_eq!(reading.heads.len(), 2);
    assert_eq!(reading.functions.iter().map(|f| f.head.name.as_str()).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn hashes_tell_tokens_apart_and_nothing_else() {
    let hashes = |text: &str| {
        let heads = heads_of(text);
        assert_eq!(heads.len(), 1, "{text}");
        (heads[0].token_hash, heads[0].body_hash)
    };
    let plain = hashes("int f(int a) { return a + 1; }");
    assert_eq!(
        plain,
        hashes("/* new */\nint f( int a )\n{\n\treturn a /* one */ + 1; // more\n}\n"),
        "layout and comments"
    );
    let renamed = hashes("int g(int a) { return a + 1; }");
    assert!(renamed.0 != plain.0 && renamed.1 == plain.1, "a rename leaves the body's hash as it is");
    for other in ["int f(int a) { return a + 2; }", "int f(int a) { return a+ +1; }", "int f(int a) { return a1; }"] {
        assert!(hashes(other).1 != plain.1, "{other}");
    }
    let arm = |condition: &str| hashes(&format!("int f(int a) {{\n#if {condition}\n a++;\n#endif\n return a; }}"));
    assert!(arm("X") != arm("Y"), "a condition is part of the body");
    assert_eq!(arm("X"), arm("  X /* why */"));
}

#[test]
fn hashes_are_the_same_on_every_machine() {
    let heads = heads_of("static int answer(void)\n{\n    return forty_two_or_so(\"x\");\n}\n");
    let shown = format!("{:016x} {:016x}", heads[0].token_hash, heads[0].body_hash);
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(shown, snapbox::str!["68f20b5e4e054500 8cc98a2be231b3d9"]);
}

#[test]
fn nesting_without_end_is_noted() {
    let deep =
        format!("int f(int a) {{ return {}a{}; }}\nint g(void) {{ return 1; }}", "(".repeat(5000), ")".repeat(5000));
    let blocks = format!("int f(int a) {{ {}a();{} }}", "if (a) {".repeat(3000), "}".repeat(3000));
    let chain = format!("int f(int a) {{ if (a) b(); {} }}", "else if (a) b(); ".repeat(3000));
    for text in [deep, blocks, chain] {
        let reading = language_of("x.c").expect("C").read(&SourceText::new("x.c", text.into_bytes()), &|_, _| true);
        let reasons: Vec<_> = reading.functions[0].unread.iter().map(|unread| unread.reason.as_str()).collect();
        assert!(reasons.contains(&"code that is nested too deeply"), "{reasons:?}");
    }
}

#[test]
fn no_change_of_bytes_breaks_the_reader() {
    let mut random = fastrand::Rng::with_seed(0x5eed_0000_c0de_2024);
    for path in fixtures() {
        let bytes = fs::read(&path).expect("a readable file");
        for _ in 0..rounds() {
            let mutated = mutated(&bytes, &mut random);
            let shown = String::from_utf8_lossy(&mutated).into_owned();
            let text = SourceText::new("mutated.c", mutated);
            if let Err(complaint) = spans::check(&text) {
                panic!("{complaint} in a change of {}:\n{shown}", path.display());
            }
        }
    }
}

/// How often each fixture is changed: `MAKEGOOD_MUTATIONS` asks for more than a quick run takes.
fn rounds() -> usize {
    std::env::var("MAKEGOOD_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(40)
}

/// `bytes` with up to six changes: a byte replaced, a stretch taken out or doubled, something telling put in.
fn mutated(bytes: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
    const TELLING: &[&str] = &[
        "{",
        "}",
        "(",
        ")",
        ";",
        "\"",
        "'",
        "/*",
        "*/",
        "//",
        "\\\n",
        "\n#if X\n",
        "\n#else\n",
        "\n#endif\n",
        "\n#if 0\n",
        "=",
        ",",
        "\0",
        "[",
        "]",
        "case ",
        "return ",
        "asm",
        "\u{e9}",
        "\u{1f600}",
        "#define ",
        ":",
        "goto *",
        "...",
        "struct ",
        "M(",
        "\r\n",
        "&&",
        "_Generic(",
    ];
    let mut changed = bytes.to_vec();
    for _ in 0..random.usize(1..=6) {
        let at = random.usize(..changed.len().max(1));
        let end = (at + random.usize(..20)).min(changed.len());
        match random.usize(..4) {
            0 if at < changed.len() => changed[at] = random.u8(..),
            1 => drop(changed.drain(at..end)),
            2 => {
                let copy = changed[at..end].to_vec();
                changed.splice(at..at, copy);
            }
            _ => drop(changed.splice(at..at, TELLING[random.usize(..TELLING.len())].bytes())),
        }
    }
    changed
}

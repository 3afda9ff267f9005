//! Broken text never makes the reader panic, and the places it tells stay inside the text.

use model::SourceText;
use syntax::language_of;

use crate::fixtures::{folders, input};
use crate::spans::check;

/// Bytes that mean something to a lexer, and some that are no text.
const BYTES: &[u8] = b"{}()[]<>\"'#!/*;,:=|&.-+\\rb_ \n0\xff\xc3\xa9";

fn mutate(bytes: &mut Vec<u8>, random: &mut fastrand::Rng) {
    for _ in 0..random.usize(1..=4) {
        let at = random.usize(..bytes.len().max(1));
        match random.usize(..4) {
            0 => drop(bytes.remove(at)),
            1 => bytes.insert(at, BYTES[random.usize(..BYTES.len())]),
            2 => bytes[at] = BYTES[random.usize(..BYTES.len())],
            _ => bytes.truncate(at.max(1)),
        }
    }
}

#[test]
fn broken_text_never_panics() {
    let rust = language_of("input.rs").expect("Rust is read");
    let mut random = fastrand::Rng::with_seed(0x6d61_6b65_676f_6f64);
    for folder in folders() {
        let original = input(&folder).as_str().as_bytes().to_vec();
        for _ in 0..40 {
            let mut bytes = original.clone();
            mutate(&mut bytes, &mut random);
            let text = SourceText::new("input.rs", bytes);
            check(&text, &rust.read(&text, &|_, _| true), &rust.slots(&text, &|_| true));
        }
    }
}

#[test]
fn deep_nesting_never_overflows_the_stack() {
    let rust = language_of("input.rs").expect("Rust is read");
    let deep = |open: &str, close: &str, times: usize| {
        format!("fn deep() {{ let x = {}1{}; }}", open.repeat(times), close.repeat(times))
    };
    let shapes =
        [("(", ")"), ("[", "]"), ("{", "}"), ("-", ""), ("f(", ")"), ("", ".f()"), ("", "+1"), ("&", ""), ("", "?")];
    for (open, close) in shapes {
        for times in [200, 900, 20_000] {
            let text = SourceText::new("input.rs", deep(open, close, times).into_bytes());
            let reading = rust.read(&text, &|_, _| true);
            assert_eq!(reading.heads.len(), 1, "{open}{close} {times}");
            let unread = !reading.functions[0].unread.is_empty();
            assert_eq!(unread, times == 20_000, "{open}{close} {times}");
        }
    }
}

#[test]
fn deeply_nested_items_and_conditions_never_overflow_the_stack() {
    let rust = language_of("input.rs").expect("Rust is read");
    let modules = format!("{}fn f() {{}}{}", "mod a { ".repeat(20_000), "}".repeat(20_000));
    let conditions = format!("#[cfg({}x{})] fn f() {{}}", "not(".repeat(20_000), ")".repeat(20_000));
    let read = |source: String| rust.read(&SourceText::new("input.rs", source.into_bytes()), &|_, _| true);
    assert_eq!(read(modules).unread.len(), 1);
    assert_eq!(read(conditions).heads[0].conditions.len(), 1);
}

#[test]
fn nested_functions_and_unmatched_brackets_are_read_in_linear_time() {
    let rust = language_of("input.rs").expect("Rust is read");
    let many = |text: &str| text.repeat(3_000);
    let texts = [
        format!("{}{}", many("fn f(){"), many("}")),
        format!("fn f() {{ {}{} }}", many("("), many("]")),
        format!("fn f() {{\n{}{}}}", many("(\n"), many("    }\n")),
        many("fn f() { {{(}"),
        format!("fn f() {{ {}}}", many("#[cfg(a)] x();\n")),
    ];
    for text in texts {
        let start = text[..20].to_owned();
        let reading = rust.read(&SourceText::new("input.rs", text.into_bytes()), &|_, _| true);
        let gap = !reading.unread.is_empty() || reading.functions.iter().any(|function| !function.unread.is_empty());
        assert!(gap || !reading.heads.is_empty(), "{start}");
    }
}

#[test]
fn a_missing_semicolon_hides_no_function_behind_it() {
    let rust = language_of("input.rs").expect("Rust is read");
    for before in ["use a::b", "extern crate a", "extern \"C\" f", "static A: u8 = 1", "type A = u8"] {
        let text = format!("{before}\nfn after(a: i32) -> i32 {{\n    a + 1\n}}\n");
        let reading = rust.read(&SourceText::new("input.rs", text.into_bytes()), &|_, _| true);
        assert_eq!((reading.heads.len(), reading.unread.len()), (1, 1), "{before}");
    }
    let sound = "type F = fn(u8) -> u8;\nconst A: F =\n    b;\nuse c::{d,\n    e};\nfn after() {}\n";
    let reading = rust.read(&SourceText::new("input.rs", sound.as_bytes().to_vec()), &|_, _| true);
    assert_eq!((reading.heads.len(), reading.unread.len()), (1, 0));
}

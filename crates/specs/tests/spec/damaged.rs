//! Texts that are damaged: they are read as far as they go, and never panic.

use std::time::Duration;

use model::SourceText;
use snapbox::{assert_data_eq, str};
use specs::signature::{CodeLanguage, read};

use crate::dump::dump;

fn promises_of(text: &[u8]) -> usize {
    let source = SourceText::new("a.md", text.to_vec());
    let tasks = specs::read(&source, &|_| None).expect("a known format");
    tasks.map_or(0, |tasks| tasks.iter().map(|task| task.promises.len()).sum())
}

#[test]
fn an_unclosed_block_of_code_is_told() {
    let text = "# A\n\n## Interface\n\n```c\nint f(void);\n\n## Tests\n\nat least 3 tests\n";
    assert_data_eq!(
        dump("a.md", text),
        str![[r#"
a.md: A (Open)
   6 declared function f/0 — declaration in a block of code under "Interface"
   5 passed over: c — a block of code that is never closed takes the rest of the text

"#]]
    );
}

#[test]
fn nothing_but_words_is_a_task_without_promises() {
    assert_data_eq!(
        dump("a.md", "just words\n"),
        str![[r#"
a.md:  (Open)

"#]]
    );
    assert_data_eq!(
        dump("a.md", ""),
        str![[r#"
a.md:  (Open)

"#]]
    );
    assert_data_eq!(
        dump("a.md", "\0\0## Files to create\0\n\n- `src/a\0.c`\n"),
        str![[r#"
a.md:  (Open)

"#]]
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let text =
        "# A\n\n**Depends on:** b.md\n\n## Files to create\n\n- `src/a.c`\n\n## Interface\n\n```c\nint f(void);\n```\n";
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(dump("a.md", windows), dump("a.md", text));
    assert!(dump("a.md", text).contains("function f/0"), "the text says nothing");
}

#[test]
fn ragged_rows_are_read_as_far_as_they_go() {
    let text =
        "## Functions\n\n| Function | File |\n|---|---|\n| `f(a)` |\n| `g()` | `src/g.c` | more | `h()` |\n| |\n";
    assert_data_eq!(
        dump("a.md", text),
        str![[r#"
a.md: Functions (Open)
   5 declared function f/1 — row of the table under "Functions"
   6 declared function g in src/g.c — row of the table under "Functions"

"#]]
    );
}

#[test]
fn no_mutation_of_a_spec_panics() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../..", "/fixtures/specs/markdown");
    let mut seed: u64 = 0x2545_f491_4f6c_dd1d;
    let mut next = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % u64::try_from(below.max(1)).expect("small")).expect("small")
    };
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("fixtures") {
        let text = std::fs::read(entry.expect("an entry").path()).expect("a text");
        for _ in 0..60 {
            let mut text = text.clone();
            for _ in 0..=next(8) {
                if text.is_empty() {
                    break;
                }
                let at = next(text.len());
                match next(4) {
                    0 => text[at] = u8::try_from(next(256)).expect("a byte"),
                    1 => _ = text.remove(at),
                    2 => text.insert(at, b"`|#-*[]()<>{};:\n"[next(16)]),
                    _ => text.truncate(at.max(1)),
                }
            }
            read += promises_of(&text);
        }
    }
    assert!(read > 100, "the mutated texts still promise something: {read}");
}

#[test]
fn time_grows_with_the_length() {
    let patterns = [
        "## Files to create\n\n- `src/a.c`\n",
        "- [ ] `f()` exists in `src/a.c`\n",
        "`f()` ",
        "## Interface\n\n```c\nint f(int a);\n```\n",
        "Add `f()` to `src/a.c`, at least 3 tests. ",
        "**Depends on:** a.md, b.md\n",
    ];
    for pattern in patterns {
        let text = pattern.repeat(50_000 / pattern.len());
        let before = crate::clock::Stopwatch::start();
        promises_of(text.as_bytes());
        assert!(before.elapsed() < Duration::from_secs(60), "{pattern:?} took {:?}", before.elapsed());
    }
    for pattern in [
        "mod a {",
        "int f(",
        "{(",
        "fn f<",
        "#",
        "struct a {",
        "a->b(",
        "int f(void);",
        "impl A for B { fn f(); }",
        "((*a)(",
    ] {
        let code = pattern.repeat(500_000 / pattern.len());
        let before = crate::clock::Stopwatch::start();
        read(&code, CodeLanguage::C);
        read(&code, CodeLanguage::Rust);
        assert!(before.elapsed() < Duration::from_secs(60), "{pattern:?} took {:?}", before.elapsed());
    }
}

//! Markdown as blocks with their places.

use std::fmt::Write;
use std::time::Duration;

use model::SourceText;
use snapbox::{assert_data_eq, str};
use specs::markdown::document::{BlockKind, Document, Text};

fn blocks(text: &str) -> String {
    let source = SourceText::new("task.md", text.as_bytes().to_vec());
    let mut dump = String::new();
    for block in Document::parse(&source).blocks {
        let place = format!("{}{}", "  ".repeat(block.depth), if block.quoted { "> " } else { "" });
        let first = source.slice(block.span).split_whitespace().next().unwrap_or_default();
        writeln!(dump, "{} {place}{} ({first})", block.line, shown(&block.kind)).expect("memory");
    }
    dump
}

fn shown(kind: &BlockKind) -> String {
    match kind {
        BlockKind::FrontMatter(text) => format!("front matter at {} {:?}", text.line, text.text),
        BlockKind::Heading { level, text } => format!("heading {level} {}", words(text)),
        BlockKind::Paragraph(text) => format!("paragraph {}", words(text)),
        BlockKind::Item(item) => format!("item {:?} {:?} {}", item.mark, item.number, words(&item.text)),
        BlockKind::Table(table) => {
            let row = |cells: &[Text]| cells.iter().map(words).collect::<Vec<_>>().join(" | ");
            let rows = table.rows.iter().map(|at| format!(" / {} {}", at.line, row(&at.cells)));
            format!("table {}{}", row(&table.head), rows.collect::<String>())
        }
        BlockKind::Code(code) => {
            let (language, body) = (code.language(), &code.body);
            format!("code {language:?} closed={} at {} {:?}", code.closed, body.line, body.text)
        }
        BlockKind::Comment(text) => format!("comment {:?}", text.text),
    }
}

fn words(text: &Text) -> String {
    let piece = |piece: &specs::markdown::document::Piece| {
        let look = &piece.look;
        let mut shown = if look.code { format!("`{}`", piece.text) } else { piece.text.replace('\n', "⏎") };
        if look.strong {
            shown = format!("**{shown}**");
        }
        if look.struck {
            shown = format!("~~{shown}~~");
        }
        look.link.as_ref().map_or(shown.clone(), |link| format!("[{shown}]({link})"))
    };
    text.pieces.iter().map(piece).collect()
}

#[test]
fn every_kind_of_block_is_told_with_its_line() {
    let text = "\
---
status: done
---
# A `title` &amp; more

First **bold:** line
second [link](../x.md) ~~gone~~

<!-- a note
of two lines -->

> quoted `x`

| a | b |
|---|---|
| `f(a, b)` | *x* |
| ragged |

```c title=x
int f(void);

int g(void);
```

    indented
";
    assert_data_eq!(
        blocks(text),
        str![[r#"
1 front matter at 2 "status: done/n" (---)
4 heading 1 A `title` & more (#)
6 paragraph First **bold:** line⏎second [link](../x.md) ~~gone~~ (First)
9 comment " a note/nof two lines " (<!--)
12 > paragraph quoted `x` (quoted)
14 table a | b / 16 `f(a, b)` | x / 17 ragged |  (|)
19 code "c" closed=true at 20 "int f(void);/n/nint g(void);/n" (```c)
25 code "" closed=true at 25 "indented/n" (indented)

"#]]
    );
}

#[test]
fn list_items_have_marks_of_any_character_numbers_and_depth() {
    let text = "\
- [x] done `f()`
- [ ] open
  - [~] half, `[ ]` is no mark
    more words

    a further paragraph
- [-] dropped
- [link](x.md) is no mark
- [xy] nor is this
7. [X] numbered
8. plain

   ```rust
   fn f();
   ```
   after
-
- [ ]
";
    assert_data_eq!(
        blocks(text),
        str![[r#"
1 item Some('x') None done `f()` (-)
2 item Some(' ') None open (-)
3   item Some('~') None half, `[ ]` is no mark⏎more words (-)
6     paragraph a further paragraph (a)
7 item Some('-') None dropped (-)
8 item None None [link](x.md) is no mark (-)
9 item None None [xy] nor is this (-)
10 item Some('X') Some(7) numbered (7.)
11 item None Some(8) plain (8.)
13   code "rust" closed=true at 14 "fn f();/n" (```rust)
16   paragraph after (after)
17 item None None  (-)
18 item Some(' ') None  (-)

"#]]
    );
}

#[test]
fn line_ends_of_windows_a_byte_order_mark_and_wide_letters_keep_their_places() {
    let text = "\u{feff}---\r\na: ü\r\n---\r\n# Größe\r\n\r\n- [x] 日本 `f`\r\n\r\n```\r\na\r\n\r\nb\r\n```\r\n";
    assert_data_eq!(
        blocks(text),
        str![[r#"
1 front matter at 2 "a: ü/n" (---)
4 heading 1 Größe (#)
6 item Some('x') None 日本 `f` (-)
8 code "" closed=true at 9 "a/n/nb/n" (```)

"#]]
    );
}

#[test]
fn an_unclosed_fence_takes_the_rest_and_is_told() {
    assert_data_eq!(
        blocks("# a\n```c\nint f;\n## b\n- c\n"),
        str![[r#"
1 heading 1 a (#)
2 code "c" closed=false at 3 "int f;/n## b/n- c/n" (```c)

"#]]
    );
    assert_data_eq!(
        blocks("```"),
        str![[r#"
1 code "" closed=false at 1 "" (```)

"#]]
    );
    assert_data_eq!(
        blocks("````\n```\n````\n"),
        str![[r#"
1 code "" closed=true at 2 "```/n" (````)

"#]]
    );
}

#[test]
fn time_grows_with_the_length_whatever_is_in_a_text() {
    let patterns = [
        "- [ ] `f()` and **b**\n",
        "> ",
        "- ",
        "*a ",
        "[a](",
        "`",
        "|a",
        "<!--",
        "```\n",
        "# x\n",
        "\0",
        "~~",
        "<a ",
        "a\n",
        "|a|b|\n|-|-|\n",
        "  - x\n",
        "![[",
        "&",
        "\\",
        "**Status:** ",
        "a | b\n",
    ];
    for pattern in patterns {
        let text = SourceText::new("a.md", pattern.repeat(1_000_000 / pattern.len()).into_bytes());
        let before = crate::clock::Stopwatch::start();
        let blocks = Document::parse(&text).blocks.len();
        let took = before.elapsed();
        assert!(took < Duration::from_secs(20), "{pattern:?}: {blocks} blocks in {took:?}");
    }
}

//! Sources in C and Rust: read as `check` reads them.

use model::{SourceText, Span};
use syntax::{Language, language_of};

use super::Target;
use crate::corpus::files;
use crate::mutate::Dialect;

/// A language.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// C.
    C,
    /// Rust.
    Rust,
}

/// A function that stands at the end of each input: it must be found, or text that could not be read must be reported. A `;`
/// before it ends what the input left unfinished.
const PROBES: [(&str, &str); 2] = [
    ("input.c", "\n;\nint fuzz_probe(int a)\n{\n    return a + 1;\n}\n"),
    ("input.rs", "\n;\nfn fuzz_probe(a: i32) -> i32 {\n    a + 1\n}\n"),
];

const C: Dialect = Dialect {
    tokens: &[
        "if",
        "else",
        "for",
        "while",
        "do",
        "switch",
        "case",
        "default:",
        "return",
        "goto",
        "break",
        "static",
        "struct",
        "union",
        "enum",
        "typedef",
        "sizeof",
        "inline",
        "extern \"C\" {",
        "void",
        "int",
        "unsigned",
        "const",
        "*",
        "&",
        "->",
        "--",
        "++",
        "-",
        "+",
        "?",
        ":",
        "::",
        "<<=",
        "...",
        "#",
        "##",
        "\\\n",
        "/*",
        "*/",
        "//",
        "\"",
        "'",
        "L\"",
        "R\"(",
        "__attribute__((",
        "asm(\"",
        "DEFINE_TEST(",
        "return NULL;",
        "(void)x;",
        "= {",
        ".open =",
        "[0] =",
        "0x",
        "1e",
        "@",
        "$",
        "`",
        "a(b)(c)",
        "({",
        "})",
    ],
    lines: &[
        "#if 0",
        "#if 1",
        "#ifdef X",
        "#ifndef X",
        "#if defined(A) && B > 2",
        "#elif Y",
        "#else",
        "#endif",
        "#define M(x) x",
        "#define M(x) \\",
        "#include <a.h>",
        "#error not yet",
        "#pragma once",
        "}",
        "{",
        "int a(void) {",
        "};",
        "static int b(int c) { return c; }",
        "int old(a) int a; { return a; }",
        "/* TODO: implement */",
        "// TODO",
        "    case 1:",
        "label:",
        "struct ops o = { .open = a, };",
        "EXPORT_SYMBOL(a);",
        "/* makegood: allow(x) reason=\"y\" */",
    ],
};

const RUST: Dialect = Dialect {
    tokens: &[
        "fn",
        "pub",
        "impl",
        "trait",
        "struct",
        "enum",
        "match",
        "if",
        "else",
        "let",
        "mut",
        "loop",
        "while",
        "for",
        "in",
        "async",
        "await",
        "unsafe",
        "const",
        "static",
        "move",
        "|x|",
        "=>",
        "->",
        "::",
        "..",
        "..=",
        "?",
        "!",
        "&",
        "&&",
        "#[cfg(test)]",
        "#[test]",
        "#![",
        "#[",
        "'a",
        "'",
        "\"",
        "r#\"",
        "\"#",
        "b'",
        "c\"",
        "/*",
        "*/",
        "//",
        "///",
        "todo!()",
        "unimplemented!(\"",
        "panic!(",
        "macro_rules! m {",
        "$x:expr",
        "<",
        ">",
        "<T>",
        "where",
        "dyn",
        "as",
        "1.",
        "0x",
        "1e",
        "\\u{",
        "r#fn",
    ],
    lines: &[
        "fn a() {",
        "}",
        "{",
        "impl A for B {",
        "mod m {",
        "#[cfg(any())]",
        "#[cfg(not(feature = \"x\"))]",
        "fn b(x: u8) -> u8 { x }",
        "    todo!()",
        "macro_rules! m { () => { fn c() {} } }",
        "// TODO: implement",
        "/* not yet",
        "*/",
        "};",
        "    let x = 1;",
        "    match x { _ => {} }",
        "fn f(){",
        "#[doc = \"",
        "\"]",
        "use std::todo as done;",
        "// makegood: allow(x) reason=\"y\"",
        "#!/usr/bin/env rust",
        "extern \"C\" { fn d(); }",
    ],
};

impl Source {
    fn ending(self) -> &'static [&'static str] {
        match self {
            Self::C => &[".c", ".h"],
            Self::Rust => &[".rs"],
        }
    }
}

impl Target for Source {
    fn name(&self) -> &'static str {
        match self {
            Self::C => "c",
            Self::Rust => "rust",
        }
    }

    fn corpus(&self) -> Vec<Vec<u8>> {
        let wanted = |path: &str| self.ending().iter().any(|ending| path.ends_with(ending));
        let mut files = files("fixtures", &wanted);
        files.push(Vec::new());
        files
    }

    fn dialect(&self) -> Dialect {
        match self {
            Self::C => C,
            Self::Rust => RUST,
        }
    }

    fn check(&self, input: &[u8]) -> Result<(), String> {
        let (path, probe) = PROBES[*self as usize];
        let text = SourceText::new(path, [input, probe.as_bytes()].concat());
        let language = language_of(path).ok_or("there is no such language")?;
        check(language, &text)
    }
}

fn check(language: &dyn Language, text: &SourceText) -> Result<(), String> {
    let opened = language.open(text);
    let whole = Span::new(0, text.as_str().len());
    for head in opened.heads() {
        inside(text, whole, head.extent, "the extent of a function")?;
        inside(text, head.extent, head.span, "a function")?;
        inside(text, head.span, head.body, "a body")?;
        inside(text, head.span, head.name_span, "a name")?;
        opened.comments(head);
        opened.token_hash(head);
    }
    let bodies = opened.bodies(&|_, _| true);
    for function in &bodies.functions {
        function
            .comments
            .iter()
            .try_for_each(|comment| inside(text, function.head.extent, comment.span, "a comment"))?;
        function.unread.iter().try_for_each(|gap| inside(text, function.head.body, gap.span, "a gap"))?;
    }
    bodies.unread.iter().try_for_each(|gap| inside(text, whole, gap.span, "a gap"))?;
    opened.slots(&|_| true).iter().try_for_each(|slot| inside(text, whole, slot.span, "a slot"))?;
    opened.declarations().iter().try_for_each(|found| inside(text, whole, found.span, "a declaration"))?;
    opened.exclusions().iter().try_for_each(|found| inside(text, whole, found.span, "an exclusion"))?;
    opened.names_function("fuzz_probe");
    opened.ties(&mut |_| {});
    language.types(text);
    language.members(text);
    language.tests(text);
    language.code_hash(text);
    let found = opened.heads().iter().any(|head| head.name == "fuzz_probe");
    let unread = !bodies.unread.is_empty() || bodies.functions.iter().any(|function| !function.unread.is_empty());
    if found || unread || !text.as_str().contains("fuzz_probe") {
        return Ok(());
    }
    Err("the function at the end is neither found nor reported as unread".to_owned())
}

fn inside(text: &SourceText, outer: Span, inner: Span, what: &str) -> Result<(), String> {
    let cut = inner.start > inner.end || text.as_str().get(inner.start..inner.end).is_none();
    if cut || !outer.contains(inner) {
        return Err(format!("{what} at {inner:?} is no place inside of {outer:?}"));
    }
    Ok(())
}

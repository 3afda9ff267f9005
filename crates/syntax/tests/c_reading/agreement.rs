//! The plain reader and the grammar read the same wherever both read.

use std::path::Path;
use std::{env, fs};

use model::SourceText;
use syntax::{Agreement, agreement};

/// Bodies with one construct each, or one that is easily taken for another.
const PLAIN: &[&str] = &[
    "return -1;",
    "return - 1 - -1;",
    "x = a * b + c % d - e << 2 & 3 | 4 ^ 5;",
    "x = a || b && c == d != e < f <= g;",
    "x = y = z; x += 1; x <<= 2; x >>= 3; x |= y ^= z;",
    "x = a ? b : c ? d : e; x = a ?: b; x = (a ? b, c : d);",
    "a++; --a; *p++; (*p)++; a.b--; ++a[1];",
    "f(); f(a)(b); (*f)(a); ((*f))(a); (**f)(a); (&f)(a); (p->f)(a); (*p->f)(a); p->q.f(a); a[1](b);",
    "((T)f)(a);",
    "x = (T)y; x = (T *)y; x = (T)(U)y; x = (T const *)y; x = (const T)y; x = (struct s *)y; x = (unsigned int)y;",
    "x = (a)(b); x = (a) - b; x = (a) * b; x = (a) & b; x = (a)++; x = (a)->b; x = (a)[1];",
    "x = (size_t)-1; x = (size_t)(y); x = (T)!y; x = (T)~0; x = (T)\"s\"; x = (T)'c'; x = (T)1; x = (T)sizeof y;",
    "x = sizeof(y); x = sizeof y; x = sizeof(y) * 2; x = sizeof(T *) * 2; x = sizeof(struct s); x = sizeof *y; x = sizeof(*y);",
    "x = \"a\" \"b\"; x = \"a\" C \"b\"; x = C \"b\"; x = L\"a\"; g(\"%\" PRIu64 \"\\n\", x);",
    "x = NULL; x = true; x = 0x1fUL; x = 1.5e-3f; x = 'c'; x = L'c';",
    "a * b; a * b = c; a * b, **c; T x; T x = 1, *y = 0, z[3]; T *const x = 0; T x[] = {1, {2}, .c = {3},};",
    "static const char *names[] = {\"a\", [B] = \"b\"}; struct s x = {.a = 1, .b.c = 2}; unsigned x; long long x = 0;",
    "struct { int a; } x; enum { A, B }; union u y; int g(int); T g(int, T *);",
    "x = (T){1}; x = (struct s){.a = 1, [2] = 3}; g(&(T){0});",
    "if (a) b(); if (a) { } else if (b) c(); else { d(); } if (a) ;",
    "while (a) b(); do { a(); } while (b); do a(); while (b); for (;;) ; for (i = 0, j = 1; i < j; i++, j--) { }",
    "for (int i = 0; i < 3; i++) continue; for (T *x = a, *y; x; x = x->next) break;",
    "switch (a) { case 1: case 2: b(); break; case 'x': { c(); break; } case A | B: default: return d; }",
    "switch (a) { b(); case 1: c(); }",
    "switch (a) { }",
    "goto out; out: b(); end: ;",
    "return a, b; return (a); return; ; { ; { } }",
    "x = ({ a(); b; }); g(({ a(); b; }));",
    "list_for_each(a, b) { c(); } list_for_each_entry(a, b, struct s, d) if (a) c(); GUARD(a) { b(); } else { c(); }",
    "TRACE(\"%d\\n\", a); CHECK(return -1); MACRO(int); MACRO(struct s *, a);",
];

#[test]
fn plain_bodies_are_read_as_the_grammar_reads_them() {
    for body in PLAIN {
        assert_eq!(reading_of(body), (1, 0, Vec::new()), "{body}");
    }
}

#[test]
fn what_is_not_plain_is_left_to_the_grammar() {
    let bodies = [
        "switch (a) { case 1: { case 2: b(); } }",
        "int (*g)(void) = a;",
        "typedef int T;",
        "x = _Generic(a, int: 1);",
        "T x = ;",
        "if (a) else b();",
        "__try { a(); } __except (1) { }",
        "return (((((((((((((((((((((((((((((((((((((((((((((((((((((((((a)))))))))))))))))))))))))))))))))))))))))))))))))))))))));",
        "x = a ? b;",
        "x = a + ;",
    ];
    for body in bodies {
        assert_eq!(reading_of(body), (0, 1, Vec::new()), "{body}");
    }
}

#[test]
fn what_goes_on_without_end_is_left_to_the_grammar() {
    for (piece, end) in
        [("(a)", "b;"), ("(", "b;"), ("- ", "b;"), ("a ? b : ", "c;"), ("l: ", ";"), ("if (a) ", ";"), ("{ ", "")]
    {
        let body = format!("{}{end}", piece.repeat(2_000));
        assert_eq!(reading_of(&body), (0, 1, Vec::new()), "{piece}");
    }
}

#[test]
fn all_fixtures_are_read_the_same() {
    let read = of_tree(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures"));
    assert_eq!(read.different, Vec::<String>::new());
    assert!(read.plain > 9 * read.left, "{} plainly, {} left", read.plain, read.left);
}

/// On real C the grammar takes some texts for others than they are: `!a++`, `sizeof(a)-1`.
#[test]
#[ignore = "it reads the folders that MAKEGOOD_TREES names, with a colon between two"]
fn real_trees_are_read_the_same_but_for_one_body_in_two_hundred() {
    let trees = env::var_os("MAKEGOOD_TREES").expect("MAKEGOOD_TREES names folders");
    for tree in env::split_paths(&trees) {
        let Agreement { plain, left, different } = of_tree(&tree);
        println!("{}: {plain} plainly, {left} left, {} different: {different:?}", tree.display(), different.len());
        assert!(different.len() * 200 <= plain && left * 20 <= plain, "{different:#?}");
    }
}

/// How many bodies are read plainly, how many are left to the grammar, and which are read differently.
fn reading_of(body: &str) -> (usize, usize, Vec<String>) {
    let text = format!("int f(int a, char *p)\n{{\n{body}\n}}\n");
    let Agreement { plain, left, different } = agreement(&SourceText::new("body.c", text.into_bytes()));
    (plain, left, different)
}

fn of_tree(folder: &Path) -> Agreement {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let parts = entries.filter(|path| !path.is_symlink()).filter_map(|path| {
        let is_c = path.extension().is_some_and(|ending| ending == "c" || ending == "h");
        let bytes = || fs::read(&path).expect("a readable file");
        let of_file = || agreement(&SourceText::new(path.display().to_string(), bytes()));
        if path.is_dir() { Some(of_tree(&path)) } else { is_c.then(of_file) }
    });
    parts.fold(Agreement::default(), |sum, part| Agreement {
        plain: sum.plain + part.plain,
        left: sum.left + part.left,
        different: [sum.different, part.different].concat(),
    })
}

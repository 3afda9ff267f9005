//! Text that is made to break the reader: each ends in functions or in gaps, in time linear in its length. Where a reading took
//! quadratic or exponential time, it would not end within the life of a test.

use model::SourceText;
use syntax::{Reading, language_of};

fn read(text: String) -> Reading {
    let source = SourceText::new("input.c", text.into_bytes());
    let c = language_of("input.c").expect("C is read");
    c.slots(&source, &|_| true);
    c.tests(&source);
    c.types(&source);
    c.read(&source, &|_, _| true)
}

/// The names of the functions, and whether there is a gap.
fn seen(text: String) -> (Vec<String>, bool) {
    let reading = read(text);
    let gap = !reading.unread.is_empty() || reading.functions.iter().any(|function| !function.unread.is_empty());
    (reading.heads.into_iter().map(|head| head.name).collect(), gap)
}

#[test]
fn arms_that_begin_two_bodies_and_end_one_are_a_gap() {
    let (names, gap) = seen("#ifdef X\nint a(void) {\n#else\n}\nint b(void) {\n#endif\n".to_owned());
    assert!(gap, "{names:?}");
}

#[test]
fn a_stray_brace_hides_no_function_behind_it() {
    let behind = "\nint after(int a)\n{\n    return a + 1;\n}\n";
    for before in ["{", "#if 1\n{\n#endif", "enum e {", "struct s { int x;", "int x = {"] {
        let (names, gap) = seen(format!("{before}{behind}"));
        assert!(gap && names.contains(&"after".to_owned()), "{before}: {names:?}");
    }
}

#[test]
fn places_that_are_stepped_in_one_another_do_not_grow() {
    let steps = |operator: &str| format!("int f(int a, int b) {{ return a{}b; }}", operator.repeat(200));
    let sums = format!("int f(int a) {{ return {}a{}; }}", "(".repeat(100), " += 1)".repeat(100));
    for text in [steps("--"), steps("++"), steps("- "), sums] {
        assert_eq!(read(text).heads.len(), 1);
    }
}

#[test]
fn deep_nesting_is_a_gap() {
    let nested = |open: &str, close: &str, times: usize| {
        format!("int f(int a) {{ return {}a{}; }}", open.repeat(times), close.repeat(times))
    };
    for (open, close) in [("g(", ")"), ("(", ")"), ("a[", "]"), ("({", ";})")] {
        assert_eq!(seen(nested(open, close, 20)), (vec!["f".to_owned()], false), "{open}");
        assert_eq!(seen(nested(open, close, 40_000)), (vec!["f".to_owned()], true), "{open}");
    }
    assert!(seen(format!("int f(void) {{{}", "{".repeat(20_000))).1);
}

#[test]
fn long_repetitions_are_read_in_linear_time() {
    let many = |text: &str| text.repeat(5_000);
    let texts = [
        many("(;"),
        format!("int f(a) {} {{ return a; }}", many("int a; ")),
        format!("int f(void) {{ return {}x; }}", many("(a)")),
        format!("int f(int a) {{\n{}return a;\n{}}}", many("#if A\n"), many("#endif\n")),
        format!("int f(void) {{ {}return 0; }}", many("__attribute__((unused)) ")),
        many("int f(int a) { return g(a); }\n"),
        format!("int f(void) {{ {}", many("(]")),
    ];
    for text in texts {
        let start = text[..20].to_owned();
        let (names, gap) = seen(text);
        assert!(gap || !names.is_empty(), "{start}");
    }
}

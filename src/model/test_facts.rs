//! Tests as a file's text tells of them, and the types that it defines.

use super::Span;

/// What one file tells of tests.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TestFacts {
    /// The tests that it defines, in order of place.
    pub tests: Vec<TestDefinition>,
    /// The names of tests that it hands to a runner: a test of C counts only where some file registers it.
    pub registered: Vec<Registration>,
}

/// A test as it is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestDefinition {
    /// Its name: `module::name` in Rust, the plain name in C.
    pub name: String,
    /// Where its name stands.
    pub name_span: Span,
    /// From its first token to its closing brace.
    pub span: Span,
    /// By whose rules it is a test: `libtest`, `tokio`, `rstest`, `check`, `cmocka`, `unity`, `criterion`, `main`, ….
    pub framework: &'static str,
    /// How many times it runs with other values: 1 for a plain test.
    pub cases: usize,
    /// Why a runner leaves it out: the reason of `#[ignore]`, or a condition that never holds.
    pub ignored: Option<Ignored>,
    /// Whether it runs only once something registers it.
    pub needs_registration: bool,
    /// Its assertions, in order of place.
    pub assertions: Vec<Assertion>,
    /// Whether it can fail in another way than by an assertion: it is to panic, it returns a result, it is a property.
    pub can_fail_otherwise: bool,
    /// The names that it calls, slots included, as written, in order and without repetition.
    pub calls: Vec<String>,
    /// A hash of the body's tokens: stays the same when the test is renamed or moved.
    pub body_hash: u64,
}

/// Why a runner leaves a test out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The reason given, if one is.
    pub reason: Option<String>,
    /// Where that stands.
    pub span: Span,
}

/// An assertion of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// The macro or function: `assert_eq`, `ck_assert_int_eq`.
    pub name: String,
    /// Its arguments as written, white space folded.
    pub arguments: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// A place where a test is handed to a runner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The test's name.
    pub test: String,
    /// Where the name stands.
    pub span: Span,
}

/// A type that a file defines; a mere declaration (`struct x;`) is none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypeDefinition {
    /// The name; for `typedef struct a {…} b;` there are two.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// `struct`, `union`, `enum`, `typedef`, `trait`, `type`.
    pub kind: &'static str,
}

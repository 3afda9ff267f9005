//! Tests as a file's text tells of them.

use super::{Condition, FunctionHead, Linkage, Role, Span, UnreadText};

/// What one file tells of tests.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TestFacts {
    /// The tests that it defines, in order of place; those of the framework `comment` stand in a comment.
    pub tests: Vec<TestDefinition>,
    /// The names of tests that it hands to a runner: a test of C counts only where some file registers it.
    pub registered: Vec<Registration>,
    /// What every function and macro of the file calls, those that are tests included, in order of place.
    pub functions: Vec<FunctionCalls>,
    /// The files that it makes a part of the program: `mod x;` in Rust, `#include "x.c"` in C.
    pub parts: Vec<FilePart>,
    /// Macros that make tests, by their definition.
    pub makers: Vec<TestMaker>,
    /// Invocations outside of functions by which a macro can make tests.
    pub invocations: Vec<MacroInvocation>,
    /// Names that stand outside of functions as a value: an array's entry, an initializer.
    pub mentions: Vec<String>,
    /// The traits that it declares: a call of their methods means any implementation.
    pub traits: Vec<String>,
    /// What could not be told: tests by the hundred from one macro, documentation from elsewhere.
    pub unread: Vec<UnreadText>,
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
    /// By whose rules it is a test: `libtest`, `tokio`, `rstest`, `doctest`, `check`, `cmocka`, `unity`, `criterion`,
    /// `main`, ….
    pub framework: &'static str,
    /// How many times it runs with other values, as far as the text tells: 1 for a plain test.
    pub cases: usize,
    /// Whether there can be more cases than that: they come from files, or from values that are computed.
    pub more_cases: bool,
    /// Why a runner leaves it out: the reason of `#[ignore]`, or a condition that never holds.
    pub ignored: Option<Ignored>,
    /// The conditional arms that it stands in, those that hold for every test (`cfg(test)`) left out.
    pub conditions: Vec<Condition>,
    /// Whether it runs only once something registers it.
    pub needs_registration: bool,
    /// What it does.
    pub body: BodyWords,
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

/// What a function's text names: told from its tokens, so that it costs next to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BodyWords {
    /// Its assertions, in order of place; without those that cannot make it fail.
    pub assertions: Vec<Assertion>,
    /// Why some of what it checks cannot make it fail, where that is so.
    pub escape: Option<Escape>,
    /// In which other ways it can fail.
    pub failures: Vec<FailureWay>,
    /// What it calls or hands over by name, without repetition.
    pub calls: Vec<CalledName>,
    /// Its comments and what stands above it, for tests that say why they assert nothing.
    pub remarks: String,
}

/// Why what a function checks cannot make it fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Escape {
    /// It returns before it checks anything, depending on an environment variable.
    Environment,
    /// The panic is caught, and what came of it is dropped.
    CaughtPanic,
}

/// An assertion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// The macro or function: `assert_eq`, `ck_assert_int_eq`.
    pub name: String,
    /// Its arguments as written, white space folded.
    pub arguments: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// In which way, other than by an assertion, a function can make a test fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FailureWay {
    /// `.unwrap()`, `.expect(..)` and their kin.
    Unwraps,
    /// `panic!`, `unreachable!`, `abort()`, `exit(1)`, `fail(..)`.
    Panics,
    /// It returns a result and uses `?`, or hands a result out.
    Result,
    /// It is expected to panic, or to end by a signal or an exit code.
    ExpectedDeath,
    /// It is a property that a framework tries on many values.
    Property,
    /// It compares with a stored snapshot or runs stored cases.
    Snapshot,
    /// Its status tells (`return 1;` in a `main`, a function that returns whether it passed).
    Status,
}

/// A name that a body calls or hands over.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CalledName {
    /// The plain name.
    pub name: String,
    /// What stands before it: the path's last part but one (`Parser` of `sse::Parser::new`); empty where there is none.
    pub qualifier: String,
    /// How it is named.
    pub form: NameForm,
}

/// How a name is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameForm {
    /// `f(..)`.
    Call,
    /// `x.f(..)`, `x->f(..)`: a method or a slot.
    Member,
    /// `f!(..)`.
    Macro,
    /// `g(f)`, `= f`: handed over, to be called by someone else.
    Value,
}

/// A function or macro and what it calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionCalls {
    /// The plain name.
    pub name: String,
    /// `Type::method`, `module::f`; in C the plain name.
    pub qualified: String,
    /// Where the name stands.
    pub name_span: Span,
    /// From its first token to its closing brace.
    pub span: Span,
    /// What kind of function it is; macros are free.
    pub role: Role,
    /// How widely it can be seen.
    pub linkage: Linkage,
    /// Whether it is a macro (`#define f(x)`, `macro_rules! f`).
    pub is_macro: bool,
    /// Whether it is a test, or stands in code that is compiled for tests only.
    pub is_test: bool,
    /// Whether it hands out a value.
    pub returns_value: bool,
    /// What it does.
    pub body: BodyWords,
    /// A hash of the body's tokens.
    pub body_hash: u64,
}

impl FunctionCalls {
    /// The function under `head`, no macro, which does what `body` says. `nothing` is how its language writes the type
    /// of a function that returns nothing, beside no type at all.
    pub fn of(head: &FunctionHead, nothing: &str, body: BodyWords, body_hash: u64) -> FunctionCalls {
        FunctionCalls {
            name: head.name.clone(),
            qualified: head.qualified.clone(),
            name_span: head.name_span,
            span: head.span,
            role: head.role.clone(),
            linkage: head.linkage,
            is_macro: false,
            is_test: head.is_test,
            returns_value: !head.return_type.is_empty() && head.return_type != nothing,
            body,
            body_hash,
        }
    }
}

/// A place where a test is handed to a runner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The test's name.
    pub test: String,
    /// Where the name stands.
    pub span: Span,
    /// By whose rules: `check`, `cmocka`, `unity`, ….
    pub framework: &'static str,
    /// The function that it stands in; empty outside of functions.
    pub within: String,
    /// How many times the test runs by it, as far as the text tells.
    pub cases: usize,
}

/// A file that another one makes a part of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePart {
    /// The module's name with those around it (`tests::net`); in C the path as written.
    pub name: String,
    /// The path that `#[path = ".."]` or `#include` gives, relative to the file.
    pub path: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// The conditions under which it is a part.
    pub conditions: Vec<Condition>,
}

/// A macro whose definition holds tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestMaker {
    /// The macro.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// How many tests each invocation makes; `None` where that depends on what it is given.
    pub tests: Option<usize>,
    /// Where its tests stand in one repetition, `$($name:ident: $value:expr,)*`: how many arguments between commas make up
    /// one round of it.
    pub round: Option<usize>,
}

/// An invocation of a macro outside of functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MacroInvocation {
    /// The macro's plain name.
    pub name: String,
    /// The first name among its arguments, with the modules around it; empty where there is none.
    pub first: String,
    /// The whole invocation.
    pub span: Span,
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// What its arguments do.
    pub body: BodyWords,
    /// A hash of its arguments' tokens, the first name left out.
    pub body_hash: u64,
    /// Its arguments between commas.
    pub arguments: Vec<MacroArgument>,
}

/// One of the arguments of a macro invocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MacroArgument {
    /// Its first name, with the modules around it; empty where it begins with none.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// A hash of its tokens, the first one left out.
    pub hash: u64,
}

//! What is known of a function before its body is judged.

use super::Span;

/// A language that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LanguageId {
    /// C, headers included.
    C,
    /// Rust.
    Rust,
}

/// What kind of thing a function is in its program.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Role {
    /// A free function (every C function).
    Free,
    /// A method or associated function of an inherent `impl`.
    Method {
        /// The type, without generic arguments.
        of: String,
    },
    /// A method of `impl Trait for Type`.
    TraitImpl {
        /// The trait's path as written, without generic arguments.
        trait_name: String,
        /// The type, without generic arguments.
        of: String,
    },
    /// A trait's default method.
    TraitDefault {
        /// The trait's name.
        trait_name: String,
    },
}

/// How widely a function can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Linkage {
    /// `static` in C; private in Rust.
    Internal,
    /// Visible outside its file.
    External,
    /// A weak definition that another one replaces at link time.
    Weak,
}

/// One arm of a conditional (`#if`, `#cfg`) that text stands in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The condition as written (`defined(X)`, `unix`), white space folded; for an `#else` or `not(..)` arm the
    /// condition that is negated.
    pub text: String,
    /// Whether the arm is taken when the condition does not hold (`#else`, `#ifndef`, `cfg(not(..))`).
    pub negated: bool,
    /// Which `#if … #endif` of the file, counted from 0; for `cfg` attributes a number of its own for each attribute.
    pub group: usize,
    /// Which arm of that group, counted from 0.
    pub arm: usize,
}

impl Condition {
    /// Whether it holds under no configuration whatever: `cfg(any())`, `not(all())`.
    pub fn never_holds(&self) -> bool {
        self.text == if self.negated { "all()" } else { "any()" }
    }
}

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Param {
    /// Its name; empty where it has none (`void f(int)`), the pattern's text where it is no plain name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// Its type as written, white space folded; `self` forms carry `Self`.
    pub type_text: String,
}

/// A function's head: everything that can be told without looking into its body.
///
/// The head of a function whose body was not asked for can leave out what takes long to tell and few ask for: linkage, attributes,
/// parameters, return type and hashes are then `External`, empty and 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionHead {
    /// The plain name.
    pub name: String,
    /// `Type::method`, `<Type as Trait>::method`, `module::f`; in C the plain name.
    pub qualified: String,
    /// Where the name stands.
    pub name_span: Span,
    /// From the doc comment and attributes (or the comment directly above) to the closing brace.
    pub extent: Span,
    /// From the first token of the signature to the closing brace.
    pub span: Span,
    /// The body with its braces.
    pub body: Span,
    /// What kind of function it is.
    pub role: Role,
    /// How widely it can be seen.
    pub linkage: Linkage,
    /// Whether it is a test, or stands in code that is compiled for tests only.
    pub is_test: bool,
    /// Its attributes or attribute-like macros as written (`#[inline]`, `__attribute__((weak))`, `WINAPI`).
    pub attributes: Vec<String>,
    /// The conditional arms it stands in, outermost first.
    pub conditions: Vec<Condition>,
    /// Its parameters in order, `self` included.
    pub params: Vec<Param>,
    /// The return type as written, white space folded; empty for `()` and unknown, `void` in C.
    pub return_type: String,
    /// A hash of the tokens from signature to closing brace: white space and comments do not count.
    pub token_hash: u64,
    /// A hash of the tokens of the body alone: what a rename of the function leaves as it is.
    pub body_hash: u64,
}

/// A declaration without a body that stands in a conditional arm: it can be the other side of a fallback.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Declaration {
    /// The declared function or the macro's name.
    pub name: String,
    /// Where.
    pub span: Span,
    /// The conditional arms it stands in, outermost first.
    pub conditions: Vec<Condition>,
    /// For `#define A b`, what the macro stands for, when that is one plain name.
    pub alias_of: Option<String>,
}

/// By which construct a function gets into a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotKind {
    /// `.read = f`, or a struct expression's `read: f`.
    Designated,
    /// The n-th member of an initializer without designators.
    Positional,
    /// `ops->read = f;`
    Assigned,
    /// `register_reader(f)`: handed over as an argument.
    Registered,
    /// A method of a trait implementation.
    TraitImpl,
}

/// A slot and the function that is put into it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SlotFill {
    /// The slot: a field's name, `[3]` for a position that is not known by name, the callee for a registration.
    pub slot: String,
    /// What holds the slot: the variable or the type, as far as it can be told; else empty.
    pub holder: String,
    /// The function's name as written.
    pub function: String,
    /// Where the function's name stands.
    pub span: Span,
    /// By which construct.
    pub kind: SlotKind,
}

/// A comment, its markers taken off; consecutive line comments are one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Comment {
    /// The text without `//`, `/*`, `*` and the like; lines are joined by `\n`.
    pub text: String,
    /// From the first marker to the end.
    pub span: Span,
    /// Whether it is a doc comment or stands directly above the function, and not inside its body.
    pub above: bool,
}

/// Text that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnreadText {
    /// The extent that was not read.
    pub span: Span,
    /// Why, as the end of a sentence: `expected an expression`.
    pub reason: String,
}

/// A region between markers that hide code from coverage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CoverageExclusion {
    /// The marker as written (`LCOV_EXCL_START`, `#[coverage(off)]`).
    pub marker: String,
    /// Where the marker stands.
    pub marker_span: Span,
    /// The lines that it hides.
    pub span: Span,
}

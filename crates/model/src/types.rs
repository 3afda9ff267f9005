//! The types that a file defines, and the slots that they declare.

use super::Span;

/// A type that a file defines; a mere declaration (`struct x;`) is none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypeDefinition {
    /// The name; for `typedef struct a {…} b;` there are two definitions.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// `struct`, `union`, `enum`, `typedef`, `trait`, `type`.
    pub kind: &'static str,
}

/// A slot as it is declared: a place that a function can be put into.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MemberDeclaration {
    /// The slot's name: `read` for `int (*read)(int);` and for a trait's `fn read(&self);`.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// All names that the structure or trait around it goes by: tag and typedef. Empty where it has none.
    pub holders: Vec<String>,
    /// How many parameters it takes, `self` and `...` not counted. `None` where its type is a name that the file does
    /// not define.
    pub arity: Option<usize>,
    /// For a member whose type is a name: that name. It is a slot only if the name stands for a function type.
    pub through: Option<String>,
    /// Whether a function is there if nobody fills it: a trait's default method.
    pub has_default: bool,
}

/// Something else with a name that a file defines: a part of a type, a constant, a macro.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SymbolDefinition {
    /// The name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// `field`, `variant`, `constant`, `macro`, `module`.
    pub kind: &'static str,
    /// All names of the type that it is a part of; empty for what stands alone.
    pub holders: Vec<String>,
}

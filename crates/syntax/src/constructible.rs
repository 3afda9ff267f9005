//! Types of a project whose values can be made from values of their fields.

use model::Span;

/// A type and the ways to make a value of it. All texts are the file's own, and mean what they mean next to the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstructibleType {
    /// Its definition.
    pub span: Span,
    /// Its parameters as an implementation declares them, in their brackets: `<'a, T: Clone>`.
    pub head: String,
    /// Its name with its parameters: `Cursor<'a, T>`.
    pub name: String,
    /// Its `where` clause; may be empty.
    pub bounds: String,
    /// The attributes that say in which builds it is there; may be empty.
    pub conditions: String,
    /// The ways: a structure has one, an enumeration may have none.
    pub variants: Vec<ConstructibleVariant>,
}

/// One way to make a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstructibleVariant {
    /// What stands before the braces: `Self`, `Self::Open`.
    pub path: String,
    /// As [`ConstructibleType::conditions`].
    pub conditions: String,
    /// Its fields.
    pub fields: Vec<ConstructibleField>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstructibleField {
    /// Its name, or its number where it has none.
    pub name: String,
    /// Its type.
    pub type_text: String,
    /// As [`ConstructibleType::conditions`].
    pub conditions: String,
}

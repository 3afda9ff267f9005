//! A function's body in words that C and Rust share: what the languages lower their own trees to, and what the
//! analysis of facts reads. Nothing here outlives the reading of one file.

use model::{Comment, Condition, FunctionHead, Span};
use smol_str::SmolStr;

/// A function with its body.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Everything about it but the body.
    pub head: FunctionHead,
    /// Its body under each selection of the conditional arms inside it. Exactly one where there are none; with
    /// `#if`/`#else` or `#[cfg]` inside, as many as it takes for every arm to be in one of them.
    pub variants: Vec<Variant>,
    /// The comments directly above it and inside it, in order.
    pub comments: Vec<Comment>,
    /// Parts of it that could not be parsed.
    pub unread: Vec<model::UnreadText>,
}

/// One selection of conditional arms and what the body is under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The arms inside the body that are selected; empty for a body without any.
    pub conditions: Vec<Condition>,
    /// The statements.
    pub body: Block,
}

/// A sequence of statements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// With its braces, where it has any.
    pub span: Span,
    /// In order.
    pub statements: Vec<Statement>,
}

/// A statement and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// From its first token to its last (the `;` included).
    pub span: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// What a statement is.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// A declaration of variables: `let (a, b) = v else { .. };`, `int x = v;` (one for each C declarator).
    Let {
        /// The names it binds; `_` binds none.
        names: Vec<SmolStr>,
        /// The initial value.
        value: Option<Expr>,
        /// Rust's `else` block.
        otherwise: Option<Block>,
    },
    /// `place = value`. A compound `place += v` is an assignment whose value is [`ExprKind::Binary`] on the place;
    /// `++place` likewise.
    Assign {
        /// What is written to.
        place: Expr,
        /// What is written.
        value: Expr,
    },
    /// An expression whose value is dropped.
    Expr(Expr),
    /// The value of a block: Rust's last expression without `;`. In a function's own block it is what is returned.
    Value(Expr),
    /// `return`.
    Return(Option<Expr>),
    /// `if`; Rust's `if let` has the matched value as its condition.
    If {
        /// The condition.
        condition: Expr,
        /// When it holds.
        then: Block,
        /// When it does not. `else if` is a block with one `If` in it.
        otherwise: Option<Block>,
    },
    /// `switch`, `match`.
    Match {
        /// What is looked at.
        on: Expr,
        /// In order; a C label that falls through without a statement of its own is part of the next arm's pattern.
        arms: Vec<Arm>,
    },
    /// `while`, `for`, `loop`, `do`.
    Loop {
        /// The parts of its head: condition, iterated value, initial and step expressions.
        head: Vec<Expr>,
        /// What is repeated.
        body: Block,
    },
    /// A block of its own (`{ .. }`, `unsafe { .. }`).
    Block(Block),
    /// `break`, `continue`; their values in Rust are in the expression.
    Jump(Option<Expr>),
    /// `goto label`.
    Goto(SmolStr),
    /// `label:`; what it labels follows as the next statement.
    Label(SmolStr),
    /// An item inside a body (`fn`, `struct`, `use`, a type declaration): it does nothing by itself.
    Item,
    /// Text that could not be parsed.
    Unread,
}

/// One arm of a [`StatementKind::Match`].
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// The whole arm.
    pub span: Span,
    /// The pattern or labels as written, white space folded, a Rust guard included.
    pub pattern: String,
    /// Whether it takes everything that is left: `_`, a plain binding, `default`.
    pub catch_all: bool,
    /// What is done, without C's closing `break`.
    pub body: Block,
    /// Whether control goes on with the next arm where the body's end is reached: in C, without a closing `break`.
    pub falls_through: bool,
}

/// An expression and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// From its first token to its last.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is. Parentheses are left out.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A name or path: `x`, `Error::NotImplemented`, `std::io::ErrorKind::Unsupported` (generic arguments left out).
    Name(SmolStr),
    /// A string literal's content, escapes as written; adjacent C literals are joined.
    Text(String),
    /// Any other literal as written: numbers, characters, `true`, `NULL`, `nullptr`.
    Literal(SmolStr),
    /// A call.
    Call(Call),
    /// `base.name`, `base->name`, `base.0`.
    Field {
        /// What it is a field of.
        base: Box<Expr>,
        /// The field's name.
        name: SmolStr,
    },
    /// `Path { field: value, .. }`, C's `(type){ .field = value }`; a base (`..rest`) is a field named `..`.
    Struct {
        /// The type as written.
        path: String,
        /// The fields in order; a positional one has an empty name.
        fields: Vec<(String, Expr)>,
    },
    /// A prefix or postfix operator: `-`, `!`, `~`, `&`, `*`, `sizeof`, and `?`, `await`.
    Unary {
        /// The operator.
        operator: SmolStr,
        /// What it works on.
        operand: Box<Expr>,
    },
    /// `(type)value`, `value as type`.
    Cast {
        /// The type as written.
        to: String,
        /// What is cast.
        value: Box<Expr>,
    },
    /// An infix operator, ranges and `a[i]` (operator `[]`) included.
    Binary {
        /// The operator as written.
        operator: SmolStr,
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// A tuple, an array, an initializer list, C's comma expression (operator `,` keeps its order).
    List(Vec<Expr>),
    /// A statement in the place of an expression: Rust's `if`, `match`, `loop`, blocks, `return`, C's `a ? b : c`
    /// (an `If` with two blocks of one `Value`), an assignment inside an expression, a statement expression.
    Flow(Box<Statement>),
    /// A closure or nested function: its body runs elsewhere.
    Closure(Block),
    /// Tokens that are no expression: a macro's arguments that do not parse, for example.
    Tokens(String),
}

/// How a call is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallForm {
    /// `f(..)`; a C macro looks the same.
    Function,
    /// `receiver.f(..)`; the receiver is the first argument. C's `p->f(..)` and `p.f(..)` are this too.
    Method,
    /// `f!(..)`.
    Macro,
}

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// How it is written.
    pub form: CallForm,
    /// The callee: a path (`a::b::f`), a method's name, a macro's name without `!`; the text of the expression
    /// where it is no name.
    pub callee: SmolStr,
    /// Where the callee's name stands.
    pub callee_span: Span,
    /// The arguments, a method's receiver first.
    pub arguments: Vec<Expr>,
}

/// A name that a file gives to something else.
#[derive(Debug, Clone, PartialEq)]
pub struct NameDefinition {
    /// The name.
    pub name: SmolStr,
    /// What kind of thing it is.
    pub kind: NameKind,
    /// What it stands for: the tokens of a macro with a blank between them, the name behind an alias, a constant's value.
    pub text: String,
}

/// What kind of thing a name is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// `macro_rules! name { .. }`, `#define name(..) ..`.
    Macro,
    /// `use std::todo as name;`.
    Alias,
    /// `const NAME: bool = false;`, `#define NAME 0`.
    Constant,
}

//! Names of functions, slots, types and tests that stand at the front of an entry or in a cell.

use super::document::Text;
use super::reading::{Evidence, Reading};
use super::shape::{Shape, shape};
use model::Promised;

/// What a bare name is, by the column or heading that it stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    Function,
    Slot,
    Type,
    Nothing,
}

/// The shape of the first code span.
pub(super) fn first_shape(text: &Text) -> Option<Shape> {
    text.code_spans().next().and_then(|piece| shape(&piece.text))
}

/// The shape of a cell: of the code span that it begins with, or of its words where it is a name without backticks.
pub(super) fn shape_of(cell: &Text) -> Option<Shape> {
    let first = cell.pieces.iter().find(|piece| !piece.text.trim().is_empty())?;
    if first.look.code {
        return shape(&first.text);
    }
    let text = cell.plain();
    let code_like = text.contains(['_', '(', ':']);
    shape(&text).filter(|_| code_like).filter(|shape| !matches!(shape, Shape::Path(_) | Shape::Command(_)))
}

/// Takes what `found` names as a promise; tells whether it is one.
pub(super) fn declare(
    found: Shape,
    hint: Hint,
    signature: Option<&Shape>,
    file: Option<String>,
    from: &Evidence,
    reading: &mut Reading,
) -> bool {
    let shown = match signature {
        Some(Shape::Function { arity, .. } | Shape::Slot { arity, .. }) => *arity,
        _ => None,
    };
    let what = match (found, hint) {
        (Shape::Slot { name, arity }, _) => Promised::Slot { name, of: None, arity },
        (Shape::Function { name, arity }, Hint::Slot) => slot(&name, arity.or(shown)),
        (Shape::Name(name), Hint::Slot) => slot(&name, shown),
        (Shape::Function { name, arity }, _) => Promised::Function { name, file, arity: arity.or(shown), slot: None },
        (Shape::Name(name), Hint::Function) if !is_type_name(&name) => {
            Promised::Function { name, file, arity: shown, slot: None }
        }
        (Shape::Name(name), Hint::Type) if is_type_name(&name) => Promised::Type { name, file },
        (Shape::Name(name), Hint::Nothing) if shown.is_some() => {
            Promised::Function { name, file, arity: shown, slot: None }
        }
        (Shape::Type(name), _) => Promised::Type { name, file },
        _ => return false,
    };
    reading.promise(what, from);
    true
}

fn slot(name: &str, arity: Option<usize>) -> Promised {
    Promised::Slot { name: name.to_owned(), of: None, arity }
}

/// `Foo`, `foo_t`, `FooBar`; a constant in capitals is none.
pub(super) fn is_type_name(name: &str) -> bool {
    let last = name.rsplit("::").next().unwrap_or(name);
    let capital = last.starts_with(|letter: char| letter.is_uppercase());
    (capital && last.contains(|letter: char| letter.is_lowercase())) || last.ends_with("_t")
}

/// Takes a test's name. `headed` says that its column holds tests; else the name itself must say that it is one.
pub(super) fn declare_test(
    found: &Shape,
    headed: bool,
    file: Option<String>,
    from: &Evidence,
    reading: &mut Reading,
) -> bool {
    let (Shape::Name(name) | Shape::Function { name, .. }) = found else { return false };
    let last = name.rsplit("::").next().unwrap_or(name);
    let bare = matches!(found, Shape::Name(_));
    let says_so = last.starts_with("test_") || last.ends_with("_test");
    let sentence = last.matches('_').count() >= if headed { 1 } else { 3 } && bare;
    if !(says_so || sentence) || last.contains(|letter: char| letter.is_uppercase()) {
        return false;
    }
    reading.promise(Promised::Test { name: last.to_owned(), file }, from);
    true
}

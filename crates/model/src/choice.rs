//! Names to choose from, in words.

/// `a.md`, `a.md or b.md`, `a.md, b.md or c.md`.
pub fn one_of(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

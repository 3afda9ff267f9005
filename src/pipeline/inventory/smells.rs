//! What is wrong with tests.

use super::{Inventory, Test};
use crate::model::Complaint;

/// What smells are looked for in.
pub struct Smells<'a> {
    /// The tests at head.
    pub head: &'a Inventory,
    /// The tests at base; `None` where no change is judged.
    pub base: Option<&'a Inventory>,
    /// The stubs of the project: path and qualified name.
    pub stubs: &'a [(String, String)],
}

/// What is wrong with the tests at head, by path and place.
pub fn smells(smells: &Smells) -> Vec<Complaint> {
    let _ = (smells.head, smells.base, smells.stubs);
    let _: Option<&Test> = None;
    Vec::new()
}

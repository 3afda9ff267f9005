//! What functions do, computed from the syntax that both languages share, and the tests of a whole project.

mod function_facts;
pub mod test_inventory;

pub use function_facts::{Lexicon, facts, is_telling};

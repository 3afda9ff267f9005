//! What functions do, computed from the syntax that both languages share, and the tests of a whole project.

mod data_flow;
mod function_facts;
mod name_expansion;
pub mod test_inventory;

pub use function_facts::{
    HINT_REACH, Lexicon, facts, has_inputs, header_admission, hint_trigger, is_hollow, is_telling,
};
pub use name_expansion::FileNames;

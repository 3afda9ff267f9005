//! The words that every room of the house speaks: plain values, no input or output, no parser types.

mod body_hash;
mod choice;
mod claim;
mod delivered;
mod evidence;
mod facts;
mod finding;
mod fnv;
mod function;
mod name_words;
mod path;
mod report;
mod subject;
mod task;
mod test_facts;
mod text;
mod types;
mod vocabulary;

pub use body_hash::*;
pub use choice::*;
pub use claim::*;
pub use delivered::*;
pub use evidence::*;
pub use facts::*;
pub use finding::*;
pub use fnv::*;
pub use function::*;
pub use name_words::*;
pub use path::*;
pub use report::*;
pub use subject::*;
pub use task::*;
pub use test_facts::*;
pub use text::*;
pub use types::*;
pub use vocabulary::*;

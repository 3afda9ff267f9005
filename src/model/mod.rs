//! The words that every room of the house speaks: plain values, no input or output, no parser types.

mod body_hash;
mod evidence;
mod facts;
mod finding;
mod function;
mod report;
mod subject;
mod task;
mod test_facts;
mod text;
mod vocabulary;

pub use body_hash::*;
pub use evidence::*;
pub use facts::*;
pub use finding::*;
pub use function::*;
pub use report::*;
pub use subject::*;
pub use task::*;
pub use test_facts::*;
pub use text::*;
pub use vocabulary::*;

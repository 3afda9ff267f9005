//! makegood tells whether work marked done was really delivered.
//!
//! The floor plan, in the order in which a function's text goes through the house:
//!
//! 1. [`source`] brings text in: the tree walk, git's base, index and working tree;
//! 2. [`lang`] reads text into facts, one folder per language;
//! 3. [`rules`] holds the facts against the rule files and makes findings;
//! 4. [`evidence`] reads the reports of other tools: which tests ran, which functions they reached;
//! 5. [`judge`] tells what the change did to each function and what a finding weighs;
//! 6. [`report`] turns the one report into bytes, one file per format;
//! 7. [`cli`] is the front door: the only place that prints or exits.
//!
//! Beside that way, [`claims`] reads what a commit message says, for [`judge`] to hold against the commit.
//!
//! [`pipeline`] hands the values along from one to the next. All of them speak the words of [`model`]; none of them
//! imports another stage.

pub mod claims;
pub mod cli;
pub mod evidence;
pub mod judge;
pub mod lang;
pub mod model;
pub mod pipeline;
pub mod report;
pub mod rules;
pub mod source;
pub mod spec;

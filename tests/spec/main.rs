//! Specs: what is read out of a task's text, through the public surface.

mod blocks;
mod dump;
mod fixtures;

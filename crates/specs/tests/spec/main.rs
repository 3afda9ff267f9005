//! Specs: what is read out of a task's text, through the public surface.

mod blocks;
mod damaged;
mod dump;
mod fixtures;
mod markdown;
mod signatures;

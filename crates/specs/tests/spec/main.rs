//! Specs: what is read out of a task's text, through the public surface.

mod blocks;
#[path = "../formats/clock.rs"]
mod clock;
mod damaged;
mod dump;
mod fixtures;
mod markdown;
mod signatures;

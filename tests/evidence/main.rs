//! Reports of other tools, read as evidence: real ones below `fixtures/reports`, damaged ones, and what is made of them.

mod formats;
mod shown;

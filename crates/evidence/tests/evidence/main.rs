//! Reports of other tools, read as evidence: real ones below `fixtures/reports`, damaged ones, and what is made of them.

mod coverage;
mod damaged;
mod formats;
mod growth;
mod outcomes;
mod placing;
mod saved;
mod shown;

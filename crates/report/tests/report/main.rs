//! The output formats: hand-built reports in, expected bytes out.
//!
//! Each folder under `fixtures/report/` is a case; its README says why it exists, and its other files are what the
//! formats must make of it. `SNAPSHOTS=overwrite cargo test --test report` writes them anew: read them before you
//! commit them.

mod builder;
mod cases;
mod ci;
mod expect;
mod formats;
mod html;
mod human;
mod json;
mod markdown;
mod robust;
mod sarif;

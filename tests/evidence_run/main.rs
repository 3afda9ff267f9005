//! Tests that are run at both ends of a change: `makegood evidence --test-cmd`.

#![cfg(unix)] // process groups, named pipes and signals

mod counts;
mod ends;
mod laid_out;
mod project;
mod report_files;

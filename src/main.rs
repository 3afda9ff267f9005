//! The command line program `makegood`: arguments in, exit code out.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

// Reading a file makes and drops many small values, here and in tree-sitter.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}

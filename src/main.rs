//! The doorbell: arguments in, exit code out.

use std::process::ExitCode;

use mimalloc::MiMalloc;

// Reading a file makes and drops many small values, here and in tree-sitter.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    makegood::cli::run()
}

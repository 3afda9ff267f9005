//! Runs this program with the arguments of a command: what an agent asks for is judged by the same code and under the same
//! limits as on a command line, and a failure costs one answer.

use std::path::Path;
use std::process::{Command, Stdio};

/// What a run came to.
pub enum Ran {
    /// It judged: the exit code and what it wrote to standard output.
    Judged(i32, String),
    /// Nothing was judged; what is wrong, and what to do.
    Failed(String),
}

/// Runs `makegood` with `arguments` in `folder`, or else in the current one.
pub fn run(arguments: &[String], folder: Option<&Path>) -> Ran {
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => return Ran::Failed(format!("makegood cannot find itself: {error}")),
    };
    let mut command = Command::new(program);
    command.args(["--color", "never"]).args(arguments).stdin(Stdio::null());
    if let Some(folder) = folder {
        command.current_dir(folder);
    }
    match command.output() {
        Ok(output) => match output.status.code() {
            Some(code @ (0 | 1 | 3 | 4)) if !output.stdout.is_empty() => {
                Ran::Judged(code, String::from_utf8_lossy(&output.stdout).into_owned())
            }
            _ => Ran::Failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        },
        Err(error) => Ran::Failed(format!("makegood cannot be run: {error}")),
    }
}

//! Why nothing could be proven.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::command::Ending;

/// Why nothing could be proven.
#[derive(Debug, Error)]
pub enum ProveError {
    /// The tests fail with nothing switched off.
    #[error("the tests do not pass as they are: the command {ended}{}", failing(tests))]
    Red {
        /// How the command ended.
        ended: Ending,
        /// The tests that failed.
        tests: Vec<String>,
        /// What it printed.
        printed: String,
    },
    /// Two runs of the same tests differ.
    #[error("two runs of the same tests differ{}", failing(tests))]
    Flaky {
        /// The tests that differ.
        tests: Vec<String>,
        /// What the second run printed.
        printed: String,
    },
    /// There is no test.
    #[error("the command succeeds and runs no test")]
    Empty {
        /// What it printed.
        printed: String,
    },
    /// The tests differ as soon as there is a switch anywhere.
    #[error("with switches in the code and all of them off, the tests do not come to what they came to before")]
    Placebo {
        /// What the command printed.
        printed: String,
    },
    /// makegood was asked to end.
    #[error("interrupted; what still ran was ended")]
    Interrupted,
    /// A command cannot be started.
    #[error("cannot run the command: {0}")]
    Start(std::io::Error),
    /// The revision cannot be laid out.
    #[error(transparent)]
    Source(#[from] vcs::SourceError),
    /// A file of the copy cannot be read or written.
    #[error("cannot use {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

fn failing(tests: &[String]) -> String {
    match tests {
        [] => String::new(),
        [one] => format!(": {one}"),
        [one, rest @ ..] => format!(": {one} and {} more", rest.len()),
    }
}

impl ProveError {
    /// A file that cannot be used.
    pub(super) fn file(path: &Path, source: std::io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }

    /// What the command printed, where that tells why.
    pub fn printed(&self) -> Option<&str> {
        match self {
            Self::Red { printed, .. }
            | Self::Flaky { printed, .. }
            | Self::Empty { printed }
            | Self::Placebo { printed } => Some(printed),
            _ => None,
        }
    }
}

//! `makegood.toml`: what is configured. Every mistake in it is an error that points at its place.

mod error;
mod find;
mod names;
mod patterns;
#[cfg(all(test, feature = "schema"))]
mod schema;
mod size;

use std::collections::BTreeMap;
use std::path::PathBuf;

use bytesize::ByteSize;
use serde::Deserialize;

pub use error::ConfigError;
pub use find::{load, parse};
pub use names::{check_names, unknown_name};
pub use patterns::PathPatterns;

use model::Severity;
use rules::Spanned;

/// The name under which the configuration is found.
pub const FILE_NAME: &str = "makegood.toml";

/// A configuration and where it was read.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file, absolute.
    pub path: PathBuf,
    /// Its text, for errors that are found later.
    pub text: String,
    /// What it says.
    pub file: ConfigFile,
}

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ConfigFile {
    /// `[check]`.
    pub check: CheckSection,
    /// `[severity]`: by rule id.
    pub severity: BTreeMap<Spanned<String>, SeverityLevel>,
    /// `[vocabulary]`: words to add, by list.
    pub vocabulary: BTreeMap<Spanned<String>, Vec<String>>,
    /// `[tasks]`.
    pub tasks: TasksSection,
}

/// `[check]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct CheckSection {
    /// From which severity on findings fail the run.
    pub fail_on: Option<Severity>,
    /// Paths that are not looked at, as in `.gitignore`, from the file's folder.
    pub exclude: Vec<Spanned<String>>,
    /// Whether vendored and generated files are read.
    pub include_vendored: Option<bool>,
    /// From which size on a file is a gap.
    #[serde(deserialize_with = "size::read")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<size::Written>"))]
    pub max_file_size: Option<ByteSize>,
    /// Paths that hold tests, as in `.gitignore`, from the file's folder; instead of the default ones.
    pub tests: Option<Vec<Spanned<String>>>,
    /// The baseline file, from the file's folder.
    pub baseline: Option<Spanned<PathBuf>>,
}

/// `[tasks]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TasksSection {
    /// The folder of task specs, from the file's folder.
    pub dir: Option<Spanned<PathBuf>>,
}

/// What `[severity]` gives a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SeverityLevel {
    /// Does not run.
    Off,
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Not delivered.
    Error,
}

impl SeverityLevel {
    /// The severity; `None` for a rule that is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

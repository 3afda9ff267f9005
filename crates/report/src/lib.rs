//! One report in, bytes out: one file per output format. Only the front door writes them anywhere.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;

use model::Rendering;

mod github;
mod gitlab;
mod graph;
mod html;
mod human;
mod json;
mod line;
mod markdown;
mod rdjson;
mod remark;
mod rule_link;
mod safe_text;
mod sarif;
mod schema;
mod shared_help;
mod source_line;
mod summary;
mod window;

pub use markdown::step_summary;
pub use safe_text::visible;
#[cfg(feature = "schema")]
pub use schema::generate_schema;
pub use schema::json_schema;

/// The output formats, by the names under which they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum)]
pub enum Format {
    /// For people at a terminal: findings with their source, and one line on what was looked at.
    Human,
    /// One web page without requests to the outside: findings and promises with their code, search and filter.
    Html,
    /// For a comment on a pull request.
    Markdown,
    /// `path:line:column: rule: message`, for editors and grep.
    Line,
    /// The whole report as one JSON document of the published schema.
    Json,
    /// SARIF 2.1.0, for code scanning services and editors.
    Sarif,
    /// GitHub workflow commands: annotations on the changed files.
    Github,
    /// A GitLab Code Quality report.
    Gitlab,
    /// reviewdog's diagnostic format.
    Rdjson,
    /// The graph of tasks in the language of Graphviz; offered where there are tasks.
    #[value(skip)]
    Dot,
    /// The graph of tasks in the language of Mermaid; offered where there are tasks.
    #[value(skip)]
    Mermaid,
}

impl Format {
    /// Whether what is rendered lists the rules that ran.
    pub fn lists_rules(self) -> bool {
        matches!(self, Self::Sarif | Self::Html | Self::Markdown)
    }

    /// The registry: the function that renders this format.
    fn renderer(self) -> fn(&Rendering<'_>, &Style) -> Vec<u8> {
        match self {
            Self::Human => human::render,
            Self::Html => html::render,
            Self::Markdown => markdown::render,
            Self::Line => line::render,
            Self::Json => json::render,
            Self::Sarif => sarif::render,
            Self::Github => github::render,
            Self::Gitlab => gitlab::render,
            Self::Rdjson => rdjson::render,
            Self::Dot => graph::dot,
            Self::Mermaid => graph::mermaid,
        }
    }
}

impl FromStr for Format {
    type Err = String;

    /// The format of that name, in lower case.
    fn from_str(name: &str) -> Result<Self, String> {
        let all = || Self::value_variants().iter().copied();
        let names = || all().map(|format| format.to_string()).collect::<Vec<_>>().join(", ");
        let found = all().find(|format| format.to_string() == name);
        found.ok_or_else(|| format!("there is no output format `{name}`; there are {}", names()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_possible_value().as_ref().map_or("", clap::builder::PossibleValue::get_name))
    }
}

/// How the human format is drawn; the formats for machines do not look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The terminal's width in columns.
    pub width: usize,
    /// Whether colours may be used.
    pub color: bool,
    /// Whether the terminal shows more than ASCII; the text of the source is shown as it is in any case.
    pub unicode: bool,
    /// How much is said.
    pub verbosity: Verbosity,
    /// Whether the terminal understands hyperlinks.
    pub links: bool,
}

/// How much the human format says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Verbosity {
    /// One line for each finding, nothing when there is none.
    Quiet,
    /// Findings with their source, and a summary.
    #[default]
    Normal,
    /// Also every gap, what was skipped, and what is suppressed and why.
    Verbose,
}

impl Default for Style {
    /// 80 columns of Unicode without colours or links.
    fn default() -> Self {
        Self { width: 80, color: false, unicode: true, verbosity: Verbosity::Normal, links: false }
    }
}

/// Renders the report in the given format. The same report gives the same bytes.
pub fn render(rendering: &Rendering<'_>, format: Format, style: &Style) -> Vec<u8> {
    format.renderer()(rendering, style)
}

//! Colours and drawing characters.

use miette::{GraphicalTheme, ThemeCharacters, ThemeStyles};
use owo_colors::{OwoColorize, Style as Ink};

use crate::Style;
use model::Severity;

/// The colour of a severity.
pub fn severity(severity: Severity) -> Ink {
    match severity {
        Severity::Error => Ink::new().red().bold(),
        Severity::Warning => Ink::new().yellow().bold(),
        Severity::Note => Ink::new().cyan().bold(),
    }
}

/// Of what is well.
pub fn good() -> Ink {
    Ink::new().green().bold()
}

/// Of headings and of the words before a paragraph.
pub fn heading() -> Ink {
    Ink::new().cyan()
}

/// Of what steps back.
pub fn quiet() -> Ink {
    Ink::new().dimmed()
}

/// Of places that belong to a finding.
pub fn related() -> Ink {
    Ink::new().blue().bold()
}

/// `text` in the colour `ink`, where colours may be used.
pub fn with(text: &str, ink: Ink, style: &Style) -> String {
    if style.color { text.style(ink).to_string() } else { text.to_owned() }
}

/// What miette draws with; `labels` are the colours of the labels in order of place.
pub fn theme(labels: Vec<Ink>, style: &Style) -> GraphicalTheme {
    let characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let styles = if style.color { colours(labels) } else { ThemeStyles::none() };
    GraphicalTheme { characters, styles }
}

fn colours(labels: Vec<Ink>) -> ThemeStyles {
    let [error, warning, advice] = [Severity::Error, Severity::Warning, Severity::Note].map(severity);
    let highlights = if labels.is_empty() { vec![error] } else { labels };
    let link = Ink::new().cyan();
    ThemeStyles { error, warning, advice, help: heading(), link, linum: quiet(), highlights }
}

//! Commit message -> claims: what a message says of its commit, read by a grammar that rather misses a claim than makes
//! one up.
//!
//! [`message`] takes the text apart as git does; [`claims`] reads its paragraphs.

mod claim_openers;
mod functions;
mod kinds;
mod message;
mod rest;
mod tasks;
mod tests;

pub use message::{Cleaning, message};

use model::{Claim, Message, MessageKind, SourceText, Span};

/// What `message`, which was read from `text`, claims, in order of place. Only an ordinary message claims anything.
pub fn claims(message: &Message, text: &SourceText) -> Vec<Claim> {
    if message.kind != MessageKind::Ordinary {
        return Vec::new();
    }
    let mut claims: Vec<Claim> = kinds::of_subject(message, text).into_iter().collect();
    claims.extend(tasks::of_trailers(message, text));
    let told = |span: &&Span| message.subject == Some(**span) || !is_list_of_commits(message, text);
    // `Tests: added 3 unit tests` has the form of a trailer.
    let trailers = message.trailers.iter().map(|(_, value)| value);
    for paragraph in message.paragraphs.iter().filter(told).chain(trailers) {
        let read = Paragraph { span: *paragraph, text: text.slice(*paragraph) };
        claims.extend(functions::named(&read));
        claims.extend(tests::told(&read));
        claims.extend(kinds::unchanged(&read));
        claims.extend(tasks::closed(&read));
    }
    claims.retain(|claim| !rest::is_left(claim, message, text));
    claims.sort_by_key(|claim| (claim.span.start, claim.span.end));
    claims.dedup();
    claims
}

/// A paragraph of a message.
struct Paragraph<'t> {
    span: Span,
    text: &'t str,
}

impl Paragraph<'_> {
    /// The place in the whole text of the bytes `start..end` of the paragraph.
    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.span.start + start, self.span.start + end)
    }
}

/// Whether the body lists the commits that were squashed into this one, as `* subject` lines under `Title (#123)`: a later
/// one may take back what an earlier one says.
fn is_list_of_commits(message: &Message, text: &SourceText) -> bool {
    let title = message.subject.map_or("", |span| text.slice(span)).trim_end();
    let numbered = title.ends_with(')') && title.rfind("(#").is_some();
    let items = message.paragraphs.iter().filter(|span| text.slice(**span).starts_with("* ")).count();
    numbered && items > 1
}

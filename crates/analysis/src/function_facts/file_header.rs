//! What the comment at the top of a file says of all that is in it: "Stub for phase 0, will be expanded later".

use super::admission_text::shortened;
use super::hints::announces_pretence;
use super::lexicon::Lexicon;
use model::{Admission, AdmissionKind, Carrier, Place, SourceText, Span};

/// The admission in the comment at the top of `source`, if it says that what follows is only pretended for the time being. It
/// counts for functions that do nothing.
pub fn header_admission(source: &SourceText, lexicon: &Lexicon) -> Option<Admission> {
    let text = source.as_str();
    let end = header_end(text);
    let said: Vec<&str> = text[..end].lines().map(|line| line.trim_matches([' ', '\t', '/', '*', '!'])).collect();
    let said = said.join("\n");
    let admits = said.split("\n\n").find(|paragraph| announces_pretence(paragraph, lexicon))?;
    Some(Admission {
        carrier: Carrier::Comment,
        kind: AdmissionKind::Hint,
        text: shortened(admits),
        span: Span::new(0, end),
        place: Place::Spine,
        deferral: None,
    })
}

/// Where the comments end with which `text` begins (bytes).
fn header_end(text: &str) -> usize {
    let mut end = 0;
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let comment = inside || bare.is_empty() || bare.starts_with("//") || bare.starts_with("/*");
        if !comment {
            break;
        }
        inside = (inside || bare.starts_with("/*")) && !bare.contains("*/");
        end += line.len();
    }
    end
}

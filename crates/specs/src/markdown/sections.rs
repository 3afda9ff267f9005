//! Under which heading or label a block stands.

use super::document::{Block, BlockKind, Text};
use super::meaning::{Meaning, of_heading};
use crate::markdown::markers::{has_any, words};

/// What a block stands under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// What it is about.
    pub(super) meaning: Meaning,
    /// The words of the heading or label that say so.
    pub(super) title: String,
    /// Whether a heading of its own says nothing and the one around it does.
    pub(super) inherited: bool,
}

impl Place {
    /// What stands under a heading or label that says it.
    pub(super) fn told(meaning: Meaning, title: String) -> Self {
        Self { meaning, title, inherited: false }
    }

    /// What `inner` means inside of this place.
    fn around(&self, inner: Self) -> Self {
        let dominated = self.meaning == Meaning::References && !inner.meaning.demands();
        if self.meaning.rules_out() || dominated { self.clone() } else { inner }
    }
}

/// The headings and labels that hold at a place, moved along block by block.
#[derive(Default)]
pub(super) struct Sections {
    /// The headings around with their levels, from outside in.
    headings: Vec<(usize, Place)>,
    seen_title: bool,
    /// A bold label over the blocks that follow.
    label: Option<Place>,
    /// Labels of list items, with the index of the item; they hold for what is in the item.
    items: Vec<(usize, Place)>,
    /// A sentence that leads to the next block: `Callers use it like this:`.
    lead: Option<Place>,
}

impl Sections {
    /// Moves on to `block`, the one at `index`, and tells what it stands under.
    pub(super) fn enter(&mut self, index: usize, block: &Block) -> Place {
        self.items.retain(|(item, _)| block.parent.is_some_and(|parent| parent >= *item));
        let lead = self.lead.take();
        match &block.kind {
            BlockKind::Heading { level, text } => self.heading(*level, text),
            BlockKind::Paragraph(text) if block.parent.is_none() => self.paragraph(text),
            BlockKind::Paragraph(text) | BlockKind::Item(super::document::Item { text, .. }) => {
                self.item(index, block, text);
            }
            BlockKind::Code(_) | BlockKind::Table(_) => {
                let place = lead.unwrap_or_else(|| self.place());
                // An example is one block.
                self.label.take_if(|label| label.meaning == Meaning::Example);
                return place;
            }
            _ => {}
        }
        self.place()
    }

    fn place(&self) -> Place {
        let outer = self.headings.last().map(|(_, place)| place);
        let label = self.items.last().map(|(_, place)| place).or(self.label.as_ref());
        match (outer, label) {
            (Some(outer), Some(label)) => outer.around(label.clone()),
            (place, None) | (None, place) => {
                place.cloned().unwrap_or_else(|| Place::told(Meaning::Plain, String::new()))
            }
        }
    }

    /// The first heading is the title and says nothing about what stands below it.
    fn heading(&mut self, level: usize, text: &Text) {
        self.label = None;
        self.headings.retain(|(outer, _)| *outer < level);
        let outer = self.headings.last().map(|(_, place)| place.clone());
        let title = text.plain();
        let told = of_heading(&title).filter(|_| self.seen_title || level > 1);
        self.seen_title = true;
        let own = told.map(|meaning| Place::told(meaning, title.clone()));
        let place = match (outer, own) {
            (Some(outer), Some(own)) => outer.around(own),
            (Some(outer), None) if !is_unit(&title) => Place { inherited: true, ..outer },
            (_, own) => own.unwrap_or_else(|| Place::told(Meaning::Plain, title)),
        };
        self.headings.push((level, place));
    }

    /// A label alone on the last line holds for the blocks that follow; one with words behind it, for those words.
    fn paragraph(&mut self, text: &Text) {
        let lines = text.lines();
        let last = lines.last().filter(|line| is_alone(line)).and_then(label_of);
        if last.is_some() || lines.iter().any(|line| label_of(line).is_some()) {
            self.label = last.and_then(|label| label.meaning);
        }
        self.lead = lead_of(text);
    }

    fn item(&mut self, index: usize, block: &Block, text: &Text) {
        let item = if matches!(block.kind, BlockKind::Item(_)) { Some(index) } else { block.parent };
        self.lead = lead_of(text);
        if let (Some(item), Some(Label { meaning: Some(place) })) = (item, label_of(text)) {
            self.items.push((item, place));
        }
    }
}

/// A heading that begins another piece of work: what was said above does not hold in it.
fn is_unit(title: &str) -> bool {
    let words = words(title);
    let first = words.first().map(String::as_str).unwrap_or_default();
    matches!(first, "task" | "phase" | "step" | "milestone" | "story" | "sprint" | "week" | "part")
}

/// A label; one that tells nothing ends the label before it.
pub(super) struct Label {
    /// What it tells.
    pub(super) meaning: Option<Place>,
}

fn is_alone(line: &Text) -> bool {
    let plain = line.plain();
    let strong = line.pieces.iter().all(|piece| piece.look.strong || piece.text.trim().trim_matches(':').is_empty());
    plain.trim_end().ends_with(':') || strong
}

/// The label at the beginning of `text`: `**Files to create:**`, `Files to create:` alone, `Out of scope: …`.
pub(super) fn label_of(text: &Text) -> Option<Label> {
    let title = label_words(text)?;
    let told = of_heading(&title).filter(|meaning| *meaning != Meaning::Plain);
    let meaning = told.map(|meaning| Place::told(meaning, title));
    Some(Label { meaning })
}

/// The words of a label, without the colon.
pub(super) fn label_words(text: &Text) -> Option<String> {
    let first = text.pieces.first()?;
    let next = text.pieces.get(1).map(|piece| piece.text.trim_start());
    if first.look.strong && !first.look.code {
        let alone = text.pieces.len() == 1;
        let labelled = first.text.trim_end().ends_with(':') || next.is_some_and(|next| next.starts_with(':'));
        let words = first.text.trim().trim_end_matches(':').to_owned();
        return (alone || labelled).then_some(words);
    }
    let (label, rest) = first.text.split_once(':')?;
    let alone = rest.trim().is_empty();
    let fits = !first.look.code && label.split_whitespace().count() <= 6 && (alone || of_short(label));
    fits.then(|| label.trim().to_owned())
}

/// Labels that are such without being bold, also where words follow on the line.
fn of_short(label: &str) -> bool {
    matches!(
        of_heading(label),
        Some(Meaning::Dependencies | Meaning::Excluded | Meaning::Create | Meaning::Modify | Meaning::Delete)
    )
}

/// What a sentence that ends in a colon says of the block behind it.
fn lead_of(text: &Text) -> Option<Place> {
    let plain = text.plain();
    let sentence = plain.strip_suffix(':')?.rsplit(". ").next()?.to_owned();
    let words = words(&sentence);
    let example = [
        "example",
        "for instance",
        "callers",
        "caller",
        "usage",
        "used like",
        "use it",
        "calls it",
        "currently",
        "today",
    ];
    let meaning = has_any(&words, &example).then_some(Meaning::Example)?;
    Some(Place::told(meaning, sentence))
}

//! What stands around each block: the files, the work and the section that its lines belong to.

use std::collections::HashMap;

use super::document::{Block, BlockKind, Document, Text};
use super::meaning::Meaning;
use super::sections::{Place, Sections, label_words};
use crate::markdown::markers::{CODE, words, words_of};
use crate::task_line::{Act, Context, Lead, Sort, lead_of};

/// Moves along the blocks of a text and says of each what stands around it.
#[derive(Default)]
pub(crate) struct Surroundings {
    sections: Sections,
    /// What the headings around say, from outside in, with their levels.
    headings: Vec<(usize, Context)>,
    /// What a label over the blocks that follow says.
    label: Option<Context>,
    /// What each item says of the lines in it.
    items: HashMap<usize, Context>,
    /// What the item before said that a following one of the same list can belong to.
    before: HashMap<Option<usize>, Context>,
    /// What the last words before a block of code say of it.
    lead: Context,
}

/// Where a block stands.
pub(crate) struct Surrounded {
    /// Under which heading or label.
    pub(super) place: Place,
    /// What that says of its lines.
    pub(crate) context: Context,
}

impl Surroundings {
    /// Moves on to `block`, the one at `index`.
    pub(crate) fn enter(&mut self, document: &Document, index: usize, block: &Block) -> Surrounded {
        let place = self.sections.enter(index, block);
        let mut context = match &block.kind {
            BlockKind::Heading { level, text } => self.heading(*level, text, &place),
            BlockKind::Item(item) => self.item(index, block, &item.text),
            BlockKind::Paragraph(text) => self.paragraph(document, block, text),
            BlockKind::Code(_) => self.lead.clone(),
            _ => self.around(block),
        };
        if let Some(sort) = sort_of(&place) {
            context.sort = sort;
        }
        Surrounded { place, context }
    }

    fn around(&self, block: &Block) -> Context {
        let heading = || self.headings.last().map(|(_, context)| context.clone()).unwrap_or_default();
        match block.parent.and_then(|parent| self.items.get(&parent)) {
            Some(context) => context.clone(),
            None => self.label.clone().unwrap_or_else(heading),
        }
    }

    fn heading(&mut self, level: usize, text: &Text, place: &Place) -> Context {
        self.headings.retain(|(outer, _)| *outer < level);
        (self.label, self.items, self.before) = (None, HashMap::new(), HashMap::new());
        let outer = self.headings.last().map(|(_, context)| context.clone()).unwrap_or_default();
        let (mut own, _) = below(text, &outer);
        let title = is_file_title(text);
        self.lead = own.clone();
        // A heading stands over too much to say what is done with all that is named below it.
        own.act = own.act.filter(|_| title);
        own.direct &= title;
        own.sort = sort_of(place).unwrap_or_default();
        self.headings.push((level, own));
        outer
    }

    fn item(&mut self, index: usize, block: &Block, text: &Text) -> Context {
        let mut context = self.around(block);
        if context.home().is_none()
            && let Some(before) = self.before.get(&block.parent)
        {
            context.files.clone_from(&before.files);
        }
        let (inner, names_files) = below(text, &context);
        // What follows the line that creates a file is to be in it.
        if inner.act == Some(Act::Create) && names_files && inner.home().is_some() {
            self.before.insert(block.parent, inner.clone());
        } else if is_alone(text) {
            self.before.remove(&block.parent);
        }
        if names_files && block.parent.is_none() {
            self.note_files(text, &inner);
        }
        self.lead = inner.clone();
        self.items.insert(index, inner);
        context
    }

    /// The files that a list of them names are those of everything else below the heading.
    fn note_files(&mut self, text: &Text, inner: &Context) {
        let listed = self.label.is_some() || label_words(text).is_some();
        // A unit that names more is about none of them.
        const MOST: usize = 32;
        if let Some((_, heading)) = self.headings.last_mut().filter(|(_, heading)| listed && heading.files.len() < MOST)
        {
            let new: Vec<String> = inner.files.iter().filter(|file| !heading.files.contains(file)).cloned().collect();
            heading.files.extend(new);
        }
    }

    fn paragraph(&mut self, document: &Document, block: &Block, text: &Text) -> Context {
        let heading = self.headings.last().map(|(_, context)| context.clone()).unwrap_or_default();
        let context = if block.parent.is_some() { self.around(block) } else { heading };
        let (inner, said) = below(text, &context);
        if block.parent.is_none() {
            let leads = text.plain().trim_end().ends_with(':') || label_words(text).is_some();
            self.label = leads.then(|| inner.clone());
            self.before.clear();
        }
        // Words between a step's title and its code that name no file leave it to the title to say which.
        let outer = document.blocks.get(block.parent.unwrap_or(usize::MAX)).is_some();
        if said || !outer && inner.act.is_some() {
            self.lead = inner;
        }
        context
    }
}

/// What the lines below `text`, which itself stands in `outer`, belong to; and whether `text` itself names a file.
fn below(text: &Text, outer: &Context) -> (Context, bool) {
    let Lead { files, act, of } = lead_of(&text.marked());
    let of = of.or_else(|| outer.of.clone());
    let sort = if is_about_tests(text) { Sort::Tests } else { outer.sort.clone() };
    if files.is_empty() {
        let act = act.or(outer.act);
        return (Context { files: outer.files.clone(), act, direct: outer.direct, of, sort }, false);
    }
    // A title that is a file says that what follows is what the file is to hold.
    let act = act.or(outer.act).or_else(|| is_file_title(text).then_some(Act::Modify));
    (Context { files, act, direct: act != Some(Act::Look), of, sort }, true)
}

/// Whether `text` is little more than the paths of few files: `**Public API** (\`include/slab.h\`):`.
pub(super) fn is_file_title(text: &Text) -> bool {
    const MOST: usize = 4;
    if is_bold_path(text) {
        return true;
    }
    let lead = lead_of(&text.marked());
    let words = words_of(&text.pieces).into_iter().filter(|word| word != CODE && !word.chars().all(char::is_numeric));
    (1..=MOST).contains(&lead.files.len()) && lead.act.is_none_or(|act| act == Act::Modify) && words.count() <= MOST
}

/// `**\`src/a.c\`** – what it is for`: a path in bold at the front is a label, whatever follows its dash or colon.
fn is_bold_path(text: &Text) -> bool {
    let Some((first, rest)) = text.pieces.split_first() else { return false };
    let behind = rest.first().map_or("", |next| next.text.trim_start());
    let path = lead_of(&format!("`{}`", first.text)).files.len() == 1;
    path && first.look.code && first.look.strong && behind.starts_with(['–', '—', ':', '-'])
}

/// A line that names nothing but what it is about begins a new group.
fn is_alone(text: &Text) -> bool {
    text.plain().trim_end().ends_with(':')
}

/// `Write unit tests for the parser`, `Test: …`: what is named below is called by the tests.
fn is_about_tests(text: &Text) -> bool {
    const BETWEEN: &[&str] = &[
        "write",
        "add",
        "create",
        "implement",
        "the",
        "unit",
        "integration",
        "property",
        "based",
        "e2e",
        "comprehensive",
        "failing",
        "more",
        "new",
        "regression",
        "basic",
        "and",
        "step",
        "task",
        "optional",
    ];
    let words = words(&text.plain());
    let rest = words.iter().find(|word| !BETWEEN.contains(&word.as_str()) && !word.chars().all(char::is_numeric));
    rest.is_some_and(|word| matches!(word.as_str(), "test" | "tests" | "testing"))
}

/// What the lines under a heading or label of this meaning are.
fn sort_of(place: &Place) -> Option<Sort> {
    match place.meaning {
        Meaning::Excluded | Meaning::Example | Meaning::References | Meaning::Untouched | Meaning::Dependencies => {
            Some(Sort::Told(place.title.clone()))
        }
        Meaning::Preconditions => Some(Sort::Told(place.title.clone())),
        Meaning::Tests => Some(Sort::Tests),
        _ => None,
    }
}

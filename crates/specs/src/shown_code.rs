//! Blocks of code that show what a file is to hold: what they declare is promised, in that file.

use crate::markdown::document::Code;
use crate::signature::{Declared, language, read};
use crate::task_line::{Act, Context, Sort, Taken};
use model::{Promised, Tier};

/// A declaration of a block that is promised, and the line it stands on, from 1.
pub struct Shown {
    /// What is promised.
    pub taken: Taken,
    /// The line.
    pub line: usize,
    /// The words of the line.
    pub text: String,
}

/// What the block `code` promises where it stands in `context`. A block promises where the words before it name the file that
/// it is the content of, or ask for tests.
pub fn promised(code: &Code, context: &Context) -> Vec<Shown> {
    let Some(language) = language(&code.language(), &code.body.text) else { return Vec::new() };
    if matches!(context.sort, Sort::Told(_)) {
        return Vec::new();
    }
    let asked = matches!(context.act, Some(Act::Create | Act::Modify));
    let snippet = read(&code.body.text, language);
    let lines = Lines::of(&code.body.text);
    let taken = snippet.declarations.iter().filter_map(|declaration| {
        let taken = declared(&declaration.what, context, asked)?;
        let (line, text) = lines.at(declaration.offset);
        Some(Shown { taken, line: code.body.line + line, text })
    });
    taken.collect()
}

fn declared(what: &Declared, context: &Context, asked: bool) -> Option<Taken> {
    let file = context.home().cloned();
    let tier = if file.is_some() && context.act == Some(Act::Create) { Tier::Declared } else { Tier::Mentioned };
    let why = || "a declaration in the code that is to be written".to_owned();
    match what.clone() {
        Declared::Function { name, test: true, .. } => Some((Promised::Test { name, file }, tier, why())),
        _ if !asked || context.files.is_empty() || context.sort == Sort::Tests => None,
        Declared::Function { name, arity, .. } => {
            Some((Promised::Function { name, file, arity, slot: None }, tier, why()))
        }
        Declared::Slot { name, of, arity } => Some((Promised::Slot { name, of, arity }, tier, why())),
        Declared::Type { name } => Some((Promised::Type { name, file }, tier, why())),
    }
}

/// Where each line of a text begins.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The number, from 0, and the words of the line that `offset` stands on.
    fn at(&self, offset: usize) -> (usize, String) {
        let index = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        (index, self.text[self.starts[index]..].lines().next().unwrap_or_default().trim().to_owned())
    }
}

//! Blocks of code: what they declare, as promises, and where in the spec each declaration stands.

use crate::markdown::document::Code;
use crate::markdown::tree;
use crate::signature::{Declared, language, read};
use crate::task_line::{Act, Context, Sort, Taken, is_command};
use model::{Promised, SymbolKind, Tier};

/// A declaration of a block that is promised, and the line it stands on, from 1.
pub struct Shown {
    /// What is promised.
    pub taken: Taken,
    /// The line.
    pub line: usize,
    /// The words of the line.
    pub text: String,
}

/// What the block `code` promises where it stands in `context`: what its words declare, most surely where the words before it
/// name the file that it is the content of. A block in a section that only informs promises nothing.
pub fn promised(code: &Code, context: &Context) -> Vec<Shown> {
    if matches!(context.sort, Sort::Told(_)) {
        return Vec::new();
    }
    if tree::is_tree(&code.body.text) {
        return drawn(code);
    }
    if code.is_shell() {
        return commands(code);
    }
    let Some(language) = language(&code.language(), &code.body.text) else { return Vec::new() };
    let snippet = read(&code.body.text, language);
    let lines = CodeLines::of(code);
    let taken = snippet.declarations.iter().filter_map(|declaration| {
        let taken = declared(&declaration.what, context)?;
        let (line, text) = lines.at(declaration.offset);
        Some(Shown { taken, line, text })
    });
    taken.collect()
}

/// The files of a drawn tree: those that it says are new or changed, and those that it only shows.
fn drawn(code: &Code) -> Vec<Shown> {
    let lines: Vec<&str> = code.body.text.lines().collect();
    let shown = tree::leaves(&code.body.text).into_iter().filter_map(|leaf| {
        let tier = if leaf.told { Tier::Declared } else { Tier::Mentioned };
        let what = Promised::File { path: leaf.path, fate: leaf.fate? };
        let (line, text) = (code.body.line + leaf.line, lines[leaf.line].trim().to_owned());
        Some(Shown { taken: (what, tier, "a file of a drawn tree".to_owned()), line, text })
    });
    shown.collect()
}

/// The commands of a block that check something.
fn commands(code: &Code) -> Vec<Shown> {
    let lines = code.body.text.lines().enumerate().map(|(at, line)| (at, command(line)));
    let checking = lines.filter(|(_, command)| is_check(command));
    let shown = checking.map(|(at, command)| {
        let what = Promised::Command { command: command.to_owned() };
        let taken = (what, Tier::Mentioned, "a command in a block that checks something".to_owned());
        Shown { taken, line: code.body.line + at, text: command.to_owned() }
    });
    shown.collect()
}

/// A line of a shell block without its prompt and its comment.
pub fn command(line: &str) -> &str {
    line.split(" #").next().unwrap_or(line).trim().trim_start_matches("$ ")
}

/// What starts or installs a program checks nothing.
fn is_check(command: &str) -> bool {
    const ELSE: &[&str] =
        &["run", "install", "add", "publish", "new", "init", "start", "dev", "update", "fetch", "login"];
    is_command(command) && command.split_whitespace().nth(1).is_none_or(|word| !ELSE.contains(&word))
}

fn declared(what: &Declared, context: &Context) -> Option<Taken> {
    let file = context.home().cloned();
    let asked = matches!(context.act, Some(Act::Create | Act::Modify)) && !context.files.is_empty();
    let created = asked && file.is_some() && context.act == Some(Act::Create);
    let test = matches!(what, Declared::Function { test: true, .. });
    let part = matches!(what, Declared::Symbol { .. });
    if context.sort == Sort::Tests && !test {
        return None;
    }
    // A body without a word on where it goes shows how something could be done.
    let body = matches!(what, Declared::Function { body: true, test: false, .. });
    if body && !asked {
        return None;
    }
    let tier = if (created || asked && file.is_some() && test) && !part { Tier::Declared } else { Tier::Mentioned };
    let mut promise = promise(what, file);
    if let Promised::Symbol { of: of @ None, kind: SymbolKind::Field | SymbolKind::Variant, .. } = &mut promise {
        of.clone_from(&context.of);
    }
    Some((promise, tier, "a declaration in the code that is to be written".to_owned()))
}

/// What a declaration promises, in `file`.
pub fn promise(what: &Declared, file: Option<String>) -> Promised {
    match what.clone() {
        Declared::Function { name, test: true, .. } => Promised::Test { name, file },
        Declared::Function { name, arity, .. } => Promised::Function { name, file, arity, slot: None },
        Declared::Slot { name, of, arity } => Promised::Slot { name, of, arity },
        Declared::Type { name } => Promised::Type { name, file },
        Declared::Symbol { name, kind, of } => Promised::Symbol { name, kind, of, file },
    }
}

/// How many characters of a line are shown.
const LONGEST: usize = 200;

/// Where each line of a block begins.
pub struct CodeLines<'a> {
    code: &'a Code,
    starts: Vec<usize>,
}

impl<'a> CodeLines<'a> {
    /// The lines of `code`.
    pub fn of(code: &'a Code) -> Self {
        let ends = code.body.text.match_indices('\n').map(|(at, _)| at + 1);
        Self { code, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The number (from 1, in the whole text) and the words of the line that `offset` stands on.
    pub fn at(&self, offset: usize) -> (usize, String) {
        let index = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let rest = self.code.body.text[self.starts[index]..].chars();
        let text: String = rest.take_while(|letter| *letter != '\n').take(LONGEST).collect();
        (self.code.body.line + index, text.trim().to_owned())
    }
}

//! Commands that a line says succeed.

use super::labels::Labelled;
use super::tokens::{Kind, Token};
use super::{Manner, Taken};
use crate::markdown::{Shape, shape};
use model::{Promised, Tier};

/// Words that say of a command that it succeeds.
const PASSES: &[&str] = &[
    "pass", "passes", "passing", "passed", "succeed", "succeeds", "clean", "exits", "exit", "compiles", "builds",
    "green", "returns",
];
/// Words by which a line asks for a command to be run.
const RUNS: &[&str] = &["run", "verify", "execute", "check", "rerun", "re-run", "build", "confirm", "ensure"];
/// Words that end a command which is not set off from the sentence around it.
const ENDS: &[&str] = &["after", "before", "to", "and", "exits", "exit", "passes", "pass", "succeeds", "from", "for"];

/// The commands of a line.
pub(super) fn of(labelled: &Labelled, tokens: &[Token], manner: Manner) -> Vec<Taken> {
    if manner == Manner::Prose && !labelled.command {
        return Vec::new();
    }
    let words: Vec<String> = tokens.iter().filter_map(Token::word).collect();
    let first = words.first().map_or("", String::as_str);
    let alone = words.is_empty();
    let run = RUNS.contains(&first);
    let passes = words.iter().any(|word| PASSES.contains(&word.as_str()));
    if words.iter().any(|word| matches!(word.as_str(), "fail" | "fails" | "failing" | "failure")) {
        return Vec::new();
    }
    let mut commands: Vec<String> = Vec::new();
    if alone || run || passes {
        let code = tokens.iter().filter(|token| token.code && token.kind == Kind::Word);
        commands.extend(code.filter(|token| is_command(&token.text)).map(|token| token.text.clone()));
    }
    if commands.is_empty() && (run || passes) {
        commands.extend(unmarked(&labelled.line));
    }
    let tier = if manner == Manner::Prose { Tier::Mentioned } else { Tier::Declared };
    commands.into_iter().map(|command| (Promised::Command { command }, tier, "a command".to_owned())).collect()
}

/// Whether `text` is a command that checks something: publishing or recording the work is none.
pub(crate) fn is_command(text: &str) -> bool {
    const RECORD: &[&str] =
        &["git", "gh", "bd", "npm publish", "cargo publish", "cargo add", "cargo new", "cargo init"];
    let records = RECORD.iter().any(|front| text == *front || text.starts_with(&format!("{front} ")));
    matches!(shape(text), Some(Shape::Command(_))) && !records
}

/// `Run cargo test -p core after each change`, `Typecheck passes: cargo check exits 0.`: a command without marks.
fn unmarked(line: &str) -> Option<String> {
    let starts = std::iter::once(0).chain(line.match_indices(' ').map(|(at, _)| at + 1));
    let tools = ["cargo ", "make ", "just ", "npm ", "npx ", "pnpm ", "ctest ", "uv ", "pytest ", "go test", "./"];
    let at = starts.take(6).find(|&at| tools.iter().any(|tool| line[at..].starts_with(tool)))?;
    let rest =
        line[at..].split([' ', '\t']).take_while(|word| !ENDS.contains(word) && !word.starts_with(['(', '—', '→']));
    let command = rest.collect::<Vec<_>>().join(" ");
    let command = command.trim_end_matches(['.', ',', ';', ':']).to_owned();
    is_command(&command).then_some(command)
}

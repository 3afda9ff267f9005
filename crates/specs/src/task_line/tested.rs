//! Tests that a clause says are added.

use super::paths::is_read;
use super::tokens::Token;
use model::{Promised, Tier};

/// How many words may say what kind of tests is written.
const NEAR: usize = 3;

/// `Add 3 tests`, `Unit tests for the parser in tests/parser.rs`. `home` are the files that it happens in.
pub fn of(tokens: &[Token], home: &[&str]) -> Vec<(Promised, Tier, String)> {
    let mut all = (0..tokens.len()).filter(|&at| is_tests(tokens, at));
    let Some(first) = all.next() else { return Vec::new() };
    let is_counted = |at: &usize| tokens[..*at].iter().rev().take(3).any(|token| count(token).is_some());
    let at = std::iter::once(first).chain(all).find(is_counted).unwrap_or(first);
    let files: Vec<String> = home.iter().filter(|path| is_read(path)).map(|path| (*path).to_owned()).collect();
    let counted = tokens[..at].iter().rev().take(3).find_map(count);
    match counted {
        Some(_) if !home.is_empty() && files.is_empty() => {}
        Some((at_least, range)) => {
            let why = format!("a number before \"{}\"{range}", tokens[at].text);
            let tier = if files.is_empty() { Tier::Mentioned } else { Tier::Declared };
            return vec![(Promised::Tests { at_least, added: true, files }, tier, why)];
        }
        None if files.len() == 1 && is_test_path(&files[0]) => {
            let what = Promised::Tests { at_least: 1, added: true, files };
            return vec![(what, Tier::Mentioned, "tests in a file of tests".to_owned())];
        }
        // "Write tests for the parser": more than none.
        None if files.is_empty() && home.is_empty() && first < NEAR && tokens[first].text.ends_with('s') => {
            let what = Promised::Tests { at_least: 1, added: true, files };
            return vec![(what, Tier::Mentioned, "tests that are written".to_owned())];
        }
        None => {}
    }
    Vec::new()
}

/// `tests`, `test cases`, and `test` as the head of a line; not `test registry`.
fn is_tests(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).and_then(Token::word).unwrap_or_default();
    let things = ["cases", "functions", "scenarios"];
    match word(at).as_str() {
        "tests" | "testcases" => true,
        "test" => things.contains(&word(at + 1).as_str()) || !tokens[..at].iter().any(|token| count(token).is_some()),
        _ => false,
    }
}

/// A number of tests: `3`, `17+`, `3-5`.
fn count(token: &Token) -> Option<(usize, &'static str)> {
    let text = token.word().filter(|_| token.after.is_none())?;
    let (low, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let number = low.parse().ok().filter(|number| (1..=10_000).contains(number))?;
    match rest {
        "" | "+" => Some((number, "")),
        _ => {
            let high = rest.strip_prefix(['-', '–'])?;
            high.chars().all(|c| c.is_ascii_digit()).then_some((number, ", the lower end"))
        }
    }
}

fn is_test_path(path: &str) -> bool {
    let path = path.to_lowercase();
    path.split(['/', '_', '.', '-']).any(|part| matches!(part, "test" | "tests"))
}

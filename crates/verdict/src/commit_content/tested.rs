//! Tests that a commit brings.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::Committed;
use model::SourceText;
use syntax::language_of;
use vcs::ChangedFile;

/// Whether anything about the commit has to do with tests: the path of a file, or a word in a line that it adds.
pub(super) fn touches_tests(commit: &Committed) -> bool {
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)test|spec|check|fuzz|bench|expect|snap|fixture|golden|regress|(?:^|/)t/|\.t$|case|sample|example|corpus|workflow|verif|assert|(?:^|[/._-])ci(?:$|[/._-])|demo|valid")
            .expect("a pattern")
    });
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)test|assert|expect|verif|regress|fuzz|scenario|should_").expect("a pattern"));
    // In C and Rust, `assert` and `expect` stand in all kinds of code.
    static WORD_OF_READ: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)test|assert_|ck_assert|regress|fuzz|scenario|^\s*//[/!].*```").expect("a pattern")
    });
    // Cases are added to a table or a macro of a file that holds tests, and say nothing of it themselves.
    static HOLDS_TESTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?im)\b(?:mod|fn|def|func|void|int|class|sub|function)\s+\w*test\w*|#\[(?:cfg\(test|\w*test)|\b\w*test\w*!?\s*[({]|unittest|\bdescribe\(|^\s*///.*```")
            .expect("a pattern")
    });
    let adds = |file: &ChangedFile| {
        let word: &Regex = if language_of(&file.path).is_some() { &WORD_OF_READ } else { &WORD };
        added_lines(file).into_iter().any(|line| word.is_match(line))
    };
    commit.touched.iter().any(|path| PATH.is_match(path))
        || commit.files.iter().any(adds)
        || commit.heads().any(|text| HOLDS_TESTS.is_match(text.as_str()))
}

/// The lines at head that are not at base.
fn added_lines(file: &ChangedFile) -> Vec<&str> {
    let before: BTreeSet<&str> = file.base.iter().flat_map(|text| text.as_str().lines()).collect();
    let after = file.head.iter().flat_map(|text| text.as_str().lines());
    after.filter(|line| !before.contains(line)).collect()
}

/// How many tests the commit adds or changes, by the test functions in languages that are read; `None` where it touches tests
/// that cannot be counted so, and where there are none to be counted.
pub(super) fn tests_added(commit: &Committed) -> Option<usize> {
    static BY_MACRO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\w*(?:test|case|parametri[sz]e|rstest|quickcheck|proptest)\w*(?:!\s*[({\[]|\s*\()|#\[.*(?:case|values|rstest)",
        )
        .expect("a pattern")
    });
    static LOOKS_TESTED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)test|spec|check|(?:^|/)t/").expect("a pattern"));
    let unread = |path: &String| language_of(path).is_none() && LOOKS_TESTED.is_match(path);
    if commit.touched.iter().any(unread) {
        return None;
    }
    let before: BTreeSet<Test> = commit.files.iter().filter_map(|file| file.base.as_ref()).flat_map(tests_of).collect();
    let after: BTreeSet<Test> = commit.heads().flat_map(tests_of).collect();
    let new: Vec<&Test> = after.difference(&before).collect();
    let is_head = |line: &str| new.iter().any(|(name, _)| line.contains(name.as_str())) || line.contains("#[test]");
    let by_macro = |file: &ChangedFile| added_lines(file).iter().any(|line| BY_MACRO.is_match(line) && !is_head(line));
    let countable = !new.is_empty() && !commit.files.iter().any(by_macro);
    countable.then_some(new.len())
}

/// The plain name of a test function, and a hash of its tokens.
type Test = (String, u64);

/// The test functions in a file.
fn tests_of(text: &SourceText) -> Vec<Test> {
    let Some(language) = language_of(&text.path) else { return Vec::new() };
    let heads = language.read(text, &|_, _| false).heads;
    heads.into_iter().filter(|head| head.is_test).map(|head| (head.name, head.token_hash)).collect()
}

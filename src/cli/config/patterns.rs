//! Path patterns, written as in `.gitignore`.

use std::path::Path;
use std::sync::OnceLock;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Path patterns, all as lines of a `.gitignore` at the root.
#[derive(Debug, Clone, Default)]
pub struct PathPatterns {
    lines: Vec<String>,
    matcher: OnceLock<Gitignore>,
}

impl PathPatterns {
    /// Patterns at the root that are known to be good: compiled when a path comes that one of them may match.
    pub fn known(patterns: &[&str]) -> Self {
        Self { lines: patterns.iter().map(|&pattern| pattern.to_owned()).collect(), matcher: OnceLock::new() }
    }

    /// Adds `patterns` as written in `folder` (from the root). Later ones win over earlier ones.
    ///
    /// # Errors
    /// With the number of the pattern, from 0, that cannot be read, and why.
    pub fn add<'a>(
        &mut self,
        folder: &Path,
        patterns: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), (usize, ignore::Error)> {
        let earlier = self.lines.len();
        self.lines.extend(patterns.into_iter().map(|pattern| from_root(folder, pattern)));
        let matcher = compiled(&self.lines).map_err(|(number, error)| (number.saturating_sub(earlier), error))?;
        self.matcher = OnceLock::from(matcher);
        Ok(())
    }

    /// The patterns as they are written at the root.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Whether the file at `path` (from the root), or a folder that it lies in, matches.
    ///
    /// # Panics
    /// Where a pattern was said to be good and is not.
    pub fn matches(&self, path: &Path) -> bool {
        if path.has_root() || !self.may_match(path) {
            return false;
        }
        let matcher = self.matcher.get_or_init(|| compiled(&self.lines).expect("the patterns are good"));
        matcher.matched_path_or_any_parents(path, false).is_ignore()
    }

    /// A quick look, for which nothing need be compiled.
    fn may_match(&self, path: &Path) -> bool {
        let path = path.to_string_lossy();
        self.lines.iter().any(|line| path.contains(literal(line)))
    }
}

fn compiled(lines: &[String]) -> Result<Gitignore, (usize, ignore::Error)> {
    if lines.is_empty() {
        return Ok(Gitignore::empty());
    }
    let mut builder = GitignoreBuilder::new("");
    for (number, line) in lines.iter().enumerate() {
        builder.add_line(None, line).map_err(|error| (number, error))?;
    }
    builder.build().map_err(|error| (0, error))
}

/// The longest run of letters and digits in `line` that stands in every path which it matches.
fn literal(line: &str) -> &str {
    if line.contains(['[', '{', '\\']) {
        return "";
    }
    line.split(|letter: char| !letter.is_ascii_alphanumeric()).max_by_key(|run| run.len()).unwrap_or_default()
}

/// A pattern that is written in `folder`, as it is written at the root.
fn from_root(folder: &Path, pattern: &str) -> String {
    let folder = escaped(&folder.to_string_lossy().replace('\\', "/"));
    if folder.is_empty() {
        return pattern.to_owned();
    }
    let (not, pattern) = pattern.strip_prefix('!').map_or(("", pattern), |rest| ("!", rest));
    match pattern.trim_end_matches('/').contains('/') {
        true => format!("{not}/{folder}/{}", pattern.trim_start_matches('/')),
        false => format!("{not}/{folder}/**/{pattern}"),
    }
}

/// The name of a folder with nothing in it that means something in a pattern.
fn escaped(folder: &str) -> String {
    let special = |letter: char| matches!(letter, '*' | '?' | '[' | ']' | '!' | '#');
    folder.chars().flat_map(|letter| special(letter).then_some('\\').into_iter().chain([letter])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(folder: &str, lines: &[&str]) -> PathPatterns {
        let mut patterns = PathPatterns::default();
        patterns.add(Path::new(folder), lines.iter().copied()).expect("good patterns");
        patterns
    }

    #[test]
    fn a_plain_name_matches_anywhere_and_everything_in_it() {
        let patterns = patterns("", &["vendor", "*_test.c"]);
        for path in ["vendor/a.c", "lib/vendor/deep/a.c", "a_test.c", "lib/a_test.c"] {
            assert!(patterns.matches(Path::new(path)), "{path}");
        }
        assert!(!patterns.matches(Path::new("lib/vendored.c")));
    }

    #[test]
    fn a_slash_binds_to_the_folder_that_the_pattern_is_written_in() {
        let patterns = patterns("sub [1]", &["tests/**", "!tests/keep.c", "/top.c"]);
        assert!(patterns.matches(Path::new("sub [1]/tests/a.c")));
        assert!(patterns.matches(Path::new("sub [1]/top.c")));
        assert!(!patterns.matches(Path::new("sub [1]/tests/keep.c")));
        assert!(!patterns.matches(Path::new("tests/a.c")));
        assert!(!patterns.matches(Path::new("sub [1]/deep/tests/a.c")));
    }

    #[test]
    fn a_plain_name_means_its_own_folder_and_those_below() {
        let patterns = patterns("sub", &["gen", "*.gen.c"]);
        for path in ["sub/gen/a.c", "sub/deep/gen/a.c", "sub/a.gen.c", "sub/deep/a.gen.c"] {
            assert!(patterns.matches(Path::new(path)), "{path}");
        }
        assert!(!patterns.matches(Path::new("gen/a.c")));
    }

    #[test]
    fn later_patterns_win() {
        let mut patterns = patterns("", &["lib"]);
        patterns.add(Path::new(""), ["!lib"]).expect("a good pattern");
        assert!(!patterns.matches(Path::new("lib/a.c")));
    }

    #[test]
    fn known_patterns_are_those_that_were_added() {
        let lines = ["tests/**", "*_test.c", "gen[0-9]", "{old,new}", "lib*", "!libx", r"a\*b", "*"];
        for number in 0..lines.len() {
            let (known, added) = (PathPatterns::known(&lines[number..]), patterns("", &lines[number..]));
            for path in ["tests/a.c", "a_test.c", "gen1/a.c", "old", "new", "lib/x.c", "libx", "a*b", "plain"] {
                assert_eq!(
                    known.matches(Path::new(path)),
                    added
                        .matcher
                        .get()
                        .is_some_and(|matcher| { matcher.matched_path_or_any_parents(path, false).is_ignore() }),
                    "{path} from {number}"
                );
            }
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_read_is_told_by_its_number() {
        let (number, _) = PathPatterns::default().add(Path::new(""), ["ok", "[z-a]", "b"]).expect_err("not a pattern");
        assert_eq!(number, 1);
    }
}

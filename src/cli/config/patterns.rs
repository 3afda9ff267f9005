//! Path patterns, written as in `.gitignore`.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Path patterns, all as lines of a `.gitignore` at the root.
#[derive(Debug, Clone)]
pub struct PathPatterns {
    lines: Vec<String>,
    builder: GitignoreBuilder,
    matcher: Gitignore,
}

impl Default for PathPatterns {
    /// No pattern.
    fn default() -> Self {
        Self { lines: Vec::new(), builder: GitignoreBuilder::new(""), matcher: Gitignore::empty() }
    }
}

impl PathPatterns {
    /// Adds `patterns` as written in `folder` (from the root). Later ones win over earlier ones.
    ///
    /// # Errors
    /// With the number of the pattern, from 0, that cannot be read, and why.
    pub fn add<'a>(
        &mut self,
        folder: &Path,
        patterns: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), (usize, ignore::Error)> {
        for (number, pattern) in patterns.into_iter().enumerate() {
            let line = from_root(folder, pattern);
            self.builder.add_line(None, &line).map_err(|error| (number, error))?;
            self.lines.push(line);
        }
        self.matcher = self.builder.build().map_err(|error| (0, error))?;
        Ok(())
    }

    /// The patterns as they are written at the root.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Whether the file at `path` (from the root), or a folder that it lies in, matches.
    pub fn matches(&self, path: &Path) -> bool {
        !path.has_root() && self.matcher.matched_path_or_any_parents(path, false).is_ignore()
    }
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
    fn a_pattern_that_cannot_be_read_is_told_by_its_number() {
        let (number, _) = PathPatterns::default().add(Path::new(""), ["ok", "[z-a]", "b"]).expect_err("not a pattern");
        assert_eq!(number, 1);
    }
}

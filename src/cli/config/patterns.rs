//! Path patterns, written as in `.gitignore`.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Path patterns with the folders that they are written from.
#[derive(Debug, Clone, Default)]
pub struct PathPatterns {
    groups: Vec<(PathBuf, Gitignore)>,
}

impl PathPatterns {
    /// Adds `patterns` as written in `folder` (from the root).
    ///
    /// # Errors
    /// With the number of the pattern, from 0, that cannot be read, and why.
    pub fn add<'a>(
        &mut self,
        folder: &Path,
        patterns: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), (usize, ignore::Error)> {
        let mut builder = GitignoreBuilder::new("");
        for (number, pattern) in patterns.into_iter().enumerate() {
            builder.add_line(None, pattern).map_err(|error| (number, error))?;
        }
        let group = builder.build().map_err(|error| (0, error))?;
        if !group.is_empty() {
            self.groups.push((folder.to_path_buf(), group));
        }
        Ok(())
    }

    /// Whether there is no pattern.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether the file at `path` (from the root), or a folder that it lies in, matches.
    pub fn matches(&self, path: &Path) -> bool {
        self.groups.iter().any(|(folder, group)| {
            path.strip_prefix(folder)
                .is_ok_and(|below| !below.has_root() && group.matched_path_or_any_parents(below, false).is_ignore())
        })
    }
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
        let patterns = patterns("sub", &["tests/**", "!tests/keep.c"]);
        assert!(patterns.matches(Path::new("sub/tests/a.c")));
        assert!(!patterns.matches(Path::new("sub/tests/keep.c")));
        assert!(!patterns.matches(Path::new("tests/a.c")));
        assert!(!patterns.matches(Path::new("sub/deep/tests/a.c")));
    }

    #[test]
    fn a_pattern_that_cannot_be_read_is_told_by_its_number() {
        let (number, _) = PathPatterns::default().add(Path::new(""), ["ok", "[z-a]", "b"]).expect_err("not a pattern");
        assert_eq!(number, 1);
    }
}

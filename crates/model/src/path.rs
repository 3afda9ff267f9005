//! Paths as people write them.

/// Whether `path` is `end` or ends in it at a `/`: `src/a/b.c` ends in `b.c` and in `a/b.c`.
pub fn is_path_end(path: &str, end: &str) -> bool {
    let end = end.trim_start_matches("./");
    !end.is_empty() && path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

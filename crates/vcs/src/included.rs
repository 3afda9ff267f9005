//! Files that are read although their name does not say so: fragments that a source file includes.

use std::collections::HashSet;

use super::SourceError;
use super::load::Content;
use super::tree::Tree;

/// Those of `fragments` that a source file of `tree` names in an `#include` line.
pub(super) fn included(tree: &Tree, fragments: Vec<String>) -> Result<HashSet<String>, SourceError> {
    if fragments.is_empty() {
        return Ok(HashSet::new());
    }
    let names: Vec<String> = fragments.iter().map(|path| file_name(path).to_owned()).collect();
    let includers = tree.mentioning(&names, &fragments)?;
    let mut named = HashSet::new();
    for content in tree.contents(&includers)?.into_iter().flatten() {
        if let Content::Bytes(bytes) = content {
            let text = String::from_utf8_lossy(&bytes);
            named.extend(text.lines().filter_map(included_name).map(|name| file_name(name).to_owned()));
        }
    }
    Ok(fragments.into_iter().filter(|path| named.contains(file_name(path))).collect())
}

/// What the line `#include "name"` or `#include <name>` names.
fn included_name(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("include")?.trim_start();
    let name = rest.strip_prefix(['"', '<'])?;
    name.split(['"', '>']).next().filter(|name| !name.is_empty())
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_include_line_includes() {
        assert_eq!(included_name("# include \"../gen/table.inc\" // rows"), Some("../gen/table.inc"));
        assert_eq!(included_name("  #include <ops.def>"), Some("ops.def"));
        assert_eq!(included_name("/* see table.inc */"), None);
        assert_eq!(included_name("#include TABLE"), None);
    }
}

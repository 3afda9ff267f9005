//! Reads `git status --porcelain=v2 -z` (`git help status`, "Porcelain Format Version 2").

use super::base::Branch;
use super::diff::{Mode, Side};

/// One path that differs between `HEAD` and the working tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Touched {
    /// The path in the working tree. Bytes that are no UTF-8 stand as U+FFFD.
    pub path: String,
    /// What `HEAD` holds, at its path there; `None` for a new path and for a copy.
    pub old: Option<Side>,
    /// What the working tree holds; `None` for a deleted path.
    pub mode: Option<Mode>,
    /// The object that the index holds where the working tree does not differ from it.
    pub indexed: Option<String>,
    /// Whether the index holds several versions of it that wait to be merged.
    pub unmerged: bool,
    /// Whether the index does not know of it.
    pub untracked: bool,
}

/// What `git status --branch` told of what is checked out.
pub(super) fn branch(raw: &[u8]) -> Branch {
    let headers = raw.split(|&byte| byte == 0).map_while(|field| field.strip_prefix(b"# branch."));
    let headers: Vec<_> = headers.map(String::from_utf8_lossy).collect();
    let value = |key: &str| headers.iter().find_map(|header| Some(header.strip_prefix(key)?.to_owned()));
    Branch { name: value("head ").filter(|name| name != "(detached)"), upstream: value("upstream ") }
}

/// What `git status` told.
pub(super) fn parse(raw: &[u8]) -> Vec<Touched> {
    let mut fields = raw.split(|&byte| byte == 0).map(String::from_utf8_lossy);
    let mut touched = Vec::new();
    while let Some(field) = fields.next() {
        let Some((kind, rest)) = field.split_once(' ') else { continue };
        touched.extend(match kind {
            "1" => Record::parse(rest, 8).and_then(|record| record.changed(None)),
            "2" => {
                let origin = fields.next();
                Record::parse(rest, 9).and_then(|record| record.changed(origin.as_deref()))
            }
            "u" => rest.splitn(10, ' ').nth(9).map(unmerged),
            "?" => Some(untracked(rest)),
            _ => None,
        });
    }
    touched
}

/// `<XY> <sub> <mH> <mI> <mW> <hH> <hI> [<X><score>] <path>`
struct Record<'a> {
    fields: Vec<&'a str>,
}

impl<'a> Record<'a> {
    fn parse(text: &'a str, count: usize) -> Option<Self> {
        let fields: Vec<_> = text.splitn(count, ' ').collect();
        (fields.len() == count).then_some(Self { fields })
    }

    fn changed(&self, origin: Option<&str>) -> Option<Touched> {
        let path = (*self.fields.last()?).to_owned();
        let copied = self.fields.get(7).filter(|_| origin.is_some()).is_some_and(|score| score.starts_with('C'));
        let old_path = origin.unwrap_or(&path).to_owned();
        let old = Mode::parse(self.fields[2]).filter(|_| !copied);
        Some(Touched {
            old: old.map(|mode| Side { path: old_path, mode, oid: self.fields[5].to_owned() }),
            mode: Mode::parse(self.fields[4]),
            indexed: self.fields[0].ends_with('.').then(|| self.fields[6].to_owned()),
            path,
            unmerged: false,
            untracked: false,
        })
    }
}

fn unmerged(path: &str) -> Touched {
    Touched { unmerged: true, untracked: false, ..untracked(path) }
}

/// An untracked path; git writes a `/` after the name of a directory, which is another repository then.
fn untracked(path: &str) -> Touched {
    let mode = if path.ends_with('/') { Mode::Submodule } else { Mode::File };
    let path = path.trim_end_matches('/').to_owned();
    Touched { path, old: None, mode: Some(mode), indexed: None, unmerged: false, untracked: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(raw: &str) -> String {
        let line = |t: &Touched| {
            let old = t.old.as_ref().map_or("-".to_owned(), |side| format!("{}@{}", side.path, side.oid));
            let flags = [(t.unmerged, " unmerged"), (t.untracked, " untracked"), (t.mode.is_none(), " deleted")];
            let flags: String = flags.iter().filter(|(set, _)| *set).map(|(_, word)| *word).collect();
            format!("{old} -> {}{flags} {}\n", t.path, t.indexed.as_deref().unwrap_or("-"))
        };
        parse(raw.as_bytes()).iter().map(line).collect()
    }

    #[test]
    fn tells_every_kind_of_record() {
        let raw = "# branch.oid x\x001 .M N... 100644 100644 100644 h1 i1 a b.c\x001 D. N... 100644 000000 000000 h2 0 gone.c\0\
                   2 R. N... 100644 100644 100644 h3 i3 R100 new.c\0old.c\0\
                   u UU N... 100644 100644 100644 100644 x y z both ways.c\0? new file.c\0? nested/\0! ignored.c\0";
        assert_eq!(
            lines(raw),
            "a b.c@h1 -> a b.c -\ngone.c@h2 -> gone.c deleted 0\nold.c@h3 -> new.c i3\n- -> both ways.c unmerged -\n\
             - -> new file.c untracked -\n- -> nested untracked -\n"
        );
    }

    #[test]
    fn a_copy_has_nothing_before_it() {
        assert_eq!(lines("2 C. N... 100644 100644 100644 h i C100 to.c\0from.c\0"), "- -> to.c i\n");
    }
}

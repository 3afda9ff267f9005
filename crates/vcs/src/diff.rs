//! Reads git's raw diff format (`git help diff-format`, "Raw output format") with `-z`.

/// What kind of thing a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A plain file, executable or not.
    File,
    /// A symbolic link.
    Symlink,
    /// A commit of another repository.
    Submodule,
}

impl Mode {
    /// The mode that git writes as `octal`; `None` for `000000`, by which git says that there is nothing.
    pub fn parse(octal: &str) -> Option<Self> {
        match octal {
            "000000" => None,
            "120000" => Some(Self::Symlink),
            "160000" => Some(Self::Submodule),
            _ => Some(Self::File),
        }
    }
}

/// One side of a changed path: a name in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    /// The path from the root. Bytes that are no UTF-8 stand as U+FFFD.
    pub path: String,
    /// What it names.
    pub mode: Mode,
    /// The object's name.
    pub oid: String,
}

/// One changed path between two trees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    /// What was there before; `None` for a new path and for a copy.
    pub old: Option<Side>,
    /// What is there now; `None` for a deleted path.
    pub new: Option<Side>,
    /// Whether the index holds several versions of it that wait to be merged.
    pub unmerged: bool,
}

/// The entries of `raw`, the output of a diff command run with `--raw -z --no-abbrev`.
pub(super) fn parse(raw: &[u8]) -> Vec<Difference> {
    let mut fields = raw.split(|&byte| byte == 0).map(String::from_utf8_lossy);
    let mut differences = Vec::new();
    while let Some(head) = fields.next() {
        let Some(head) = Head::parse(&head) else { continue };
        let Some(path) = fields.next() else { break };
        let target = if head.has_two_paths() { fields.next() } else { None };
        differences.push(head.difference(&path, target.as_deref().unwrap_or(&path)));
    }
    differences
}

/// `:100644 100644 <oid> <oid> R086` without its colon.
struct Head<'a> {
    modes: [Option<Mode>; 2],
    oids: [&'a str; 2],
    status: char,
}

impl<'a> Head<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut words = text.strip_prefix(':')?.split(' ');
        let modes = [Mode::parse(words.next()?), Mode::parse(words.next()?)];
        let oids = [words.next()?, words.next()?];
        Some(Self { modes, oids, status: words.next()?.chars().next()? })
    }

    fn has_two_paths(&self) -> bool {
        matches!(self.status, 'R' | 'C')
    }

    fn difference(&self, old: &str, new: &str) -> Difference {
        let side = |at: usize, path: &str| {
            self.modes[at].map(|mode| Side { path: path.to_owned(), mode, oid: self.oids[at].to_owned() })
        };
        let unmerged = self.status == 'U';
        let new = if unmerged {
            Some(Side { path: new.to_owned(), mode: Mode::File, oid: String::new() })
        } else {
            side(1, new)
        };
        Difference { old: side(0, old).filter(|_| self.status != 'C'), new, unmerged }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(raw: &str) -> String {
        let name =
            |side: &Option<Side>| side.as_ref().map_or("-".to_owned(), |side| format!("{}@{}", side.path, side.oid));
        let line = |d: &Difference| {
            format!("{} -> {}{}\n", name(&d.old), name(&d.new), if d.unmerged { " unmerged" } else { "" })
        };
        parse(raw.as_bytes()).iter().map(line).collect()
    }

    #[test]
    fn tells_added_deleted_renamed_copied_and_unmerged_apart() {
        let raw = ":000000 100644 0 a1 A\0new\nline\0:100644 000000 b1 0 D\0gone\0:100644 100644 c1 c2 R086\0old\0new\0\
                   :100644 100644 d1 d2 C100\0from\0to\0:000000 000000 0 0 U\0both\0:100644 100755 e1 e1 M\0mode\0";
        assert_eq!(
            lines(raw),
            "- -> new\nline@a1\ngone@b1 -> -\nold@c1 -> new@c2\n- -> to@d2\n- -> both@ unmerged\nmode@e1 -> mode@e1\n"
        );
    }

    #[test]
    fn survives_output_that_was_cut_off() {
        assert_eq!(lines(":100644 100644 c1 c2 R086\0old\0"), "old@c1 -> @c2\n");
        assert_eq!(lines(":100644 100644 c1 c2 M"), "");
    }
}

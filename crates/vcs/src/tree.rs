//! One side of what is compared: any file of it can be read, and all of them listed.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::blobs::Blobs;
use super::git::Git;
use super::index::Index;
use super::load::{self, Content};
use super::{Limits, Loaded, SourceError, mention, paths, staged, walk};

/// Tells whether a path (from the root) is a source file of a language that is read.
pub type IsSource = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// What a tree is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing at all, as before the first commit.
    Nothing,
    /// A directory as it is on disk.
    Directory {
        /// Whether it is the top of a repository's working tree.
        in_repository: bool,
    },
    /// A working tree whose differences from the index are known.
    WorkingTree {
        /// Files that git does not know of yet.
        untracked: BTreeSet<String>,
        /// Files that git knows of and that are gone.
        deleted: HashSet<String>,
        /// Whether files may be left out on disk that are not gone.
        sparse: bool,
    },
    /// The index, and what it says where it was read.
    Index(Option<Arc<Index>>),
    /// A commit, by its object name.
    Commit(String),
}

/// All files of one side: base or head.
pub struct Tree {
    pub(super) kind: Kind,
    pub(super) root: PathBuf,
    pub(super) git: Option<Git>,
    pub(super) blobs: Option<Arc<Blobs>>,
    pub(super) limits: Limits,
    pub(super) is_source: IsSource,
    /// The paths of a directory, once they were asked for or met.
    pub(super) listed: OnceLock<Vec<String>>,
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree").field("kind", &self.kind).field("root", &self.root).finish_non_exhaustive()
    }
}

impl Tree {
    /// The file at `path` (from the root, with `/` between its parts); `None` where there is none, and for a path that leads out
    /// of the tree. Gaps say `changed: false`; who knows better sets it.
    ///
    /// # Errors
    /// When git fails.
    pub fn read(&self, path: &str) -> Result<Option<Loaded>, SourceError> {
        if !paths::is_plain(path) {
            return Ok(None);
        }
        let content = self.contents(&[path.to_owned()])?.pop().flatten();
        let file = content.filter(|content| *content != Content::NotAFile("directory"));
        Ok(file.map(|content| load::decode(path, content, self.limits, false)))
    }

    /// The same, whatever the file's size.
    ///
    /// # Errors
    /// When git fails.
    pub fn read_whole(&self, path: &str) -> Result<Option<Loaded>, SourceError> {
        let limits = Limits { max_bytes: u64::MAX };
        Self { limits, ..self.sibling(self.kind.clone()) }.read(path)
    }

    /// All paths from the root, in order, of whatever language; files that git ignores are left out.
    ///
    /// # Errors
    /// When git fails or a directory cannot be listed.
    pub fn paths(&self) -> Result<Vec<String>, SourceError> {
        let mut paths = match &self.kind {
            Kind::Nothing => Vec::new(),
            Kind::Directory { in_repository } => return self.walked(*in_repository).cloned(),
            Kind::Index(Some(index)) => index.paths(),
            Kind::Index(None) => self.list(&["ls-files", "-z", "--cached"])?,
            Kind::Commit(commit) => self.list(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])?,
            Kind::WorkingTree { untracked, deleted, .. } => {
                let mut paths = self.list(&["ls-files", "-z", "--cached"])?;
                // What a commit since base brought and the working tree lacks again is no difference from base.
                let gone: HashSet<String> = self.list(&["ls-files", "-z", "--deleted"])?.into_iter().collect();
                paths.retain(|path| !deleted.contains(path) && !gone.contains(path));
                paths.extend(untracked.iter().cloned());
                paths
            }
        };
        paths.sort_unstable();
        paths.dedup();
        Ok(paths)
    }

    /// The paths of the files in `directory` itself, in order. Of a commit only that directory is read.
    ///
    /// # Errors
    /// When git fails or a directory cannot be listed.
    pub fn files_in(&self, directory: &str) -> Result<Vec<String>, SourceError> {
        if let (Kind::Commit(commit), Some(blobs)) = (&self.kind, &self.blobs) {
            let tree = blobs.trees(&[format!("{commit}:{directory}")])?.pop().flatten();
            let names = tree.as_deref().map(staged::file_names).unwrap_or_default();
            return Ok(names.iter().map(|name| paths::join(directory, name)).collect());
        }
        let mut paths = self.paths()?;
        paths.retain(|path| paths::directory(path) == directory);
        Ok(paths)
    }

    /// What stands in the directory. It is walked once: a search through it is repeated for the names that the last one found.
    fn walked(&self, in_repository: bool) -> Result<&Vec<String>, SourceError> {
        match self.listed.get() {
            Some(paths) => Ok(paths),
            None => {
                let paths = walk::all(&self.root, in_repository)?;
                Ok(self.listed.get_or_init(|| paths))
            }
        }
    }

    /// The source files that hold one of `names` as a whole word, those in the directories of `near` first.
    ///
    /// Looked at are all source files, or, where there are more than 20,000, those in the directories of `near`, in the
    /// directory above each of them, and in that one's other directories.
    ///
    /// # Errors
    /// When git fails or a directory cannot be listed.
    pub fn mentioning(&self, names: &[String], near: &[String]) -> Result<Vec<String>, SourceError> {
        self.mentioning_beyond(&|_| false, names, near)
    }

    /// As [`Tree::mentioning`], but files that `known` tells of are not looked at.
    ///
    /// # Errors
    /// When git fails or a directory cannot be listed.
    pub fn mentioning_beyond(
        &self,
        known: &dyn Fn(&str) -> bool,
        names: &[String],
        near: &[String],
    ) -> Result<Vec<String>, SourceError> {
        mention::mentioning(self, known, names, near)
    }

    /// Those of `texts`, each without a line break, that stand somewhere in this commit or index: in a file of whatever
    /// language, as a part of a longer word, too, or in a path. Nothing for other trees.
    ///
    /// # Errors
    /// When git fails.
    pub fn holding(&self, texts: &[String]) -> Result<BTreeSet<String>, SourceError> {
        let side = match (&self.kind, texts.is_empty()) {
            (Kind::Index(_), false) => "--cached",
            (Kind::Commit(commit), false) => commit,
            _ => return Ok(BTreeSet::new()),
        };
        let mut found = self.matching(side, texts)?;
        let missing: Vec<&String> = texts.iter().filter(|text| !found.contains(*text)).collect();
        if !missing.is_empty() {
            let paths = self.paths()?.join("\n");
            found.extend(missing.into_iter().filter(|text| paths.contains(text.as_str())).cloned());
        }
        Ok(found)
    }

    /// What `git grep` finds of `texts`.
    fn matching(&self, side: &str, texts: &[String]) -> Result<BTreeSet<String>, SourceError> {
        let Some(git) = &self.git else { return Ok(BTreeSet::new()) };
        let words = ["grep", "--text", "--only-matching", "-h", "--fixed-strings", "--full-name"];
        let patterns = texts.iter().flat_map(|text| ["-e", text.as_str()]);
        let args: Vec<&str> = words.into_iter().chain(patterns).chain([side]).collect();
        let output = git.output(&args)?;
        // 1 is git's word for having found nothing.
        if !output.status.success() && output.status.code() != Some(1) {
            return Err(git.failure(&args, &output.stderr));
        }
        let lines = String::from_utf8_lossy(&output.stdout);
        let found: HashSet<&str> = lines.lines().collect();
        Ok(texts.iter().filter(|text| found.iter().any(|line| line.contains(text.as_str()))).cloned().collect())
    }

    /// The tree of `kind` in the same place.
    pub(super) fn sibling(&self, kind: Kind) -> Self {
        Self {
            kind,
            root: self.root.clone(),
            git: self.git.clone(),
            blobs: self.blobs.clone(),
            limits: self.limits,
            is_source: Arc::clone(&self.is_source),
            listed: OnceLock::new(),
        }
    }

    /// The contents of `paths`, in their order.
    pub(super) fn contents(&self, paths: &[String]) -> Result<Vec<Option<Content>>, SourceError> {
        match &self.kind {
            Kind::Nothing => Ok(vec![None; paths.len()]),
            Kind::Directory { .. } => Ok(self.on_disk(paths)),
            Kind::WorkingTree { deleted, sparse, .. } => {
                let mut contents = self.on_disk(paths);
                if *sparse {
                    self.fill_sparse(paths, deleted, &mut contents)?;
                }
                Ok(contents)
            }
            Kind::Index(Some(index)) => self.staged(index, paths),
            Kind::Index(None) => self.objects(":0:", paths),
            Kind::Commit(commit) => self.objects(&format!("{commit}:"), paths),
        }
    }

    fn on_disk(&self, paths: &[String]) -> Vec<Option<Content>> {
        paths.iter().map(|path| load::from_disk(&self.root, path, self.limits)).collect()
    }

    /// Takes from the index what a sparse checkout leaves out: the index has it, and nobody deleted it.
    fn fill_sparse(
        &self,
        paths: &[String],
        deleted: &HashSet<String>,
        contents: &mut [Option<Content>],
    ) -> Result<(), SourceError> {
        let absent = |at: &usize| contents[*at].is_none() && !deleted.contains(&paths[*at]);
        let absent: Vec<usize> = (0..paths.len()).filter(absent).collect();
        let names: Vec<String> = absent.iter().map(|&at| paths[at].clone()).collect();
        for (at, content) in absent.into_iter().zip(self.objects(":0:", &names)?) {
            contents[at] = content;
        }
        Ok(())
    }

    /// What `index` says of each path, so that git is asked only for what is there.
    fn staged(&self, index: &Index, paths: &[String]) -> Result<Vec<Option<Content>>, SourceError> {
        let names: Vec<Option<String>> = paths.iter().map(|path| index.find(path)?.text()).collect();
        let asked: Vec<String> = names.iter().flatten().cloned().collect();
        let found = self.blobs.as_ref().map_or(Ok(Vec::new()), |blobs| blobs.get(&asked))?;
        let mut found = found.into_iter();
        Ok(names.into_iter().map(|name| name.and_then(|_| found.next().flatten())).collect())
    }

    fn objects(&self, prefix: &str, paths: &[String]) -> Result<Vec<Option<Content>>, SourceError> {
        let Some(blobs) = &self.blobs else { return Ok(vec![None; paths.len()]) };
        let names: Result<Vec<_>, _> = paths.iter().map(|path| self.object_name(prefix, path)).collect();
        blobs.get(&names?)
    }

    /// What the batch reader understands for `path`; it reads line by line, so a path with a line break is looked up.
    fn object_name(&self, prefix: &str, path: &str) -> Result<String, SourceError> {
        let name = format!("{prefix}{path}");
        let Some(git) = self.git.as_ref().filter(|_| path.contains('\n')) else { return Ok(name) };
        let answer = git.output(&["rev-parse", "--verify", "--quiet", &name])?;
        Ok(String::from_utf8_lossy(&answer.stdout).trim().to_owned()
            + if answer.status.success() { "" } else { "missing" })
    }

    pub(super) fn list(&self, args: &[&str]) -> Result<Vec<String>, SourceError> {
        let Some(git) = &self.git else { return Ok(Vec::new()) };
        let answer = git.run(args)?;
        let paths = answer.split(|&byte| byte == 0).filter(|path| !path.is_empty());
        Ok(paths.map(|path| String::from_utf8_lossy(path).into_owned()).collect())
    }
}

//! Objects out of git's store, through one `git cat-file --batch` that stays open.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::git::Git;
use super::load::Content;
use super::{Limits, SourceError};

/// How many bytes a pipe takes without a reader, on every system.
const PIPE_BYTES: usize = 4096;

/// A reader of blobs.
#[derive(Debug)]
pub(super) struct Blobs {
    git: Git,
    limits: Limits,
    session: Mutex<Option<Session>>,
}

impl Blobs {
    /// A reader that asks `git` when it is first used.
    pub fn new(git: Git, limits: Limits) -> Self {
        Self { git, limits, session: Mutex::new(None) }
    }

    /// Starts the process now, so that it is ready when it is needed, and asks it for the objects `names`: when these are asked
    /// for as the first, in this order, the answer is there already.
    pub fn warm_up(&self, names: &[String]) -> Result<(), SourceError> {
        if let Some(session) = self.open()?.as_mut() {
            session.ask_ahead(names);
        }
        Ok(())
    }

    /// The contents that `names` (object names or `REV:path`, without line breaks) stand for, in their order; `None` for a
    /// name that stands for nothing.
    pub fn get(&self, names: &[String]) -> Result<Vec<Option<Content>>, SourceError> {
        let objects = self.objects(names)?;
        Ok(objects.into_iter().map(|object| object.map(Object::file)).collect())
    }

    /// The object names of the commits that `names` stand for, in their order; `None` for a name that stands for nothing.
    pub fn commits(&self, names: &[&str]) -> Result<Vec<Option<String>>, SourceError> {
        let objects = self.objects(&commit_names(names))?;
        Ok(objects.into_iter().map(|object| object.map(|object| object.oid)).collect())
    }

    /// The contents of the trees that `names` stand for, in their order; `None` for a name that stands for no tree.
    pub fn trees(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, SourceError> {
        let objects = self.objects(names)?;
        Ok(objects.into_iter().map(|object| object.and_then(Object::tree)).collect())
    }

    /// The object names of the parents of `commits`, as far as these are here.
    pub fn parents(&self, commits: &[String]) -> Result<Vec<String>, SourceError> {
        let objects = self.objects(commits)?;
        Ok(objects.iter().flatten().flat_map(Object::parents).collect())
    }

    fn objects(&self, names: &[String]) -> Result<Vec<Option<Object>>, SourceError> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let mut objects = Vec::with_capacity(names.len());
        let mut session = self.open()?;
        let answer = session.as_mut().map_or(Ok(()), |session| session.ask(names, self.limits, &mut objects));
        if let Err(source) = answer {
            *session = None;
            return Err(self.failure(source, &names[objects.len()]));
        }
        Ok(objects)
    }

    /// Why the process went away when it was asked for `name`: git says so when it is asked something simple.
    fn failure(&self, source: io::Error, name: &str) -> SourceError {
        let directory = || SourceError::Unreadable { path: self.git.directory().to_owned(), source };
        let simple = self.git.run(&["rev-parse", "--git-dir"]);
        match simple.and_then(|_| self.git.run(&["cat-file", "-e", name])) {
            // git before 2.44 takes an object that it may not fetch for a reason to end.
            Err(SourceError::Git { message, .. }) if message.contains("from promisor remote") => {
                SourceError::MissingObject { object: name.to_owned() }
            }
            answer => answer.err().unwrap_or_else(directory),
        }
    }

    fn open(&self) -> Result<MutexGuard<'_, Option<Session>>, SourceError> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if session.is_none() {
            *session = Session::start(&self.git)?;
        }
        Ok(session)
    }
}

/// What [`Blobs::commits`] asks for `names`.
pub(super) fn commit_names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("{name}^{{commit}}")).collect()
}

#[derive(Debug)]
struct Session {
    child: Child,
    input: Option<BufWriter<ChildStdin>>,
    output: BufReader<ChildStdout>,
    /// What was asked for before anyone needed it, as far as the answers were not read yet.
    ahead: VecDeque<String>,
}

impl Session {
    fn start(git: &Git) -> Result<Option<Self>, SourceError> {
        let mut child = git.start(&["cat-file", "--batch"], Stdio::null())?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        Ok(pipes.map(|(input, output)| Self {
            child,
            input: Some(BufWriter::new(input)),
            output: BufReader::with_capacity(1 << 16, output),
            ahead: VecDeque::new(),
        }))
    }

    /// Where the process ended already, that shows when the answers are read.
    fn ask_ahead(&mut self, names: &[String]) {
        if self.write(names).is_ok() {
            self.ahead.extend(names.iter().cloned());
        }
    }

    /// Adds the answers for `names` to `objects`, as far as there are any.
    fn ask(&mut self, names: &[String], limits: Limits, objects: &mut Vec<Option<Object>>) -> io::Result<()> {
        if self.ahead.len() >= names.len() && self.ahead.iter().zip(names).all(|(ahead, name)| ahead == name) {
            self.ahead.drain(..names.len());
            return self.read(names.len(), limits, objects);
        }
        let unread = std::mem::take(&mut self.ahead).len();
        self.read(unread, limits, &mut Vec::new())?;
        for batch in batches(names) {
            self.write(batch)?;
            self.read(batch.len(), limits, objects)?;
        }
        Ok(())
    }

    fn write(&mut self, names: &[String]) -> io::Result<()> {
        let Some(input) = self.input.as_mut() else { return Err(io::ErrorKind::BrokenPipe.into()) };
        names.iter().try_for_each(|name| writeln!(input, "{name}"))?;
        input.flush()
    }

    fn read(&mut self, count: usize, limits: Limits, objects: &mut Vec<Option<Object>>) -> io::Result<()> {
        for _ in 0..count {
            objects.push(answer(&mut self.output, limits)?);
        }
        Ok(())
    }
}

/// `names` in parts that fit into a pipe, so that writing one never waits for git, which may wait for its answers to be read.
fn batches(names: &[String]) -> impl Iterator<Item = &[String]> {
    let mut rest = names;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = rest.iter().take_while(|name| {
            bytes += name.len() + 1;
            bytes <= PIPE_BYTES
        });
        let count = fits.count().max(1).min(rest.len());
        let (batch, others) = rest.split_at(count);
        rest = others;
        (!batch.is_empty()).then_some(batch)
    })
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a name stands for.
struct Object {
    oid: String,
    kind: String,
    content: Content,
}

impl Object {
    fn file(self) -> Content {
        if self.kind == "blob" { self.content } else { Content::NotAFile("directory") }
    }

    fn tree(self) -> Option<Vec<u8>> {
        match self.content {
            Content::Bytes(bytes) if self.kind == "tree" => Some(bytes),
            _ => None,
        }
    }

    /// The `parent <oid>` lines at the head of a commit.
    fn parents(&self) -> Vec<String> {
        let Content::Bytes(bytes) = &self.content else { return Vec::new() };
        let text = String::from_utf8_lossy(bytes);
        let head = text.lines().take_while(|line| !line.is_empty());
        head.filter_map(|line| line.strip_prefix("parent ")).map(str::to_owned).collect()
    }
}

/// One answer: `<oid> <type> <size>`, a line break, the content, a line break; or `<name> missing`.
fn answer(output: &mut BufReader<ChildStdout>, limits: Limits) -> io::Result<Option<Object>> {
    let mut header = Vec::new();
    if output.read_until(b'\n', &mut header)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let Some((oid, kind, size)) = parse(&header) else { return Ok(None) };
    let content = body(output, size, limits)?;
    Ok(Some(Object { oid: oid.to_owned(), kind: kind.to_owned(), content }))
}

fn parse(header: &[u8]) -> Option<(&str, &str, u64)> {
    let mut words = std::str::from_utf8(header).ok()?.trim_end().splitn(3, ' ');
    let (oid, kind, size) = (words.next()?, words.next()?, words.next()?);
    Some((oid, kind, size.parse().ok()?)).filter(|(_, kind, _)| ["blob", "tree", "commit", "tag"].contains(kind))
}

fn body(output: &mut BufReader<ChildStdout>, size: u64, limits: Limits) -> io::Result<Content> {
    let mut rest = output.take(size + 1);
    if size > limits.max_bytes {
        io::copy(&mut rest, &mut io::sink())?;
        return Ok(Content::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    rest.read_to_end(&mut bytes)?;
    match bytes.pop() {
        Some(b'\n') if bytes.len() as u64 == size => Ok(Content::Bytes(bytes)),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

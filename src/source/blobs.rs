//! Objects out of git's store, through one `git cat-file --batch` that stays open.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::git::Git;
use super::load::Content;
use super::{Limits, SourceError};

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

    /// Starts the process now, so that it is ready when it is needed.
    pub fn warm_up(&self) -> Result<(), SourceError> {
        self.open().map(drop)
    }

    /// The contents that `names` (object names or `REV:path`, without line breaks) stand for, in their order; `None` for a
    /// name that stands for nothing.
    pub fn get(&self, names: &[String]) -> Result<Vec<Option<Content>>, SourceError> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let mut session = self.open()?;
        let answer = session.as_mut().map_or(Ok(Vec::new()), |session| session.ask(names, self.limits));
        answer.map_err(|source| {
            *session = None;
            SourceError::Unreadable { path: self.git.directory().to_owned(), source }
        })
    }

    fn open(&self) -> Result<MutexGuard<'_, Option<Session>>, SourceError> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if session.is_none() {
            *session = Session::start(&self.git)?;
        }
        Ok(session)
    }
}

#[derive(Debug)]
struct Session {
    child: Child,
    input: Option<BufWriter<ChildStdin>>,
    output: BufReader<ChildStdout>,
}

impl Session {
    fn start(git: &Git) -> Result<Option<Self>, SourceError> {
        let mut child = git.start(&["cat-file", "--batch"], Stdio::null())?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        Ok(pipes.map(|(input, output)| Self {
            child,
            input: Some(BufWriter::new(input)),
            output: BufReader::with_capacity(1 << 16, output),
        }))
    }

    /// Writes all questions from a thread of its own, as git stops reading while no one takes its answers.
    fn ask(&mut self, names: &[String], limits: Limits) -> io::Result<Vec<Option<Content>>> {
        let Some(input) = self.input.as_mut() else { return Err(io::ErrorKind::BrokenPipe.into()) };
        let output = &mut self.output;
        thread::scope(|scope| {
            let asked = scope.spawn(move || {
                names.iter().try_for_each(|name| writeln!(input, "{name}"))?;
                input.flush()
            });
            let answers = names.iter().map(|_| answer(output, limits)).collect();
            asked.join().unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into())).and(answers)
        })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One answer: `<oid> <type> <size>`, a line break, the content, a line break; or `<name> missing`.
fn answer(output: &mut BufReader<ChildStdout>, limits: Limits) -> io::Result<Option<Content>> {
    let mut header = Vec::new();
    if output.read_until(b'\n', &mut header)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let Some((is_blob, size)) = parse(&header) else { return Ok(None) };
    let content = body(output, size, limits)?;
    Ok(Some(if is_blob { content } else { Content::NotAFile("directory") }))
}

fn parse(header: &[u8]) -> Option<(bool, u64)> {
    let header = std::str::from_utf8(header).ok()?;
    let mut words = header.trim_end().rsplit(' ');
    let size = words.next()?.parse().ok()?;
    let kind = words.next()?;
    matches!(kind, "blob" | "tree" | "commit" | "tag").then_some((kind == "blob", size))
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

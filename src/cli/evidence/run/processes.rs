//! A command of the project, run in a process group of its own: when it is over, nothing of it runs any more.

use std::fmt;
use std::fs::File;
use std::io;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use super::interrupts::Interrupts;
use vcs::LEADING;

/// How long a command has to clean up once it was told to end.
const GRACE: Duration = Duration::from_secs(2);

/// How often it is asked whether makegood was told to end.
const TICK: Duration = Duration::from_millis(50);

/// A command to run.
#[derive(Debug)]
pub struct Task<'a> {
    /// The command, as a shell reads it.
    pub command: &'a str,
    /// The folder that it runs in.
    pub folder: &'a Path,
    /// How long it may take.
    pub limit: Duration,
    /// Where its standard output goes.
    pub stdout: File,
    /// Where its standard error goes.
    pub stderr: File,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// By itself, with this exit code.
    Code(i32),
    /// By this signal.
    Signal(i32),
    /// It was ended because its time was over.
    TimedOut,
    /// It was ended because makegood was told to end.
    Interrupted,
}

impl fmt::Display for Ended {
    /// As the rest of a sentence that begins with the command.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(out, "ended with exit code {code}"),
            Self::Signal(signal) => write!(out, "was ended by signal {signal}"),
            Self::TimedOut => write!(out, "took too long and was ended"),
            Self::Interrupted => write!(out, "was interrupted"),
        }
    }
}

/// Runs `task` by `sh -c`, with nothing to read, and waits for it. It gets the environment of makegood but for what leads git
/// to a repository. What it left running in its process group is killed; a process that made itself the leader of another
/// group is not found.
///
/// # Errors
/// If the shell cannot be started.
pub fn run(task: Task, interrupts: &Interrupts) -> io::Result<Ended> {
    let deadline = Instant::now() + task.limit;
    let mut child = start(task)?;
    let group = Pid::from_child(&child);
    let over = watch(group);
    let stopped = wait(&over, deadline, interrupts);
    if stopped.is_some() {
        end(group, &over);
    }
    // The shell was not reaped yet, so that the number of its group cannot be another's by now.
    let _ = kill_process_group(group, Signal::KILL);
    let status = reap(&mut child)?;
    Ok(stopped.unwrap_or_else(|| of(status)))
}

fn start(task: Task) -> io::Result<Child> {
    let mut command = Command::new("sh");
    command.args(["-c", task.command]).current_dir(task.folder).process_group(0);
    command.stdin(Stdio::null()).stdout(task.stdout).stderr(task.stderr);
    LEADING.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.spawn()
}

/// Tells when the process is over, and leaves it to be reaped.
fn watch(process: Pid) -> Receiver<()> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Err(rustix::io::Errno::INTR) = waitid(WaitId::Pid(process), options) {}
        // Whoever waited may have given up.
        let _ = tell.send(());
    });
    told
}

/// Waits for the process; tells why it must be ended, where it does not end by itself.
fn wait(over: &Receiver<()>, deadline: Instant, interrupts: &Interrupts) -> Option<Ended> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match over.recv_timeout(left.min(TICK)) {
            Err(RecvTimeoutError::Timeout) if interrupts.asked() => return Some(Ended::Interrupted),
            Err(RecvTimeoutError::Timeout) if left.is_zero() => return Some(Ended::TimedOut),
            Err(RecvTimeoutError::Timeout) => {}
            _ => return None,
        }
    }
}

/// Tells the group to end, and gives its first process some time for it.
fn end(group: Pid, over: &Receiver<()>) {
    let _ = kill_process_group(group, Signal::TERM);
    let _ = over.recv_timeout(GRACE);
}

fn reap(child: &mut Child) -> io::Result<ExitStatus> {
    loop {
        match child.wait() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            ended => return ended,
        }
    }
}

fn of(status: ExitStatus) -> Ended {
    match (status.code(), status.signal()) {
        (Some(code), _) => Ended::Code(code),
        (None, signal) => Ended::Signal(signal.unwrap_or_default()),
    }
}

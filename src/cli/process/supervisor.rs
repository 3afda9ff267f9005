//! The process between makegood and a command of the project. It outlives makegood for as long as it takes to end the
//! command and to remove its folder.

use std::ffi::OsString;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use super::link::SupervisorLink;
use super::{CLEANING, Ended, GRACE, Interrupts, Scratch, TICK, descendants, reap};

/// The first argument of this program where it is to be a supervisor. It is none of the command line's: only
/// [`super::run`] writes it.
pub const ARGUMENT: &str = "__supervise";

/// What the supervisor waits for.
enum Notice {
    /// The command is over.
    Over,
    /// makegood asks to end it.
    Asked,
    /// makegood is gone.
    Orphaned,
}

/// Runs the command of `arguments` (the scratch folder, the program, its arguments) as makegood at the other end of
/// standard input wants it.
pub fn main(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let (Some(scratch), Some(program)) = (arguments.next(), arguments.next()) else { return ExitCode::from(2) };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).process_group(0);
    match supervise(Path::new(&scratch), &mut command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

fn supervise(scratch: &Path, command: &mut Command) -> io::Result<()> {
    let interrupts = Interrupts::watch()?;
    descendants::adopt();
    let listening = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    let mut report = SupervisorLink(listening.try_clone()?);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            report.refused(&error);
            return Err(error);
        }
    };
    let group = Pid::from_child(&child);
    report.group(group);
    let notices = notices(group, listening);
    let (ended, orphaned) = follow(&mut child, group, &notices, &interrupts)?;
    descendants::kill_all(CLEANING);
    if orphaned {
        Scratch::remove_abandoned(scratch);
    }
    report.over(ended);
    Ok(())
}

/// Waits for the command and ends it where that is asked for; with it, all of its process group. How it ended, and whether
/// makegood is gone.
fn follow(
    child: &mut Child,
    group: Pid,
    notices: &Receiver<Notice>,
    interrupts: &Interrupts,
) -> io::Result<(Ended, bool)> {
    let mut orphaned = false;
    let told_to_end = loop {
        match notices.recv_timeout(TICK) {
            Ok(Notice::Over) => break false,
            Ok(Notice::Asked) => break true,
            Ok(Notice::Orphaned) => {
                orphaned = true;
                break true;
            }
            Err(RecvTimeoutError::Timeout) if interrupts.asked() => break true,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break true,
        }
    };
    if told_to_end {
        let _ = kill_process_group(group, Signal::TERM);
        while matches!(notices.recv_timeout(GRACE), Ok(Notice::Asked | Notice::Orphaned)) {}
    }
    // The command was not reaped yet, so that the number of its group cannot be another's by now.
    let _ = kill_process_group(group, Signal::KILL);
    Ok((reap(child)?.into(), orphaned))
}

fn notices(process: Pid, listening: UnixStream) -> Receiver<Notice> {
    let (tell, told) = mpsc::channel();
    let over = tell.clone();
    thread::spawn(move || {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Err(rustix::io::Errno::INTR) = waitid(WaitId::Pid(process), options) {}
        // Whoever waited may have given up.
        let _ = over.send(Notice::Over);
    });
    thread::spawn(move || listen(listening, &tell));
    told
}

/// makegood says one thing, or it is gone.
fn listen(mut stream: UnixStream, tell: &Sender<Notice>) {
    let mut bytes = [0; 16];
    loop {
        let notice = match stream.read(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(count) if count > 0 => Notice::Asked,
            _ => Notice::Orphaned,
        };
        let _ = tell.send(notice);
        return;
    }
}

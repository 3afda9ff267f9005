//! What makegood and the supervisor of a command say to one another: a line of text each time.

use std::io::{self, ErrorKind, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::time::Instant;

use rustix::process::Pid;

use super::{Ended, Interrupts, TICK};

/// What makegood waits for.
#[derive(Debug)]
pub(super) enum Event {
    /// The command is over, and nothing of it runs any more.
    Over(Ended),
    /// The command could not be started.
    Refused(io::Error),
    /// The supervisor is gone without a word.
    Lost,
    /// The command has to be ended, and why.
    Stop(Ended),
}

/// makegood's end of the connection.
#[derive(Debug)]
pub(super) struct Link {
    stream: UnixStream,
    read: Vec<u8>,
    /// The process group of the command, once it was started.
    pub(super) group: Option<Pid>,
}

impl Link {
    pub(super) fn new(stream: UnixStream) -> io::Result<Self> {
        stream.set_read_timeout(Some(TICK))?;
        Ok(Self { stream, read: Vec::new(), group: None })
    }

    /// Waits until the command is over, `until` has come or makegood was told to end.
    pub(super) fn wait(&mut self, until: Instant, interrupts: Option<&Interrupts>) -> Event {
        let mut bytes = [0; 256];
        loop {
            if let Some(event) = self.line() {
                return event;
            }
            match self.stream.read(&mut bytes) {
                Ok(0) => return Event::Lost,
                Ok(count) => self.read.extend(&bytes[..count]),
                Err(error) if is_no_answer_yet(&error) => {
                    if interrupts.is_some_and(Interrupts::asked) {
                        return Event::Stop(Ended::Interrupted);
                    }
                }
                Err(_) => return Event::Lost,
            }
            if Instant::now() >= until {
                return Event::Stop(Ended::TimedOut);
            }
        }
    }

    /// Asks the supervisor to end the command; it goes on to listen to its answer.
    pub(super) fn ask_to_end(&mut self) {
        // A supervisor that is gone says nothing either, and that is noticed.
        let _ = self.stream.write_all(b"end\n");
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// What the next whole line says that makegood waits for.
    fn line(&mut self) -> Option<Event> {
        while let Some(end) = self.read.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.read.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line);
            let (word, rest) = line.trim_end().split_once(' ').unwrap_or_default();
            match (word, rest.parse()) {
                ("group", Ok(group)) => self.group = Pid::from_raw(group),
                ("code", Ok(code)) => return Some(Event::Over(Ended::Code(code))),
                ("signal", Ok(signal)) => return Some(Event::Over(Ended::Signal(signal))),
                ("refused", Ok(code)) => return Some(Event::Refused(io::Error::from_raw_os_error(code))),
                _ => return Some(Event::Lost),
            }
        }
        None
    }
}

fn is_no_answer_yet(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

/// The supervisor's end.
#[derive(Debug)]
pub(super) struct SupervisorLink(pub(super) UnixStream);

impl SupervisorLink {
    /// Which process group the command runs in.
    pub(super) fn group(&mut self, group: Pid) {
        self.say(&format!("group {}", group.as_raw_nonzero()));
    }

    /// How it ended.
    pub(super) fn over(&mut self, ended: Ended) {
        match ended {
            Ended::Code(code) => self.say(&format!("code {code}")),
            Ended::Signal(signal) => self.say(&format!("signal {signal}")),
            Ended::TimedOut | Ended::Interrupted => {}
        }
    }

    /// Why it could not be started.
    pub(super) fn refused(&mut self, error: &io::Error) {
        self.say(&format!("refused {}", error.raw_os_error().unwrap_or_default()));
    }

    fn say(&mut self, line: &str) {
        // makegood may be gone.
        let _ = self.0.write_all(format!("{line}\n").as_bytes());
    }
}

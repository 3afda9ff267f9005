//! However a command ends, nothing of it runs on, and what it printed is kept.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::project::{Project, answer, passing};

/// A pipe with a name. Whoever reads it is told of its end when the last process that may write to it is gone.
struct Pipe {
    path: PathBuf,
    lines: Receiver<String>,
}

impl Pipe {
    fn new(project: &Project) -> Self {
        let path = project.temporary().join("pipe");
        assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo runs").success());
        let (tell, lines) = mpsc::channel();
        let read = path.clone();
        std::thread::spawn(move || {
            let pipe = BufReader::new(File::open(read).expect("the pipe"));
            pipe.lines().map_while(Result::ok).for_each(|line| tell.send(line).expect("the test waits"));
        });
        Self { path, lines }
    }

    /// A script that says `here` and leaves a process behind that keeps the pipe open.
    fn leaving(&self) -> String {
        format!("exec 3>'{}'\necho here >&3\nsleep 1000 &\n", self.path.display())
    }

    /// The next line; `None` when all who wrote are gone.
    fn next(&self) -> Option<String> {
        match self.lines.recv_timeout(Duration::from_secs(60)) {
            Err(RecvTimeoutError::Timeout) => panic!("someone still holds the pipe, or no one came"),
            told => told.ok(),
        }
    }
}

#[test]
fn a_command_that_hangs_is_ended_in_time_with_all_that_it_started() {
    let project = Project::new(&passing(1), "");
    let pipe = Pipe::new(&project);
    project.write("test.sh", &format!("{}echo 1..1\nsleep 1000\n", pipe.leaving()));
    let answer = project.evidence(&["--test-timeout", "1"]);
    assert_eq!((pipe.next().as_deref(), pipe.next()), (Some("here"), None));
    assert_eq!(answer.code, 2);
    assert!(answer.stderr.contains("was ended after 1 seconds"), "{}", answer.stderr);
    assert!(answer.stderr.contains("--test-timeout"), "{}", answer.stderr);
    assert_eq!(project.kept("head/stdout.txt"), "1..1\n");
    assert_eq!(project.left_over(), ["pipe"]);
}

#[test]
fn a_command_that_will_not_end_is_killed() {
    let project = Project::new(&passing(1), "");
    let pipe = Pipe::new(&project);
    project.write("test.sh", &format!("trap '' TERM\n{}while :; do sleep 1000; done\n", pipe.leaving()));
    assert_eq!(project.evidence(&["--test-timeout", "1"]).code, 2);
    assert_eq!((pipe.next().as_deref(), pipe.next()), (Some("here"), None));
    assert_eq!(project.left_over(), ["pipe"]);
}

#[test]
fn what_a_command_leaves_running_is_ended_with_it() {
    let project = Project::new(&passing(1), "");
    let pipe = Pipe::new(&project);
    project.write("test.sh", &format!("{}{}", pipe.leaving(), passing(2)));
    let answer = project.evidence(&[]);
    assert_eq!((pipe.next().as_deref(), pipe.next()), (Some("here"), None));
    assert_eq!(answer.code, 0, "{}", answer.stderr);
}

#[test]
fn an_interrupted_run_ends_the_command_and_cleans_up() {
    let project = Project::new(&passing(1), "");
    let pipe = Pipe::new(&project);
    project.write("test.sh", &format!("{}sleep 1000\n", pipe.leaving()));
    let before = project.state();
    let started = project.evidence_command(&[]).stderr(Stdio::piped()).spawn().expect("makegood runs");
    assert_eq!(pipe.next().as_deref(), Some("here"));
    let signal = ["-INT", &started.id().to_string()];
    assert!(Command::new("kill").args(signal).status().expect("kill runs").success());
    assert_eq!(pipe.next(), None);
    let answer = answer(&started.wait_with_output().expect("makegood ends"));
    assert_eq!(answer.code, 2);
    assert!(answer.stderr.contains("interrupted while `sh test.sh`"), "{}", answer.stderr);
    assert_eq!(project.left_over(), ["pipe"]);
    assert_eq!(project.state(), before);
}

#[test]
fn a_killed_makegood_takes_the_command_and_its_folder_with_it() {
    let project = Project::new(&passing(1), "");
    let pipe = Pipe::new(&project);
    project.write("test.sh", &format!("trap '' TERM\n{}sleep 1000\n", pipe.leaving()));
    let before = project.state();
    let mut started = project.evidence_command(&[]).stderr(Stdio::null()).spawn().expect("makegood runs");
    assert_eq!(pipe.next().as_deref(), Some("here"));
    started.kill().expect("makegood is killed");
    started.wait().expect("makegood is gone");
    assert_eq!(pipe.next(), None);
    let deadline = Instant::now() + Duration::from_secs(60);
    while project.left_over() != ["pipe"] {
        assert!(Instant::now() < deadline, "left behind: {:?}", project.left_over());
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(project.state(), before);
}

#[test]
#[cfg(target_os = "linux")]
fn a_process_that_went_to_a_session_of_its_own_is_ended() {
    let project = Project::new(&passing(1), "");
    let pipe = Pipe::new(&project);
    let daemon = format!("exec 3>'{}'\necho here >&3\nsetsid sh -c 'sleep 1000 & sleep 1000' &\n", pipe.path.display());
    project.write("test.sh", &format!("{daemon}{}", passing(2)));
    let answer = project.evidence(&[]);
    assert_eq!((pipe.next().as_deref(), pipe.next()), (Some("here"), None));
    assert_eq!(answer.code, 0, "{}", answer.stderr);
}

#[test]
#[cfg(target_os = "linux")]
fn a_command_that_kills_its_supervisor_is_ended_and_proves_nothing() {
    let project = Project::new(&passing(1), "");
    let pipe = Pipe::new(&project);
    let to_supervisor = "p=$$\nwhile ! tr '\\0' ' ' </proc/$p/cmdline | grep -q __supervise; do\n\
                         p=$(awk '/^PPid/ { print $2 }' /proc/$p/status)\ndone\n";
    project.write("test.sh", &format!("{}{to_supervisor}kill -9 $p\nsleep 1000\n", pipe.leaving()));
    let answer = project.evidence(&[]);
    assert_eq!((pipe.next().as_deref(), pipe.next()), (Some("here"), None));
    assert_eq!(answer.code, 2, "{}", answer.stderr);
    assert_eq!(project.left_over(), ["pipe"]);
}

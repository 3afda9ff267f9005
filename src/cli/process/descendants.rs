//! All processes that one process started, whatever group or session they went to. Only Linux lets a process inherit the
//! children of its descendants; elsewhere there is the process group alone.

#[cfg(target_os = "linux")]
pub(super) use linux::{adopt, is_child, kill_all};

#[cfg(target_os = "linux")]
mod linux {
    use std::thread;
    use std::time::{Duration, Instant};

    use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, getpid, kill_process, set_child_subreaper, waitid};

    /// How long a process takes to end that was killed; it is asked again.
    const PAUSE: Duration = Duration::from_millis(2);

    /// From now on this process becomes the parent of those of its descendants whose parents end.
    pub(crate) fn adopt() {
        // A kernel without it leaves the process group.
        let _ = set_child_subreaper(Some(getpid()));
    }

    /// Whether `process` is a child of this one, ended or not.
    pub(crate) fn is_child(process: Pid) -> bool {
        parent(process) == Some(getpid())
    }

    /// Kills and reaps all children, those too that become children by that, as long as `most`.
    pub(crate) fn kill_all(most: Duration) {
        let deadline = Instant::now() + most;
        loop {
            let children = children();
            if children.is_empty() || Instant::now() >= deadline {
                return;
            }
            for child in children {
                let _ = kill_process(child, Signal::KILL);
            }
            while let Ok(Some(_)) = waitid(WaitId::All, WaitIdOptions::EXITED | WaitIdOptions::NOHANG) {}
            thread::sleep(PAUSE);
        }
    }

    fn children() -> Vec<Pid> {
        let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
        let number = |entry: std::fs::DirEntry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?);
        processes.flatten().filter_map(number).filter(|process| is_child(*process)).collect()
    }

    /// The name, in parentheses, may hold anything: what follows its last parenthesis is the state and the parent.
    fn parent(process: Pid) -> Option<Pid> {
        let stat = std::fs::read(format!("/proc/{}/stat", process.as_raw_nonzero())).ok()?;
        let stat = String::from_utf8_lossy(&stat);
        Pid::from_raw(stat.rsplit_once(')')?.1.split_ascii_whitespace().nth(1)?.parse().ok()?)
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn adopt() {}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_child(_process: rustix::process::Pid) -> bool {
    false
}

#[cfg(not(target_os = "linux"))]
pub(super) fn kill_all(_most: std::time::Duration) {}

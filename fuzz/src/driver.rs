//! Runs all targets, a batch of cases at a time, each batch in a process of its own: what overflows the stack, aborts or hangs
//! is found too.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::targets::Target;

/// What is to be run.
pub struct Plan {
    /// The targets.
    pub targets: Vec<Box<dyn Target>>,
    /// The seed.
    pub seed: u64,
    /// How long, over all targets.
    pub seconds: u64,
    /// How many cases at most, over all targets.
    pub executions: Option<u64>,
    /// The number of the first case of each target.
    pub first: u64,
    /// Where inputs go that something was found with.
    pub artifacts: PathBuf,
}

/// A batch that has not ended by then hangs.
const MOST_BATCH: Duration = Duration::from_secs(if cfg!(debug_assertions) { 300 } else { 120 });

/// What came of a target so far.
#[derive(Default)]
struct Tally {
    next: u64,
    executions: u64,
    found: usize,
}

/// How a batch ended.
struct Batch {
    /// `None` where it hung.
    status: Option<ExitStatus>,
    stdout: String,
    stderr: String,
}

/// Runs the plan; exit code 1 where something was found.
pub fn run(plan: &Plan) -> ExitCode {
    println!("fuzzing with --seed {} --first {} for {} s", plan.seed, plan.first, plan.seconds);
    let deadline = Instant::now() + Duration::from_secs(plan.seconds);
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut left = plan.executions.unwrap_or(u64::MAX);
    while left > 0 && Instant::now() < deadline {
        for target in &plan.targets {
            let tally = tallies.entry(target.name()).or_insert_with(|| Tally { next: plan.first, ..Tally::default() });
            left = left.saturating_sub(plan.batch(target.as_ref(), tally, left));
            if left == 0 || Instant::now() >= deadline {
                break;
            }
        }
    }
    for (name, tally) in &tallies {
        println!("{name}: {} executions up to case {}, {} found", tally.executions, tally.next, tally.found);
    }
    let found: usize = tallies.values().map(|tally| tally.found).sum();
    let executions: u64 = tallies.values().map(|tally| tally.executions).sum();
    println!("{executions} executions, {found} found");
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Plan {
    /// Runs the next cases of `target`, at most `left`; how many were run.
    fn batch(&self, target: &dyn Target, tally: &mut Tally, left: u64) -> u64 {
        let (from, count) = (tally.next, target.batch().min(left));
        tally.next += count;
        let batch = self.start(target, from, count, false);
        let mut ran = count;
        batch.stdout.lines().for_each(|line| self.report(target, tally, line));
        if !batch.status.is_some_and(|status| status.success()) {
            let traced = self.start(target, from, count, true);
            let last = traced.stderr.lines().rev().find_map(|line| line.parse().ok()).unwrap_or(from);
            if traced.status.is_some_and(|status| status.success()) {
                // It was the machine that was slow.
                tally.executions += count;
                return count;
            }
            let how = traced.status.map_or_else(|| "it hangs".to_owned(), |status| status.to_string());
            self.report(target, tally, &format!("{last}: {how}"));
            tally.next = last + 1;
            ran = last + 1 - from;
        }
        tally.executions += ran;
        ran
    }

    fn report(&self, target: &dyn Target, tally: &mut Tally, line: &str) {
        tally.found += 1;
        println!("FOUND {} {line}", target.name());
        let Some((case, _)) = line.split_once(':') else { return };
        let show = self.command(target).args(["show", "--case", case]).output();
        let path = self.artifacts.join(format!("{}-{}-{case}", target.name(), self.seed));
        let written = show.and_then(|output| {
            fs::create_dir_all(&self.artifacts)?;
            fs::write(&path, output.stdout)
        });
        match written {
            Ok(()) => println!("      {}", path.display()),
            Err(error) => println!("      cannot write {}: {error}", path.display()),
        }
    }

    fn start(&self, target: &dyn Target, from: u64, count: u64, trace: bool) -> Batch {
        let mut command = self.command(target);
        command.args(["work", "--case", &from.to_string(), "--count", &count.to_string()]);
        command.args(trace.then_some("--trace")).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("this program runs again");
        let stdout = gathered(child.stdout.take());
        let stderr = gathered(child.stderr.take());
        let status = ended(&mut child);
        Batch { status, stdout: stdout.join().unwrap_or_default(), stderr: stderr.join().unwrap_or_default() }
    }

    fn command(&self, target: &dyn Target) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.args(["--target", target.name(), "--seed", &self.seed.to_string()]);
        if let Some(binary) = target.binary() {
            command.arg("--binary").arg(binary);
        }
        command
    }
}

fn gathered(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Waits for a batch, and kills it when its time is over.
fn ended(child: &mut Child) -> Option<ExitStatus> {
    let deadline = Instant::now() + MOST_BATCH;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
            _ => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

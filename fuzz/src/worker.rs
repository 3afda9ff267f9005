//! Runs cases in this process. A case comes from its target, the seed and its number alone.

use std::io::Write;
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use fastrand::Rng;
use rustix::time::{ClockId, clock_gettime};

use crate::mutate::mutated;
use crate::targets::Target;

/// What a reading may take, whatever the input.
const FIXED: Duration = Duration::from_millis(if cfg!(debug_assertions) { 2000 } else { 100 });

/// What it may take for each byte of the input.
const PER_BYTE: Duration = Duration::from_nanos(if cfg!(debug_assertions) { 100_000 } else { 3_000 });

/// Runs the `cases` of the one target in `targets`; says on standard output what is found, a line each.
pub fn work(targets: &[Box<dyn Target>], seed: u64, cases: Range<u64>, trace: bool) -> ExitCode {
    let [target] = targets else { return ExitCode::from(2) };
    panic::set_hook(Box::new(|_| {}));
    let seeds = target.corpus();
    for case in cases {
        if trace {
            let _ = writeln!(std::io::stderr().lock(), "{case}");
        }
        let input = input(target.as_ref(), &seeds, seed, case);
        if let Err(what) = judged(target.as_ref(), &input) {
            println!("{case}: {}", what.replace('\n', " | "));
        }
    }
    ExitCode::SUCCESS
}

/// Prints the input of `case`.
pub fn show(targets: &[Box<dyn Target>], seed: u64, case: u64) -> ExitCode {
    let [target] = targets else { return ExitCode::from(2) };
    let input = input(target.as_ref(), &target.corpus(), seed, case);
    match std::io::stdout().lock().write_all(&input) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

/// Runs each of `files`; exit code 1 where something is found.
pub fn replay(targets: &[Box<dyn Target>], files: &[PathBuf]) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for (target, file) in targets.iter().flat_map(|target| files.iter().map(move |file| (target, file))) {
        let Ok(input) = std::fs::read(file) else { return ExitCode::from(2) };
        let before = cpu_time();
        let answer = run(target.as_ref(), &input);
        let taken = cpu_time().saturating_sub(before).as_millis();
        println!("{} {}: {taken} ms for {} bytes: {answer:?}", target.name(), file.display(), input.len());
        if answer.is_err() {
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// Prints a smaller input than the one in `file` with which the same is found.
pub fn shrink(targets: &[Box<dyn Target>], file: &Path) -> ExitCode {
    let ([target], Ok(mut input)) = (targets, std::fs::read(file)) else { return ExitCode::from(2) };
    panic::set_hook(Box::new(|_| {}));
    // The kind of what is found; numbers in it differ.
    let found =
        |input: &[u8]| judged(target.as_ref(), input).err().map(|what| what.chars().take(10).collect::<String>());
    let Some(wanted) = found(&input) else {
        eprintln!("nothing is found with {}", file.display());
        return ExitCode::SUCCESS;
    };
    let mut length = input.len().div_ceil(2);
    while length > 0 {
        let mut at = 0;
        while at < input.len() {
            let mut smaller = input.clone();
            smaller.drain(at..(at + length).min(input.len()));
            match found(&smaller).as_ref() == Some(&wanted) {
                true => input = smaller,
                false => at += length,
            }
        }
        length /= 2;
    }
    let _ = std::io::stdout().lock().write_all(&input);
    ExitCode::FAILURE
}

fn input(target: &dyn Target, seeds: &[Vec<u8>], seed: u64, case: u64) -> Vec<u8> {
    let mut random = Rng::with_seed(seed ^ case.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let any = |random: &mut Rng| seeds.get(random.usize(..seeds.len().max(1))).map_or(&[][..], Vec::as_slice);
    let (one, other) = (any(&mut random), any(&mut random));
    mutated(one, other, &target.dialect(), &mut random)
}

/// Runs one case: it must not panic, must hold what the target asks, and must end in time.
fn judged(target: &dyn Target, input: &[u8]) -> Result<(), String> {
    let most = FIXED + PER_BYTE * u32::try_from(input.len()).unwrap_or(u32::MAX);
    let mut taken = Duration::MAX;
    // What is too slow three times is slow; once, it may be the machine.
    for _ in 0..3 {
        let before = cpu_time();
        run(target, input)?;
        taken = taken.min(cpu_time().saturating_sub(before));
        if taken <= most || !target.is_timed() {
            return Ok(());
        }
    }
    Err(format!("slow: {} ms for {} bytes", taken.as_millis(), input.len()))
}

fn run(target: &dyn Target, input: &[u8]) -> Result<(), String> {
    let answer = panic::catch_unwind(AssertUnwindSafe(|| target.check(input)));
    answer.unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<&str>().map(ToString::to_string);
        Err(format!("panic: {}", text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()))
    })
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

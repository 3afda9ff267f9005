//! Ctrl-C and its like, while commands run that a terminal does not reach: they are ended before makegood ends.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

/// Notes signals that ask the program to end, instead of ending at once. When it is dropped they end the program again.
#[derive(Debug)]
pub struct Interrupts {
    asked: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
}

impl Interrupts {
    /// Notes them from now on.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn watch() -> io::Result<Self> {
        let interrupts = Self { asked: Arc::default(), over: Arc::default() };
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            flag::register_conditional_default(signal, Arc::clone(&interrupts.over))?;
            flag::register(signal, Arc::clone(&interrupts.asked))?;
        }
        Ok(interrupts)
    }

    /// Whether the program was asked to end.
    pub fn asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Drop for Interrupts {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

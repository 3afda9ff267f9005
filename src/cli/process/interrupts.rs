//! Ctrl-C and its like, while commands run that a terminal does not reach: they are ended before makegood ends.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

/// What the handlers of signals look at. Handlers cannot be taken back to what was before them, so there is one set of them.
#[derive(Debug, Default)]
struct Flags {
    /// A signal came.
    asked: Arc<AtomicBool>,
    /// No one watches, so a signal ends the program as ever.
    idle: Arc<AtomicBool>,
}

static FLAGS: LazyLock<Result<Flags, io::ErrorKind>> =
    LazyLock::new(|| Flags::register().map_err(|error| error.kind()));

impl Flags {
    fn register() -> io::Result<Self> {
        let flags = Self::default();
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            flag::register_conditional_default(signal, Arc::clone(&flags.idle))?;
            flag::register(signal, Arc::clone(&flags.asked))?;
        }
        Ok(flags)
    }
}

/// Notes signals that ask the program to end, instead of ending at once; when it is dropped, they end the program again. There
/// is one at a time.
#[derive(Debug)]
pub struct Interrupts {
    flags: &'static Flags,
}

impl Interrupts {
    /// Notes them from now on.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn watch() -> io::Result<Self> {
        let flags = FLAGS.as_ref().map_err(|kind| io::Error::from(*kind))?;
        flags.idle.store(false, Ordering::Relaxed);
        flags.asked.store(false, Ordering::Relaxed);
        Ok(Self { flags })
    }

    /// Whether the program was asked to end.
    pub fn asked(&self) -> bool {
        self.flags.asked.load(Ordering::Relaxed)
    }
}

impl Drop for Interrupts {
    fn drop(&mut self) {
        self.flags.idle.store(true, Ordering::Relaxed);
    }
}

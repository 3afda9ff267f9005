//! A bar on standard error for runs that take long enough to wonder, on a terminal only.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::console::Console;

/// A run that is over before that shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// Counts files; shared by all threads.
#[derive(Debug)]
pub struct Progress {
    begun: Instant,
    total: u64,
    wanted: bool,
    counted: ProgressBar,
    shown: OnceLock<()>,
}

impl Progress {
    /// Progress through `total` files.
    pub fn new(total: usize, console: &Console) -> Self {
        let total = total as u64;
        let counted = ProgressBar::hidden();
        counted.set_length(total);
        Self { begun: Instant::now(), total, wanted: console.shows_progress(), counted, shown: OnceLock::new() }
    }

    /// One more file is done.
    pub fn advance(&self) {
        self.counted.inc(1);
        if self.wanted && self.begun.elapsed() > PATIENCE {
            self.shown.get_or_init(|| self.show());
        }
    }

    fn show(&self) {
        let style = ProgressStyle::with_template("{bar:32} {human_pos}/{human_len} files ({eta})");
        self.counted.set_style(style.expect("a good template"));
        self.counted.set_length(self.total);
        self.counted.set_draw_target(indicatif::ProgressDrawTarget::stderr());
    }
}

impl Drop for Progress {
    /// The bar leaves no trace among what is said.
    fn drop(&mut self) {
        self.counted.finish_and_clear();
    }
}

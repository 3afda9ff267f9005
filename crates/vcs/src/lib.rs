//! Brings text in: what git says has changed, or every file under a directory.
//!
//! The way of a file, from a [`Request`] to a [`Selection`]:
//!
//! 1. `compare` asks git what differs (`repository`, `base`, `status`, `diff`) and `change` puts the answers together; what is
//!    staged in a plain `index` it learns from there (`staged`); for [`Scope::All`], `everything` walks the directory instead
//!    (`walk`);
//! 2. `narrow` leaves out what is not judged (`sieve`, by `ignores` and `attributes`);
//! 3. `texts` loads both sides of what remains (`blobs`, `load`).
//!
//! A [`Tree`] reads any other file of either side, as far as judging needs it. Everything that git is asked goes through `git`,
//! which keeps the user's configuration out of the answers. The repository is never written to, but for the notes that
//! [`save_note`] is told to keep; what is to be built and run is laid out in a folder apart (`checkout`, `apart`).

mod attributes;
mod base;
mod blobs;
mod change;
mod checkout;
mod commits;
mod compare;
mod diff;
mod error;
mod everything;
mod exclude;
mod git;
mod history;
mod ignores;
mod included;
mod index;
mod isolated_repository;
mod last_change;
mod load;
mod local_state;
mod mention;
mod notes;
mod other_languages;
mod path_filter;
mod paths;
mod repository;
mod request;
mod selection;
mod staged;
mod status;
mod texts;
mod tree;
mod walk;

pub use checkout::{Revision, check_out};
pub use commits::{Commit, Pending, commits, pending};
pub use error::SourceError;
pub use history::{Beginning, Marks, beginning, first_added};
pub use isolated_repository::LEADING;
pub use load::{BINARY, Loaded, NO_TEXT};
pub use notes::{read_note, save_note};
pub use request::{GitProgram, Limits, Request, Scope};
pub use selection::{Begun, ChangedFile, Selection, Subject, begin, select};
pub use tree::{IsSource, Tree};

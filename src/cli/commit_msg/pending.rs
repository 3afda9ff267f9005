//! A commit that is about to be made: does it replace `HEAD`?

use model::{Message, SourceText};
use vcs::Pending;

/// Whether the commit may be one that replaces `HEAD` (`git commit --amend`), of which git tells its hooks nothing.
///
/// An amended commit keeps its author's date, and git hands the date on to its hooks (`determine_author_info` in git's
/// `builtin/commit.c`). Without the date, or with the subject of `HEAD`, it may be one, too: then the message is held against
/// both changes together, which can only hold more.
pub fn may_amend(known: &Pending, message: &Message, text: &SourceText) -> bool {
    let Some(head_date) = &known.head_date else { return false };
    let same_subject = message.subject.map(|span| text.slice(span)) == known.head_subject.as_deref();
    let date = std::env::var("GIT_AUTHOR_DATE").ok();
    same_subject || date.is_none_or(|date| seconds(&date).is_none_or(|seconds| seconds == head_date))
}

/// The seconds of a date in git's own form, `@1234567890 +0100`.
fn seconds(date: &str) -> Option<&str> {
    date.strip_prefix('@')?.split(' ').next()
}

//! Promises of names that are neither functions nor types, and of names that are to be gone.

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::scratch::Scratch;

const SPEC: &str = "\
# Tasks

- [x] 1. Bound the ring
  - Add `capacity: usize` and `policy: Policy` to the `Ring` struct in `src/ring.rs`
  - Add the `Full` and `Closed` variants to the `RingError` enum in `src/ring.rs`
  - Define `RING_MOST` constant in `src/ring.rs`
  - Add `ring_assert!` macro to `src/ring.rs`
  - Add `--dry-run` and `--most-rings` flags to `src/ring.rs`
  - Remove `old_push()` and `old_pop()` functions
";

const CODE: &str = "\
pub const RING_MOST: usize = 64;
macro_rules! ring_assert { ($e:expr) => { assert!($e) }; }
pub struct Ring { items: Vec<u8>, capacity: usize }
pub enum RingError { Full, Empty }
pub struct Options { dry_run: bool }
pub fn push(ring: &mut Ring, item: u8) { ring.items.push(item) }
pub fn old_pop(ring: &mut Ring) -> Option<u8> { ring.items.pop() }
";

#[test]
fn names_are_looked_up_among_those_of_their_kind() {
    let scratch = Scratch::repository();
    scratch.write("specs/ring/tasks.md", SPEC).write("src/main.rs", "fn main() { run() }\n");
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "Begin"]);
    scratch.write("src/ring.rs", CODE);
    let output = scratch.makegood(&["verify", "specs/ring/tasks.md", "--format", "json"]).output().expect("runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let shown = |promise: &Value| {
        let word = |key: &str| promise[key].as_str().unwrap_or_default();
        let evidence = promise["evidence"][0]["message"].as_str().unwrap_or_default();
        format!("{} {}: {evidence}\n", word("status"), word("id"))
    };
    let promises: String = report["promises"].as_array().expect("a list").iter().map(shown).collect();
    assert_data_eq!(
        promises,
        str![[r#"
unproven statement: no program can check it
kept file-modified:src/ring.rs: the file is changed
kept field:Ring.capacity: `capacity` is defined
broken field:Ring.policy: `Ring` has no field `policy`
kept variant:RingError.Full: `Full` is defined
broken variant:RingError.Closed: `RingError` has no variant `Closed`
kept constant:RING_MOST: `RING_MOST` is defined
kept macro:ring_assert: `ring_assert` is defined
kept flag:--dry-run: `dry_run` is defined
broken flag:--most-rings: no file speaks of `most_rings`
kept removal:old_push: `old_push` is gone
broken removal:old_pop: `old_pop` is still defined here

"#]]
    );
}

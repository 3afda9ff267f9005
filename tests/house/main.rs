//! Tests of the house itself: what is where, who may import whom, and whether the papers tell of it. Each check is a
//! function from texts to complaints, and each is shown to complain about a house that is wrong.

mod changelog;
mod imports;
mod links;
mod outside;
mod papers;
mod scripts;
mod shape;
mod tree;

/// Fails with all complaints at once.
#[track_caller]
fn nothing_wrong(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

//! `makegood prove`: each status from a small project in C that is built and tested for real.

use crate::scratch::Scratch;

const SOURCE: &str = "\
int doubled(int x) { return x + x; }
int unseen(int x) { return x * 3; }
int idle(int x) { return x - 1; }
int later(int x) { /* TODO: not implemented yet */ (void)x; return -1; }
#ifdef NEVER
int absent(int x) { return x + 4; }
#endif
";
const TEST: &str = "\
int doubled(int); int unseen(int); int idle(int);
int main(void) { unseen(1); return doubled(4) == 8 ? 0 : 1; }
";
const COMMAND: &str = "cc -Wall -Wextra -Werror -o t a.c tests/t.c && ./t && echo passed";

fn project() -> Scratch {
    let project = Scratch::repository();
    project.write("a.c", SOURCE).write("tests/t.c", TEST);
    project
}

fn prove(project: &Scratch, command: &str) -> (Option<i32>, serde_json::Value) {
    let arguments = ["prove", "--all", "--no-cache", "--format", "json", "--", command];
    let output = project.makegood(&arguments).output().expect("runs");
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_default())
}

#[test]
fn each_function_gets_its_status() {
    let project = project();
    let before = project.read("a.c");
    let (code, report) = prove(&project, COMMAND);
    let statuses: Vec<String> = report["proofs"]
        .as_array()
        .expect("proofs")
        .iter()
        .map(|proof| format!("{} {}", proof["function"], proof["status"]).replace('"', ""))
        .collect();
    let expected =
        ["doubled proven", "unseen pseudo_tested", "idle unreached", "later already_stub", "absent not_built"];
    assert_eq!(statuses, expected);
    assert_eq!((code, &report["verdict"]), (Some(1), &"unproven".into()));
    assert_eq!(project.read("a.c"), before);
}

#[test]
fn a_red_baseline_proves_nothing() {
    assert_eq!(prove(&project(), "exit 3").0, Some(2));
}

/// A project whose spec promises `functions`.
fn promising(functions: &[&str], source: &str) -> Scratch {
    let project = Scratch::repository();
    let rows: String = functions.iter().map(|name| format!("| `{name}` | `a.c` |\n")).collect();
    project.write(
        "tasks/sums.md",
        &format!("# Sums\n\n## Functions to implement\n\n| Function | File |\n|---|---|\n{rows}"),
    );
    project.git(&["add", "--all"]);
    project.git(&["commit", "--quiet", "-m", "Begin"]);
    project.write("a.c", source).write("tests/t.c", TEST);
    project
}

fn verify(project: &Scratch) -> (Option<i32>, serde_json::Value) {
    let arguments = ["verify", "tasks/sums.md", "--prove", "--no-cache", "--format", "json", "--", COMMAND];
    let output = project.makegood(&arguments).output().expect("runs");
    let report = serde_json::from_slice(&output.stdout);
    (output.status.code(), report.unwrap_or_else(|_| panic!("{output:?}")))
}

/// `name status` of each of the entries of a list.
fn listed(report: &serde_json::Value, list: &str, name: &str, status: &str) -> Vec<String> {
    let entries = report[list].as_array().expect("a list");
    entries.iter().map(|entry| format!("{} {}", entry[name], entry[status]).replace('"', "")).collect()
}

#[test]
fn a_promise_is_kept_where_a_test_notices() {
    let project = promising(&["doubled", "unseen"], SOURCE);
    let (code, report) = verify(&project);
    assert_eq!((code, &report["verdict"]), (Some(1), &"incomplete".into()), "{report:#}");
    assert_eq!(listed(&report, "promises", "text", "status"), ["`doubled` | `a.c` kept", "`unseen` | `a.c` unproven"]);
    assert_eq!(listed(&report, "proofs", "function", "status"), ["doubled proven", "unseen pseudo_tested"]);
    let tested = report["evidence"]["functions"].as_array().expect("functions");
    let proofs: Vec<&serde_json::Value> = tested.iter().map(|function| &function["proof"]).collect();
    assert!(proofs.contains(&&"proven".into()) && proofs.contains(&&"pseudo_tested".into()), "{tested:#?}");
    assert_eq!(
        verify(&promising(&["doubled"], "int doubled(int x) { return x + x; }\nint unseen(int x) { return x * 3; }\n"))
            .0,
        Some(0)
    );
}

#[test]
fn a_promise_of_which_nothing_can_be_told_is_not_kept() {
    let test = "int doubled(int); int absent(int);\n\
                int main(void) {\n#ifdef NEVER\n  if (absent(1) != 5) return 1;\n#endif\n  return doubled(4) == 8 ? 0 : 1;\n}\n";
    let source = "int doubled(int x) { return x + x; }\n\
                  #ifdef NEVER\nint absent(int x) { return x + 4; }\n#endif\n";
    let project = promising(&["doubled", "absent"], source);
    project.write("tests/t.c", test);
    let (code, report) = verify(&project);
    assert_eq!((code, &report["verdict"]), (Some(4), &"inconclusive".into()), "{report:#}");
    assert_eq!(listed(&report, "promises", "text", "status"), ["`doubled` | `a.c` kept", "`absent` | `a.c` unproven"]);
    let task = ["prove", "tasks/sums.md", "--no-cache", "--", COMMAND];
    project.makegood(&task).assert().code(4);
}

/// Functions of Rust, each with a test that notices; what follows the name is what its type asks of a value.
const KINDS: &str = "\
#![deny(warnings)]
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::num::NonZeroU8;
#[derive(Debug, PartialEq)]
pub struct Point<'a, T: Clone> where T: PartialEq { pub x: u8, pub name: &'a str, pub of: Vec<T>, pub kind: Kind }
#[derive(Debug, PartialEq)]
pub enum Kind { Pair(Box<Kind>, u8), Leaf { size: NonZeroU8 } }
pub struct Id(u32);
pub type Parsed<T> = Result<T, Box<dyn Error>>;
impl Id {
    pub const fn new(of: u32) -> Self { Id(of + 1) }
    pub fn get(&self) -> &u32 { &self.0 }
}
impl Default for Id { fn default() -> Self { Id(7) } }
pub fn point(name: &str) -> Result<Point<'_, u8>, String> { Ok(Point { x: 1, name, of: vec![1], kind: kind() }) }
pub fn kind() -> Kind { Kind::Leaf { size: NonZeroU8::MAX } }
pub fn kinds(of: &[Kind]) -> Option<&Kind> { of.last() }
pub fn pair() -> ([u8; 3], (Kind, &'static str)) { ([1; 3], (kind(), \"pair\")) }
pub fn parsed(text: &str) -> Parsed<Id> { Ok(Id(text.parse()?)) }
pub fn failed() -> Box<dyn Error + Send + Sync> { \"failed\".into() }
pub fn order(a: u8) -> std::cmp::Ordering { a.cmp(&3) }
pub fn cow(a: &str) -> Cow<'_, str> { Cow::Owned(a.to_uppercase()) }
pub fn even(of: Vec<u8>) -> impl Iterator<Item = u8> { of.into_iter().filter(|one| one % 2 == 0) }
pub fn adder(by: u8) -> Box<dyn Fn(u8) -> u8> { Box::new(move |to| to + by) }
pub fn made<T: Default + From<u8>>() -> T { T::from(3) }
pub fn map() -> BTreeMap<u8, Kind> { BTreeMap::from([(1, kind())]) }
pub fn smallest() -> Kind { Kind::Leaf { size: NonZeroU8::MIN } }
pub fn nothing() -> Empty { Empty { all: vec![] } }
pub struct Empty { all: Vec<u8> }
pub struct Built<W>(W, u8);
impl<W> Built<W> {
    pub fn wide(mut self) -> Self { self.1 = 9; self }
    pub fn wider(&mut self) -> &mut Self { self.1 += 1; self }
}
pub const ZEROS: [[u8; 2]; 1] = grid();
pub const fn grid<const N: usize>() -> [[u8; N]; 1] { [[1; N]] }
pub const WIDTH: usize = width();
pub const fn width() -> usize { 3 + 1 }
#[test]
fn all() {
    assert_eq!(Id::new(3).get(), &4);
    assert_eq!(Id::default().0, 7);
    assert_eq!((point(\"p\").unwrap().x, kinds(&[kind()])), (1, Some(&Kind::Leaf { size: NonZeroU8::MAX })));
    assert_eq!(pair().0[1] + pair().1.1.len() as u8, 5);
    assert!(parsed(\"3\").unwrap().0 == 3 && failed().to_string() == \"failed\");
    assert!(order(2).is_lt() && cow(\"a\") == \"A\" && even(vec![2, 3]).count() == 1);
    assert!(nothing().all.is_empty());
    assert_eq!(smallest(), Kind::Leaf { size: NonZeroU8::MIN });
    assert!(Built(\"a\", 3).wide().wider().1 == 10 && ZEROS[0][1] == 1);
    assert!(adder(2)(3) == 5 && made::<u16>() == 3 && map().len() == 1 && WIDTH == 4 && width() == 4);
}
";

#[test]
fn each_kind_of_type_has_a_value() {
    let project = Scratch::repository();
    project.write("Cargo.toml", "[package]\nname = \"kinds\"\nedition = \"2021\"\n[lib]\npath = \"lib.rs\"\n");
    project.write("lib.rs", KINDS);
    let (code, report) = prove(&project, "rustc --test --edition 2021 -o t lib.rs && ./t");
    let others: Vec<String> =
        listed(&report, "proofs", "function", "status").into_iter().filter(|one| !one.ends_with(" proven")).collect();
    // The value of its type is the one that it always answers with.
    assert_eq!(
        (others, code),
        (vec!["smallest unsupported".to_owned(), "nothing unsupported".to_owned()], Some(4)),
        "{report:#}"
    );
}

//! What `makegood verify` takes for kept although it is not what the spec says to the letter, and what it does not.

use serde_json::Value;

use crate::scratch::Scratch;

/// What `verify` says of `library` as `src/store.rs`, which one commit adds for `spec`: the exit code and each promise that could be
/// checked.
fn verify(spec: &str, files: &[(&str, &str)]) -> String {
    let scratch = Scratch::repository();
    scratch
        .write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")
        .write("src/lib.rs", "pub mod store;\n")
        .write("tasks/work.md", spec);
    commit(&scratch, "Begin");
    for (path, text) in files {
        scratch.write(path, text);
    }
    commit(&scratch, "Implement work.md");
    report(&scratch)
}

fn commit(scratch: &Scratch, message: &str) {
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", message]);
}

fn report(scratch: &Scratch) -> String {
    let output = scratch.makegood(&["verify", "work.md", "--format", "json"]).output().expect("runs");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let told = |promise: &&Value| promise["kind"] != "statement";
    let line = |promise: &Value| {
        format!(
            "  {} {}: {}\n",
            word(&promise["status"]),
            word(&promise["kind"]),
            word(&promise["evidence"][0]["message"])
        )
    };
    let promises = report["promises"].as_array().expect("a list").iter().filter(told).map(line);
    format!("{} {}\n{}", output.status.code().expect("a code"), word(&report["reason"]), promises.collect::<String>())
}

const TESTED: (&str, &str) =
    ("tests/store.rs", "#[test]\nfn works() {\n    assert!(app::store::lookup(\"a\", 1) > 0);\n}\n");

#[test]
fn other_parameters_than_a_text_lists_are_drift_and_break_a_contract() {
    let library = "pub fn lookup(key: &str, tries: usize) -> usize {\n    key.len() + tries\n}\n";
    let text = "# Work\n\n## Functions to implement\n\n- `lookup(key)` in `src/store.rs`\n";
    let contract = "# Work\n\n```makegood\nprovides:\n  functions:\n    - {name: lookup, in: src/store.rs}\n```\n\n## Functions to implement\n\n- `lookup(key)`\n";
    let said = [text, contract].map(|spec| verify(spec, &[("src/store.rs", library), TESTED])).concat();
    snapbox::assert_data_eq!(
        said,
        snapbox::str![[r#"
0 the promise is kept, otherwise than said
  drifted function: `lookup` takes 2 parameters where the spec has 1
1 1 of 1 promise broken: lookup has other parameters than promised
  broken function: `lookup` takes 2 parameters where the spec has 1

"#]]
    );
}

#[test]
fn a_method_that_is_derived_or_implemented_for_a_trait_is_there() {
    let spec = "# Work\n\n## Functions to implement\n\n- `Store::default()` in `src/store.rs`\n- `Store::clone()` in `src/store.rs`\n- `Store::hash()` in `src/store.rs`\n";
    let library = "#[derive(Clone, Debug)]\npub struct Store {\n    size: usize,\n}\n\nimpl Default for Store {\n    fn default() -> Self {\n        Self { size: 8 }\n    }\n}\n\npub fn lookup(key: &str, tries: usize) -> usize {\n    Store::default().clone().size + key.len() + tries\n}\n";
    snapbox::assert_data_eq!(
        verify(spec, &[("src/store.rs", library), TESTED]),
        snapbox::str![[r#"
1 1 of 3 promises broken: Store::hash is nowhere defined
  kept function: `<Store as Default>::default` is defined
  kept function: `clone` is derived for `Store`
  broken function: `Store::hash` is nowhere defined

"#]]
    );
}

/// The promised file holds the trait; another one implements it.
#[test]
fn a_method_of_a_trait_is_looked_for_in_its_implementations() {
    let spec = "# Work\n\n## Functions to implement\n\n- `load(key)` in `src/store.rs`\n";
    let library = "pub trait Load {\n    fn load(&self, key: &str) -> usize;\n}\n\npub mod disk;\n";
    let disk = |body: &str| {
        format!(
            "pub struct Disk;\n\nimpl super::Load for Disk {{\n    fn load(&self, key: &str) -> usize {{\n        {body}\n    }}\n}}\n"
        )
    };
    let test = "use app::store::{Load, disk::Disk};\n#[test]\nfn works() {\n    assert_eq!(Disk.load(\"a\"), 1);\n}\n";
    let said = ["key.len()", "0"].map(|body| {
        verify(spec, &[("src/store.rs", library), ("src/store/disk.rs", &disk(body)), ("tests/store.rs", test)])
    });
    snapbox::assert_data_eq!(
        said.concat(),
        snapbox::str![[r#"
0 the promise is kept
  kept function: `<Disk as super::Load>::load` is defined
1 1 of 1 promise broken: <Disk as super::Load>::load always returns `0`; `key` is never used
  broken function: `<Disk as super::Load>::load` always returns `0`; `key` is never used

"#]]
    );
}

#[test]
fn what_is_only_mentioned_counts_where_the_change_ruins_it() {
    let spec = "# Work\n\n## Functions to implement\n\n- `lookup(key, tries)` in `src/store.rs`\n\n## Steps\n\nExtend `measure_all(text)` to count wide letters.\n";
    let lookup = "pub fn lookup(key: &str, tries: usize) -> usize {\n    key.len() + tries\n}\n";
    let measure = |body: &str| format!("pub fn measure_all(text: &str) -> usize {{\n    {body}\n}}\n");
    let mut said = String::new();
    for after in [measure("text.len() * 2"), measure("let _ = text;\n    0"), String::new()] {
        let scratch = Scratch::repository();
        scratch.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
        scratch.write("src/lib.rs", "pub mod store;\n").write("tasks/work.md", spec);
        scratch.write("src/store.rs", &measure("text.len()"));
        commit(&scratch, "Begin");
        scratch.write("src/store.rs", &format!("{lookup}{after}")).write(TESTED.0, TESTED.1);
        commit(&scratch, "Implement work.md");
        said += &report(&scratch);
    }
    snapbox::assert_data_eq!(
        said,
        snapbox::str![[r#"
0 the promise is kept
  kept function: `lookup` is defined
  kept function: `measure_all` is defined
1 1 of 2 promises broken: measure_all always returns `0`; `text` is never used
  kept function: `lookup` is defined
  broken function: `measure_all` always returns `0`; `text` is never used
1 1 of 2 promises broken: measure_all is nowhere defined
  kept function: `lookup` is defined
  broken function: `measure_all` is nowhere defined

"#]]
    );
}

/// `Cargo.toml` in the root or one of a member: with neither at that very path there is no telling.
#[test]
fn a_name_that_many_files_have_is_kept_by_none_of_them() {
    let spec = "# Work\n\n## Files\n\n- Create: `build.rs`\n";
    let said = [
        verify(spec, &[("one/build.rs", "fn main() {}\n")]),
        verify(spec, &[("one/build.rs", "fn main() {}\n"), ("two/build.rs", "fn main() {}\n")]),
    ];
    snapbox::assert_data_eq!(
        said.concat(),
        snapbox::str![[r#"
0 the promise is kept
  kept file: the file is there
4 none of 1 promise that can be checked is shown to be kept
  unproven file: there is no build.rs in the root, and the change touches several files of that name

"#]]
    );
}

#[test]
fn one_untested_function_among_tested_ones_is_a_warning() {
    let spec = "# Work\n\n## Functions to implement\n\n- `lookup(key, tries)` in `src/store.rs`\n- `flush(key)` in `src/store.rs`\n";
    let library = "pub fn lookup(key: &str, tries: usize) -> usize {\n    key.len() + tries\n}\n\npub fn flush(key: &str) -> usize {\n    key.len()\n}\n";
    let other = ("tests/store.rs", "#[test]\nfn works() {\n    assert_eq!(1 + app::store::other(), 2);\n}\n");
    let with_other = format!("{library}\npub fn other() -> usize {{\n    std::process::id() as usize\n}}\n");
    let said =
        [verify(spec, &[("src/store.rs", library), TESTED]), verify(spec, &[("src/store.rs", &with_other), other])];
    snapbox::assert_data_eq!(
        said.concat(),
        snapbox::str![[r#"
0 all 2 promises kept
  kept function: `lookup` is defined
  kept function: `flush` is defined
1 `flush` is promised, and is reached by no test that runs and asserts
  kept function: `lookup` is defined
  kept function: `flush` is defined

"#]]
    );
}

#[test]
fn a_plan_without_marks_is_judged_as_a_whole() {
    let scratch = Scratch::repository();
    let plan = "# Plan\n\n### Task 1: Store\n\n**Files:**\n- Create: `src/store.rs`\n\n### Task 2: Lines\n\n**Files:**\n- Create: `src/lines.rs`\n";
    scratch.write("docs/plans/plan.md", plan);
    commit(&scratch, "Begin");
    scratch.write("src/store.rs", "pub fn size(text: &str) -> usize {\n    text.len()\n}\n");
    commit(&scratch, "Store");
    let said = |args: &[&str]| {
        let args = [&["verify", "docs/plans/plan.md", "--format", "json"], args].concat();
        let output = scratch.makegood(&args).output().expect("runs");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        format!("{} {}\n", output.status.code().expect("a code"), report["reason"])
    };
    snapbox::assert_data_eq!(
        said(&[]) + &said(&["--base", "HEAD~1"]),
        snapbox::str![[r#"
2 null
1 "3 tasks: 1 delivered, 1 incomplete, 1 not to be verified"

"#]]
    );
}

//! What build files declare: the targets of Cargo packages, the test runs of CMake and Meson.

use std::collections::HashMap;

use super::Files;

/// A run that a build file declares as a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredRun {
    /// Its name.
    pub name: String,
    /// The build file, from the root.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

/// The roots of the crates of a Cargo package, and what becomes of the tests in them.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The folder of its `Cargo.toml`, with a `/` at the end; empty at the root.
    pub(super) folder: String,
    /// The files that a target begins with, and why their tests do not run, where they do not.
    pub(super) roots: HashMap<String, Option<&'static str>>,
    /// The root of its library.
    pub(super) library: Option<String>,
    /// Whether the examples in its documentation are run.
    pub(super) doctests: bool,
}

/// The packages among `files`.
pub(super) fn packages(files: &Files) -> Vec<Package> {
    let manifests = files.paths.iter().filter(|path| path.rsplit('/').next() == Some("Cargo.toml"));
    manifests.filter_map(|path| package(path, files)).collect()
}

fn package(path: &str, files: &Files) -> Option<Package> {
    let manifest: toml::Table = (files.read)(path)?.as_str().parse().ok()?;
    let about = manifest.get("package")?.as_table()?;
    let folder = path.strip_suffix("Cargo.toml")?.to_owned();
    let mut package = Package { folder, doctests: true, ..Package::default() };
    package.found(files, about);
    package.declared(&manifest, files);
    Some(package)
}

impl Package {
    /// Targets by their place.
    fn found(&mut self, files: &Files, about: &toml::Table) {
        let on = |key: &str| about.get(key).and_then(toml::Value::as_bool).unwrap_or(true);
        for path in files.paths {
            let Some(rest) = path.strip_prefix(self.folder.as_str()) else { continue };
            let Some((found, unrun)) = place(rest) else { continue };
            if on(found) {
                self.roots.insert(path.clone(), unrun);
            }
        }
        let library = format!("{}src/lib.rs", self.folder);
        self.library = self.roots.contains_key(&library).then_some(library);
    }

    /// Targets that the manifest names.
    fn declared(&mut self, manifest: &toml::Table, files: &Files) {
        for kind in ["lib", "bin", "test", "example", "bench"] {
            let tables: Vec<&toml::Table> = match manifest.get(kind) {
                Some(toml::Value::Table(table)) => vec![table],
                Some(toml::Value::Array(list)) => list.iter().filter_map(toml::Value::as_table).collect(),
                _ => Vec::new(),
            };
            for table in tables {
                self.target(kind, table, files);
            }
        }
    }

    fn target(&mut self, kind: &str, table: &toml::Table, files: &Files) {
        let flag = |key: &str| table.get(key).and_then(toml::Value::as_bool);
        let unrun = match kind {
            _ if flag("test") == Some(false) => Some("its target is not tested (`test = false`)"),
            // A harness of its own runs what it finds, by attributes of its own.
            _ if flag("harness") == Some(false) => None,
            "example" | "bench" if flag("test") != Some(true) => Some("its target is only built"),
            _ => None,
        };
        let Some(root) = self.root_of(kind, table, files) else { return };
        if kind == "lib" {
            self.library = Some(root.clone());
            self.doctests = flag("doctest") != Some(false);
        }
        self.roots.insert(root, unrun);
    }

    /// The file that a target begins with: as it is written, or by its name.
    fn root_of(&self, kind: &str, table: &toml::Table, files: &Files) -> Option<String> {
        if let Some(path) = table.get("path").and_then(toml::Value::as_str) {
            return Some(super::compiled::normal(&format!("{}{path}", self.folder)));
        }
        let name = table.get("name").and_then(toml::Value::as_str).unwrap_or_default();
        let folder = match kind {
            "lib" => return Some(format!("{}src/lib.rs", self.folder)),
            "bin" => "src/bin",
            "test" => "tests",
            "example" => "examples",
            _ => "benches",
        };
        let own = |form: &str| format!("{}{folder}/{name}{form}", self.folder);
        let mut places = vec![own(".rs"), own("/main.rs")];
        if kind == "bin" {
            places.push(format!("{}src/main.rs", self.folder));
        }
        places.into_iter().find(|place| files.paths.contains(place))
    }
}

/// The key that turns off finding a target at this place, and why its tests do not run, where they do not.
fn place(path: &str) -> Option<(&'static str, Option<&'static str>)> {
    let parts: Vec<&str> = path.split('/').collect();
    let unrun = Some("its target is only built");
    let single = |key| parts.len() == 2 && parts[0] == key && parts[1].ends_with(".rs");
    let folder = |key| parts.len() == 3 && parts[0] == key && parts[2] == "main.rs";
    match parts.as_slice() {
        ["src", "lib.rs"] => Some(("autolib", None)),
        ["src", "main.rs"] => Some(("autobins", None)),
        ["src", "bin", file] if file.ends_with(".rs") => Some(("autobins", None)),
        ["src", "bin", _, "main.rs"] => Some(("autobins", None)),
        ["build.rs"] => Some(("build", unrun)),
        _ if single("tests") || folder("tests") => Some(("autotests", None)),
        _ if single("examples") || folder("examples") => Some(("autoexamples", unrun)),
        _ if single("benches") || folder("benches") => Some(("autobenches", unrun)),
        _ => None,
    }
}

/// The runs that the build files among `files` declare.
pub(super) fn declared_runs(files: &Files) -> Vec<DeclaredRun> {
    let builders = files.paths.iter().filter_map(|path| {
        let call = match path.rsplit('/').next()? {
            "CMakeLists.txt" => "add_test",
            "meson.build" => "test",
            name if name.ends_with(".cmake") => "add_test",
            _ => return None,
        };
        Some((path, call))
    });
    builders.flat_map(|(path, call)| runs_in(path, call, files)).collect()
}

fn runs_in(path: &str, call: &str, files: &Files) -> Vec<DeclaredRun> {
    let Some(source) = (files.read)(path) else { return Vec::new() };
    let text = source.as_str();
    let starts = memchr::memmem::find_iter(text.as_bytes(), call.as_bytes());
    let run = |at: usize| {
        let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let alone = text[line..at].chars().all(|c| c.is_whitespace());
        let arguments = text[at + call.len()..].trim_start().strip_prefix('(').filter(|_| alone)?;
        let mut words = arguments.split(|c: char| c.is_whitespace() || matches!(c, ',' | ')' | '\'' | '"'));
        let name = words.find(|word| !word.is_empty() && *word != "NAME")?;
        Some(DeclaredRun { name: name.to_owned(), path: path.to_owned(), line: source.line(at) })
    };
    starts.filter_map(run).collect()
}

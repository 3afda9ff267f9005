//! Which Rust files a target compiles, and as which module.

use std::collections::{HashMap, VecDeque};

use super::Files;
use super::build_files::{Package, packages};
use super::gather::Told;
use model::{FilePart, LanguageId};

/// A file as a part of a crate.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The modules around what it holds, with a `::` at the end; empty for a crate's root.
    pub(super) module: String,
    /// Why its tests do not run, where they do not.
    pub(super) unrun: Option<&'static str>,
    /// The conditions under which one of the modules around it is compiled.
    pub(super) conditions: Vec<model::Condition>,
    /// Whether the examples in its documentation are run.
    pub(super) documented: bool,
}

/// The files that targets compile.
pub(super) struct Compiled {
    parts: HashMap<String, Part>,
    packages: Vec<Package>,
}

/// The files that the targets of the packages among `files` compile.
pub(super) fn compiled(told: &[Told], files: &Files) -> Compiled {
    let packages = packages(files);
    let by_path: HashMap<&str, &Told> = told
        .iter()
        .filter(|told| told.language == LanguageId::Rust && !told.is_renamed)
        .map(|told| (told.path.as_str(), told))
        .collect();
    let mut walk = Walk { by_path, parts: HashMap::new(), ahead: VecDeque::new() };
    // What more than one target compiles counts where its tests run, in a library first.
    for package in &packages {
        let mut roots: Vec<_> = package.roots.iter().collect();
        roots.sort_by_key(|(path, unrun)| (Some(*path) != package.library.as_ref(), unrun.is_some(), *path));
        for (path, unrun) in roots {
            let documented = package.doctests && Some(path) == package.library.as_ref();
            walk.from(path, Part { module: String::new(), unrun: *unrun, conditions: Vec::new(), documented });
        }
    }
    Compiled { parts: walk.parts, packages }
}

impl Compiled {
    /// The file at `path` as a part of a crate; `None` where it is a part of none.
    pub(super) fn part(&self, path: &str) -> Option<&Part> {
        self.parts.get(path)
    }

    /// Whether the file at `path` stands in a package, so that it can be told whether it is compiled.
    pub(super) fn is_known(&self, path: &str) -> bool {
        self.packages.iter().any(|package| path.starts_with(&package.folder))
    }
}

struct Walk<'a> {
    by_path: HashMap<&'a str, &'a Told>,
    parts: HashMap<String, Part>,
    ahead: VecDeque<(String, Part, bool)>,
}

impl Walk<'_> {
    fn from(&mut self, root: &str, part: Part) {
        self.ahead.push_back((root.to_owned(), part, true));
        while let Some((path, part, is_root)) = self.ahead.pop_front() {
            let Some(told) = self.by_path.get(path.as_str()).copied() else { continue };
            if self.parts.contains_key(&path) {
                continue;
            }
            for declared in &told.facts.parts {
                self.follow(&path, declared, &part, is_root);
            }
            self.parts.insert(path, part);
        }
    }

    /// Looks for the file of `mod x;`.
    fn follow(&mut self, path: &str, declared: &FilePart, around: &Part, is_root: bool) {
        let conditions = around.conditions.iter().chain(&declared.conditions).cloned().collect();
        let part = Part { module: format!("{}{}::", around.module, declared.name), conditions, ..around.clone() };
        for place in places(path, declared, is_root) {
            if self.by_path.contains_key(place.as_str()) {
                self.ahead.push_back((place, part.clone(), false));
            }
        }
    }
}

/// Where the file of a module can be. Source: The Rust Reference, chapter "Modules".
fn places(path: &str, declared: &FilePart, is_root: bool) -> Vec<String> {
    let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
    let stem = file.trim_end_matches(".rs");
    let owns_folder = is_root || stem == "mod";
    let (around, name) = declared.name.rsplit_once("::").unwrap_or(("", declared.name.as_str()));
    let join =
        |parts: &[&str]| normal(&parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/"));
    let inline = around.replace("::", "/");
    let own = if owns_folder { "" } else { stem };
    if let Some(given) = &declared.path {
        return vec![if inline.is_empty() { join(&[folder, given]) } else { join(&[folder, own, &inline, given]) }];
    }
    let base = [folder, own, inline.as_str()];
    let name = name.trim_start_matches("r#");
    vec![join(&[&base[..], &[&format!("{name}.rs")]].concat()), join(&[&base[..], &[name, "mod.rs"]].concat())]
}

/// `path` without `.` and `..` in it.
pub(super) fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

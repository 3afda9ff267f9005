//! Which files are the roots of Rust's crates, as cargo tells.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::ProveError;
use super::project::{Invocation, Project};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    src_path: PathBuf,
}

/// The crates of a project.
#[derive(Debug, Default)]
pub struct Crates {
    /// The roots of all crates but build scripts, by the folder of their package, from the project's folder.
    roots: BTreeMap<PathBuf, BTreeSet<String>>,
    /// The folders of packages whose functions run while others are built.
    at_build: BTreeSet<PathBuf>,
}

/// Asks cargo for the crates that hold `paths`.
///
/// # Errors
/// If makegood was asked to end.
pub fn crates(project: &Project, paths: &BTreeSet<String>) -> Result<Crates, ProveError> {
    let mut crates = Crates::default();
    for path in paths {
        let Some(manifest) = manifest(&project.folder, path) else { continue };
        if crates.package(path).is_none() {
            ask(project, &manifest, &mut crates)?;
        }
    }
    Ok(crates)
}

fn manifest(folder: &Path, path: &str) -> Option<PathBuf> {
    let above = Path::new(path).ancestors().skip(1);
    above.map(|above| folder.join(above).join("Cargo.toml")).find(|manifest| manifest.is_file())
}

fn ask(project: &Project, manifest: &Path, crates: &mut Crates) -> Result<(), ProveError> {
    let argv = ["cargo", "metadata", "--no-deps", "--format-version", "1", "--manifest-path"];
    let mut argv: Vec<String> = argv.map(str::to_owned).to_vec();
    argv.push(manifest.display().to_string());
    let ran = project.run_program(&Invocation::of(&argv, &project.folder), "", Duration::from_secs(120))?;
    let from = ran.printed.find('{').unwrap_or(ran.printed.len());
    let mut values = serde_json::Deserializer::from_str(&ran.printed[from..]).into_iter::<Metadata>();
    let Some(Ok(metadata)) = values.next() else { return Ok(()) };
    for package in &metadata.packages {
        crates.add(&project.folder, package);
    }
    Ok(())
}

impl Crates {
    fn add(&mut self, project: &Path, package: &Package) {
        let below = |path: &Path| path.strip_prefix(project).ok().map(Path::to_path_buf);
        let Some(folder) = package.manifest_path.parent().and_then(below) else { return };
        let is = |target: &Target, kind: &str| target.kind.iter().any(|own| own == kind);
        if package.targets.iter().any(|target| is(target, "proc-macro")) {
            self.at_build.insert(folder.clone());
        }
        let targets = package.targets.iter().filter(|target| !is(target, "custom-build"));
        let roots = targets.filter_map(|target| Some(below(&target.src_path)?.display().to_string()));
        self.roots.insert(folder, roots.collect());
    }

    /// The folder of the package that holds `path`.
    fn package<'p>(&self, path: &'p str) -> Option<&'p Path> {
        Path::new(path).ancestors().find(|above| self.roots.contains_key(*above))
    }

    /// The roots of the crates that the file at `path` can belong to.
    pub fn roots_of(&self, path: &str) -> impl Iterator<Item = &String> {
        self.package(path).and_then(|package| self.roots.get(package)).into_iter().flatten()
    }

    /// The files of Rust below the sources of the packages that hold `paths`: where the types of their functions can be defined.
    pub fn files_beside(&self, project: &Path, paths: &BTreeSet<String>) -> BTreeSet<String> {
        let packages: BTreeSet<&Path> = paths.iter().filter_map(|path| self.package(path)).collect();
        let mut files = paths.clone();
        for package in packages {
            let mut folders = vec![package.join("src")];
            while let Some(folder) = folders.pop() {
                for entry in fs::read_dir(project.join(&folder)).into_iter().flatten().flatten() {
                    let path = folder.join(entry.file_name());
                    match entry.file_type() {
                        Ok(kind) if kind.is_dir() => folders.push(path),
                        Ok(kind) if kind.is_file() && path.extension().is_some_and(|ending| ending == "rs") => {
                            files.extend(path.to_str().map(str::to_owned));
                        }
                        _ => {}
                    }
                }
            }
        }
        files
    }

    /// Whether the functions of the file at `path` run while others are built.
    pub fn runs_at_build(&self, path: &str) -> bool {
        self.package(path).is_some_and(|package| self.at_build.contains(package))
    }
}

//! What promises ask for: names, files, tests.

use std::collections::BTreeSet;

use model::{Promise, Promised, SymbolKind, Use, Used};

/// The names, files and tests that are to be looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Plain names of functions.
    pub functions: BTreeSet<String>,
    /// Names of slots.
    pub slots: BTreeSet<String>,
    /// Plain names of types.
    pub types: BTreeSet<String>,
    /// Names of fields, variants, constants, macros and options.
    pub symbols: BTreeSet<String>,
    /// Plain names of tests.
    pub tests: BTreeSet<String>,
    /// Files that are named: paths from the root, or their last parts.
    pub files: BTreeSet<String>,
    /// Whether tests are asked for, by number or by name.
    pub counts_tests: bool,
}

impl Asked {
    /// What `promises` and `uses` ask for.
    pub fn of<'a>(promises: impl IntoIterator<Item = &'a Promise>, uses: impl IntoIterator<Item = &'a Use>) -> Self {
        let mut asked = Self::default();
        promises.into_iter().for_each(|promise| asked.add(&promise.what));
        for used in uses {
            match &used.what {
                Used::Slot(name) => drop(asked.slots.insert(name.clone())),
                Used::Symbol(name) => asked.add_symbol(name),
                Used::Call(name) => drop(asked.functions.insert(name.clone())),
                Used::File(path) => drop(asked.files.insert(path.clone())),
            }
        }
        asked
    }

    /// The functions `names` and nothing else.
    pub(super) fn functions(names: impl IntoIterator<Item = String>) -> Self {
        Self { functions: names.into_iter().collect(), ..Self::default() }
    }

    /// All names by which a file can tell of something that is asked for.
    pub(super) fn words(&self) -> Vec<String> {
        let all = [&self.functions, &self.slots, &self.types, &self.tests].into_iter().flatten();
        let all = all.chain(self.symbols.iter().filter(|name| is_telling(name)));
        all.cloned().collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn add(&mut self, what: &Promised) {
        match what {
            Promised::Function { name, file, slot, .. } => {
                self.functions.insert(plain(name));
                // `Provider::request` can be a method of the type or a slot of the trait; a file can hold the trait.
                self.slots.extend((name.contains("::") || file.is_some()).then(|| plain(name)));
                self.types.extend(name.rsplit_once("::").map(|(of, _)| plain(of)));
                self.slots.extend(slot.clone());
                self.files.extend(file.clone());
            }
            Promised::Slot { name, .. } => drop(self.slots.insert(name.clone())),
            Promised::Type { name, file } => {
                self.types.insert(plain(name));
                self.types.extend(name.rsplit_once("::").map(|(of, _)| plain(of)));
                self.files.extend(file.clone());
            }
            Promised::Symbol { name, kind, of, file } => {
                self.symbols.insert(symbol(name, *kind));
                if *kind == SymbolKind::Name {
                    self.add_symbol(name);
                }
                self.types.extend(of.as_deref().map(plain));
                self.files.extend(file.clone());
            }
            Promised::Removed { name, file } => {
                self.add_symbol(name);
                self.symbols.insert(plain(name));
                self.files.extend(file.clone());
            }
            Promised::File { path, .. } => drop(self.files.insert(path.clone())),
            Promised::Tests { files, .. } => {
                self.counts_tests = true;
                self.files.extend(files.iter().cloned());
            }
            Promised::Test { name, file } => {
                self.counts_tests = true;
                self.tests.insert(plain(name));
                self.files.extend(file.clone());
            }
            Promised::Command { .. } | Promised::Statement { .. } => {}
        }
    }

    /// A symbol can be a function, a type or a slot.
    fn add_symbol(&mut self, name: &str) {
        let name = plain(name);
        self.functions.insert(name.clone());
        self.types.insert(name.clone());
        self.slots.insert(name);
    }
}

/// `f` of `module::Type::f` and of `<Type as Trait>::f`.
fn plain(name: &str) -> String {
    name.rsplit("::").next().unwrap_or(name).to_owned()
}

/// The name that code has for a promised symbol: an option `--dry-run` is a field `dry_run`.
pub(crate) fn symbol(name: &str, kind: SymbolKind) -> String {
    match kind {
        SymbolKind::Flag => name.trim_start_matches('-').replace('-', "_"),
        _ => plain(name),
    }
}

/// Whether few files speak of `name` without meaning it, so that all are looked into for it: most hold a word such as `size`.
pub(crate) fn is_telling(name: &str) -> bool {
    name.trim_matches('_').contains('_') || name.len() > 3 && name.chars().any(char::is_uppercase)
}

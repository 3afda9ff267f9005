//! Functions are found by keywords and brackets alone; syn, which parses everything, must find the same.

use std::path::{Path, PathBuf};

use model::SourceText;
use syn::visit::{self, Visit};
use syntax::language_of;

use crate::fixtures::folders;

/// The names of all functions with a body, in order of their place.
#[derive(Default)]
struct Functions(Vec<String>);

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.0.push(function.sig.ident.to_string());
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.0.push(function.sig.ident.to_string());
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if function.default.is_some() {
            self.0.push(function.sig.ident.to_string());
        }
        visit::visit_trait_item_fn(self, function);
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("it can be listed") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// How many functions syn found in the file, all of them found by the reader too.
fn agreeing(path: &Path) -> usize {
    let text = SourceText::new("input.rs", std::fs::read(path).expect("it can be read"));
    let Ok(file) = syn::parse_file(text.as_str()) else { return 0 };
    let mut expected = Functions::default();
    expected.visit_file(&file);
    let heads = language_of("input.rs").expect("Rust is read").read(&text, &|_, _| false).heads;
    let mut found = heads.iter().map(|head| head.name.as_str());
    for name in &expected.0 {
        assert!(found.any(|other| other == name), "{name} of {} was not found", path.display());
    }
    expected.0.len()
}

#[test]
fn every_function_that_syn_finds_is_found() {
    let mut paths: Vec<PathBuf> = folders().iter().map(|folder| folder.join("input.rs")).collect();
    let project = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    sources(&project.join("src"), &mut paths);
    sources(&project.join("tests"), &mut paths);
    let agreed: usize = paths.iter().map(|path| agreeing(path)).sum();
    assert!(agreed > 300, "only {agreed} functions were compared");
}

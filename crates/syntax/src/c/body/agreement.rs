//! Holds the plain reader against the grammar: wherever both read a body, they should read the same.

use crate::Opened;
use crate::c::body::tree_sitter::Grammar;
use crate::c::body::{descent, normalize, variants};
use crate::c::parsed_file::Sheet;
use crate::c::scan::Scan;
use model::{FunctionHead, SourceText};

/// How the bodies of a text of C are read, each under each selection of its conditional arms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agreement {
    /// How many the plain reader takes.
    pub plain: usize,
    /// How many it leaves to the grammar.
    pub left: usize,
    /// The names of the functions that it takes and the grammar reads differently.
    pub different: Vec<String>,
}

/// Reads all bodies of `source`, a text of C, in both ways. It is there for tests and measurements: a check reads in one.
pub fn agreement(source: &SourceText) -> Agreement {
    let scan = Scan::of(source.as_str());
    let mut agreement = Agreement::default();
    for head in Sheet::of(source).heads() {
        agreement.add(&scan, head);
    }
    agreement
}

impl Agreement {
    fn add(&mut self, scan: &Scan, head: &FunctionHead) {
        let inside = |at: u32| head.body.start <= at as usize && (at as usize) < head.body.end;
        let tokens: Vec<_> = scan.tokens.iter().copied().filter(|token| inside(token.start)).collect();
        for selection in variants::selections(scan, &tokens, &head.conditions) {
            let fitted = normalize::fit(scan, head.body, &selection.tokens);
            let mut unread = Vec::new();
            let written = descent::read(scan.text, head.body, &selection.tokens);
            let Some(block) = written.or_else(|| descent::read_fitted(scan.text, head.body, &fitted)) else {
                self.left += 1;
                continue;
            };
            self.plain += 1;
            let same = block == Grammar::default().read(scan.text, head.body, &fitted, &mut unread);
            self.different.extend((!same || !unread.is_empty()).then(|| head.name.clone()));
        }
    }
}

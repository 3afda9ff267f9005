//! From a block's YAML to a contract.

use super::fields::Reader;
use super::{Contract, NAME};
use crate::SpecError;
use crate::yaml::{self, Entry, Node};
use model::{SourceText, Span};

const KEYS: &[&str] = &["requires", "provides", "files", "tests", "excludes", "defers"];

/// See [`Contract::read`].
pub fn block(spec: &SourceText, block: Span) -> Result<Contract, SpecError> {
    let reader = Reader { spec };
    match yaml::parse(spec, block)? {
        Some(node) => contract(reader, &node, spec.line(block.start)),
        None => Err(empty(reader, block)),
    }
}

/// See [`Contract::read_front_matter`].
pub fn front_matter(spec: &SourceText, block: Span) -> Result<Option<Contract>, SpecError> {
    let key = |line: &str| line.trim_end().trim_matches('"').strip_prefix(NAME).is_some_and(is_key_end);
    if !spec.slice(block).lines().any(key) {
        return Ok(None);
    }
    let reader = Reader { spec };
    let root = yaml::parse(spec, block)?;
    let Some(entry) = root.as_ref().and_then(|root| root.entry(NAME)) else { return Ok(None) };
    contract(reader, &entry.node, reader.line(entry.key_span)).map(Some)
}

fn is_key_end(rest: &str) -> bool {
    rest.trim_start_matches(['"', '\'', ' ']).starts_with(':')
}

fn contract(reader: Reader, node: &Node, line: usize) -> Result<Contract, SpecError> {
    let entries = match node.kind() {
        "nothing" => return Err(empty(reader, node.span)),
        _ => reader.entries(node, NAME, KEYS)?,
    };
    if entries.is_empty() {
        return Err(empty(reader, node.span));
    }
    let mut contract = Contract { line, ..Contract::default() };
    for entry in entries {
        section(reader, entry, &mut contract)?;
    }
    Ok(contract)
}

fn section(reader: Reader, entry: &Entry, contract: &mut Contract) -> Result<(), SpecError> {
    let node = &entry.node;
    match entry.key.as_str() {
        "requires" => contract.requires = reader.requires(node)?,
        "provides" => (contract.functions, contract.types) = reader.provides(node)?,
        "files" => contract.files = reader.files(node)?,
        "tests" => contract.tests = reader.tests(node)?,
        "excludes" => contract.excludes = reader.excludes(node)?,
        _ => contract.defers = reader.defers(node)?,
    }
    Ok(())
}

fn empty(reader: Reader, span: Span) -> SpecError {
    let next = "say what the task delivers (`provides`, `files`, `tests`), or take the block out".to_owned();
    reader.error(span, "the contract is empty".to_owned(), "nothing in it", next)
}

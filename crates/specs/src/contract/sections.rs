//! The parts of a contract, one function for each.

use std::collections::HashSet;

use super::fields::Reader;
use super::{Deferred, FileChange, Line, ProvidedFunction, ProvidedTests, ProvidedType, Requirement};
use crate::SpecError;
use crate::yaml::{Entry, Node, Value};
use model::FileFate;

const FATES: &[(&str, FileFate)] = &[
    ("create", FileFate::Created),
    ("modify", FileFate::Modified),
    ("delete", FileFate::Deleted),
    ("untouched", FileFate::Untouched),
];

impl Reader<'_> {
    /// `requires`: a list of `{task, symbols}`, or of task names.
    pub fn requires(self, node: &Node) -> Result<Vec<Requirement>, SpecError> {
        Self::items(node).iter().map(|item| self.requirement(item)).collect()
    }

    fn requirement(self, node: &Node) -> Result<Requirement, SpecError> {
        let line = self.line(node.span);
        if !matches!(node.value, Value::Map(_)) {
            return Ok(Requirement { task: self.text(node, "requires")?.to_owned(), symbols: Vec::new(), line });
        }
        let entries = self.entries(node, "requires", &["task", "symbols"])?;
        let task = self.text(self.needed(node, entries, "requires", "task")?, "task")?.to_owned();
        let symbols = entries.iter().find(|entry| entry.key == "symbols");
        let symbols = symbols.map(|entry| self.symbols(&entry.node, "symbols")).transpose()?.unwrap_or_default();
        Ok(Requirement { task, symbols, line })
    }

    /// `provides`: functions and types.
    pub fn provides(self, node: &Node) -> Result<(Vec<ProvidedFunction>, Vec<ProvidedType>), SpecError> {
        let (mut functions, mut types) = (Vec::new(), Vec::new());
        for entry in self.entries(node, "provides", &["functions", "types"])? {
            let items = Self::items(&entry.node);
            if entry.key == "functions" {
                functions = items.iter().map(|item| self.function(item)).collect::<Result<_, _>>()?;
                self.no_doubles(items, functions.iter().map(|f| (f.name.clone(), f.file.clone(), f.slot.clone())))?;
            } else {
                types = items.iter().map(|item| self.provided_type(item)).collect::<Result<_, _>>()?;
                self.no_doubles(items, types.iter().map(|t: &ProvidedType| (t.name.clone(), t.file.clone())))?;
            }
        }
        Ok((functions, types))
    }

    fn function(self, node: &Node) -> Result<ProvidedFunction, SpecError> {
        let line = self.line(node.span);
        if !matches!(node.value, Value::Map(_)) {
            let name = Some(self.symbol(node, "functions")?);
            return Ok(ProvidedFunction { name, line, ..ProvidedFunction::default() });
        }
        let mut function = ProvidedFunction { line, ..ProvidedFunction::default() };
        for entry in self.entries(node, "functions", &["name", "in", "slot", "hollow", "reason"])? {
            match entry.key.as_str() {
                "name" => function.name = Some(self.symbol(&entry.node, "name")?),
                "in" => function.file = Some(self.path(&entry.node, "in")?),
                "hollow" => function.hollow = Some(self.intended(node, &entry.node)?),
                "reason" => drop(self.text(&entry.node, "reason")?),
                _ => function.slot = Some(self.slot(&entry.node)?),
            }
        }
        if function.name.is_some() || function.slot.is_some() {
            return Ok(function);
        }
        Err(self.lacks(node, "functions", "name", "write its `name`, or the `slot` that is to be filled"))
    }

    /// `hollow: intended`, which needs a `reason` beside it; the line that says it.
    fn intended(self, function: &Node, value: &Node) -> Result<usize, SpecError> {
        if self.text(value, "hollow")? != "intended" {
            let next = "write `hollow: intended`, and why under `reason`, or take the key out".to_owned();
            return Err(self.error(value.span, "`hollow` knows one value only".to_owned(), "not `intended`", next));
        }
        let entries = self.entries(function, "functions", &["name", "in", "slot", "hollow", "reason"])?;
        let reason = entries.iter().find(|entry| entry.key == "reason");
        match reason
            .map(|entry| self.text(&entry.node, "reason"))
            .transpose()?
            .is_some_and(|reason| !reason.trim().is_empty())
        {
            true => Ok(self.line(value.span)),
            false => Err(self.lacks(function, "functions", "reason", "say why it is to do nothing: `reason: …`")),
        }
    }

    fn provided_type(self, node: &Node) -> Result<ProvidedType, SpecError> {
        let line = self.line(node.span);
        if !matches!(node.value, Value::Map(_)) {
            return Ok(ProvidedType { name: self.symbol(node, "types")?, file: None, line });
        }
        let entries = self.entries(node, "types", &["name", "in"])?;
        let name = self.symbol(self.needed(node, entries, "types", "name")?, "name")?;
        let file = entries.iter().find(|entry| entry.key == "in");
        let file = file.map(|entry| self.path(&entry.node, "in")).transpose()?;
        Ok(ProvidedType { name, file, line })
    }

    /// `files`: paths to create, modify and delete; patterns of what stays as it is.
    pub fn files(self, node: &Node) -> Result<Vec<FileChange>, SpecError> {
        let known: Vec<&str> = FATES.iter().map(|(key, _)| *key).collect();
        let mut files: Vec<FileChange> = Vec::new();
        let mut seen: HashSet<String> = HashSet::new();
        for entry in self.entries(node, "files", &known)? {
            let fate = FATES.iter().find(|(key, _)| *key == entry.key).map_or(FileFate::Created, |(_, fate)| *fate);
            for item in Self::items(&entry.node) {
                let file = self.file(item, &entry.key, fate)?;
                if !seen.insert(file.path.clone()) {
                    return Err(self.doubled(item, &file.path));
                }
                files.push(file);
            }
        }
        Ok(files)
    }

    fn file(self, node: &Node, key: &str, fate: FileFate) -> Result<FileChange, SpecError> {
        let untouched = fate == FileFate::Untouched;
        let path = if untouched { self.glob(node, key)? } else { self.path(node, key)? };
        if untouched && ignore::gitignore::GitignoreBuilder::new("").add_line(None, &path).is_err() {
            let next = "write it as in .gitignore: `src/old/**`, `*.lock`".to_owned();
            return Err(self.error(node.span, format!("the pattern `{path}` cannot be read"), "not a pattern", next));
        }
        Ok(FileChange { path, fate, line: self.line(node.span) })
    }

    /// `tests`: one mapping, or a list of them, each with its own files.
    pub fn tests(self, node: &Node) -> Result<Vec<ProvidedTests>, SpecError> {
        Self::items(node).iter().map(|item| self.tests_of(item)).collect()
    }

    fn tests_of(self, node: &Node) -> Result<ProvidedTests, SpecError> {
        let mut tests = ProvidedTests::default();
        for entry in self.entries(node, "tests", &["min", "total", "in", "names"])? {
            let (node, line) = (&entry.node, self.line(entry.node.span));
            match entry.key.as_str() {
                "min" => tests.min = Some(Line { value: self.count(node, "min")?, line }),
                "total" => tests.total = Some(Line { value: self.count(node, "total")?, line }),
                "in" => tests.files = self.paths(node)?,
                _ => tests.names = self.symbols(node, "names")?,
            }
        }
        if tests.min.is_none() && tests.total.is_none() && tests.names.is_empty() {
            return Err(self.lacks(node, "tests", "min", "say how many (`min`, `total`) or which (`names`)"));
        }
        Ok(tests)
    }

    fn paths(self, node: &Node) -> Result<Vec<String>, SpecError> {
        Self::items(node).iter().map(|item| self.path(item, "in")).collect()
    }

    /// `excludes`: symbols and paths.
    pub fn excludes(self, node: &Node) -> Result<Vec<Line<String>>, SpecError> {
        let exclusion = |item| Ok(Line { value: self.glob(item, "excludes")?, line: self.line(item.span) });
        Self::items(node).iter().map(exclusion).collect()
    }

    /// `defers`: what is left, and to which task.
    pub fn defers(self, node: &Node) -> Result<Vec<Deferred>, SpecError> {
        Self::items(node).iter().map(|item| self.deferred(item)).collect()
    }

    fn deferred(self, node: &Node) -> Result<Deferred, SpecError> {
        let entries = self.entries(node, "defers", &["symbol", "to"])?;
        let symbol = self.symbol(self.needed(node, entries, "defers", "symbol")?, "symbol")?;
        let to = self.text(self.needed(node, entries, "defers", "to")?, "to")?.to_owned();
        Ok(Deferred { symbol, to, line: self.line(node.span) })
    }

    fn symbols(self, node: &Node, place: &str) -> Result<Vec<Line<String>>, SpecError> {
        let symbol = |item| Ok(Line { value: self.symbol(item, place)?, line: self.line(item.span) });
        Self::items(node).iter().map(symbol).collect()
    }

    fn needed<'n>(self, node: &Node, entries: &'n [Entry], place: &str, key: &str) -> Result<&'n Node, SpecError> {
        let found = entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node);
        found.ok_or_else(|| self.lacks(node, place, key, &format!("add `{key}: …`")))
    }

    fn lacks(self, node: &Node, place: &str, key: &str, next: &str) -> SpecError {
        self.error(node.span, format!("an entry of `{place}` has no `{key}`"), "lacks it", next.to_owned())
    }

    fn no_doubles<T: Eq + std::hash::Hash>(
        self,
        items: &[Node],
        keys: impl Iterator<Item = T>,
    ) -> Result<(), SpecError> {
        let mut seen = HashSet::new();
        match items.iter().zip(keys).find_map(|(item, key)| (!seen.insert(key)).then_some(item)) {
            Some(item) => Err(self.doubled(item, self.spec.slice(item.span))),
            None => Ok(()),
        }
    }

    fn doubled(self, node: &Node, what: &str) -> SpecError {
        let next = "take one of the two out".to_owned();
        self.error(node.span, format!("`{what}` stands here twice"), "the second one", next)
    }
}

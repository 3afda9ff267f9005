//! The front matter of a plan: the files it changes, what must be there afterwards, what comes before.
//!
//! Read line by line: many are no YAML, since their texts hold colons and quotes.

use super::depends;
use crate::checklist::{CRITERION, add_words};
use crate::task_line::Context;
use model::{FileFate, Promise, Promised, SourceText, Task, Tier};

/// Reads the front matter of `spec` into `task`; tells how many lines it has, its marks included.
pub(super) fn read(spec: &SourceText, task: &mut Task) -> usize {
    let text = spec.as_str().trim_start_matches('\u{feff}');
    let mut lines = text.lines().enumerate();
    if lines.next().is_none_or(|(_, line)| line.trim_end() != "---") {
        return 0;
    }
    let mut front = Front { task, keys: Vec::new(), file: None };
    for (index, line) in lines {
        if line.trim_end() == "---" {
            return index + 1;
        }
        front.line(line, index + 1);
    }
    0
}

struct Front<'a> {
    task: &'a mut Task,
    /// The keys around, with their columns.
    keys: Vec<(usize, String)>,
    /// The file of the artifact that is read.
    file: Option<String>,
}

impl Front<'_> {
    fn line(&mut self, line: &str, number: usize) {
        let column = line.len() - line.trim_start().len();
        let rest = line.trim();
        if rest.is_empty() || rest.starts_with('#') {
            return;
        }
        let entry = rest.strip_prefix("- ");
        // The items of a list can stand below their key without being indented.
        self.keys.retain(|(outer, _)| *outer < column || (entry.is_some() && *outer == column));
        match (entry, key_of(entry.unwrap_or(rest))) {
            (Some(entry), None) => self.entry(entry, number),
            (Some(_), Some((key, value))) => {
                if self.is_in("artifacts") && key == "path" {
                    self.file = Some(unquoted(value).to_owned());
                }
                self.value(key, value, number);
            }
            (None, Some((key, value))) => {
                self.value(key, value, number);
                self.keys.push((column, key.to_owned()));
            }
            (None, None) => {}
        }
    }

    fn is_in(&self, key: &str) -> bool {
        self.keys.iter().any(|(_, known)| known == key)
    }

    fn innermost(&self) -> &str {
        self.keys.last().map_or("", |(_, key)| key)
    }

    fn entry(&mut self, entry: &str, number: usize) {
        let value = unquoted(entry);
        match self.innermost() {
            "files_modified" | "files_created" | "files" => self.file_promise(value, number),
            "depends_on" => self.task.depends_on.extend(depends(value, number)),
            "exports" => self.exported(value, number),
            "truths" => self.sentence(value, number),
            _ => {}
        }
    }

    fn value(&mut self, key: &str, value: &str, number: usize) {
        let listed = || list(value).into_iter().map(unquoted).filter(|item| !item.is_empty());
        match key {
            "files_modified" | "files_created" | "files" => {
                listed().for_each(|path| self.file_promise(path, number));
            }
            "depends_on" => self.task.depends_on.extend(listed().filter_map(|target| depends(target, number))),
            "path" if self.is_in("artifacts") => self.file_promise(unquoted(value), number),
            "exports" if self.is_in("artifacts") => listed().for_each(|name| self.exported(name, number)),
            "contains" if self.is_in("artifacts") => self.exported(unquoted(value), number),
            "provides" if self.is_in("artifacts") => self.sentence(unquoted(value), number),
            _ => {}
        }
    }

    fn file_promise(&mut self, path: &str, number: usize) {
        let path = path.split(" (").next().unwrap_or(path).trim();
        if path.contains(['.', '/']) && !path.contains(['*', '{', ' ']) {
            let what = Promised::File { path: path.to_owned(), fate: FileFate::Modified };
            self.promise(what, Tier::Declared, path, number, "a file of the front matter");
        }
    }

    /// What a file holds or exports: a declaration says what it is, a name alone is told from its form.
    fn exported(&mut self, text: &str, number: usize) {
        let file = self.file.clone().filter(|path| crate::task_line::is_read(path));
        let Some(file) = file else { return };
        let why = "what the front matter says a file holds";
        match super::tags::declared(text, Some(file.clone())) {
            Some(what) => self.promise(what, Tier::Declared, text, number, why),
            // A name alone has a function's form, and can be that of a field.
            None if is_joined(text) => {
                let what = Promised::Function { name: text.to_owned(), file: Some(file), arity: None, slot: None };
                self.promise(what, Tier::Mentioned, text, number, why);
            }
            None => {}
        }
    }

    fn sentence(&mut self, text: &str, number: usize) {
        let files = self.file.clone().filter(|_| self.is_in("artifacts")).into_iter().collect();
        let context = Context { files, ..Context::default() };
        add_words(self.task, text, number, CRITERION, &context, &|_| number);
    }

    fn promise(&mut self, what: Promised, tier: Tier, text: &str, line: usize, why: &str) {
        let (text, why) = (text.to_owned(), why.to_owned());
        self.task.promises.push(Promise { id: String::new(), what, tier, text, line, why, again: Vec::new() });
    }
}

/// `key: value`, where the key is one word.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let word = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    (word && (value.is_empty() || value.starts_with(' '))).then(|| (key, value.trim()))
}

/// Whether `text` is one name of several words: `load_index`.
fn is_joined(text: &str) -> bool {
    let name = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    name && text.trim_matches('_').contains('_')
}

/// The entries of `[a, b]`.
fn list(value: &str) -> Vec<&str> {
    let inside = value.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inside.map(|inside| inside.split(',').collect()).unwrap_or_default()
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\'']).trim()
}

//! The body of a plan: tasks between tags, of which some say what is to be done and others only inform.

use std::sync::LazyLock;

use regex::Regex;

use crate::checklist::{CRITERION, DETAIL, Weight, add_words};
use crate::task_line::{Context, Manner, Sort, is_command, is_read};
use model::{FileFate, Promise, Promised, SourceText, Task, Tier};

static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<(/?)([a-z_]+)(?:\s[^<>]*)?>").expect("a pattern"));

/// Tags whose text informs and promises nothing.
const INFORMING: &[&str] = &[
    "context",
    "interfaces",
    "read_first",
    "threat_model",
    "commit_guidance",
    "objective",
    "output",
    "execution_context",
    "name",
    "done",
    "success_criteria",
    "background",
    "notes",
    "research",
    "deviations",
];

/// Reads the lines behind the first `skipped`.
pub(super) fn read(spec: &SourceText, skipped: usize, task: &mut Task) {
    let mut body = Body { task, tags: Vec::new(), files: Vec::new(), code: false };
    for (index, line) in spec.as_str().lines().enumerate().skip(skipped) {
        body.line(line, index + 1);
    }
}

struct Body<'a> {
    task: &'a mut Task,
    /// The tags around.
    tags: Vec<String>,
    /// The files of the task that is read.
    files: Vec<String>,
    /// Whether it is in a block of code.
    code: bool,
}

impl Body<'_> {
    fn line(&mut self, line: &str, number: usize) {
        if line.trim_start().starts_with("```") {
            self.code = !self.code;
            return;
        }
        if self.code {
            return;
        }
        let mut at = 0;
        for tag in TAG.captures_iter(line) {
            let whole = tag.get(0).map_or(0..0, |whole| whole.range());
            self.text(&line[at..whole.start], number);
            self.step(&tag[1] == "/", &tag[2]);
            at = whole.end;
        }
        self.text(&line[at..], number);
    }

    /// Moves into or out of a tag. What is never closed ends with the tag around it.
    fn step(&mut self, closes: bool, name: &str) {
        if !closes {
            if name == "task" {
                self.files.clear();
            }
            self.tags.push(name.to_owned());
        } else if let Some(open) = self.tags.iter().rposition(|tag| tag == name) {
            self.tags.truncate(open);
        }
    }

    fn text(&mut self, text: &str, number: usize) {
        let text = unescaped(text.trim());
        if text.is_empty() || self.tags.iter().any(|tag| INFORMING.contains(&tag.as_str())) {
            return;
        }
        let inside = |tag: &str| self.tags.iter().any(|known| known == tag);
        match () {
            () if inside("files") => self.files_of(&text, number),
            () if inside("automated") => self.command(&text, number),
            () if inside("acceptance_criteria") || inside("verify") || inside("verification") => {
                self.criterion(&text, number);
            }
            () if inside("action") || self.tags.is_empty() && text.starts_with(['-', '*']) => {
                self.action(&text, number);
            }
            () if inside("behavior") => self.behaviour(&text, number),
            () => {}
        }
    }

    fn files_of(&mut self, text: &str, number: usize) {
        for path in text.split([',', ' ']).map(|path| path.trim().trim_matches(['`', '-'])) {
            if path.contains('.') && !path.contains(['*', '{', '(']) {
                self.files.push(path.to_owned());
                let what = Promised::File { path: path.to_owned(), fate: FileFate::Modified };
                self.promise(what, text, number, "between <files>");
            }
        }
    }

    fn command(&mut self, text: &str, number: usize) {
        if text.split_whitespace().count() > 1 && !text.starts_with("MISSING") {
            self.promise(Promised::Command { command: text.to_owned() }, text, number, "between <automated>");
        }
    }

    fn criterion(&mut self, text: &str, number: usize) {
        let words = text.trim_start_matches(['-', '*', ' ']);
        let code = words.split('`').nth(1).filter(|_| words.starts_with('`')).unwrap_or_default();
        if let Some((pattern, file)) = searched(code) {
            let parts = pattern.split('|').filter_map(|part| declared(part, Some(file.clone())));
            for what in parts.collect::<Vec<_>>() {
                self.promise(what, words, number, "a declaration that a search is to find");
            }
        }
        if is_command(code) {
            return self.promise(Promised::Command { command: code.to_owned() }, words, number, "a command");
        }
        self.words(words, CRITERION, number);
    }

    /// Behaviour to be tested: the tests that it names.
    fn behaviour(&mut self, text: &str, number: usize) {
        let words = text.trim_start_matches(['-', '*', ' ']);
        let context = Context { files: self.files.clone(), sort: Sort::Tests, ..Context::default() };
        add_words(self.task, words, number, CRITERION, &context, &|_| number);
    }

    fn action(&mut self, text: &str, number: usize) {
        let words = text.trim_start_matches(['-', '*', ' ']);
        self.words(words, Weight { manner: Manner::Task, ..DETAIL }, number);
    }

    fn words(&mut self, words: &str, weight: Weight, number: usize) {
        let context = Context { files: self.files.clone(), ..Context::default() };
        add_words(self.task, words, number, weight, &context, &|_| number);
    }

    fn promise(&mut self, what: Promised, text: &str, line: usize, why: &str) {
        let (text, why) = (crate::checklist::shown(text), why.to_owned());
        let tier = Tier::Declared;
        self.task.promises.push(Promise { id: String::new(), what, tier, text, line, why, again: Vec::new() });
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The pattern and the file of `rg -n "pub struct Atom" src/atom.rs`.
fn searched(command: &str) -> Option<(String, String)> {
    static SEARCH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"^(?:rg|grep)\s+(?:-\w+\s+)*(?:"([^"]+)"|'([^']+)')\s+([\w./-]+)"#).expect("a pattern")
    });
    let found = SEARCH.captures(command)?;
    let pattern = found.get(1).or_else(|| found.get(2))?.as_str().to_owned();
    is_read(&found[3]).then(|| (pattern, found[3].to_owned()))
}

/// What the beginning of a declaration promises: `pub struct Atom`, `fn build`, `Resolver::descriptor`.
pub(super) fn declared(text: &str, file: Option<String>) -> Option<Promised> {
    static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:pub(?:\([^)]*\))?\s+)?(?:async\s+|unsafe\s+)?(struct|enum|trait|union|fn|type)\s+([A-Za-z_]\w*)",
        )
        .expect("a pattern")
    });
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?:[A-Z]\w*::)?([A-Za-z_]\w*)(\(\))?$").expect("a pattern"));
    let text = text.trim();
    if let Some(found) = DECLARED.captures(text) {
        let name = found[2].to_owned();
        return Some(match &found[1] {
            "fn" => Promised::Function { name, file, arity: None, slot: None },
            _ => Promised::Type { name, file },
        });
    }
    let found = NAME.captures(text)?;
    let (name, call) = (found[1].to_owned(), found.get(2).is_some() || text.contains("::"));
    let camel = name.starts_with(|c: char| c.is_uppercase()) && name.contains(|c: char| c.is_lowercase());
    match () {
        () if camel && !call => Some(Promised::Type { name, file }),
        () if call && !camel => {
            Some(Promised::Function { name: text.trim_end_matches("()").to_owned(), file, arity: None, slot: None })
        }
        () => None,
    }
}

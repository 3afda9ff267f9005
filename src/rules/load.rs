//! Reading a rule file: from text to a rule that is sound, or to an error that points at the mistake.

use std::collections::BTreeSet;
use std::ops::Range;

use super::condition::Condition;
use super::error::RuleError;
use super::file::{ExampleTable, RuleFile};
use super::rule::{Example, Rule};
use super::template::Template;
use crate::model::{LanguageId, Vocabulary};

/// Reads the rule file with the text `text`. `path` is named in messages, and its stem must be the rule's id; the lists
/// of `vocabulary` can be referred to.
///
/// # Errors
/// Text that is no TOML, an unknown or missing key, an unknown word, a list that does not exist, a condition that holds
/// for every function, a message with unknown places, and missing examples.
pub fn load(path: &str, text: &str, vocabulary: &Vocabulary) -> Result<Rule, RuleError> {
    read(path, text, vocabulary, true)
}

/// Reads the declaration of a built-in rule alone: its examples, which are most of the file, are left out.
///
/// # Errors
/// As [`load`], but for missing examples.
pub(super) fn load_declaration(path: &str, text: &str, vocabulary: &Vocabulary) -> Result<Rule, RuleError> {
    let examples = ["\n[[flags]]", "\n[[spares]]"].iter().filter_map(|table| text.find(table)).min();
    read(path, &text[..examples.unwrap_or(text.len())], vocabulary, false)
}

fn read(path: &str, text: &str, vocabulary: &Vocabulary, with_examples: bool) -> Result<Rule, RuleError> {
    let mistake = |span: Option<Range<usize>>, message: String| RuleError::new(path, text, span, message);
    let file: RuleFile =
        toml::from_str(text).map_err(|error| mistake(error.span(), in_words_of_toml(error.message())))?;
    let message = Template::parse(file.message.get_ref()).map_err(|what| mistake(Some(file.message.span()), what))?;
    let check = Check { path, text, file: &file };
    check.id()?;
    check.condition()?;
    check.lists(vocabulary)?;
    if with_examples {
        check.examples()?;
    }
    Ok(Rule {
        id: file.id.into_inner(),
        title: file.title,
        severity: file.severity,
        rank: file.rank,
        message,
        show: file.show,
        why: file.why.trim().to_owned(),
        help: file.help.trim().to_owned(),
        words: file.words,
        when: file.when.into_inner(),
        flags: file.flags.into_iter().map(Example::from).collect(),
        spares: file.spares.into_iter().map(Example::from).collect(),
        path: path.to_owned(),
    })
}

/// The message in the words of TOML, which knows keys and no fields.
fn in_words_of_toml(message: &str) -> String {
    message.trim().replace('\n', ": ").replace("unknown field", "unknown key").replace("missing field", "missing key")
}

struct Check<'a> {
    path: &'a str,
    text: &'a str,
    file: &'a RuleFile,
}

impl Check<'_> {
    fn mistake(&self, span: Option<Range<usize>>, message: impl Into<String>) -> RuleError {
        RuleError::new(self.path, self.text, span, message)
    }

    fn id(&self) -> Result<(), RuleError> {
        let id = self.file.id.get_ref();
        let stem = self.path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or(self.path);
        let plain = id.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '-')) && !id.is_empty();
        let span = Some(self.file.id.span());
        if !plain {
            let message = format!("the id `{id}` must be made of small letters, digits and `-`");
            return Err(self.mistake(span, message));
        }
        if stem != id {
            let help = "a rule is looked up by its file: give the file the name of its id";
            return Err(self.mistake(span, format!("the id `{id}` is not the file's name `{stem}`")).with_help(help));
        }
        Ok(())
    }

    fn condition(&self) -> Result<(), RuleError> {
        let when = &self.file.when;
        if when.get_ref().tree().into_iter().any(Condition::asks_nothing) {
            let message = "this condition, or one nested in it, asks nothing: it would hold for every function";
            return Err(self.mistake(Some(when.span()), message));
        }
        Ok(())
    }

    fn lists(&self, vocabulary: &Vocabulary) -> Result<(), RuleError> {
        let known = |name: &str| self.file.words.contains_key(name) || vocabulary.names().any(|list| list == name);
        let tree = self.file.when.get_ref().tree();
        let unknown = tree.iter().flat_map(|condition| condition.lists()).find(|name| !known(name.get_ref()));
        unknown.map_or(Ok(()), |name| {
            let message = format!("there is no word list `{}`", name.get_ref());
            let help = "define it under `[words]`, or use one of the vocabulary (`rules/vocabulary.toml`)";
            Err(self.mistake(Some(name.span()), message).with_help(help))
        })
    }

    /// Whether it shows, in at least one language, what it flags; and for each such language what it spares.
    fn examples(&self) -> Result<(), RuleError> {
        let help = "each language that is shown needs a [[flags]] and a [[spares]] example; both are run as tests";
        let languages = languages_of(&self.file.flags);
        if languages.is_empty() || languages != languages_of(&self.file.spares) {
            let message = "the examples do not show what is flagged and what is spared in the same languages";
            return Err(self.mistake(Some(self.file.id.span()), message).with_help(help));
        }
        Ok(())
    }
}

fn languages_of(examples: &[ExampleTable]) -> BTreeSet<LanguageId> {
    examples.iter().map(|example| example.language).collect()
}

impl From<ExampleTable> for Example {
    fn from(table: ExampleTable) -> Self {
        let usual_path = match table.language {
            LanguageId::C => "src/example.c",
            LanguageId::Rust => "src/example.rs",
        };
        Self {
            language: table.language,
            code: table.code,
            why: table.why,
            function: table.function,
            base: table.base,
            path: table.path.unwrap_or_else(|| usual_path.to_owned()),
            instead: table.instead,
        }
    }
}

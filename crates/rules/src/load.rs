//! Reading a rule file: from text to a rule that is sound, or to an error that points at the mistake.

use std::collections::BTreeSet;
use std::ops::Range;

use super::condition::Condition;
use super::error::RuleError;
use super::file::{ExampleTable, IllustrationTable, RuleFile};
use super::named::Word;
use super::rule::{Example, FoundBy, Illustration, IllustrationKind, Matcher, Rule, Stage};
use super::spanned::Spanned;
use super::template::Template;
use model::{LanguageId, NameList, Vocabulary};

/// Reads the rule file with the text `text`. `path` is named in messages, and its stem must be the rule's id; the lists
/// of `vocabulary` can be referred to.
///
/// # Errors
/// Text that is no TOML, an unknown or missing key, an unknown word, a list that does not exist, a condition that holds
/// for every function, a message with unknown places, and missing examples.
pub fn load(path: &str, text: &str, vocabulary: &Vocabulary) -> Result<Rule, RuleError> {
    read(path, text, vocabulary, true)
}

/// The tables that hold examples, behind all others in a built-in file.
const EXAMPLES: [&str; 3] = ["[[flags]]", "[[spares]]", "[[shown]]"];

/// Reads the declaration of a built-in rule alone: its examples, which are most of the file, are left out.
///
/// # Errors
/// As [`load`], but for missing examples.
pub(super) fn load_declaration(path: &str, text: &str, vocabulary: &Vocabulary) -> Result<Rule, RuleError> {
    let begins_examples = |rest: &str| EXAMPLES.iter().any(|table| rest.starts_with(table));
    let examples = text.match_indices("\n[[").map(|(at, _)| at).find(|at| begins_examples(&text[at + 1..]));
    read(path, &text[..examples.unwrap_or(text.len())], vocabulary, false)
}

fn read(path: &str, text: &str, vocabulary: &Vocabulary, with_examples: bool) -> Result<Rule, RuleError> {
    let mistake = |span: Option<Range<usize>>, message: String| RuleError::new(path, text, span, message);
    let file: RuleFile =
        toml::from_str(text).map_err(|error| mistake(error.span(), in_words_of_toml(error.message())))?;
    let check = Check { path, text, file: &file };
    check.id()?;
    let found_by = match &file.found_by {
        Some(stage) => check.stage(stage)?,
        None => FoundBy::Condition(Box::new(check.matcher(vocabulary)?)),
    };
    if with_examples {
        check.examples(&found_by)?;
    }
    Ok(Rule {
        id: file.id.into_inner(),
        title: file.title,
        severity: file.severity,
        why: file.why.trim().to_owned(),
        help: file.help.trim().to_owned(),
        found_by,
        flags: file.flags.into_iter().map(Example::from).collect(),
        spares: file.spares.into_iter().map(Example::from).collect(),
        shown: file.shown.into_iter().map(Illustration::from).collect(),
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

    /// What a stage finds has no condition, and nothing that only a condition needs.
    fn stage(&self, stage: &Spanned<Word<Stage>>) -> Result<FoundBy, RuleError> {
        let RuleFile { rank, message, show, words, when, .. } = self.file;
        let keys = [
            ("rank", rank.is_some()),
            ("message", message.is_some()),
            ("show", show.is_some()),
            ("words", words.is_some()),
            ("when", when.is_some()),
        ];
        let Some((key, _)) = keys.iter().find(|(_, given)| *given) else {
            return Ok(FoundBy::Stage(stage.get_ref().0));
        };
        let help = "take one of them away: a rule is found either by a stage or by its condition";
        Err(self.mistake(Some(stage.span()), format!("a rule with `found_by` has no `{key}`")).with_help(help))
    }

    fn matcher(&self, vocabulary: &Vocabulary) -> Result<Matcher, RuleError> {
        let missing = |key: &str| self.mistake(Some(0..0), format!("missing key `{key}`"));
        let file = self.file;
        let message = file.message.as_ref().ok_or_else(|| missing("message"))?;
        let when = file.when.as_ref().ok_or_else(|| missing("when"))?;
        self.condition(when)?;
        self.lists(when.get_ref(), vocabulary)?;
        Ok(Matcher {
            rank: file.rank.ok_or_else(|| missing("rank"))?,
            message: Template::parse(message.get_ref()).map_err(|what| self.mistake(Some(message.span()), what))?,
            show: file.show.clone().ok_or_else(|| missing("show"))?,
            words: file.words.iter().flatten().map(|(name, words)| (name.clone(), NameList::new(words))).collect(),
            when: when.get_ref().clone(),
        })
    }

    fn condition(&self, when: &Spanned<Condition>) -> Result<(), RuleError> {
        if when.get_ref().tree().into_iter().any(Condition::asks_nothing) {
            let message = "this condition, or one nested in it, asks nothing: it would hold for every function";
            return Err(self.mistake(Some(when.span()), message));
        }
        Ok(())
    }

    fn lists(&self, when: &Condition, vocabulary: &Vocabulary) -> Result<(), RuleError> {
        let own = |name: &str| self.file.words.as_ref().is_some_and(|words| words.contains_key(name));
        let known = |name: &str| own(name) || vocabulary.names().any(|list| list == name);
        let tree = when.tree();
        let unknown = tree.iter().flat_map(|condition| condition.lists()).find(|name| !known(name.get_ref()));
        unknown.map_or(Ok(()), |name| {
            let message = format!("there is no word list `{}`", name.get_ref());
            let help = "define it under `[words]`, or use one of the vocabulary (`rules/vocabulary.toml`)";
            Err(self.mistake(Some(name.span()), message).with_help(help))
        })
    }

    /// Whether it shows, in at least one language, what it flags; and for each such language what it spares. What a stage
    /// finds may be shown as text instead.
    fn examples(&self, found_by: &FoundBy) -> Result<(), RuleError> {
        let RuleFile { id, flags, spares, shown, .. } = self.file;
        let by_stage = matches!(found_by, FoundBy::Stage(_));
        let both = |kind| shown.iter().any(|illustration| illustration.kind == kind);
        let as_text = both(IllustrationKind::Flagged) && both(IllustrationKind::Spared);
        let languages = languages_of(flags);
        let mistake = if !by_stage && !shown.is_empty() {
            ("only what a stage finds may be `shown`", "write it as [[flags]] or [[spares]], which are run as tests")
        } else if languages != languages_of(spares) || languages.is_empty() && !(by_stage && as_text) {
            (
                "the examples do not show what is flagged and what is spared in the same languages",
                "each language that is shown needs a [[flags]] and a [[spares]] example; both are run as tests",
            )
        } else {
            return Ok(());
        };
        Err(self.mistake(Some(id.span()), mistake.0).with_help(mistake.1))
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
            beside: table.beside,
        }
    }
}

impl From<IllustrationTable> for Illustration {
    fn from(table: IllustrationTable) -> Self {
        Self { kind: table.kind, why: table.why, text: table.text }
    }
}

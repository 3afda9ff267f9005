//! One fixture for each framework and construct: the types, slots and tests that its one file tells of.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use model::{BodyWords, CalledName, NameForm, SourceText, Span, TestDefinition, TestFacts};
use syntax::language_of;

/// The inputs below `fixtures/inventory`, in order.
fn inputs() -> Vec<PathBuf> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures/inventory");
    let folders = std::fs::read_dir(root).expect("a readable folder").map(|entry| entry.expect("an entry").path());
    let files = folders.flat_map(|folder| ["input.c", "input.h", "input.rs"].map(|name| folder.join(name)));
    let mut found: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
    found.sort();
    found
}

#[test]
fn every_file_tells_what_is_expected() {
    let inputs = inputs();
    assert!(inputs.len() >= 8, "only {} inputs were found", inputs.len());
    for path in inputs {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = SourceText::new(name, std::fs::read(&path).expect("a readable file"));
        let expected = snapbox::Data::read_from(&path.with_file_name("expected.txt"), None).raw();
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(told(&text), expected);
    }
}

fn told(text: &SourceText) -> String {
    let language = language_of(&text.path).expect("a language");
    let mut out = String::new();
    for definition in language.types(text) {
        let _ = writeln!(out, "{} {} {}", line(text, definition.span), definition.kind, definition.name);
    }
    for symbol in language.symbols(text) {
        let holders =
            if symbol.holders.is_empty() { String::new() } else { format!(" of {}", symbol.holders.join(", ")) };
        let _ = writeln!(out, "{} {} {}{holders}", line(text, symbol.span), symbol.kind, symbol.name);
    }
    for member in language.members(text) {
        let arity = member.arity.map_or("?".to_owned(), |arity| arity.to_string());
        let through = member.through.map(|name| format!(" through {name}")).unwrap_or_default();
        let default = if member.has_default { " with a default" } else { "" };
        let holders = member.holders.join(", ");
        let at = line(text, member.span);
        let _ = writeln!(out, "{at} slot {}({arity}) of [{holders}]{through}{default}", member.name);
    }
    out + &tests(text, &language.tests(text))
}

fn tests(text: &SourceText, facts: &TestFacts) -> String {
    let mut out = String::new();
    for test in &facts.tests {
        out += &one(text, test);
    }
    for registration in &facts.registered {
        let cases = if registration.cases == 1 { String::new() } else { format!(" {} times", registration.cases) };
        let at = line(text, registration.span);
        let within = if registration.within.is_empty() { "the file" } else { &registration.within };
        let _ = writeln!(out, "{at} {} registers {} in {within}{cases}", registration.framework, registration.test);
    }
    for maker in &facts.makers {
        let tests = maker.tests.map_or("an unknown number of".to_owned(), |tests| tests.to_string());
        let _ = writeln!(out, "{} macro {} makes {tests} tests", line(text, maker.span), maker.name);
    }
    for invocation in facts.invocations.iter().filter(|found| facts.makers.iter().any(|maker| maker.name == found.name))
    {
        let _ = writeln!(out, "{} {}!({})", line(text, invocation.span), invocation.name, invocation.first);
    }
    for part in &facts.parts {
        let _ = writeln!(out, "{} part {}", line(text, part.span), part.name);
    }
    if !facts.mentions.is_empty() {
        let _ = writeln!(out, "mentions {}", facts.mentions.join(" "));
    }
    for unread in &facts.unread {
        let _ = writeln!(out, "{} unread: {}", line(text, unread.span), unread.reason);
    }
    out
}

fn one(text: &SourceText, test: &TestDefinition) -> String {
    let mut out = format!("{} test {} by {}", line(text, test.name_span), test.name, test.framework);
    if test.cases != 1 || test.more_cases {
        let _ = write!(out, ", {}{} cases", test.cases, if test.more_cases { " or more" } else { "" });
    }
    if test.needs_registration {
        out += ", to be registered";
    }
    if let Some(ignored) = &test.ignored {
        let _ = write!(out, ", ignored: {}", ignored.reason.as_deref().unwrap_or("no reason"));
    }
    for condition in &test.conditions {
        let _ = write!(out, ", if {}{}", if condition.negated { "not " } else { "" }, condition.text);
    }
    out + "\n" + &body(&test.body)
}

fn body(body: &BodyWords) -> String {
    let mut out = String::new();
    for assertion in &body.assertions {
        let _ = writeln!(out, "      asserts {}({})", assertion.name, assertion.arguments.join(" | "));
    }
    if !body.failures.is_empty() {
        let _ = writeln!(out, "      fails by {:?}", body.failures);
    }
    if !body.calls.is_empty() {
        let _ = writeln!(out, "      names {}", body.calls.iter().map(called).collect::<Vec<_>>().join(" "));
    }
    out
}

fn called(name: &CalledName) -> String {
    let qualifier = if name.qualifier.is_empty() { String::new() } else { format!("{}::", name.qualifier) };
    match name.form {
        NameForm::Call => format!("{qualifier}{}()", name.name),
        NameForm::Member => format!("{}.{}()", name.qualifier, name.name),
        NameForm::Macro => format!("{}!", name.name),
        NameForm::Value => format!("{qualifier}{}", name.name),
    }
}

fn line(text: &SourceText, span: Span) -> String {
    format!("{:>4}", text.line(span.start))
}

#[test]
fn no_text_whatever_breaks_it() {
    for path in inputs() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a text");
        for (at, _) in text.char_indices().step_by(3) {
            let broken = [text[..at].to_owned(), text[at..].to_owned(), format!("{}{{(<{}", &text[..at], &text[at..])];
            for broken in broken {
                let source = SourceText::new(name.clone(), broken.into_bytes());
                let language = language_of(&name).expect("a language");
                let facts = language.tests(&source);
                let spans = facts.tests.iter().map(|test| test.span);
                assert!(spans.into_iter().all(|span| span.start <= span.end && span.end <= source.as_str().len()));
                assert!(language.types(&source).iter().all(|found| !found.name.is_empty()));
                assert!(language.members(&source).iter().all(|found| !found.name.is_empty()));
            }
        }
    }
}

//! No report breaks a format: whatever the texts, the places and the width are.

use clap::ValueEnum;
use model::*;
use report::{Format, Style, Verbosity, render, step_summary};

use crate::builder::{Case, finding, region};

/// The lines of source and labels in a human report.
fn drawn(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| {
        line.trim_start_matches([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).starts_with(['│', '·'])
    })
}

/// Numbers that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn text(&mut self, longest: usize) -> String {
        let pieces = [
            "a",
            "fn x() {",
            "}",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "漢",
            "e\u{301}",
            "👩\u{200d}👩",
            "\u{1b}[31m",
            "\u{9b}",
            "\0",
            "\u{202e}",
            "\u{feff}",
            "\u{fffd}",
            "{0}",
            "::",
            "%",
            "word ",
            "averyveryverylongwordwithoutanyspaceinit",
        ];
        (0..self.below(longest)).map(|_| pieces[self.below(pieces.len())]).collect()
    }

    fn region(&mut self) -> Region {
        let mut place = || (self.below(12), self.below(40));
        let (start, end) = (place(), place());
        region(start, end)
    }

    fn finding(&mut self, path: &str) -> Finding {
        let severity = [Severity::Note, Severity::Warning, Severity::Error][self.below(3)];
        let span = self.region();
        let mut found = finding(&self.text(4), severity, path, span, &self.text(30));
        found.help = self.text(30);
        found.change = [None, Some(ChangeStatus::Added), Some(ChangeStatus::Unchanged)][self.below(3)];
        let function = FunctionRef { name: self.text(4), line: self.below(12), end_line: self.below(12) };
        found.function = (self.below(3) > 0).then_some(function);
        for _ in 0..self.below(5) {
            found.related.push(Related { path: path.into(), line: self.below(12), message: self.text(12) });
        }
        found
    }

    fn case(&mut self) -> Case {
        let case = Case::new().source("a.c", &self.text(120)).source("b.rs", &self.text(20));
        let paths = ["a.c", "b.rs", "gone\u{1b}.c"];
        (0..4).fold(case, |case, _| {
            let path = paths[self.below(3)];
            let found = self.finding(path);
            case.finding(found).gap(path, Some(self.region()), &self.text(9), self.below(2) == 0)
        })
    }
}

#[test]
fn human_reports_are_drawn_and_safe_at_every_width() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for round in 0..500 {
        let case = numbers.case();
        let (width, unicode) = (numbers.below(160), round % 3 > 0);
        let verbosity = [Verbosity::Normal, Verbosity::Quiet, Verbosity::Verbose][round % 3];
        let style = Style { width, color: false, unicode, verbosity, links: false };
        let text = String::from_utf8(render(&case.rendering(), Format::Human, &style)).expect("UTF-8");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "round {round}: {text:?}");
        assert!(!text.contains(['\u{202e}', '\u{feff}']), "round {round}: {text:?}");
    }
}

#[test]
fn source_and_labels_fit_the_width() {
    let mut numbers = Numbers(11);
    let mut seen = 0;
    for _ in 0..500 {
        let (case, width) = (numbers.case(), 40 + numbers.below(100));
        let text = render(&case.rendering(), Format::Human, &Style { width, ..Style::default() });
        let text = String::from_utf8(text).expect("UTF-8");
        for line in drawn(&text) {
            seen += 1;
            assert!(textwrap::core::display_width(line) <= width, "wider than {width}: {line}\n{text}");
        }
    }
    assert!(seen > 3_000, "only {seen} lines of source were drawn");
}

#[test]
fn colours_are_the_only_escape_sequences() {
    let mut numbers = Numbers(7);
    for _ in 0..200 {
        let case = numbers.case();
        let style = Style { color: true, ..Style::default() };
        let text = String::from_utf8(render(&case.rendering(), Format::Human, &style)).expect("UTF-8");
        for sequence in text.split('\x1b').skip(1) {
            let rest = sequence.strip_prefix('[').expect("a sequence that sets colours");
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';').expect("an end");
            assert!(rest[end..].starts_with('m'), "{sequence:?}");
        }
    }
}

#[test]
fn machine_formats_take_every_report() {
    let mut numbers = Numbers(42);
    for _ in 0..200 {
        let case = numbers.case();
        for format in [Format::Json, Format::Sarif, Format::Gitlab, Format::Rdjson] {
            let bytes = render(&case.rendering(), format, &Style::default());
            serde_json::from_slice::<serde_json::Value>(&bytes).expect("the format is JSON");
        }
        let commands = render(&case.rendering(), Format::Github, &Style::default());
        let commands = String::from_utf8(commands).expect("UTF-8");
        assert!(commands.lines().all(|line| line.starts_with("::")), "{commands:?}");
        let is_entry = |line: &&str| ["- error ", "- warning ", "- note "].iter().any(|start| line.starts_with(start));
        let entries = step_summary(&case.rendering()).lines().filter(is_entry).count();
        let remarks = 4 + case.report.gaps.iter().filter(|gap| gap.changed).count();
        assert_eq!(entries, remarks);
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for &format in Format::value_variants() {
        let once = || render(&Numbers(3).case().rendering(), format, &Style::default());
        assert_eq!(once(), once());
    }
}

//! Tracefiles of lcov, 1.x and 2.x, as geninfo(1) describes them, also as gcovr, llvm-cov, grcov and kcov write them.

use std::collections::{HashMap, HashSet};

use memchr::{memchr, memchr_iter};

use super::super::{EvidenceError, Flaw};
use super::builder::{Builder, demangled};
use super::{CoverageFormat, MOST_LINES, text};
use model::{Coverage, MeasuredFunction};

/// lcov's tracefiles.
pub struct Lcov;

impl CoverageFormat for Lcov {
    fn id(&self) -> &'static str {
        "lcov"
    }

    fn recognises(&self, bytes: &[u8]) -> bool {
        let first = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let mut telling = first.filter(|line| !line.is_empty() && !line.starts_with(b"#"));
        telling.next().is_some_and(|line| line.starts_with(b"TN:") || line.starts_with(b"SF:"))
    }

    fn read(&self, name: &str, bytes: &[u8]) -> Result<Coverage, EvidenceError> {
        let mut reader = Reader::new(name);
        let mut start = 0;
        for end in memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len())) {
            reader.line(bytes[start..end].trim_ascii())?;
            start = end + 1;
        }
        reader.finish()
    }
}

struct Reader<'a> {
    name: &'a str,
    builder: Builder,
    number: usize,
    section: Option<Section<'a>>,
    /// Kept from section to section, so that a line costs no memory of its own.
    lines: Vec<(u32, u64)>,
    functions: Vec<Function<'a>>,
    by_name: HashMap<&'a [u8], usize>,
    by_index: HashMap<u64, Leader>,
    warned: HashSet<&'a [u8]>,
}

struct Section<'a> {
    path: &'a [u8],
    line: usize,
    /// What `LF` claims.
    claimed: u64,
}

/// What `FNL` says of a function that may have several names, and the highest count of these.
struct Leader {
    line: u32,
    end_line: Option<u32>,
    count: u64,
}

/// A function of a section; its line is 0 until it is known.
struct Function<'a> {
    name: &'a [u8],
    line: u32,
    end_line: Option<u32>,
    count: u64,
    /// The index of its leader, where the record has one.
    index: Option<u64>,
}

impl<'a> Reader<'a> {
    fn new(name: &'a str) -> Self {
        Self {
            name,
            builder: Builder::new(name, "lcov"),
            number: 0,
            section: None,
            lines: Vec::new(),
            functions: Vec::new(),
            by_name: HashMap::new(),
            by_index: HashMap::new(),
            warned: HashSet::new(),
        }
    }

    fn line(&mut self, line: &'a [u8]) -> Result<(), EvidenceError> {
        self.number += 1;
        if line == b"end_of_record" {
            return self.section_ends();
        }
        let (key, value) = match memchr(b':', line) {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &line[..0]),
        };
        match key {
            b"DA" => self.line_count(value),
            b"SF" => self.section_begins(value),
            b"FN" => self.function(value),
            b"FNDA" => self.function_count(value),
            b"FNL" => self.function_lines(value),
            b"FNA" => self.alias(value),
            b"LF" => self.claim(value),
            b"BRDA" | b"BRF" | b"BRH" | b"LH" | b"FNF" | b"FNH" | b"MCDC" | b"MCF" | b"MCH" | b"VER" | b"TN" | b"" => {
                Ok(())
            }
            _ if key.starts_with(b"#") => Ok(()),
            _ => {
                self.unknown(key);
                Ok(())
            }
        }
    }

    fn section_begins(&mut self, path: &'a [u8]) -> Result<(), EvidenceError> {
        if let Some(open) = &self.section {
            return Err(self.cut_off(open.line));
        }
        self.section = Some(Section { path, line: self.number, claimed: 0 });
        Ok(())
    }

    fn section_ends(&mut self) -> Result<(), EvidenceError> {
        let Some(section) = self.section.take() else { return Err(self.malformed("there is no `SF:` before this")) };
        if section.claimed > 0 && self.lines.is_empty() {
            let what = format!("this file is said to have {} measured lines, and none is there", section.claimed);
            return Err(self.error(Flaw::Inconsistent, what).at_line(section.line));
        }
        if self.functions.iter().any(|function| function.line == 0) {
            self.warn_once(b"FNDA", "a function is counted that has no line, and is left out");
        }
        let located = self.functions.drain(..).filter(|function| function.line > 0);
        let measured = located.map(|function| function.measured(&self.by_index));
        let mut functions: Vec<MeasuredFunction> = measured.collect();
        self.builder.section(&text(section.path), &mut self.lines, &mut functions);
        self.by_name.clear();
        self.by_index.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<Coverage, EvidenceError> {
        match self.section.take() {
            Some(open) => Err(self.cut_off(open.line)),
            None => Ok(self.builder.finish()),
        }
    }

    /// `DA:<line>,<count>[,<checksum>]`
    fn line_count(&mut self, value: &[u8]) -> Result<(), EvidenceError> {
        let (line, rest) = self.field(value)?;
        let count = rest.split(|byte| *byte == b',').next().unwrap_or_default();
        let pair = (self.line_number(line)?, self.count(count)?);
        self.in_section()?;
        self.lines.push(pair);
        Ok(())
    }

    /// `FN:<line>,[<end line>,]<name>`
    fn function(&mut self, value: &'a [u8]) -> Result<(), EvidenceError> {
        let (line, rest) = self.field(value)?;
        let line = self.line_number(line)?;
        let (end_line, name) =
            match self.field(rest).ok().and_then(|(end, name)| Some((self.line_number(end).ok()?, name))) {
                Some((end, name)) => (Some(end), name),
                None => (None, rest),
            };
        self.in_section()?;
        let known = self.by_name.get(name).copied().filter(|index| self.functions[*index].line == 0);
        let index = known.unwrap_or_else(|| self.add(name));
        let function = &mut self.functions[index];
        (function.line, function.end_line) = (line, end_line);
        Ok(())
    }

    /// `FNDA:<count>,<name>`
    fn function_count(&mut self, value: &'a [u8]) -> Result<(), EvidenceError> {
        let (count, name) = self.field(value)?;
        let count = self.count(count)?;
        self.in_section()?;
        let index = self.by_name.get(name).copied().unwrap_or_else(|| self.add(name));
        let function = &mut self.functions[index];
        function.count = function.count.max(count);
        Ok(())
    }

    /// `FNL:<index>,<line>[,<end line>]`
    fn function_lines(&mut self, value: &[u8]) -> Result<(), EvidenceError> {
        let (index, rest) = self.field(value)?;
        let mut lines = rest.split(|byte| *byte == b',');
        let line = self.line_number(lines.next().unwrap_or_default())?;
        let end_line = lines.next().map(|end| self.line_number(end)).transpose()?;
        let index = self.count(index)?;
        self.by_index.insert(index, Leader { line, end_line, count: 0 });
        self.in_section()
    }

    /// `FNA:<index>,<count>,<name>`
    fn alias(&mut self, value: &'a [u8]) -> Result<(), EvidenceError> {
        let (index, rest) = self.field(value)?;
        let (count, name) = self.field(rest)?;
        let (index, count) = (self.count(index)?, self.count(count)?);
        let Some(leader) = self.by_index.get_mut(&index) else {
            return Err(self.malformed("there is no `FNL:` with this index before it"));
        };
        leader.count = leader.count.max(count);
        let (line, end_line) = (leader.line, leader.end_line);
        self.functions.push(Function { name, line, end_line, count, index: Some(index) });
        self.in_section()
    }

    /// `LF:<number of measured lines>`
    fn claim(&mut self, value: &[u8]) -> Result<(), EvidenceError> {
        let claimed = self.count(value)?;
        self.section.iter_mut().for_each(|section| section.claimed = claimed);
        Ok(())
    }

    fn add(&mut self, name: &'a [u8]) -> usize {
        self.functions.push(Function { name, line: 0, end_line: None, count: 0, index: None });
        self.by_name.insert(name, self.functions.len() - 1);
        self.functions.len() - 1
    }

    fn in_section(&self) -> Result<(), EvidenceError> {
        if self.section.is_some() { Ok(()) } else { Err(self.malformed("there is no `SF:` before this")) }
    }

    fn field<'v>(&self, value: &'v [u8]) -> Result<(&'v [u8], &'v [u8]), EvidenceError> {
        let comma = memchr(b',', value).ok_or_else(|| self.malformed("a comma is missing"))?;
        Ok((&value[..comma], &value[comma + 1..]))
    }

    fn line_number(&self, digits: &[u8]) -> Result<u32, EvidenceError> {
        let number = number(digits).and_then(|number| u32::try_from(number).ok());
        let possible = number.filter(|line| (1..=MOST_LINES).contains(line));
        possible.ok_or_else(|| self.malformed(&format!("`{}` is no line of a file", text(digits))))
    }

    /// A count; tools that lose count write negative ones, which prove nothing.
    fn count(&mut self, digits: &[u8]) -> Result<u64, EvidenceError> {
        if digits.first() == Some(&b'-') && number(&digits[1..]).is_some() {
            self.warn_once(b"-", "a count is negative, and taken as 0");
            return Ok(0);
        }
        number(digits).ok_or_else(|| self.malformed(&format!("`{}` is no count", text(digits))))
    }

    fn unknown(&mut self, key: &'a [u8]) {
        let shown: String = text(key).chars().take(20).collect();
        self.warn_once(key, &format!("the record `{shown}` is not known, and left out"));
    }

    fn warn_once(&mut self, about: &'a [u8], message: &str) {
        if self.warned.insert(about) {
            self.builder.warn(Some(self.number), message.to_owned());
        }
    }

    fn malformed(&self, what: &str) -> EvidenceError {
        self.error(Flaw::Malformed, what.to_owned()).at_line(self.number)
    }

    fn cut_off(&self, line: usize) -> EvidenceError {
        let what = "the `end_of_record` of this file is missing".to_owned();
        self.error(Flaw::Truncated, what).at_line(line)
    }

    fn error(&self, flaw: Flaw, what: String) -> EvidenceError {
        EvidenceError::new(flaw, self.name, what, "make the report again, and keep all of it")
    }
}

impl Function<'_> {
    /// Names of one function share their count.
    fn measured(self, leaders: &HashMap<u64, Leader>) -> MeasuredFunction {
        let leader = self.index.and_then(|index| leaders.get(&index));
        let (line, end_line, count) = (self.line, self.end_line, leader.map_or(self.count, |leader| leader.count));
        MeasuredFunction { name: demangled(&text(self.name)), line, end_line, count }
    }
}

/// A number; one that is too large for its type is the largest.
fn number(digits: &[u8]) -> Option<u64> {
    let plain = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let add = |sum: u64, digit: &u8| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    plain.then(|| digits.iter().fold(0, add))
}

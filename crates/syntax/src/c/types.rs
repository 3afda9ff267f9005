//! The types that a file defines and the function pointers among their members, found in its tokens.

use super::scan::Scan;
use super::tokens::{Kind, Token};
use crate::c::keywords::{is_attribute_call, is_attribute_word, is_declaration_word, is_shouted, is_tag};
use model::{MemberDeclaration, TypeDefinition};
use std::collections::HashMap;
use std::ops::Range;

/// The types of a file: tags with a body, names of typedefs.
pub(super) fn types(scan: &Scan) -> Vec<TypeDefinition> {
    let code = Code::of(scan);
    let mut found: Vec<TypeDefinition> = (0..code.tokens.len())
        .flat_map(|at| match code.word(at) {
            Some("typedef") => code.typedef(at),
            Some(word) if is_tag(word) => code.tag(at).into_iter().collect(),
            _ => Vec::new(),
        })
        .collect();
    found.sort_by_key(|definition| definition.span);
    found
}

/// The members of the file's structures that hold a function, or may: through a name that stands for a type.
pub(super) fn members(scan: &Scan) -> Vec<MemberDeclaration> {
    let code = Code::of(scan);
    let functions = code.function_types();
    let tags = (0..code.tokens.len()).filter(|&at| matches!(code.word(at), Some("struct" | "union")));
    let mut found: Vec<MemberDeclaration> = tags.flat_map(|at| code.members(at, &functions)).collect();
    found.sort_by_key(|member| member.span);
    found
}

/// The tokens of a file without its directives.
pub(super) struct Code<'s, 't> {
    pub(super) scan: &'s Scan<'t>,
    pub(super) tokens: Vec<Token>,
}

/// A declarator: the name that it declares and the parameters of the function that it stands for.
pub(super) struct Declarator {
    pub(super) name: usize,
    /// For a function or a pointer to one, how many parameters it takes.
    pub(super) arity: Option<usize>,
    /// For anything else whose type is one name: that name's place.
    through: Option<usize>,
}

impl<'s, 't> Code<'s, 't> {
    pub(super) fn of(scan: &'s Scan<'t>) -> Self {
        let tokens = scan.tokens.iter().copied().filter(|token| token.kind != Kind::Directive).collect();
        Self { scan, tokens }
    }

    pub(super) fn word(&self, at: usize) -> Option<&'t str> {
        self.tokens.get(at).filter(|token| token.is_word()).map(|token| self.scan.text_of(*token))
    }

    pub(super) fn mark(&self, at: usize) -> u8 {
        self.tokens.get(at).map_or(0, |token| token.mark())
    }

    fn definition(&self, at: usize, kind: &'static str) -> TypeDefinition {
        let token = self.tokens[at];
        TypeDefinition { name: self.scan.text_of(token).to_owned(), span: token.span(), kind }
    }

    /// The token after the group that opens at `at`.
    pub(super) fn after_group(&self, at: usize) -> Option<usize> {
        let mut depth = 0usize;
        for place in at..self.tokens.len() {
            match self.mark(place) {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' if depth == 1 => return Some(place + 1),
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                _ => {}
            }
        }
        None
    }

    /// The name of the structure whose keyword stands at `tag`, and the brace that opens its body.
    pub(super) fn body_of(&self, tag: usize) -> Option<(Option<usize>, usize)> {
        let (mut at, mut name) = (tag + 1, None);
        loop {
            match (self.word(at), self.mark(at)) {
                (None, b'{') => return Some((name, at)),
                (None, b':') if self.word(tag) == Some("enum") => at += 1,
                (Some(word), _) if self.mark(at + 1) == b'(' => {
                    if !is_attribute_call(word) && !is_shouted(word) {
                        return None;
                    }
                    at = self.after_group(at + 1)?;
                }
                (Some(word), _) => {
                    name = if is_attribute_word(word) || is_declaration_word(word) { name } else { Some(at) };
                    at += 1;
                }
                (None, b'[') => at = self.after_group(at)?,
                _ => return None,
            }
        }
    }

    fn tag(&self, at: usize) -> Option<TypeDefinition> {
        let (name, _) = self.body_of(at)?;
        let kind = match self.word(at)? {
            "struct" => "struct",
            "union" => "union",
            _ => "enum",
        };
        name.map(|name| self.definition(name, kind))
    }

    /// The names that the `typedef` at `at` gives.
    fn typedef(&self, at: usize) -> Vec<TypeDefinition> {
        let end = self.end_of_declaration(at + 1);
        let names = self.declarators(at + 1..end).into_iter();
        names.map(|declarator| self.definition(declarator.name, "typedef")).collect()
    }

    pub(super) fn end_of_declaration(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.tokens.len() && self.mark(at) != b';' {
            at =
                if matches!(self.mark(at), b'(' | b'[' | b'{') { self.after_group(at) } else { None }.unwrap_or(at + 1);
        }
        at
    }

    /// The declarators of the declaration at `places`.
    pub(super) fn declarators(&self, places: Range<usize>) -> Vec<Declarator> {
        let parts = self.split(places);
        let Some(first) = parts.first().cloned() else { return Vec::new() };
        let base = first.start;
        parts.into_iter().filter_map(|part| self.declarator(part, base)).collect()
    }

    fn split(&self, places: Range<usize>) -> Vec<Range<usize>> {
        let (mut parts, mut start, mut at) = (Vec::new(), places.start, places.start);
        while at < places.end {
            if self.mark(at) == b',' {
                parts.push(start..at);
                start = at + 1;
            }
            at =
                if matches!(self.mark(at), b'(' | b'[' | b'{') { self.after_group(at) } else { None }.unwrap_or(at + 1);
        }
        parts.push(start..places.end);
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// Reads the declarator at `part` of a declaration that begins at `base`.
    fn declarator(&self, part: Range<usize>, base: usize) -> Option<Declarator> {
        let mut last = None;
        let mut at = part.start;
        while at < part.end {
            match (self.word(at), self.mark(at)) {
                (Some(word), _) if is_attribute_call(word) && self.mark(at + 1) == b'(' => {
                    at = self.after_group(at + 1)?;
                    continue;
                }
                (Some(word), _) if !is_declaration_word(word) && !is_attribute_word(word) => last = Some(at),
                (None, b'(') if self.is_pointer(at) => return self.pointer(at),
                (None, b'(') => {
                    let end = self.after_group(at)?;
                    return last.map(|name| Declarator {
                        name,
                        arity: Some(self.arity(at + 1..end - 1)),
                        through: None,
                    });
                }
                (None, b':') => break,
                (None, b'[' | b'{') => {
                    at = self.after_group(at)?;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        let name = last?;
        Some(Declarator { name, arity: None, through: self.type_name(base, name) })
    }

    /// The only word that the type before the name at `name` can be.
    fn type_name(&self, base: usize, name: usize) -> Option<usize> {
        let is_type = |at: &usize| {
            self.word(*at).is_some_and(|word| {
                !is_attribute_word(word) && !matches!(word, "const" | "volatile" | "static" | "return")
            })
        };
        let mut words = (base..name).filter(is_type);
        let first = words.next()?;
        let plain = words.next().is_none() && self.word(first).is_some_and(|word| !is_declaration_word(word));
        plain.then_some(first)
    }

    /// Whether `(* name)`, possibly with a calling convention before the star, opens at `at`.
    fn is_pointer(&self, at: usize) -> bool {
        let convention = self.mark(at + 2) == b'*' && self.after_group(at).is_some_and(|end| self.mark(end) == b'(');
        self.mark(at + 1) == b'*' || convention
    }

    /// `(*name)(parameters)`, `(*name[4])(parameters)`.
    fn pointer(&self, open: usize) -> Option<Declarator> {
        let end = self.after_group(open)?;
        let star = (open..end).find(|&at| self.mark(at) == b'*')?;
        let is_name =
            |at: &usize| self.word(*at).is_some_and(|word| !is_declaration_word(word) && !is_attribute_word(word));
        let name = (star..end).find(is_name)?;
        let arity = (self.mark(end) == b'(').then(|| self.after_group(end)).flatten();
        Some(Declarator { name, arity: arity.map(|close| self.arity(end + 1..close - 1)), through: None })
    }

    /// How many parameters stand at `places`, between parentheses.
    fn arity(&self, places: Range<usize>) -> usize {
        let parts = self.split(places);
        let counts = |part: &&Range<usize>| {
            let void = part.len() == 1 && self.word(part.start) == Some("void");
            !void && !self.scan.text_of(self.tokens[part.start]).starts_with('.')
        };
        parts.iter().filter(counts).count()
    }

    /// The typedefs that stand for functions or pointers to them, with how many parameters they take.
    fn function_types(&self) -> HashMap<&'t str, usize> {
        let typedefs = (0..self.tokens.len()).filter(|&at| self.word(at) == Some("typedef"));
        let declarators = typedefs.flat_map(|at| self.declarators(at + 1..self.end_of_declaration(at + 1)));
        declarators.filter_map(|found| Some((self.word(found.name)?, found.arity?))).collect()
    }

    /// The members of the structure whose keyword stands at `tag`.
    fn members(&self, tag: usize, functions: &HashMap<&str, usize>) -> Vec<MemberDeclaration> {
        let Some((name, open)) = self.body_of(tag) else { return Vec::new() };
        let Some(end) = self.after_group(open) else { return Vec::new() };
        let holders = self.holders(tag, name, end);
        let mut members = Vec::new();
        let mut at = open + 1;
        while at < end - 1 {
            let stop = self.end_of_declaration(at).min(end - 1);
            let declarators = self.declarators(at..stop).into_iter();
            members.extend(declarators.filter_map(|declarator| self.member(&declarator, &holders, functions)));
            at = stop + 1;
        }
        members
    }

    fn member(
        &self,
        declarator: &Declarator,
        holders: &[String],
        functions: &HashMap<&str, usize>,
    ) -> Option<MemberDeclaration> {
        let through = declarator.through.and_then(|at| self.word(at));
        let arity = declarator.arity.or_else(|| functions.get(through?).copied());
        (arity.is_some() || through.is_some()).then(|| MemberDeclaration {
            name: self.scan.text_of(self.tokens[declarator.name]).to_owned(),
            span: self.tokens[declarator.name].span(),
            holders: holders.to_vec(),
            arity,
            through: through.map(str::to_owned),
            has_default: false,
        })
    }

    /// The tag of a structure whose body ends before `end`, and the names that a typedef gives it.
    pub(super) fn holders(&self, tag: usize, name: Option<usize>, end: usize) -> Vec<String> {
        let before = (0..tag).rev().find(|&at| !matches!(self.word(at), Some("const" | "volatile" | "__extension__")));
        let is_typedef = before.is_some_and(|at| self.word(at) == Some("typedef"));
        let aliases = if is_typedef { self.declarators(end..self.end_of_declaration(end)) } else { Vec::new() };
        let names = name.into_iter().chain(aliases.into_iter().map(|declarator| declarator.name));
        let mut holders: Vec<String> = names.filter_map(|at| self.word(at)).map(str::to_owned).collect();
        holders.dedup();
        holders
    }
}

//! Tells from the tokens before a body, or before a `;`, whether they are a function's head, and what it says.

use super::candidates::{Candidate, candidates, choose};
use super::elements::{Element, Head};
use super::naming::{Listed, is_plain_name, is_test_macro, named};
use super::prefix::{Surroundings, surroundings};
use crate::c::keywords::{is_declaration_word, is_tag};
use model::Param;

/// Which function a head is of. Places count in the tokens of the [`Head`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signature {
    /// The place of the name.
    pub(super) name: usize,
    /// The place of the first token, macros that stand by themselves before it left out.
    pub(super) first: usize,
    /// The place of the first of such macros.
    pub(super) leading: usize,
    pub(super) is_test: bool,
    /// Whether a type stands before the name.
    pub(super) typed: bool,
}

/// What a head says besides: of most functions of a tree, nobody asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Details {
    pub(super) params: Vec<Param>,
    pub(super) surroundings: Surroundings,
}

/// Reads the head of a function; `None` where the tokens are none. `below` is where declarations of parameters in the
/// old style begin.
pub(super) fn read(head: &Head, below: Option<usize>) -> Option<Signature> {
    let parts = Parts::of(head, below)?;
    let elements = parts.elements();
    Some(Signature {
        name: parts.name,
        first: elements[parts.begin().min(parts.candidate().first)].start(),
        leading: elements[0].start(),
        is_test: parts.is_test(),
        typed: parts.candidate().typed,
    })
}

/// What else the head of a function says; `None` where the tokens are none.
pub(super) fn details(head: &Head, below: Option<usize>) -> Option<Details> {
    let parts = Parts::of(head, below)?;
    Some(Details { params: parts.listed.params(head), surroundings: parts.surroundings() })
}

/// A head taken apart.
struct Parts<'h, 's, 't> {
    head: &'h Head<'s, 't>,
    /// Those of the item; what belongs to the head are the ones from `own` on. Other indices count from there.
    all: Vec<Element>,
    own: usize,
    candidates: Vec<Candidate>,
    /// The candidate that the name belongs to, as an index.
    chosen: usize,
    name: usize,
    listed: Listed,
}

impl<'h, 's, 't> Parts<'h, 's, 't> {
    fn of(head: &'h Head<'s, 't>, below: Option<usize>) -> Option<Self> {
        let all = head.elements(0..below.unwrap_or(head.tokens.len()));
        let elements = own_elements(head, &all)?;
        let mut candidates = candidates(head, elements);
        let chosen = choose(head, &mut candidates)?;
        let (name, listed) = named(head, elements, &candidates[chosen], below)?;
        let own = all.len() - elements.len();
        Some(Self { head, all, own, candidates, chosen, name, listed })
    }

    fn elements(&self) -> &[Element] {
        &self.all[self.own..]
    }

    fn candidate(&self) -> &Candidate {
        &self.candidates[self.chosen]
    }

    /// The index of the first element of the signature.
    fn begin(&self) -> usize {
        begin_of(self.elements(), &self.candidates[..self.chosen], self.candidate())
    }

    fn surroundings(&self) -> Surroundings {
        let (elements, candidate) = (self.elements(), self.candidate());
        let before = elements[self.begin()..candidate.first].iter().copied();
        let before: Vec<Element> = before.filter(|element| element.start() != self.name).collect();
        let mut surroundings = surroundings(self.head, &before, &elements[candidate.last + 1..]);
        surroundings.return_type.push_str(&pointer_suffix(self.head, elements, candidate));
        surroundings
    }

    /// Whether the head is that of a test, by the macro that defines it, its parameters or its name and shape.
    fn is_test(&self) -> bool {
        let head = self.head;
        let by_macro = self.name != self.candidate().name && is_test_macro(head.text(self.candidate().name));
        let word = head.text(self.name);
        let named = word.starts_with("test_") || word.ends_with("_test") || word.starts_with("Test");
        by_macro || (names_kunit(head) && self.takes_kunit()) || (named && self.runs_alone())
    }

    fn takes_kunit(&self) -> bool {
        let params = self.listed.params(self.head);
        params.iter().any(|param| param.type_text.replace(' ', "") == "structkunit*")
    }

    /// Whether it takes nothing but a test's state and returns nothing.
    fn runs_alone(&self) -> bool {
        let alone = match self.listed.params(self.head).as_slice() {
            [] => true,
            [state] => state.type_text.replace(' ', "") == "void**",
            _ => false,
        };
        alone && self.surroundings().return_type == "void"
    }
}

/// Whether a word of the head can be the name of KUnit's structure: most heads need no closer look.
fn names_kunit(head: &Head) -> bool {
    let text = head.scan.text.as_bytes();
    head.tokens.iter().any(|&index| text[..head.scan.tokens[index].end as usize].ends_with(b"kunit"))
}

/// What follows the name in the type of a function that returns a pointer to a function or an array: ` (*)(int)`.
fn pointer_suffix(head: &Head, elements: &[Element], candidate: &Candidate) -> String {
    let shell = elements[candidate.first];
    if !shell.is_round() || candidate.params.start > shell.end() {
        return String::new();
    }
    let result = elements[candidate.last];
    format!(" (*){}", head.folded(result.start()..result.end()))
}

/// The elements that can belong to a function's head: those after the last that cannot, and nothing at all for types,
/// initializers and statements.
fn own_elements<'e>(head: &Head, all: &'e [Element]) -> Option<&'e [Element]> {
    let cut = all.iter().rposition(|element| matches!(element, Element::Foreign(_))).map_or(0, |at| at + 1);
    let cut = if all[..cut].iter().any(|e| is_mark(head, *e, b'=')) { after_brace(all, cut)? } else { cut };
    let elements = &all[cut..];
    let typedef = elements.iter().any(|e| matches!(e, Element::Word(at) if head.text(*at) == "typedef"));
    let elements = if typedef { &all[after_brace(all, cut)?..] } else { elements };
    let refused = elements.is_empty() || head.has_control(elements) || is_tag_definition(head, elements);
    (!refused).then_some(elements)
}

fn is_mark(head: &Head, element: Element, mark: u8) -> bool {
    matches!(element, Element::Foreign(at) if head.token(at).is(mark))
}

/// Where a head can begin after the last braced part, of an item that was left without its `;`.
fn after_brace(all: &[Element], from: usize) -> Option<usize> {
    let brace = all.iter().rposition(|element| matches!(element, Element::Brace(_)))?;
    (brace + 1 >= from).then_some(brace + 1)
}

/// `struct PACKED(4) {`, `enum x {`: whether what opens after the elements are a type's members.
fn is_tag_definition(head: &Head, elements: &[Element]) -> bool {
    let is_type = |word: &str| is_tag(word) || word == "class";
    let tag = |element: &Element| matches!(element, Element::Word(at) if is_type(head.text(*at)));
    match elements {
        [first, Element::Word(_), group] if tag(first) && group.is_round() => true,
        [.., last] if tag(last) => true,
        [.., before, Element::Word(_)] => tag(before),
        _ => false,
    }
}

/// The index of the first element of the signature. Macros with arguments before it stand by themselves, unless
/// nothing but them can be the type.
fn begin_of(elements: &[Element], before: &[Candidate], chosen: &Candidate) -> usize {
    let brace = elements[..chosen.first].iter().rposition(|e| matches!(e, Element::Brace(_))).map_or(0, |at| at + 1);
    let after_brace = if is_struct_result(elements, brace) { 0 } else { brace };
    let own = before.iter().rposition(|other| other.last + 1 != chosen.first && !other.typed).map_or(0, |at| at + 1);
    own.checked_sub(1).map_or(0, |at| before[at].last + 1).max(after_brace)
}

/// Whether the braces directly before `brace` are followed by a name at once: `struct { int x; } f(void)`.
fn is_struct_result(elements: &[Element], brace: usize) -> bool {
    brace > 0 && matches!(elements.get(brace + 1), Some(next) if next.is_round())
}

/// Where declarations of parameters in the old style can begin in an item that ends with a `;`:
/// `int f(a, b) int a;`. `None` for everything that cannot be such a head.
pub(super) fn old_style(head: &Head) -> Option<usize> {
    let end = head.tokens.len().checked_sub(1)?;
    let group_end = (1..end).find(|&at| head.token(at - 1).is(b')') && head.token(at).is_word())?;
    // Items in headers can go on for thousands of tokens, and this is asked at each `;`: no list is made of the elements.
    let before = head.each_element(0..end).take_while(|element| element.end() < group_end).last()?;
    let group = head.each_element(before.end()..end).next().filter(|group| group.end() == group_end)?;
    let Element::Group { open, close, round: true } = group else { return None };
    let named = matches!(before, Element::Word(at) if is_name(head, at));
    let names = head.split(open + 1..close);
    let all_names = !names.is_empty() && names.iter().all(|name| is_plain_name(head, name));
    let mut after = head.each_element(group_end..end);
    let declares = after.next().is_some_and(|next| is_type_start(head, next)) && after.next().is_some();
    (named && all_names && declares && !initializes(head, end)).then_some(group_end)
}

/// Whether a `=` stands in the first `end` tokens outside of all brackets.
fn initializes(head: &Head, end: usize) -> bool {
    let assigns = (0..end).any(|at| head.token(at).is(b'='));
    assigns && head.each_element(0..end).any(|element| is_mark(head, element, b'='))
}

fn is_name(head: &Head, place: usize) -> bool {
    !is_declaration_word(head.text(place)) && !crate::c::keywords::is_attribute_call(head.text(place))
}

fn is_type_start(head: &Head, element: Element) -> bool {
    matches!(element, Element::Word(at) if !crate::c::keywords::is_attribute_word(head.text(at)))
}

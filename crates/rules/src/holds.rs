//! Whether a condition holds for a function, and by what.

use super::catalogue::Catalogue;
use super::condition::Condition;
use super::named::RoleKind;
use super::patterns::{Range, given};
use super::spanned::Spanned;
use super::words::Lists;
use model::{Admission, CoverageExclusion, FunctionHead, Role, Sign, Subject, VariantFacts, Vocabulary};

/// What made a condition hold: what is shown and named in the message.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Witness<'s> {
    pub(super) sign: Option<&'s Sign>,
    pub(super) admission: Option<&'s Admission>,
    pub(super) exclusion: Option<&'s CoverageExclusion>,
}

impl<'s> Witness<'s> {
    fn or(self, other: Witness<'s>) -> Witness<'s> {
        Witness {
            sign: self.sign.or(other.sign),
            admission: self.admission.or(other.admission),
            exclusion: self.exclusion.or(other.exclusion),
        }
    }
}

/// A function as the conditions of one rule look at it.
#[derive(Clone, Copy)]
pub(super) struct Look<'s> {
    pub(super) subject: &'s Subject<'s>,
    pub(super) lists: Lists<'s>,
    pub(super) vocabulary: &'s Vocabulary,
    pub(super) catalogue: &'s Catalogue,
}

impl Condition {
    /// By what the condition holds; `None` where it does not.
    pub(super) fn witness<'s>(&self, look: &Look<'s>) -> Option<Witness<'s>> {
        let plain =
            self.surroundings_hold(look) && self.body_holds(look) && self.counts_hold(look) && self.names_hold(look);
        let witness = if plain { self.own_witness(look)?.or(self.nested_witness(look)?) } else { return None };
        given(&self.not, |condition| condition.witness(look).is_none()).then_some(witness)
    }

    fn surroundings_hold(&self, look: &Look) -> bool {
        let Subject {
            facts,
            change,
            twin,
            forwards_to,
            newly_filled,
            slots,
            in_tests,
            path,
            opposite_works,
            hollowed_out,
            siblings_work,
        } = look.subject;
        given(&self.change, |asked| change.is_some_and(|change| asked.holds(change)))
            && given(&self.twin, |asked| asked.holds(*twin))
            && given(&self.forwards_to_stub, |asked| *asked == forwards_to.is_some())
            && given(&self.newly_filled, |asked| *asked != newly_filled.is_empty())
            && given(&self.in_slot, |asked| *asked != (slots.is_empty() && newly_filled.is_empty()))
            && given(&self.test, |asked| *asked == (*in_tests || facts.head.is_test))
            && given(&self.header, |asked| *asked == path.ends_with(".h"))
            && given(&self.path_in, |list| look.lists.match_words(list.get_ref(), path))
            && given(&self.opposite_works, |asked| asked == opposite_works)
            && given(&self.hollowed_out, |asked| asked == hollowed_out)
            && given(&self.siblings_work, |asked| asked == siblings_work)
    }

    fn body_holds(&self, look: &Look) -> bool {
        let facts = look.subject.facts;
        let in_variant = |asks: fn(&VariantFacts) -> bool| facts.variants.iter().any(asks);
        given(&self.outcome, |asked| asked.holds(facts.outcome))
            && given(&self.hollow, |asked| *asked == facts.hollow)
            && given(&self.constant, |asked| *asked == facts.constant)
            && given(&self.signs_only, |kinds| {
                !facts.signs.is_empty() && facts.signs.iter().all(|sign| kinds.holds(sign.kind))
            })
            && given(&self.exit, |pattern| pattern.holds(&facts.variants))
            && given(&self.idle_branch, |asked| *asked == in_variant(|variant| !variant.idle_branches.is_empty()))
            && given(&self.forwards, |asked| *asked == in_variant(|variant| variant.tail_call.is_some()))
            && given(&self.conditional_inside, |asked| *asked == (facts.variants.len() > 1))
            && given(&self.unread, |asked| *asked != facts.unread.is_empty())
    }

    fn counts_hold(&self, look: &Look) -> bool {
        let facts = look.subject.facts;
        let most = |count: fn(&VariantFacts) -> usize| facts.variants.iter().map(count).max().unwrap_or(0);
        let ranges: [(&Option<Range>, &dyn Fn() -> usize); 6] = [
            (&self.effective, &|| most(|variant| variant.effective.len())),
            (&self.inert, &|| most(|variant| variant.inert.len())),
            (&self.checks, &|| most(|variant| variant.checks.len())),
            (&self.exits, &|| most(|variant| variant.exits.len())),
            (&self.calls, &|| facts.calls.len()),
            (&self.unused_params, &|| unused_params(&facts.head, &facts.params_used)),
        ];
        ranges.into_iter().all(|(range, count)| given(range, |range| range.holds(count())))
    }

    fn names_hold(&self, look: &Look) -> bool {
        let Look { subject, lists, .. } = look;
        let head = &subject.facts.head;
        let in_list = |list: &Spanned<String>, text: &str| lists.match_words(list.get_ref(), text);
        given(&self.role, |asked| asked.holds(RoleKind::from(&head.role)))
            && given(&self.linkage, |asked| asked.holds(head.linkage))
            && given(&self.conditional, |asked| *asked != head.conditions.is_empty())
            && given(&self.fallback, |asked| *asked == is_fallback(head))
            && given(&self.has_params, |asked| *asked == (own_params(head).count() > 0))
            && given(&self.returns_value, |asked| *asked == returns_value(&head.return_type))
            && given(&self.name_in, |list| in_list(list, &head.name))
            && given(&self.param_in, |list| plain_params(head).any(|name| in_list(list, name)))
            && given(&self.trait_in, |list| trait_of(&head.role).is_some_and(|name| in_list(list, name)))
            && given(&self.type_in, |list| type_of(&head.role).is_some_and(|name| in_list(list, name)))
            && given(&self.returns_in, |list| in_list(list, &head.return_type))
            && given(&self.attribute_in, |list| head.attributes.iter().any(|attribute| in_list(list, attribute)))
            && given(&self.calls_in, |list| subject.facts.calls.iter().any(|call| in_list(list, &call.name)))
    }

    /// The sign, admission and hidden region asked for right here; `None` where one is asked for and missing.
    fn own_witness<'s>(&self, look: &Look<'s>) -> Option<Witness<'s>> {
        let facts = look.subject.facts;
        let mut own = Witness::default();
        if let Some(pattern) = &self.sign {
            own.sign = Some(pattern.find(&facts.signs, &look.lists)?);
        }
        if let Some(pattern) = &self.admission {
            own.admission = Some(pattern.find(&facts.admissions, &look.lists)?);
        }
        if let Some(pattern) = &self.hidden_from_coverage {
            own.exclusion = Some(pattern.find(facts, &look.lists)?);
        }
        Some(own)
    }

    /// By what the nested conditions hold; `None` where they do not.
    fn nested_witness<'s>(&self, look: &Look<'s>) -> Option<Witness<'s>> {
        let mut nested = Witness::default();
        for condition in self.all.iter().flatten() {
            nested = nested.or(condition.witness(look)?);
        }
        if let Some(alternatives) = &self.any {
            nested = nested.or(alternatives.iter().find_map(|condition| condition.witness(look))?);
        }
        if let Some(rules) = &self.flagged_by {
            let flags = |id: &Spanned<String>| look.catalogue.get(id.get_ref())?.matcher()?.witness(look);
            nested = nested.or(rules.iter().find_map(flags)?);
        }
        Some(nested)
    }
}

/// Whether the innermost arm is one for everything else.
fn is_fallback(head: &FunctionHead) -> bool {
    head.conditions.last().is_some_and(|condition| {
        (condition.negated && condition.arm > 0) || (!condition.negated && says_without(&condition.text))
    })
}

/// `NO_THREADS`, `WITHOUT_TLS`: a condition that holds where something is missing.
fn says_without(condition: &str) -> bool {
    let name = condition.trim_start_matches("defined").trim_matches(['(', ')', ' ']);
    ["NO_", "WITHOUT_", "LACKS_", "MISSING_", "DISABLE_"].iter().any(|lead| name.starts_with(lead))
}

fn plain_params(head: &FunctionHead) -> impl Iterator<Item = &str> {
    let is_plain = |param: &&model::Param| !param.type_text.contains(['*', '&', '[']) && param.type_text != "bool";
    head.params.iter().filter(is_plain).map(|param| param.name.as_str())
}

fn own_params(head: &FunctionHead) -> impl Iterator<Item = usize> {
    let is_own = |param: &model::Param| param.name != "self" && param.type_text != "void";
    head.params.iter().enumerate().filter(move |(_, param)| is_own(param)).map(|(index, _)| index)
}

fn unused_params(head: &FunctionHead, used: &[bool]) -> usize {
    own_params(head).filter(|&index| !used.get(index).copied().unwrap_or(true)).count()
}

fn returns_value(return_type: &str) -> bool {
    !matches!(return_type, "" | "void" | "()" | "!")
}

fn trait_of(role: &Role) -> Option<&str> {
    match role {
        Role::TraitImpl { trait_name, .. } | Role::TraitDefault { trait_name } => Some(trait_name),
        Role::Free | Role::Method { .. } => None,
    }
}

fn type_of(role: &Role) -> Option<&str> {
    match role {
        Role::Method { of } | Role::TraitImpl { of, .. } => Some(of),
        Role::Free | Role::TraitDefault { .. } => None,
    }
}

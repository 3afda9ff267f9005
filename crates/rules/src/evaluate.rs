//! Holding the rules against a function: at most one of them is reported.

use super::catalogue::Catalogue;
use super::holds::{Look, Witness};
use super::rule::{Matcher, Rule, Show};
use super::template::Value;
use super::words::Lists;
use model::{Admission, AdmissionKind, Branch, FunctionFacts, Match, Sign, SlotUse, Span, Subject, Vocabulary};

/// What is wrong with the function, by the heaviest of the rules that match; of equally heavy ones the lowest in rank,
/// of those the first by id. `vocabulary` is the built-in one with what the project adds to it.
pub fn evaluate<'s>(catalogue: &'s Catalogue, subject: &'s Subject<'s>, vocabulary: &'s Vocabulary) -> Option<Match> {
    let look = Look { subject, lists: Lists::none(vocabulary), vocabulary, catalogue };
    let holds =
        |(rule, matcher): (_, &'s Matcher)| Some(Found { rule, matcher, subject, witness: matcher.witness(&look)? });
    Some(catalogue.by_weight().find_map(holds)?.report())
}

impl Matcher {
    /// By what its condition holds; `None` where it does not. Lists are looked up among the rule's own.
    pub(super) fn witness<'s>(&'s self, look: &Look<'s>) -> Option<Witness<'s>> {
        let lists = Lists::new(&self.words, look.vocabulary);
        self.when.witness(&Look { lists, ..*look })
    }
}

/// A rule that matched.
struct Found<'s> {
    rule: &'s Rule,
    matcher: &'s Matcher,
    subject: &'s Subject<'s>,
    witness: Witness<'s>,
}

impl Found<'_> {
    fn report(&self) -> Match {
        Match {
            rule: self.rule.id.clone(),
            severity: self.rule.severity,
            message: self.matcher.message.fill(&|value| self.value(value)),
            span: self.span(),
            sign: self.sign().cloned(),
            admission: self.admission().cloned(),
        }
    }

    fn facts(&self) -> &FunctionFacts {
        self.subject.facts
    }

    /// The sign that made the condition hold; the strongest where it held by neither a sign nor an admission.
    fn sign(&self) -> Option<&Sign> {
        let strongest = || self.facts().signs.first().filter(|_| self.witness.admission.is_none());
        self.witness.sign.or_else(strongest)
    }

    /// The admission that made the condition hold, else the one that admits most.
    fn admission(&self) -> Option<&Admission> {
        let admits = |admission: &&Admission| admission.kind < AdmissionKind::Hint;
        let most = || self.facts().admissions.iter().filter(admits).min_by_key(|admission| admission.kind);
        self.witness.admission.or_else(most)
    }

    fn slot(&self) -> Option<&SlotUse> {
        self.subject.newly_filled.first().or_else(|| self.subject.slots.first())
    }

    fn branch(&self) -> Option<&Branch> {
        self.facts().variants.iter().flat_map(|variant| &variant.idle_branches).next()
    }

    fn value(&self, value: Value) -> Option<String> {
        match value {
            Value::Function => Some(self.facts().head.qualified.clone()),
            Value::Sign => self.sign().map(|sign| sign.text.clone()),
            Value::Admission => self.admission().map(|admission| admission.text.clone()),
            Value::Deferral => self.admission()?.deferral.as_ref().map(|deferral| deferral.target.clone()),
            Value::Target => self.subject.forwards_to.as_ref().map(|forward| forward.function.clone()),
            Value::Slot => self.slot().map(named_slot),
            Value::Marker => self.witness.exclusion.map(|exclusion| exclusion.marker.clone()),
            Value::Branch => self.branch().map(|branch| branch.label.clone()),
        }
    }

    fn span(&self) -> Span {
        let shown = self.matcher.show.values().iter().find_map(|show| self.part(*show));
        shown.unwrap_or(self.facts().head.name_span)
    }

    fn part(&self, show: Show) -> Option<Span> {
        match show {
            Show::Sign => self.sign().map(|sign| sign.span),
            Show::Admission => self.admission().map(|admission| admission.span),
            Show::Name => Some(self.facts().head.name_span),
            Show::Call => self.facts().variants.iter().find_map(|variant| Some(variant.tail_call.as_ref()?.span)),
            Show::Exclusion => self.witness.exclusion.map(|exclusion| exclusion.marker_span),
            Show::Branch => self.branch().map(|branch| branch.span),
            Show::Body => Some(self.facts().head.body),
        }
    }
}

/// `slot of holder`, or the slot alone.
fn named_slot(slot: &SlotUse) -> String {
    if slot.holder.is_empty() { slot.slot.clone() } else { format!("{} of {}", slot.slot, slot.holder) }
}

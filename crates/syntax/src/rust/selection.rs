//! Which arms of the `cfg`s inside a body are looked at together.
//!
//! Every arm is to be in one variant and out of another, with as few variants as that takes. Options that exclude one
//! another (`unix` and `windows`, two operating systems) are never both taken.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::predicate::Predicate;
use model::Condition;

/// How many variants of one body are looked at.
const MOST: usize = 4;

/// Options and whether they are set; those that are not named are not set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Selection(BTreeMap<String, bool>);

/// Decides for each `cfg` inside a body, or notes it where nothing is decided yet.
#[derive(Debug, Default)]
pub(super) struct Chooser {
    selection: Option<Selection>,
    seen: RefCell<Vec<Predicate>>,
}

impl Chooser {
    pub(super) fn of(selection: Selection) -> Self {
        Self { selection: Some(selection), seen: RefCell::default() }
    }

    /// Whether the arm under `predicate` is taken. While nothing is decided, every arm is.
    pub(super) fn takes(&self, predicate: &Predicate) -> bool {
        match &self.selection {
            Some(selection) => predicate.holds(selection),
            None => {
                self.note(predicate.without_not().0);
                true
            }
        }
    }

    fn note(&self, predicate: &Predicate) {
        let mut seen = self.seen.borrow_mut();
        if !seen.contains(predicate) {
            seen.push(predicate.clone());
        }
    }

    /// The predicates that were asked for, without their `not`s.
    pub(super) fn into_seen(self) -> Vec<Predicate> {
        self.seen.into_inner()
    }
}

impl Selection {
    /// The selections under which each of `predicates` holds once and does not hold once.
    pub(super) fn covering(predicates: &[Predicate]) -> Vec<Selection> {
        let wishes = predicates.iter().map(|predicate| (predicate, true));
        let mut wishes: Vec<_> = wishes.chain(predicates.iter().map(|predicate| (predicate, false))).collect();
        wishes.sort_by_key(|&(predicate, holds)| predicate.force(holds, &Self::without_tests()).is_none());
        let mut selections = Vec::new();
        while selections.len() < MOST && !wishes.is_empty() {
            let mut selection = Selection::beginning_with(wishes[0]);
            let left = wishes.len();
            wishes.retain(|&(predicate, holds)| match predicate.force(holds, &selection) {
                Some(forced) => {
                    selection = forced;
                    false
                }
                None => true,
            });
            if wishes.len() == left {
                wishes.remove(0);
            } else {
                selections.push(selection);
            }
        }
        selections
    }

    /// Code for tests is looked at apart from all other, so `test` is off unless the first wish needs it.
    fn beginning_with((predicate, holds): (&Predicate, bool)) -> Self {
        let without_tests = Self::without_tests();
        if predicate.force(holds, &without_tests).is_some() { without_tests } else { Selection::default() }
    }

    fn without_tests() -> Self {
        Selection(BTreeMap::from([("test".to_owned(), false)]))
    }

    /// For each of `predicates` whether it holds; groups are numbered from `group` on.
    pub(super) fn conditions(&self, predicates: &[Predicate], group: usize) -> Vec<Condition> {
        let condition = |(at, predicate): (usize, &Predicate)| {
            let negated = !predicate.holds(self);
            Condition { text: predicate.text(), negated, group: group + at, arm: usize::from(negated) }
        };
        predicates.iter().enumerate().map(condition).collect()
    }

    /// This selection with `option` set or not, if the two go together.
    fn with(&self, option: &str, set: bool) -> Option<Self> {
        if let Some(&known) = self.0.get(option) {
            return (known == set).then(|| self.clone());
        }
        if set && self.0.iter().any(|(other, &is_set)| is_set && exclude_one_another(option, other)) {
            return None;
        }
        let mut with = self.clone();
        with.0.insert(option.to_owned(), set);
        match family_of(option).filter(|&family| set && family != option) {
            Some(family) => with.with(family, true),
            None => Some(with),
        }
    }
}

impl Predicate {
    /// Whether it holds under `selection`.
    pub(super) fn holds(&self, selection: &Selection) -> bool {
        match self {
            Predicate::All(all) => all.iter().all(|part| part.holds(selection)),
            Predicate::Any(any) => any.iter().any(|part| part.holds(selection)),
            Predicate::Not(not) => !not.holds(selection),
            Predicate::Option(option) => selection.0.get(option).copied().unwrap_or(false),
        }
    }

    /// `selection` with what it takes to make this predicate hold (or not hold), if the two go together.
    fn force(&self, holds: bool, selection: &Selection) -> Option<Selection> {
        match self {
            Predicate::Option(option) => selection.with(option, holds),
            Predicate::Not(not) => not.force(!holds, selection),
            Predicate::All(parts) if holds => force_each(parts, true, selection),
            Predicate::Any(parts) if !holds => force_each(parts, false, selection),
            Predicate::All(parts) | Predicate::Any(parts) => parts.iter().find_map(|part| part.force(holds, selection)),
        }
    }
}

fn force_each(parts: &[Predicate], holds: bool, selection: &Selection) -> Option<Selection> {
    parts.iter().try_fold(selection.clone(), |selection, part| part.force(holds, &selection))
}

/// Whether two different options are never both set.
fn exclude_one_another(one: &str, other: &str) -> bool {
    let same_key = matches!((key_value(one), key_value(other)), (Some(a), Some(b)) if a.0 == b.0 && a.1 != b.1);
    let families = matches!((family_of(one), family_of(other)), (Some(a), Some(b)) if a != b);
    same_key || families
}

/// The key and value of an option that has one value only.
fn key_value(option: &str) -> Option<(&str, &str)> {
    const ONE_VALUE: &[&str] =
        &["target_os", "target_arch", "target_env", "target_endian", "target_pointer_width", "target_vendor", "panic"];
    let (key, value) = option.split_once('=')?;
    ONE_VALUE.contains(&key.trim()).then(|| (key.trim(), value.trim()))
}

/// The family of operating systems that an option is about.
fn family_of(option: &str) -> Option<&'static str> {
    const UNIX: &[&str] = &[
        "\"linux\"",
        "\"macos\"",
        "\"android\"",
        "\"ios\"",
        "\"freebsd\"",
        "\"netbsd\"",
        "\"openbsd\"",
        "\"dragonfly\"",
        "\"solaris\"",
        "\"illumos\"",
    ];
    match (option, key_value(option)) {
        ("unix", _) => Some("unix"),
        ("windows", _) | (_, Some(("target_os", "\"windows\""))) => Some("windows"),
        (_, Some(("target_os", system))) if UNIX.contains(&system) => Some("unix"),
        _ => None,
    }
}

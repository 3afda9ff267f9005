//! The `#if … #endif` groups of a file, their arms, and choosing arms that go together.

use super::directives::{DirectiveKind, condition_of};
use super::scan::Place;
use model::{Condition, Span};
use std::collections::HashMap;

/// What is known of an arm's condition without knowing the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    /// `#if 0`, or an arm after one that always holds.
    Never,
    /// `#if 1`, or the `#else` of such that never hold.
    Always,
    /// It depends on the configuration.
    Open,
}

/// One arm of a group.
#[derive(Debug, Clone)]
pub(super) struct Arm {
    /// Under which condition it is taken.
    pub(super) condition: Condition,
    /// Whether it is the `#else`.
    pub(super) is_else: bool,
    /// What is known of its condition.
    pub(super) truth: Truth,
}

/// One `#if … #endif`.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// Its arms in order, the `#else` included.
    pub(super) arms: Vec<Arm>,
    /// Whether it only keeps a header from being included twice.
    pub(super) is_guard: bool,
    /// The arm it stands in.
    pub(super) parent: Option<Place>,
}

impl Group {
    /// Whether one of the arms is taken under every configuration.
    fn is_exhaustive(&self) -> bool {
        self.arms.iter().any(|arm| arm.is_else || arm.truth == Truth::Always)
    }

    /// How many ways there are through this group: its arms, and past all of them where no `#else` is.
    pub(super) fn ways(&self) -> usize {
        self.arms.len() + usize::from(!self.is_exhaustive())
    }

    /// The condition under which `way` is taken; `None` where that says nothing.
    pub(super) fn condition(&self, way: usize) -> Option<Condition> {
        match self.arms.get(way) {
            _ if self.is_guard => None,
            Some(arm) => (arm.truth == Truth::Open).then(|| arm.condition.clone()),
            None => self.otherwise(),
        }
    }

    /// The condition of an `#else`, written or not.
    fn otherwise(&self) -> Option<Condition> {
        let open: Vec<_> = self.arms.iter().filter(|arm| arm.truth == Truth::Open && !arm.is_else).collect();
        let group = open.first()?.condition.group;
        let (text, negated) = match open.as_slice() {
            [only] => (only.condition.text.clone(), !only.condition.negated),
            several => (several.iter().map(|arm| as_written(&arm.condition)).collect::<Vec<_>>().join(" || "), true),
        };
        Some(Condition { text, negated, group, arm: self.arms.len() })
    }

    /// Adds the arm that the directive of `kind` at `span` begins. Returns what is known of its condition.
    pub(super) fn begin_arm(&mut self, text: &str, span: Span, kind: DirectiveKind, group: usize) -> Truth {
        let is_else = kind == DirectiveKind::Else;
        let settled = self.is_exhaustive();
        let written =
            if is_else { self.otherwise().map(|c| (c.text, c.negated)) } else { Some(condition_of(text, span)) };
        let truth = match &written {
            _ if settled => Truth::Never,
            None => Truth::Always,
            Some((condition, negated)) if !is_else => truth_of(condition, *negated),
            Some(_) => Truth::Open,
        };
        let (text, negated) = written.unwrap_or_default();
        let condition = Condition { text, negated, group, arm: self.arms.len() };
        self.arms.push(Arm { condition, is_else, truth });
        truth
    }
}

fn as_written(condition: &Condition) -> String {
    if condition.negated { format!("!{}", condition.text) } else { condition.text.clone() }
}

fn truth_of(condition: &str, negated: bool) -> Truth {
    let bare = condition.trim_matches(|c: char| c == '(' || c == ')' || c == ' ');
    let (no, yes) = if negated { (Truth::Always, Truth::Never) } else { (Truth::Never, Truth::Always) };
    if bare == "0" || condition.starts_with("0 &&") {
        no
    } else if bare == "1" || condition.starts_with("1 ||") {
        yes
    } else {
        Truth::Open
    }
}

/// What a walk through a file takes its conditions to be, so that arms are chosen that go together.
#[derive(Debug, Clone)]
pub(super) struct Assumptions {
    holds: HashMap<String, bool>,
}

impl Assumptions {
    /// Nothing but that the file is read as C.
    pub(super) fn new() -> Self {
        let no_cpp = ["__cplusplus", "defined(__cplusplus)"].map(|condition| (condition.to_owned(), false));
        Self { holds: HashMap::from(no_cpp) }
    }

    /// Chooses a way through `group` that agrees with what was chosen before: the first that is `preferred`, else
    /// the first. Ways are numbered as in [`Group::ways`].
    pub(super) fn choose(&mut self, group: &Group, preferred: impl Fn(usize) -> bool) -> usize {
        let possible = self.possible(group);
        let chosen = possible.iter().copied().find(|&way| preferred(way)).or(possible.first().copied()).unwrap_or(0);
        self.assume(group, chosen);
        chosen
    }

    /// Takes `condition` to hold, where nothing is known of it yet.
    pub(super) fn take_as(&mut self, condition: &Condition) {
        self.holds.entry(condition.text.clone()).or_insert(!condition.negated);
    }

    fn possible(&self, group: &Group) -> Vec<usize> {
        let mut ways = Vec::new();
        for (way, arm) in group.arms.iter().enumerate() {
            match self.value(arm) {
                Some(false) => {}
                Some(true) => {
                    ways.push(way);
                    return ways;
                }
                None => ways.push(way),
            }
        }
        ways.push(group.arms.len());
        ways.retain(|&way| way < group.ways());
        ways
    }

    fn value(&self, arm: &Arm) -> Option<bool> {
        match arm.truth {
            Truth::Never => Some(false),
            Truth::Always => Some(true),
            Truth::Open if arm.is_else => Some(true),
            Truth::Open => self.holds.get(&arm.condition.text).map(|&holds| holds != arm.condition.negated),
        }
    }

    fn assume(&mut self, group: &Group, chosen: usize) {
        for (way, arm) in group.arms.iter().enumerate().take(chosen + 1) {
            if arm.truth == Truth::Open && !arm.is_else {
                let holds = (way == chosen) != arm.condition.negated;
                self.holds.entry(arm.condition.text.clone()).or_insert(holds);
            }
        }
    }
}

//! Tests at two ends of a change, compared as sets and not as numbers: ten that went and ten that came are no standstill.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::LazyLock;

use regex::Regex;

use model::{BodyHash, ReportedTest, TestIdentity, TestOutcome};

/// What became of the tests.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Growth {
    /// How many there were.
    pub base: usize,
    /// How many there are.
    pub head: usize,
    /// Only at head, in order of home and name; those that repeat another test and those that never run are among them.
    pub added: Vec<TestIdentity>,
    /// Only at base.
    pub removed: Vec<TestIdentity>,
    /// The same test under another name or in another place.
    pub renamed: Vec<Renamed>,
    /// At both ends, and left out only at head.
    pub newly_ignored: Vec<TestIdentity>,
    /// At both ends, and left out only at base: wired up, or no longer ignored.
    pub newly_run: Vec<TestIdentity>,
    /// Added with the same body as a test at head that was there before or comes first.
    pub duplicated: Vec<TestIdentity>,
}

/// A test that moved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Renamed {
    /// As it was.
    pub from: TestIdentity,
    /// As it is.
    pub to: TestIdentity,
}

impl Growth {
    /// The tests that run and did not before, and that repeat no other.
    pub fn gained(&self) -> impl Iterator<Item = &TestIdentity> {
        let added = self.added.iter().filter(|test| !test.ignored && !self.duplicated.contains(test));
        added.chain(&self.newly_run)
    }
}

/// The identity of a test as a report names it. The line in the name of a documentation test is not part of it: it changes
/// with every line above.
pub fn reported_identity(test: &ReportedTest) -> TestIdentity {
    static LINE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r" \(line \d+\)$").expect("a pattern"));
    let name = LINE.replace(&test.name, "").into_owned();
    let ignored = test.outcome == Some(TestOutcome::Ignored);
    TestIdentity { home: test.suite.clone(), name, body: None, ignored }
}

/// Compares the tests at base with those at head.
///
/// A test is the same one where home and name are; of what is left, where the body is; and where no body is known, where
/// the name is and no other test left has it. Names that stand several times are matched one by one.
pub fn compare(base: &[TestIdentity], head: &[TestIdentity]) -> Growth {
    let mut left = Left { base: sorted(base), head: sorted(head) };
    let same = left.pair(|test| Some((test.home.clone(), test.name.clone())), false);
    let mut moved = left.pair(|test| test.body, false);
    moved.extend(left.pair(|test| test.body.is_none().then(|| test.name.clone()), true));
    let both = same.iter().chain(&moved);
    let newly_run = both.clone().filter(|(from, to)| from.ignored && !to.ignored).map(|(_, to)| to.clone()).collect();
    let newly_ignored = both.filter(|(from, to)| to.ignored && !from.ignored).map(|(_, to)| to.clone()).collect();
    let mut renamed: Vec<Renamed> = moved.into_iter().map(|(from, to)| Renamed { from, to }).collect();
    renamed.sort();
    let duplicated = duplicated(head, &left.head);
    let (removed, added) = (left.base, left.head);
    Growth { base: base.len(), head: head.len(), added, removed, renamed, newly_ignored, newly_run, duplicated }
}

fn sorted(tests: &[TestIdentity]) -> Vec<TestIdentity> {
    let mut tests = tests.to_vec();
    tests.sort();
    tests
}

/// The tests that have no partner yet, in order.
struct Left {
    base: Vec<TestIdentity>,
    head: Vec<TestIdentity>,
}

impl Left {
    /// Takes out the pairs that have the same key; with `lonely`, only where each end has one test with that key.
    fn pair<K: Ord>(
        &mut self,
        key: impl Fn(&TestIdentity) -> Option<K>,
        lonely: bool,
    ) -> Vec<(TestIdentity, TestIdentity)> {
        let (mut from, mut to) = (by_key(&self.base, &key), by_key(&self.head, &key));
        if lonely {
            from.retain(|_, places| places.len() == 1);
            to.retain(|_, places| places.len() == 1);
        }
        let pairs: Vec<(usize, usize)> = from
            .into_iter()
            .flat_map(|(key, places)| places.into_iter().zip(to.remove(&key).unwrap_or_default()))
            .collect();
        let tests = pairs.iter().map(|(from, to)| (self.base[*from].clone(), self.head[*to].clone())).collect();
        self.base = without(&self.base, pairs.iter().map(|pair| pair.0));
        self.head = without(&self.head, pairs.iter().map(|pair| pair.1));
        tests
    }
}

fn by_key<K: Ord>(tests: &[TestIdentity], key: impl Fn(&TestIdentity) -> Option<K>) -> BTreeMap<K, VecDeque<usize>> {
    let mut places: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    let keyed = tests.iter().enumerate().filter_map(|(place, test)| Some((key(test)?, place)));
    keyed.for_each(|(key, place)| places.entry(key).or_default().push_back(place));
    places
}

fn without(tests: &[TestIdentity], places: impl Iterator<Item = usize>) -> Vec<TestIdentity> {
    let gone: BTreeSet<usize> = places.collect();
    tests.iter().enumerate().filter(|(place, _)| !gone.contains(place)).map(|(_, test)| test.clone()).collect()
}

/// The added tests that repeat a body; where all that have it were added, the first of them is the original.
fn duplicated(head: &[TestIdentity], added: &[TestIdentity]) -> Vec<TestIdentity> {
    let mut fresh: BTreeMap<BodyHash, usize> = BTreeMap::new();
    let mut all: BTreeMap<BodyHash, usize> = BTreeMap::new();
    head.iter().filter_map(|test| test.body).for_each(|body| *all.entry(body).or_default() += 1);
    added.iter().filter_map(|test| test.body).for_each(|body| *fresh.entry(body).or_default() += 1);
    let all_fresh = fresh.iter().filter(|(body, count)| all.get(body) == Some(count));
    let mut originals: BTreeSet<BodyHash> = all_fresh.map(|(body, _)| *body).collect();
    let mut repeated: Vec<TestIdentity> = added.to_vec();
    repeated.retain(|test| test.body.is_some_and(|body| !originals.remove(&body)));
    repeated
}

//! Which task must come before which: an order, and the circles that allow none.

use std::collections::BTreeSet;

/// An order in which everything comes after what it depends on, and the circles that stand in the way of one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order {
    /// All indices; those of a circle come where the first of them would.
    pub order: Vec<usize>,
    /// Each circle as the indices along it, the smallest first.
    pub cycles: Vec<Vec<usize>>,
}

/// Orders the nodes `0..edges.len()`; `edges[n]` are those that `n` depends on. Nodes that do not depend on one another
/// keep their order.
pub fn order(edges: &[Vec<usize>]) -> Order {
    let mut walk =
        Walk { edges, state: vec![State::New; edges.len()], found: Order::default(), cycles: BTreeSet::new() };
    (0..edges.len()).for_each(|node| walk.visit(node));
    walk.found.cycles = walk.cycles.into_iter().collect();
    walk.found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

struct Walk<'a> {
    edges: &'a [Vec<usize>],
    state: Vec<State>,
    found: Order,
    cycles: BTreeSet<Vec<usize>>,
}

impl Walk<'_> {
    /// Depth first, with a stack of its own: a chain of thousands of tasks must not end the program.
    fn visit(&mut self, start: usize) {
        if self.state[start] != State::New {
            return;
        }
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        self.state[start] = State::Open;
        while let Some((node, next)) = path.last().copied() {
            match self.edges[node].get(next) {
                Some(&before) => {
                    path.last_mut().expect("it was just read").1 += 1;
                    self.follow(before, &mut path);
                }
                None => {
                    self.state[node] = State::Done;
                    self.found.order.push(node);
                    path.pop();
                }
            }
        }
    }

    fn follow(&mut self, node: usize, path: &mut Vec<(usize, usize)>) {
        match self.state[node] {
            State::New => {
                self.state[node] = State::Open;
                path.push((node, 0));
            }
            State::Open => {
                let from = path.iter().position(|(other, _)| *other == node).unwrap_or(0);
                self.cycles.insert(turned(path[from..].iter().map(|(node, _)| *node).collect()));
            }
            State::Done => {}
        }
    }
}

/// The circle, begun at its smallest index.
fn turned(mut cycle: Vec<usize>) -> Vec<usize> {
    let smallest = (0..cycle.len()).min_by_key(|at| cycle[*at]).unwrap_or(0);
    cycle.rotate_left(smallest);
    cycle
}

//! How far the walk through a file's tokens has got, and how conditional arms part it and join it again.

/// How many alternative heads in conditional arms are followed at once.
const MOST_HEADS: usize = 4;

/// How far the walk has got into an item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    /// The tokens of the item so far, braced parts left out: one list, more where conditional arms differ in them.
    pub(super) heads: Vec<Vec<usize>>,
    /// Where declarations of parameters in the old style begin in the first head, if it can have such.
    pub(super) below: Option<usize>,
    pub(super) parens: usize,
    pub(super) braces: usize,
    /// The definitions whose body this is; empty outside of bodies.
    pub(super) functions: Vec<usize>,
    /// How many blocks such as `extern "C" {` are open.
    pub(super) blocks: usize,
}

impl State {
    pub(super) fn new() -> Self {
        Self { heads: vec![Vec::new()], below: None, parens: 0, braces: 0, functions: Vec::new(), blocks: 0 }
    }

    pub(super) fn begin_item(&mut self) {
        self.heads.truncate(1);
        self.heads[0].clear();
        self.below = None;
        self.parens = 0;
    }
}

/// A conditional group that the walk is in.
pub(super) struct Frame {
    pub(super) group: usize,
    /// The way through the group that braces are followed along.
    pub(super) way: usize,
    pub(super) arm: usize,
    pub(super) before: State,
    pub(super) after: Option<State>,
    /// The states at the ends of the other arms.
    pub(super) others: Vec<State>,
}

impl Frame {
    /// Notes the state at the end of an arm; `next` is the number of the arm that comes after it.
    pub(super) fn end_arm(&mut self, state: State, next: usize) {
        if self.arm == self.way {
            self.after = Some(state);
        } else {
            self.others.push(state);
        }
        self.arm = next;
    }

    /// The state after the group: that of the chosen way, with the heads and bodies that other arms began.
    pub(super) fn merged(self) -> State {
        let mut state = self.after.unwrap_or_else(|| self.before.clone());
        for other in self.others {
            if state.functions != self.before.functions && other.functions != self.before.functions {
                state.functions.extend(other.functions);
            } else if state.braces == 0 && other.braces == 0 {
                for head in other.heads {
                    if !head.is_empty() && !state.heads.contains(&head) && state.heads.len() < MOST_HEADS {
                        state.heads.push(head);
                    }
                }
            }
        }
        state
    }
}

//! What a value depends on, as a set.

/// A set of the things that a value can depend on. Calls and parameters beyond those that have a place of their own count as the
/// outside world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sources(u64);

const PARAMS: usize = 24;
const CALLS: usize = 36;
const FIRST_CALL: usize = 2 + PARAMS;

impl Sources {
    /// Nothing: a constant.
    pub(super) const NONE: Self = Self(0);
    /// The receiver's state (`self`).
    pub(super) const RECEIVER: Self = Self(1);
    /// Globals, the environment, what cannot be told.
    pub(super) const OUTSIDE: Self = Self(2);

    /// The parameter at `index`, `self` included in the count.
    pub(super) fn param(index: usize) -> Self {
        if index < PARAMS { Self(1 << (2 + index)) } else { Self::OUTSIDE }
    }

    /// The result of the open call at `index`.
    pub(super) fn call(index: usize) -> Self {
        if index < CALLS { Self(1 << (FIRST_CALL + index)) } else { Self::OUTSIDE }
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn has_param(self, index: usize) -> bool {
        self.0 & Self::param(index).0 != 0
    }

    pub(super) fn has_call(self, index: usize) -> bool {
        self.0 & Self::call(index).0 != 0
    }

    /// Whether anything but the results of open calls is in it.
    pub(super) fn reach_outside(self) -> bool {
        self.0 & ((1 << FIRST_CALL) - 1) != 0
    }
}

//! What surrounds an item: modules, implementations, functions and conditions.

use super::predicate::Predicate;
use model::{Condition, FunctionHead, Role};

/// What an item stands in.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// The inline modules and functions around, with a `::` at the end; empty at the top.
    prefix: String,
    owner: Owner,
    pub(super) conditions: Vec<Condition>,
    /// Whether it is built for tests only.
    pub(super) is_test: bool,
    /// Whether it stands in a macro's arguments.
    pub(super) in_macro: bool,
    /// How many items are around.
    pub(super) depth: usize,
}

/// What a function is a member of.
#[derive(Debug, Clone, Default)]
pub(super) enum Owner {
    #[default]
    None,
    Type {
        of: String,
    },
    TraitImpl {
        trait_name: String,
        of: String,
    },
    Trait {
        name: String,
    },
}

impl Scope {
    pub(super) fn deeper(&self) -> Self {
        Self { depth: self.depth + 1, ..self.clone() }
    }

    /// Adds the condition that `predicate` stands for.
    pub(super) fn enter(&mut self, predicate: &Predicate, condition: Condition) {
        self.is_test |= predicate.is_for_tests();
        self.conditions.push(condition);
    }

    pub(super) fn inside(&self, owner: Owner) -> Self {
        Self { owner, ..self.clone() }
    }

    pub(super) fn named(&self, module: &str) -> Self {
        Self { prefix: format!("{}{module}::", self.prefix), owner: Owner::None, ..self.clone() }
    }

    pub(super) fn in_macro(&self) -> Self {
        Self { in_macro: true, ..self.clone() }
    }

    /// What surrounds the items in the body of the function `head`.
    pub(super) fn within_function(&self, head: &FunctionHead) -> Self {
        let prefix = format!("{}::", head.qualified);
        Self { prefix, owner: Owner::None, is_test: head.is_test, ..self.deeper() }
    }

    pub(super) fn qualified(&self, name: &str) -> String {
        let prefix = &self.prefix;
        match &self.owner {
            Owner::None => format!("{prefix}{name}"),
            Owner::Type { of } => format!("{prefix}{of}::{name}"),
            Owner::TraitImpl { trait_name, of } => format!("<{prefix}{of} as {trait_name}>::{name}"),
            Owner::Trait { name: trait_name } => format!("{prefix}{trait_name}::{name}"),
        }
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether this is inside of a trait or an implementation.
    pub(super) fn is_member(&self) -> bool {
        !matches!(self.owner, Owner::None)
    }

    /// The trait whose declaration this is inside of.
    pub(super) fn trait_name(&self) -> Option<&str> {
        match &self.owner {
            Owner::Trait { name } => Some(name),
            Owner::None | Owner::Type { .. } | Owner::TraitImpl { .. } => None,
        }
    }

    pub(super) fn role(&self) -> Role {
        match self.owner.clone() {
            Owner::None => Role::Free,
            Owner::Type { of } => Role::Method { of },
            Owner::TraitImpl { trait_name, of } => Role::TraitImpl { trait_name, of },
            Owner::Trait { name } => Role::TraitDefault { trait_name: name },
        }
    }

    /// Whether members are as visible as their trait.
    pub(super) fn is_trait(&self) -> bool {
        matches!(self.owner, Owner::TraitImpl { .. } | Owner::Trait { .. })
    }
}

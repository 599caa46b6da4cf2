//! What a write does to the table.

use aws_sdk_dynamodb::types::ReturnValue;

use crate::expr::{Action, Expr};
use crate::schema::item::Item;
use crate::write::unique::Taken;

/// One item's part of a write.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
    Put {
        item: Item,
        condition: Option<Expr>,
    },
    Delete {
        key: Item,
        condition: Option<Expr>,
    },
    Update {
        key: Item,
        actions: Vec<Action>,
        condition: Option<Expr>,
    },
    /// Changes nothing: the others are made only if the condition holds.
    Check {
        key: Item,
        condition: Expr,
    },
}

impl Change {
    /// Returns the actions of an update; no other change has any.
    pub(crate) fn actions(&self) -> &[Action] {
        match self {
            Self::Update { actions, .. } => actions,
            _ => &[],
        }
    }

    pub(crate) fn condition(&self) -> Option<&Expr> {
        match self {
            Self::Put { condition, .. } | Self::Delete { condition, .. } | Self::Update { condition, .. } => {
                condition.as_ref()
            }
            Self::Check { condition, .. } => Some(condition),
        }
    }
}

/// All that a write changes, given what it has read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// The first is the item's own.
    pub(crate) changes: Vec<Change>,
    /// The item that the plan was made from, where it was read.
    pub(crate) before: Option<Item>,
    /// The item as it will be, where that is known.
    pub(crate) after: Option<Item>,
    /// Whether it is sent as a transaction even if it changes one item only.
    pub(crate) transaction: bool,
    /// Whether carrying it out twice is another thing than once, unless it is a transaction.
    pub(crate) counts_twice: bool,
    /// What the request gives back, where it is no transaction.
    pub(crate) returns: Option<ReturnValue>,
    /// The changes of what is unique.
    pub(crate) claims: Vec<Claim>,
}

/// A change of something unique, on the condition that no other item has it.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// Which of the changes it is.
    pub(crate) at: usize,
    /// What another item has if it fails; `None` if it releases.
    pub(crate) taken: Option<Taken>,
}

impl Plan {
    /// A plan that was made without a look at the table.
    pub(crate) fn blind(changes: Vec<Change>) -> Self {
        Self { changes, ..Self::default() }
    }

    /// What is done to the item itself, where that is an update.
    pub(crate) fn actions(&self) -> &[Action] {
        self.changes.first().map(Change::actions).unwrap_or_default()
    }

    /// The same where the removal of what is another item's, the `at`-th change, only checks that it still is.
    pub(crate) fn leaving(&self, at: usize) -> Self {
        let mut plan = Self { transaction: true, ..self.clone() };
        if let Some(change) = plan.changes.get_mut(at)
            && let Change::Delete { key, condition: Some(condition) } = change
        {
            *change = Change::Check { key: key.clone(), condition: Expr::Not(Box::new(condition.clone())) };
        }
        plan.claims.retain(|claim| claim.at != at);
        plan
    }

    /// The change that is sent by a request of its own. There is none for a check.
    pub(crate) fn alone(&self) -> Option<&Change> {
        match self.changes.as_slice() {
            [Change::Check { .. }] => None,
            [change] if !self.transaction => Some(change),
            _ => None,
        }
    }

    /// Whether it is sent as a transaction, whose token makes sending it again harmless.
    pub(crate) fn is_transaction(&self) -> bool {
        self.alone().is_none()
    }

    /// Whether a request that is sent again could do something twice, or would return what it has left itself.
    pub(crate) fn is_sent_once(&self) -> bool {
        !self.is_transaction() && (self.counts_twice || self.returns == Some(ReturnValue::AllOld))
    }
}

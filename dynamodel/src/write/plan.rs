//! Changes of stored items, and the conditions under which they are made.

use std::sync::Arc;

use aws_sdk_dynamodb::types::ReturnValue;

use crate::codec::same::same;
use crate::codec::spare::Spare;
use crate::error::Error;
use crate::expr::{Action, Expr, Path, Source};
use crate::item::{apply, ttl};
use crate::schema::{item::Item, table::TableMeta};
use crate::write::claim::Claim;

/// A change of one item.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The item of a put, otherwise the key attributes.
    pub(crate) item: Item,
    pub(crate) effect: Effect,
    pub(crate) condition: Option<Expr>,
    /// The uniqueness that the condition guards.
    pub(crate) claim: Option<Claim>,
    /// A copy of the item, if there is one already.
    pub(crate) spare: Option<Arc<Spare>>,
}

/// The effect of a change.
#[derive(Clone, Debug)]
pub(crate) enum Effect {
    Put,
    Delete,
    Update(Vec<Action>),
    /// Changes nothing: the other changes are made only if the condition holds.
    Check,
}

impl Change {
    pub(crate) fn put(item: Item, condition: Option<Expr>) -> Self {
        Self { item, effect: Effect::Put, condition, claim: None, spare: None }
    }

    /// A put of an item with its copy.
    pub(crate) fn put_with((item, spare): (Item, Option<Arc<Spare>>), condition: Option<Expr>) -> Self {
        Self { spare, ..Self::put(item, condition) }
    }

    pub(crate) fn delete(key: Item, condition: Option<Expr>) -> Self {
        Self { item: key, effect: Effect::Delete, condition, claim: None, spare: None }
    }

    pub(crate) fn update(key: Item, actions: Vec<Action>, condition: Option<Expr>) -> Self {
        Self { item: key, effect: Effect::Update(actions), condition, claim: None, spare: None }
    }

    pub(crate) fn check(key: Item, condition: Expr) -> Self {
        Self { item: key, effect: Effect::Check, condition: Some(condition), claim: None, spare: None }
    }

    /// Returns the check that a unique value, which this change would release, belongs to another item.
    pub(crate) fn leaving(self) -> Self {
        let condition = self.condition.map(|condition| Expr::Not(Box::new(condition)));
        Self { effect: Effect::Check, condition, claim: None, ..self }
    }

    /// Returns the put of the item that this update writes if there is none.
    pub(crate) fn into_put(mut self) -> Self {
        if let Effect::Update(actions) = std::mem::replace(&mut self.effect, Effect::Put) {
            for action in actions {
                let name = action.path().attribute().map(str::to_owned);
                if let (Some(name), Action::Set(_, Source::Value(value) | Source::IfNotExists(_, value))) =
                    (name, action)
                {
                    self.item.insert(name, value);
                }
            }
        }
        self
    }

    /// Returns the put that replaces an expired copy or marker. Other attributes of a marker are of the item that has
    /// expired.
    pub(crate) fn replacing(self, table: &TableMeta) -> Self {
        Self { condition: self.condition.as_ref().map(|_| ttl::absent(table)), ..self.into_put() }
    }

    /// Returns the item that the put or update leaves if it meets this one.
    pub(crate) fn leaves(&self, met: &Item) -> Result<Item, Error> {
        match &self.effect {
            Effect::Update(actions) => {
                let mut item = met.clone();
                apply(actions, &mut item)?;
                Ok(item)
            }
            _ => Ok(self.item.clone()),
        }
    }

    /// Returns the actions of an update; no other change has any.
    pub(crate) fn actions(&self) -> &[Action] {
        match &self.effect {
            Effect::Update(actions) => actions,
            _ => &[],
        }
    }
}

/// Everything that one write changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// The first change is that of the item itself.
    pub(crate) changes: Vec<Change>,
    /// The stored item that the plan was made from, if it was read.
    pub(crate) before: Option<Item>,
    /// The plan was made without a consistent read of the item, on the condition that the item is as it was assumed.
    pub(crate) assumes: bool,
    /// The item after the write, if it is known.
    pub(crate) after: Option<Item>,
    /// Sends a transaction even for one item.
    pub(crate) transaction: bool,
    /// Carrying out the plan twice differs from carrying it out once.
    pub(crate) counts_twice: bool,
    /// The `ReturnValues` of the request.
    pub(crate) returns: Option<ReturnValue>,
    /// The paths that an update changes, if they are to be returned.
    pub(crate) changed: Vec<Path>,
}

impl Plan {
    pub(crate) fn new(changes: Vec<Change>) -> Self {
        Self { changes, ..Self::default() }
    }

    /// Returns `true` if the plan stores this very item.
    pub(crate) fn stores(&self, met: &Item) -> bool {
        matches!(self.changes.first(), Some(Change { effect: Effect::Put, item, .. }) if same(met, item))
    }

    /// Returns `true` if an item that a condition met is as it was read.
    pub(crate) fn is_made_from(&self, met: Option<&Item>) -> bool {
        match (&self.before, met) {
            (Some(before), Some(met)) => same(met, before),
            (None, None) => true,
            _ => false,
        }
    }

    /// Returns the plan that leaves a unique value alone, which belongs to another item: the change that releases it
    /// becomes the check that it still does.
    pub(crate) fn leaving(&self, position: usize) -> Self {
        let mut plan = Self { transaction: true, ..self.clone() };
        if let Some(change) = plan.changes.get_mut(position) {
            *change = change.clone().leaving();
        }
        plan
    }

    /// Returns the plan that [replaces](Change::replacing) an expired item.
    pub(crate) fn replacing(&self, position: usize, table: &TableMeta) -> Self {
        let mut plan = self.clone();
        if let Some(change) = plan.changes.get_mut(position) {
            *change = change.clone().replacing(table);
        }
        plan
    }

    /// Returns the change that is sent as a request of its own. A check is always sent as a transaction.
    pub(crate) fn alone(&self) -> Option<&Change> {
        match self.changes.as_slice() {
            [Change { effect: Effect::Check, .. }] => None,
            [change] if !self.transaction => Some(change),
            _ => None,
        }
    }

    /// Returns the change that is sent as a request of its own, to be taken apart.
    pub(crate) fn alone_mut(&mut self) -> Option<&mut Change> {
        if self.is_transaction() { None } else { self.changes.first_mut() }
    }

    /// Returns `true` if a transaction is sent, whose token makes a retry harmless.
    pub(crate) fn is_transaction(&self) -> bool {
        self.alone().is_none()
    }

    /// Returns `true` if a retry could count twice, or return the item that the first attempt has written.
    pub(crate) fn is_sent_once(&self) -> bool {
        !self.is_transaction() && (self.counts_twice || self.returns == Some(ReturnValue::AllOld))
    }
}

//! An update of an item that is not read.

use std::time::SystemTime;

use crate::error::Error;
use crate::expr::Action;
use crate::item::{ItemKey, stored::Stored, table::Holds};
use crate::schema::{
    entity::{EntityMeta, ManagedField},
    item::Item,
};
use crate::write::{
    Change, Changes, Conditions, Failure, Plan, ReturnKind, Verdict, Write, WriteOptions, alias,
    exists_condition, increment,
};

use super::columns;

/// The update of an item by its key.
pub(crate) struct Updating {
    key: ItemKey,
    actions: Vec<Action>,
    updated_at: Option<Action>,
    conditions: Conditions,
    returns: ReturnKind,
}

impl Updating {
    pub(super) fn new<E: Stored>(
        key: ItemKey,
        options: WriteOptions,
        changes: Changes,
        returns: ReturnKind,
        now: SystemTime,
    ) -> Result<Self, Error> {
        let (actions, _) = changes.check()?;
        let WriteOptions { mut conditions, keep_updated_at } = options;
        conditions.require_absent(alias::relied_on(E::ENTITY, &actions));
        let updated_at = E::ENTITY.managed_field(ManagedField::UpdatedAt).filter(|_| !keep_updated_at);
        let updated_at = updated_at.zip(E::updated_at(now)?);
        let updated_at = updated_at.map(|(field, now)| Action::set(field.attribute, now));
        Ok(Self { key, actions, updated_at, conditions, returns })
    }
}

impl Write for Updating {
    fn key(&self) -> &ItemKey {
        &self.key
    }

    fn reads(&self, _entity: &EntityMeta) -> bool {
        false
    }

    fn plan<E: Stored, T: Holds<E>>(&self, _before: Option<Item>) -> Result<Plan, Error> {
        let mut actions = self.actions.clone();
        actions.extend(self.updated_at.clone());
        columns::follow::<E>(T::META, &self.key, &mut actions)?;
        actions.extend(increment(E::ENTITY, T::META));
        alias::remove(E::ENTITY, &mut actions);
        let condition = self.conditions.with(T::META, Some(exists_condition::<E, T>()));
        Ok(Plan {
            returns: self.returns.of_update(&self.actions, &actions),
            changed: self.returns.changed_paths(&self.actions, &actions),
            transaction: self.returns == ReturnKind::ExactlyOnce,
            counts_twice: self.actions.iter().any(Action::counts_twice),
            ..Plan::new(vec![Change::update(self.key.attributes(T::META)?, actions, condition)])
        })
    }

    fn refused<E: Stored, T: Holds<E>>(&self, _plan: &Plan, failure: Failure) -> Verdict {
        Verdict::Failed(self.conditions.failed_on_existing::<E, T>(failure))
    }
}

//! An update of an item that is not read.

use std::time::SystemTime;

use crate::error::Error;
use crate::expr::{Action, Expr};
use crate::item::{ItemKey, stored::Stored, table::Holds};
use crate::schema::{
    entity::{EntityMeta, ManagedField},
    item::Item,
};
use crate::write::{
    Change, Changes, Conditions, Expected, Failure, Plan, ReturnKind, Verdict, Write, WriteOptions, alias,
    exists_condition, increment, typed,
};

use super::columns;

/// The update of an item by its key.
pub(crate) struct Updating {
    key: ItemKey,
    actions: Vec<Action>,
    updated_at: Option<Action>,
    conditions: Conditions,
    version: Option<Expected>,
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
        let WriteOptions { mut conditions, keep_updated_at, version } = options;
        conditions.require_absent(alias::relied_on(E::ENTITY, &actions));
        let updated_at = E::ENTITY.managed_field(ManagedField::UpdatedAt).filter(|_| !keep_updated_at);
        let updated_at = updated_at.zip(E::updated_at(now)?);
        let updated_at = updated_at.map(|(field, now)| Action::set(field.attribute, now));
        let version = Expected::of_caller(E::ENTITY, version);
        Ok(Self { key, actions, updated_at, conditions, version, returns })
    }

    /// Returns `true` if the caller has set a version that only an item can have.
    pub(super) fn requires_item(&self) -> bool {
        self.version.as_ref().is_some_and(|version| !version.is_first())
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
        actions.extend(typed::<E, T>());
        actions.extend(increment(E::ENTITY, T::META));
        alias::remove(E::ENTITY, &mut actions);
        let version = self.version.as_ref().map(Expected::condition);
        let own = Expr::all([Some(exists_condition::<E, T>()), version]);
        let condition = self.conditions.with(T::META, own);
        Ok(Plan {
            returns: self.returns.of_update(&self.actions, &actions),
            changed: self.returns.changed_paths(&self.actions, &actions),
            transaction: self.returns == ReturnKind::ExactlyOnce,
            counts_twice: self.actions.iter().any(Action::counts_twice),
            ..Plan::new(vec![Change::update(self.key.attributes(T::META)?, actions, condition)])
        })
    }

    fn refused<E: Stored, T: Holds<E>>(&self, _plan: &Plan, failure: Failure) -> Verdict {
        let version = self.version.as_ref();
        Verdict::Failed(self.conditions.failed_on_existing_version::<E, T>(version, failure))
    }
}

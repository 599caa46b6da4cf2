//! The update of a loaded value with copies or markers, without a read.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::expr::Expr;
use crate::item::{stored::Stored, table::Holds, ttl::is_expired};
use crate::schema::{item::Item, table::TableMeta};
use crate::write::{
    Change, Expected, Failure, Guard, Plan, ReturnKind, Unchanged, Verdict, alias, exists_condition, guard,
    satellites,
};

use super::Editing;
use super::alone::Edit;

impl Editing {
    /// Plans the update from the loaded value. `None` if the item must be read: it is to be returned, or the change needs
    /// more than a condition can compare.
    pub(super) fn plan_assumed<E: Stored, T: Holds<E>>(&self) -> Result<Option<Plan>, Error> {
        if !matches!(self.returns, ReturnKind::Nothing | ReturnKind::ExactlyOnce) {
            return Ok(None);
        }
        // A change that is not possible may still be one of the stored item.
        let Ok(edit) = self.edit::<E>(&self.value, T::META) else { return Ok(None) };
        let Some(assumed) = self.assumed(&edit, T::META)? else { return Ok(None) };
        let mut actions = self.actions_of::<E, T>(&edit, &BTreeSet::new());
        alias::remove(E::ENTITY, &mut actions);
        actions.extend(guard::revise(E::ENTITY, T::META));
        let mut conditions = self.conditions.clone();
        conditions.require_absent(alias::relied_on(E::ENTITY, self.named()));
        let condition = conditions.with(T::META, self.assumption::<E, T>(&assumed));
        let change = Change::update(self.value.key().attributes(T::META)?, actions, condition);
        let mut plan = Plan::new(vec![change]);
        satellites::plan_satellites(Some(&self.value), Some(&edit.after), T::META, &mut plan)?;
        Ok(Some(Plan { transaction: true, assumes: true, ..plan }))
    }

    fn assumed(&self, edit: &Edit, table: &TableMeta) -> Result<Option<Unchanged>, Error> {
        let names = self.expected.iter().map(String::as_str).chain(edit.relied.iter().copied());
        Unchanged::assumed(&self.value, names, table)
    }

    /// Returns the condition that the item is as it is assumed.
    fn assumption<E: Stored, T: Holds<E>>(&self, assumed: &Unchanged) -> Option<Expr> {
        let version = self.version.as_ref().map(Expected::condition);
        let countable = version.is_none().then(|| guard::is_countable(T::META));
        let parents = self.parents(assumed, None).map(|parent| Some(Expr::Exists(parent)));
        let exists = Some(exists_condition::<E, T>());
        Expr::all([exists, version, countable, assumed.condition()].into_iter().chain(parents))
    }

    /// Decides what follows from an item that differs from the assumed one, or does not meet the conditions.
    pub(super) fn refused_assumed<E: Stored, T: Holds<E>>(&self, failure: Failure) -> Verdict {
        let Some(met) = failure.met.clone() else {
            return Verdict::Failed(self.conditions.failed_on_existing::<E, T>(failure));
        };
        if !self.conditions.is_empty()
            && !is_expired(T::META, &met, failure.now)
            && self.is_assumed::<E, T>(&met)
        {
            return Verdict::Failed(self.conditions.failed::<E, T>(failure));
        }
        let guard = |stored: &Item| Guard::whole(T::META, E::ENTITY, stored);
        match self.plan_with_satellites::<E, T>(Some(met), guard) {
            Ok(plan) => Verdict::Anew(Box::new(plan)),
            Err(error) => Verdict::Failed(error),
        }
    }

    /// Returns `true` if the item is as it was assumed, so that a condition of the caller has failed.
    fn is_assumed<E: Stored, T: Holds<E>>(&self, met: &Item) -> bool {
        let edit = self.edit::<E>(&self.value, T::META);
        let assumed = edit.and_then(|edit| self.assumed(&edit, T::META)).ok().flatten();
        assumed.is_some_and(|assumed| assumed.is_met_by(met))
            && self.check_version(Some(met)).is_ok()
            && guard::has_countable(T::META, met)
            && !self.misses_parents(met)
            && self.older::<E>(Some(met)).is_empty()
    }
}

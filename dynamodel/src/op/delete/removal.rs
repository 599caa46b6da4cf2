//! The plans that remove an item.

use std::time::SystemTime;

use crate::clock::epoch_seconds;
use crate::error::{Error, Kind};
use crate::expr::Expr;
use crate::item::{Encoded, ItemKey, stored::Stored, table::Holds, ttl::is_expired};
use crate::schema::item::Item;
use crate::write::{
    Change, Conditions, Expected, Failure, Guard, MAX_COMPARED, Plan, ReturnKind, Subject, Unchanged,
    Verdict, Write, decoded, guard, is_other, malformed, satellites,
};

/// The removal of an item, its copies and its markers.
pub(crate) struct Removal {
    pub(super) subject: Subject,
    /// The version of the loaded value, or else the one that the caller has set.
    pub(super) version: Option<Expected>,
    pub(super) conditions: Conditions,
    pub(super) returns: ReturnKind,
    /// The item as a query has read it.
    pub(super) read: Option<Item>,
    pub(super) in_batch: bool,
    pub(super) now: SystemTime,
}

impl Removal {
    /// Removes the item that a query has read.
    pub(in crate::op) fn of_read(self, item: Option<Item>) -> Self {
        Self { read: item, ..self }
    }

    /// Makes it a part of a batch, which takes no conditions.
    pub(in crate::op) fn in_batch(self) -> Self {
        Self { in_batch: true, ..self }
    }

    fn loaded(&self) -> Option<&Encoded> {
        match &self.subject {
            Subject::Loaded(value) => Some(value),
            Subject::Key(_) => None,
        }
    }

    /// Checks that an item that was read is as it was loaded, or has the version that the caller has set. There may be none.
    fn check<E: Stored, T: Holds<E>>(&self, before: Option<&Item>) -> Result<(), Error> {
        let (Some(version), Some(item)) = (&self.version, before) else { return Ok(()) };
        if self.loaded().is_none() {
            let is_own = !is_expired(T::META, item, epoch_seconds(self.now)) && !is_other::<E, T>(item);
            return if is_own { version.check(before) } else { Ok(()) };
        }
        version.check(before)?;
        let value = decoded::<E, T>(before).ok().flatten();
        let is_loaded = |value: &Encoded| self.unchanged::<T, E>()?.is_met_by_decoded(value, T::META);
        let is_unchanged = value.as_ref().map_or(Ok(true), is_loaded)?;
        if is_unchanged { Ok(()) } else { Err(Error::new(Kind::Changed)) }
    }

    /// Returns the guard beside the version. An item that was removed and created again starts with the same version.
    fn unchanged<T: Holds<E>, E>(&self) -> Result<Unchanged, Error> {
        let unchanged = self.loaded().map(|loaded| Unchanged::whole(loaded, T::META)).transpose()?;
        Ok(unchanged.filter(|unchanged| unchanged.len() <= MAX_COMPARED).unwrap_or_default())
    }

    fn plan_alone<E: Stored, T: Holds<E>>(
        &self,
        unchanged: &Unchanged,
        met: Option<Item>,
    ) -> Result<Plan, Error> {
        let version = self.version.as_ref().map(Expected::condition);
        let loaded = Expr::all([version, unchanged.condition()]);
        let may_be_absent = |loaded| Expr::Or(vec![Expr::absent(T::META.pk.name), loaded]);
        let loaded = if self.conditions.must_exist { loaded } else { loaded.map(may_be_absent) };
        let own = Expr::all([guard::unless_other::<E, T>(self.returns.accepts(self.in_batch)), loaded]);
        let condition = self.conditions.with(T::META, own);
        let change = Change::delete(self.key().attributes(T::META)?, condition);
        Ok(Plan { returns: self.returns.return_values(), before: met, ..Plan::new(vec![change]) })
    }

    fn plan_with_satellites<E: Stored, T: Holds<E>>(
        &self,
        before: Option<Item>,
        guard: impl FnOnce(Option<&Item>) -> Guard,
    ) -> Result<Plan, Error> {
        if before.is_none() && self.conditions.is_empty() {
            return Ok(Plan::default());
        }
        self.check::<E, T>(before.as_ref())?;
        let key = self.key().attributes(T::META)?;
        let guard = guard(before.as_ref());
        let condition = self.conditions.with(T::META, Some(guard.condition));
        let mut plan = Plan::new(vec![Change::delete(key, condition)]);
        malformed::plan_satellites::<E, T>(self.returns, before.as_ref(), self.key(), None, &mut plan)?;
        // A retry of a single request would find no item to return.
        Ok(Plan { before, transaction: self.returns == ReturnKind::Old, ..plan })
    }

    /// Plans the removal of the item that a query has read, or else of the loaded value.
    fn plan_assumed<E: Stored, T: Holds<E>>(&self) -> Result<Option<Plan>, Error> {
        if self.returns != ReturnKind::Nothing {
            return Ok(None);
        }
        if let Some(read) = &self.read {
            let plan = self.plan_as_stored::<E, T>(Some(read.clone())).ok();
            return Ok(plan.map(|plan| Plan { assumes: true, ..plan }));
        }
        let Some(loaded) = self.loaded() else { return Ok(None) };
        let assumed = Unchanged::assumed_keys(loaded, T::META).ok().flatten();
        let Some(assumed) = assumed else { return Ok(None) };
        let version = self.version.as_ref().map(Expected::condition);
        let exists = Some(Expr::Exists(T::META.pk.name.into()));
        let condition = self.conditions.with(T::META, Expr::all([exists, version, assumed.condition()]));
        let mut plan = Plan::new(vec![Change::delete(self.key().attributes(T::META)?, condition)]);
        satellites::plan_satellites(Some(loaded), None, T::META, &mut plan)?;
        Ok(Some(Plan { transaction: true, assumes: true, ..plan }))
    }

    /// Plans the removal of an item, guarded by all its attributes.
    fn plan_as_stored<E: Stored, T: Holds<E>>(&self, stored: Option<Item>) -> Result<Plan, Error> {
        self.plan_with_satellites::<E, T>(stored, |stored| match stored {
            Some(stored) => Guard::whole(T::META, E::ENTITY, stored),
            None => Guard::new(T::META, E::ENTITY, None),
        })
    }

    /// Decides what follows from an item that differs from the assumed one, or does not meet the conditions.
    fn refused_assumed<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        let is_conditional = match &failure.met {
            Some(met) => !self.conditions.is_empty() && self.is_assumed::<T, E>(plan, met),
            None => self.conditions.must_exist,
        };
        if is_conditional {
            return Verdict::Failed(self.conditions.failed::<E, T>(failure));
        }
        match self.plan_as_stored::<E, T>(failure.met) {
            Ok(plan) => Verdict::Anew(Box::new(plan)),
            Err(error) => Verdict::Failed(error),
        }
    }

    /// Returns `true` if the item is as it was assumed, so that a condition of the caller has failed.
    fn is_assumed<T: Holds<E>, E: Stored>(&self, plan: &Plan, met: &Item) -> bool {
        if plan.before.is_some() {
            return plan.is_made_from(Some(met));
        }
        let assumed = self.loaded().map(|loaded| Unchanged::assumed_keys(loaded, T::META));
        let assumed = assumed.and_then(Result::ok).flatten();
        let has_version = self.version.as_ref().is_none_or(|version| version.check(Some(met)).is_ok());
        has_version && assumed.is_some_and(|assumed| assumed.is_met_by(met))
    }

    /// Returns the plan that replaces one whose condition has met this item. `None` if it is not the item of the value as
    /// it was loaded.
    fn plan_anew<E: Stored, T: Holds<E>>(&self, plan: &Plan, met: &Item) -> Result<Option<Plan>, Error> {
        let has_version = self.version.as_ref().is_some_and(|version| version.check(Some(met)).is_ok());
        if self.loaded().is_none() || !has_version || is_other::<E, T>(met) {
            return Ok(None);
        }
        let guard = self.unchanged::<T, E>()?.anew::<E, T>(plan, met)?;
        guard.map(|guard| self.plan_alone::<E, T>(&guard, Some(met.clone()))).transpose()
    }
}

impl Write for Removal {
    fn key(&self) -> &ItemKey {
        self.subject.key()
    }

    fn plan<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error> {
        if E::ENTITY.has_satellites() {
            return self
                .plan_with_satellites::<E, T>(before, |before| Guard::new(T::META, E::ENTITY, before));
        }
        self.plan_alone::<E, T>(&self.unchanged::<T, E>()?, None)
    }

    fn plan_unread<E: Stored, T: Holds<E>>(&self) -> Result<Option<Plan>, Error> {
        self.plan_assumed::<E, T>()
    }

    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        if plan.assumes && failure.position == 0 {
            return self.refused_assumed::<E, T>(plan, failure);
        }
        if E::ENTITY.has_satellites() {
            return guard::refused::<E, T>(&self.conditions, plan, failure);
        }
        match failure.met.as_ref().map(|met| self.plan_anew::<E, T>(plan, met)) {
            Some(Ok(Some(plan))) => return Verdict::Anew(Box::new(plan)),
            Some(Err(error)) if !failure.after_ambiguous => return Verdict::Failed(error),
            _ => {}
        }
        let version = self.version.as_ref().filter(|_| failure.met.is_some());
        Verdict::Failed(if self.conditions.must_exist {
            self.conditions.failed_on_existing_version::<E, T>(version, failure)
        } else {
            self.conditions.failed_on_version::<E, T>(version, failure)
        })
    }
}

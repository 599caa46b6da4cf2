//! What an update of a loaded value plans and means.

mod alone;

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};

use crate::clock::epoch_seconds;
use crate::codec::same::stable;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::Action;
use crate::item::managed::PendingWrite;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::ttl;
use crate::item::ttl::is_expired;
use crate::item::{Encoded, ItemKey, apply, find, rewrite, stale};
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::alias;
use crate::write::condition::Checked;
use crate::write::drive::{Failure, Verdict, Write};
use crate::write::lookups;
use crate::write::lookups::Guard;
use crate::write::plan::{Change, Plan};
use crate::write::returns::{Returns, Written};
use crate::write::unchanged::Unchanged;
use crate::write::unique;
use crate::write::version::Expected;

/// The change of an item whose value is known.
pub(crate) struct Editing<E, R> {
    pub(super) value: Encoded,
    /// What is named, then what functions have changed.
    pub(super) actions: Vec<Action>,
    /// How many are named.
    pub(super) named: usize,
    /// The attributes that must still be stored as they were loaded.
    pub(super) expected: BTreeSet<String>,
    pub(super) version: Option<Expected>,
    pub(super) write: PendingWrite,
    pub(super) now: SystemTime,
    pub(super) conditions: Checked,
    pub(super) entity: PhantomData<fn() -> (E, R)>,
}

impl<E: Stored, R: Returns<E>> Editing<E, R> {
    /// `before` with the changes.
    fn change(&self, before: &Encoded) -> Result<Encoded, Error> {
        let mut attributes = before.attributes().clone();
        let actions = self.actions.iter().map(ttl::serialized::<E>).collect::<Result<Vec<_>, _>>()?;
        apply(&actions, &mut attributes)?;
        // Where there is too little to subtract from, the condition of that is what fails.
        for path in self.conditions.unsigned() {
            if find(&attributes, path).is_some_and(is_negative) {
                apply(&[Action::set(path.clone(), AttributeValue::N("0".to_owned()))], &mut attributes)?;
            }
        }
        let mut after: E = Encoded::decode(&attributes)?;
        after.fill_managed_fields(&self.write);
        let after = Encoded::of(&after)?;
        after.check_ttl_after(before)?;
        if after.key() != before.key() {
            return Err(Error::new(Kind::KeyChanged));
        }
        Ok(after)
    }

    fn written<'w>(&'w self, plan: &'w Plan, whole: bool) -> Written<'w> {
        Written { told: &self.actions, sent: plan.actions(), whole }
    }

    fn check_version(&self, item: Option<&Item>) -> Result<(), Error> {
        self.version.as_ref().map_or(Ok(()), |version| version.check(item))
    }

    fn plan_with_satellites<T: Holds<E>>(&self, stored: Option<Item>) -> Result<Plan, Error> {
        let stored = stored.filter(|item| !is_expired(T::META, item, epoch_seconds(self.now)));
        let before = lookups::decoded::<E, T>(stored.as_ref())?;
        let (Some(stored), Some(before)) = (stored, before) else { return Err(Error::new(Kind::NotFound)) };
        self.check_version(Some(&stored))?;
        let expected = match &self.version {
            Some(_) => Unchanged::whole(&self.value, T::META)?,
            None => Unchanged::of(&self.value, self.expected.iter().map(String::as_str), T::META)?,
        };
        if !expected.is_met_by_decoded(&before, T::META)? {
            return Err(Error::new(Kind::Changed));
        }
        let after = self.change(&before)?;
        let guard = Guard::of(T::META, E::ENTITY, Some(&stored));
        let mut new = after.item(T::META, 0, guard.revision)?;
        let old = before.item(T::META, 0, None)?;
        // What this program does not know of the item stays as it is.
        let known = stored.iter().filter(|(name, _)| new.contains_key(*name) || old.contains_key(*name));
        let mut known: Item = known.map(|(name, value)| (name.clone(), value.clone())).collect();
        // What the item does not have yet, being older than an index, a backfill may add meanwhile: it goes all the same.
        let gone = old.iter().filter(|(name, _)| !new.contains_key(*name));
        known.extend(gone.map(|(name, value)| (name.clone(), value.clone())));
        let mut actions = rewrite(&known, &old, &new);
        let stale = stale::<E>(&stored, T::META, after.attributes())?;
        alias::remove_found(&stale, &mut actions);
        let condition = self.conditions.with(T::META, Some(guard.condition));
        let change = Change::Update { key: after.key().attributes(T::META)?, actions, condition };
        let mut plan = Plan::blind(vec![change]);
        unique::plan_satellites(Some(&before), Some(&after), T::META, &mut plan)?;
        let is_stale = |name: &str| stale.iter().any(|path| path.attribute() == Some(name));
        for (name, value) in &stored {
            if !old.contains_key(name) && !is_stale(name) {
                new.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        // Sent alone and again after a lost answer, it would be planned from what it has left itself.
        Ok(Plan { before: Some(stored), after: Some(new), transaction: true, ..plan })
    }
}

impl<E: Stored, R: Returns<E>, T: Holds<E>> Write<T> for Editing<E, R> {
    type Output = R::Output;

    fn entity(&self) -> &'static EntityMeta {
        E::ENTITY
    }

    fn key(&self) -> &ItemKey {
        self.value.key()
    }

    fn reads(&self) -> bool {
        E::ENTITY.has_satellites()
    }

    fn plan(&self, before: Option<Item>) -> Result<Plan, Error> {
        if E::ENTITY.has_satellites() {
            return self.plan_with_satellites::<T>(before);
        }
        self.plan_alone::<T>(None)
    }

    fn output(&self, plan: &Plan, returned: Option<Item>) -> Result<R::Output, Error> {
        let planned = if R::ASKED == Some(ReturnValue::AllOld) { &plan.before } else { &plan.after };
        let whole = plan.is_transaction() || plan.returns == Some(ReturnValue::AllNew);
        let item = if plan.is_transaction() { planned.clone() } else { returned };
        R::output::<T>(item, self.written(plan, whole))
    }

    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<R::Output> {
        if E::ENTITY.has_satellites() {
            return lookups::refused::<E, T, _>(&self.conditions, plan, failure);
        }
        let Some(met) = &failure.met else {
            return Verdict::Failed(self.conditions.of_existing::<E, T>(failure));
        };
        if failure.lost_answer && plan.after.as_ref().is_some_and(|after| is_stored::<E, T>(met, after)) {
            return R::output::<T>(Some(met.clone()), self.written(plan, true))
                .map_or_else(|error| Verdict::Failed(error.written()), Verdict::Done);
        }
        if is_expired(T::META, met, failure.now) {
            return Verdict::Failed(self.conditions.of_existing::<E, T>(failure));
        }
        let anew = self.check_version(Some(met)).and_then(|()| self.plan_anew::<T>(plan, met));
        match anew {
            Ok(Some(plan)) => Verdict::Anew(Box::new(plan)),
            Err(error) if !failure.lost_answer => Verdict::Failed(error),
            Ok(None) | Err(_) => Verdict::Failed(self.conditions.of_existing::<E, T>(failure)),
        }
    }
}

/// Returns `true` if the item is what was sent, in whichever form another has stored the rest of it.
fn is_stored<E: Stored, T: Holds<E>>(met: &Item, sent: &Item) -> bool {
    let now = lookups::decoded::<E, T>(Some(met)).ok().flatten();
    let now = now.and_then(|now| now.item(T::META, 0, None).ok());
    let Some(now) = now else { return false };
    sent.iter().all(|(name, value)| now.get(name).map(stable) == Some(stable(value)))
}

fn is_negative(value: &AttributeValue) -> bool {
    value.as_n().is_ok_and(|number| number.starts_with('-'))
}

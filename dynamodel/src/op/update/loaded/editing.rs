//! What an update of a loaded value plans and means.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};

use super::super::{columns, there};
use crate::clock::epoch_seconds;
use crate::error::Kind;
use crate::expr::{Action, Expr, Path, Source};
use crate::item::{Encoded, Item, ItemKey, apply, difference, find, stable, stale};
use crate::op::alias;
use crate::op::condition::Checked;
use crate::op::lookups::{self, Guard};
use crate::op::plan::{Change, Plan};
use crate::op::returns::{Returns, Written, asked};
use crate::op::unchanged::Unchanged;
use crate::op::unique;
use crate::op::version::Expected;
use crate::op::write::{Failure, Verdict, Write};
use crate::stamp::Stamp;
use crate::ttl::{self, is_expired};
use crate::{Entity, EntityMeta, Error, Holds, TableMeta};

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
    pub(super) stamp: Stamp,
    pub(super) now: SystemTime,
    pub(super) conditions: Checked,
    pub(super) entity: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity, R: Returns<E>> Editing<E, R> {
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
        let mut after: E = Encoded::decode(attributes)?;
        after.stamp(&self.stamp);
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

    /// One request: what depends on the item as it was loaded is a condition.
    fn plan_alone<T: Holds<E>>(&self) -> Result<(Change, Unchanged, Item), Error> {
        let after = self.change(&self.value)?;
        let (old, new) = (self.value.item(T::META, 0, None)?, after.item(T::META, 0, None)?);
        let named = self.actions.get(..self.named).unwrap_or_default();
        let keys = self.value.rewritten(&after, named.iter().filter_map(|action| action.path().root()));
        let components = self.value.components(&keys);
        let known = |name: &&str| self.actions.iter().any(|action| sets_whole(action, name));
        let relied: Vec<&str> = components.into_iter().filter(|name| !known(name)).collect();
        let expected = self.expected.iter().map(String::as_str).chain(relied.iter().copied());
        let expected = Unchanged::of(&self.value, expected, T::META)?;
        // What is relied on is stored as it was loaded, so that the difference is all of it.
        let is_relied = |action: &&Action| relied.iter().any(|name| action.path().root() == Some(*name));
        let named = named.iter().filter(|action| !is_relied(action));
        let (left, set): (Vec<&Action>, Vec<&Action>) = named.partition(|action| is_left(action));
        let mut fixed: Vec<Action> = set.into_iter().map(|action| as_in(&new, action, T::META)).collect();
        fixed.extend(columns::of_loaded::<E>(T::META, &keys, &after, &new));
        let said = |action: &Action| {
            let by = |said: &Action| stored_path(said.path(), T::META).overlaps(action.path());
            left.iter().any(|left| by(left)) || fixed.iter().any(by)
        };
        let differing: Vec<Action> =
            difference(&old, &new).into_iter().filter(|action| !said(action)).collect();
        let mut actions: Vec<Action> = differing.into_iter().chain(fixed).collect();
        actions.sort_by_cached_key(|action| action.path().to_string());
        actions.extend(left.into_iter().cloned());
        alias::remove(E::META, &mut actions);
        let version = self.version.as_ref().map(Expected::condition);
        let own = Expr::all([Some(there::<E, T>()), version, expected.condition()]);
        let condition = self.conditions.with(T::META, own);
        let change = Change::Update { key: self.value.key().attributes(T::META)?, actions, condition };
        Ok((change, expected, new))
    }

    fn plan_with_satellites<T: Holds<E>>(&self, stored: Option<Item>) -> Result<Plan, Error> {
        let stored = stored.filter(|item| !is_expired(T::META, item, epoch_seconds(self.now)));
        let before = lookups::decoded::<E, T>(stored.as_ref())?;
        let (Some(stored), Some(before)) = (stored, before) else { return Err(Error::new(Kind::NotFound)) };
        self.check_version(Some(&stored))?;
        let expected = Unchanged::of(&self.value, self.expected.iter().map(String::as_str), T::META)?;
        if !expected.is_met_by(&stored) {
            return Err(Error::new(Kind::Changed));
        }
        let after = self.change(&before)?;
        let guard = Guard::of(T::META, E::META, Some(&stored));
        let mut new = after.item(T::META, 0, guard.revision)?;
        let old = before.item(T::META, 0, None)?;
        // What this program does not know of the item stays as it is.
        let known = stored.iter().filter(|(name, _)| new.contains_key(*name) || old.contains_key(*name));
        let mut known: Item = known.map(|(name, value)| (name.clone(), value.clone())).collect();
        // What the item does not have yet, being older than an index, a backfill may add meanwhile: it goes all the same.
        let gone = old.iter().filter(|(name, _)| !new.contains_key(*name));
        known.extend(gone.map(|(name, value)| (name.clone(), value.clone())));
        let mut actions = difference(&known, &new);
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

impl<E: Entity, R: Returns<E>, T: Holds<E>> Write<T> for Editing<E, R> {
    type Output = R::Output;

    fn entity(&self) -> &'static EntityMeta {
        E::META
    }

    fn key(&self) -> &ItemKey {
        self.value.key()
    }

    fn reads(&self) -> bool {
        E::META.has_satellites()
    }

    fn plan(&self, before: Option<Item>) -> Result<Plan, Error> {
        if E::META.has_satellites() {
            return self.plan_with_satellites::<T>(before);
        }
        let (change, _, after) = self.plan_alone::<T>()?;
        let plan = Plan::blind(vec![change]);
        let returns = asked::<E, R>(&self.actions, plan.actions());
        let counts_twice = self.actions.iter().any(Action::counts_twice);
        Ok(Plan { returns, transaction: R::TRANSACTION, after: Some(after), counts_twice, ..plan })
    }

    fn output(&self, plan: &Plan, returned: Option<Item>) -> Result<R::Output, Error> {
        let planned = if R::ASKED == Some(ReturnValue::AllOld) { &plan.before } else { &plan.after };
        let whole = plan.is_transaction() || plan.returns == Some(ReturnValue::AllNew);
        let item = if plan.is_transaction() { planned.clone() } else { returned };
        R::output::<T>(item, self.written(plan, whole))
    }

    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<R::Output> {
        if E::META.has_satellites() {
            return lookups::refused::<E, T, _>(&self.conditions, plan, failure);
        }
        if let (true, Some(met), Some(after)) = (failure.lost_answer, &failure.met, &plan.after)
            && has_all(met, after)
        {
            // What is there is what was sent.
            return R::output::<T>(Some(met.clone()), self.written(plan, true))
                .map_or_else(Verdict::Failed, Verdict::Done);
        }
        let version = failure.met.as_ref().map_or(Ok(()), |met| self.check_version(Some(met)));
        if let (Err(error), false) = (version, failure.lost_answer) {
            return Verdict::Failed(error);
        }
        let changed = match (&failure.met, self.plan_alone::<T>()) {
            (Some(met), Ok((_, expected, _))) => !expected.is_met_by(met),
            _ => false,
        };
        if changed && !failure.lost_answer {
            return Verdict::Failed(Error::new(Kind::Changed));
        }
        Verdict::Failed(self.conditions.of_existing::<E, T>(failure))
    }
}

fn is_negative(value: &AttributeValue) -> bool {
    value.as_n().is_ok_and(|number| number.starts_with('-'))
}

/// Whether what it leaves is left to `DynamoDB`, which knows what is stored.
fn is_left(action: &Action) -> bool {
    action.depends() || action.path().is_in_list()
}

/// An action that leaves what `new` has.
fn as_in(new: &Item, action: &Action, table: &TableMeta) -> Action {
    let path = action.path();
    match find(new, &stored_path(path, table)) {
        Some(value) => Action::set(path.clone(), value.clone()),
        None => Action::Remove(path.clone()),
    }
}

/// The path in the item as it is stored.
fn stored_path(path: &Path, table: &TableMeta) -> Path {
    match table.ttl_attribute.filter(|_| path.is_ttl()) {
        Some(attribute) => attribute.into(),
        None => path.clone(),
    }
}

/// Whether the action sets the attribute to a value that does not depend on the one before.
fn sets_whole(action: &Action, attribute: &str) -> bool {
    action.path().attribute() == Some(attribute) && !action.depends()
}

fn has_all(item: &Item, attributes: &Item) -> bool {
    attributes.iter().all(|(name, value)| item.get(name).map(stable) == Some(stable(value)))
}

impl Action {
    /// Whether what it leaves depends on what was there.
    fn depends(&self) -> bool {
        match self {
            Self::Set(_, source) => !matches!(source, Source::Value(_)),
            Self::Add(..) | Self::Delete(..) => true,
            Self::Remove(path) => path.attribute().is_none(),
        }
    }
}

//! An update of a loaded value.

mod alone;
mod unread;

use std::collections::BTreeSet;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::clock::epoch_seconds;
use crate::codec::same::stable;
use crate::error::{Error, Kind};
use crate::expr::{Action, Path};
use crate::item::{
    Encoded, ItemKey, apply, find, is_other_form, known_to,
    managed::PendingWrite,
    rewrite, stale,
    stored::Stored,
    table::Holds,
    ttl::{self, is_expired},
};
use crate::schema::item::Item;
use crate::write::{
    Change, Changes, Conditions, Expected, Failure, Guard, Plan, ReturnKind, Unchanged, UnknownKey, Verdict,
    Write, WriteOptions, alias, decoded, guard, satellites,
};

/// The update of an item whose loaded value is known.
pub(crate) struct Editing {
    value: Encoded,
    /// The named actions, then those that functions have made.
    actions: Vec<Action>,
    /// The number of named actions.
    named: usize,
    /// The attributes that must still be stored as they were loaded.
    expected: BTreeSet<String>,
    version: Option<Expected>,
    write: PendingWrite,
    now: SystemTime,
    conditions: Conditions,
    returns: ReturnKind,
}

impl Editing {
    pub(super) fn new<E: Stored>(
        value: Encoded,
        options: WriteOptions,
        changes: Changes,
        returns: ReturnKind,
        now: SystemTime,
    ) -> Result<Self, Error> {
        if !changes.is_specified {
            return Err(Error::new(Kind::NoChange).entity_is(E::ENTITY.name).item_key_is(value.key()));
        }
        let expected = changes.expected.clone();
        let (actions, named) = changes.check()?;
        Ok(Self {
            version: Expected::of_loaded(&value, options.version)?,
            value,
            actions,
            named,
            expected,
            write: PendingWrite::changing(now).keeping_updated_at(options.keep_updated_at),
            now,
            conditions: options.conditions,
            returns,
        })
    }

    /// Returns `before` with the changes.
    fn change<E: Stored>(&self, before: &Encoded) -> Result<Encoded, Error> {
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

    /// Returns `true` if the update does not change this value and the item only stores it in another form, which stays.
    fn is_other_form(&self, path: &Path, stored: &Item, before: &Encoded, after: &Encoded) -> bool {
        let is_named = self.actions.iter().any(|action| path.starts_with(action.path()));
        !is_named && is_other_form(path, stored, before, after)
    }

    fn check_version(&self, item: Option<&Item>) -> Result<(), Error> {
        self.version.as_ref().map_or(Ok(()), |version| version.check(item))
    }

    /// Plans the update of the item as it is stored, on the condition that `guard` makes of it.
    fn plan_with_satellites<E: Stored, T: Holds<E>>(
        &self,
        stored: Option<Item>,
        guard: impl FnOnce(&Item) -> Guard,
    ) -> Result<Plan, Error> {
        let stored = stored.filter(|item| !is_expired(T::META, item, epoch_seconds(self.now)));
        let before = decoded::<E, T>(stored.as_ref())?;
        let (Some(stored), Some(before)) = (stored, before) else { return Err(Error::new(Kind::NotFound)) };
        self.check_version(Some(&stored))?;
        let expected = match &self.version {
            Some(_) => Unchanged::whole(&self.value, T::META)?,
            None => Unchanged::of(&self.value, self.expected.iter().map(String::as_str), T::META)?,
        };
        if !expected.is_met_by_decoded(&before, T::META)? {
            return Err(Error::new(Kind::Changed));
        }
        let after = self.change::<E>(&before)?;
        let guard = guard(&stored);
        let mut new = after.item(T::META, 0, guard.revision)?;
        let old = before.item(T::META, 0, None)?;
        let written = self.actions.iter().filter_map(|action| action.path().root());
        let unknown = UnknownKey::all(&stored, &before, T::META)?;
        UnknownKey::check(&unknown, &before.rewritten(&after, written))?;
        for key in unknown {
            key.keep(&stored, &mut new);
        }
        // Attributes that this program does not know are kept.
        let mut actions = rewrite(&known_to(&stored, &old, &new), &old, &new);
        actions.retain(|action| !self.is_other_form(action.path(), &stored, &before, &after));
        let stale = stale::<E>(&stored, T::META, after.attributes())?;
        alias::remove_found(&stale, &mut actions);
        let changed = self.returns.changed_paths(&self.actions, &actions);
        let condition = self.conditions.with(T::META, Some(guard.condition));
        let change = Change::update(after.key().attributes(T::META)?, actions, condition);
        let mut plan = Plan::new(vec![change]);
        satellites::plan_satellites(Some(&before), Some(&after), T::META, &mut plan)?;
        let is_stale = |name: &str| stale.iter().any(|path| path.attribute() == Some(name));
        for (name, value) in &stored {
            if !old.contains_key(name) && !is_stale(name) {
                new.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        // A retry of a single request would be planned from the item that it has written itself.
        Ok(Plan { before: Some(stored), after: Some(new), transaction: true, changed, ..plan })
    }
}

impl Write for Editing {
    fn key(&self) -> &ItemKey {
        self.value.key()
    }

    fn plan<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error> {
        if E::ENTITY.has_satellites() {
            return self
                .plan_with_satellites::<E, T>(before, |stored| Guard::new(T::META, E::ENTITY, Some(stored)));
        }
        self.plan_alone::<E, T>(None)
    }

    fn plan_unread<E: Stored, T: Holds<E>>(&self) -> Result<Option<Plan>, Error> {
        self.plan_assumed::<E, T>()
    }

    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        if plan.assumes && failure.position == 0 {
            return self.refused_assumed::<E, T>(failure);
        }
        if E::ENTITY.has_satellites() {
            return guard::refused::<E, T>(&self.conditions, plan, failure);
        }
        let Some(met) = &failure.met else {
            return Verdict::Failed(self.conditions.failed_on_existing::<E, T>(failure));
        };
        if failure.after_ambiguous && plan.after.as_ref().is_some_and(|after| is_stored::<E, T>(met, after)) {
            return Verdict::Done(failure.met);
        }
        if is_expired(T::META, met, failure.now) {
            return Verdict::Failed(self.conditions.failed_on_existing::<E, T>(failure));
        }
        let anew = self.check_version(Some(met)).and_then(|()| self.plan_anew::<E, T>(plan, met));
        match anew {
            Ok(Some(plan)) => Verdict::Anew(Box::new(plan)),
            Err(error) if !failure.after_ambiguous => Verdict::Failed(error),
            Ok(None) | Err(_) => Verdict::Failed(self.conditions.failed_on_existing::<E, T>(failure)),
        }
    }
}

/// Returns `true` if the item has all attributes that were sent. Another program may have stored it in another form.
fn is_stored<E: Stored, T: Holds<E>>(met: &Item, sent: &Item) -> bool {
    let now = decoded::<E, T>(Some(met)).ok().flatten();
    let now = now.and_then(|now| now.item(T::META, 0, None).ok());
    let Some(now) = now else { return false };
    sent.iter().all(|(name, value)| now.get(name).map(stable) == Some(stable(value)))
}

fn is_negative(value: &AttributeValue) -> bool {
    value.as_n().is_ok_and(|number| number.starts_with('-'))
}

//! Giving an item another primary key.

use std::marker::PhantomData;
use std::time::SystemTime;

use crate::client::TableClient;
use crate::clock::epoch_seconds;
use crate::error::Error;
use crate::error::{Kind, Met};
use crate::expr::Expr;
use crate::item::managed::PendingWrite;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::ttl;
use crate::item::ttl::is_expired;
use crate::item::{Encoded, ItemKey};
use crate::op::update::there;
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::condition::{Checked, Conditions, conditions, held_by_other, is_other};
use crate::write::drive as write;
use crate::write::drive::{Failure, Verdict, Write};
use crate::write::lookups;
use crate::write::lookups::Guard;
use crate::write::plan::{Change, Plan};
use crate::write::request::Request;
use crate::write::unchanged::{MAX_COMPARED, Unchanged};
use crate::write::unique;
use crate::write::version::Expected;

/// Gives an item another primary key: `video.move_to(&changed)` removes the item of `video` and stores `changed`. One
/// `TransactWriteItems` request, which costs twice the write capacity of both; with lookups, a consistent
/// `GetItem` before it, repeated (at most 10 times) when another writer comes between.
///
/// The item must still be as `video` is, in its version if it has one and in every field; and there must be no item with
/// the new key. An item that another program has stored in another form is [compared as it decodes](crate::guide::updates). Attributes that
/// this program's struct does not have are lost.
#[must_use = "an operation does nothing until it is sent"]
pub struct Move<E> {
    from: Result<Encoded, Error>,
    to: Result<Encoded, Error>,
    conditions: Conditions,
    entity: PhantomData<fn() -> E>,
}

crate::codec::debug::debug!(Move<E> { from, to, conditions });

impl<E: Stored> Move<E> {
    pub(crate) fn new(from: &E, to: &E) -> Self {
        let (from, to) = (Encoded::of(from), Encoded::of(to));
        Self { from, to, conditions: Conditions::default(), entity: PhantomData }
    }

    conditions!(given);

    pub(crate) fn into_write(self, now: SystemTime) -> Result<Moving<E>, Error> {
        let (from, to) = (self.from?, self.to?);
        if from.key() == to.key() {
            return Err(Error::new(Kind::KeyUnchanged).entity_is(E::ENTITY.name).item_key_is(from.key()));
        }
        let (version, to) = (Expected::of(&from), to.with_managed_fields(&PendingWrite::changing(now))?);
        Ok(Moving { from, to, version, now, conditions: self.conditions.check()?, entity: PhantomData })
    }

    /// The first request, as it would be sent: with lookups that is the consistent read.
    ///
    /// # Errors
    ///
    /// A key or a condition is invalid, the key is the same, or the item too large.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_write(table.now())?)
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// A key or a condition is invalid, or the key is the same ([`Error::is_invalid_key`]); the item is not there
    /// ([`Error::is_not_found`]) or has changed since it was loaded ([`Error::is_conflict`],
    /// [`Error::is_version_conflict`]); there is one with the new key ([`Error::is_already_exists`]); a condition
    /// is not fulfilled ([`Error::is_condition_failed`]), or the request failed. Nothing was written then,
    /// unless [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is not known.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<E, T> {
        let table = table.clone();
        async move { write::send(&table, &self.into_write(table.now())?).await }
    }
}

/// The removal of one item and the writing of another.
pub(crate) struct Moving<E> {
    from: Encoded,
    to: Encoded,
    version: Option<Expected>,
    now: SystemTime,
    conditions: Checked,
    entity: PhantomData<fn() -> E>,
}

impl<E: Stored> Moving<E> {
    /// Checks that the item exists and has the version that was loaded.
    fn check<T: Holds<E>>(&self, item: Option<&Item>) -> Result<(), Error> {
        let Some(item) = item else { return Err(Error::new(Kind::NotFound)) };
        if is_expired(T::META, item, epoch_seconds(self.now)) {
            return Err(Error::new(Kind::NotFound));
        }
        if is_other::<E, T>(item) {
            return Err(held_by_other(T::META, item));
        }
        self.version.as_ref().map_or(Ok(()), |version| version.check(Some(item)))
    }

    /// The item as it was loaded. A version alone does not say that: an item that was removed and created again has the versions of the one
    /// before.
    fn loaded<T: Holds<E>>(&self) -> Result<Unchanged, Error> {
        Unchanged::whole(&self.from, T::META)
    }

    fn plan_alone<T: Holds<E>>(&self, unchanged: &Unchanged, met: Option<Item>) -> Result<Plan, Error> {
        let version = self.version.as_ref().map(Expected::condition);
        let compared = match unchanged.len() {
            count if count <= MAX_COMPARED => unchanged.condition(),
            _ if version.is_some() => None,
            count => return Err(Error::new(Kind::TooManyCompared { count, limit: MAX_COMPARED })),
        };
        let guard = Expr::all([Some(there::<E, T>()), version, compared]);
        self.plan_of::<T>(guard, met)
    }

    fn plan_of<T: Holds<E>>(&self, guard: Option<Expr>, before: Option<Item>) -> Result<Plan, Error> {
        let key = self.from.key().attributes(T::META)?;
        let condition = self.conditions.with(T::META, guard);
        let (new, absent) =
            (self.to.item(T::META, 0, lookups::first_revision(E::ENTITY))?, Some(ttl::absent(T::META)));
        let changes = vec![Change::Delete { key, condition }, Change::Put { item: new, condition: absent }];
        let mut plan = Plan::blind(changes);
        unique::plan_satellites(Some(&self.from), Some(&self.to), T::META, &mut plan)?;
        Ok(Plan { before, ..plan })
    }

    /// The plan that takes the place of one whose condition has met this item. `None` if the guard of that was met.
    fn plan_anew<T: Holds<E>>(&self, plan: &Plan, met: &Item) -> Result<Option<Plan>, Error> {
        let loaded = self.loaded::<T>()?;
        let sent = plan.before.as_ref().map(|before| loaded.of_stored(before));
        let anew = sent.as_ref().unwrap_or(&loaded).anew::<E, T>(&loaded, met)?;
        anew.map(|guard| self.plan_alone::<T>(&guard, Some(met.clone()))).transpose()
    }
}

impl<E: Stored, T: Holds<E>> Write<T> for Moving<E> {
    type Output = ();

    fn entity(&self) -> &'static EntityMeta {
        E::ENTITY
    }

    fn key(&self) -> &ItemKey {
        self.from.key()
    }

    fn reads(&self) -> bool {
        E::ENTITY.has_satellites()
    }

    fn stores(&self) -> Option<&Encoded> {
        Some(&self.to)
    }

    fn plan(&self, before: Option<Item>) -> Result<Plan, Error> {
        if !E::ENTITY.has_satellites() {
            return self.plan_alone::<T>(&self.loaded::<T>()?, None);
        }
        self.check::<T>(before.as_ref())?;
        let now = lookups::decoded::<E, T>(before.as_ref())?.ok_or_else(|| Error::new(Kind::NotFound))?;
        if !self.loaded::<T>()?.is_met_by_decoded(&now, T::META)? {
            return Err(Error::new(Kind::Changed));
        }
        let guard = Guard::of(T::META, E::ENTITY, before.as_ref()).condition;
        self.plan_of::<T>(Some(guard), before)
    }

    fn output(&self, _plan: &Plan, _returned: Option<Item>) -> Result<(), Error> {
        Ok(())
    }

    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<()> {
        if failure.at == 1 {
            let met = failure.met.map(|item| Box::new(Met::new(item, T::META)));
            return Verdict::Failed(Error::new(Kind::AlreadyExists { met }).item_key_is(self.to.key()));
        }
        if E::ENTITY.has_satellites() {
            return lookups::refused::<E, T, _>(&self.conditions, plan, failure);
        }
        let anew = self.check::<T>(failure.met.as_ref()).and_then(|()| match &failure.met {
            Some(met) => self.plan_anew::<T>(plan, met),
            None => Ok(None),
        });
        match anew {
            Ok(Some(plan)) => Verdict::Anew(Box::new(plan)),
            Ok(None) => Verdict::Failed(self.conditions.of_existing::<E, T>(failure)),
            Err(error) => Verdict::Failed(error),
        }
    }
}

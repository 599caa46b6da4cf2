//! Removing an item.

use crate::item::key::Key;
use std::marker::PhantomData;

use crate::client::TableClient;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::Expr;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Encoded, ItemKey};
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::condition::{Checked, Conditions, conditions, is_other};
use crate::write::drive as write;
use crate::write::drive::{Failure, Verdict, Write};
use crate::write::lookups;
use crate::write::lookups::Guard;
use crate::write::malformed;
use crate::write::malformed::EvenIfMalformed;
use crate::write::plan::{Change, Plan};
use crate::write::request::Request;
use crate::write::returns::{Old, Returns, Written};
use crate::write::unchanged::{MAX_COMPARED, Unchanged};
use crate::write::version::Expected;

/// Removes an item, if there is one: `Video::delete(7)` or `video.delete()`. One `DeleteItem` request; with
/// lookups or unique fields, a consistent `GetItem` and a `TransactWriteItems` request, repeated (at most 10 times) when
/// another writer comes between.
#[must_use = "an operation does nothing until it is sent"]
pub struct Delete<E, R = ()> {
    key: Result<Key<E>, Error>,
    /// The value whose item it is, if its entity has versions.
    loaded: Option<Encoded>,
    conditions: Conditions,
    returns: PhantomData<fn() -> R>,
}

crate::codec::debug::debug!(Delete<E, R> { key, conditions });

impl<E: Stored> Delete<E> {
    pub(crate) fn new(key: Result<Key<E>, Error>) -> Self {
        Self { key, loaded: None, conditions: Conditions::default(), returns: PhantomData }
    }

    /// Removes the item of a value, if it still has that version.
    pub(crate) fn of(value: &E) -> Self {
        let loaded = E::ENTITY.version().map(|_| Encoded::of(value)).transpose();
        match loaded {
            Ok(loaded) => Self { loaded, ..Self::new(Key::of(value)) },
            Err(error) => Self::new(Err(error)),
        }
    }

    /// Gives back the item that was removed, `None` if there was none.
    ///
    /// Without lookups and unique fields the request is not sent again after an answer that was lost, since nothing is there to be
    /// returned then: the error [says](Error::is_outcome_unknown) that the outcome is not known.
    pub fn returning_old(self) -> Delete<E, Old> {
        self.returning()
    }

    /// Removes the item also if it is malformed. Without this a malformed item is
    /// [an error](Error::is_malformed_item) where the entity has lookups or unique fields, since the copies and markers to remove
    /// are those of the item.
    ///
    /// Removes the copies and markers whose keys the attributes of the item still tell. [`PossibleStrays`] names the
    /// others.
    ///
    /// [`PossibleStrays`]: crate::write::malformed::PossibleStrays
    pub fn even_if_malformed(self) -> Delete<E, EvenIfMalformed> {
        self.returning()
    }

    fn returning<R>(self) -> Delete<E, R> {
        Delete { key: self.key, loaded: self.loaded, conditions: self.conditions, returns: PhantomData }
    }
}

impl<E: Stored, R: Returns<E>> Delete<E, R> {
    conditions!();

    pub(super) fn into_write(self) -> Result<Removal<E, R>, Error> {
        let (key, loaded, conditions) = (self.key?.item, self.loaded, self.conditions.check()?);
        let version = loaded.as_ref().and_then(Expected::of);
        Ok(Removal { key, version, loaded, conditions, entity: PhantomData })
    }

    /// The first request, as it would be sent: with lookups or unique fields that is the consistent read.
    ///
    /// # Errors
    ///
    /// The key or a condition is invalid.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_write()?)
    }

    /// Sends it. That there is no such item is no error, unless it [must exist](Self::must_exist).
    ///
    /// # Errors
    ///
    /// The key or a condition is invalid, the version of the item another than that of the value
    /// ([`Error::is_version_conflict`]), an item of that version not as the value is ([`Error::is_conflict`]), a condition not fulfilled ([`Error::is_condition_failed`],
    /// [`Error::is_not_found`]), the key held by an item of another type ([`Error::is_held_by_other`]), other
    /// writers came between in every attempt ([`Error::is_conflict`]), or the request failed. Nothing
    /// was removed then, unless [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is
    /// not known.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<R::Output, Error>> + Send + use<E, R, T> {
        let table = table.clone();
        async move { write::send(&table, &self.into_write()?).await }
    }
}

/// The removal of an item, its copies and its markers.
pub(crate) struct Removal<E, R> {
    key: ItemKey,
    version: Option<Expected>,
    /// The value that has this version.
    loaded: Option<Encoded>,
    conditions: Checked,
    entity: PhantomData<fn() -> (E, R)>,
}

impl<E: Stored, R: Returns<E>> Removal<E, R> {
    /// Returns the guard beside the version. An item that was removed and created again starts with the same version.
    fn unchanged<T: Holds<E>>(&self) -> Result<Unchanged, Error> {
        let unchanged = self.loaded.as_ref().map(|loaded| Unchanged::whole(loaded, T::META)).transpose()?;
        Ok(unchanged.filter(|unchanged| unchanged.len() <= MAX_COMPARED).unwrap_or_default())
    }

    fn plan_alone<T: Holds<E>>(&self, unchanged: &Unchanged, met: Option<Item>) -> Result<Plan, Error> {
        let version = self.version.as_ref().map(Expected::condition);
        let loaded = Expr::all([version, unchanged.condition()]);
        let loaded = loaded.map(|loaded| Expr::Or(vec![Expr::absent(T::META.pk.name), loaded]));
        let own = Expr::all([lookups::unless_other::<E, T>(), loaded]);
        let condition = self.conditions.with(T::META, own);
        let change = Change::Delete { key: self.key.attributes(T::META)?, condition };
        Ok(Plan { returns: R::ASKED, before: met, ..Plan::blind(vec![change]) })
    }

    /// The plan that takes the place of one whose condition has met this item. `None` if that is not the item of the value as it was
    /// loaded.
    fn plan_anew<T: Holds<E>>(&self, plan: &Plan, met: &Item) -> Result<Option<Plan>, Error> {
        let has_version = self.version.as_ref().is_some_and(|version| version.check(Some(met)).is_ok());
        if !has_version || is_other::<E, T>(met) {
            return Ok(None);
        }
        let loaded = self.unchanged::<T>()?;
        let sent = plan.before.as_ref().map(|before| loaded.of_stored(before));
        let anew = sent.as_ref().unwrap_or(&loaded).anew::<E, T>(&loaded, met)?;
        anew.map(|guard| self.plan_alone::<T>(&guard, Some(met.clone()))).transpose()
    }
}

impl<E: Stored, R: Returns<E>, T: Holds<E>> Write<T> for Removal<E, R> {
    type Output = R::Output;

    fn entity(&self) -> &'static EntityMeta {
        E::ENTITY
    }

    fn key(&self) -> &ItemKey {
        &self.key
    }

    fn reads(&self) -> bool {
        E::ENTITY.has_satellites()
    }

    fn plan(&self, before: Option<Item>) -> Result<Plan, Error> {
        if !E::ENTITY.has_satellites() {
            return self.plan_alone::<T>(&self.unchanged::<T>()?, None);
        }
        if before.is_none() && self.conditions.is_empty() {
            return Ok(Plan::default());
        }
        if let (Some(version), Some(_)) = (&self.version, &before) {
            version.check(before.as_ref())?;
            let was = lookups::decoded::<E, T>(before.as_ref()).ok().flatten();
            let is_loaded = |was: &Encoded| self.unchanged::<T>()?.is_met_by_decoded(was, T::META);
            if !was.as_ref().map_or(Ok(true), is_loaded)? {
                return Err(Error::new(Kind::Changed));
            }
        }
        let key = self.key.attributes(T::META)?;
        let guard = Guard::of(T::META, E::ENTITY, before.as_ref());
        let condition = self.conditions.with(T::META, Some(guard.condition));
        let mut plan = Plan::blind(vec![Change::Delete { key, condition }]);
        malformed::plan_satellites::<E, T, R>(before.as_ref(), &self.key, None, &mut plan)?;
        // Sent alone and again after a lost answer, it would return what it has left itself.
        Ok(Plan { before, transaction: R::ASKED.is_some(), ..plan })
    }

    fn output(&self, plan: &Plan, returned: Option<Item>) -> Result<R::Output, Error> {
        let read = || plan.before.clone().filter(|_| E::ENTITY.has_satellites());
        R::output::<T>(returned.or_else(read), Written::default())
    }

    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<R::Output> {
        if E::ENTITY.has_satellites() {
            return lookups::refused::<E, T, _>(&self.conditions, plan, failure);
        }
        match failure.met.as_ref().map(|met| self.plan_anew::<T>(plan, met)) {
            Some(Ok(Some(plan))) => return Verdict::Anew(Box::new(plan)),
            Some(Err(error)) if !failure.lost_answer => return Verdict::Failed(error),
            _ => {}
        }
        let version = self.version.as_ref().filter(|_| failure.met.is_some());
        Verdict::Failed(self.conditions.failed_of_version::<E, T>(version, failure))
    }
}

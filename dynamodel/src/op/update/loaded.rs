//! Changing an item whose value is at hand.

mod editing;

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::time::SystemTime;

use editing::Editing;

use super::{Actions, setters};
use crate::client::TableClient;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::field::{FieldDef, Steps};
use crate::expr::operand::Operand;
use crate::expr::target::Target;
use crate::expr::target::{
    Element, ListAttribute, NumberAttribute, OfLoaded, OptionalAttribute, Relative, SetAttribute,
};
use crate::item::managed::PendingWrite;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Encoded, difference};
use crate::write::condition::{Conditions, conditions};
use crate::write::drive as write;
use crate::write::request::Request;
use crate::write::returns::{ExactlyOnce, NewValue, OldValue, Returns, UpdatedValues};
use crate::write::version::Expected;

/// Changes the item of a value: `video.update().set(Video::FIELDS.video_title, "new")`. What is named is written,
/// whatever the value holds; of what [`with`](Self::with) makes of the value, that which differs. So attributes that
/// this program's struct does not have stay.
///
/// Do not change the value first: it is what the update starts from, so a field that was assigned before `update()`
/// is no change. An update that says nothing else is refused ([`Error::is_invalid_update`]); to store a value that was
/// changed write [`put`](crate::Entity::put).
///
/// One `UpdateItem` request, and another one where the item is stored in another form than this program's
/// ([the guide](crate::guide::updates)). Since the value is known, keys of indexes follow; if another field that they are made of
/// has another value by now, nothing is written and the error [is a conflict](Error::is_conflict). With a version, so it is if
/// any field has.
///
/// With lookups or unique fields, a consistent `GetItem` and a `TransactWriteItems` request that writes the item, its
/// copies and its markers,
/// repeated (at most 10 times) when another writer comes between; what is set here is set in the item as it is
/// then, and the rest of it stays.
#[must_use = "an operation does nothing until it is sent"]
pub struct LoadedUpdate<E, R = ()> {
    value: Result<Encoded, Error>,
    /// What is named.
    actions: Actions,
    /// What functions have changed.
    changed: Actions,
    /// The attributes that must still be stored as they were loaded.
    expected: BTreeSet<String>,
    conditions: Conditions,
    untouched: bool,
    returns: PhantomData<fn() -> (E, R)>,
}

crate::codec::debug::debug!(LoadedUpdate<E, R> { value, actions, changed, expected, conditions });

impl<E: Stored> LoadedUpdate<E> {
    pub(crate) fn new(value: &E) -> Self {
        Self {
            value: Encoded::of(value),
            actions: Actions::default(),
            changed: Actions::default(),
            expected: BTreeSet::new(),
            conditions: Conditions::default(),
            untouched: false,
            returns: PhantomData,
        }
    }

    fn returning<R>(self) -> LoadedUpdate<E, R> {
        let Self { value, actions, changed, expected, conditions, untouched, .. } = self;
        LoadedUpdate { value, actions, changed, expected, conditions, untouched, returns: PhantomData }
    }

    /// Gives back the item as it was before. The request is not sent again after an answer that was lost.
    pub fn returning_old(self) -> LoadedUpdate<E, OldValue> {
        self.returning()
    }

    /// Gives back the item as it is afterwards.
    pub fn returning_new(self) -> LoadedUpdate<E, NewValue> {
        self.returning()
    }

    /// Gives back what was [changed](crate::op::Updated), as it is afterwards: less than the item, and at no cost. Where it is a
    /// transaction, because lookups or unique fields follow, `DynamoDB` gives nothing back: it is what was written.
    ///
    /// An update of elements of a list asks for the whole item.
    pub fn returning_updated(self) -> LoadedUpdate<E, UpdatedValues> {
        self.returning()
    }

    /// Sends it as a transaction with a token, so that it is carried out once however often its answer is lost.
    /// One `TransactWriteItems` request, which costs twice the write capacity.
    pub fn exactly_once(self) -> LoadedUpdate<E, ExactlyOnce> {
        self.returning()
    }
}

impl<E: Stored, R: Returns<E>> LoadedUpdate<E, R> {
    setters!(OfLoaded);
    conditions!(given);

    /// Leaves the `#[entity(updated_at)]` field as it is.
    pub fn untouched(mut self) -> Self {
        self.untouched = true;
        self
    }

    /// Changes the value by a function: `.with(|video| video.views += 1)`. What it changes must still be stored as it
    /// was loaded, otherwise nothing is written and the error [is a conflict](Error::is_conflict).
    ///
    /// What the function reads and does not change is not checked. If it changes nothing, nothing but a version and the
    /// time of the last write is written, and that there is an item is checked all the same.
    pub fn with(mut self, change: impl FnOnce(&mut E)) -> Self {
        self.changed.nothing();
        let changed = self.value.as_ref().ok().map(|value| {
            let mut after: E = Encoded::decode(value.attributes())?;
            change(&mut after);
            let after = Encoded::of(&after)?;
            if after.key() != value.key() {
                return Err(Error::new(Kind::KeyChanged));
            }
            Ok(difference(value.attributes(), after.attributes()))
        });
        match changed {
            Some(Ok(actions)) => {
                for action in actions {
                    if let Some(name) = action.path().root() {
                        self.expected.insert(name.to_owned());
                    }
                    self.changed.push(Ok(action));
                }
            }
            Some(Err(error)) => self.changed.push(Err(error)),
            None => {}
        }
        self
    }

    pub(in crate::op) fn into_write(self, now: SystemTime) -> Result<Editing<E, R>, Error> {
        let value = self.value?;
        if !self.actions.is_told() && !self.changed.is_told() {
            return Err(Error::new(Kind::NoChange).entity_is(E::ENTITY.name).item_key_is(value.key()));
        }
        let named = self.actions.len();
        let actions = self.actions.and(self.changed).check()?;
        let (version, conditions) = (Expected::of(&value), self.conditions.check()?);
        let write = PendingWrite::changing(now).keeping_updated_at(self.untouched);
        Ok(Editing {
            value,
            actions,
            named,
            expected: self.expected,
            version,
            write,
            now,
            conditions,
            entity: PhantomData,
        })
    }

    /// The first request, as it would be sent: with lookups or unique fields that is the consistent read.
    ///
    /// # Errors
    ///
    /// A key, a value or a condition is invalid, or the update says no change ([`Error::is_invalid_update`]).
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_write(table.now())?)
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// A key, a value or a condition is invalid, the update says no change ([`Error::is_invalid_update`]), there is no
    /// item ([`Error::is_not_found`]), it does not fulfil the conditions ([`Error::is_condition_failed`]) or is of
    /// another type ([`Error::is_held_by_other`]), it has changed since it was loaded, another item has the value of a unique field or the key of a unique lookup
    /// ([`Error::is_unique_violation`]), or other writers came between in every attempt ([`Error::is_conflict`]), or
    /// the request failed. Nothing was written then, unless
    /// [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is not known.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<R::Output, Error>> + Send + use<E, R, T> {
        let table = table.clone();
        async move { write::send(&table, &self.into_write(table.now())?).await }
    }
}

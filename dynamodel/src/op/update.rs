//! Changing an item by its key.

mod actions;
mod columns;
mod loaded;
pub(crate) mod read_target;
mod setters;
#[cfg(test)]
mod tests;
mod updated;
mod upsert;

use std::marker::PhantomData;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};

pub(crate) use actions::Actions;
pub use loaded::LoadedUpdate;
use setters::setters;
pub use updated::Updated;
pub use upsert::Upsert;

use crate::client::TableClient;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::field::{FieldDef, Steps};
use crate::expr::operand::Operand;
use crate::expr::target::Target;
use crate::expr::target::{
    ByKey, Element, FieldGroup, ListAttribute, NumberAttribute, OptionalAttribute, Raised, Relative,
    SetAttribute, Untouched,
};
use crate::expr::{Action, Expr, Source};
use crate::item::ItemKey;
use crate::item::key::Key;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::ttl;
use crate::schema::entity::EntityMeta;
use crate::schema::entity::ManagedField;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;
use crate::write::condition::{Checked, Conditions, conditions};
use crate::write::drive as write;
use crate::write::drive::{Failure, Verdict, Write};
use crate::write::plan::{Change, Plan};
use crate::write::request::Request;
use crate::write::returns::{
    ExactlyOnce, NewValue, OldValue, Returns, ReturnsUpsert, UpdatedValues, Written, asked,
};
use crate::write::{alias, lookups};

/// Changes the item with a key: `Video::update(7).set(Video::FIELDS.video_title, "new")`. One `UpdateItem` request,
/// without a read: it costs the write capacity of the larger of the item before and after.
///
/// That there is no such item is an [error](Error::is_not_found); [`upsert`](Self::upsert) says what to store then.
///
/// What other stored attributes depend on cannot be set by key, because the update could not keep them: the
/// compiler says which, and what to write instead. A part of an index key is set together with the rest of it,
/// [`set_all`](Self::set_all), and what lookups copy or what is unique through the loaded value, `video.update()`.
///
/// Adding, appending and the like are not sent again after an answer that was lost, since they would count
/// twice: the error [says](Error::is_outcome_unknown) that the outcome is not known.
/// [`exactly_once`](Self::exactly_once) is sent again.
#[must_use = "an operation does nothing until it is sent"]
pub struct Update<E, R = (), Time = Raised> {
    key: Result<Key<E>, Error>,
    actions: Actions,
    conditions: Conditions,
    untouched: bool,
    returns: PhantomData<fn() -> (R, Time)>,
}

crate::codec::debug::debug!(Update<E, R, Time> { key, actions, conditions });

impl<E: Stored> Update<E> {
    pub(crate) fn new(key: Result<Key<E>, Error>) -> Self {
        let (actions, conditions) = (Actions::default(), Conditions::default());
        Self { key, actions, conditions, untouched: false, returns: PhantomData }
    }
}

impl<E: Stored, R: Returns<E>> Update<E, R> {
    /// Leaves the `#[entity(updated_at)]` field as it is. Said before anything is set, since it lets more be set where
    /// that field stands in the key of an index.
    pub fn untouched(self) -> Update<E, R, Untouched> {
        Update { untouched: true, ..self.typed() }
    }
}

impl<E: Stored, Time> Update<E, (), Time> {
    /// Gives back the item as it was before. The request is not sent again after an answer that was lost.
    pub fn returning_old(self) -> Update<E, OldValue, Time> {
        self.typed()
    }

    /// Gives back the item as it is afterwards.
    pub fn returning_new(self) -> Update<E, NewValue, Time> {
        self.typed()
    }

    /// Gives back what was [changed](Updated), as it is afterwards: less than the item, and at no cost. An update of
    /// elements of a list asks for the whole item, since `DynamoDB` would not say which elements they are.
    pub fn returning_updated(self) -> Update<E, UpdatedValues, Time> {
        self.typed()
    }

    /// Sends it as a transaction with a token, so that it is carried out once however often its answer is lost.
    /// One `TransactWriteItems` request, which costs twice the write capacity.
    pub fn exactly_once(self) -> Update<E, ExactlyOnce, Time> {
        self.typed()
    }
}

impl<E: Stored, R: Returns<E>, Time> Update<E, R, Time> {
    setters!(ByKey, Time);
    conditions!(given);

    /// Sets the fields that make a key of an index together:
    /// `.set_all((Task::FIELDS.status, Task::FIELDS.due), (Status::Done, due))`.
    pub fn set_all<G: FieldGroup<E, Time>>(mut self, fields: G, values: G::Values) -> Self {
        self.actions.assign_all(fields.assigned(values));
        self
    }

    /// Stores `value` if there is no item, instead of the error that there is none. `value` is stored as it is,
    /// without the changes.
    pub fn upsert(self, value: &E) -> Upsert<E, R>
    where
        R: ReturnsUpsert<E>,
    {
        Upsert::new(self.typed(), value)
    }

    /// The same, as far as its type goes no further.
    fn typed<S, U>(self) -> Update<E, S, U> {
        let Self { key, actions, conditions, untouched, .. } = self;
        Update { key, actions, conditions, untouched, returns: PhantomData }
    }

    pub(in crate::op) fn into_write(self, now: SystemTime) -> Result<Updating<E, R>, Error> {
        let (key, actions) = (self.key?.item, self.actions.check()?);
        let mut conditions = self.conditions.check()?;
        conditions.require_absent(alias::relied_on(E::ENTITY, &actions));
        let updated_at = E::ENTITY.managed_field(ManagedField::UpdatedAt).filter(|_| !self.untouched);
        let updated_at = updated_at.zip(E::updated_at(now)?);
        let updated_at = updated_at.map(|(field, now)| Action::set(field.attribute, now));
        Ok(Updating { key, actions, updated_at, conditions, upserts: false, entity: PhantomData })
    }

    /// The request, as it would be sent.
    ///
    /// # Errors
    ///
    /// The key, a value or a condition is invalid.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_write(table.now())?)
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// The key, a value or a condition is invalid, there is no item ([`Error::is_not_found`]), it does not fulfil
    /// the conditions ([`Error::is_condition_failed`]), has what they or the changes depend on under an older name
    /// ([`Error::is_alias_stored`]) or is of another type ([`Error::is_held_by_other`]), or the request failed. Nothing was written then, unless
    /// [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is not known.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<R::Output, Error>> + Send + use<E, R, Time, T> {
        let table = table.clone();
        async move { write::send(&table, &self.into_write(table.now())?).await }
    }
}

/// The change of an item that was not read.
pub(crate) struct Updating<E, R> {
    key: ItemKey,
    actions: Vec<Action>,
    updated_at: Option<Action>,
    conditions: Checked,
    /// Whether an item is stored where there is none.
    upserts: bool,
    entity: PhantomData<fn() -> (E, R)>,
}

impl<E: Stored, R: Returns<E>, T: Holds<E>> Write<T> for Updating<E, R> {
    type Output = R::Output;

    fn entity(&self) -> &'static EntityMeta {
        E::ENTITY
    }

    fn key(&self) -> &ItemKey {
        &self.key
    }

    fn reads(&self) -> bool {
        false
    }

    fn plan(&self, _before: Option<Item>) -> Result<Plan, Error> {
        let mut actions = self.actions.clone();
        actions.extend(self.updated_at.clone());
        columns::follow::<E>(T::META, &self.key, &mut actions)?;
        actions.extend(raised(E::ENTITY, T::META));
        alias::remove(E::ENTITY, &mut actions);
        let condition = self.conditions.with(T::META, Some(there::<E, T>()));
        let returns = asked::<E, R>(&self.actions, &actions);
        let change = Change::Update { key: self.key.attributes(T::META)?, actions, condition };
        let plan = Plan::blind(vec![change]);
        let counts_twice = self.actions.iter().any(Action::counts_twice);
        Ok(Plan { returns, transaction: R::TRANSACTION, counts_twice, ..plan })
    }

    fn output(&self, plan: &Plan, returned: Option<Item>) -> Result<R::Output, Error> {
        let whole = plan.returns == Some(ReturnValue::AllNew);
        R::output::<T>(returned, Written { told: &self.actions, sent: plan.actions(), whole })
    }

    fn refused(&self, _plan: &Plan, failure: Failure) -> Verdict<R::Output> {
        let is_gone = |item: &Item| ttl::is_expired(T::META, item, failure.now);
        if self.upserts && failure.met.as_ref().is_none_or(is_gone) {
            // Whatever became of a request whose answer was lost: nothing of it is there.
            return Verdict::Failed(Error::new(Kind::NotFound));
        }
        Verdict::Failed(self.conditions.of_existing::<E, T>(failure))
    }
}

/// What counts the writes of an item. It may count one twice that is sent again: it only has to change.
fn raised(entity: &EntityMeta, table: &TableMeta) -> Option<Action> {
    let (attribute, first) = match (entity.version(), lookups::first_revision(entity)) {
        (Some(field), _) => (field.attribute, 0),
        (None, Some(first)) => (table.revision_attribute, first),
        (None, None) => return None,
    };
    let now = Source::IfNotExists(attribute.into(), AttributeValue::N(first.to_string()));
    Some(Action::Set(attribute.into(), Source::Plus(Box::new(now), AttributeValue::N("1".to_owned()))))
}

/// That there is an item that has not expired, and where another entity may hold the key, that it is of this one.
pub(super) fn there<E: Stored, T: Holds<E>>() -> Expr {
    let there = match T::META.type_attribute.filter(|_| T::SHARED) {
        Some(attribute) => Expr::equal(attribute, AttributeValue::S(E::ENTITY.type_name.to_owned())),
        None => Expr::Exists(T::META.pk.name.into()),
    };
    match ttl::alive(T::META).filter(|_| E::ENTITY.ttl().is_some()) {
        Some(alive) => Expr::And(vec![there, alive]),
        None => there,
    }
}

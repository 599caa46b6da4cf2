//! Asking whether an item is there and as it should be.

use crate::client::TableClient;
use crate::error::Error;
use crate::expr::Expr;
use crate::expr::condition::Condition;
use crate::item::ItemKey;
use crate::item::key::Key;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::condition::{Checked, Conditions};
use crate::write::drive as write;
use crate::write::drive::{Failure, Verdict, Write};
use crate::write::lookups;
use crate::write::plan::{Change, Plan};
use crate::write::request::Request;

/// Checks that there is an item: `User::get(3).must_exist()`. It changes nothing; its place is in a transaction,
/// whose writes happen only if it holds. Alone it is one `TransactWriteItems` request, which costs two write
/// capacity units for each KB of the item.
#[must_use = "an operation does nothing until it is sent"]
pub struct Check<E> {
    key: Result<Key<E>, Error>,
    conditions: Conditions,
}

crate::codec::debug::debug!(Check<E> { key, conditions });

impl<E: Stored> Check<E> {
    pub(super) fn new(key: Result<Key<E>, Error>) -> Self {
        let mut conditions = Conditions::default();
        conditions.must_exist();
        Self { key, conditions }
    }

    /// The item has to fulfil this as well; several conditions must all be fulfilled. Otherwise the error
    /// [is a failed condition](Error::is_condition_failed) that [holds the item](Error::met).
    pub fn condition<K>(mut self, condition: Condition<E, K>) -> Self {
        self.conditions.add(condition);
        self
    }

    pub(super) fn into_write(self) -> Result<Checking<E>, Error> {
        let (key, conditions) = (self.key?.item, self.conditions.check()?);
        Ok(Checking { key, conditions, entity: std::marker::PhantomData })
    }

    /// The request, as it would be sent.
    ///
    /// # Errors
    ///
    /// The key or a condition is invalid.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_write()?)
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// The key or a condition is invalid, there is no item ([`Error::is_not_found`]) or not one that fulfils the
    /// conditions ([`Error::is_condition_failed`]), an item of another type has the key
    /// ([`Error::is_held_by_other`]), transactions were at work on it in every attempt
    /// ([`Error::is_conflict`]), or the request failed.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<E, T> {
        let table = table.clone();
        async move { write::send(&table, &self.into_write()?).await }
    }
}

/// A condition on an item that is not written.
pub(crate) struct Checking<E> {
    key: ItemKey,
    conditions: Checked,
    entity: std::marker::PhantomData<fn() -> E>,
}

impl<E: Stored, T: Holds<E>> Write<T> for Checking<E> {
    type Output = ();

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
        let exists = || Expr::Exists(T::META.pk.name.into());
        let condition = self.conditions.with(T::META, lookups::unless_other::<E, T>());
        let change =
            Change::Check { key: self.key.attributes(T::META)?, condition: condition.unwrap_or_else(exists) };
        Ok(Plan::blind(vec![change]))
    }

    fn output(&self, _plan: &Plan, _returned: Option<Item>) -> Result<(), Error> {
        Ok(())
    }

    fn refused(&self, _plan: &Plan, failure: Failure) -> Verdict<()> {
        Verdict::Failed(self.conditions.failed::<E, T>(failure))
    }
}

//! Asking whether an item is not there.

use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::client::TableClient;
use crate::error::Error;
use crate::error::{Kind, Met};
use crate::expr::{Comparison, Expr};
use crate::item::ItemKey;
use crate::item::key::Key;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::ttl;
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::drive as write;
use crate::write::drive::{Failure, Verdict, Write};
use crate::write::plan::{Change, Plan};
use crate::write::request::Request;

/// Checks that there is no item: `User::get(3).must_not_exist()`; see [`Check`](crate::op::Check).
#[must_use = "an operation does nothing until it is sent"]
pub struct CheckAbsent<E> {
    key: Result<Key<E>, Error>,
}

crate::codec::debug::debug!(CheckAbsent<E> { key });

impl<E: Stored> CheckAbsent<E> {
    pub(super) fn new(key: Result<Key<E>, Error>) -> Self {
        Self { key }
    }

    pub(super) fn into_write(self) -> Result<Absence<E>, Error> {
        Ok(Absence { key: self.key?.item, entity: PhantomData })
    }

    /// The request, as it would be sent.
    ///
    /// # Errors
    ///
    /// The key is invalid.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_write()?)
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// The key is invalid, there is an item ([`Error::is_already_exists`]; [`Error::met`] has it), transactions
    /// were at work on it in every attempt ([`Error::is_conflict`]), or the request failed.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<E, T> {
        let table = table.clone();
        async move { write::send(&table, &self.into_write()?).await }
    }
}

/// The condition that there is no item.
pub(crate) struct Absence<E> {
    key: ItemKey,
    entity: PhantomData<fn() -> E>,
}

impl<E: Stored, T: Holds<E>> Write<T> for Absence<E> {
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

    /// Where entities share a key, an item of another is none of this; nor is one that has expired.
    fn plan(&self, _before: Option<Item>) -> Result<Plan, Error> {
        let own = || AttributeValue::S(E::ENTITY.type_name.to_owned());
        let other = T::META.type_attribute.filter(|_| T::SHARED);
        let other = other.map(|attribute| Expr::Compare(attribute.into(), Comparison::NotEqual, own()));
        let absent = ttl::absent(T::META);
        let condition = match other {
            Some(other) => Expr::Or(vec![absent, other]),
            None => absent,
        };
        Ok(Plan::blind(vec![Change::Check { key: self.key.attributes(T::META)?, condition }]))
    }

    fn output(&self, _plan: &Plan, _returned: Option<Item>) -> Result<(), Error> {
        Ok(())
    }

    fn refused(&self, _plan: &Plan, failure: Failure) -> Verdict<()> {
        let met = failure.met.map(|item| Box::new(Met::new(item, T::META)));
        Verdict::Failed(Error::new(Kind::AlreadyExists { met }))
    }
}

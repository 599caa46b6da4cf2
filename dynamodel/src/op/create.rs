//! Storing a new item.

use std::marker::PhantomData;
use std::time::SystemTime;

use crate::client::TableClient;
use crate::codec::same::same;
use crate::error::Error;
use crate::error::{Kind, Met};
use crate::item::managed::PendingWrite;
use crate::item::stored::Stored;
use crate::item::table::{Holds, Table};
use crate::item::ttl;
use crate::item::{Encoded, ItemKey};
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::drive as write;
use crate::write::drive::{Failure, Verdict, Write};
use crate::write::lookups;
use crate::write::plan::{Change, Plan};
use crate::write::request::Request;
use crate::write::returns::{NewValue, Returns, ReturnsUpsert};
use crate::write::unique;

/// Stores a new item: `video.create()`. One `PutItem` request, or with lookups or unique fields one
/// `TransactWriteItems` request, which costs twice the write capacity of its items.
#[must_use = "an operation does nothing until it is sent"]
pub struct Create<E, R = ()> {
    value: Result<Encoded, Error>,
    entity: PhantomData<fn() -> (E, R)>,
}

crate::codec::debug::debug!(Create < E, R > { value });

impl<E: Stored> Create<E> {
    pub(crate) fn new(value: &E) -> Self {
        Self { value: Encoded::of(value), entity: PhantomData }
    }

    /// Gives back the value as it is stored: with its version and the times that were filled in, so that it can be
    /// written again. It is known here; nothing is read.
    pub fn returning_new(self) -> Create<E, NewValue> {
        Create { value: self.value, entity: PhantomData }
    }

    /// The same where many are under way.
    pub(super) async fn send_patiently<T: Holds<E>>(self, table: &TableClient<T>) -> Result<(), Error> {
        write::patiently(table, &self.into_write(table.now())?).await
    }
}

impl<E: Stored, R: Returns<E>> Create<E, R> {
    pub(super) fn into_write(self, now: SystemTime) -> Result<Creation, Error> {
        Ok(Creation { value: self.value?.with_managed_fields(&PendingWrite::creating(now))? })
    }

    /// The request, as it would be sent.
    ///
    /// # Errors
    ///
    /// A key is invalid, or the item too large.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_write(table.now())?)
    }
}

impl<E: Stored, R: ReturnsUpsert<E>> Create<E, R> {
    /// Sends it.
    ///
    /// If an answer is lost, the SDK sends the request again; an item that is then found to be
    /// the very one sent counts as stored.
    ///
    /// # Errors
    ///
    /// There is an item with this key ([`Error::is_already_exists`]), another has the value of a unique field or
    /// the key of a unique lookup ([`Error::is_unique_violation`]), a key is invalid, the item too
    /// large, or the request failed. Nothing was written then, unless
    /// [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is not known.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<R::Upserted, Error>> + Send + use<E, R, T> {
        let table = table.clone();
        async move {
            let creation = self.into_write(table.now())?;
            write::send(&table, &creation).await?;
            R::created(creation.attributes())
        }
    }
}

/// The write of a new item, its copies and its markers.
pub(crate) struct Creation {
    value: Encoded,
}

impl Creation {
    /// What is stored, as the entity's serializer writes it.
    pub(super) fn attributes(&self) -> Item {
        self.value.attributes().clone()
    }

    /// That the new item would have this key.
    pub(super) fn check_key(&self, key: &ItemKey) -> Result<(), Error> {
        if self.value.key() == key {
            return Ok(());
        }
        Err(Error::new(Kind::OtherKey).entity_is(self.value.entity.name).item_key_is(self.value.key()))
    }
}

impl<T: Table> Write<T> for Creation {
    type Output = ();

    fn entity(&self) -> &'static EntityMeta {
        self.value.entity
    }

    fn key(&self) -> &ItemKey {
        self.value.key()
    }

    fn reads(&self) -> bool {
        false
    }

    fn stores(&self) -> Option<&Encoded> {
        Some(&self.value)
    }

    fn plan(&self, _before: Option<Item>) -> Result<Plan, Error> {
        let absent = Some(ttl::absent(T::META));
        let revision = lookups::first_revision(self.value.entity);
        let item = self.value.item(T::META, 0, revision)?;
        let mut plan = Plan::blind(vec![Change::Put { item, condition: absent }]);
        unique::plan_satellites(None, Some(&self.value), T::META, &mut plan)?;
        Ok(plan)
    }

    fn output(&self, _plan: &Plan, _returned: Option<Item>) -> Result<(), Error> {
        Ok(())
    }

    /// There is an item: it was there before, or an earlier attempt whose answer was lost has written it.
    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<()> {
        if let Some(verdict) = unique::refused(plan, &failure) {
            return verdict;
        }
        match (failure.met, plan.changes.first()) {
            (Some(met), Some(Change::Put { item, .. })) if failure.lost_answer && same(&met, item) => {
                Verdict::Done(())
            }
            _ if failure.lost_answer => Verdict::Failed(Error::new(Kind::Unknown)),
            (met, _) => {
                let met = met.map(|item| Box::new(Met::new(item, T::META)));
                Verdict::Failed(Error::new(Kind::AlreadyExists { met }))
            }
        }
    }
}

//! Storing a new item.

use std::marker::PhantomData;
use std::time::SystemTime;

use crate::client::{Sending, TableClient};
use crate::error::{Error, Kind};
use crate::item::{Encoded, ItemKey, managed::PendingWrite, stored::Stored, table::Holds, ttl};
use crate::schema::{entity::EntityMeta, item::Item};
use crate::write::{
    Change, Draft, Failure, Group, KnownOutput, NewItem, Plan, Request, ReturnKind, Returns, Verdict, Write,
    already_exists, first_revision, satellites,
};

/// Stores a new item: `video.create()`.
///
/// One `PutItem` request. With lookups or unique fields, one `TransactWriteItems` request, at twice the write capacity.
#[must_use = "an operation does nothing until it is sent"]
pub struct Create<E, R = ()> {
    pub(super) raw: Draft<Encoded>,
    typed: PhantomData<fn() -> (E, R)>,
}

crate::codec::debug::debug!(Create < E, R > { raw });
crate::write::operation::operation!(Create<E, R: Returns<E>, KnownOutput>(now); "comment(8, 1).create()");

impl<E: Stored> Create<E> {
    pub(crate) fn new(value: &E) -> Self {
        Self { raw: Draft::of_value(value), typed: PhantomData }
    }

    /// Returns the value as it is stored, with its version and times, so that it can be updated. Nothing is read.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// let stored = note.create().returning_new().send(&table).await?;
    /// assert_eq!(stored.version, 1);
    /// # Ok(()) });
    /// ```
    pub fn returning_new(self) -> Create<E, NewItem> {
        Create { raw: self.raw, typed: PhantomData }
    }
}

impl<E: Stored, R: Returns<E>> Create<E, R> {
    pub(super) fn into_write(self, now: SystemTime) -> Result<Creation, Error> {
        let (mut value, ..) = self.raw.finish()?;
        value.set_managed_fields(&PendingWrite::creating(now))?;
        Ok(Creation { value })
    }

    /// Returns the request, as it would be sent.
    ///
    /// # Errors
    ///
    /// A key is invalid, or the item is too large.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = video(9, 2026, "Indexes").create().request(&table)?;
    /// println!("{request:?}");
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        self.alone(table)?.request()
    }

    super::instead::instead!(Self: SaysCreate; condition(C));

    /// Sends the request.
    ///
    /// After an ambiguous attempt, an existing item that equals the one sent counts as stored.
    ///
    /// # Errors
    ///
    /// - An item with this key exists ([`Error::is_already_exists`]).
    /// - Another item has the value of a unique field or lookup ([`Error::is_unique_violation`]).
    /// - A key is invalid, the item is too large, or the request failed.
    ///
    /// Nothing was written then, unless the outcome is unknown ([`Error::is_outcome_unknown`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let video = video(9, 2026, "Indexes");
    /// video.create().send(&table).await?;
    /// let error = video.create().send(&table).await.unwrap_err();
    /// assert!(error.is_already_exists());
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<R::Output> {
        let table = table.clone();
        Sending::new(async move {
            let creation = self.into_write(table.now())?;
            let is_returned = matches!(R::KIND, ReturnKind::New | ReturnKind::Changed);
            let attributes = if is_returned { creation.value.attributes().clone() } else { Item::new() };
            Group::alone::<E, T>(&table, creation).send().await?;
            R::created(attributes)
        })
    }
}

/// The write of a new item, its copies and its markers.
pub(crate) struct Creation {
    pub(super) value: Encoded,
}

impl Write for Creation {
    fn key(&self) -> &ItemKey {
        self.value.key()
    }

    fn reads(&self, _entity: &EntityMeta) -> bool {
        false
    }

    fn stores(&self) -> Option<&Encoded> {
        Some(&self.value)
    }

    fn plan<E: Stored, T: Holds<E>>(&self, _before: Option<Item>) -> Result<Plan, Error> {
        let item = self.value.item(T::META, 0, first_revision(E::ENTITY))?;
        let mut plan = Plan::new(vec![Change::put(item, Some(ttl::absent(T::META)))]);
        satellites::plan_satellites(None, Some(&self.value), T::META, &mut plan)?;
        Ok(plan)
    }

    fn plan_first<E: Stored, T: Holds<E>>(&mut self, before: Option<Item>) -> Result<Plan, Error> {
        if E::ENTITY.has_satellites() {
            return self.plan::<E, T>(before);
        }
        let item = self.value.take_item(T::META)?;
        Ok(Plan::new(vec![Change::put_with(item, Some(ttl::absent(T::META)))]))
    }

    /// The item existed before, or an ambiguous attempt has written it.
    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        if let Some(verdict) = satellites::refused(plan, &failure, T::META) {
            return verdict;
        }
        if !failure.after_ambiguous {
            return Verdict::Failed(already_exists(T::META, failure.met));
        }
        match &failure.met {
            Some(met) if plan.stores(met) => Verdict::Done(None),
            _ => Verdict::Failed(Error::new(Kind::Unknown)),
        }
    }
}

//! The attributes that an update has changed.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::debug::RedactedItem;
use crate::error::{Error, Kind};
use crate::expr::{Path, read::ReadTarget};
use crate::item::{find, restore_ttl, stored::Stored};
use crate::schema::{item::Item, table::TableMeta};

/// The attributes that an update has changed, as they are afterwards:
/// [`returning_updated`](crate::op::Update::returning_updated) returns it. The values have the types of their fields.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// let updated = Video::update(7).add(Video::FIELDS.views, 1).returning_updated().send(&table).await?;
/// assert_eq!(updated.get(Video::FIELDS.views)?, Some(101));
/// assert_eq!(updated.get(Video::FIELDS.title)?, None); // unchanged
/// # Ok(()) });
/// ```
pub struct Updated<E> {
    /// The returned attributes, in the form of the entity's serializer.
    item: Item,
    /// The item is the whole item.
    is_whole: bool,
    changed: Vec<Path>,
    entity: PhantomData<fn() -> E>,
}

impl<E> Clone for Updated<E> {
    fn clone(&self) -> Self {
        Self::new(self.item.clone(), self.is_whole, self.changed.clone())
    }
}

impl<E> fmt::Debug for Updated<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed: Vec<String> = self.changed.iter().map(Path::to_string).collect();
        f.debug_struct("Updated")
            .field("changed", &changed)
            .field("is_whole", &self.is_whole)
            .field("item", &RedactedItem(&self.item))
            .finish()
    }
}

impl<E> Updated<E> {
    pub(crate) fn new(item: Item, is_whole: bool, changed: Vec<Path>) -> Self {
        Self { item, is_whole, changed, entity: PhantomData }
    }

    /// Reads the attribute at a path, which may be absent; returns `None` if the update has not changed it.
    fn read<V>(
        &self,
        path: &Path,
        read: impl FnOnce(Option<&AttributeValue>) -> Result<Option<V>, Error>,
    ) -> Result<Option<V>, Error> {
        let is_part = |changed: &&Path| changed.starts_with(path);
        if self.changed.iter().any(|changed| path.starts_with(changed)) {
            return read(find(&self.item, path));
        }
        match self.changed.iter().find(is_part) {
            Some(_) if self.is_whole => read(find(&self.item, path)),
            Some(part) => {
                Err(Error::new(Kind::PartChanged { path: path.to_string(), part: part.to_string() }))
            }
            None => Ok(None),
        }
    }
}

impl<E: Stored> Updated<E> {
    pub(crate) fn from_stored(
        table: &TableMeta,
        item: Option<Item>,
        is_whole: bool,
        changed: Vec<Path>,
    ) -> Result<Self, Error> {
        let mut item = item.unwrap_or_default();
        restore_ttl::<E>(table, &mut item).map_err(|error| error.entity_is(E::ENTITY.name))?;
        Ok(Self::new(item, is_whole, changed))
    }

    /// Returns the value at a path, if the update has changed it and it exists. An `Option` that was set to `None` is
    /// `Some(None)` if the item stores NULL, and `None` if it has no attribute.
    ///
    /// Managed fields that the update has changed are included: the version and `updated_at`.
    ///
    /// # Errors
    ///
    /// Only a part of the value was changed and returned ([`Error::is_invalid_update`]): ask for that part, or for the
    /// item by [`returning_new`](crate::op::Update::returning_new). The stored value does not have the type of the field
    /// ([`Error::is_malformed_item`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let update = Video::update(7).add(Video::FIELDS.views, 1).returning_updated();
    /// let updated = update.send(&table).await?;
    /// assert_eq!(updated.get(Video::FIELDS.views)?, Some(101));
    /// assert_eq!(updated.get(Video::FIELDS.title)?, None);
    /// # Ok(()) });
    /// ```
    #[expect(
        clippy::needless_pass_by_value,
        reason = "paths are small, and `get(Video::FIELDS.views)` reads better"
    )]
    pub fn get<F: ReadTarget<E>>(&self, field: F) -> Result<Option<F::Read>, Error> {
        let path = field.path();
        let read = self.read(&path, |value| F::read(&path, value));
        read.map_err(|error| error.entity_is(E::ENTITY.name))
    }
}

//! A kind of item.

use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Serialize, de::DeserializeOwned};

use crate::error::Error;
use crate::item::{IndexEntry, Item as Attributes, ItemKey, StoredKey};
use crate::key::Key;
use crate::key::KeyError;
use crate::op::move_item::Move;
use crate::op::{Create, Delete, LoadedUpdate, Put};
use crate::stamp::Stamp;

pub use crate::schema::entity::EntityMeta;

/// A kind of item, keyed by a template. Derive it:
///
/// ```
/// use dynamodel::Entity;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
/// #[key(pk = "user-{user_id}", sk = "_root")]
/// struct User {
///     user_id: u64,
///     user_name: String,
/// }
///
/// let key = User::key(3)?;
/// assert_eq!(key.pk(), "user-3");
/// assert_eq!(User::decode_key("user-3", "_root")?, (3,));
/// # Ok::<(), dynamodel::Error>(())
/// ```
///
/// The derive adds functions that take a key (`User::get(3)`) to the struct itself; those that take
/// a value are methods of this trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "write `#[derive(Entity)]` and `#[key(pk = \"...\", sk = \"...\")]` on the struct"
)]
pub trait Entity: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What the attributes say: name, keys and fields.
    const META: &'static EntityMeta;

    /// The key of the item, and those of its lookup copies, `None` for one that it does not have.
    #[doc(hidden)]
    fn write_keys(&self) -> Result<(ItemKey, Vec<Option<ItemKey>>), KeyError>;

    /// The fields that the `index`-th key holds, as the item's serializer writes them.
    #[doc(hidden)]
    fn read_key(index: usize, key: &StoredKey<'_>) -> Result<Vec<(&'static str, AttributeValue)>, Error>;

    /// Compares the `index`-th key, as it is stored, with this value.
    #[doc(hidden)]
    fn check_key(&self, _index: usize, _key: &StoredKey<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// Compares the `index`-th key, as it is stored, with those of these attributes that it is made of.
    #[doc(hidden)]
    fn check_attributes(_index: usize, _key: &StoredKey<'_>, _attributes: &Attributes) -> Result<(), Error> {
        Ok(())
    }

    /// The keys under which the item stands in indexes, `None` where it does not.
    #[doc(hidden)]
    fn write_index_keys(&self) -> Result<Vec<Option<IndexEntry>>, KeyError> {
        Ok(Vec::new())
    }

    /// The keys of the markers of the unique fields, `None` where a field has no value to claim.
    #[doc(hidden)]
    fn write_markers(&self) -> Vec<Option<Result<ItemKey, KeyError>>> {
        Vec::new()
    }

    /// The fields that the `at`-th index key holds, as the item's serializer writes them.
    #[doc(hidden)]
    fn read_index_key(
        _at: usize,
        _key: &StoredKey<'_>,
    ) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
        Ok(Vec::new())
    }

    /// The primary key of the item whose copy has this `index`-th key; `None` if that is no lookup's.
    #[doc(hidden)]
    fn owner_key(_index: usize, _key: &StoredKey<'_>) -> Result<Option<ItemKey>, Error> {
        Ok(None)
    }

    /// The key of a copy or marker of an item with these attributes, by its place among the keys and then the markers of the
    /// entity. `None` if they do not tell, and `Some(None)` if the item has none.
    #[doc(hidden)]
    #[must_use]
    fn satellite_key_of(_place: usize, _attributes: &Attributes) -> Option<Option<ItemKey>> {
        None
    }

    /// The `at`-th index key of an item with this primary key and these attributes. The key is made of no others, unless one
    /// of these says that the item is not in the index.
    #[doc(hidden)]
    fn index_key_of(
        _at: usize,
        _attributes: &Attributes,
        _key: &StoredKey<'_>,
    ) -> Result<Option<IndexEntry>, Error> {
        Ok(None)
    }

    /// Fills in what the library writes itself.
    #[doc(hidden)]
    fn stamp(&mut self, _stamp: &Stamp) {}

    /// When the item expires: seconds since 1970, or NULL.
    #[doc(hidden)]
    fn write_ttl(&self) -> AttributeValue {
        AttributeValue::Null(true)
    }

    /// The `ttl` field for these seconds since 1970, as its serializer writes it.
    #[doc(hidden)]
    fn read_ttl(seconds: i128) -> Result<Option<AttributeValue>, Error> {
        let _ = seconds;
        Ok(None)
    }

    /// The `updated_at` field for this time.
    #[doc(hidden)]
    fn updated_at(_now: SystemTime) -> Result<Option<AttributeValue>, Error> {
        Ok(None)
    }

    /// The primary key of this value.
    ///
    /// # Errors
    ///
    /// A field does not fit its place in the key: [`Error::is_invalid_key`].
    fn primary_key(&self) -> Result<Key<Self>, Error> {
        Key::of(self)
    }

    /// Stores this value as a new item; fails with [`Error::is_already_exists`] if there is one with its key.
    ///
    /// One `PutItem` request. With lookups or unique fields, one `TransactWriteItems` request that writes the
    /// item, a copy for each lookup and a marker for each unique field.
    fn create(&self) -> Create<Self> {
        Create::new(self)
    }

    /// Stores this value, replacing the whole item with its key if there is one.
    ///
    /// One `PutItem` request. With lookups or unique fields, a consistent `GetItem` and a
    /// `TransactWriteItems` request that also removes the copies and markers whose keys have changed; both
    /// are repeated if another writer comes between.
    fn put(&self) -> Put<Self> {
        Put::new(self)
    }

    /// Changes the item of this value, which is known: `video.update().set(Video::FIELDS.video_title, "new")`.
    ///
    /// One `UpdateItem` request of what differs. With lookups, a consistent `GetItem` and a
    /// `TransactWriteItems` request that writes the copies too; both are repeated if another writer comes
    /// between.
    fn update(&self) -> LoadedUpdate<Self> {
        LoadedUpdate::new(self)
    }

    /// Gives the item of this value another primary key: removes it and stores `changed` in its place, in one
    /// `TransactWriteItems` request. With lookups, a consistent `GetItem` before that, and the copies move too;
    /// both are repeated if another writer comes between.
    ///
    /// The item must still be as this value is, and there must be none with the new key.
    fn move_to(&self, changed: &Self) -> Move<Self> {
        Move::new(self, changed)
    }

    /// Removes the item with this value's key, if there is one; with a `version` field, only if it still has this
    /// version and is as this value is.
    ///
    /// One `DeleteItem` request. With lookups or unique fields, a consistent `GetItem` and a
    /// `TransactWriteItems` request that also removes the copies and markers; both are repeated if another
    /// writer comes between.
    fn delete(&self) -> Delete<Self> {
        Delete::of(self)
    }
}

/// That an item of the entity stands for itself: no copies, nothing that every write has to check. Part of what
/// `#[derive(Entity)]` generates; for another entity it holds only if `How` has a trait that says why not.
#[diagnostic::on_unimplemented(
    message = "a batch cannot write `{Self}`: it is not an entity whose items stand for themselves",
    label = "send this alone, with `.send(&table)`"
)]
pub trait Batchable<How = ()> {}

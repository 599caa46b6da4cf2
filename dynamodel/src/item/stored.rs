//! The trait that `#[derive(Entity)]` implements.

use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Serialize, de::DeserializeOwned};

use crate::codec::attribute::ItemView;
use crate::error::Error;
use crate::error::key::KeyError;
use crate::item::managed::{PendingWrite, Version};
use crate::item::segments::{self, KeyFields};
use crate::item::{IndexEntry, ItemKey, StoredKey};
use crate::schema::entity::{EntityMeta, KeySlot};
use crate::schema::item::Item as Attributes;

/// The keys, managed fields and metadata of an entity. Every `Stored` type is an [`Entity`](crate::entity::Entity).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "write `#[derive(Entity)]` and `#[key(pk = \"...\", sk = \"...\")]` on the struct"
)]
pub trait Stored: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The metadata that the attributes define.
    #[doc(hidden)]
    const ENTITY: &'static EntityMeta;

    /// The fields of the keys: of the primary key, the lookups, the indexes and the markers.
    #[doc(hidden)]
    const KEYS: &'static [KeyFields<Self>];

    /// The key of the item, and those of its lookup copies; `None` for an absent copy.
    #[doc(hidden)]
    fn write_keys(&self) -> Result<(ItemKey, Vec<Option<ItemKey>>), KeyError> {
        segments::write_keys(self)
    }

    /// The fields that a key holds, as the item's serializer writes them.
    #[doc(hidden)]
    fn read_key(slot: KeySlot, key: &StoredKey<'_>) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
        segments::read_key::<Self>(slot, key)
    }

    /// Compares a stored key with this value.
    #[doc(hidden)]
    fn check_key(&self, slot: KeySlot, key: &StoredKey<'_>) -> Result<(), Error> {
        segments::check_key(self, slot, key)
    }

    /// Compares a stored key with the attributes that it is made of.
    #[doc(hidden)]
    fn check_attributes(slot: KeySlot, key: &StoredKey<'_>, attributes: &ItemView<'_>) -> Result<(), Error> {
        segments::check_attributes::<Self>(slot, key, attributes)
    }

    /// The keys of the item in indexes; `None` where it is absent.
    #[doc(hidden)]
    fn write_index_keys(&self) -> Result<Vec<Option<IndexEntry>>, KeyError> {
        segments::write_index_keys(self)
    }

    /// The keys of the markers; `None` for a unique field without a value.
    #[doc(hidden)]
    fn write_markers(&self) -> Vec<Option<Result<ItemKey, KeyError>>> {
        segments::write_markers(self)
    }

    /// The primary key of the item whose copy has this key; `None` if the key does not hold it.
    #[doc(hidden)]
    fn owner_key(slot: KeySlot, key: &StoredKey<'_>) -> Result<Option<ItemKey>, Error> {
        segments::owner_key::<Self>(slot, key)
    }

    /// The key of a copy or marker of an item with these attributes, by position among the entity's keys, then markers.
    /// `None` if the attributes do not determine it, and `Some(None)` if the item has no such copy or marker.
    #[doc(hidden)]
    #[must_use]
    fn satellite_key_of(place: usize, attributes: &Attributes) -> Option<Option<ItemKey>> {
        segments::satellite_key_of::<Self>(place, attributes)
    }

    /// The index key of an item with this primary key and these attributes, by position. The attributes determine the key,
    /// unless one of them keeps the item out of the index.
    #[doc(hidden)]
    fn index_key_of(
        at: usize,
        attributes: &Attributes,
        key: &StoredKey<'_>,
    ) -> Result<Option<IndexEntry>, Error> {
        segments::index_key_of::<Self>(at, attributes, key)
    }

    /// Sets the managed fields.
    #[doc(hidden)]
    fn fill_managed_fields(&mut self, _write: &PendingWrite) {}

    /// Writes the managed fields into an item. Returns `false` if the value must be encoded as a whole.
    ///
    /// # Errors
    ///
    /// A field's serializer failed.
    #[doc(hidden)]
    fn write_managed_fields(&self, _item: &mut Attributes) -> Result<bool, Error> {
        Ok(false)
    }

    /// The expiry time: seconds since 1970, or NULL.
    #[doc(hidden)]
    fn write_ttl(&self) -> AttributeValue {
        AttributeValue::Null(true)
    }

    /// The `ttl` field for these seconds since 1970, as an attribute.
    #[doc(hidden)]
    fn read_ttl(seconds: i128) -> Result<Option<AttributeValue>, Error> {
        let _ = seconds;
        Ok(None)
    }

    /// The `updated_at` field for this time, as an attribute.
    #[doc(hidden)]
    fn updated_at(_now: SystemTime) -> Result<Option<AttributeValue>, Error> {
        Ok(None)
    }
}

/// An entity with a `#[entity(version)]` field, whose writes can [expect a version](crate::op::Update::expect_version).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no version to expect",
    label = "add a field to `{Self}`: `#[entity(version)] version: u64`",
    note = "each write then counts it up, and a write of a loaded value requires the version that was loaded"
)]
pub trait Versioned: Stored {
    /// The type of the field: `u32` or `u64`.
    type Version: Version;
}

/// An entity without copies, markers or managed fields, which `BatchWriteItem` may write. For another entity, the derive
/// requires a trait of `How` whose message gives the reason.
#[diagnostic::on_unimplemented(
    message = "a batch cannot write `{Self}`: it is not an entity whose items stand for themselves",
    label = "send this alone, with `.send(&table)`"
)]
pub trait Batchable<How = ()> {}

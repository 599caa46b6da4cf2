//! Stored items with their values, for entities that only run time knows.

use super::decode::decode_beside_key;
use super::{Encoded, StoredItem, StoredKey, owner, renamed, stable, stale, with_one_name};
use crate::error::key::{KeyError, SegmentError};
use crate::error::{Error, Kind};
use crate::expr::Path;
use crate::item::stored::Stored;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// The functions of an entity of a table, without its type.
#[derive(Clone, Copy, Debug)]
pub struct EntityFunctions {
    /// See [`Restored::of`].
    pub(crate) restore: fn(Item, &'static TableMeta) -> Result<Restored, Unrestored>,
    /// See [`owner`].
    pub(crate) owner: fn(StoredItem<'_>) -> Result<Item, Error>,
}

impl EntityFunctions {
    /// The functions of entity `E`.
    #[must_use]
    pub const fn of<E: Stored>() -> Self {
        Self { restore: Restored::of::<E>, owner: owner::<E> }
    }
}

/// An item and its value.
#[derive(Debug)]
pub(crate) struct Restored {
    pub(crate) stored: Item,
    /// The item with each field under its own name.
    pub(crate) named: Item,
    /// The paths of the item that are older names of fields.
    pub(crate) aliases: Vec<Path>,
    pub(crate) value: Encoded,
    /// The error of an item whose key is not that of its value.
    pub(crate) misplaced: Option<Error>,
}

/// The reason why an item has no value to compare with it.
#[derive(Debug)]
pub(crate) enum Unrestored {
    /// It cannot be decoded.
    Unread(Error),
    /// Its value cannot be written.
    Unwritten(Error),
}

impl From<Unrestored> for Error {
    fn from(unrestored: Unrestored) -> Self {
        match unrestored {
            Unrestored::Unread(error) | Unrestored::Unwritten(error) => error,
        }
    }
}

impl Restored {
    /// Decodes an item of entity `E`, and encodes its value.
    pub(crate) fn of<E: Stored>(stored: Item, table: &'static TableMeta) -> Result<Self, Unrestored> {
        let item = with_one_name::<E>(stored.clone());
        let read = decode_beside_key::<E>(StoredItem { item: item.clone().into(), table, key: 0 });
        let (value, misplaced) = read.map_err(Unrestored::Unread)?;
        match Self::encoded(&value, stored, &item, table) {
            Ok(restored) => Ok(Self { misplaced: misplaced.or(restored.misplaced), ..restored }),
            Err(error) => Err(misplaced.map_or(Unrestored::Unwritten(error), Unrestored::Unread)),
        }
    }

    fn encoded<E: Stored>(
        value: &E,
        stored: Item,
        item: &Item,
        table: &'static TableMeta,
    ) -> Result<Self, Error> {
        let (pk, sk) = StoredKey::of(table, item)?.texts();
        let context = |error: Error| error.entity_is(E::ENTITY.name).key_is(&pk, sk.as_deref());
        let value = Encoded::of(value).map_err(context)?;
        let aliases = stale::<E>(item, table, value.attributes()).map_err(context)?;
        let named = renamed(item, &aliases, value.attributes()).map_err(context)?;
        let key = value.key().attributes(table).map_err(context)?;
        let is_own = key.iter().all(|(name, value)| stored.get(name).map(stable) == Some(stable(value)));
        // An item whose segments differ from its fields is not decoded, so only the shard can.
        let other_shard = || {
            let error = KeyError::new(&E::ENTITY.primary().pk, None, SegmentError::OtherShard);
            context(Error::new(Kind::Misplaced(Box::new(error))))
        };
        let misplaced = (!is_own).then(other_shard);
        Ok(Self { stored, named, aliases, value, misplaced })
    }
}

//! The verbs of an entity.

use crate::error::Error;
use crate::item::key::Key;
use crate::op::move_item::Move;
use crate::op::{Create, Delete, LoadedUpdate, Put};
use crate::op::{Get, Update};

use crate::schema::entity::EntityMeta;

pub use crate::item::stored::Stored;

/// A struct that is stored as an item under a key template. Derive it:
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
/// The derive adds functions by key (`User::get(3)`) to the struct. Methods on values are in this trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "write `#[derive(Entity)]` and `#[key(pk = \"...\", sk = \"...\")]` on the struct"
)]
pub trait Entity: Stored {
    /// The metadata that the attributes define: name, keys and fields.
    const META: &'static EntityMeta = Self::ENTITY;

    /// The primary key of this value.
    ///
    /// # Errors
    ///
    /// A field does not fit its place in the key ([`Error::is_invalid_key`]).
    fn primary_key(&self) -> Result<Key<Self>, Error> {
        Key::of(self)
    }

    /// Creates the item of this value. Fails with [`Error::is_already_exists`] if its key is taken.
    ///
    /// One `PutItem` request. With lookups or unique fields, one `TransactWriteItems` request that also writes the copies and
    /// markers.
    fn create(&self) -> Create<Self> {
        Create::new(self)
    }

    /// Stores this value and replaces the whole item with its key, if there is one.
    ///
    /// One `PutItem` request. With lookups or unique fields, a consistent `GetItem` and a `TransactWriteItems` request that
    /// also removes copies and markers with other keys. Both are repeated if another writer intervenes.
    fn put(&self) -> Put<Self> {
        Put::new(self)
    }

    /// Updates this loaded value: `video.update().set(Video::FIELDS.video_title, "new")`.
    ///
    /// One `UpdateItem` request with the changed attributes. With lookups, a consistent `GetItem` and a `TransactWriteItems`
    /// request that also writes the copies. Both are repeated if another writer intervenes.
    fn update(&self) -> LoadedUpdate<Self> {
        LoadedUpdate::of_value(self)
    }

    /// Changes the primary key: removes the item of this value and stores `changed`, in one `TransactWriteItems` request.
    /// With lookups, a consistent `GetItem` precedes it, and the copies move too. Both are repeated if another writer
    /// intervenes.
    ///
    /// The item must be unchanged since it was loaded, and the new key must be free.
    fn move_to(&self, changed: &Self) -> Move<Self> {
        Move::new(self, changed)
    }

    /// Deletes the item of this value, if there is one. With a `version` field, the item must be unchanged since it was loaded.
    ///
    /// One `DeleteItem` request. With lookups or unique fields, a consistent `GetItem` and a `TransactWriteItems` request that
    /// also removes the copies and markers. Both are repeated if another writer intervenes.
    fn delete(&self) -> Delete<Self> {
        Delete::of_value(self)
    }
}

impl<S: Stored> Entity for S {}

impl<E: Stored> Key<E> {
    /// Reads the item; see [`Get`].
    pub fn get(&self) -> Get<E> {
        Get::new(Ok(self.clone()))
    }

    /// Updates the item; see [`Update`].
    pub fn update(&self) -> Update<E> {
        Update::new(Ok(self.clone()))
    }

    /// Deletes the item, if there is one; see [`Delete`].
    pub fn delete(&self) -> Delete<E> {
        Delete::new(Ok(self.clone()))
    }
}

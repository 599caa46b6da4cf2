//! The verbs of an entity.

use crate::error::Error;
use crate::item::key::Key;
use crate::op::move_item::Move;
use crate::op::{Create, Delete, LoadedUpdate, Put};
use crate::op::{Get, Update};

use crate::schema::entity::EntityMeta;

pub use crate::item::stored::Stored;

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
pub trait Entity: Stored {
    /// The metadata that the attributes define: name, keys and fields.
    const META: &'static EntityMeta = Self::ENTITY;

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

impl<S: Stored> Entity for S {}

impl<E: Stored> Key<E> {
    /// Reads the item; see [`Get`].
    pub fn get(&self) -> Get<E> {
        Get::new(Ok(self.clone()))
    }

    /// Changes the item; see [`Update`].
    pub fn update(&self) -> Update<E> {
        Update::new(Ok(self.clone()))
    }

    /// Removes the item, if there is one; see [`Delete`].
    pub fn delete(&self) -> Delete<E> {
        Delete::new(Ok(self.clone()))
    }
}

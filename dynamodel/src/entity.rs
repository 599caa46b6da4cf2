//! The verbs of an entity.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::item::Encoded;
use crate::item::key::Key;
use crate::item::table::Holds;
use crate::op::move_item::Move;
use crate::op::{Create, Delete, LoadedUpdate, Put};
use crate::op::{Get, Update};

use crate::read::item::of_any_key;
use crate::schema::entity::EntityMeta;

pub use crate::item::stored::{Stored, Versioned};

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
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// let key = comment(7, 1).primary_key()?;
    /// assert_eq!((key.pk(), key.sk()), ("video-7", Some("comment-0000000001")));
    /// # Ok::<(), dynamodel::Error>(())
    /// ```
    fn primary_key(&self) -> Result<Key<Self>, Error> {
        Key::of(self)
    }

    /// Creates the item of this value. Fails with [`Error::is_already_exists`] if its key is taken.
    ///
    /// One `PutItem` request. With lookups or unique fields, one `TransactWriteItems` request that also writes the copies and
    /// markers.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let comment = comment(7, 4);
    /// comment.create().send(&table).await?;
    /// assert!(comment.create().send(&table).await.unwrap_err().is_already_exists());
    /// # Ok(()) });
    /// ```
    fn create(&self) -> Create<Self> {
        Create::new(self)
    }

    /// Stores this value and replaces the whole item with its key, if there is one.
    ///
    /// One `PutItem` request. With lookups or unique fields, a consistent `GetItem` and a `TransactWriteItems` request that
    /// also removes copies and markers with other keys. Both are repeated if another writer intervenes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let edited = Comment { text: "edited".to_owned(), ..comment(7, 1) };
    /// edited.put().send(&table).await?;
    /// # Ok(()) });
    /// ```
    fn put(&self) -> Put<Self> {
        Put::new(self)
    }

    /// Updates this loaded value: `video.update().set(Video::FIELDS.video_title, "new")`.
    ///
    /// One `UpdateItem` request with the changed attributes. With lookups or unique fields, one `TransactWriteItems` request
    /// that also writes the copies and markers, and a second one if the item is not stored as this value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let video = Video::get(7).required().send(&table).await?;
    /// video.update().set(Video::FIELDS.title, "Introduction").send(&table).await?;
    /// # Ok(()) });
    /// ```
    fn update(&self) -> LoadedUpdate<Self> {
        LoadedUpdate::of_value(self)
    }

    /// Changes the primary key: removes the item of this value and stores `changed`, in one `TransactWriteItems` request.
    /// A consistent `GetItem` precedes it, so that attributes move along that the struct does not have. Both are repeated if
    /// another writer intervenes. Copies and markers move too.
    ///
    /// The item must be unchanged since it was loaded, and the new key must be free.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let comment = comment(7, 1);
    /// let moved = Comment { video_id: 8, ..comment.clone() };
    /// comment.move_to(&moved).send(&table).await?;
    /// # Ok(()) });
    /// ```
    fn move_to(&self, changed: &Self) -> Move<Self> {
        Move::new(self, changed)
    }

    /// Deletes the item of this value, if there is one. With a `version` field, the item must be unchanged since it was loaded.
    ///
    /// One `DeleteItem` request. With lookups or unique fields, one `TransactWriteItems` request that also removes the copies
    /// and markers, and a second one if the item has others than this value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// comment(7, 1).delete().send(&table).await?;
    /// assert_eq!(Comment::get(7, 1).send(&table).await?, None);
    /// # Ok(()) });
    /// ```
    fn delete(&self) -> Delete<Self> {
        Delete::of_value(self)
    }

    /// Decodes an item of table `T`, or a whole lookup copy, that another program or the SDK has read.
    ///
    /// [`Table::from_item`](crate::Table::from_item) decodes an item of any entity of a table.
    ///
    /// # Errors
    ///
    /// The item is of another type ([`Error::is_type_mismatch`]) or of none ([`Error::is_untyped`]), or it does not have the shape of the entity
    /// ([`Error::is_malformed_item`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
    /// #[key(pk = "user-{user_id}", sk = "_root")]
    /// struct User {
    ///     user_id: u64,
    ///     user_name: String,
    /// }
    /// # #[derive(Table)]
    /// # #[table(name = "users", type_attribute = "entity_type")]
    /// # enum Users { User(User) }
    /// let user = User { user_id: 3, user_name: "cathy".to_owned() };
    /// let item = user.to_item::<Users>()?;
    /// assert_eq!(item["pk"].as_s().unwrap(), "user-3");
    /// assert_eq!(User::from_item::<Users>(item)?, user);
    /// # Ok::<(), dynamodel::Error>(())
    /// ```
    fn from_item<T: Holds<Self>>(item: HashMap<String, AttributeValue>) -> Result<Self, Error> {
        of_any_key::<Self, T>(item)
    }

    /// The item that this value is stored as in table `T`, for a request that another program or the SDK sends.
    ///
    /// Its managed fields are those of the value. It has no revision
    /// ([`revision_attribute`](crate::schema::table::TableMeta::revision_attribute)), and copies and
    /// markers are items of their own: [`Table::to_items`](crate::Table::to_items) returns them too.
    ///
    /// # Errors
    ///
    /// The value cannot be stored: a field does not fit its place in a key ([`Error::is_invalid_key`]), the item is too
    /// large ([`Error::is_too_large`]) or not one that can be written ([`Error::is_malformed_item`]).
    ///
    /// # Examples
    ///
    /// See [`from_item`](Self::from_item).
    fn to_item<T: Holds<Self>>(&self) -> Result<HashMap<String, AttributeValue>, Error> {
        Encoded::of(self)?.into_item(T::META)
    }
}

impl<S: Stored> Entity for S {}

impl<E: Stored> Key<E> {
    /// Reads the item; see [`Get`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let key = Video::key(7)?;
    /// let video = key.get().send(&table).await?;
    /// assert!(video.is_some());
    /// # Ok(()) });
    /// ```
    pub fn get(&self) -> Get<E> {
        Get::new(Ok(self.clone()))
    }

    /// Updates the item; see [`Update`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// for key in Video::by_category("tech").keys().all(&table).await? {
    ///     key.update().add(Video::FIELDS.views, 1).send(&table).await?;
    /// }
    /// # Ok(()) });
    /// ```
    pub fn update(&self) -> Update<E> {
        Update::new(Ok(self.clone()))
    }

    /// Deletes the item, if there is one; see [`Delete`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// for key in Comment::of_video(7).keys().all(&table).await? {
    ///     key.delete().send(&table).await?;
    /// }
    /// # Ok(()) });
    /// ```
    pub fn delete(&self) -> Delete<E> {
        Delete::new(Ok(self.clone()))
    }
}

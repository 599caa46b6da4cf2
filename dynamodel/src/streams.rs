//! Typed changes from the records of a table's stream.
//!
//! A record is from `GetRecords` of `aws-sdk-dynamodbstreams`, from the event of a Lambda function
//! (`aws_lambda_events::event::dynamodb::EventRecord`), or JSON ([`Record`]). It is read by value or by reference. The
//! view type of the stream determines the contents of a [`Change`]: new images, old ones, both, or keys alone.
//! `table.create().stream(view)` creates a table with a stream.
//!
//! ```
//! use aws_lambda_events::event::dynamodb::Event as LambdaEvent;
//! use dynamodel::streams::{Change, Event};
//! use dynamodel::{Entity, Error, Table};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
//! #[key(pk = "video-{video_id}", sk = "_root")]
//! #[lookup(name = "by_title", pk = "title-{video_title}", sk = "{video_id}")]
//! struct Video { video_id: u64, video_title: String }
//!
//! #[derive(Clone, Debug, PartialEq, Table)]
//! #[table(name = "entities", type_attribute = "entity_type")]
//! enum YouTube { Video(Video) }
//!
//! /// The titles of the new videos.
//! fn new_titles(event: &LambdaEvent) -> Result<Vec<String>, Error> {
//!     let mut titles = Vec::new();
//!     for record in &event.records {
//!         let Some(change) = Change::<YouTube>::read(record)? else { continue };
//!         match change.event {
//!             // Copies for lookups have records of their own.
//!             _ if change.copy_for.is_some() => {}
//!             Event::Inserted(Some(YouTube::Video(video))) => titles.push(video.video_title),
//!             Event::Inserted(None) | Event::Modified { .. } | Event::Removed(_) => {}
//!         }
//!     }
//!     Ok(titles)
//! }
//! # assert_eq!(new_titles(&LambdaEvent::default())?, Vec::<String>::new());
//! # Ok::<(), Error>(())
//! ```

mod migrate;
mod record;

pub use record::{IntoRecord, Record};

use crate::error::Error;
use crate::error::Kind;
use crate::item::key::Key;
use crate::item::table::{Holds, Table};
use crate::item::{ItemKey, ItemKind, StoredKey, fits, kind_by_key, kind_of};
use crate::schema::item::Item;
use record::{Image, Name, lacking};

/// One change of one stored item of table `T`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Change<T: Table> {
    /// The event, with the images of the item.
    pub event: Event<T>,
    /// The name of the lookup, if the item is a copy. A write of an item with lookups makes a record for each copy; most
    /// readers skip those. A copy with a part of its item has no images.
    pub copy_for: Option<&'static str>,
    /// `true` if `DynamoDB` removed the item because it had expired.
    pub expired: bool,
    /// The error of an old image that does not have the shape of its entity. [`Event::Modified`] then has no old image.
    pub malformed_old: Option<Error>,
    /// The sequence number of the record, by which a Lambda function reports failures.
    pub sequence_number: Option<String>,
    /// The entity and key of the images; `None` without images.
    kind: Option<(usize, usize)>,
    keys: Item,
}

/// A change of an item, with the images of the stream's view type.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<T> {
    /// The item was created.
    Inserted(Option<T>),
    /// The item was changed.
    Modified {
        /// The item before.
        old: Option<T>,
        /// The item now.
        new: Option<T>,
    },
    /// The item was removed.
    Removed(Option<T>),
}

impl<T: Table> Change<T> {
    /// Reads a record. Returns `None` for the marker of a unique field, and for an item of a type that the table does not know,
    /// so that an older program can read the stream of a newer one. An image of such a type is left out of a change that has
    /// another.
    ///
    /// # Errors
    ///
    /// An image does not have the shape of its entity, or the record is incomplete ([`Error::is_malformed_item`]). A malformed
    /// old image beside a good new one is no error but [`malformed_old`](Self::malformed_old). [`Error::sequence_number`] and
    /// [`Error::key`] identify the record.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// use dynamodel::streams::{Change, Event, Record};
    ///
    /// let json = r#"{"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "user-3"}, "sk": {"S": "_root"}}}}"#;
    /// let record: Record = serde_json::from_str(json)?;
    /// if let Some(change) = Change::<YouTube>::read(record)? {
    ///     assert!(matches!(change.event, Event::Inserted(None)));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(record: impl IntoRecord) -> Result<Option<Self>, Error> {
        match Self::strict(record) {
            Ok(change) => Ok(Some(change)),
            Err(error) if matches!(error.cause(), Kind::IsMarker { .. }) => Ok(None),
            Err(error) if error.is_unknown_type() || error.is_untyped() => {
                tracing::warn!(
                    db.collection.name = T::META.name,
                    "left out a change of an item of a type that the table does not know"
                );
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Reads a record, and fails if the table does not know the item's type.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read). Also if the type is unknown ([`Error::is_unknown_type`]) or missing ([`Error::is_untyped`]), or the item is
    /// a marker ([`Error::is_type_mismatch`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// use dynamodel::streams::{Change, Record};
    ///
    /// let json = r#"{"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "film-1"}, "sk": {"S": "_root"}}}}"#;
    /// let record: Record = serde_json::from_str(json)?;
    /// assert!(Change::<YouTube>::strict(record).unwrap_err().is_unknown_type());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strict(record: impl IntoRecord) -> Result<Self, Error> {
        let mut record = record.into();
        let sequence_number = record.sequence_number.take();
        match Self::of(record) {
            Ok(change) => Ok(Self { sequence_number, ..change }),
            Err(error) => Err(error.sequence_number_is(sequence_number)),
        }
    }

    fn of(mut record: Record) -> Result<Self, Error> {
        let keys = std::mem::replace(&mut record.keys, Err("keys")).map_err(lacking)?;
        let key = StoredKey::of(T::META, &keys)?;
        let by_ttl = record.by_ttl;
        let read = Self::kind(&record, &keys).and_then(|kind| Ok((kind, event(record)?)));
        let ((kind, has_image), (event, malformed_old)) = read.map_err(|error| {
            let (pk, sk) = key.texts();
            error.key_is(&pk, sk.as_deref())
        })?;
        let copy_for = T::META.entities[kind.0].keys[kind.1].pattern.filter(|_| kind.1 > 0);
        let expired = by_ttl && matches!(event, Event::Removed(_));
        let kind = has_image.then_some(kind);
        Ok(Self { event, copy_for, expired, malformed_old, sequence_number: None, kind, keys })
    }

    /// The entity and the key of the item, and `true` if they are known from an image.
    fn kind(record: &Record, keys: &Item) -> Result<((usize, usize), bool), Error> {
        let images = [&record.new, &record.old].into_iter().filter_map(|image| image.as_ref().ok()?.as_ref());
        let kinds = images.map(|image| kind_of(T::META, image));
        let known = kinds.clone().find(|kind| matches!(kind, ItemKind::Known { .. }));
        let found = known.or_else(|| kinds.into_iter().next());
        let has_image = found.is_some();
        match found.unwrap_or_else(|| kind_by_key(T::META, keys)) {
            ItemKind::Known { entity, key } => Ok(((entity, key), has_image)),
            marker @ ItemKind::Marker { .. } => {
                Err(Error::new(Kind::IsMarker { found: marker.name(T::META) }))
            }
            unknown @ (ItemKind::Foreign(_) | ItemKind::Untyped(_)) => Err(unknown.unknown(T::META)),
        }
    }

    /// The primary key of the item, if it is an `E` and not a copy. It is available for the view type `KEYS_ONLY` too. Entities
    /// with deliberately shared keys are distinguished by images only.
    ///
    /// If the table's key attributes are numbers, [`Key::pk`] and [`Key::sk`] are those numbers.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// use dynamodel::streams::{Change, Record};
    ///
    /// let json = r#"{"eventName": "REMOVE", "dynamodb": {"Keys": {"pk": {"S": "user-3"}, "sk": {"S": "_root"}}}}"#;
    /// let record: Record = serde_json::from_str(json)?;
    /// let change = Change::<YouTube>::strict(record)?;
    /// assert_eq!(change.key::<User>(), Some(User::key(3)?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn key<E: crate::item::stored::Stored>(&self) -> Option<Key<E>>
    where
        T: Holds<E>,
    {
        let key = StoredKey::of(T::META, &self.keys).ok()?;
        let is_one = match self.kind {
            Some(kind) => kind == (T::INDEX, 0),
            None => fits(E::ENTITY.primary(), &key),
        };
        is_one.then(|| Key::from_item(ItemKey::from_stored(&key)))
    }
}

/// Reads the event, and the error of a malformed old image.
fn event<T: Table>(record: Record) -> Result<(Event<T>, Option<Error>), Error> {
    Ok(match record.name()? {
        Name::Insert => (Event::Inserted(image(record.new)?), None),
        Name::Remove => (Event::Removed(image(record.old)?), None),
        Name::Modify => {
            let new = image(record.new)?;
            match image(record.old) {
                Err(malformed) if new.is_some() => (Event::Modified { old: None, new }, Some(malformed)),
                old => (Event::Modified { old: old?, new }, None),
            }
        }
    })
}

/// Reads an image as its variant. `None` also for an unknown type or a copy with a part of its item.
fn image<T: Table>(image: Image) -> Result<Option<T>, Error> {
    let is_whole = |image: &Item| match kind_of(T::META, image) {
        ItemKind::Known { entity, key } => T::META.entities[entity].keys[key].project.is_all(),
        ItemKind::Marker { .. } | ItemKind::Foreign(_) | ItemKind::Untyped(_) => false,
    };
    image.map_err(lacking)?.filter(is_whole).map(T::from_item).transpose()
}

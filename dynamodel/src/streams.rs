//! What has changed in a table, typed: a record of its stream becomes a [`Change`].
//!
//! A record comes from `GetRecords` of `aws-sdk-dynamodbstreams`, or in the event that a Lambda function is called
//! with (`aws_lambda_events::event::dynamodb::EventRecord`), or as JSON ([`Record`]). It is read by value or by reference. What a change holds depends on the view type
//! of the stream: new images, old ones, both, or keys alone. `table.create().stream(view)` creates a table
//! with a stream.
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

mod record;

pub use record::{IntoRecord, Record};

use crate::error::Error;
use crate::error::Kind as Failure;
use crate::item::key::Key;
use crate::item::table::{Holds, Table};
use crate::item::{ItemKey, Kind, StoredKey, fits, kind_by_key, kind_of};
use crate::schema::item::Item;
use record::{Image, Name, lacking};

/// One change of one stored item of table `T`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Change<T: Table> {
    /// What happened to the item.
    pub event: Event<T>,
    /// The lookup whose copy it is, by name; `None` for an item itself. A write of an item with lookups
    /// makes a record for each copy: most readers leave those out. A copy that holds a part of its item has no images.
    pub copy_for: Option<&'static str>,
    /// `DynamoDB` has removed the item because it had expired.
    pub expired: bool,
    /// Why [`Event::Modified`] has no old image although the record has one: it does not have the shape of its entity.
    pub malformed_old: Option<Error>,
    /// The record's place in its shard, by which a Lambda function reports what it could not handle.
    pub sequence_number: Option<String>,
    /// What the images say it is; `None` where there are none.
    kind: Option<(usize, usize)>,
    keys: Item,
}

/// What happened to an item, with as much of it as the view type of the stream gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<T> {
    /// It is new.
    Inserted(Option<T>),
    /// It was there before.
    Modified {
        /// The item before.
        old: Option<T>,
        /// The item now.
        new: Option<T>,
    },
    /// It is gone.
    Removed(Option<T>),
}

impl<T: Table> Change<T> {
    /// The change that a record tells of; `None` if it is of the marker of a unique field, which is no value, or if
    /// the item is of a type that the table does not know, so that an older program can read the stream of a
    /// newer one. An image of such a type is left out of a change that has another.
    ///
    /// A reference leaves the record at hand for what cannot be read.
    ///
    /// # Errors
    ///
    /// An image does not have the shape of its entity, or the record lacks what every record has
    /// ([`Error::is_malformed_item`]). A malformed old image is no error beside a good new one, but
    /// [`malformed_old`](Self::malformed_old). [`Error::sequence_number`] and [`Error::key`] tell which record it is.
    pub fn read(record: impl IntoRecord) -> Result<Option<Self>, Error> {
        match Self::strict(record) {
            Ok(change) => Ok(Some(change)),
            Err(error) if matches!(error.cause(), Failure::IsMarker { .. }) => Ok(None),
            Err(error) if error.is_unknown_type() => {
                tracing::warn!(
                    db.collection.name = T::META.name,
                    "left out a change of an item of a type that the table does not know"
                );
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The change that a record tells of, and an error if the table does not know the item's type.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and the type is unknown ([`Error::is_unknown_type`]), or a marker ([`Error::is_type_mismatch`]).
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
        let (key, by_ttl) = (StoredKey::of(T::META, &keys)?, record.by_ttl);
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

    /// The entity and the key of the item, and whether an image tells them.
    fn kind(record: &Record, keys: &Item) -> Result<((usize, usize), bool), Error> {
        let images = [&record.new, &record.old].into_iter().filter_map(|image| image.as_ref().ok()?.as_ref());
        let kinds = images.map(|image| kind_of(T::META, image));
        let known = kinds.clone().find(|kind| matches!(kind, Kind::Known { .. }));
        let found = known.or_else(|| kinds.into_iter().next());
        let has_image = found.is_some();
        match found.unwrap_or_else(|| kind_by_key(T::META, keys)) {
            Kind::Known { entity, key } => Ok(((entity, key), has_image)),
            marker @ Kind::Marker { .. } => {
                Err(Error::new(Failure::IsMarker { found: marker.name(T::META) }))
            }
            unknown @ Kind::Foreign(_) => {
                Err(Error::new(Failure::UnknownType { found: unknown.name(T::META) }))
            }
        }
    }

    /// The primary key of the item if it is an `E`, and no copy: what a stream with the view type
    /// `KEYS_ONLY` has. Entities that share their keys on purpose are told apart by images alone.
    ///
    /// In a table whose key attributes are numbers, [`Key::pk`] and [`Key::sk`] are those numbers.
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
        is_one.then(|| Key::from_item(ItemKey::of_stored(&key)))
    }
}

/// Returns the event, and the reason why there is no old image.
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

/// An image as its variant; `None` also if the table does not know its type, or it is a copy that holds a part of its
/// item.
fn image<T: Table>(image: Image) -> Result<Option<T>, Error> {
    let is_whole = |image: &Item| match kind_of(T::META, image) {
        Kind::Known { entity, key } => T::META.entities[entity].keys[key].project.is_all(),
        Kind::Marker { .. } | Kind::Foreign(_) => false,
    };
    image.map_err(lacking)?.filter(is_whole).map(T::from_item).transpose()
}

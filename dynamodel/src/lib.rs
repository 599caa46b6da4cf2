//! Single-table design for Amazon `DynamoDB`.
//!
//! ```
//! use dynamodel::{Entity, Table};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
//! #[key(pk = "user-{user_id}", sk = "_root")]
//! struct User {
//!     user_id: u32,
//!     #[entity(unique)]
//!     name: String,
//! }
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
//! #[key(pk = "video-{video_id}", sk = "_root")]
//! #[lookup(name = "by_creator", pk = "user-{creator_id}-videos", sk = "{year}#{video_id}")]
//! struct Video {
//!     video_id: u32,
//!     creator_id: u32,
//!     year: u16,
//! }
//!
//! #[derive(Table)]
//! #[table(name = "entities", type_attribute = "type")]
//! enum YouTube {
//!     User(User),
//!     Video(Video),
//! }
//!
//! # #[cfg(feature = "embedded")]
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//! let table = YouTube::table(dynamodel::embedded::client()); // on AWS: a `dynamodel::aws::Client`
//! table.create().await?;
//! User { user_id: 3, name: "cathy".into() }.create().send(&table).await?;
//! for (video_id, year) in [(8, 2019), (9, 2021)] {
//!     Video { video_id, creator_id: 3, year }.create().send(&table).await?;
//! }
//! let latest = Video::by_creator(3).rev().take(1).all(&table).await?;
//! assert_eq!(latest, [Video { video_id: 9, creator_id: 3, year: 2021 }]);
//! # Ok::<(), dynamodel::Error>(()) }).unwrap();
//! ```
//!
//! Derives turn structs and key templates into keys, queries and typed updates. They also prove at compile time that
//! no two entities of a table share a key.
//!
//! # Start here
//!
//! - [Getting started](guide::getting_started): a new crate, a model and a passing test in ten minutes.
//! - [A walkthrough](guide::youtube) of a small `YouTube`, from questions to actions.
//! - [The guide](guide), a book to read in order, and its [recipes](guide::recipes).
//! - [The cheat sheet](guide::cheat_sheet): every task in one line.
//!
//! # Names
//!
//! | task | names |
//! |---|---|
//! | Model | [`Entity`](derive@Entity), [`Table`](derive@Table), [`KeySegment`](derive@KeySegment), [`Document`](derive@Document) |
//! | Read one item | `Video::get(..)` |
//! | Query a partition | `Video::by_creator(..)`: a function for each `name = "..."` of a key or lookup |
//! | Read several entities together | [`Collection`](derive@Collection) |
//! | Read a part of an item | [`Projection`](derive@Projection) |
//! | Read many items | `Video::scan()`, [`batch_get`], [`transact_get`], [`Page`], [`Cursor`] |
//! | Write one item | `video.create()`, `video.put()`, `video.delete()`, `Video::update(..)` |
//! | Write many items | [`transact()`], [`Transaction`], [`batch_write`], [`create_many`](op::create_many) |
//! | Handle errors | [`Error`], [`ErrorKind`] |
//! | Measure capacity | [`Meter`] |
//! | Name an operation, a field path or metadata in a signature | [`op`], [`expr`], [`schema`] |
//!
//! An operation is a value. `User::get(3)` sends nothing, `.send(&table)` sends it, and `.request(&table)` returns
//! the request for a test.
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `jiff` (default), `chrono`, `time` | times and dates in keys |
//! | `uuid`, `ulid`, `rust_decimal` | `Uuid`, `Ulid` and `Decimal` in keys |
//! | `streams` | [`streams`]: records of a table's stream as typed changes |
//! | `https` | [`https`]: an HTTPS client for the SDK |
//! | `embedded` | [`embedded`]: an engine in the process, which links `SQLite` |
//! | `testing` | [`testing`]: faults between an SDK client and its server |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod client;
pub(crate) mod clock;
mod codec;
mod collection;
#[cfg(feature = "embedded")]
pub mod embedded;
pub mod entity;
mod error;
pub mod expr;
pub mod form;
pub mod guide;
#[cfg(feature = "https")]
pub mod https;
mod item;
pub mod key;
pub(crate) mod message;
mod meter;
pub mod op;
mod page;
mod private;
mod proof;
mod read;
pub mod schema;
#[cfg(feature = "streams")]
pub mod streams;
#[cfg(feature = "testing")]
pub mod testing;
mod write;

// The examples in the references of the derives.
#[cfg(doctest)]
mod derives {
    #[doc = include_str!("../../dynamodel-derive/docs/collection.md")]
    struct Collection;
    #[doc = include_str!("../../dynamodel-derive/docs/document.md")]
    struct Document;
    #[doc = include_str!("../../dynamodel-derive/docs/entity.md")]
    struct Entity;
    #[doc = include_str!("../../dynamodel-derive/docs/key_segment.md")]
    struct KeySegment;
    #[doc = include_str!("../../dynamodel-derive/docs/projection.md")]
    struct Projection;
    #[doc = include_str!("../../dynamodel-derive/docs/table.md")]
    struct Table;
}

// Hidden in the documentation only: the compiler then shortens the names of hidden traits in its messages.
/// The interface of the derives. It changes without notice.
#[cfg_attr(doc, doc(hidden))]
pub mod __private {
    pub use crate::private::*;
}

/// The SDK that this crate is built with. Use it instead of a dependency on `aws-sdk-dynamodb`, whose version would have to
/// match.
pub use aws_sdk_dynamodb as aws;

pub use crate::client::{Retry, TableClient, track_attempts};
pub use crate::codec::any::AnyValue;
pub use crate::codec::numeric::{Number, NumberError, number};
pub use crate::codec::sets::{binary_set, number_set, string_set};
pub use crate::codec::ttl::TtlValue;
pub use crate::collection::Collection;
pub use crate::entity::Entity;
pub use crate::error::{Error, ErrorKind};
pub use crate::expr::field::Document;
pub use crate::item::key::Key;
pub use crate::item::managed::{Version, WriteTime};
pub use crate::item::projection::Projection;
pub use crate::item::table::{Holds, Table};
pub use crate::key::KeySegment;
pub use crate::meter::Meter;
pub use crate::op::{BatchGet, BatchWrite, Transaction, batch_get, batch_write, transact, transact_get};
pub use crate::page::{Cursor, Page};
pub use dynamodel_derive::{Collection, Document, Entity, KeySegment, Projection, Table};

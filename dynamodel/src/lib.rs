//! Single-table modelling for Amazon `DynamoDB`.
//!
//! Say once, in a template, how a struct is keyed; the derives make of it the key encoder, the key
//! decoder and the access-pattern functions, and prove that no two kinds of item write the same key.
//!
//! | to | see |
//! |---|---|
//! | key a struct | [`Entity`], [`KeySegment`] for types of your own, [`key`] for how values are written |
//! | put entities into one table | [`Table`], [`TableClient`] |
//! | read and write one item | [`Get`], [`Find`], [`Required`], [`Create`], [`Put`], [`Delete`] |
//! | change an item | [`Update`], [`LoadedUpdate`], [`Upsert`], [`Move`] |
//! | read many | [`Query`], [`Scan`], [`EntityScan`], [`BatchGet`], [`transact_get`], [`Page`], [`Cursor`] and [`IntoCursor`], [`Items`], [`Lenient`] |
//! | read a part of an item | [`Projection`], [`Query::project`], [`Query::hydrate`], [`Projected`] |
//! | write many | [`BatchWrite`], [`create_many`], [`DeleteAll`] |
//! | write several items or none | [`transact()`], [`Transaction`] |
//! | read several entities of a partition together | [`Collection`], [`CollectionQuery`]; [`Group`], [`GroupQuery`] for a parent with its children |
//! | filter | [`Field`], [`Condition`], [`Document`] for nested structs |
//! | let items expire | [`TtlValue`] |
//! | store a set | [`string_set`], [`number_set`], [`binary_set`] |
//! | keep all digits of a number | [`Number`], [`number`](mod@number) for a field of another type |
//! | follow what changes | `streams`, by the feature of that name |
//! | read on, a page for each concept | [`guide`] |
//! | know what went wrong | [`Error`], [`ErrorKind`] |
//! | know what it cost | [`Meter`] |
//! | test without an account | `embedded`, by the feature of that name |
//! | test how failures are handled | `testing`, by the feature of that name |
//!
//! Operations are values: `User::get(3)` sends nothing, `.send(&table)` does, and `.request(&table)` shows what
//! would be sent.

mod client;
pub(crate) mod clock;
mod codec;
mod collection;
#[cfg(feature = "embedded")]
pub mod embedded;
mod entity;
mod error;
mod expr;
pub mod guide;
mod item;
pub mod key;
pub(crate) mod message;
mod meter;
mod op;
mod page;
mod private;
mod proof;
mod read;
mod schema;
#[cfg(feature = "streams")]
pub mod streams;
#[cfg(feature = "testing")]
pub mod testing;
mod write;

#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}

pub use crate::codec::numeric::{Number, NumberError, number};
pub use crate::codec::sets::{binary_set, number_set, string_set};
pub use crate::codec::ttl::TtlValue;
pub use crate::error::cursor::CursorError;
pub use crate::expr::condition::{Condition, Size};
pub use crate::expr::field::{Document, Field};
pub use crate::expr::operand::{Holding, Operand, OrderedAttribute, TextAttribute};
pub use crate::expr::read::ReadTarget;
pub use crate::expr::target::Target;
pub use crate::expr::target::{
    Element, FieldGroup, ListAttribute, NumberAttribute, OptionalAttribute, Raised, SetAttribute, Untouched,
};
pub use crate::item::key::Key;
pub use crate::item::projection::Projection;
pub use crate::item::stamp::{StampTime, Version};
pub use crate::item::table::{Holds, Table};
pub use crate::op::collection_query::CollectionQuery;
pub use crate::op::move_item::Move;
pub use crate::read::one::ReadOperation;
pub use crate::read::view::{Hydrated, Keys, Only, Partial, Said, Whole, Yields};
pub use crate::schema::entity::EntityMeta;
pub use crate::schema::entity::Stamped;
pub use crate::schema::entity::{FieldMeta, IndexKeyMeta, KeyMeta, MarkerMeta, Projected};
pub use crate::schema::table::{IndexMeta, KeyAttribute, KeyKind, TableMeta};
pub use crate::write::malformed::{EvenIfMalformed, PossibleStrays};
pub use crate::write::request::Request;
pub use crate::write::returns::{
    ExactlyOnce, NewValue, Old, OldValue, Returns, ReturnsUpsert, UpdatedValues,
};
pub use client::{CreateTable, Sending, TableClient};
pub use collection::{Collected, Collection, Group, HeldBy, PagedGroup};
pub use dynamodel_derive::{Collection, Document, Entity, KeySegment, Projection, Table};
pub use entity::Entity;
pub use error::{Error, ErrorKind};
pub use key::KeySegment;
pub use meter::{Cost, Meter};
pub use op::{
    Backfill, BackfillProgress, Base, BatchGet, BatchOperation, BatchProgress, BatchWrite, Check,
    CheckAbsent, ConsistentRead, Create, CreateMany, Delete, DeleteAll, EntityScan, FilterOf, FiltersAt,
    Find, Get, Gets, Global, GroupPage, GroupQuery, LeftItem, Lenient, LoadedUpdate, Local, On, Operations,
    PartialBackfill, PartialBatch, PartialCreate, PartialDelete, PartialWrite, Put, Query, ReadMany,
    RefusedOperation, Required, Scan, Silent, Transact, TransactGet, TransactOperation, TransactPart,
    TransactParts, Transaction, Update, Updated, Upsert, create_many, transact, transact_get,
};
pub use page::{Cursor, IntoCursor, Page};
pub use read::{Items, LenientPage, Malformed};

/// The example of the README, run as a test.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../../README.md")]
pub struct Readme;

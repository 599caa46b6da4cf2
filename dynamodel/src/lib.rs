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
mod clock;
mod codec;
mod collection;
mod debug;
#[cfg(feature = "embedded")]
pub mod embedded;
mod entity;
mod error;
mod expr;
mod field;
pub mod guide;
mod item;
pub mod key;
mod message;
mod meter;
mod numeric;
mod op;
mod page;
mod private;
mod projection;
mod read;
mod sets;
mod stamp;
#[cfg(feature = "streams")]
pub mod streams;
mod table;
#[cfg(feature = "testing")]
pub mod testing;
mod ttl;

#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}

pub use client::{CreateTable, TableClient};
pub use collection::{Collected, Collection, Group, HeldBy, PagedGroup};
pub use dynamodel_derive::{Collection, Document, Entity, KeySegment, Projection, Table};
pub use entity::{Entity, EntityMeta, FieldMeta, IndexKeyMeta, KeyMeta, MarkerMeta, Projected};
pub use error::{Error, ErrorKind};
pub use field::{
    Condition, Document, Element, Field, FieldGroup, Holding, ListAttribute, NumberAttribute, Operand,
    OptionalAttribute, OrderedAttribute, Raised, ReadTarget, SetAttribute, Size, Target, TextAttribute,
    Untouched,
};
pub use key::{Key, KeySegment};
pub use meter::{Cost, Meter};
pub use numeric::{Number, NumberError, number};
pub use op::{
    Backfill, BackfillProgress, Base, BatchGet, BatchOperation, BatchProgress, BatchWrite, Check,
    CheckAbsent, CollectionQuery, ConsistentRead, Create, CreateMany, Delete, DeleteAll, EntityScan,
    EvenIfMalformed, ExactlyOnce, FilterOf, FiltersAt, Find, Get, Gets, Global, GroupPage, GroupQuery,
    Hydrated, Keys, LeftItem, Lenient, LoadedUpdate, Local, Move, NewValue, Old, OldValue, On, Only,
    Operations, Partial, PartialBackfill, PartialBatch, PartialCreate, PartialDelete, PartialWrite,
    PossibleStrays, Put, Query, ReadMany, ReadOperation, RefusedOperation, Request, Required, Returns,
    ReturnsUpsert, Said, Scan, Silent, Transact, TransactGet, TransactOperation, TransactPart, TransactParts,
    Transaction, Update, Updated, UpdatedValues, Upsert, Whole, Yields, create_many, transact, transact_get,
};
pub use page::{Cursor, CursorError, IntoCursor, Page};
pub use projection::Projection;
pub use read::{Items, LenientPage, Malformed};
pub use sets::{binary_set, number_set, string_set};
pub use stamp::{StampTime, Stamped, Version};
pub use table::{Holds, IndexMeta, KeyAttribute, KeyKind, Table, TableMeta};
pub use ttl::TtlValue;

/// The example of the README, run as a test.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../../README.md")]
pub struct Readme;

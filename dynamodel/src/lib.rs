//! Single-table modelling for Amazon `DynamoDB`.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod client;
#[cfg(feature = "embedded")]
pub mod embedded;
mod entity;
mod error;
mod expr;
mod field;
mod item;
pub mod key;
mod message;
mod meter;
mod op;
mod page;
mod read;
mod table;

pub use client::{CreateTable, TableClient};
pub use dynamodel_derive::{Entity, Table};
pub use entity::{Entity, EntityMeta, FieldMeta, KeyMeta};
pub use error::Error;
pub use field::{Condition, Document, Field, Holding, Operand, OrderedAttribute, Size, TextAttribute};
pub use key::{Key, KeySegment};
pub use meter::{Cost, Meter};
pub use op::{
    BatchGet, Create, Delete, Get, Gets, PartialBatch, Put, Query, Request, Scan, TransactGet, transact_get,
};
pub use page::{Cursor, CursorError, Page};
pub use read::Items;
pub use table::{Holds, KeyAttribute, KeyKind, Table, TableMeta};

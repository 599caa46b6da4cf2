//! Single-table modelling for Amazon `DynamoDB`.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod client;
mod debug;
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
pub use dynamodel_derive::{Document, Entity, KeySegment, Table};
pub use entity::{Entity, EntityMeta, FieldMeta, IndexKeyMeta, KeyMeta};
pub use error::Error;
pub use field::{Condition, Document, Field, Holding, Operand, OrderedAttribute, Size, TextAttribute};
pub use key::{Key, KeySegment};
pub use meter::{Cost, Meter};
pub use op::{
    Base, BatchGet, ConsistentRead, Create, Delete, Get, Gets, Global, Local, PartialBatch, Put, Query,
    Request, Scan, TransactGet, transact_get,
};
pub use page::{Cursor, CursorError, Page};
pub use read::Items;
pub use table::{Holds, IndexMeta, KeyAttribute, KeyKind, Table, TableMeta};

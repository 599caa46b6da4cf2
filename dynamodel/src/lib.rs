//! Single-table modelling for Amazon `DynamoDB`.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod client;
#[cfg(feature = "embedded")]
pub mod embedded;
mod entity;
mod error;
mod item;
pub mod key;
mod op;
mod page;
mod table;

pub use client::TableClient;
pub use dynamodel_derive::{Document, Entity, KeySegment};
pub use entity::{Entity, EntityMeta, FieldMeta, KeyMeta};
pub use error::Error;
pub use key::{Key, KeySegment};
pub use op::{Create, Delete, Get, Put, Query, Scan};
pub use page::CursorError;
pub use table::{Holds, KeyAttribute, KeyKind, Table, TableMeta};

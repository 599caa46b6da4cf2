//! The operations.
//!
//! The examples use the entities and the table of [`guide::model`](crate::guide::model).

mod audit;
mod backfill;
mod batch_get;
mod batch_write;
mod check;
pub(crate) mod collection_query;
mod create;
mod create_many;
mod delete;
mod delete_all;
pub(crate) mod entity_scan;
pub(crate) mod find;
pub(crate) mod get;
mod group;
mod instead;
mod lenient;
mod migrate;
pub(crate) mod move_item;
pub(crate) mod multi_pattern;
mod paced_scan;
mod put;
mod query;
pub(crate) mod read_options;
mod required;
mod scan;
mod transact;
mod transact_get;
pub(crate) mod update;
mod upsert;

pub use crate::client::{CreateTable, Sending};
pub use crate::collection::{Collected, Group, HeldBy, PagedGroup};
pub use crate::error::RefusedOperation;
pub use crate::error::cursor::CursorError;
pub use crate::item::projection::FromItem;
pub use crate::key::Closed;
pub use crate::meter::Cost;
pub use crate::page::IntoCursor;
pub use crate::read::PartialBatch;
pub use crate::read::not_key::{FilterOf, FiltersAt};
pub use crate::read::one::ReadOperation;
pub use crate::read::pattern::{AccessPattern, Base, ConsistentRead, Global, Local, ReadSource};
pub use crate::read::selection::{Hydrated, Output, Proven, Selection, Unproven, Unselected};
pub use crate::read::{Items, LenientPage, Malformed};
pub use crate::write::malformed::EvenIfMalformed;
pub use crate::write::request::Request;
pub use crate::write::returns::{ExactlyOnce, NewItem, OldItem, Returns, UpdatedAttributes};
pub use audit::{Audit, AuditGroup, AuditReport, Divergence, DivergenceKind, Finding, PartialAudit};
pub use backfill::{Backfill, BackfillProgress, PartialBackfill};
pub use batch_get::{BatchGet, batch_get};
pub use batch_write::{BatchOperation, BatchProgress, BatchWrite, PartialWrite, batch_write};
pub use check::{Absent, Check, Exists, IfExists};
pub use collection_query::CollectionQuery;
pub use create::Create;
pub use create_many::{CreateMany, PartialCreate, create_many};
pub use delete::Delete;
pub use delete_all::{DeleteAll, PartialDelete};
pub use entity_scan::EntityScan;
pub use find::Find;
pub use get::Get;
pub use group::{GroupPage, GroupQuery};
pub use lenient::{Lenient, ReadMany};
#[cfg(feature = "streams")]
pub(crate) use migrate::ChangedItem;
pub use migrate::{Migration, MigrationReport, PartialMigration, Targets};
pub use move_item::Move;
pub use paced_scan::LeftItem;

pub use crate::write::malformed::PossibleStrays;
pub use crate::write::operation::{
    KnownOutput, NoOutput, On, TransactOperation, TransactPart, Typed, Untyped,
};
pub use crate::write::updated::Updated;
pub use put::Put;
pub use query::Query;
pub use required::Required;
pub use scan::Scan;
pub use transact::{Operations, Transact, TransactParts, Transaction, transact};
pub use transact_get::{Gets, ReadPart, ReadParts, TransactGet, transact_get};
pub use update::{LoadedUpdate, Update};
pub use upsert::Upsert;

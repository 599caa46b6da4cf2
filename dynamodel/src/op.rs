//! The operations, one file each.

mod alias;
mod backfill;
mod batch_get;
mod batch_write;
mod bisect;
mod check;
mod check_absent;
mod collect;
mod concurrent;
mod condition;
mod create;
mod create_many;
mod delete;
mod delete_all;
mod entity_scan;
mod find;
mod finding;
mod get;
mod group;
mod instead;
mod lenient;
mod lookups;
mod malformed;
mod moved;
mod options;
mod plan;
mod put;
mod query;
mod read_one;
mod refusal;
mod refused_update;
mod request;
mod required;
mod returns;
mod scan;
mod send;
mod together;
mod transact;
mod transact_get;
mod unchanged;
mod unique;
mod update;
mod version;
mod view;
mod write;

pub use backfill::{Backfill, BackfillProgress, LeftItem, PartialBackfill};
pub use batch_get::{BatchGet, PartialBatch};
pub(crate) use batch_get::{MAX_KEYS as MAX_BATCH_KEYS, fetch_all};
pub use batch_write::{BatchOperation, BatchProgress, BatchWrite, PartialWrite, RefusedOperation};
pub use check::Check;
pub use check_absent::CheckAbsent;
pub use collect::CollectionQuery;
pub use create::Create;
pub use create_many::{CreateMany, PartialCreate, create_many};
pub use delete::Delete;
pub use delete_all::{DeleteAll, PartialDelete};
pub use entity_scan::EntityScan;
pub use find::Find;
pub(crate) use finding::Target;
pub use get::Get;
pub use group::{GroupPage, GroupQuery};
pub use lenient::{Lenient, ReadMany};
pub use malformed::{EvenIfMalformed, PossibleStrays};
pub use moved::Move;
pub use put::Put;
pub use query::{
    Apart, Base, Beside, ConsistentRead, FilterOf, FiltersAt, Global, InIndex, InTable, IsKey, KeyedAt,
    Local, NamedAt, Natural, NoKey, Perhaps, Query, Standing, Unproven, Within,
};
pub use read_one::ReadOperation;
pub use request::Request;
pub use required::Required;
pub use returns::{ExactlyOnce, NewValue, Old, OldValue, Returns, ReturnsUpsert, UpdatedValues};
pub use scan::Scan;
pub use transact::{
    On, Operations, Silent, Transact, TransactOperation, TransactPart, TransactParts, Transaction, transact,
};
pub use transact_get::{Gets, TransactGet, transact_get};
pub use update::{LoadedUpdate, Update, Updated, Upsert};
pub use view::{Hydrated, Keys, Only, Partial, Said, Whole, Yields};

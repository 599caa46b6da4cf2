//! The operations, one file each.

mod batch_get;
mod create;
mod delete;
mod get;
mod lookups;
mod options;
mod plan;
mod put;
mod query;
mod request;
mod scan;
mod transact_get;
mod view;

pub use batch_get::{BatchGet, PartialBatch};
pub(crate) use batch_get::{MAX_KEYS as MAX_BATCH_KEYS, fetch_all};
pub use create::Create;
pub use delete::Delete;
pub use get::Get;
pub use put::Put;
pub use query::{Base, ConsistentRead, FilterOf, Global, Local, Query};
pub use request::Request;
pub use scan::Scan;
pub use transact_get::{Gets, TransactGet, transact_get};
pub use view::{Hydrated, Keys, Only, Partial, Said, Whole, Yields};

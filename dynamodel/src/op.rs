//! The operations, one file each.

mod batch_get;
mod collect;
mod create;
mod delete;
mod get;
mod group;
mod lookups;
mod options;
mod plan;
mod put;
mod query;
mod request;
mod scan;
mod together;
mod transact_get;

pub use batch_get::{BatchGet, PartialBatch};
pub use collect::CollectionQuery;
pub use create::Create;
pub use delete::Delete;
pub use get::Get;
pub use group::{GroupPage, GroupQuery};
pub use put::Put;
pub(crate) use query::Target;
pub use query::{Base, ConsistentRead, Global, Local, Query};
pub use request::Request;
pub use scan::Scan;
pub use transact_get::{Gets, TransactGet, transact_get};

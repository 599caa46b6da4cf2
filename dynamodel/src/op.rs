//! The operations, one file each.

mod batch_get;
mod create;
mod delete;
mod find;
mod get;
mod lookups;
mod options;
mod plan;
mod put;
mod query;
mod request;
mod scan;
mod transact_get;

pub use batch_get::{BatchGet, PartialBatch};
pub use create::Create;
pub use delete::Delete;
pub use find::Find;
pub use get::Get;
pub use put::Put;
pub use query::{Base, ConsistentRead, Global, Local, Query};
pub use request::Request;
pub use scan::Scan;
pub use transact_get::{Gets, TransactGet, transact_get};

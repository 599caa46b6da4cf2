//! The operations, one file each.

mod batch_get;
mod batch_write;
mod check;
mod concurrent;
mod condition;
mod create;
mod create_many;
mod delete;
mod get;
mod lookups;
mod options;
mod plan;
mod put;
mod query;
mod refusal;
mod request;
mod returns;
mod scan;
mod send;
mod transact_get;
mod write;

pub use batch_get::{BatchGet, PartialBatch};
pub use batch_write::{BatchOperation, BatchProgress, BatchWrite, PartialWrite, RefusedOperation};
pub use check::Check;
pub use create::Create;
pub use create_many::{CreateMany, PartialCreate, create_many};
pub use delete::Delete;
pub use get::Get;
pub use put::Put;
pub use query::{Base, ConsistentRead, Global, Local, Query};
pub use request::Request;
pub use returns::{Old, Returns};
pub use scan::Scan;
pub use transact_get::{Gets, TransactGet, transact_get};

//! The operations, one file each.

mod batch_get;
mod check;
mod condition;
mod create;
mod delete;
mod find;
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
mod unique;
mod write;

pub use batch_get::{BatchGet, PartialBatch};
pub use check::Check;
pub use create::Create;
pub use delete::Delete;
pub use find::Find;
pub use get::Get;
pub use put::Put;
pub use query::{Base, ConsistentRead, Global, Local, Query};
pub use request::Request;
pub use returns::{Old, Returns};
pub use scan::Scan;
pub use transact_get::{Gets, TransactGet, transact_get};

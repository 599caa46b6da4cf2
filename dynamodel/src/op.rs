//! The operations, one file each.

mod create;
mod delete;
mod get;
mod lookups;
mod plan;
mod put;
mod query;
mod request;
mod scan;

pub use create::Create;
pub use delete::Delete;
pub use get::Get;
pub use put::Put;
pub use query::Query;
pub use request::Request;
pub use scan::Scan;

//! The operations, one file each.

mod create;
mod delete;
mod get;
mod put;
mod query;
mod scan;

pub use create::Create;
pub use delete::Delete;
pub use get::Get;
pub use put::Put;
pub use query::Query;
pub use scan::Scan;

//! Reading many items: the pages of queries and scans.

mod decoder;
mod extent;
mod fetch;
mod filters;
pub(crate) mod finding;
pub(crate) mod identity;
pub(crate) mod item;
mod items;
mod lenient;
mod limit;
mod malformed;
pub(crate) mod one;
mod operation;
pub(crate) mod options;
mod pager;
mod position;
mod request;
mod source;
pub(crate) mod view;

pub(crate) use decoder::{DecodeItem, Decoded, Decoder, Hydration};
pub(crate) use extent::Extent;
pub use fetch::PartialBatch;
pub(crate) use fetch::{DecodeKeyed, Fetch, fetch_all};
pub(crate) use filters::Filters;
pub use items::Items;
pub use lenient::LenientPage;
pub use malformed::Malformed;
pub(crate) use operation::{KeyAttributes, Operation, Partition, Segments};
pub(crate) use pager::Pager;
pub(crate) use position::{Position, is_inside, issue_cursor, resume_each};
pub(crate) use request::{PageRequest, Requests, Response};
pub(crate) use source::Source;

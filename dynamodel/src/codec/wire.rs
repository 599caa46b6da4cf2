//! The items of a response, as its bytes.
//!
//! A response is scanned once. The scan accepts only attributes that the SDK accepts too and gives them the meaning that
//! the SDK gives them. It leaves anything unusual to the SDK, which then reports its own error.

mod attribute;
mod json;
mod page;
mod response;
#[cfg(test)]
mod tests;

pub(crate) use page::{Entries, Page, Shape, Value, Values, WireItem};
pub(crate) use response::{Layout, Scanned, scan};

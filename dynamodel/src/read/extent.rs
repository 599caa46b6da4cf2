//! The number of items of a read, and its start.

use crate::page::Cursor;

/// The number of items of a read, and its start.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extent {
    pub(crate) take: Option<usize>,
    pub(crate) page_size: Option<u32>,
    pub(crate) after: Option<Cursor>,
}

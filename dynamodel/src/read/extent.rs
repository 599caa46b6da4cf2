//! The number of items of a read, and where it starts.

use crate::page::Cursor;

/// How much a read returns, and from where.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extent {
    pub(crate) take: Option<usize>,
    pub(crate) page_size: Option<u32>,
    pub(crate) after: Option<Cursor>,
}

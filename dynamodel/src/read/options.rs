//! The options that queries and scans have in common.

use crate::read::{Extent, Segments};

/// The options of a read.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct ReadOptions {
    pub(crate) backward: bool,
    pub(crate) consistent: bool,
    pub(crate) strict: bool,
    pub(crate) with_expired: bool,
    pub(crate) extent: Extent,
    /// How a scan is spread over requests.
    pub(crate) segments: Segments,
}

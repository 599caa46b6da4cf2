//! Keys: their segments, writing and reading, and ranges.

pub(crate) mod args;
mod binary;
#[cfg(feature = "chrono")]
mod chrono;
mod compare;
pub(crate) mod cut;
pub(crate) mod escape;
mod form;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub(crate) mod instant;
mod integer;
#[cfg(feature = "jiff")]
mod jiff;
mod reader;
pub(crate) mod region;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod segment;
pub(crate) mod shard;
mod simple;
pub mod spec;
mod text;
mod tick;
#[cfg(feature = "time")]
mod time;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod ttl;
#[cfg(feature = "ulid")]
mod ulid;
pub(crate) mod unknown;
#[cfg(feature = "uuid")]
mod uuid;
pub(crate) mod variants;
mod writer;

pub use crate::error::key::{KeyError, SegmentError};
pub use crate::schema::bytes::ByteSet;
pub use crate::schema::shape::Shape;
pub use crate::schema::shape::{Native, StoredForm};
pub use crate::schema::template::{Part, Role, Segment, Template};
pub use args::{Closed, KeyEdge, KeyPrefix, KeyRange, Seg};
pub use compare::KeyComparison;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use instant::{
    CivilSpec, DayFormat, DaySpec, OrderedDaySpec, OrderedTimeSpec, TimeFormat, TimeSpec, Unit,
};
pub use integer::{NumberFormat, NumberSpec, OrderedNumberSpec};
pub use reader::KeyReader;
#[cfg(feature = "rust_decimal")]
pub use rust_decimal::DecimalSpec;
#[doc(hidden)]
pub use segment::Truncate;
pub use segment::{KeySegment, OrderedSegment};
pub use text::{Case, KeyText, OrderedTextSpec, TextSpec};
pub use tick::Tick;
pub use writer::{KeyValue, KeyWriter};

use args::bare_argument;
pub(crate) use writer::check_text;

pub(crate) use region::{Cover, Interval, SortCondition, SortRange, StoredRange};

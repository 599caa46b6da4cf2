//! Keys: what can stand in one, how it is written and read, which ranges it has.

mod args;
mod binary;
mod bytes;
pub(crate) mod check;
#[cfg(feature = "chrono")]
mod chrono;
mod compare;
mod error;
mod escape;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod instant;
mod integer;
#[cfg(feature = "jiff")]
mod jiff;
mod listed;
pub(crate) mod overlap;
mod reader;
mod region;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod segment;
mod shape;
pub(crate) mod shard;
mod simple;
pub mod spec;
mod template;
mod text;
mod tick;
#[cfg(feature = "time")]
mod time;
mod typed;
#[cfg(feature = "ulid")]
mod ulid;
#[cfg(feature = "uuid")]
mod uuid;
mod writer;

pub use args::{KeyEdge, KeyPrefix, KeyRange, Seg};
pub use bytes::ByteSet;
pub use compare::KeyComparison;
pub use error::{KeyError, SegmentError};
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub(crate) use instant::Instant;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use instant::{CivilSpec, OrderedCivilSpec, OrderedTimeSpec, TimeFormat, TimeSpec};
pub use integer::{NumberFormat, NumberSpec, OrderedNumberSpec};
pub use listed::{Attr, OrderedListed, RawPrefix};
pub use reader::KeyReader;
#[cfg(feature = "rust_decimal")]
pub use rust_decimal::DecimalSpec;
pub use segment::{KeySegment, Native, OrderedSegment, StoredForm};
pub use shape::Shape;
pub use template::{Part, Role, Segment, Template};
pub use text::{Case, OrderedTextSpec, TextSpec};
pub use tick::Tick;
pub use typed::Key;
pub use writer::{KeyValue, KeyWriter};

use args::bare_argument;
use writer::check_text;

pub(crate) use region::{Cover, Interval, Region, SortCondition};

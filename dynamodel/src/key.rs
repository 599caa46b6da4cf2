//! Keys: what can stand in one, how it is written and read, which ranges it has.

mod args;
mod binary;
mod bytes;
pub(crate) mod check;
mod error;
mod escape;
mod integer;
pub(crate) mod overlap;
mod reader;
mod region;
mod segment;
mod shape;
mod simple;
pub mod spec;
mod template;
mod text;
mod typed;
mod writer;

pub use args::{KeyEdge, KeyPrefix, KeyRange, Seg};
pub use bytes::ByteSet;
pub use error::{KeyError, SegmentError};
pub use integer::{NumberFormat, NumberSpec, OrderedNumberSpec};
pub use reader::KeyReader;
pub use segment::{KeySegment, Native, OrderedSegment};
pub use shape::Shape;
pub use template::{Part, Role, Segment, Template};
pub use text::{Case, OrderedTextSpec, TextSpec};
pub use typed::Key;
pub use writer::{KeyValue, KeyWriter};

use args::bare_argument;
use writer::check_text;

pub(crate) use region::{Interval, Region, SortCondition};

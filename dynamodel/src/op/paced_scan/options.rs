//! The options of scans that work on items.

use crate::page::Cursor;
use crate::read::Segments;

/// The requests in flight at the same time by default.
const CONCURRENCY: usize = 8;

/// The items that a request reads by default.
const PAGE_SIZE: u32 = 1_000;

#[derive(Clone, Debug)]
pub(in crate::op) struct ScanOptions {
    /// The most items that are read.
    pub(in crate::op) sample: Option<usize>,
    pub(in crate::op) page_size: u32,
    /// The most items that are read in a second.
    pub(in crate::op) rate: Option<u32>,
    pub(in crate::op) segments: usize,
    pub(in crate::op) concurrency: usize,
    pub(in crate::op) after: Option<Cursor>,
}

impl Default for ScanOptions {
    fn default() -> Self {
        Self {
            sample: None,
            page_size: PAGE_SIZE,
            rate: None,
            segments: 1,
            concurrency: CONCURRENCY,
            after: None,
        }
    }
}

impl ScanOptions {
    pub(in crate::op) fn segments(&self) -> Segments {
        Segments { count: (self.segments > 1).then_some(self.segments), concurrency: self.concurrency }
    }

    /// Returns the most items that one request reads: not more than a second may take.
    pub(super) fn limit(&self) -> u32 {
        self.rate.map_or(self.page_size, |rate| self.page_size.min(rate))
    }
}

/// The methods of an operation that set its [`ScanOptions`] at `$options`. `$new` makes the operation in the examples, and
/// `$parallel` says what runs at the same time.
macro_rules! scan_options {
    ($($options:ident).+; $new:literal, $parallel:literal) => {
        /// Reads this many equal parts of the table side by side. A cursor holds the position in each, and resumes the
        /// same number. 0 counts as 1; `DynamoDB` takes at most 1,000,000.
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!($new, ".segments(4).send().await?;")]
        /// # Ok(()) });
        /// ```
        pub fn segments(mut self, segments: usize) -> Self {
            self.$($options).+.segments = segments.max(1);
            self
        }

        #[doc = concat!("Sets the number of ", $parallel, " at the same time; by default 8. 0 counts as 1.")]
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!($new, ".segments(4).concurrency(2).send().await?;")]
        /// # Ok(()) });
        /// ```
        pub fn concurrency(mut self, requests: usize) -> Self {
            self.$($options).+.concurrency = requests.max(1);
            self
        }

        /// Sets the most items that one request reads; by default 1,000 or 1 MB. The cursor moves behind the items of a
        /// request when all of them are done. 0 counts as 1.
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!($new, ".page_size(100).send().await?;")]
        /// # Ok(()) });
        /// ```
        pub fn page_size(mut self, items: u32) -> Self {
            self.$($options).+.page_size = items.max(1);
            self
        }

        /// Reads at most this many items of the table in a second, items of all types, and so leaves capacity to others.
        /// By default only [`concurrency`](Self::concurrency) limits the rate. 0 counts as 1.
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!($new, ".items_per_second(500).send().await?;")]
        /// # Ok(()) });
        /// ```
        pub fn items_per_second(mut self, items: u32) -> Self {
            self.$($options).+.rate = Some(items.max(1));
            self
        }
    };
}
pub(in crate::op) use scan_options;

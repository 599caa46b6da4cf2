//! The options that queries and scans have in common.

/// How much is read, from where, and how strictly.
macro_rules! reading {
    () => {
        /// Makes an item of a type that the table does not know an error; without, it is left out and
        /// counted in [`Page::skipped`](crate::page::Page::skipped).
        pub fn strict(mut self) -> Self {
            self.strict = true;
            self
        }

        /// Gives malformed items beside the good ones, each with its key and the reason, in place of an error that ends
        /// the read. Call it last.
        pub fn lenient(self) -> crate::op::Lenient<Self> {
            crate::op::Lenient::new(self)
        }

        /// At most this many items, however many requests they take.
        ///
        /// Requests read no more items than that, or where expired items and those of other types are left out, some
        /// more: twice as many or 20 more, and with each further request four times that. With a filter of yours, or in
        /// [segments](crate::op::Scan::segments), it does not limit what a request reads: say
        /// [`page_size`](Self::page_size) too.
        pub fn take(mut self, items: usize) -> Self {
            self.extent.take = Some(items);
            self
        }

        /// How many items one request reads at the most; without, as many as fit into 1 MB.
        ///
        /// 0 counts as 1.
        pub fn page_size(mut self, items: u32) -> Self {
            self.extent.page_size = Some(items.max(1));
            self
        }

        /// Goes on where the page ended that this cursor is from: a [`Cursor`](crate::page::Cursor) or its text, or an `Option`
        /// of a cursor, where `None` is the start. What is no cursor of this query is an error when it is sent
        /// ([`is_invalid_cursor`](crate::error::Error::is_invalid_cursor)).
        pub fn after(mut self, cursor: impl crate::page::IntoCursor) -> Self {
            self.extent.after = cursor.into_cursor();
            self
        }
    };
}
pub(crate) use reading;

/// What becomes of expired items.
macro_rules! expiring {
    () => {
        /// Items that are past their `#[entity(ttl)]` too, as long as `DynamoDB` has not removed them, which takes it
        /// up to a few days. Without, they count as absent.
        pub fn with_expired(mut self) -> Self {
            self.expired = true;
            self
        }
    };
}
pub(crate) use expiring;

/// How a scan is spread over requests side by side.
macro_rules! segmented {
    () => {
        /// Reads this many equal parts of the table side by side, each with requests of its own. The items come
        /// in no particular order.
        ///
        /// For large tables with capacity to spare: it costs as much, and takes as much capacity a second as
        /// it is faster. A cursor holds the position in each segment, and resumes a scan in as many
        /// segments. 0 counts as 1; `DynamoDB` takes 1,000,000 at most.
        pub fn segments(mut self, segments: usize) -> Self {
            self.segments.count = Some(segments.max(1));
            self
        }

        /// How many segments are read at the same time; without, 4. 0 counts as 1.
        pub fn concurrency(mut self, requests: usize) -> Self {
            self.segments.concurrency = requests.max(1);
            self
        }
    };
}
pub(crate) use segmented;

//! The methods of queries and scans that set their options.

/// The options of a query or scan, which has `ReadOptions` at `$options`. `$read` makes one for the examples.
macro_rules! read_options {
    ($($options:ident).+; $read:literal) => {
        /// Makes an item of a type that the table does not know an error. Without, it is left out and
        /// counted in [`Page::skipped`](crate::page::Page::skipped).
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!("let page = ", $read, ".strict().page(&table).await?;")]
        /// assert_eq!(page.skipped, 0);
        /// # Ok(()) });
        /// ```
        pub fn strict(mut self) -> Self {
            self.$($options).+.strict = true;
            self
        }

        /// Returns items past their `#[entity(ttl)]` too, until `DynamoDB` removes them, which takes up to a few
        /// days. Without, they count as absent.
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!("let items = ", $read, ".with_expired().all(&table).await?;")]
        /// assert!(!items.is_empty());
        /// # Ok(()) });
        /// ```
        pub fn with_expired(mut self) -> Self {
            self.$($options).+.with_expired = true;
            self
        }

        /// Returns malformed items beside the others, each with its key and the reason, in place of an error that ends
        /// the read. Call it last.
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!("let page = ", $read, ".lenient().page(&table).await?;")]
        /// for malformed in &page.malformed {
        ///     println!("{:?}: {malformed}", malformed.key);
        /// }
        /// # Ok(()) });
        /// ```
        pub fn lenient(self) -> crate::op::Lenient<Self> {
            crate::op::Lenient::new(self)
        }

        /// Returns at most this many items, however many requests they take.
        ///
        /// The first request reads no more items than that. If it meets expired items, the next one reads as many more as
        /// are likely to be enough. Where items of other types can lie between them, requests read more: twice as many or
        /// 20 more, and with each further request four times that. With a filter, or in
        /// [segments](crate::op::Scan::segments), it does not limit what a request reads: call
        /// [`page_size`](Self::page_size) too.
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!("let items = ", $read, ".take(1).all(&table).await?;")]
        /// assert_eq!(items.len(), 1);
        /// # Ok(()) });
        /// ```
        pub fn take(mut self, items: usize) -> Self {
            self.$($options).+.extent.take = Some(items);
            self
        }

        /// Limits the number of items that one request reads. Without, a request reads up to 1 MB.
        ///
        /// 0 counts as 1.
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!("let page = ", $read, ".page_size(1).page(&table).await?;")]
        /// assert!(page.items.len() <= 1);
        /// # Ok(()) });
        /// ```
        pub fn page_size(mut self, items: u32) -> Self {
            self.$($options).+.extent.page_size = Some(items.max(1));
            self
        }

        /// Continues after the page of this cursor: a [`Cursor`](crate::page::Cursor) or its text, or an `Option`
        /// of a cursor, where `None` is the start. A cursor of another query is an error when this is sent
        /// ([`is_invalid_cursor`](crate::error::Error::is_invalid_cursor)).
        ///
        /// # Examples
        ///
        /// ```
        /// # use dynamodel_doc_model::*; example(async |table| {
        #[doc = concat!("let first = ", $read, ".take(1).page(&table).await?;")]
        #[doc = concat!("let second = ", $read, ".take(1).after(first.cursor).page(&table).await?;")]
        /// assert_eq!(second.items.len(), 1);
        /// # Ok(()) });
        /// ```
        pub fn after(mut self, cursor: impl crate::page::IntoCursor) -> Self {
            self.$($options).+.extent.after = cursor.into_cursor();
            self
        }
    };
}
pub(crate) use read_options;

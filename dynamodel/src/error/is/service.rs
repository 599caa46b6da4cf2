//! Predicates of the failures of requests.

use crate::error::{Error, ErrorKind};

/// Predicates on requests and the service.
impl Error {
    /// Returns `true` if the table or one of its indexes does not exist.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let table = table.named("no-such-table");
    /// assert!(Video::get(7).send(&table).await.unwrap_err().is_table_not_found());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_table_not_found(&self) -> bool {
        self.is(ErrorKind::TableNotFound)
    }

    /// Returns `true` if `table.create()` found a table of this name.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// assert!(table.create().await.unwrap_err().is_table_exists());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_table_exists(&self) -> bool {
        self.is(ErrorKind::TableExists)
    }

    /// Returns `true` if `DynamoDB` still throttled the request after the SDK's retries.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_throttled() {
    ///     println!("try again later: {error}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.is(ErrorKind::Throttled)
    }

    /// Returns `true` if nobody knows whether the write happened: its response was lost.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_outcome_unknown() {
    ///     println!("read the item {:?} before another try", error.key());
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        self.is(ErrorKind::OutcomeUnknown)
    }

    /// Returns `true` if a request is beyond `DynamoDB`'s limits: `is_in` with over 100 values, a transaction of over 100
    /// items or 4 MB, an expression of over 4 KB, a scan in over 1,000,000 segments, an item with too many attributes for a
    /// [`Backfill`](crate::op::Backfill) to compare. Nothing was sent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let wanted = Video::FIELDS.views.is_in(0..1_000);
    /// assert!(Video::scan().filter(wanted).all(&table).await.unwrap_err().is_over_limit());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_over_limit(&self) -> bool {
        self.is(ErrorKind::OverLimit)
    }

    /// Returns `true` if the function of a [migration](crate::op::Migration) has refused an item. [`source`] is its error.
    /// Nothing was written.
    ///
    /// [`source`]: std::error::Error::source
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// # let target = YouTube::table(table.client().clone()).named("target");
    /// # target.create().await?;
    /// let report = table.migrate(&target, |item| match item {
    ///     YouTube::Comment(_) => Err("comments stay"),
    ///     other => Ok(other),
    /// });
    /// let report = report.send().await?;
    /// assert_eq!(report.left.len(), 3);
    /// assert!(report.left.iter().all(|item| item.error.is_not_converted()));
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_not_converted(&self) -> bool {
        self.is(ErrorKind::NotConverted)
    }

    /// Returns `true` if two operations of a transaction write the same item. Nothing was sent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::transact;
    ///
    /// let twice = transact((comment(7, 4).put(), Comment::delete(7, 4)));
    /// assert!(twice.send(&table).await.unwrap_err().is_item_twice());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_item_twice(&self) -> bool {
        self.is(ErrorKind::ItemTwice)
    }

    /// Returns `true` if [`Query::request`](crate::op::Query::request) was called on a range without keys, such as `5..3`.
    /// Sending such a query returns no items and sends no request.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let videos = Video::by_creator(3).range(2026..2020);
    /// assert!(videos.request(&table).unwrap_err().is_empty_range());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_empty_range(&self) -> bool {
        self.is(ErrorKind::EmptyRange)
    }

    /// Returns `true` if a table did not become active, or did not go, within the time limit.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(table: dynamodel::TableClient<T>) -> Result<(), dynamodel::Error> {
    /// match table.create().await {
    ///     Err(error) if error.is_timeout() => println!("DynamoDB still creates the table"),
    ///     created => created?,
    /// }
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.is(ErrorKind::Timeout)
    }

    /// Returns `true` if no request left the process: no region or endpoint is configured, its name is not resolved, or the
    /// connection was refused.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_unreachable() {
    ///     println!("nothing was sent: {error}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        self.is(ErrorKind::Unreachable)
    }

    /// Returns `true` if there are no credentials, or `DynamoDB` does not accept them.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_credentials() {
    ///     println!("log in again: {error}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_credentials(&self) -> bool {
        self.is(ErrorKind::Credentials)
    }

    /// Returns `true` if the credentials do not permit the operation.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_access_denied() {
    ///     println!("the policy does not permit this: {error}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_access_denied(&self) -> bool {
        self.is(ErrorKind::AccessDenied)
    }

    /// Returns `true` if `DynamoDB` refuses the request as invalid, for a reason that no other predicate covers.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_invalid_request() {
    ///     println!("DynamoDB refuses it: {error}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        self.is(ErrorKind::InvalidRequest)
    }

    /// Returns `true` if items of the table expire by another attribute than that of `#[table(ttl_attribute = "...")]`.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(table: dynamodel::TableClient<T>) -> Result<(), dynamodel::Error> {
    /// match table.enable_ttl().await {
    ///     Err(error) if error.is_ttl_mismatch() => println!("items of the table expire by another attribute"),
    ///     enabled => enabled?,
    /// }
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn is_ttl_mismatch(&self) -> bool {
        self.is(ErrorKind::TtlMismatch)
    }

    /// Returns `true` if the response to a read was lost.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_no_answer() {
    ///     println!("read again: {error}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_no_answer(&self) -> bool {
        self.is(ErrorKind::NoAnswer)
    }

    /// Returns `true` if `DynamoDB` returned an error that no other predicate covers. [`code`](Self::code) names it.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_service() {
    ///     println!("DynamoDB answered with {:?}", error.code());
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_service(&self) -> bool {
        self.is(ErrorKind::Service)
    }

    /// Returns `true` if the write happened despite this error. Its response could not be read, such as that of
    /// `returning_new` for a malformed item, or a later step failed, such as the wait of `table.create()`.
    ///
    /// The kind names the failure. Sending the write again repeats it.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_written() {
    ///     println!("it is stored, but its response could not be read: {error}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.0.context.written || self.facts().context.written
    }
}

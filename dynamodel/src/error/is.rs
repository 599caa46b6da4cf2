//! Predicates of the kinds of failure.

mod service;

use super::{Error, ErrorKind};

/// Predicates on keys, values, conditions and items.
impl Error {
    /// Returns `true` if a value does not fit its place in a key, or a key does not fit its template. Nothing was sent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let error = User::by_email("").send(&table).await.unwrap_err();
    /// assert!(error.is_invalid_key());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_invalid_key(&self) -> bool {
        self.is(ErrorKind::InvalidKey)
    }

    /// Returns `true` if `create` found an item with the key. Nothing was written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let error = comment(7, 1).create().send(&table).await.unwrap_err();
    /// assert!(error.is_already_exists());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_already_exists(&self) -> bool {
        self.is(ErrorKind::AlreadyExists)
    }

    /// Returns `true` if the stored item does not fulfil a condition of the write. [`met`](Self::met) returns that item.
    /// Nothing was written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let liked = Comment::FIELDS.likes.gt(0);
    /// let error = Comment::delete(7, 1).condition(liked).send(&table).await.unwrap_err();
    /// assert!(error.is_condition_failed());
    /// assert_eq!(error.met()?, Some(comment(7, 1)));
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        self.is(ErrorKind::ConditionFailed)
    }

    /// Returns `true` if the item has a field under an older name, `#[serde(alias = "...")]`, and the write depends on its
    /// value: it adds to it, appends to it or has a condition on it. [`path`](Self::path) is that name,
    /// [`met`](Self::met) the item. Nothing was written. A [backfill](crate::guide::backfill) renames the field.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_alias_stored() {
    ///     println!("run the backfill: the item stores {:?}", error.path());
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_alias_stored(&self) -> bool {
        self.is(ErrorKind::AliasStored)
    }

    /// Returns `true` if the item has an index key, but not the attribute of a field that is part of it. Another program
    /// stores the value in the key only, and writing the key would lose it. [`path`](Self::path) is the key attribute.
    /// Nothing was written. Write `#[entity(in_key)]` on the field to read it from the key.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let progress = table.backfill::<Video>().send().await?;
    /// assert!(!progress.left.iter().any(|left| left.error.is_unknown_index_key()));
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_unknown_index_key(&self) -> bool {
        self.is(ErrorKind::UnknownIndexKey)
    }

    /// Returns `true` if there is no item with the key, but the write needs one or the read is
    /// [`required`](crate::op::Required). Nothing was written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let update = Video::update(9).add(Video::FIELDS.views, 1);
    /// assert!(update.send(&table).await.unwrap_err().is_not_found());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.is(ErrorKind::NotFound)
    }

    /// Returns `true` if another item, or another operation of the transaction, has the value of a unique field or the key of
    /// a unique lookup. [`unique_field`](Self::unique_field) names it. Nothing was written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let other = User { user_id: 4, email: "a@example.org".to_owned(), ..user() };
    /// let error = other.create().send(&table).await.unwrap_err();
    /// assert!(error.is_unique_violation());
    /// assert_eq!(error.unique_field(), Some("user_name"));
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        self.is(ErrorKind::UniqueViolation)
    }

    /// Returns `true` if the stored version differs from that of the value: the item was written since it was loaded. Nothing
    /// was written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// let note = note.create().returning_new().send(&table).await?;
    /// note.update().set(Note::FIELDS.text, "b").send(&table).await?;
    /// let error = note.update().set(Note::FIELDS.text, "c").send(&table).await.unwrap_err();
    /// assert!(error.is_version_conflict());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_version_conflict(&self) -> bool {
        self.is(ErrorKind::VersionConflict)
    }

    /// Returns `true` if an update contradicts itself or the value: it changes one path twice, changes a list as a set, or
    /// follows a path that leads nowhere. Or an update of a loaded value changes nothing. These are found before anything is
    /// sent.
    ///
    /// Also if the update does not fit the stored item: it sets an element of a list that the item lacks, or adds to a set
    /// that is stored as a list. Only `DynamoDB` knows that. [`path`](Self::path) names the paths in question, and nothing
    /// was written.
    ///
    /// Also if [`Updated::get`](crate::op::Updated::get) asks for a value that was not returned.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let video = Video::get(7).required().send(&table).await?;
    /// let error = video.update().send(&table).await.unwrap_err();
    /// assert!(error.is_invalid_update());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_invalid_update(&self) -> bool {
        self.is(ErrorKind::InvalidUpdate)
    }

    /// Returns `true` if `DynamoDB` left a part of the batch unprocessed in every attempt.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(
    /// #     batch: dynamodel::BatchWrite<T>, table: dynamodel::TableClient<T>,
    /// # ) -> Result<(), dynamodel::Error> {
    /// use dynamodel::op::PartialWrite;
    ///
    /// if let Err(error) = batch.send(&table).await {
    ///     if !error.is_unprocessed() {
    ///         return Err(error);
    ///     }
    ///     let partial: PartialWrite<T> = error.into_partial()?;
    ///     partial.left.send(&table).await?;
    /// }
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn is_unprocessed(&self) -> bool {
        self.is(ErrorKind::Unprocessed)
    }

    /// Returns `true` if an operation of a [`BatchWrite`](crate::op::BatchWrite) has a condition, which a batch cannot check.
    /// It was not sent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchWrite;
    ///
    /// let unliked = Comment::FIELDS.likes.eq(0);
    /// let batch = BatchWrite::new().and(Comment::delete(7, 1).condition(unliked));
    /// assert!(batch.send(&table).await.unwrap_err().is_condition_in_batch());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_condition_in_batch(&self) -> bool {
        self.is(ErrorKind::ConditionInBatch)
    }

    /// Returns `true` if an item of another type has the key, so the write did nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_held_by_other() {
    ///     println!("another entity has the key {:?}", error.key());
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_held_by_other(&self) -> bool {
        self.is(ErrorKind::HeldByOther)
    }

    /// Returns `true` if the item does not have the type attribute of its table. Nothing was written.
    ///
    /// `#[table(.., untyped = by_key)]` recognizes such items by their keys; see
    /// [items without a type](crate::guide::tables#items-without-a-type).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let put = table.client().put_item().table_name(table.name());
    /// # use aws_sdk_dynamodb::types::AttributeValue::S;
    /// let untyped = put.item("pk", S("user-9".to_owned())).item("sk", S("_root".to_owned()));
    /// untyped.send().await?;
    /// assert!(User::get(9).send(&table).await.unwrap_err().is_untyped());
    /// assert!(User::delete(9).send(&table).await.unwrap_err().is_untyped());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_untyped(&self) -> bool {
        self.is(ErrorKind::Untyped)
    }

    /// Returns `true` if other writers changed the item in every attempt, or since it was loaded. Nothing was written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let video = Video::get(7).required().send(&table).await?;
    /// Video::update(7).add(Video::FIELDS.views, 1).send(&table).await?;
    /// let update = video.update().with(|video| video.views *= 2);
    /// assert!(update.send(&table).await.unwrap_err().is_conflict());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.is(ErrorKind::Conflict)
    }

    /// Returns `true` if the item is of another entity than requested.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if error.is_type_mismatch() {
    ///     println!("{:?} is not a {:?}", error.key(), error.entity());
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_type_mismatch(&self) -> bool {
        self.is(ErrorKind::TypeMismatch)
    }

    /// Returns `true` if a strict read found an item of a type that the table does not know.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let put = table.client().put_item().table_name(table.name());
    /// # use aws_sdk_dynamodb::types::AttributeValue::S;
    /// # let put = put.item("pk", S("film-1".to_owned())).item("sk", S("_root".to_owned()));
    /// let film = put.item("entity_type", S("Film".to_owned()));
    /// film.send().await?;
    /// assert!(YouTube::scan().strict().all(&table).await.unwrap_err().is_unknown_type());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_unknown_type(&self) -> bool {
        self.is(ErrorKind::UnknownType)
    }

    /// Returns `true` if an item or a value does not have the shape of its entity. Also if `DynamoDB` cannot store a value: a
    /// number of over 38 digits, NaN, an infinity, an empty name in a map. Writes and conditions refuse it before anything is
    /// sent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let put = table.client().put_item().table_name(table.name());
    /// # use aws_sdk_dynamodb::types::AttributeValue::S;
    /// # let put = put.item("pk", S("video-9".to_owned())).item("sk", S("_root".to_owned()));
    /// let without_title = put.item("entity_type", S("Video".to_owned()));
    /// without_title.send().await?;
    /// assert!(Video::get(9).send(&table).await.unwrap_err().is_malformed_item());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_malformed_item(&self) -> bool {
        self.is(ErrorKind::MalformedItem)
    }

    /// Returns `true` if the item, a value of a write or condition, or all values of an update together are over the 400 KB
    /// that `DynamoDB` stores. Nothing was sent. An update by key does not know the rest of the item, so `DynamoDB` may still
    /// refuse it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let long = Comment { text: "x".repeat(500_000), ..comment(7, 4) };
    /// assert!(long.put().send(&table).await.unwrap_err().is_too_large());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.is(ErrorKind::TooLarge)
    }

    /// Returns `true` if the cursor was not issued by this query on this table.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let error = Comment::of_video(7).after("no cursor").page(&table).await.unwrap_err();
    /// assert!(error.is_invalid_cursor());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_invalid_cursor(&self) -> bool {
        self.is(ErrorKind::InvalidCursor)
    }

    /// Returns `true` if a secret for signing cursors is empty or too short, or the list of secrets is empty.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let error = table.cursor_secrets(["short"]).unwrap_err();
    /// assert!(error.is_invalid_cursor_secret());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_invalid_cursor_secret(&self) -> bool {
        self.is(ErrorKind::InvalidCursorSecret)
    }
}

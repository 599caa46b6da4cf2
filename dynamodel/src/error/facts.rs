//! Accessors of the facts of a failure.

use super::{Error, ErrorKind, Kind};

/// Accessors.
impl Error {
    /// The name of the entity.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// println!("{:?} failed with {}", error.entity(), error.kind());
    /// # }
    /// ```
    #[must_use]
    pub fn entity(&self) -> Option<&str> {
        match self.cause() {
            Kind::Key(error) => Some(error.entity),
            Kind::Misplaced(error) => Some(error.entity),
            _ => self.facts().context.entity,
        }
    }

    /// The name of the table.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let error = Video::get(9).required().send(&table).await.unwrap_err();
    /// assert_eq!(error.table(), Some("entities"));
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        self.facts().context.table.as_deref()
    }

    /// The partition key and, where the table has one, the sort key of the item.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if let Some((pk, sk)) = error.key() {
    ///     println!("the item {pk} {sk:?} is at fault");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn key(&self) -> Option<(&str, Option<&str>)> {
        self.facts().context.key.as_ref().map(|(pk, sk)| (pk.as_str(), sk.as_deref()))
    }

    /// The position in its transaction, from 0, of the operation that failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// if let Some(position) = error.operation() {
    ///     println!("operation {position} failed the transaction");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn operation(&self) -> Option<usize> {
        self.facts().context.operation
    }

    /// The sequence number of the stream record that cannot be read.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// println!("the record {:?} cannot be read: {error}", error.sequence_number());
    /// # }
    /// ```
    #[cfg(feature = "streams")]
    #[must_use]
    pub fn sequence_number(&self) -> Option<&str> {
        self.facts().context.sequence_number.as_deref()
    }

    /// The path of the attribute or key field that caused the failure.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// println!("look at {}", error.path().unwrap_or("the item"));
    /// # }
    /// ```
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self.cause() {
            Kind::Key(error) => error.field,
            Kind::Misplaced(error) => error.field,
            Kind::Decode { path, .. }
            | Kind::Number { path, .. }
            | Kind::AttributeName { path, .. }
            | Kind::TooDeep { path, .. }
            | Kind::ValueTooLarge { path, .. }
            | Kind::Misfit { paths: path, .. }
            | Kind::SetTwice { path }
            | Kind::NoSet { path }
            | Kind::NoPath { path }
            | Kind::AliasStored { path, .. } => Some(path),
            Kind::FarTtl { field, .. } => Some(field),
            Kind::UnknownIndexKey { attribute, .. } => Some(attribute),
            Kind::OnlyInIndexKey { field, .. } => Some(field),
            Kind::Taken { attribute } | Kind::TakenAlias { attribute, .. } | Kind::NoKey { attribute } => {
                Some(attribute)
            }
            _ => None,
        }
    }

    /// The unique field whose value is taken. Fields that are unique together, or that form the key of a unique lookup, are
    /// joined by `+`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let other = User { user_id: 4, user_name: "bob".to_owned(), ..user() };
    /// match other.create().send(&table).await {
    ///     Err(error) if error.unique_field() == Some("email") => println!("this address is taken"),
    ///     created => created?,
    /// }
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn unique_field(&self) -> Option<&str> {
        match self.cause() {
            Kind::NotUnique { field } => Some(field),
            Kind::NotUniqueLookup { fields, .. } | Kind::ClaimedTwice { fields, .. } => Some(fields),
            _ => None,
        }
    }

    /// `DynamoDB`'s error code, such as `ThrottlingException`.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(error: &dynamodel::Error) {
    /// assert_ne!(error.code(), Some("InternalServerError"));
    /// # }
    /// ```
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self.cause() {
            Kind::Sdk { code, .. } => code.as_deref(),
            Kind::Misfit { source, .. } => source.code(),
            _ => None,
        }
    }

    /// `DynamoDB`'s message, if it refused the request as invalid.
    pub(crate) fn refusal(&self) -> Option<&str> {
        match self.cause() {
            Kind::Sdk { kind: ErrorKind::InvalidRequest, reason, .. } => Some(reason),
            _ => None,
        }
    }
}

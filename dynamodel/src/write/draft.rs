//! An operation before it is sent: plain data under the typed faces.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::expr::{Action, condition::Condition};
use crate::item::{Encoded, ItemKey, key::Key, managed::Version, stored::Stored};
use crate::write::condition::Conditions;

/// A write of the item under a key, or of a value. Its first error is reported when it is sent.
#[derive(Debug)]
pub(crate) struct Draft<S> {
    subject: Result<S, Error>,
    pub(crate) options: WriteOptions,
    pub(crate) changes: Changes,
    /// The first error of a condition or a change.
    failed: Option<Error>,
}

/// An item by its key, or by its loaded value.
#[derive(Debug)]
pub(crate) enum Subject {
    Key(ItemKey),
    Loaded(Box<Encoded>),
}

/// Everything that narrows a write.
#[derive(Debug, Default)]
pub(crate) struct WriteOptions {
    pub(crate) conditions: Conditions,
    pub(crate) keep_updated_at: bool,
    /// The version that the item must have.
    pub(crate) version: Option<u64>,
}

/// The changes of an update.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// The changes by `set` and the like, then those that functions have made.
    pub(crate) actions: Vec<Action>,
    /// The changes that functions have made to the loaded value.
    pub(crate) computed: Vec<Action>,
    /// The attributes that must still be stored as they were loaded.
    pub(crate) expected: BTreeSet<String>,
    /// A change was specified, even if it is none.
    pub(crate) is_specified: bool,
}

impl<S> Draft<S> {
    fn new(subject: Result<S, Error>) -> Self {
        Self { subject, options: WriteOptions::default(), changes: Changes::default(), failed: None }
    }

    /// Adds a user-defined condition.
    pub(crate) fn require<E, K>(&mut self, condition: Condition<E, K>) {
        if let Some(condition) = self.accept(condition.expr) {
            self.options.conditions.push(condition);
        }
    }

    /// Requires a version, in place of one that was required before.
    pub(crate) fn expect_version(&mut self, version: impl Version) {
        self.options.version = Some(version.into());
    }

    /// Keeps the first error.
    pub(crate) fn accept<V>(&mut self, result: Result<V, Error>) -> Option<V> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.failed.get_or_insert(error);
                None
            }
        }
    }

    pub(crate) fn subject(&self) -> Option<&S> {
        self.subject.as_ref().ok()
    }

    /// Returns the parts of a valid draft.
    pub(crate) fn finish(self) -> Result<(S, WriteOptions, Changes), Error> {
        let subject = self.subject?;
        if let Some(error) = self.failed {
            return Err(error);
        }
        let conditions = self.options.conditions.without_aliases();
        Ok((subject, WriteOptions { conditions, ..self.options }, self.changes))
    }
}

impl Draft<ItemKey> {
    pub(crate) fn of_key<E>(key: Result<Key<E>, Error>) -> Self {
        Self::new(key.map(|key| key.item))
    }
}

impl Draft<Encoded> {
    pub(crate) fn of_value<E: Stored>(value: &E) -> Self {
        Self::new(Encoded::of(value))
    }
}

impl Draft<Subject> {
    pub(crate) fn by_key<E>(key: Result<Key<E>, Error>) -> Self {
        Self::new(key.map(|key| Subject::Key(key.item)))
    }

    pub(crate) fn loaded<E: Stored>(value: &E) -> Self {
        Self::new(Encoded::of(value).map(|value| Subject::Loaded(Box::new(value))))
    }
}

impl Subject {
    pub(crate) fn key(&self) -> &ItemKey {
        match self {
            Self::Key(key) => key,
            Self::Loaded(value) => value.key(),
        }
    }
}

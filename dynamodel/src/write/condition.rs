//! The conditions of a write.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{Error, Kind, Met};
use crate::expr::{Comparison, Expr, Path};
use crate::item::{ItemKind, find, kind_of, stored::Stored, table::Holds, ttl};
use crate::schema::{item::Item, table::TableMeta};
use crate::write::{member::Failure, version::Expected};

/// The conditions of one write.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions {
    pub(crate) must_exist: bool,
    user_defined: Vec<Expr>,
    /// Unsigned numbers are at least as great as the amounts that are subtracted.
    at_least: Vec<Expr>,
    /// Other names of attributes that the write depends on, under which nothing may be stored.
    stale: Vec<Path>,
}

impl Conditions {
    pub(crate) fn push(&mut self, condition: Expr) {
        self.user_defined.push(condition);
    }

    /// Requires the attribute to be at least `amount`; a missing attribute fails.
    pub(crate) fn require_at_least(&mut self, path: Path, amount: AttributeValue) {
        self.at_least.push(Expr::Compare(path, Comparison::AtLeast, amount));
    }

    /// Requires that nothing is stored under other names of the attributes in the conditions.
    pub(crate) fn without_aliases(mut self) -> Self {
        let named = self.user_defined.iter().chain(&self.at_least).flat_map(Expr::paths);
        let stale: Vec<Path> = named.flat_map(Path::aliases).map(|(_, path)| path).collect();
        self.require_absent(stale);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        !self.must_exist && self.user_defined.is_empty() && self.at_least.is_empty()
    }

    /// Returns the paths of numbers that cannot be negative.
    pub(crate) fn unsigned(&self) -> impl Iterator<Item = &Path> {
        self.at_least.iter().flat_map(Expr::paths)
    }

    /// Requires that nothing is stored at these paths.
    pub(crate) fn require_absent(&mut self, paths: Vec<Path>) {
        for path in paths {
            if !self.stale.contains(&path) {
                self.stale.push(path);
            }
        }
    }

    /// Joins all conditions and `own`, that of the write itself.
    pub(crate) fn with(&self, table: &TableMeta, own: Option<Expr>) -> Option<Expr> {
        let exists = self.must_exist.then(|| Expr::Exists(table.pk.name.into()));
        let alive = exists.as_ref().and_then(|_| ttl::alive(table));
        let user_defined = self.at_least.iter().chain(&self.user_defined).cloned();
        let stale = self.stale.iter().cloned().map(Expr::NotExists);
        Expr::all([own, exists, alive].into_iter().chain(user_defined.chain(stale).map(Some)))
    }

    /// Returns the error of a write that requires an item.
    pub(crate) fn failed_on_existing<E: Stored, T: Holds<E>>(&self, failure: Failure) -> Error {
        Self { must_exist: true, ..self.clone() }.failed::<E, T>(failure)
    }

    /// Returns the error of a check that accepts that there is no item.
    pub(crate) fn failed_on_optional<E: Stored, T: Holds<E>>(&self, failure: Failure) -> Error {
        Self { must_exist: false, ..self.clone() }.failed::<E, T>(failure)
    }

    /// Returns the error of a write that requires an item, and a version if there is one to require.
    pub(crate) fn failed_on_existing_version<E: Stored, T: Holds<E>>(
        &self,
        version: Option<&Expected>,
        failure: Failure,
    ) -> Error {
        let is_there = |item: &Item| !ttl::is_expired(T::META, item, failure.now);
        let version = version.filter(|_| failure.met.as_ref().is_some_and(is_there));
        Self { must_exist: true, ..self.clone() }.failed_on_version::<E, T>(version, failure)
    }

    /// Returns the error of a write that requires a version, if the entity has one.
    pub(crate) fn failed_on_version<E: Stored, T: Holds<E>>(
        &self,
        version: Option<&Expected>,
        failure: Failure,
    ) -> Error {
        let is_other = failure.met.as_ref().is_some_and(is_other::<E, T>);
        match version.map(|version| version.check(failure.met.as_ref())) {
            Some(Err(error)) if !failure.after_ambiguous && !is_other => error,
            _ => self.failed::<E, T>(failure),
        }
    }

    /// Returns the error of a write whose conditions the item does not meet.
    pub(crate) fn failed<E: Stored, T: Holds<E>>(&self, failure: Failure) -> Error {
        let Failure { met, after_ambiguous, now, .. } = failure;
        let is_expired = |item: &Item| ttl::is_expired(T::META, item, now);
        if after_ambiguous {
            return Error::new(Kind::Unknown);
        }
        if self.must_exist && met.as_ref().is_none_or(is_expired) {
            return Error::new(Kind::NotFound);
        }
        match met {
            Some(item) if is_other::<E, T>(&item) => held_by_other(T::META, &item),
            Some(item) => {
                let stale = self.stale.iter().find(|path| find(&item, path).is_some()).map(Path::to_string);
                let met = Box::new(Met::new(item, T::META));
                Error::new(match stale {
                    Some(path) => Kind::AliasStored { path, met },
                    None => Kind::ConditionFailed { met: Some(met) },
                })
            }
            None => Error::new(Kind::ConditionFailed { met: None }),
        }
    }
}

/// Returns `true` if an item is of another entity, as far as the table can tell.
pub(crate) fn is_other<E: Stored, T: Holds<E>>(item: &Item) -> bool {
    let own = ItemKind::Known { entity: T::INDEX, key: 0 };
    T::META.type_attribute.is_some() && kind_of(T::META, item) != own
}

/// Returns the error for the item of another entity.
pub(crate) fn held_by_other(table: &'static TableMeta, item: &Item) -> Error {
    kind_of(table, item).held(table)
}

/// Returns the error for an item that must not exist.
pub(crate) fn already_exists(table: &'static TableMeta, met: Option<Item>) -> Error {
    let met = met.map(|item| Box::new(Met::new(item, table)));
    Error::new(Kind::AlreadyExists { met })
}

//! The conditions that a user puts on a write.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::error::{Kind, Met};
use crate::expr::condition::Condition;
use crate::expr::target::Assigned;
use crate::expr::{Comparison, Expr, Path};
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::ttl;
use crate::item::{ItemKind, find, kind_of};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;
use crate::write::drive::Failure;
use crate::write::version::Expected;

/// As they come; what is wrong with them is reported when the write is sent.
pub(crate) struct Conditions {
    must_exist: bool,
    given: Result<Vec<Expr>, Error>,
    at_least: Vec<(Path, AttributeValue)>,
}

/// The values are not shown.
impl fmt::Debug for Conditions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { must_exist, given, .. } = self;
        let mut conditions = f.debug_struct("Conditions");
        conditions.field("must_exist", must_exist).field("given", given).finish_non_exhaustive()
    }
}

impl Default for Conditions {
    fn default() -> Self {
        Self { must_exist: false, given: Ok(Vec::new()), at_least: Vec::new() }
    }
}

impl Conditions {
    pub(crate) fn must_exist(&mut self) {
        self.must_exist = true;
    }

    pub(crate) fn add<E, K>(&mut self, condition: Condition<E, K>) {
        match (&mut self.given, condition.expr) {
            (Ok(given), Ok(expr)) => given.push(expr),
            (given @ Ok(_), Err(error)) => *given = Err(error),
            (Err(_), _) => {}
        }
    }

    /// That the attribute is this great; one that is not there is not.
    pub(crate) fn at_least(&mut self, amount: &Result<Assigned, Error>) {
        if let Ok(Assigned { path, value: Some(amount) }) = amount {
            self.at_least.push((path.clone(), amount.clone()));
        }
    }

    pub(crate) fn check(self) -> Result<Checked, Error> {
        let Self { must_exist, given, at_least } = self;
        let mut checked = Checked { must_exist, given: given?, at_least, stale: Vec::new() };
        let named = checked.given.iter().flat_map(Expr::paths).chain(checked.unsigned());
        let stale: Vec<Path> = named.flat_map(Path::aliases).map(|(_, path)| path).collect();
        checked.require_absent(stale);
        Ok(checked)
    }
}

/// Conditions that can be sent.
#[derive(Clone)]
pub(crate) struct Checked {
    must_exist: bool,
    given: Vec<Expr>,
    /// What is subtracted from what cannot be negative.
    at_least: Vec<(Path, AttributeValue)>,
    /// Other names of what the write depends on, under which nothing may be stored.
    stale: Vec<Path>,
}

impl Checked {
    pub(crate) fn is_empty(&self) -> bool {
        !self.must_exist && self.given.is_empty() && self.at_least.is_empty()
    }

    /// What cannot be negative.
    pub(crate) fn unsigned(&self) -> impl Iterator<Item = &Path> {
        self.at_least.iter().map(|(path, _)| path)
    }

    /// Requires that nothing is stored at these paths: they are other names of attributes that the write depends on.
    pub(crate) fn require_absent(&mut self, paths: Vec<Path>) {
        for path in paths {
            if !self.stale.contains(&path) {
                self.stale.push(path);
            }
        }
    }

    /// All of them, and `own` of the write itself.
    pub(crate) fn with(&self, table: &TableMeta, own: Option<Expr>) -> Option<Expr> {
        let exists = self.must_exist.then(|| Expr::Exists(table.pk.name.into()));
        let alive = exists.as_ref().and_then(|_| ttl::alive(table));
        let at_least = self.at_least.iter().cloned();
        let at_least = at_least.map(|(path, amount)| Expr::Compare(path, Comparison::AtLeast, amount));
        let stale = self.stale.iter().cloned().map(Expr::NotExists);
        let given = at_least.chain(self.given.iter().cloned()).chain(stale);
        Expr::all([own, exists, alive].into_iter().chain(given.map(Some)))
    }

    /// The error of a write that is for an item that is there, where that does not fulfil it.
    pub(crate) fn of_existing<E: Stored, T: Holds<E>>(&self, failure: Failure) -> Error {
        Self { must_exist: true, ..self.clone() }.failed::<E, T>(failure)
    }

    /// The error of a write for an item of a version, if it has one.
    pub(crate) fn failed_of_version<E: Stored, T: Holds<E>>(
        &self,
        version: Option<&Expected>,
        failure: Failure,
    ) -> Error {
        let other = failure.met.as_ref().is_some_and(is_other::<E, T>);
        match version.map(|version| version.check(failure.met.as_ref())) {
            Some(Err(error)) if !failure.lost_answer && !other => error,
            _ => self.failed::<E, T>(failure),
        }
    }

    /// The error of a write that this item does not fulfil.
    pub(crate) fn failed<E: Stored, T: Holds<E>>(&self, failure: Failure) -> Error {
        match failure.met {
            _ if failure.lost_answer => Error::new(Kind::Unknown),
            None if self.must_exist => Error::new(Kind::NotFound),
            Some(item) if self.must_exist && ttl::is_expired(T::META, &item, failure.now) => {
                Error::new(Kind::NotFound)
            }
            Some(item) if T::SHARED && is_other::<E, T>(&item) => held_by_other(T::META, &item),
            met => {
                let stale = met.as_ref().and_then(|item| self.stale_in(item)).map(Path::to_string);
                let met = met.map(|item| Box::new(Met::new(item, T::META)));
                Error::new(match (stale, met) {
                    (Some(path), Some(met)) => Kind::AliasStored { path, met },
                    (_, met) => Kind::ConditionFailed { met },
                })
            }
        }
    }
}

impl Checked {
    /// Another name under which the item has what the write depends on.
    fn stale_in(&self, item: &Item) -> Option<&Path> {
        self.stale.iter().find(|path| find(item, path).is_some())
    }
}

/// Whether an item is not of the entity, as far as the table can tell.
pub(crate) fn is_other<E: Stored, T: Holds<E>>(item: &Item) -> bool {
    let own = ItemKind::Known { entity: T::INDEX, key: 0 };
    T::META.type_attribute.is_some() && kind_of(T::META, item) != own
}

pub(crate) fn held_by_other(table: &'static TableMeta, item: &Item) -> Error {
    Error::new(Kind::HeldByOther { found: kind_of(table, item).name(table) })
}

/// The functions that put conditions on an operation.
macro_rules! conditions {
    () => {
        crate::write::condition::conditions!(given);

        /// Only if there is an item; otherwise the error says that there [is none](crate::error::Error::is_not_found).
        pub fn must_exist(mut self) -> Self {
            self.conditions.must_exist();
            self
        }
    };
    (given) => {
        /// Only if the item that is there fulfils this as well; several conditions must all be fulfilled. Otherwise
        /// the error [is a failed condition](crate::error::Error::is_condition_failed) that
        /// [holds the item](crate::error::Error::met).
        ///
        /// Where there is no item, no attribute exists: `not_exists` and `ne` are fulfilled.
        pub fn condition<K>(mut self, condition: crate::expr::condition::Condition<E, K>) -> Self {
            self.conditions.add(condition);
            self
        }
    };
}
pub(crate) use conditions;

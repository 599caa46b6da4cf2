//! The guard of an item with copies or markers: it must be as it was read.
//!
//! The item carries a revision that every write increments. A write that depends on the item reads it, plans from it, and
//! sends the plan on the condition that the revision is unchanged; otherwise it starts again. So no copy and no marker is
//! ever stale, whoever writes at the same time.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{Error, Kind};
use crate::expr::{Action, Comparison, Expr, Source};
use crate::item::{stored::Stored, table::Holds, ttl};
use crate::schema::{
    entity::EntityMeta,
    item::Item,
    table::{IndexMeta, TableMeta},
};
use crate::write::{
    condition::Conditions,
    member::{Failure, Verdict},
    plan::Plan,
    satellites,
    unchanged::{MAX_COMPARED, Unchanged},
};

/// The condition under which a plan still holds, and the revision it writes.
pub(crate) struct Guard {
    pub(crate) condition: Expr,
    pub(crate) revision: Option<u64>,
}

impl Guard {
    /// Guards an item by its revision. An item that is older than its lookups or unique fields has none, and programs of
    /// then write none: it is guarded by its attributes too.
    pub(crate) fn new(table: &TableMeta, entity: &EntityMeta, before: Option<&Item>) -> Self {
        let guard = Self::by_revision(table, entity, before);
        let unmarked = before.filter(|before| !before.contains_key(table.revision_attribute));
        let attributes = unmarked.and_then(|before| Unchanged::of_item(entity, table, before));
        match attributes.and_then(|attributes| attributes.condition()) {
            Some(attributes) => Self { condition: Expr::And(vec![guard.condition, attributes]), ..guard },
            None => guard,
        }
    }

    /// Guards an item by its revision and by all its attributes, if one condition can compare so many: programs that do not
    /// know the revision leave it as it is.
    pub(crate) fn whole(table: &TableMeta, entity: &EntityMeta, before: &Item) -> Self {
        let guard = Self::by_revision(table, entity, Some(before));
        let attributes =
            Unchanged::of_item(entity, table, before).and_then(|attributes| attributes.condition());
        match attributes {
            Some(attributes) => Self { condition: Expr::And(vec![guard.condition, attributes]), ..guard },
            None => guard,
        }
    }

    /// Guards an item that is removed by everything in it, and by the absence of all other attributes that the table names. Where
    /// one condition cannot compare so many, a version or revision stands for the fields.
    ///
    /// # Errors
    ///
    /// The item has too many attributes.
    pub(crate) fn against_foreign(
        table: &'static TableMeta,
        entity: &EntityMeta,
        before: &Item,
    ) -> Result<Self, Error> {
        let guard = Self::by_revision(table, entity, Some(before));
        let is_counted = before.contains_key(table.revision_attribute)
            || entity.version().is_some_and(|version| before.contains_key(version.attribute));
        let is_field = |name: &str| entity.fields.iter().any(|field| field.attribute == name);
        let fields = entity.fields.iter().filter(|field| !field.in_key).map(|field| field.attribute);
        let of_indexes = table.indexes.iter().flat_map(IndexMeta::attributes).map(|attribute| attribute.name);
        let of_table = of_indexes.chain(table.type_attribute).chain(table.ttl_attribute);
        let names = fields.chain(of_table).chain(before.keys().map(String::as_str));
        let all = Unchanged::stored(before, names.filter(|name| !table.is_key(name)));
        let foreign = before.keys().map(String::as_str).filter(|name| !table.is_key(name) && !is_field(name));
        let compared = match Unchanged::stored(before, foreign) {
            _ if all.len() <= MAX_COMPARED => all,
            foreign if is_counted && foreign.len() <= MAX_COMPARED => foreign,
            _ => return Err(Error::new(Kind::TooManyCompared { count: all.len(), limit: MAX_COMPARED })),
        };
        let condition =
            compared.condition().into_iter().fold(guard.condition, |guard, all| Expr::And(vec![guard, all]));
        Ok(Self { condition, ..guard })
    }

    /// Guards an item by revision and version alone. An item that does not exist must still not exist.
    pub(crate) fn by_revision(table: &TableMeta, entity: &EntityMeta, before: Option<&Item>) -> Self {
        let Some(before) = before else {
            return Self { condition: Expr::absent(table.pk.name), revision: first_revision(entity) };
        };
        let version = entity.version().map(|version| version.attribute);
        let marks = version.into_iter().chain([table.revision_attribute]);
        let marks: Vec<Expr> = marks.map(|name| still(before, name)).collect();
        let exists = || Expr::Exists(table.pk.name.into());
        let is_unmarked = marks.iter().all(|mark| matches!(mark, Expr::NotExists(_)));
        let condition = Expr::all(is_unmarked.then(exists).into_iter().chain(marks).map(Some));
        // Any stored revision is compared, even text of another program; only a number is incremented.
        let number = before.get(table.revision_attribute).and_then(|revision| revision.as_n().ok());
        let number = number.and_then(|number| number.parse::<u64>().ok());
        let next = if version.is_some() { number } else { number.and_then(|number| number.checked_add(1)) };
        let revision = next.or_else(|| first_revision(entity));
        Self { condition: condition.unwrap_or_else(exists), revision }
    }
}

/// Returns the revision of a new item. It starts at a random number, so that an item that was removed and created again
/// differs from the one before. Beside a version it never changes.
pub(crate) fn first_revision(entity: &EntityMeta) -> Option<u64> {
    entity.has_satellites().then(|| fastrand::u64(1..1 << 48))
}

/// Returns the action that increments the version, or else the revision. A resent request may increment it twice: it only
/// has to change.
pub(crate) fn increment(entity: &EntityMeta, table: &TableMeta) -> Option<Action> {
    let (attribute, first) = match entity.version() {
        Some(field) => (field.attribute, 0),
        None => (table.revision_attribute, first_revision(entity)?),
    };
    let now = Source::IfNotExists(attribute.into(), AttributeValue::N(first.to_string()));
    Some(Action::Set(attribute.into(), Source::Plus(Box::new(now), AttributeValue::N("1".to_owned()))))
}

/// Returns the action that gives an item that was not read another revision: the next one, or beside a version the first.
pub(crate) fn revise(entity: &EntityMeta, table: &TableMeta) -> Option<Action> {
    if entity.version().is_none() {
        return increment(entity, table);
    }
    let first = AttributeValue::N(first_revision(entity)?.to_string());
    let revision = table.revision_attribute;
    Some(Action::Set(revision.into(), Source::IfNotExists(revision.into(), first)))
}

/// The greatest revision that is incremented without a read. The first is less than 2^48.
const GREATEST: u64 = 1 << 53;

/// Requires a revision that can be incremented, or none. Another program may store a text.
pub(crate) fn is_countable(table: &TableMeta) -> Expr {
    let revision = table.revision_attribute;
    let greatest = AttributeValue::N(GREATEST.to_string());
    Expr::Or(vec![Expr::absent(revision), Expr::Compare(revision.into(), Comparison::AtMost, greatest)])
}

/// Returns `true` if the item meets [`is_countable`].
pub(crate) fn has_countable(table: &TableMeta, item: &Item) -> bool {
    let Some(revision) = item.get(table.revision_attribute) else { return true };
    let number = revision.as_n().ok().and_then(|number| number.parse::<u64>().ok());
    number.is_some_and(|number| number <= GREATEST)
}

/// Requires an attribute to be as it was read.
pub(crate) fn still(item: &Item, name: &'static str) -> Expr {
    item.get(name).map_or_else(|| Expr::absent(name), |value| Expr::equal(name, value.clone()))
}

/// Decides what follows from a failed condition of a guarded plan.
pub(crate) fn refused<E: Stored, T: Holds<E>>(
    conditions: &Conditions,
    plan: &Plan,
    failure: Failure,
) -> Verdict {
    match satellites::refused(plan, &failure, T::META) {
        Some(verdict) => verdict,
        None if conditions.is_empty() || failure.position > 0 => Verdict::Again,
        // The item is as it was read, so the guard was met.
        None => Verdict::Failed(conditions.failed::<E, T>(failure)),
    }
}

/// The items that a write may replace or remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepts {
    /// Items of the entity.
    Own,
    /// Items without a type too.
    Untyped,
    /// All items, because the request takes no condition. Entities that share keys are distinguished nevertheless.
    Any,
}

/// Requires that there is no item, or one that the write may replace or remove.
pub(crate) fn unless_other<E: Stored, T: Holds<E>>(accepts: Accepts) -> Option<Expr> {
    let attribute = T::META.type_attribute?;
    let is_own = Expr::equal(attribute, own_type::<E>());
    let free = match accepts {
        Accepts::Any if !T::SHARED => return None,
        // An absent item has no type either.
        Accepts::Untyped if !T::SHARED => attribute,
        _ if T::META.untyped_by_key => attribute,
        _ => T::META.pk.name,
    };
    Some(Expr::Or(vec![Expr::absent(free), is_own]))
}

/// Requires an item of the entity that has not expired.
pub(crate) fn exists_condition<E: Stored, T: Holds<E>>() -> Expr {
    let exists = || Expr::Exists(T::META.pk.name.into());
    let exists = match has_own_type::<E, T>() {
        Some(is_own) if T::META.untyped_by_key => Expr::And(vec![exists(), is_own]),
        Some(is_own) => is_own,
        None => exists(),
    };
    match ttl::alive(T::META).filter(|_| E::ENTITY.ttl().is_some()) {
        Some(alive) => Expr::And(vec![exists, alive]),
        None => exists,
    }
}

/// Requires the type of the entity, or none where the key decides then. `None` in a table without types.
pub(crate) fn has_own_type<E: Stored, T: Holds<E>>() -> Option<Expr> {
    let attribute = T::META.type_attribute?;
    let is_own = Expr::equal(attribute, own_type::<E>());
    let is_untyped = T::META.untyped_by_key.then(|| Expr::absent(attribute));
    Some(Expr::any(is_untyped.into_iter().chain([is_own])))
}

/// Returns the action that adds the type to an item that may lack it.
pub(crate) fn typed<E: Stored, T: Holds<E>>() -> Option<Action> {
    T::META.optional_type().map(|attribute| Action::set(attribute, own_type::<E>()))
}

/// Returns the type value of the entity.
pub(crate) fn own_type<E: Stored>() -> AttributeValue {
    AttributeValue::S(E::ENTITY.type_name.to_owned())
}

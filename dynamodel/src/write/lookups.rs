//! Writing an item together with its lookup copies and markers.
//!
//! The item carries a revision that every write raises. A write that has to know the item before reads
//! it, plans from what it read, and sends the plan on the condition that the revision is still the
//! same; otherwise it starts again. So no copy and no marker is ever left behind, whoever writes at the same time.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::same::same;
use crate::error::Error;
use crate::expr::Expr;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Encoded, StoredItem, decode};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;
use crate::write::condition::{Checked, held_by_other, is_other};
use crate::write::drive::{Failure, Verdict};
use crate::write::plan::{Change, Claim, Plan};
use crate::write::unchanged::Unchanged;
use crate::write::unique;
use crate::write::unique::Taken;

/// The revision of a new item. It starts at a random number, so that an item that was removed and
/// created again is not taken for the one before. Beside a version it stays what it is.
pub(crate) fn first_revision(entity: &EntityMeta) -> Option<u64> {
    entity.has_satellites().then(|| fastrand::u64(1..1 << 48))
}

/// Adds the copies. They are written whether or not they exist, so that a copy that is missing, because
/// its item is older than the lookup, comes into being.
///
/// The copy of a unique lookup is written only where it does not take the place of another item's.
pub(crate) fn put_copies(
    before: Option<&Encoded>,
    after: &Encoded,
    table: &'static TableMeta,
    plan: &mut Plan,
) -> Result<(), Error> {
    for (index, key) in after.copies() {
        let mut condition = None;
        if let Some(lookup) = unique_lookup(after.entity, index) {
            let kept = before.is_some_and(|before| before.copies().any(|other| other == (index, key)));
            condition = Some(unique::may_claim(before, after, kept, table)?);
            plan.claims.push(Claim { at: plan.changes.len(), taken: Some(Taken::Lookup(lookup)) });
        }
        plan.changes.push(Change::Put { item: after.item(table, index, None)?, condition });
    }
    Ok(())
}

/// The key of the lookup, if it need not hold the primary key.
pub(crate) fn unique_lookup(entity: &EntityMeta, index: usize) -> Option<&'static KeyMeta> {
    let key = &entity.keys[index];
    key.unique.then_some(key)
}

/// Adds the removal of the copies of `before` that are not overwritten by those of `after`.
pub(crate) fn delete_copies(
    before: &Encoded,
    after: Option<&Encoded>,
    table: &'static TableMeta,
    plan: &mut Plan,
) -> Result<(), Error> {
    for (index, key) in before.copies() {
        let stays =
            after.is_some_and(|after| after.copies().any(|(other, now)| other == index && now == key));
        if stays {
            continue;
        }
        if unique_lookup(before.entity, index).is_some() {
            unique::release(before.key(), key, table, plan)?;
        } else {
            plan.changes.push(Change::Delete { key: key.attributes(table)?, condition: None });
        }
    }
    Ok(())
}

/// The item before a write, as a value of its entity.
pub(crate) fn decoded<E: Stored, T: Holds<E>>(before: Option<&Item>) -> Result<Option<Encoded>, Error> {
    let Some(item) = before else { return Ok(None) };
    if is_other::<E, T>(item) {
        return Err(held_by_other(T::META, item));
    }
    let value: E = decode(StoredItem { item: item.clone(), table: T::META, key: 0 })?;
    Encoded::of_stored(&value).map(Some)
}

/// The condition under which a plan still holds, and the revision it writes.
pub(crate) struct Guard {
    pub(crate) condition: Expr,
    pub(crate) revision: Option<u64>,
}

impl Guard {
    /// An item from before it had lookups or unique fields has no revision, and programs from then write none: it is guarded by its
    /// attributes too.
    pub(crate) fn of(table: &TableMeta, entity: &EntityMeta, before: Option<&Item>) -> Self {
        let Self { condition, revision } = Self::by_revision(table, entity, before);
        let unmarked = before.filter(|before| !before.contains_key(table.revision_attribute));
        let attributes = unmarked.and_then(|before| Unchanged::of_item(entity, table, before));
        let attributes = attributes.and_then(|attributes| attributes.condition());
        let condition = match attributes {
            Some(attributes) => Expr::And(vec![condition, attributes]),
            None => condition,
        };
        Self { condition, revision }
    }

    /// By revision and version alone. What is not there yet must still not be.
    pub(crate) fn by_revision(table: &TableMeta, entity: &EntityMeta, before: Option<&Item>) -> Self {
        let Some(before) = before else {
            return Self { condition: Expr::absent(table.pk.name), revision: first_revision(entity) };
        };
        let version = entity.version().map(|version| version.attribute);
        let marks = version.into_iter().chain([table.revision_attribute]);
        let marks: Vec<Expr> = marks.map(|name| still(before, name)).collect();
        let exists = marks.iter().all(|mark| matches!(mark, Expr::NotExists(_)));
        let exists = exists.then(|| Expr::Exists(table.pk.name.into()));
        let condition = Expr::all(exists.into_iter().chain(marks).map(Some));
        // Whatever stands there, another program's text too, is compared; only a number is raised.
        let number = before.get(table.revision_attribute).and_then(|revision| revision.as_n().ok());
        let number = number.and_then(|number| number.parse::<u64>().ok());
        let next =
            number.and_then(|number| if version.is_some() { Some(number) } else { number.checked_add(1) });
        let condition = condition.unwrap_or_else(|| Expr::Exists(table.pk.name.into()));
        Self { condition, revision: next.or_else(|| first_revision(entity)) }
    }
}

/// Requires that an attribute is as it was read.
pub(crate) fn still(item: &Item, name: &'static str) -> Expr {
    item.get(name).map_or_else(|| Expr::absent(name), |value| Expr::equal(name, value.clone()))
}

/// What it means that a guarded change was stopped: by what the user asks for if the item is still the one
/// that the plan was made from, else by another writer.
pub(crate) fn refused<E: Stored, T: Holds<E>, O>(
    conditions: &Checked,
    plan: &Plan,
    failure: Failure,
) -> Verdict<O> {
    if let Some(verdict) = unique::refused(plan, &failure) {
        return verdict;
    }
    let unchanged = match (&plan.before, &failure.met) {
        (Some(before), Some(met)) => same(met, before),
        (None, None) => true,
        _ => false,
    };
    if conditions.is_empty() || !unchanged {
        return Verdict::Again;
    }
    Verdict::Failed(conditions.failed::<E, T>(failure))
}

/// The condition of a write of one item where another entity may hold the key: that it does not.
pub(crate) fn unless_other<E: Stored, T: Holds<E>>() -> Option<Expr> {
    let attribute = T::META.type_attribute.filter(|_| T::SHARED)?;
    let own = AttributeValue::S(E::ENTITY.type_name.to_owned());
    Some(Expr::Or(vec![Expr::absent(T::META.pk.name), Expr::equal(attribute, own)]))
}

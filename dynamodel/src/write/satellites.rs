//! Copies and markers: the items that are written with an item, and the values that are unique.
//!
//! A marker, and the copy of a unique lookup, names its owner. It is written if there is none or the item owns it, and
//! removed only if the item owns it, in the transaction that writes the item. So one item has a value, whoever writes at
//! the same time. One without an owner belongs to the stored item that has the value.
//!
//! Copies and markers are written whether or not they exist, so that an item that is older than a lookup or a unique
//! field gets them.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::expr::Expr;
use crate::item::{Encoded, ItemKey, ttl};
use crate::schema::{entity::EntityMeta, item::Item, table::TableMeta};
use crate::write::{
    claim::{Claim, Taken},
    marker,
    member::{Failure, Verdict},
    plan::{Change, Effect, Plan},
};

/// A copy or a marker of a value.
#[derive(Clone, Copy)]
pub(crate) struct Satellite<'v> {
    value: &'v Encoded,
    /// Its position among the keys of the entity, and then the markers.
    pub(crate) slot: usize,
    pub(crate) key: &'v ItemKey,
}

impl<'v> Satellite<'v> {
    /// Returns the copies of a value, then its markers.
    pub(crate) fn all(value: &'v Encoded) -> impl Iterator<Item = Self> {
        let keys = value.entity.keys.len();
        let markers = value.markers().map(move |(index, key)| (keys + index, key));
        value.copies().chain(markers).map(move |(slot, key)| Self { value, slot, key })
    }

    /// Returns `true` if the value has this satellite too.
    pub(crate) fn is_of(&self, value: &Encoded) -> bool {
        Satellite::all(value).any(|other| other.slot == self.slot && other.key == self.key)
    }

    /// Returns its position among the markers of the entity; `None` for a copy.
    fn marker(&self) -> Option<usize> {
        self.slot.checked_sub(self.value.entity.keys.len())
    }

    /// Returns the change that writes it. `before` is the stored value, and `kept` says that it has this satellite.
    pub(crate) fn change(
        &self,
        before: Option<&Encoded>,
        kept: bool,
        table: &'static TableMeta,
    ) -> Result<Change, Error> {
        let taken = self.taken();
        let condition = taken.map(|_| self.may_claim(before, kept, table)).transpose()?;
        let change = match self.marker() {
            Some(marker) => marker::claim(self.value.marker(table, marker, self.key)?, condition, table),
            None => Change::put(self.value.item(table, self.slot, None)?, condition),
        };
        Ok(Change { claim: taken.map(Claim::Takes), ..change })
    }

    /// Requires a unique value to be free, or the item to be its owner. `kept`: the stored item has the value, perhaps
    /// under another primary key.
    fn may_claim(&self, before: Option<&Encoded>, kept: bool, table: &TableMeta) -> Result<Expr, Error> {
        let after = self.value;
        let free = if self.marker().is_some() { Expr::absent(table.pk.name) } else { ttl::absent(table) };
        let mut free = vec![free, Expr::equal(table.owner_attribute, after.key().owner(table)?)];
        if let Some(before) = before.filter(|_| kept) {
            free.push(self.unowned(table));
            if before.key() != after.key() {
                free.push(Expr::equal(table.owner_attribute, before.key().owner(table)?));
            }
        }
        Ok(Expr::any(free))
    }

    /// Requires that no item is the owner. A copy does not replace an item of a foreign type.
    fn unowned(&self, table: &TableMeta) -> Expr {
        let unowned = Expr::absent(table.owner_attribute);
        let Some(attribute) = table.type_attribute.filter(|_| self.marker().is_none()) else {
            return unowned;
        };
        let own = AttributeValue::S(self.value.entity.stored_key(self.slot).type_value.to_owned());
        Expr::And(vec![unowned, Expr::any([Expr::absent(attribute), Expr::equal(attribute, own)])])
    }

    pub(crate) fn taken(&self) -> Option<Taken> {
        Taken::of_slot(self.value.entity, self.slot)
    }

    /// Returns the key, and the unique value under it.
    fn claimed(self) -> Option<(&'v ItemKey, Taken)> {
        Some((self.key, self.taken()?))
    }
}

/// Returns the keys of all unique values that a value claims.
pub(crate) fn claims(value: &Encoded) -> impl Iterator<Item = (&ItemKey, Taken)> {
    Satellite::all(value).filter_map(Satellite::claimed)
}

/// Adds the satellites of `after`, and the removal of those of `before` that are not among them.
pub(crate) fn plan_satellites(
    before: Option<&Encoded>,
    after: Option<&Encoded>,
    table: &'static TableMeta,
    plan: &mut Plan,
) -> Result<(), Error> {
    for satellite in after.into_iter().flat_map(Satellite::all) {
        let kept = before.is_some_and(|before| satellite.is_of(before));
        plan.changes.push(satellite.change(before, kept, table)?);
    }
    for satellite in before.into_iter().flat_map(Satellite::all) {
        if !after.is_some_and(|after| satellite.is_of(after)) {
            let Satellite { value, slot, key } = satellite;
            plan.changes.push(removal(value.entity, value.key(), slot, key, table)?);
        }
    }
    Ok(())
}

/// Returns the removal of a satellite of the item under `owner`.
pub(crate) fn removal(
    entity: &'static EntityMeta,
    owner: &ItemKey,
    slot: usize,
    key: &ItemKey,
    table: &TableMeta,
) -> Result<Change, Error> {
    let change = Change::delete(key.attributes(table)?, None);
    Ok(match Taken::of_slot(entity, slot) {
        Some(_) => {
            let condition = Some(owned_or_unowned(owner, table)?);
            Change { condition, claim: Some(Claim::Releases), ..change }
        }
        None => change,
    })
}

/// Requires the item to be the owner. A marker without an owner was written by another program for the item that has the
/// value.
fn owned_or_unowned(owner: &ItemKey, table: &TableMeta) -> Result<Expr, Error> {
    let own = Expr::equal(table.owner_attribute, owner.owner(table)?);
    Ok(Expr::any([Expr::absent(table.owner_attribute), own]))
}

/// Decides what follows from a claim that was not met: another item has the value. `None` if the change is no claim.
///
/// A value to be released that belongs to another item was never claimed, because the item is older than the
/// uniqueness: it is left alone. The check in its place fails if the item becomes its owner meanwhile, by a backfill, which
/// does not increment the version.
pub(crate) fn refused(plan: &Plan, failure: &Failure, table: &TableMeta) -> Option<Verdict> {
    let change = plan.changes.get(failure.position)?;
    let expires = |met: &Item| table.expires() && ttl::is_expired(table, met, failure.now);
    let has_expired = || failure.met.as_ref().is_some_and(expires);
    Some(match change.claim? {
        Claim::Takes(_) if matches!(change.effect, Effect::Update(_)) && has_expired() => {
            Verdict::Instead(Box::new(plan.replacing(failure.position, table)))
        }
        Claim::Takes(taken) => Verdict::Failed(taken.error()),
        Claim::Releases => Verdict::Instead(Box::new(plan.leaving(failure.position))),
    })
}

//! What is unique: claiming it, giving it up, and what it means that another item has it.
//!
//! A marker, and a copy of a unique lookup, says whose it is. It is written if there is none or if it is the
//! item's own, and removed only if it is the item's own, in the transaction that writes the item: so one item
//! has a value, whoever writes at the same time.

use std::collections::HashSet;

use crate::error::Error;
use crate::error::Kind;
use crate::expr::Expr;
use crate::item::ttl;
use crate::item::{Encoded, ItemKey};
use crate::schema::entity::KeyMeta;
use crate::schema::table::TableMeta;
use crate::write::drive::{Failure, Verdict};
use crate::write::lookups;
use crate::write::plan::{Change, Claim, Plan};

/// Adds the copies and markers of `after`, if there is such a value, and the removal of those of `before` that
/// are not among them.
pub(crate) fn plan_satellites(
    before: Option<&Encoded>,
    after: Option<&Encoded>,
    table: &'static TableMeta,
    plan: &mut Plan,
) -> Result<(), Error> {
    if let Some(after) = after {
        lookups::put_copies(before, after, table, plan)?;
        put_markers(before, after, table, plan)?;
    }
    if let Some(before) = before {
        lookups::delete_copies(before, after, table, plan)?;
        delete_markers(before, after, table, plan)?;
    }
    Ok(())
}

/// Markers are written whether or not the item has them, so that one that is missing, because its item is older
/// than the uniqueness, comes into being.
fn put_markers(
    before: Option<&Encoded>,
    after: &Encoded,
    table: &'static TableMeta,
    plan: &mut Plan,
) -> Result<(), Error> {
    for (at, key) in after.markers() {
        let kept = before.is_some_and(|before| before.markers().any(|other| other == (at, key)));
        let condition = Some(may_claim(before, after, kept, table)?);
        plan.claims.push(Claim {
            at: plan.changes.len(),
            taken: Some(Taken::Fields(after.entity.markers[at].name)),
        });
        plan.changes.push(Change::Put { item: after.marker(table, at, key)?, condition });
    }
    Ok(())
}

fn delete_markers(
    before: &Encoded,
    after: Option<&Encoded>,
    table: &'static TableMeta,
    plan: &mut Plan,
) -> Result<(), Error> {
    for (at, key) in before.markers() {
        let stays = after.is_some_and(|after| after.markers().any(|other| other == (at, key)));
        if !stays {
            release(before.key(), key, table, plan)?;
        }
    }
    Ok(())
}

/// Adds the removal of what says that something is the item's.
pub(crate) fn release(
    owner: &ItemKey,
    key: &ItemKey,
    table: &'static TableMeta,
    plan: &mut Plan,
) -> Result<(), Error> {
    let condition = Some(own_or_nobodys(owner, table)?);
    plan.claims.push(Claim { at: plan.changes.len(), taken: None });
    plan.changes.push(Change::Delete { key: key.attributes(table)?, condition });
    Ok(())
}

/// That what is unique is free, which it also is once the item that has it has expired, or the item's own.
/// `kept`: the item has had it before, perhaps under another primary key.
pub(crate) fn may_claim(
    before: Option<&Encoded>,
    after: &Encoded,
    kept: bool,
    table: &TableMeta,
) -> Result<Expr, Error> {
    let mut free = vec![ttl::absent(table), Expr::equal(table.owner_attribute, after.key().owner(table)?)];
    if let Some(before) = before.filter(|_| kept) {
        free.push(Expr::absent(table.owner_attribute));
        if before.key() != after.key() {
            free.push(Expr::equal(table.owner_attribute, before.key().owner(table)?));
        }
    }
    Ok(Expr::any(free))
}

/// A marker that does not say whose it is was written by another program for the item that has the value.
fn own_or_nobodys(owner: &ItemKey, table: &TableMeta) -> Result<Expr, Error> {
    let own = Expr::equal(table.owner_attribute, owner.owner(table)?);
    Ok(Expr::any([Expr::absent(table.owner_attribute), own]))
}

/// A unique value, by its fields or by its lookup.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Taken {
    /// The fields, joined by `+`.
    Fields(&'static str),
    Lookup(&'static KeyMeta),
}

impl Taken {
    /// The error for a value that another item has.
    pub(crate) fn error(self) -> Error {
        Error::new(match self {
            Self::Fields(field) => Kind::NotUnique { field },
            Self::Lookup(key) => Kind::NotUniqueLookup { lookup: key.pattern_name(), fields: self.fields() },
        })
    }

    /// The error for a value that the `first` operation of the transaction claims too.
    pub(crate) fn claimed_twice(self, first: usize) -> Error {
        Error::new(Kind::ClaimedTwice { fields: self.fields(), first })
    }

    fn fields(self) -> String {
        match self {
            Self::Fields(fields) => fields.to_owned(),
            Self::Lookup(key) => {
                let mut seen = HashSet::new();
                key.fields().filter(|field| seen.insert(*field)).collect::<Vec<_>>().join("+")
            }
        }
    }
}

/// The keys of everything unique that a value claims.
pub(crate) fn claims(value: &Encoded) -> impl Iterator<Item = (&ItemKey, Taken)> {
    let lookups = value
        .copies()
        .filter_map(|(index, key)| Some((key, Taken::Lookup(lookups::unique_lookup(value.entity, index)?))));
    let fields = value.markers().map(|(at, key)| (key, Taken::Fields(value.entity.markers[at].name)));
    lookups.chain(fields)
}

/// What it means that a claim was stopped: another item has what is unique. `None` if it was another change.
///
/// What was to be released and is another item's was never claimed, the item being older than the uniqueness: it is
/// left alone. Should it become the item's own meanwhile, the check in its place tells: a backfill claims without raising a
/// version.
pub(crate) fn refused<O>(plan: &Plan, failure: &Failure) -> Option<Verdict<O>> {
    let claim = plan.claims.iter().find(|claim| claim.at == failure.at)?;
    Some(match claim.taken {
        Some(taken) => Verdict::Failed(taken.error()),
        None => Verdict::Instead(Box::new(plan.leaving(failure.at))),
    })
}

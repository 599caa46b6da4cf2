//! Several changes of one item in one transaction, folded where that is exact.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::{Error, Kind};
use crate::expr::Expr;
use crate::item::{key_context, name_of};
use crate::schema::item::Item;
use crate::write::{
    claim::{Claim, Taken},
    group::Group,
    member::Member,
    plan::{Change, Effect, Plan},
    satellites,
};

/// The change of one item, for one operation or several.
pub(crate) struct Line {
    pub(super) change: Change,
    /// Several if all but one are checks, or a unique value changes hands. Never empty.
    pub(super) owners: Vec<Owner>,
}

/// A change of an operation, by their positions.
#[derive(Clone, Copy)]
pub(crate) struct Owner {
    pub(crate) member: usize,
    pub(crate) change: usize,
}

impl Line {
    pub(super) fn new(change: Change, owner: Owner) -> Self {
        Self { change, owners: vec![owner] }
    }
}

/// An item among the tables of a transaction.
type Place = (Arc<str>, String);

fn place(member: &dyn Member, item: &Item) -> Place {
    (member.connection().table.clone(), name_of(member.table(), item))
}

/// Folds changes of the same item.
pub(super) fn lines(group: &Group, plans: &[Plan]) -> Result<Vec<Line>, Error> {
    let mut lines: Vec<Line> = Vec::new();
    let mut places: HashMap<Place, usize> = HashMap::new();
    for (index, (member, plan)) in group.members.iter().zip(plans).enumerate() {
        for (position, change) in plan.changes.iter().enumerate() {
            let owner = Owner { member: index, change: position };
            let place = place(member.as_ref(), &change.item);
            let Some(line) = places.get(&place).and_then(|line| lines.get_mut(*line)) else {
                places.insert(place, lines.len());
                lines.push(Line::new(change.clone(), owner));
                continue;
            };
            let Some(folded) = fold(&line.change, change) else {
                return Err(overlap(group, plans, line, owner, change));
            };
            line.change = folded;
            line.owners.push(owner);
        }
    }
    Ok(lines)
}

/// Folds two changes of one item.
///
/// All conditions are of the items before the transaction, so a check is as good as part of the write. A unique value
/// that one item releases and another claims, or releases too, is free or belongs to one of the two. A marker is then stored
/// anew: what another program has stored in it is of the item that releases it.
pub(crate) fn fold(one: &Change, other: &Change) -> Option<Change> {
    let (one, other) = match (&one.effect, &other.effect) {
        (Effect::Check, _) | (Effect::Delete, Effect::Put | Effect::Update(_)) => (other, one),
        _ => (one, other),
    };
    let (first, second) = (one.condition.clone(), other.condition.clone());
    let are_claims = one.claim.is_some() && other.claim.is_some();
    let (condition, claim) = match (&one.effect, &other.effect) {
        (_, Effect::Check) => (Expr::all([first, second]), None),
        (Effect::Put | Effect::Update(_), Effect::Delete) if are_claims => {
            let condition = Some(Expr::any(second.into_iter().chain(first)));
            return Some(Change { condition, claim: None, ..one.clone().into_put() });
        }
        (Effect::Delete, Effect::Delete) if are_claims => {
            (Some(Expr::any(first.into_iter().chain(second))), Some(Claim::Releases))
        }
        _ => return None,
    };
    Some(Change { condition, claim, ..one.clone() })
}

/// Returns the error of two changes that cannot be folded.
fn overlap(group: &Group, plans: &[Plan], line: &Line, second: Owner, change: &Change) -> Error {
    let member = group.members[second.member].as_ref();
    let takes = |owner: &&Owner| {
        let change = plans.get(owner.member).and_then(|plan| plan.changes.get(owner.change));
        matches!(change.and_then(|change| change.claim), Some(Claim::Takes(_)))
    };
    if let (Some(first), Some(Claim::Takes(taken))) = (line.owners.iter().find(takes), change.claim) {
        return violation(group, taken, first.member, second.member);
    }
    let error = Error::new(Kind::ItemTwice { first: line.owners[0].member }).operation_is(second.member);
    // The item may be a copy, whose key is not that of the operation.
    member.context(key_context(member.table(), &change.item, error))
}

/// Refuses two claims of one value, if they are known before anything is read.
///
/// Two writes of one item claim its values twice. They are left to the fold, which reports the item.
pub(super) fn check_claims(group: &Group) -> Result<(), Error> {
    let mut claimed = HashMap::new();
    for (index, member) in group.members.iter().enumerate().filter(|_| group.members.len() > 1) {
        let Some(value) = member.stores() else { continue };
        for (key, taken) in satellites::claims(value) {
            let attributes =
                key.attributes(member.table()).map_err(|error| group.blame(Some(index), error))?;
            let place = place(member.as_ref(), &attributes);
            let (first, owner) = *claimed.entry(place).or_insert((index, value.key()));
            if owner != value.key() {
                return Err(violation(group, taken, first, index));
            }
        }
    }
    Ok(())
}

/// Returns the error of the later of two operations that claim one value.
fn violation(group: &Group, taken: Taken, first: usize, second: usize) -> Error {
    group.blame(Some(second), taken.claimed_twice(first))
}

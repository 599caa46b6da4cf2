//! The changes of all operations, one for each item.

use std::collections::HashMap;
use std::sync::Arc;

use super::claims::violation;
use super::member::Member;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::Expr;
use crate::item::{key_context, name_of};
use crate::schema::item::Item;
use crate::write::plan::{Change, Plan};

/// A change of one item, for one operation or several.
pub(super) struct Line {
    pub(super) change: Change,
    /// What it is for: several if all but one are checks.
    pub(super) owners: Vec<Owner>,
    /// Whether it is of something unique, and has not changed hands.
    claims: bool,
}

/// A change of an operation, by their places.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) member: usize,
    pub(super) change: usize,
}

impl Line {
    /// The first operation that it is for.
    pub(super) fn first(&self) -> Option<usize> {
        self.owners.first().map(|owner| owner.member)
    }
}

/// Folds changes of the same item where that is exact.
pub(super) fn lines(members: &[Arc<dyn Member>], plans: &[Plan]) -> Result<Vec<Line>, Error> {
    let mut lines: Vec<Line> = Vec::new();
    let mut places: HashMap<(Arc<str>, String), usize> = HashMap::new();
    for (at, (member, plan)) in members.iter().zip(plans).enumerate() {
        for (place, change) in plan.changes.iter().enumerate() {
            let owner = Owner { member: at, change: place };
            let claim = plan.claims.iter().find(|claim| claim.at == place);
            let claims = claim.is_some();
            let key = (member.connection().table.clone(), name_of(member.table(), attributes(change)));
            let Some(line) = places.get(&key).and_then(|place| lines.get_mut(*place)) else {
                places.insert(key, lines.len());
                lines.push(Line { change: change.clone(), owners: vec![owner], claims });
                continue;
            };
            let exchanged = if line.claims && claims { exchanged(&line.change, change) } else { None };
            line.claims &= !matches!(exchanged, Some(Change::Put { .. }));
            let Some(folded) = exchanged.or_else(|| folded(&line.change, change)) else {
                let taken = claim.and_then(|claim| claim.taken);
                return Err(match claimant(line, plans).zip(taken) {
                    Some((first, taken)) => violation(member.as_ref(), taken, first, at),
                    None => twice(member.as_ref(), line.first().unwrap_or(at), at, change),
                });
            };
            line.change = folded;
            line.owners.push(owner);
        }
    }
    Ok(lines)
}

/// The operation that takes the unique value which the line is about.
fn claimant(line: &Line, plans: &[Plan]) -> Option<usize> {
    let takes = |owner: &&Owner| {
        let mut claims = plans.get(owner.member).into_iter().flat_map(|plan| &plan.claims);
        claims.any(|claim| claim.at == owner.change && claim.taken.is_some())
    };
    line.owners.iter().find(takes).map(|owner| owner.member)
}

/// All conditions are of the items as they are before the transaction, so a check is as good with the write.
fn folded(one: &Change, other: &Change) -> Option<Change> {
    match (one, other) {
        (Change::Check { condition, .. }, change) | (change, Change::Check { condition, .. }) => {
            Some(with(change.clone(), condition.clone()))
        }
        _ => None,
    }
}

/// What one item gives up and another takes, or gives up too: it is free, or one of the two has it.
fn exchanged(one: &Change, other: &Change) -> Option<Change> {
    match (one, other) {
        (
            Change::Delete { condition: Some(released), .. },
            Change::Put { item, condition: Some(claimed) },
        )
        | (
            Change::Put { item, condition: Some(claimed) },
            Change::Delete { condition: Some(released), .. },
        ) => {
            let condition = Some(Expr::any([released.clone(), claimed.clone()]));
            Some(Change::Put { item: item.clone(), condition })
        }
        (
            Change::Delete { key, condition: Some(released) },
            Change::Delete { condition: Some(also_released), .. },
        ) => {
            let condition = Some(Expr::any([released.clone(), also_released.clone()]));
            Some(Change::Delete { key: key.clone(), condition })
        }
        _ => None,
    }
}

/// The change under one condition more.
fn with(mut change: Change, further: Expr) -> Change {
    match &mut change {
        Change::Put { condition, .. }
        | Change::Delete { condition, .. }
        | Change::Update { condition, .. } => {
            *condition = Expr::all([condition.take(), Some(further)]);
        }
        Change::Check { condition, .. } => {
            *condition = Expr::And(vec![condition.clone(), further]);
        }
    }
    change
}

fn twice(member: &dyn Member, first: usize, second: usize, change: &Change) -> Error {
    let error = Error::new(Kind::ItemTwice { first }).operation_is(second);
    // The item may be a copy, whose key is not that of the operation.
    member.context(key_context(member.table(), attributes(change), error))
}

/// What holds the key of the item.
fn attributes(change: &Change) -> &Item {
    match change {
        Change::Put { item, .. } => item,
        Change::Delete { key, .. } | Change::Update { key, .. } | Change::Check { key, .. } => key,
    }
}

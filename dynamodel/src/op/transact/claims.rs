//! Unique values that two operations of one transaction claim.

use std::collections::HashMap;
use std::sync::Arc;

use super::member::Member;
use crate::error::Error;
use crate::item::name_of;
use crate::write::unique;
use crate::write::unique::Taken;

/// Refuses two claims of one value, as far as they are known before anything is read.
///
/// Two writes of one item claim its values twice. They are left to the [fold](super::fold), which knows what is wrong
/// with them.
pub(super) fn check(members: &[Arc<dyn Member>]) -> Result<(), Error> {
    let mut claimed = HashMap::new();
    for (at, member) in members.iter().enumerate() {
        let Some(value) = member.stores() else { continue };
        let of_member = |error: Error| member.context(error).operation_is(at);
        for (key, taken) in unique::claims(value) {
            let name = name_of(member.table(), &key.attributes(member.table()).map_err(of_member)?);
            let place = (member.connection().table.clone(), name);
            let (first, owner) = *claimed.entry(place).or_insert((at, value.key()));
            if owner != value.key() {
                return Err(violation(member.as_ref(), taken, first, at));
            }
        }
    }
    Ok(())
}

/// The error of the later of two operations that claim one value.
pub(super) fn violation(member: &dyn Member, taken: Taken, first: usize, second: usize) -> Error {
    member.context(taken.claimed_twice(first)).operation_is(second)
}

//! Writing an item together with its lookup copies.
//!
//! The item carries a revision that every write raises. A write that has to know the item before reads
//! it, plans from what it read, and sends the plan on the condition that the revision is still the
//! same; otherwise it starts again. So no copy is ever left behind, whoever writes at the same time.

use aws_sdk_dynamodb::types::AttributeValue;

use super::get::fetch;
use super::plan::{self, Change, Refusal};
use crate::client::Caller;
use crate::error::Kind as Failure;
use crate::expr::Expr;
use crate::item::{Encoded, ItemKey, Kind, Stored, decode, kind_of};
use crate::{Entity, EntityMeta, Error, Holds, TableMeta};

/// The revision of a new item. It starts at a random number, so that an item that was removed and
/// created again is not taken for the one before.
pub(super) fn first_revision(entity: &EntityMeta) -> Option<u64> {
    entity.has_lookups().then(|| fastrand::u64(1..1 << 48))
}

/// Adds the copies. They are written whether or not they exist, so that a copy that is missing, because
/// its item is older than the lookup, comes into being.
pub(super) fn put_copies(
    value: &Encoded,
    table: &'static TableMeta,
    changes: &mut Vec<Change>,
) -> Result<(), Error> {
    for (index, _) in value.copies() {
        changes.push(Change::Put { item: value.item(table, index, None)?, condition: None });
    }
    Ok(())
}

/// The item before a write.
struct Before {
    value: Encoded,
    revision: Option<AttributeValue>,
}

/// What to write, given what is there.
pub(super) trait Rewrite {
    fn key(&self) -> &ItemKey;
    fn changes(&self, before: Option<&Encoded>, guard: Guard) -> Result<Vec<Change>, Error>;
}

/// The condition under which a plan still holds, and the revision it writes.
pub(super) struct Guard {
    pub(super) condition: Expr,
    pub(super) revision: Option<u64>,
}

/// Reads, plans and writes until no other writer comes between.
pub(super) async fn rewrite<E: Entity, T: Holds<E>>(
    caller: &Caller,
    rewrite: &(impl Rewrite + Sync),
) -> Result<(), Error> {
    let attempt = |attempts| async {
        let before = read::<E, T>(caller, rewrite.key()).await?;
        let guard = guard(T::META, E::META, before.as_ref());
        let changes = rewrite.changes(before.as_ref().map(|before| &before.value), guard)?;
        if changes.is_empty() {
            return Ok(());
        }
        plan::send(caller, &changes, &plan::token(), attempts).await
    };
    let again = |refusal: &Refusal| refusal.is_passing() || matches!(refusal, Refusal::Condition { .. });
    plan::write(attempt, again).await.map_err(Refusal::into_error)
}

async fn read<E: Entity, T: Holds<E>>(caller: &Caller, key: &ItemKey) -> Result<Option<Before>, Error> {
    let Some(item) = fetch(caller, T::META, key, true).await? else { return Ok(None) };
    if T::META.type_attribute.is_some() {
        let found = kind_of(T::META, &item);
        if found != (Kind::Known { entity: T::INDEX, key: 0 }) {
            return Err(Error::new(Failure::HeldByOther { found: found.name(T::META) }));
        }
    }
    let revision = item.get(T::META.revision_attribute).cloned();
    let value: E = decode(Stored { item, table: T::META, key: 0 })?;
    Ok(Some(Before { value: Encoded::of(&value)?, revision }))
}

fn guard(table: &TableMeta, entity: &EntityMeta, before: Option<&Before>) -> Guard {
    let Some(before) = before else {
        return Guard { condition: Expr::absent(table.pk.name), revision: first_revision(entity) };
    };
    let Some(revision) = &before.revision else {
        // An item from before it had lookups: the first write gives it a revision.
        let unguarded = Expr::absent(table.revision_attribute);
        let condition = Expr::And(vec![Expr::Exists(table.pk.name.into()), unguarded]);
        return Guard { condition, revision: first_revision(entity) };
    };
    // Whatever stands there, another program's text too, is compared; only a number is raised.
    let number = revision.as_n().ok().and_then(|number| number.parse::<u64>().ok());
    let next = number.and_then(|number| number.checked_add(1)).or_else(|| first_revision(entity));
    Guard { condition: Expr::equal(table.revision_attribute, revision.clone()), revision: next }
}

/// The condition of a write without lookups where another entity may hold the key: that it does not.
pub(super) fn unless_other<E: Entity, T: Holds<E>>() -> Option<Expr> {
    let attribute = T::META.type_attribute.filter(|_| T::SHARED)?;
    let own = AttributeValue::S(E::META.type_name.to_owned());
    Some(Expr::Or(vec![Expr::absent(T::META.pk.name), Expr::equal(attribute, own)]))
}

/// The error of a write that [`unless_other`] stopped.
pub(super) fn held_by_other<T: crate::Table>(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Condition { met, lost_answer: false } => {
            let found =
                met.map_or_else(|| "unknown".to_owned(), |item| kind_of(T::META, &item).name(T::META));
            Error::new(Failure::HeldByOther { found })
        }
        refusal => refusal.into_error(),
    }
}

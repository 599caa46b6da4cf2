//! The copies and markers of an item beside those that are stored.

use super::finding::Divergence;
use crate::codec::same::{same, stable};
use crate::error::Error;
use crate::op::backfill::item::{Subject, Wanted};
use crate::schema::{entity::EntityMeta, item::Item, table::TableMeta};

/// Compares the copies and markers of an item with the items that are stored under their keys.
pub(super) fn compare(subject: &Subject, stored: &[Option<Item>]) -> Result<Vec<Divergence>, Error> {
    let wanted = subject.wanted()?.into_iter().zip(stored);
    let compared = wanted.map(|(wanted, stored)| compare_one(subject, &wanted, stored.as_ref()));
    Ok(compared.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

fn compare_one(
    subject: &Subject,
    wanted: &Wanted,
    stored: Option<&Item>,
) -> Result<Option<Divergence>, Error> {
    let (entity, table) = (subject.value.entity, subject.table);
    let (name, key) = (name(entity, wanted.slot), table.key_of(&wanted.change.item));
    let is_copy = wanted.slot < entity.keys.len();
    let Some(stored) = stored else {
        return Ok(Some(if is_copy {
            Divergence::MissingCopy { lookup: name, key }
        } else {
            Divergence::MissingMarker { field: name, key }
        }));
    };
    let written = wanted.change.leaves(stored)?;
    if same(stored, &written) {
        return Ok(None);
    }
    if let Err(error) = subject.check_free(wanted, stored) {
        return Ok(Some(Divergence::Taken { of: name, key, error }));
    }
    let attributes = differing(table, stored, &written);
    Ok(Some(if is_copy {
        Divergence::Copy { lookup: name, key, attributes }
    } else {
        Divergence::Marker { field: name, key, attributes }
    }))
}

/// Returns the name of the lookup or unique field of a copy or marker.
pub(super) fn name(entity: &'static EntityMeta, slot: usize) -> &'static str {
    match slot.checked_sub(entity.keys.len()) {
        Some(marker) => entity.markers[marker].name,
        None => entity.keys[slot].pattern_name(),
    }
}

fn differing(table: &TableMeta, stored: &Item, wanted: &Item) -> Vec<String> {
    let names = stored.keys().chain(wanted.keys().filter(|name| !stored.contains_key(*name)));
    let differs = |name: &&String| stored.get(*name).map(stable) != wanted.get(*name).map(stable);
    let mut names: Vec<_> = names.filter(|name| !table.is_key(name)).filter(differs).cloned().collect();
    names.sort_unstable();
    names
}

//! Writing over an item that cannot be decoded.

use crate::error::Error;
use crate::item::{
    Encoded, ItemKey, StoredItem, StoredKey, decode, fields_in_indexes, stored::Stored, table::Holds,
};
use crate::schema::{
    entity::{EntityMeta, KeySlot},
    item::Item,
    table::TableMeta,
};
use crate::write::{
    condition::{held_by_other, is_other},
    drive::Written,
    plan::Plan,
    returns::{ReturnKind, Returns},
    satellites::{self, Satellite},
    unchanged::decoded,
};

/// Writes over a malformed item too; see [`Put::even_if_malformed`](crate::op::Put::even_if_malformed).
#[derive(Clone, Copy, Debug)]
pub struct EvenIfMalformed;

/// Copies and markers that a write may have left behind, because the item before it was malformed.
///
/// [`Backfill::remove_strays`](crate::op::Backfill::remove_strays) removes them.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct PossibleStrays {
    /// The names of the lookups whose copies could not be determined.
    pub lookups: Vec<&'static str>,
    /// The unique fields whose markers could not be determined; those that are unique together are joined by `+`.
    pub unique: Vec<&'static str>,
    /// The reason why the item was malformed; `None` if it was not.
    pub malformed: Option<Error>,
}

impl PossibleStrays {
    /// Returns `true` if every copy and marker of the item before is gone.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let strays = User::delete(3).even_if_malformed().send(&table).await?;
    /// if !strays.is_empty() {
    ///     table.backfill::<User>().remove_strays().send().await?;
    /// }
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lookups.is_empty() && self.unique.is_empty()
    }
}

impl<E: Stored> Returns<E> for EvenIfMalformed {
    type Output = PossibleStrays;
    type Updated = PossibleStrays;
    const KIND: ReturnKind = ReturnKind::Strays;

    fn output<T: Holds<E>>(written: Written) -> Result<PossibleStrays, Error> {
        let Some(item) = written.plan.before.filter(|_| E::ENTITY.has_satellites()) else {
            return Ok(PossibleStrays::default());
        };
        Ok(match Before::new::<E, T>(&item)? {
            Before::Value(_) => PossibleStrays::default(),
            Before::Malformed(found) => found.strays,
        })
    }

    fn created(_item: Item) -> Result<PossibleStrays, Error> {
        Ok(PossibleStrays::default())
    }

    fn updated(output: PossibleStrays) -> Result<PossibleStrays, Error> {
        Ok(output)
    }
}

/// The item before a write.
enum Before {
    Value(Box<Encoded>),
    Malformed(Remains),
}

/// The satellites of a malformed item that its attributes still tell.
struct Remains {
    /// Each with its slot among the keys of the entity, then of the markers.
    keys: Vec<(usize, ItemKey)>,
    strays: PossibleStrays,
}

impl Before {
    fn new<E: Stored, T: Holds<E>>(item: &Item) -> Result<Self, Error> {
        if is_other::<E, T>(item) && !is_untyped::<E, T>(item) {
            return Err(held_by_other(T::META, item));
        }
        let value = decode::<E>(StoredItem { item: item.clone().into(), table: T::META, key: 0 });
        Ok(match value.and_then(|value| Encoded::of_stored(&value)) {
            Ok(value) => Self::Value(Box::new(value)),
            Err(error) => Self::Malformed(Remains::new::<E>(item, T::META, error)),
        })
    }
}

/// Returns `true` if the item has no type and its key is that of no other entity. The update of another program may have
/// created it.
fn is_untyped<E: Stored, T: Holds<E>>(item: &Item) -> bool {
    let has_type = T::META.type_attribute.is_some_and(|attribute| item.contains_key(attribute));
    !T::SHARED && !has_type
}

impl Remains {
    fn new<E: Stored>(item: &Item, table: &TableMeta, error: Error) -> Self {
        let mut attributes = by_own_names::<E>(item);
        if let Ok(held) = StoredKey::of(table, item).and_then(|key| E::read_key(KeySlot::Primary, &key)) {
            attributes.extend(held.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        if let Ok(held) = fields_in_indexes::<E>(table, item) {
            attributes.extend(held.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        let mut keys = Vec::new();
        let mut strays = PossibleStrays { malformed: Some(error), ..PossibleStrays::default() };
        for slot in 1..E::ENTITY.stored() {
            match (E::satellite_key_of(slot, &attributes), slot.checked_sub(E::ENTITY.keys.len())) {
                (Some(key), _) => keys.extend(key.map(|key| (slot, key))),
                (None, None) => strays.lookups.push(E::ENTITY.keys[slot].pattern_name()),
                (None, Some(marker)) => strays.unique.push(E::ENTITY.markers[marker].name),
            }
        }
        Self { keys, strays }
    }

    /// Adds the removal of the satellites that `after` does not have.
    fn remove(
        self,
        entity: &'static EntityMeta,
        owner: &ItemKey,
        after: Option<&Encoded>,
        table: &'static TableMeta,
        plan: &mut Plan,
    ) -> Result<(), Error> {
        for (slot, mut key) in self.keys {
            if slot < entity.keys.len() {
                owner.assign_shard(&mut key.pk);
            }
            let is_kept = after.into_iter().flat_map(Satellite::all).any(|kept| *kept.key == key);
            if !is_kept {
                plan.changes.push(satellites::removal(entity, owner, slot, &key, table)?);
            }
        }
        Ok(())
    }
}

/// Renames each field that is stored under an alias.
fn by_own_names<E: Stored>(item: &Item) -> Item {
    let mut named = item.clone();
    for field in E::ENTITY.fields {
        if let Some(value) = field.aliases.iter().find_map(|alias| item.get(*alias)) {
            named.entry(field.attribute.to_owned()).or_insert_with(|| value.clone());
        }
    }
    named
}

/// Adds the satellites of `after`, and the removal of those of the item before, which may be malformed if the write returns
/// the possible strays.
pub(crate) fn plan_satellites<E: Stored, T: Holds<E>>(
    returns: ReturnKind,
    before: Option<&Item>,
    owner: &ItemKey,
    after: Option<&Encoded>,
    plan: &mut Plan,
) -> Result<(), Error> {
    let before = match before {
        Some(item) if returns == ReturnKind::Strays => Some(Before::new::<E, T>(item)?),
        _ => decoded::<E, T>(before)?.map(Box::new).map(Before::Value),
    };
    match before {
        Some(Before::Malformed(remains)) => {
            satellites::plan_satellites(None, after, T::META, plan)?;
            remains.remove(E::ENTITY, owner, after, T::META, plan)
        }
        Some(Before::Value(value)) => satellites::plan_satellites(Some(&value), after, T::META, plan),
        None => satellites::plan_satellites(None, after, T::META, plan),
    }
}

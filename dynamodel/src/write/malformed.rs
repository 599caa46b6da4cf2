//! Writing over an item that cannot be decoded.

use crate::error::Error;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Encoded, ItemKey, StoredItem, StoredKey, decode};
use crate::schema::entity::{EntityMeta, KeySlot};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;
use crate::write::condition::{held_by_other, is_other};
use crate::write::lookups;
use crate::write::plan::{Change, Plan};
use crate::write::returns::{Returns, Written};
use crate::write::unique;

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
    /// How the item was malformed; `None` if it was not.
    pub malformed: Option<Error>,
}

impl PossibleStrays {
    /// Returns `true` if every copy and marker of the item before is gone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lookups.is_empty() && self.unique.is_empty()
    }
}

impl<E: Stored> Returns<E> for EvenIfMalformed {
    type Output = PossibleStrays;
    const ASKED: Option<aws_sdk_dynamodb::types::ReturnValue> = None;
    const EVEN_IF_MALFORMED: bool = true;

    fn output<T: Holds<E>>(item: Option<Item>, _written: Written<'_>) -> Result<PossibleStrays, Error> {
        let Some(item) = item.filter(|_| E::ENTITY.has_satellites()) else {
            return Ok(PossibleStrays::default());
        };
        Ok(match Before::of::<E, T>(&item)? {
            Before::Value(_) => PossibleStrays::default(),
            Before::Malformed(found) => found.strays,
        })
    }
}

/// The item before a write.
enum Before {
    Value(Box<Encoded>),
    Malformed(Found),
}

/// The copies and markers of a malformed item that its attributes still tell.
struct Found {
    /// Each with its place among the keys of the entity, then of the markers.
    keys: Vec<(usize, ItemKey)>,
    strays: PossibleStrays,
}

impl Before {
    fn of<E: Stored, T: Holds<E>>(item: &Item) -> Result<Self, Error> {
        if is_other::<E, T>(item) && !is_untyped::<E, T>(item) {
            return Err(held_by_other(T::META, item));
        }
        let value = decode::<E>(StoredItem { item: item.clone(), table: T::META, key: 0 });
        Ok(match value.and_then(|value| Encoded::of_stored(&value)) {
            Ok(value) => Self::Value(Box::new(value)),
            Err(error) => Self::Malformed(Found::of::<E>(item, T::META, error)),
        })
    }
}

/// Returns `true` if the item has no type, as one that another program's update has brought back, and its key is that of
/// no other entity.
fn is_untyped<E: Stored, T: Holds<E>>(item: &Item) -> bool {
    let named = T::META.type_attribute.is_some_and(|attribute| item.contains_key(attribute));
    !T::SHARED && !named
}

impl Found {
    fn of<E: Stored>(item: &Item, table: &TableMeta, error: Error) -> Self {
        let mut attributes = by_own_names::<E>(item);
        if let Ok(held) = StoredKey::of(table, item).and_then(|key| E::read_key(KeySlot::Primary, &key)) {
            attributes.extend(held.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        let (mut keys, mut strays) = (Vec::new(), PossibleStrays::default());
        for place in 1..E::ENTITY.stored() {
            match (E::satellite_key_of(place, &attributes), place.checked_sub(E::ENTITY.keys.len())) {
                (Some(key), _) => keys.extend(key.map(|key| (place, key))),
                (None, None) => strays.lookups.push(E::ENTITY.keys[place].pattern_name()),
                (None, Some(marker)) => strays.unique.push(E::ENTITY.markers[marker].name),
            }
        }
        strays.malformed = Some(error);
        Self { keys, strays }
    }

    /// Adds the removal of what `after` does not write itself.
    fn remove(
        self,
        owner: &ItemKey,
        after: Option<&Encoded>,
        table: &'static TableMeta,
        entity: &EntityMeta,
        plan: &mut Plan,
    ) -> Result<(), Error> {
        for (place, mut key) in self.keys {
            let is_copy = place < entity.keys.len();
            if is_copy {
                owner.assign_shard(&mut key.pk);
            }
            if after.is_some_and(|after| writes(after, &key)) {
                continue;
            }
            if is_copy && !entity.keys[place].unique {
                plan.changes.push(Change::Delete { key: key.attributes(table)?, condition: None });
            } else {
                unique::release(owner, &key, table, plan)?;
            }
        }
        Ok(())
    }
}

/// The item with each field under its own name, where it is stored under an alias.
fn by_own_names<E: Stored>(item: &Item) -> Item {
    let mut named = item.clone();
    for field in E::ENTITY.fields {
        if let Some(value) = field.aliases.iter().find_map(|alias| item.get(*alias)) {
            named.entry(field.attribute.to_owned()).or_insert_with(|| value.clone());
        }
    }
    named
}

fn writes(value: &Encoded, key: &ItemKey) -> bool {
    value.copies().chain(value.markers()).any(|(_, written)| written == key)
}

/// Adds the copies and markers of `after`, and the removal of those of the item before.
pub(crate) fn plan_satellites<E: Stored, T: Holds<E>, R: Returns<E>>(
    before: Option<&Item>,
    owner: &ItemKey,
    after: Option<&Encoded>,
    plan: &mut Plan,
) -> Result<(), Error> {
    if !R::EVEN_IF_MALFORMED {
        let was = lookups::decoded::<E, T>(before)?;
        return unique::plan_satellites(was.as_ref(), after, T::META, plan);
    }
    match before.map(Before::of::<E, T>).transpose()? {
        Some(Before::Malformed(found)) => {
            unique::plan_satellites(None, after, T::META, plan)?;
            found.remove(owner, after, T::META, E::ENTITY, plan)
        }
        Some(Before::Value(was)) => unique::plan_satellites(Some(&was), after, T::META, plan),
        None => unique::plan_satellites(None, after, T::META, plan),
    }
}

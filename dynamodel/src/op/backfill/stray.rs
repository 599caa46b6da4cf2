//! Copies and markers that belong to no item.

use super::item::{Subject, is_item};
use crate::client::Connection;
use crate::codec::same::{same, stable};
use crate::error::Error;
use crate::expr::Expr;
use crate::item::{Encoded, StoredItem, StoredKey, owner, stored::Stored, table::Holds, ttl::is_expired};
use crate::read::fetch_items;
use crate::schema::{item::Item, table::TableMeta};
use crate::write::{Change, Plan, still};

/// A copy or marker, with the item that it names as its own.
#[derive(Debug)]
pub(super) struct Stray {
    satellite: Item,
    place: Place,
    /// The key of that item; `None` for a copy under a key that its template does not write.
    owner_key: Option<Item>,
    owner: Option<Item>,
    table: &'static TableMeta,
}

/// The number of the copy or marker in its entity.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Copy(usize),
    Marker(usize),
}

impl Stray {
    /// Returns `None` if it does not name its item.
    pub(super) fn of<E: Stored>(satellite: Item, place: Place, table: &'static TableMeta) -> Option<Self> {
        let owner_key = match place {
            Place::Copy(key) if !E::ENTITY.keys[key].unique => {
                owner::<E>(StoredItem { item: satellite.clone().into(), table, key }).ok()
            }
            Place::Copy(_) | Place::Marker(_) => Some(named_owner(&satellite, table)?),
        };
        Some(Self { satellite, place, owner_key, owner: None, table })
    }

    pub(super) fn key(&self) -> Item {
        self.table.key_of(&self.satellite)
    }

    pub(super) fn with_owner(self, owner: Option<Item>) -> Self {
        Self { owner, ..self }
    }

    /// Returns the key of its item.
    pub(super) fn owner_key(&self) -> Option<&Item> {
        self.owner_key.as_ref()
    }

    /// Reads it again. Returns `None` if it does not exist any more, or belongs to another item.
    pub(super) async fn read_again(self, connection: &Connection) -> Result<Option<Self>, Error> {
        let own = self.key();
        let keys = [Some(own), self.owner_key.clone()].into_iter().flatten().collect();
        let mut found = fetch_items(connection, self.table, keys, true).await?.into_iter();
        let satellite = found.next().flatten().filter(|found| self.is_same(found));
        let owner = found.next().flatten();
        Ok(satellite.map(|satellite| Self { satellite, owner, ..self }))
    }

    /// Returns `true` if the other one is of this kind and belongs to this item.
    fn is_same(&self, other: &Item) -> bool {
        self.marks().all(|name| self.satellite.get(name).map(stable) == other.get(name).map(stable))
    }

    /// Returns the attributes of its kind and its owner.
    fn marks(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.table.type_attribute.into_iter().chain([self.table.owner_attribute])
    }

    /// Returns its removal, or `None` if it belongs to its item, or has expired with it.
    pub(super) fn plan<E: Stored, T: Holds<E>>(&self, now: i64) -> Result<Option<Plan>, Error> {
        let table = self.table;
        let mut changes = Vec::new();
        if let Some(key) = self.owner_key.clone() {
            let condition = match &self.owner {
                None => Some(Expr::absent(table.pk.name)),
                Some(owner) if is_expired(table, owner, now) => None,
                Some(owner) => self.unless_had::<E, T>(owner)?,
            };
            let Some(condition) = condition else { return Ok(None) };
            changes.push(Change::check(key, condition));
        }
        let condition = Expr::all(self.marks().map(|name| Some(still(&self.satellite, name))));
        changes.push(Change::delete(self.key(), condition));
        Ok(Some(Plan::new(changes)))
    }

    /// Requires its item to be as it was read. Returns `None` if the copy or marker belongs to the item, or if the item
    /// cannot be read, which the backfill reports when it comes to it.
    fn unless_had<E: Stored, T: Holds<E>>(&self, owner: &Item) -> Result<Option<Expr>, Error> {
        if !is_item::<E, T>(owner) {
            let kind = self.table.type_attribute.map(|name| still(owner, name));
            return Ok(Some(kind.unwrap_or_else(|| Expr::Exists(self.table.pk.name.into()))));
        }
        let Ok(subject) = Subject::of::<E>(owner.clone(), self.table) else { return Ok(None) };
        if self.is_of(&subject.value)? { Ok(None) } else { subject.unchanged().map(Some) }
    }

    /// Returns `true` if it belongs to this value.
    fn is_of(&self, value: &Encoded) -> Result<bool, Error> {
        let key = match self.place {
            Place::Copy(slot) => value.copies().find(|(index, _)| *index == slot),
            Place::Marker(slot) => value.markers().find(|(index, _)| *index == slot),
        };
        let Some((_, key)) = key else { return Ok(false) };
        Ok(same(&self.key(), &key.attributes(self.table)?))
    }
}

/// Returns the key that a marker, or the copy of a unique lookup, has of its item.
fn named_owner(satellite: &Item, table: &TableMeta) -> Option<Item> {
    let owner = satellite.get(table.owner_attribute)?.as_m().ok()?;
    StoredKey::of(table, owner).ok()?;
    Some(table.key_of(owner))
}

//! Copies and markers that belong to no item.

use super::item::Subject;
use crate::client::Connection;
use crate::codec::same::{same, stable};
use crate::error::Error;
use crate::expr::Expr;
use crate::item::{Encoded, EntityFunctions, ItemKind, StoredItem, StoredKey, kind_of, ttl::is_expired};
use crate::read::fetch_items;
use crate::schema::{item::Item, table::TableMeta};
use crate::write::{Change, Plan, still};

/// A copy or marker, with the item that it names as its own.
#[derive(Clone, Debug)]
pub(in crate::op) struct Stray {
    satellite: Item,
    place: Place,
    /// The key of that item; `None` for a copy under a key that its template does not write.
    owner_key: Option<Item>,
    owner: Option<Item>,
    table: &'static TableMeta,
    /// The position of its entity in the table.
    entity: usize,
    functions: EntityFunctions,
}

/// The number of the copy or marker in its entity.
#[derive(Clone, Copy, Debug)]
pub(in crate::op) enum Place {
    Copy(usize),
    Marker(usize),
}

impl Stray {
    /// Returns `None` if it does not name its item.
    pub(in crate::op) fn of(
        satellite: Item,
        place: Place,
        (entity, functions): (usize, EntityFunctions),
        table: &'static TableMeta,
    ) -> Option<Self> {
        let owner_key = match place {
            Place::Copy(key) if !table.entities[entity].keys[key].unique => {
                (functions.owner)(StoredItem { item: satellite.clone().into(), table, key }).ok()
            }
            Place::Copy(_) | Place::Marker(_) => Some(named_owner(&satellite, table)?),
        };
        Some(Self { satellite, place, owner_key, owner: None, table, entity, functions })
    }

    pub(in crate::op) fn key(&self) -> Item {
        self.table.key_of(&self.satellite)
    }

    pub(in crate::op) fn with_owner(self, owner: Option<Item>) -> Self {
        Self { owner, ..self }
    }

    /// Returns the key of its item.
    pub(in crate::op) fn owner_key(&self) -> Option<&Item> {
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
    pub(super) fn plan(&self, now: i64) -> Result<Option<Plan>, Error> {
        let mut changes = Vec::new();
        if let Some(key) = self.owner_key.clone() {
            let Some(condition) = self.without_owner(now)? else { return Ok(None) };
            changes.push(Change::check(key, condition));
        }
        let condition = Expr::all(self.marks().map(|name| Some(still(&self.satellite, name))));
        changes.push(Change::delete(self.key(), condition));
        Ok(Some(Plan::new(changes)))
    }

    /// Returns `true` if it belongs to no item.
    pub(in crate::op) fn is_orphan(&self, now: i64) -> Result<bool, Error> {
        Ok(self.owner_key.is_none() || self.without_owner(now)?.is_some())
    }

    /// Requires its item to be absent or as it was read. Returns `None` if it belongs to its item, or has expired with it.
    fn without_owner(&self, now: i64) -> Result<Option<Expr>, Error> {
        match &self.owner {
            None => Ok(Some(Expr::absent(self.table.pk.name))),
            Some(owner) if is_expired(self.table, owner, now) => Ok(None),
            Some(owner) => self.unless_had(owner),
        }
    }

    /// Requires its item to be as it was read. Returns `None` if the copy or marker belongs to the item, or if the item
    /// cannot be read, which is reported when the scan comes to it.
    fn unless_had(&self, owner: &Item) -> Result<Option<Expr>, Error> {
        if kind_of(self.table, owner) != (ItemKind::Known { entity: self.entity, key: 0 }) {
            let kind = self.table.type_attribute.map(|name| still(owner, name));
            return Ok(Some(kind.unwrap_or_else(|| Expr::Exists(self.table.pk.name.into()))));
        }
        let restored = (self.functions.restore)(owner.clone(), self.table);
        let subject = restored.map_err(Error::from).and_then(|restored| Subject::new(restored, self.table));
        let Ok(subject) = subject else { return Ok(None) };
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

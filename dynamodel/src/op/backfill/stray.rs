//! Copies and markers that no item has.

use super::item::{Subject, is_item};
use crate::client::Connection;
use crate::codec::same::same;
use crate::codec::same::stable;
use crate::error::Error;
use crate::expr::Expr;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::ttl::is_expired;
use crate::item::{Encoded, StoredItem, StoredKey, owner};
use crate::read::fetch_all;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;
use crate::write::guard::still;
use crate::write::plan::{Change, Plan};

/// A copy or marker, with the item that it says to be of.
#[derive(Debug)]
pub(super) struct Stray {
    satellite: Item,
    place: Place,
    /// The key of its item; `None` for the copy of a lookup under a key that its template does not write.
    owner_key: Option<Item>,
    owner: Option<Item>,
    table: &'static TableMeta,
}

/// Which of the entity's copies or markers it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Copy(usize),
    Marker(usize),
}

impl Stray {
    /// `None` if it does not say whose it is.
    pub(super) fn of<E: Stored>(satellite: Item, place: Place, table: &'static TableMeta) -> Option<Self> {
        let owner_key = match place {
            Place::Copy(key) if !E::ENTITY.keys[key].unique => {
                owner::<E>(StoredItem { item: satellite.clone(), table, key }).ok()
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

    /// The key of its item.
    pub(super) fn owner_key(&self) -> Option<&Item> {
        self.owner_key.as_ref()
    }

    /// The same as it is now; `None` if it is gone, or another's.
    pub(super) async fn read_again(self, connection: &Connection) -> Result<Option<Self>, Error> {
        let own = self.key();
        let keys = [Some(own), self.owner_key.clone()].into_iter().flatten().collect();
        let mut found = fetch_all(connection, self.table, keys, true).await?.into_iter();
        let satellite = found.next().flatten().filter(|found| self.is_same(found));
        let owner = found.next().flatten();
        Ok(satellite.map(|satellite| Self { satellite, owner, ..self }))
    }

    /// Whether it is of the same kind and of the same item.
    fn is_same(&self, other: &Item) -> bool {
        self.marks().all(|name| self.satellite.get(name).map(stable) == other.get(name).map(stable))
    }

    /// The attributes that say what it is and whose.
    fn marks(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.table.type_attribute.into_iter().chain([self.table.owner_attribute])
    }

    /// Its removal; `None` if its item has it, or has expired, as it will itself.
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

    /// That its item is still as it is; `None` if it has the copy or marker, or cannot be read, which is said when it is met
    /// itself.
    fn unless_had<E: Stored, T: Holds<E>>(&self, owner: &Item) -> Result<Option<Expr>, Error> {
        if !is_item::<E, T>(owner) {
            let kind = self.table.type_attribute.map(|name| still(owner, name));
            return Ok(Some(kind.unwrap_or_else(|| Expr::Exists(self.table.pk.name.into()))));
        }
        let Ok(subject) = Subject::of::<E>(owner.clone(), self.table) else { return Ok(None) };
        if self.is_of(&subject.value)? { Ok(None) } else { subject.unchanged().map(Some) }
    }

    /// Whether a value writes it.
    fn is_of(&self, value: &Encoded) -> Result<bool, Error> {
        let key = match self.place {
            Place::Copy(at) => value.copies().find(|(index, _)| *index == at),
            Place::Marker(at) => value.markers().find(|(index, _)| *index == at),
        };
        let Some((_, key)) = key else { return Ok(false) };
        Ok(same(&self.key(), &key.attributes(self.table)?))
    }
}

/// The key that a marker, or the copy of a unique lookup, says to be that of its item.
fn named_owner(satellite: &Item, table: &TableMeta) -> Option<Item> {
    let owner = satellite.get(table.owner_attribute)?.as_m().ok()?;
    StoredKey::of(table, owner).ok()?;
    Some(table.key_of(owner))
}

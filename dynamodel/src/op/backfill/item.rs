//! An item as it is stored, and as it should be.

use std::collections::{BTreeSet, HashSet};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::same::{same, stable};
use crate::error::{Error, Kind};
use crate::expr::{Action, Expr};
use crate::item::{
    Encoded, ItemKind, Restored, apply, difference, kind_of, name_of, rewrite,
    stored::Stored,
    table::Holds,
    ttl::{self, is_expired, seconds_of},
};
use crate::schema::{
    entity::{EntityMeta, FieldMeta},
    item::Item,
    table::{IndexMeta, TableMeta},
};
use crate::write::{
    Change, Guard, MAX_COMPARED, Plan, Satellite, Taken, Unchanged, UnknownKey, first_revision,
    held_by_other, satellites::removal,
};

/// An item, and its value.
#[derive(Debug)]
pub(in crate::op) struct Subject {
    pub(super) stored: Item,
    /// The item with each field under its own name.
    named: Item,
    pub(in crate::op) value: Encoded,
    pub(in crate::op) table: &'static TableMeta,
    before: Before,
    /// The names of copies and markers that the transaction takes from another item.
    free: HashSet<String>,
}

/// The value that is stored before a write.
#[derive(Debug)]
enum Before {
    /// The value that is written.
    Same,
    Other(Box<Encoded>),
    Absent,
}

impl Subject {
    /// # Errors
    ///
    /// The item has another key than its value.
    pub(in crate::op) fn new(restored: Restored, table: &'static TableMeta) -> Result<Self, Error> {
        let Restored { stored, named, value, misplaced, .. } = restored;
        misplaced
            .map_or(Ok(Self { stored, named, value, table, before: Before::Same, free: HashSet::new() }), Err)
    }

    /// # Errors
    ///
    /// The item cannot be decoded, its value cannot be written, or it has another key than its value.
    pub(super) fn of<E: Stored>(stored: Item, table: &'static TableMeta) -> Result<Self, Error> {
        Self::new(Restored::of::<E>(stored, table)?, table)
    }

    /// The value, which is not stored yet.
    pub(in crate::op) fn absent(value: Encoded, table: &'static TableMeta) -> Self {
        Self {
            stored: Item::new(),
            named: Item::new(),
            value,
            table,
            before: Before::Absent,
            free: HashSet::new(),
        }
    }

    /// Takes copies and markers of these names from another item.
    pub(in crate::op) fn taking(self, free: HashSet<String>) -> Self {
        Self { free, ..self }
    }

    /// Replaces the value by another one with its key. Attributes that neither value has stay.
    pub(in crate::op) fn replaced_by(self, value: Encoded) -> Result<Self, Error> {
        let mut named = self.named;
        let actions = rewrite(&named, self.value.attributes(), value.attributes());
        apply(&actions, &mut named)?;
        Ok(Self { named, value, before: Before::Other(Box::new(self.value)), ..self })
    }

    fn entity(&self) -> &'static EntityMeta {
        self.value.entity
    }

    /// Returns the keys of the copies, then of the markers.
    pub(in crate::op) fn satellite_keys(&self) -> Result<Vec<Item>, Error> {
        Satellite::all(&self.value).map(|satellite| satellite.key.attributes(self.table)).collect()
    }

    /// Returns the changes that it needs, or `None` if it needs none. `satellites` are the items that are stored under the
    /// [keys](Self::satellite_keys), at this second since 1970.
    pub(in crate::op) fn plan(&self, satellites: &[Option<Item>], now: i64) -> Result<Option<Plan>, Error> {
        let plan = self.plan_changes(satellites, now);
        plan.map_err(|error| error.entity_is(self.entity().name).item_key_is(self.value.key()))
    }

    fn plan_changes(&self, satellites: &[Option<Item>], now: i64) -> Result<Option<Plan>, Error> {
        if let Some(unknown) = UnknownKey::all(&self.stored, &self.value, self.table)?.first() {
            return Err(unknown.error());
        }
        let whole = self.whole()?;
        let mut actions = difference(&self.stored, &whole);
        let mut changes = self.satellite_changes(&whole, satellites, now)?;
        let (entity, table) = (self.entity(), self.table);
        if matches!(self.before, Before::Absent) {
            let item = self.value.item(table, 0, first_revision(entity))?;
            changes.insert(0, Change::put(item, Some(ttl::absent(table))));
            return Ok(Some(Plan::new(changes)));
        }
        let is_new = entity.has_satellites() && !self.stored.contains_key(table.revision_attribute);
        if actions.is_empty() && changes.is_empty() && !is_new {
            return Ok(None);
        }
        let mut guard = Expr::Exists(table.pk.name.into());
        if entity.has_satellites() {
            // A version stays as it is: another would conflict with loaded values although nothing has changed. A write
            // that was planned before and succeeds later is still right, since it writes all copies and markers of its
            // value. Without a version the hidden revision is incremented, as by every write.
            let Guard { condition, revision } = Guard::by_revision(table, entity, Some(&self.stored));
            let next = revision.map(|revision| AttributeValue::N(revision.to_string()));
            let next = next.filter(|_| is_new || entity.version().is_none());
            actions.extend(next.map(|revision| Action::set(table.revision_attribute, revision)));
            guard = condition;
        }
        let condition = Expr::all([Some(guard), self.as_read(&whole)?]);
        let key = self.value.key().attributes(table)?;
        changes.insert(0, Change::update(key, actions, condition));
        Ok(Some(Plan::new(changes)))
    }

    /// Returns the changes of the copies and markers, of which `satellites` are stored.
    pub(in crate::op) fn satellite_changes(
        &self,
        whole: &Item,
        satellites: &[Option<Item>],
        now: i64,
    ) -> Result<Vec<Change>, Error> {
        let mut changes = Vec::new();
        for (wanted, stored) in self.satellites(whole)?.into_iter().zip(satellites) {
            let expires = |stored: &Item| self.table.expires() && is_expired(self.table, stored, now);
            if stored.as_ref().is_some_and(expires) {
                changes.push(wanted.change.replacing(self.table));
                continue;
            }
            if let Some(stored) = stored {
                if same(stored, &wanted.change.leaves(stored)?) {
                    continue;
                }
                self.check_free(&wanted, stored)?;
            }
            changes.push(wanted.change);
        }
        if let Before::Other(before) = &self.before {
            changes.extend(removals(before, Some(&self.value), self.table)?);
        }
        Ok(changes)
    }

    /// Returns the item as it should be, with its revision. The attributes of the table, of indexes and of fields that are
    /// stored elsewhere are as a `put` would write them, and so are missing fields. Other attributes stay.
    pub(in crate::op) fn whole(&self) -> Result<Item, Error> {
        let new = self.value.item(self.table, 0, None)?;
        let mut whole = self.named.clone();
        whole.retain(|name, _| new.contains_key(name) || !self.is_derived(name));
        let kept_ttl = self.kept_ttl(&new);
        for (name, value) in new {
            if self.is_derived(&name) || !whole.contains_key(&name) {
                whole.insert(name, value);
            }
        }
        whole.extend(kept_ttl);
        Ok(whole)
    }

    /// Returns the expiry time as it is stored, if no field reads it, or if it is that of the value in another form: NULL, or
    /// with a fraction of a second.
    fn kept_ttl(&self, new: &Item) -> Option<(String, AttributeValue)> {
        let attribute = self.table.ttl_attribute?;
        let stored = self.stored.get(attribute)?;
        let is_same = || seconds_of(stored) == new.get(attribute).and_then(seconds_of);
        (self.entity().ttl().is_none() || is_same()).then(|| (attribute.to_owned(), stored.clone()))
    }

    /// Returns `true` if an attribute depends on the value only.
    fn is_derived(&self, name: &str) -> bool {
        let own = [self.table.type_attribute, self.table.ttl_attribute];
        let elsewhere = |field: &FieldMeta| (field.in_key || field.ttl) && field.attribute == name;
        own.contains(&Some(name))
            || self.table.is_key(name)
            || self.is_index_key(name)
            || self.entity().fields.iter().any(elsewhere)
    }

    /// Returns `true` for a key attribute of an index for which the entity has a key.
    fn is_index_key(&self, name: &str) -> bool {
        let indexes = self.entity().indexes.iter().filter_map(|meta| self.table.index(meta.index));
        indexes.flat_map(IndexMeta::attributes).any(|attribute| attribute.name == name)
    }

    /// Requires the item to be as it was read.
    pub(in crate::op) fn unchanged(&self) -> Result<Expr, Error> {
        let guard = Guard::by_revision(self.table, self.entity(), Some(&self.stored)).condition;
        let as_read = self.as_read(&self.stored)?;
        Ok(Expr::And(std::iter::once(guard).chain(as_read).collect()))
    }

    /// Requires the attributes to be as they were read. The revision does not prove it: an older program may write the item
    /// without one.
    fn as_read(&self, whole: &Item) -> Result<Option<Expr>, Error> {
        let fields = self.entity().fields.iter().map(|field| field.attribute);
        let names: BTreeSet<&str> = fields.chain(whole.keys().map(String::as_str)).collect();
        let version = self.entity().version().map(|field| field.attribute);
        let guards = version.into_iter().chain([self.table.revision_attribute]);
        let guards: Vec<&str> = guards.filter(|_| self.entity().has_satellites()).collect();
        let names = names.into_iter().chain(self.stored.keys().map(String::as_str));
        let names = names.filter(|name| !self.table.is_key(name) && !guards.contains(name));
        let read = Unchanged::stored(&self.stored, names);
        match read.len() {
            count if count <= MAX_COMPARED => Ok(read.condition()),
            _ if guards.iter().any(|guard| self.stored.contains_key(*guard)) => Ok(None),
            count => Err(Error::new(Kind::TooManyCompared { count, limit: MAX_COMPARED })),
        }
    }

    /// Returns the copies and markers of the item as it should be, in the order of their [keys](Self::satellite_keys).
    pub(in crate::op) fn wanted(&self) -> Result<Vec<Wanted>, Error> {
        self.satellites(&self.whole()?)
    }

    /// Returns the copies and markers as they should be, in the order of their [keys](Self::satellite_keys).
    fn satellites(&self, whole: &Item) -> Result<Vec<Wanted>, Error> {
        let satellites = Satellite::all(&self.value).map(|satellite| {
            let slot = satellite.slot;
            let (before, kept) = match &self.before {
                Before::Same => (Some(&self.value), true),
                Before::Other(before) => (Some(&**before), satellite.is_of(before)),
                Before::Absent => (None, false),
            };
            let change = satellite.change(before, kept, self.table)?;
            let change = match slot {
                slot if slot < self.entity().keys.len() => Change { item: self.copy(whole, slot)?, ..change },
                _ => change,
            };
            let kind = self.entity().stored_key(slot).type_value;
            Ok(Wanted { slot, change, kind, taken: satellite.taken(), kept })
        });
        satellites.collect()
    }

    /// Returns the copy under the `index`-th key, with the fields of the item.
    fn copy(&self, whole: &Item, index: usize) -> Result<Item, Error> {
        let mut copy = self.value.item(self.table, index, None)?;
        let project = self.entity().keys[index].project;
        for (name, value) in whole {
            if project.holds(name) && !self.is_own(name) {
                copy.insert(name.clone(), value.clone());
            }
        }
        Ok(copy)
    }

    /// Returns `true` if only the item has the attribute, and not its copies.
    fn is_own(&self, name: &str) -> bool {
        let is_field = || self.entity().fields.iter().any(|field| field.attribute == name);
        let of_index = self.table.is_index_key(name) && is_field();
        !of_index && self.table.own_attributes().any(|own| own == name)
    }

    /// Checks that the copy or marker may replace the item that is stored under its key.
    pub(in crate::op) fn check_free(&self, wanted: &Wanted, stored: &Item) -> Result<(), Error> {
        if self.free.contains(&name_of(self.table, stored)) {
            return Ok(());
        }
        if let Some(taken) = wanted.taken {
            let own = match stored.get(self.table.owner_attribute) {
                Some(owner) => stable(owner) == stable(&self.value.key().owner(self.table)?),
                None => wanted.kept,
            };
            if !own {
                return Err(taken.error());
            }
        }
        // Every kind of item has its own keys, so an item of another kind under this one was not written by the library. A
        // marker of another program gets an owner and stays as it is.
        let is_foreign = || matches!(kind_of(self.table, stored), ItemKind::Foreign(_));
        let is_marker = matches!(wanted.taken, Some(Taken::Fields(_)));
        match self.table.type_attribute.and_then(|attribute| stored.get(attribute)) {
            Some(AttributeValue::S(kind)) if kind != wanted.kind && !(is_marker && is_foreign()) => {
                Err(held_by_other(self.table, stored))
            }
            _ => Ok(()),
        }
    }
}

/// A copy or a marker as it should be.
pub(in crate::op) struct Wanted {
    /// Its position among the keys of the entity, and then the markers.
    pub(in crate::op) slot: usize,
    /// The change that writes it.
    pub(in crate::op) change: Change,
    /// The type value.
    kind: &'static str,
    /// The conflict if another item has it.
    taken: Option<Taken>,
    /// The stored value has it too, so one without an owner is its own.
    kept: bool,
}

/// Returns the removals of the copies and markers of `before` that `after` does not have.
pub(in crate::op) fn removals(
    before: &Encoded,
    after: Option<&Encoded>,
    table: &'static TableMeta,
) -> Result<Vec<Change>, Error> {
    let gone = Satellite::all(before);
    let gone = gone.filter(|satellite| !after.is_some_and(|after| satellite.is_of(after)));
    gone.map(|gone| removal(before.entity, before.key(), gone.slot, gone.key, table)).collect()
}

/// Returns `true` if the item is one of the entity, and not a copy or marker.
pub(super) fn is_item<E: Stored, T: Holds<E>>(item: &Item) -> bool {
    kind_of(T::META, item) == ItemKind::Known { entity: T::INDEX, key: 0 }
}

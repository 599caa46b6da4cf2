//! Tables, their indexes and key attributes.

use crate::message::same;
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::{EntityMeta, Projected};
use crate::schema::item::Item;
use crate::schema::template::{Role, Template};

/// A table as the derive describes it.
#[derive(Clone, Copy, Debug)]
pub struct TableMeta {
    /// The name of the enum.
    pub ident: &'static str,
    /// The name of the table, unless the client sets another.
    pub name: &'static str,
    /// The partition key attribute.
    pub pk: KeyAttribute,
    /// The sort key attribute, if the table has one.
    pub sk: Option<KeyAttribute>,
    /// The attribute of an item's type.
    pub type_attribute: Option<&'static str>,
    /// `true` if the key decides the type of an item without the type attribute.
    pub untyped_by_key: bool,
    /// The attribute of an item's expiry time.
    pub ttl_attribute: Option<&'static str>,
    /// The attribute of the revision of an item with lookups or unique fields.
    pub revision_attribute: &'static str,
    /// The attribute of the primary key of the item that a marker, or a copy of a unique lookup, belongs to.
    pub owner_attribute: &'static str,
    /// The entities, in the order of the variants.
    pub entities: &'static [&'static EntityMeta],
    /// The groups of entities that deliberately share keys.
    pub shared: &'static [&'static [usize]],
    /// The secondary indexes.
    pub indexes: &'static [IndexMeta],
}

/// A secondary index of a table.
#[derive(Clone, Copy, Debug)]
pub struct IndexMeta {
    /// Its name.
    pub name: &'static str,
    /// Its partition key attributes: one, or up to four.
    pub pk: &'static [KeyAttribute],
    /// Its sort key attributes: none, one, or up to four.
    pub sk: &'static [KeyAttribute],
    /// `true` if it has the table's partition key. Only such an index supports consistent reads.
    pub local: bool,
    /// `true` if it may contain lookup copies, which queries then leave out.
    pub copies: bool,
    /// The attributes of the items that are in it.
    pub project: Projected,
}

impl IndexMeta {
    /// Returns `true` if this is one of its key attributes.
    fn is_key(&self, name: &str) -> bool {
        let has = |attributes: &[KeyAttribute]| attributes.iter().any(|attribute| attribute.name == name);
        has(self.pk) || has(self.sk)
    }

    /// Its key attributes.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &'static KeyAttribute> {
        self.pk.iter().chain(self.sk)
    }
}

impl TableMeta {
    /// Returns `true` if this is a key attribute of the table itself.
    pub(crate) fn is_key(&self, name: &str) -> bool {
        name == self.pk.name || self.sk.is_some_and(|sk| sk.name == name)
    }

    /// The names of the key attributes.
    pub(crate) fn key_names(&self) -> impl Iterator<Item = &'static str> {
        [Some(self.pk.name), self.sk.map(|sk| sk.name)].into_iter().flatten()
    }

    /// The key attributes that an item has.
    pub(crate) fn key_of(&self, item: &Item) -> Item {
        self.key_names().filter_map(|name| Some((name.to_owned(), item.get(name)?.clone()))).collect()
    }

    /// Returns `true` if items read through this index, or from the table itself, have their type attribute.
    pub(crate) fn carries_type(&self, index: Option<&IndexMeta>) -> bool {
        self.type_attribute.is_some() && index.is_none_or(|index| index.project != Projected::KeysOnly)
    }

    /// The type attribute, if items without it are recognized by their keys.
    pub(crate) fn optional_type(&self) -> Option<&'static str> {
        self.type_attribute.filter(|_| self.untyped_by_key)
    }

    /// Returns `true` if items read through this index, or from the table itself, have their expiry time.
    pub(crate) fn carries_ttl(&self, index: Option<&IndexMeta>) -> bool {
        self.ttl_attribute.is_some() && index.is_none_or(|index| index.project != Projected::KeysOnly)
    }

    /// Returns `true` if this is a key attribute of an index, and not of the table itself.
    pub(crate) fn is_index_key(&self, name: &str) -> bool {
        let mut attributes = self.indexes.iter().flat_map(IndexMeta::attributes);
        !self.is_key(name) && attributes.any(|attribute| attribute.name == name)
    }

    /// The index of this name.
    pub(crate) fn index(&self, name: &str) -> Option<&'static IndexMeta> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// The attributes that belong to the table, not to an entity.
    pub(crate) fn own_attributes(&self) -> impl Iterator<Item = &'static str> {
        let sk = self.sk.map(|sk| sk.name);
        let of_writes = [self.revision_attribute, self.owner_attribute].map(Some);
        let own =
            [Some(self.pk.name), sk, self.type_attribute, self.ttl_attribute].into_iter().chain(of_writes);
        let indexes = self.indexes.iter().flat_map(IndexMeta::attributes).map(|attribute| attribute.name);
        own.flatten().chain(indexes)
    }

    /// The first of [`own_attributes`](Self::own_attributes) that passes the test. Each item that is written is tested, and
    /// the chain of iterators takes several times the instructions.
    pub(crate) fn find_own(&self, test: impl Fn(&'static str) -> bool) -> Option<&'static str> {
        let of_table =
            [Some(self.pk.name), self.sk.map(|sk| sk.name), self.type_attribute, self.ttl_attribute];
        let of_writes = [self.revision_attribute, self.owner_attribute];
        for name in of_table.into_iter().flatten() {
            if test(name) {
                return Some(name);
            }
        }
        for name in of_writes {
            if test(name) {
                return Some(name);
            }
        }
        for attributes in self.indexes.iter().flat_map(|index| [index.pk, index.sk]) {
            for attribute in attributes {
                if test(attribute.name) {
                    return Some(attribute.name);
                }
            }
        }
        None
    }

    /// Returns `true` if this attribute belongs to the table, not to an entity.
    pub(crate) fn is_own(&self, name: &str) -> bool {
        self.is_key(name)
            || self.type_attribute == Some(name)
            || self.ttl_attribute == Some(name)
            || self.revision_attribute == name
            || self.owner_attribute == name
            || self.indexes.iter().any(|index| index.is_key(name))
    }

    /// The template whose form the key attribute of an index has. An attribute of the table has that of the primary key,
    /// where numbers may be padded that this role writes plain.
    pub(crate) const fn stored_form(
        &self,
        entity: &EntityMeta,
        slot: usize,
        role: Role,
        attributes: &[KeyAttribute],
    ) -> &'static Template {
        match (attributes, &self.sk) {
            ([attribute], _) if same(attribute.name, self.pk.name) => &entity.primary().pk,
            ([attribute], Some(sk)) if same(attribute.name, sk.name) => entity.primary().sort(),
            _ => entity.indexes[slot].key.template(role),
        }
    }

    /// Returns `true` if an entity of the table has an expiry time.
    pub(crate) fn expires(&self) -> bool {
        self.entities.iter().any(|entity| entity.ttl().is_some())
    }

    pub(crate) const fn is_shared(&self, index: usize) -> bool {
        let mut group = 0;
        while group < self.shared.len() {
            let mut member = 0;
            while member < self.shared[group].len() {
                if self.shared[group][member] == index {
                    return true;
                }
                member += 1;
            }
            group += 1;
        }
        false
    }
}

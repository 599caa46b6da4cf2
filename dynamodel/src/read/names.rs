//! The attributes that a request asks for.

use crate::expr::{Path, ProjectedPath};
use crate::item::holder;
use crate::item::parts::{Parts, Wanted};
use crate::item::projection::FromItem;
use crate::item::stored::Stored;
use crate::schema::entity::{EntityMeta, FieldMeta, KeyMeta};
use crate::schema::table::{IndexMeta, TableMeta};

/// The items of which some attributes are wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) table: &'static TableMeta,
    pub(crate) entity: &'static EntityMeta,
    /// The key by which they are read.
    pub(crate) key: &'static KeyMeta,
    /// The key under which they are stored.
    pub(crate) stored: &'static KeyMeta,
    pub(crate) index: Option<&'static IndexMeta>,
}

impl Asked {
    /// Returns the attributes to ask for: those that exist, and the type, which tells items of other types.
    ///
    /// The key attributes are further ones if fields are read from the key or compared with it, or if only the key tells the
    /// type.
    pub(crate) fn names(self, Wanted { attributes: wanted, parts }: Wanted) -> Vec<ProjectedPath> {
        let kind = self.table.type_attribute.filter(|_| self.table.carries_type(self.index));
        let reads_key = wanted.iter().any(|name| self.is_in_key(name));
        let mut names = Vec::new();
        let is_keys_only = wanted.is_empty() && parts.is_none();
        if is_keys_only || kind.is_none() || self.table.untyped_by_key || reads_key {
            add_names(&mut names, self.table_keys());
        }
        if reads_key && !self.key.project.is_all() {
            add_names(&mut names, self.index_keys());
        }
        add_names(&mut names, kind);
        add_names(&mut names, self.entity.model.map(|model| model.attribute));
        let ttl = self.table.ttl_attribute.filter(|_| self.table.carries_ttl(self.index));
        add_names(&mut names, ttl.filter(|_| wanted.iter().any(|name| self.is_ttl(name))));
        add_names(&mut names, wanted.iter().flat_map(|name| self.stored_names(name)));
        add_names(&mut names, self.parts(parts));
        names
    }

    /// Returns `true` for items that are lookup copies.
    fn is_copy(self) -> bool {
        self.stored.type_value != self.entity.type_name
    }

    /// Returns the key attributes of the table and of the index.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'static str> {
        self.table_keys().chain(self.index_keys())
    }

    fn table_keys(self) -> impl Iterator<Item = &'static str> {
        [Some(self.table.pk), self.table.sk].into_iter().flatten().map(|attribute| attribute.name)
    }

    fn index_keys(self) -> impl Iterator<Item = &'static str> {
        self.index.into_iter().flat_map(IndexMeta::attributes).map(|attribute| attribute.name)
    }

    /// Returns `true` if an attribute is read from the key, or compared with it.
    fn is_in_key(self, name: &str) -> bool {
        let field = self.entity.fields.iter().find(|field| field.attribute == name);
        let is_part = field.is_some_and(|field| {
            field.in_key
                || self.stored.fields().chain(self.stored.when.iter().copied()).any(|part| part == field.name)
        });
        is_part || self.table.is_key(name) || !self.key.project.holds(name)
    }

    /// The time of expiry is an attribute of the table.
    fn is_ttl(self, name: &str) -> bool {
        self.entity.ttl().is_some_and(|field| field.attribute == name)
    }

    /// Returns the names under which items store an attribute.
    fn stored_names(self, name: &'static str) -> impl Iterator<Item = &'static str> {
        let is_copy = self.is_copy();
        let is_in_key = |field: &FieldMeta| field.in_key && !(is_copy && field.in_index.is_some());
        let in_key = self.entity.fields.iter().any(|field| is_in_key(field) && field.attribute == name);
        let is_stored = self.key.project.holds(name) && !in_key && !self.is_ttl(name);
        let aliases = self.entity.aliases_of(name).iter().copied().filter(move |name| self.is_there(name));
        let holder = holder(self.table, self.entity, name).filter(|_| !is_copy && self.key.project.is_all());
        std::iter::once(name).chain(aliases).filter(move |_| is_stored).chain(holder)
    }

    /// Returns the paths under which items store parts of attributes.
    fn parts(self, parts: Option<&'static Parts>) -> impl Iterator<Item = &'static Path> {
        let paths = parts.into_iter().flat_map(|parts| &parts.asked);
        paths.filter(move |path| path.root().is_some_and(|root| self.is_there(root)))
    }

    fn is_there(self, attribute: &str) -> bool {
        self.index.is_none_or(|index| index.project.holds(attribute))
    }
}

/// Adds the missing names.
pub(crate) fn add_names(names: &mut Vec<ProjectedPath>, more: impl IntoIterator<Item: Into<ProjectedPath>>) {
    for name in more {
        let name = name.into();
        if names.iter().all(|other| !name.is_inside(*other)) {
            names.push(name);
        }
    }
}

/// The attributes that the read of one item asks for; `None` for all. Its key is known.
pub(crate) fn names_of<I: FromItem>(table: &'static TableMeta) -> Option<Vec<ProjectedPath>> {
    let entity = I::Of::ENTITY;
    let key = entity.primary();
    let asked = Asked { table, entity, key, stored: key, index: None };
    let Wanted { attributes: wanted, parts } = I::attributes()?;
    // An item without any of them would be none.
    let mut names = Vec::new();
    add_names(&mut names, table.type_attribute);
    if table.type_attribute.is_none() || table.untyped_by_key {
        add_names(&mut names, asked.keys());
    }
    add_names(&mut names, entity.model.map(|model| model.attribute));
    add_names(&mut names, table.ttl_attribute.filter(|_| entity.ttl().is_some()));
    add_names(&mut names, wanted.iter().flat_map(|name| asked.stored_names(name)));
    add_names(&mut names, asked.parts(parts));
    Some(names)
}

/// Returns the attributes of a read of several items, which tells them by their keys. It asks for whole lists, because
/// several reads may ask for elements of one.
pub(crate) fn with_keys(table: &TableMeta, names: Option<Vec<ProjectedPath>>) -> Option<Vec<ProjectedPath>> {
    let mut with_keys = Vec::new();
    let keys = [Some(table.pk), table.sk].into_iter().flatten();
    add_names(&mut with_keys, keys.map(|attribute| attribute.name));
    add_names(&mut with_keys, names?.into_iter().map(ProjectedPath::with_whole_list));
    Some(with_keys)
}

//! The parts of an entity, as plain data.

use crate::schema::shape::StoredForm;
use crate::schema::template::{Part, Role, Template};

/// An entity as the derive describes it.
#[derive(Clone, Copy, Debug)]
pub struct EntityMeta {
    /// The name of the struct.
    pub name: &'static str,
    /// The value of the table's type attribute.
    pub type_name: &'static str,
    /// The primary key, then the key of each lookup.
    pub keys: &'static [KeyMeta],
    /// The unique fields.
    pub markers: &'static [MarkerMeta],
    /// The keys of the indexes.
    pub indexes: &'static [IndexKeyMeta],
    /// The fields, in order.
    pub fields: &'static [FieldMeta],
    /// `true` if the templates have been checked where they stand. Those of a generic entity are
    /// checked by its tables.
    pub checked: bool,
}

impl EntityMeta {
    /// The primary key.
    #[must_use]
    pub const fn primary(&self) -> &'static KeyMeta {
        &self.keys[0]
    }

    /// The key in this slot.
    #[must_use]
    pub const fn key(&self, slot: KeySlot) -> &'static KeyMeta {
        match slot {
            KeySlot::Primary => &self.keys[0],
            KeySlot::Lookup(position) => &self.keys[1 + position],
            KeySlot::Index(position) => &self.indexes[position].key,
            KeySlot::Marker(position) => &self.markers[position].key,
        }
    }

    /// Returns `true` if fields of this key's own attributes stand in place of its template.
    pub(crate) const fn is_listed(&self, slot: KeySlot, role: Role) -> bool {
        match slot {
            KeySlot::Index(position) => !self.indexes[position].fields(role).is_empty(),
            KeySlot::Primary | KeySlot::Lookup(_) | KeySlot::Marker(_) => false,
        }
    }

    /// Returns `true` if the entity has another key for the index of this one.
    pub(crate) fn is_one_shape_of_several(&self, at: usize) -> bool {
        let index = self.indexes[at].index;
        self.indexes.iter().filter(|other| other.index == index).count() > 1
    }

    /// The field that says when an item expires.
    #[must_use]
    pub fn ttl(&self) -> Option<&'static FieldMeta> {
        self.fields.iter().find(|field| field.ttl)
    }

    /// The further names under which older items have the field of this attribute.
    pub(crate) fn aliases_of(&self, attribute: &str) -> &'static [&'static str] {
        let field = self.fields.iter().find(|field| field.attribute == attribute);
        field.map_or(&[], |field| field.aliases)
    }

    /// The field that the library fills in so.
    pub(crate) fn stamped(&self, stamped: Stamped) -> Option<&'static FieldMeta> {
        self.fields.iter().find(|field| field.stamped == Some(stamped))
    }

    /// The field that counts the writes.
    pub(crate) fn version(&self) -> Option<&'static FieldMeta> {
        self.stamped(Stamped::Version)
    }

    /// Returns `true` if a value is stored more than once, under the keys of its lookups.
    #[must_use]
    pub const fn has_lookups(&self) -> bool {
        self.keys.len() > 1
    }

    /// Returns `true` if further items are stored with a value: copies for lookups, markers for unique fields. Then
    /// every write is a transaction, and the item carries a revision.
    #[must_use]
    pub const fn has_satellites(&self) -> bool {
        self.stored() > 1
    }

    /// The number of keys under which something of a value is stored.
    pub(crate) const fn stored(&self) -> usize {
        self.keys.len() + self.markers.len()
    }

    /// One of these keys: the item's own, then those of the copies, then those of the markers.
    pub(crate) const fn stored_key(&self, at: usize) -> &'static KeyMeta {
        if at < self.keys.len() { &self.keys[at] } else { &self.markers[at - self.keys.len()].key }
    }
}

/// A key of an entity, by its position among the keys of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySlot {
    /// The primary key.
    Primary,
    /// The key of a lookup.
    Lookup(usize),
    /// The key of an index.
    Index(usize),
    /// The key of a unique field's marker.
    Marker(usize),
}

impl KeySlot {
    /// The slot of a key of the item itself: the primary key, then the lookups.
    pub(crate) const fn of_key(index: usize) -> Self {
        match index.checked_sub(1) {
            Some(position) => Self::Lookup(position),
            None => Self::Primary,
        }
    }
}

/// A key of an entity: its primary key or that of a lookup.
#[derive(Clone, Copy, Debug)]
pub struct KeyMeta {
    /// The name of the access pattern, where it has one.
    pub pattern: Option<&'static str>,
    /// The value of the table's type attribute on items under this key.
    pub type_value: &'static str,
    /// The template of the partition key.
    pub pk: Template,
    /// The template of the sort key, for tables that have one.
    pub sk: Option<Template>,
    /// `true` if it need not hold the primary key: the first item of such a key has it.
    pub unique: bool,
    /// The part of the item under this key: in a lookup's copies, or as far as the entity reads an index.
    pub project: Projected,
}

/// The attributes of an item that are in an index, or in the copies of a lookup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projected {
    /// All.
    All,
    /// The key attributes. A copy has its type and the time it expires besides, an index does not.
    KeysOnly,
    /// The key attributes, the type, the time it expires and these.
    Include(&'static [&'static str]),
}

impl Projected {
    /// Returns `true` if this attribute is there besides keys and type.
    pub(crate) fn holds(self, attribute: &str) -> bool {
        match self {
            Self::All => true,
            Self::KeysOnly => false,
            Self::Include(attributes) => attributes.contains(&attribute),
        }
    }

    /// Returns `true` if there are whole items.
    pub(crate) const fn is_all(self) -> bool {
        matches!(self, Self::All)
    }
}

impl KeyMeta {
    /// The name of the access pattern, or nothing.
    pub(crate) const fn pattern_name(&self) -> &'static str {
        match self.pattern {
            Some(name) => name,
            None => "",
        }
    }

    /// The fields of the entity that the templates name, some of them more than once.
    pub(crate) fn fields(&'static self) -> impl Iterator<Item = &'static str> {
        self.parts().filter_map(|part| match part {
            Part::Segment(segment) => segment.field.split('.').next(),
            Part::Literal(_) => None,
        })
    }

    fn parts(&'static self) -> impl Iterator<Item = &'static Part> {
        [Some(&self.pk), self.sk.as_ref()].into_iter().flatten().flat_map(|template| template.parts)
    }

    /// The fields that the key holds whole: two values with one key have them alike.
    pub(crate) fn whole_fields(&'static self) -> impl Iterator<Item = &'static str> {
        self.parts().filter_map(|part| match part {
            Part::Segment(segment) if segment.lossless && !segment.field.contains('.') => Some(segment.field),
            Part::Segment(_) | Part::Literal(_) => None,
        })
    }

    /// The template of the sort key, or an empty one.
    pub(crate) const fn sort(&'static self) -> &'static Template {
        const NONE: &Template =
            &Template { entity: "", text: "", role: Role::Sort, delimiter: "#", parts: &[] };
        match &self.sk {
            Some(template) => template,
            None => NONE,
        }
    }

    /// The template of one of the key attributes.
    pub(crate) const fn template(&'static self, role: Role) -> &'static Template {
        match role {
            Role::Partition => &self.pk,
            Role::Sort => self.sort(),
        }
    }
}

/// A field, or several together, that are unique among the items of an entity. The item under its key, a
/// marker, says which item has the value.
#[derive(Clone, Copy, Debug)]
pub struct MarkerMeta {
    /// The fields, joined by `+`.
    pub name: &'static str,
    /// The key, and the type value of markers.
    pub key: KeyMeta,
}

/// A key under which an entity stands in an index.
#[derive(Clone, Copy, Debug)]
pub struct IndexKeyMeta {
    /// The index, as the table names it.
    pub index: &'static str,
    /// `true` if its partition key is that of the table.
    pub local: bool,
    /// The key. A list of fields stands in it as a template that any text fits.
    pub key: KeyMeta,
    /// The fields that are the partition key, where it is no template.
    pub pk_fields: &'static [ListedField],
    /// The fields that are the sort key, where it is no template.
    pub sk_fields: &'static [ListedField],
    /// `true` if it holds only when a field has some value.
    pub conditional: bool,
    /// The fields on which it depends what the key writes: those of templates and of conditions.
    pub depends_on: &'static [&'static str],
}

impl IndexKeyMeta {
    /// The fields that are one of the keys; none where that is a template.
    pub(crate) const fn fields(&self, role: Role) -> &'static [ListedField] {
        match role {
            Role::Partition => self.pk_fields,
            Role::Sort => self.sk_fields,
        }
    }
}

/// A field whose attribute is itself the key attribute of an index.
#[derive(Clone, Copy, Debug)]
pub struct ListedField {
    /// The field's name.
    pub name: &'static str,
    /// The name of its attribute, as serde writes it.
    pub attribute: &'static str,
    /// The form that its serializer writes.
    pub form: StoredForm,
}

/// A field of an entity.
#[derive(Clone, Copy, Debug)]
pub struct FieldMeta {
    /// The field's name.
    pub name: &'static str,
    /// The name of its attribute, as serde writes it.
    pub attribute: &'static str,
    /// The further names under which older items have it, those of `#[serde(alias = "...")]`.
    pub aliases: &'static [&'static str],
    /// `true` if the field is stored in the key only.
    pub in_key: bool,
    /// `true` if it says when an item expires, and is stored in the table's TTL attribute.
    pub ttl: bool,
    /// `true` if the library fills it in.
    pub stamped: Option<Stamped>,
}

/// What becomes of a field without the user's doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamped {
    /// It counts the writes, each of which checks it.
    Version,
    /// It is the time of the first write.
    CreatedAt,
    /// It is the time of the last write.
    UpdatedAt,
}

//! The parts of an entity, as plain data.

mod field;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::schema::shape::StoredForm;
use crate::schema::template::{Part, Role, Template};
pub use field::{FieldMeta, ManagedField};

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
    /// The indexes that hold items of the entity, although it has no key for them.
    pub unread: &'static [&'static str],
    /// `true` if a field is flattened, so that items may have attributes of any name.
    pub flattens: bool,
    /// The versions of the model that the entity reads, if it has a field for it.
    pub model: Option<ModelMeta>,
    /// `true` if the templates are checked beside the struct. Tables check those of a generic entity.
    pub checked: bool,
}

impl EntityMeta {
    /// An entity without keys and fields.
    pub const EMPTY: Self = Self {
        name: "",
        type_name: "",
        keys: &[],
        markers: &[],
        indexes: &[],
        fields: &[],
        unread: &[],
        flattens: false,
        model: None,
        checked: true,
    };

    /// The primary key.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// assert_eq!(User::META.primary().pk.head(), "user-");
    /// ```
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

    /// Returns `true` if the index of this key has another key of the entity.
    pub(crate) fn has_several_keys_in_index(&self, at: usize) -> bool {
        let index = self.indexes[at].index;
        self.indexes.iter().filter(|other| other.index == index).count() > 1
    }

    /// The template in whose form queries write a key of an index. A sort key with the template of the table's partition
    /// key has plain numbers, because the index may have that attribute.
    pub(crate) fn queried_form(&self, slot: usize, role: Role) -> &'static Template {
        let own = self.indexes[slot].key.template(role);
        let KeyMeta { pk, .. } = self.primary();
        let is_repeated = own.text == pk.text && self.primary().sort().text != pk.text;
        let has_shard = pk.segments().any(|segment| segment.shards.is_some());
        if role == Role::Sort && is_repeated && !has_shard { pk } else { own }
    }

    /// The field of the expiry time.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// assert_eq!(Session::META.ttl().map(|field| field.name), Some("ends_at"));
    /// ```
    #[must_use]
    pub const fn ttl(&self) -> Option<&'static FieldMeta> {
        let mut at = 0;
        while at < self.fields.len() {
            if self.fields[at].ttl {
                return Some(&self.fields[at]);
            }
            at += 1;
        }
        None
    }

    /// The aliases of the field with this attribute.
    pub(crate) fn aliases_of(&self, attribute: &str) -> &'static [&'static str] {
        let field = self.fields.iter().find(|field| field.attribute == attribute);
        field.map_or(&[], |field| field.aliases)
    }

    /// The managed field of this kind.
    pub(crate) fn managed_field(&self, kind: ManagedField) -> Option<&'static FieldMeta> {
        self.fields.iter().find(|field| field.managed == Some(kind))
    }

    /// The version field.
    pub(crate) fn version(&self) -> Option<&'static FieldMeta> {
        self.managed_field(ManagedField::Version)
    }

    /// Returns `true` if the entity has lookups, so that its items have copies.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// assert!(User::META.has_lookups());
    /// assert!(!Video::META.has_lookups());
    /// ```
    #[must_use]
    pub const fn has_lookups(&self) -> bool {
        self.keys.len() > 1
    }

    /// Returns `true` if a value is stored with copies for lookups or markers for unique fields. Then every write is a
    /// transaction, and the item carries a revision.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// assert!(User::META.has_satellites());
    /// assert!(!Comment::META.has_satellites());
    /// ```
    #[must_use]
    pub const fn has_satellites(&self) -> bool {
        self.stored() > 1
    }

    /// The number of items that one value is stored as, at most.
    pub(crate) const fn stored(&self) -> usize {
        self.keys.len() + self.markers.len()
    }

    /// The key of one of these items: the item itself, then the copies, then the markers.
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
    /// The name of the access pattern, if it has one.
    pub pattern: Option<&'static str>,
    /// The value of the table's type attribute on items under this key.
    pub type_value: &'static str,
    /// The template of the partition key.
    pub pk: Template,
    /// The template of the sort key, for tables that have one.
    pub sk: Option<Template>,
    /// `true` for a unique lookup. Its key need not hold the primary key.
    pub unique: bool,
    /// The fields of the conditions under which an item has this lookup.
    pub when: &'static [&'static str],
    /// The part of the item in the lookup's copies, or that the entity reads from the index.
    pub project: Projected,
}

/// The attributes of an item that are in an index, or in the copies of a lookup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projected {
    /// All attributes.
    All,
    /// The key attributes. A copy also has its type and its expiry time; an index does not.
    KeysOnly,
    /// The key attributes, the type, the expiry time and these.
    Include(&'static [&'static str]),
}

impl Projected {
    /// Returns `true` if this attribute is projected.
    pub(crate) fn holds(self, attribute: &str) -> bool {
        match self {
            Self::All => true,
            Self::KeysOnly => false,
            Self::Include(attributes) => attributes.contains(&attribute),
        }
    }

    /// Returns `true` if whole items are projected.
    pub(crate) const fn is_all(self) -> bool {
        matches!(self, Self::All)
    }
}

impl KeyMeta {
    /// A key without a name and a sort key, which holds the whole item.
    #[must_use]
    pub const fn new(type_value: &'static str, pk: Template) -> Self {
        Self { pattern: None, type_value, pk, sk: None, unique: false, when: &[], project: Projected::All }
    }

    /// The name of the access pattern, or an empty string.
    pub(crate) const fn pattern_name(&self) -> &'static str {
        match self.pattern {
            Some(name) => name,
            None => "",
        }
    }

    /// The fields that the templates name, possibly repeated.
    pub(crate) fn fields(&'static self) -> impl Iterator<Item = &'static str> {
        self.parts().filter_map(|part| match part {
            Part::Segment(segment) => segment.field.split('.').next(),
            Part::Literal(_) => None,
        })
    }

    fn parts(&'static self) -> impl Iterator<Item = &'static Part> {
        [Some(&self.pk), self.sk.as_ref()].into_iter().flatten().flat_map(|template| template.parts)
    }

    /// The fields that the key holds without loss. Values with equal keys have them in common.
    pub(crate) fn whole_fields(&'static self) -> impl Iterator<Item = &'static str> {
        self.parts().filter_map(|part| match part {
            Part::Segment(segment) if segment.lossless && !segment.field.contains('.') => Some(segment.field),
            Part::Segment(_) | Part::Literal(_) => None,
        })
    }

    /// The template of the sort key, or an empty one.
    pub(crate) const fn sort(&'static self) -> &'static Template {
        const NONE: &Template =
            &Template { entity: "", text: "", role: Role::Sort, delimiter: "#", parts: &[], bounded: false };
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

/// A unique field, or several that are unique together. The item under its key, a marker, names the item that has
/// the value.
#[derive(Clone, Copy, Debug)]
pub struct MarkerMeta {
    /// The fields, joined by `+`.
    pub name: &'static str,
    /// The key, and the type value of markers.
    pub key: KeyMeta,
}

/// A key of an entity in an index.
#[derive(Clone, Copy, Debug)]
pub struct IndexKeyMeta {
    /// The name of the index.
    pub index: &'static str,
    /// `true` if its partition key is that of the table.
    pub local: bool,
    /// The key. A list of fields is in it as a template that every text fits.
    pub key: KeyMeta,
    /// The fields of a partition key that is a list.
    pub pk_fields: &'static [ListedField],
    /// The fields of a sort key that is a list.
    pub sk_fields: &'static [ListedField],
    /// The role of the table's own key attribute that is behind the listed fields of the sort key, if one is.
    pub sk_base: Option<Role>,
    /// `true` if the key has a condition.
    pub conditional: bool,
    /// The fields that determine the key: those of templates and of conditions.
    pub depends_on: &'static [&'static str],
}

impl IndexKeyMeta {
    /// The key of a global index, without lists and conditions.
    #[must_use]
    pub const fn new(index: &'static str, key: KeyMeta) -> Self {
        Self {
            index,
            local: false,
            key,
            pk_fields: &[],
            sk_fields: &[],
            sk_base: None,
            conditional: false,
            depends_on: &[],
        }
    }

    /// The role in the table of the attribute behind the listed fields of this key, if it is the table's own.
    pub(crate) const fn base(&self, role: Role) -> Option<Role> {
        match role {
            Role::Partition => None,
            Role::Sort => self.sk_base,
        }
    }

    /// The fields of a key that is a list; empty for a template.
    pub(crate) const fn fields(&self, role: Role) -> &'static [ListedField] {
        match role {
            Role::Partition => self.pk_fields,
            Role::Sort => self.sk_fields,
        }
    }
}

/// A field whose attribute is the key attribute of an index itself.
#[derive(Clone, Copy, Debug)]
pub struct ListedField {
    /// The field's name.
    pub name: &'static str,
    /// The name of its attribute.
    pub attribute: &'static str,
    /// The form that its serializer writes.
    pub form: StoredForm,
}

/// The versions of the model that an entity reads.
#[derive(Clone, Copy, Debug)]
pub struct ModelMeta {
    /// The attribute with the version.
    pub attribute: &'static str,
    /// Returns `true` if the entity reads items of this version.
    pub knows: fn(&AttributeValue) -> bool,
}

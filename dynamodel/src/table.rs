//! All entities of one table.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, ScalarAttributeType};

use crate::entity::{Entity, EntityMeta};
use crate::error::Error;
use crate::error::Kind as Failure;
use crate::item::{Encoded, Item, Kind, Stored, kind_of};
use crate::proof::overlap;
use crate::schema::entity::Projected;

/// Everything that lives in one table. Derive it on the enum of the table's entities:
///
/// ```
/// use dynamodel::{Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[key(pk = "user-{user_id}", sk = "_root")]
/// struct User {
///     user_id: u64,
///     user_name: String,
/// }
///
/// #[derive(Table)]
/// #[table(name = "entities", type_attribute = "entity_type")]
/// enum Entities {
///     User(User),
/// }
/// ```
///
/// The derive proves that no two entities, lookups and unique fields included, can write the same key, and adds
/// `Entities::table(client)` and `Entities::scan()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "write `#[derive(Table)]` and `#[table(name = \"...\")]` on the enum of the table's entities"
)]
pub trait Table: Sized + Send + Sync + 'static {
    /// What the attributes say: names and entities.
    const META: &'static TableMeta;

    /// Decodes an item of this table, lookup copies included, to the variant that it is: by the type
    /// attribute, or in a table without one by its keys. For items that something else has read.
    ///
    /// # Errors
    ///
    /// The table has no entity for the item ([`Error::is_unknown_type`]), it is the marker of a unique field
    /// ([`Error::is_type_mismatch`]), or it does not have the shape of its entity
    /// ([`Error::is_malformed_item`]).
    fn from_item(item: HashMap<String, AttributeValue>) -> Result<Self, Error> {
        match kind_of(Self::META, &item) {
            Kind::Known { entity, key } => Self::decode(entity, Stored { item, table: Self::META, key }),
            Kind::Marker { .. } => {
                let found = kind_of(Self::META, &item).name(Self::META);
                Err(Error::new(Failure::IsMarker { found }))
            }
            Kind::Foreign(_) => Err(Stored { item, table: Self::META, key: 0 }.unknown()),
        }
    }

    /// All that is stored for this value of one of its entities: the item first, then a copy for each lookup and a
    /// marker for each unique field. For comparing with what something else has read, as a check of a whole table does.
    ///
    /// They are what a [`put`](crate::entity::Entity::put) of the value would leave, but for what the library fills in then: times, the
    /// next version, and the attribute that counts writes where there is no version
    /// ([`TableMeta::revision_attribute`]).
    ///
    /// ```
    /// # use dynamodel::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[key(pk = "user-{user_id}", sk = "_root")]
    /// struct User {
    ///     user_id: u64,
    ///     #[entity(unique)]
    ///     user_name: String,
    /// }
    /// # #[derive(Table)]
    /// # #[table(name = "users", type_attribute = "entity_type")]
    /// # enum Users { User(User) }
    /// let stored = Users::to_items(&User { user_id: 3, user_name: "cathy".to_owned() })?;
    /// assert_eq!(stored.len(), 2);
    /// assert_eq!(stored[0]["user_name"].as_s().unwrap(), "cathy");
    /// # Ok::<(), dynamodel::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The value cannot be stored: a field does not fit its place in a key ([`Error::is_invalid_key`]), the item is too
    /// large ([`Error::is_too_large`]) or not one that can be written ([`Error::is_malformed_item`]).
    fn to_items<E: Entity>(value: &E) -> Result<Vec<HashMap<String, AttributeValue>>, Error>
    where
        Self: Holds<E>,
    {
        let value = Encoded::of(value)?;
        let copies = value.copies().map(|(index, _)| value.item(Self::META, index, None));
        let markers = value.markers().map(|(at, key)| value.marker(Self::META, at, key));
        std::iter::once(value.item(Self::META, 0, None)).chain(copies).chain(markers).collect()
    }

    /// Decodes an item of the `index`-th entity.
    #[doc(hidden)]
    fn decode(index: usize, stored: Stored<'_>) -> Result<Self, Error>;
}

/// That a table has items of entity `E`. Part of what `#[derive(Table)]` generates.
#[diagnostic::on_unimplemented(
    message = "the table `{Self}` has no variant for `{E}`",
    label = "`{E}` is not in the table `{Self}`",
    note = "if `{E}` is in another table, send this to that table; in a transaction, write `.on(&table)` with that table after the operation",
    note = "if `{E}` belongs to `{Self}`, add a variant that holds it to the enum"
)]
pub trait Holds<E>: Table {
    /// Which of the table's entities it is.
    #[doc(hidden)]
    const INDEX: usize;

    /// Whether another entity deliberately has the same primary keys, as a type.
    #[doc(hidden)]
    type Keys;

    /// Whether a field of the entity is a key attribute of the table itself, as a type.
    #[doc(hidden)]
    type Natural;

    /// The keys (by bit) whose partition and leading literal can hold items of other types.
    #[doc(hidden)]
    const MIXED: u64 = overlap::mixed_keys::<Self>(Self::INDEX);

    /// The index keys (by bit) whose partition and leading literal can hold items of other types.
    #[doc(hidden)]
    const MIXED_INDEXES: u64 = crate::proof::table::mixed_indexes(Self::META, Self::INDEX);

    /// Whether another entity deliberately has the same primary keys.
    #[doc(hidden)]
    const SHARED: bool = Self::META.is_shared(Self::INDEX);
}

/// An index of a table, by the hash of its name.
pub trait HasIndex<const NAME: u64>: Table {
    /// Whether a field of an entity is a key attribute of the index itself though a template writes that key, as a
    /// type.
    type Natural;
}

/// The keys of `E` in the table `T` are held by no other entity; see [`Holds::Keys`].
#[derive(Debug)]
pub struct OwnKeys;

/// Another entity of the table deliberately has the same keys; see [`Holds::Keys`].
#[derive(Debug)]
pub struct SharedKeys;

/// Implemented by [`OwnKeys`] alone.
#[diagnostic::on_unimplemented(
    message = "a batch cannot write `{E}` to the table `{T}`: it shares its keys with another entity, and a batch does not check whose item it replaces",
    label = "send this alone, with `.send(&table)`",
    note = "for many new items: `create_many(&values)`, which fails where an item exists already"
)]
pub trait Unshared<E, T> {}

impl<E, T> Unshared<E, T> for OwnKeys {}

/// What is known of a table at compile time.
#[derive(Clone, Copy, Debug)]
pub struct TableMeta {
    /// The name of the enum.
    pub ident: &'static str,
    /// The name of the table, unless the client is given another.
    pub name: &'static str,
    /// The partition key attribute.
    pub pk: KeyAttribute,
    /// The sort key attribute, if the table has one.
    pub sk: Option<KeyAttribute>,
    /// The attribute that says which entity an item is.
    pub type_attribute: Option<&'static str>,
    /// The attribute that says when an item expires.
    pub ttl_attribute: Option<&'static str>,
    /// The attribute that counts the writes of an item with lookups or unique fields.
    pub revision_attribute: &'static str,
    /// The attribute that says whose a marker, or a copy of a unique lookup, is.
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
    /// Whether it has the partition key of the table, and can be read consistently.
    pub local: bool,
    /// Whether lookup copies may stand in it, which queries then leave out.
    pub copies: bool,
    /// The attributes of the items that are in it.
    pub project: Projected,
}

impl IndexMeta {
    /// Its key attributes.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &'static KeyAttribute> {
        self.pk.iter().chain(self.sk)
    }
}

impl TableMeta {
    /// Whether this is a key attribute of the table itself.
    pub(crate) fn is_key(&self, name: &str) -> bool {
        name == self.pk.name || self.sk.is_some_and(|sk| sk.name == name)
    }

    /// The key attributes of an item, as far as it has them.
    pub(crate) fn key_of(&self, item: &Item) -> Item {
        let names = [Some(self.pk.name), self.sk.map(|sk| sk.name)].into_iter().flatten();
        names.filter_map(|name| Some((name.to_owned(), item.get(name)?.clone()))).collect()
    }

    /// Whether what is read through this index, or of the table itself, says which type it is.
    pub(crate) fn says_type(&self, index: Option<&IndexMeta>) -> bool {
        self.type_attribute.is_some() && index.is_none_or(|index| index.project != Projected::KeysOnly)
    }

    /// Whether what is read through this index, or of the table itself, says when it expires.
    pub(crate) fn says_ttl(&self, index: Option<&IndexMeta>) -> bool {
        self.ttl_attribute.is_some() && index.is_none_or(|index| index.project != Projected::KeysOnly)
    }

    /// Whether this is a key attribute of an index, and not of the table itself.
    pub(crate) fn is_index_key(&self, name: &str) -> bool {
        let mut attributes = self.indexes.iter().flat_map(IndexMeta::attributes);
        !self.is_key(name) && attributes.any(|attribute| attribute.name == name)
    }

    /// The index of this name.
    pub(crate) fn index(&self, name: &str) -> Option<&'static IndexMeta> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// The attributes that are the table's and not an entity's.
    pub(crate) fn own_attributes(&self) -> impl Iterator<Item = &'static str> {
        let sk = self.sk.map(|sk| sk.name);
        let of_writes = [self.revision_attribute, self.owner_attribute].map(Some);
        let own =
            [Some(self.pk.name), sk, self.type_attribute, self.ttl_attribute].into_iter().chain(of_writes);
        let indexes = self.indexes.iter().flat_map(IndexMeta::attributes).map(|attribute| attribute.name);
        own.flatten().chain(indexes)
    }

    /// Whether items of some entity expire.
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

/// A key attribute of a table.
#[derive(Clone, Copy, Debug)]
pub struct KeyAttribute {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: KeyKind,
}

/// The type of a key attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// A string: what any template writes.
    String,
    /// A number: a template of one bare integer.
    Number,
    /// Binary: a template of one bare `Vec<u8>`.
    Binary,
}

impl KeyKind {
    /// As messages have it.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Binary => "binary",
        }
    }

    /// As `pk_type` has it.
    pub(crate) const fn letter(self) -> &'static str {
        match self {
            Self::String => "S",
            Self::Number => "N",
            Self::Binary => "B",
        }
    }

    /// Whether this is a value of the type.
    pub(crate) fn holds(self, value: &AttributeValue) -> bool {
        match self {
            Self::String => value.is_s(),
            Self::Number => value.is_n(),
            Self::Binary => value.is_b(),
        }
    }

    pub(crate) fn scalar(self) -> ScalarAttributeType {
        match self {
            Self::String => ScalarAttributeType::S,
            Self::Number => ScalarAttributeType::N,
            Self::Binary => ScalarAttributeType::B,
        }
    }
}

//! Tables: the entities that share one.

use crate::schema::table::TableMeta;
use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::error::Kind;
use crate::item::stored::Stored;
use crate::item::{Encoded, EncodedVariant, EntityFunctions, ItemKind, StoredItem, kind_of};

/// A table of several entities. Derive it on the enum of them:
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
/// The derive proves that no two entities, lookups or unique fields can write the same key. It adds
/// `Entities::table(client)` and `Entities::scan()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "write `#[derive(Table)]` and `#[table(name = \"...\")]` on the enum of the table's entities"
)]
pub trait Table: Sized + Send + Sync + 'static {
    /// The metadata that the attributes define.
    const META: &'static TableMeta;

    /// The functions of the entities, in the order of the variants.
    #[doc(hidden)]
    const ENTITIES: &'static [EntityFunctions];

    /// Decodes an item or lookup copy to its variant, by the type attribute, or in a table without one by its keys.
    ///
    /// Use it for items that another program or the SDK has read.
    ///
    /// # Errors
    ///
    /// The table has no entity for the item ([`Error::is_unknown_type`]), it has no type ([`Error::is_untyped`]), it is the marker of a unique field
    /// ([`Error::is_type_mismatch`]), or it does not have the shape of its entity
    /// ([`Error::is_malformed_item`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let output = table.client().scan().table_name(table.name()).filter_expression("entity_type = :type");
    /// # use aws_sdk_dynamodb::types::AttributeValue::S;
    /// let output = output.expression_attribute_values(":type", S("Comment".to_owned())).send().await?;
    /// for item in output.items() {
    ///     assert!(matches!(YouTube::from_item(item.clone())?, YouTube::Comment(_)));
    /// }
    /// # Ok(()) });
    /// ```
    fn from_item(item: HashMap<String, AttributeValue>) -> Result<Self, Error> {
        match kind_of(Self::META, &item) {
            ItemKind::Known { entity, key } => {
                Self::decode(entity, StoredItem { item: item.into(), table: Self::META, key })
            }
            ItemKind::Marker { .. } => {
                let found = kind_of(Self::META, &item).name(Self::META);
                Err(Error::new(Kind::IsMarker { found }))
            }
            ItemKind::Foreign(_) | ItemKind::Untyped(_) => {
                Err(StoredItem { item: item.into(), table: Self::META, key: 0 }.unknown())
            }
        }
    }

    /// The items that a value is stored as: the item first, then a copy for each lookup and a marker for each unique field.
    ///
    /// Use it to check a table that another program has read. A [`put`](crate::entity::Entity::put) of the value stores the
    /// same items, except for managed fields and the revision ([`TableMeta::revision_attribute`]).
    ///
    /// # Examples
    ///
    /// A user has a unique name, and a lookup by e-mail address:
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// let stored = YouTube::to_items(&user())?;
    /// assert_eq!(stored.len(), 3);
    /// assert_eq!(stored[0]["user_name"].as_s().unwrap(), "ann");
    /// # Ok::<(), dynamodel::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The value cannot be stored: a field does not fit its place in a key ([`Error::is_invalid_key`]), the item is too
    /// large ([`Error::is_too_large`]) or not one that can be written ([`Error::is_malformed_item`]).
    fn to_items<E: Stored>(value: &E) -> Result<Vec<HashMap<String, AttributeValue>>, Error>
    where
        Self: Holds<E>,
    {
        let value = Encoded::of(value)?;
        if !E::ENTITY.has_satellites() {
            return Ok(vec![value.into_item(Self::META)?]);
        }
        let copies = value.copies().map(|(index, _)| value.item(Self::META, index, None));
        let markers = value.markers().map(|(at, key)| value.marker(Self::META, at, key));
        std::iter::once(value.item(Self::META, 0, None)).chain(copies).chain(markers).collect()
    }

    /// Encodes the value of this variant.
    #[doc(hidden)]
    fn encode(&self) -> Result<EncodedVariant, Error>;

    /// Decodes an item of the entity at this position.
    #[doc(hidden)]
    fn decode(index: usize, stored: StoredItem<'_>) -> Result<Self, Error>;
}

/// A table with items of entity `E`. Implemented by `#[derive(Table)]`.
#[diagnostic::on_unimplemented(
    message = "the table `{Self}` has no variant for `{E}`",
    label = "`{E}` is not in the table `{Self}`",
    note = "if `{E}` is in another table, send this to that table; in a transaction, write `.on(&table)` with that table after the operation",
    note = "if `{E}` belongs to `{Self}`, add a variant that holds it to the enum"
)]
pub trait Holds<E>: Table {
    /// The position of the entity among those of the table.
    #[doc(hidden)]
    const INDEX: usize;

    /// [`SharedKeys`] if another entity deliberately has the same primary keys, otherwise [`OwnKeys`].
    #[doc(hidden)]
    type Keys;

    /// Marks that a field of the entity is a key attribute of the table itself.
    #[doc(hidden)]
    type Natural;

    /// The keys (by bit) whose partition and leading literal can hold items of other types.
    #[doc(hidden)]
    const MIXED: u64;

    /// The index keys (by bit) whose partition and leading literal can hold items of other types.
    #[doc(hidden)]
    const MIXED_INDEXES: u64;

    /// `true` if another entity deliberately has the same primary keys.
    #[doc(hidden)]
    const SHARED: bool = Self::META.is_shared(Self::INDEX);
}

/// An index of a table, by its name.
pub trait HasIndex<N>: Table {
    /// Marks that a field of an entity is a key attribute of the index, though a template writes that key.
    type Natural;
}

/// No other entity has the keys of the entity; see [`Holds::Keys`].
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

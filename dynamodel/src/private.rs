//! What the derives call. Not part of the public interface: it changes without notice.

pub use aws_sdk_dynamodb::Client;
pub use aws_sdk_dynamodb::types::AttributeValue;
pub use serde::{Serialize, de::DeserializeOwned};
pub use serde_dynamo::{Deserializer, Result as Read};

pub use crate::collection::check::{check_member, check_parent, check_part};
pub use crate::collection::{
    ALL, Collected, Param, Params, Pattern, PatternMeta, SameParams, SameSpec, SameType, is_collected,
    is_entity, partition_key,
};
pub use crate::entity::{
    Batchable, EntityMeta, FieldMeta, IndexKeyMeta, KeyMeta, ListedField, MarkerMeta, Projected,
};
pub use crate::error::Error;
pub use crate::field::{
    Assigned, ByKey, ByType, FieldDef, FieldGroup, Inside, Is, Member, Named, Nothing, OfLoaded, Operand,
    Raised, Reads, Relative, Root, Steps, Untouched, WholeField, With, assigned,
};
pub use crate::item::{Found, IndexEntry, Item, ItemKey, Stored, StoredKey, decode};
pub use crate::key::check::check_template;
pub use crate::key::overlap::prove;
pub use crate::key::{
    Attr, ByteSet, Key, KeyEdge, KeyError, KeyPrefix, KeyReader, KeySegment, KeyValue, KeyWriter, Native,
    OrderedListed, OrderedSegment, Part, Role, Seg, Segment, SegmentError, Shape, StoredForm, Template, spec,
};
pub use crate::op::{
    Apart, Beside, InIndex, InTable, IsKey, KeyedAt, NamedAt, Natural, NoKey, Perhaps, Standing, Unproven,
    Within,
};
pub use crate::op::{Base, ConsistentRead, FilterOf, Global, Local, Partial};
pub use crate::projection::check::{check_function, field_of, same_type};
pub use crate::projection::{EntityField, HoldsAll, ProjectionMeta, ServedBy, Serves};
pub use crate::stamp::{Stamp, StampTime, Stamped};
pub use crate::table::{HasIndex, IndexMeta, KeyAttribute, KeyKind, OwnKeys, SharedKeys, TableMeta};
pub use crate::ttl::{Ttl, conversions as ttl, never as never_expires, read as read_ttl, write as write_ttl};

use crate::key::spec::{Direction, Order};
use crate::message::Message;
use crate::op::{CollectionQuery, Delete, EntityScan, Find, Get, GroupQuery, Query, Scan, Update};
use crate::table::check;
use crate::{Collection, Entity, Group, Table, TableClient};

/// A literal part of a template.
#[must_use]
pub const fn literal(text: &'static str) -> Part {
    Part::Literal(text)
}

/// The place of a field of type `T`, written as `S` says.
#[must_use]
pub const fn segment<T: KeySegment<S>, S: Direction>(field: &'static str) -> Part {
    Part::Segment(Segment {
        field,
        shape: T::SHAPE,
        lossless: T::LOSSLESS,
        descending: <S::Order as Order>::DESCENDING,
        native: T::NATIVE,
        shards: None,
    })
}

/// The place of the number of one of `COUNT` shards.
#[must_use]
pub const fn shard<const COUNT: u16>() -> Part {
    crate::key::shard::place::<COUNT>()
}

/// What stands for the template of a list of fields: any text.
#[must_use]
pub const fn listed(entity: &'static str, role: Role, text: &'static str) -> Template {
    const ANY: &[Part] = &[crate::key::overlap::REST];
    Template { entity, text, role, delimiter: "", parts: ANY }
}

/// A field in a list.
#[must_use]
pub const fn listed_field(name: &'static str, attribute: &'static str, form: StoredForm) -> ListedField {
    ListedField { name, attribute, form }
}

/// What the serializer of a key segment writes.
#[must_use]
pub const fn form<T: KeySegment<S>, S>() -> StoredForm {
    T::FORM
}

/// Checks that a key attribute can hold what a field in a list is stored as.
#[track_caller]
pub const fn check_listed(entity: &str, field: &str, form: StoredForm) {
    if matches!(form, StoredForm::Other) {
        let message = Message::new().add(entity).add("'s field `").add(field);
        let message = message
            .add(
                "` is stored as something that no key attribute can hold, as far as its type tells: \
             a key attribute is a string, a number or binary. Write a template, \"{",
            )
            .add(field);
        message.add("}\", or let a function of yours serialize the field as one of these").panic();
    }
}

/// Checks that two keys of an index are not both there.
#[track_caller]
pub const fn check_exclusive(same: bool, message: &'static str) {
    if same {
        Message::new().add(message).panic();
    }
}

/// The type of a key attribute of an index: that of the fields which are it, or a string.
#[must_use]
pub const fn index_kind(entities: &[&EntityMeta], attribute: &str) -> KeyKind {
    check::kind(entities, attribute)
}

/// A field of a nested struct, by the hash of its name: how a template finds the type of
/// `{address.city}`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no field that a key template could name here",
    note = "write `#[derive(dynamodel::Document)]` on the nested struct, and check the name behind the dot"
)]
pub trait Field<const NAME: u64> {
    /// The field's type.
    type Type;
    /// What an expansion asks for to see whether the field is there.
    const NAME_HASH: u64 = NAME;
    /// The field.
    fn field(&self) -> &Self::Type;
}

/// A time that can be cut to its date in UTC.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be cut with `{S}` in a key",
    note = "`date` is for times: `Timestamp`, `DateTime<Utc>`, `OffsetDateTime` and newtypes around them"
)]
pub trait Truncate<S> {
    /// What is left of it.
    type Output;
    /// What an expansion asks for to see whether the type can be cut.
    const CUTS: bool = true;
    /// Cuts the rest off.
    fn truncate(&self) -> Self::Output;
}

/// What was read from a key, through the conversion that serde uses as well.
///
/// # Errors
///
/// The conversion refused the value.
pub fn converted<T, U: TryFrom<T>>(value: T) -> Result<U, SegmentError> {
    U::try_from(value).map_err(|_| SegmentError::Malformed("a value that its type accepts"))
}

/// `<Checked<{ <T as KeySegment<S>>::LOSSLESS }> as Keep<S>>::Type` is `S`. Where `T` is no key
/// segment the constant is an error, and so is the type: whatever else names it says nothing more,
/// so that one wrong field is one message.
#[derive(Clone, Copy, Debug)]
pub struct Checked<const FOUND: bool>;

/// See [`Checked`].
pub trait Keep<T> {
    /// `T`.
    type Type;
}

impl<T, const FOUND: bool> Keep<T> for Checked<FOUND> {
    type Type = T;
}

/// See [`Checked`]: `S`, if `A` is no error.
pub type After<A, S> = <A as Follow<S>>::Type;

/// See [`After`].
pub trait Follow<S> {
    /// `S`.
    type Type;
}

impl<A, S> Follow<S> for A {
    type Type = S;
}

/// The sort key of an entity whose attributes have errors: anything fits it.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

impl<V> KeyPrefix<Unknown> for V {
    type Rest = Unknown;

    fn write(&self, _writer: &mut KeyWriter) {}
}

impl<V> KeyEdge<Unknown> for V {}

/// A field of such an entity.
impl<S> KeySegment<S> for Unknown {
    type Arg<'a> = Self;

    const SHAPE: Shape = Shape::Any;

    fn as_arg(&self) -> Self {
        *self
    }

    fn encode(_arg: &Self, _out: &mut String) -> Result<(), SegmentError> {
        Ok(())
    }

    fn decode(_text: &str) -> Result<Self, SegmentError> {
        Ok(Self)
    }
}

/// Writes the partition key of the entity's `index`-th key.
#[must_use]
pub fn pk<E: Entity>(index: usize) -> KeyWriter {
    KeyWriter::new(&E::META.keys[index].pk)
}

/// Writes the sort key of the entity's `index`-th key.
#[must_use]
pub fn sk<E: Entity>(index: usize) -> KeyWriter {
    KeyWriter::new(E::META.keys[index].sort())
}

/// Writes the partition key of the entity's `at`-th index key.
#[must_use]
pub fn index_pk<E: Entity>(at: usize) -> KeyWriter {
    KeyWriter::new(&E::META.indexes[at].key.pk)
}

/// Writes the sort key of the entity's `at`-th index key.
#[must_use]
pub fn index_sk<E: Entity>(at: usize) -> KeyWriter {
    KeyWriter::new(E::META.indexes[at].key.sort())
}

/// Writes the partition key of the entity's `at`-th marker.
#[must_use]
pub fn marker_pk<E: Entity>(at: usize) -> KeyWriter {
    KeyWriter::new(&E::META.markers[at].key.pk)
}

/// Writes the sort key of the entity's `at`-th marker.
#[must_use]
pub fn marker_sk<E: Entity>(at: usize) -> KeyWriter {
    KeyWriter::new(E::META.markers[at].key.sort())
}

/// Writes the partition key of the entity's `at`-th index key, which is a list of fields.
#[must_use]
pub fn listed_pk<E: Entity>(at: usize) -> KeyWriter {
    KeyWriter::listed(&E::META.indexes[at].key.pk)
}

/// Reads the items of one partition of the entity's `at`-th index key.
pub fn index_query<E: Entity, Open, P, R>(at: usize, pk: KeyWriter) -> Query<E, Open, P, R> {
    Query::of_index(at, pk)
}

/// Cuts a partition key into the segments of the entity's `index`-th key.
///
/// # Errors
///
/// The key has another form.
pub fn read_pk<E: Entity>(index: usize, key: &str) -> Result<KeyReader<'_>, Error> {
    Ok(KeyReader::new(&E::META.keys[index].pk, key)?)
}

/// Cuts a sort key into the segments of the entity's `index`-th key.
///
/// # Errors
///
/// The key has another form.
pub fn read_sk<E: Entity>(index: usize, key: &str) -> Result<KeyReader<'_>, Error> {
    Ok(KeyReader::new(E::META.keys[index].sort(), key)?)
}

/// A field as the functions for its segment take it.
pub fn arg<T: KeySegment<S>, S>(value: &T) -> T::Arg<'_> {
    value.as_arg()
}

/// The key attributes of an item, as they were read.
#[must_use]
pub fn stored_key<'i>(pk: &'i AttributeValue, sk: Option<&'i AttributeValue>) -> StoredKey<'i> {
    StoredKey { pk, sk }
}

/// Checks the partition key's template of the `index`-th key of item, copies and markers.
#[track_caller]
pub const fn check_pk<E: Entity>(index: usize) {
    check_template(&E::META.stored_key(index).pk);
}

/// Checks the sort key's template of the `index`-th key of item, copies and markers.
#[track_caller]
pub const fn check_sk<E: Entity>(index: usize) {
    if let Some(template) = &E::META.stored_key(index).sk {
        check_template(template);
    }
}

/// The field that is the `part`-th part of a partition key, as the item's serializer writes it.
///
/// # Errors
///
/// The key has another form, or the field's serializer failed.
pub fn pk_attribute<E: Entity, T: KeySegment<S> + Serialize, S>(
    index: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<AttributeValue, Error> {
    attribute(&key.pk_value::<T, S>(&E::META.keys[index].pk, part)?)
}

/// The same for a sort key.
///
/// # Errors
///
/// The key has another form, or the field's serializer failed.
pub fn sk_attribute<E: Entity, T: KeySegment<S> + Serialize, S>(
    index: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<AttributeValue, Error> {
    attribute(&key.sk_value::<T, S>(E::META.keys[index].sort(), part)?)
}

/// The field that is the `part`-th part of the partition key of an index, as the item's serializer writes it.
///
/// # Errors
///
/// The key has another form, or the field's serializer failed.
pub fn index_pk_attribute<E: Entity, T: KeySegment<S> + Serialize, S>(
    at: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<AttributeValue, Error> {
    attribute(&key.pk_value::<T, S>(&E::META.indexes[at].key.pk, part)?)
}

/// The same for the sort key of an index.
///
/// # Errors
///
/// The key has another form, or the field's serializer failed.
pub fn index_sk_attribute<E: Entity, T: KeySegment<S> + Serialize, S>(
    at: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<AttributeValue, Error> {
    attribute(&key.sk_value::<T, S>(E::META.indexes[at].key.sort(), part)?)
}

/// What the `part`-th part of the partition key of the `index`-th key holds.
///
/// # Errors
///
/// The key has another form.
pub fn pk_held<E: Entity, T: KeySegment<S>, S>(
    index: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<T, Error> {
    Ok(key.pk_value::<T, S>(&E::META.keys[index].pk, part)?)
}

/// The same for the sort key.
///
/// # Errors
///
/// The key has another form.
pub fn sk_held<E: Entity, T: KeySegment<S>, S>(
    index: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<T, Error> {
    Ok(key.sk_value::<T, S>(E::META.keys[index].sort(), part)?)
}

/// A field read from a key, as the item's serializer writes it.
///
/// # Errors
///
/// The field's serializer failed.
pub fn attribute<T: Serialize>(value: &T) -> Result<AttributeValue, Error> {
    crate::item::encode_value(value)
}

/// A field as the user's own function writes it.
///
/// # Errors
///
/// That function failed.
pub fn attribute_with(
    write: impl FnOnce(serde_dynamo::Serializer) -> serde_dynamo::Result<serde_dynamo::AttributeValue>,
) -> Result<AttributeValue, Error> {
    let written = write(serde_dynamo::Serializer).map(AttributeValue::from);
    written.map_err(|error| Error::new(crate::error::Kind::Encode(error)))
}

/// Reads an item.
pub fn get<E: Entity>(key: Result<Key<E>, Error>) -> Get<E> {
    Get::new(key)
}

/// Reads an item by the entity's `index`-th key, that of a unique lookup.
pub fn find<E: Entity>(index: usize, pk: KeyWriter, sk: Option<KeyWriter>) -> Find<E> {
    Find::new(index, ItemKey::new(pk, sk).map_err(Error::from))
}

/// Changes an item.
pub fn update<E: Entity>(key: Result<Key<E>, Error>) -> Update<E> {
    Update::new(key)
}

/// The value of a field that holds the time of a write; `None` if its type has no such time, or the item does
/// without it.
///
/// # Errors
///
/// The field's serializer failed.
pub fn time_of<F: FieldDef>(now: std::time::SystemTime) -> Result<Option<AttributeValue>, Error>
where
    F::Value: StampTime,
{
    F::Value::from_system(now).map(|now| F::encode(&now)).transpose()
}

/// A field of an item, from its attribute.
///
/// # Errors
///
/// The attribute is not what the field's type reads.
pub fn part<T: DeserializeOwned>(item: &Item, name: &str) -> Result<T, Error> {
    let value = item.get(name).cloned().unwrap_or(AttributeValue::Null(true));
    serde_dynamo::from_attribute_value(value)
        .map_err(|source| Error::new(crate::error::Kind::Decode { path: name.to_owned(), source }))
}

/// Removes an item.
pub fn delete<E: Entity>(key: Result<Key<E>, Error>) -> Delete<E> {
    Delete::new(key)
}

/// Whether the `index`-th entity of a table has a field that is a key attribute of the table itself.
#[must_use]
pub const fn is_natural<T: Table>(index: usize) -> bool {
    check::is_natural(T::META, index)
}

/// Whether an entity has a field that is a key attribute of the `index`-th index though a template writes the key.
#[must_use]
pub const fn is_natural_in_index<T: Table>(index: usize) -> bool {
    check::is_natural_in_index(T::META, index)
}

/// Reads the items of one partition of the entity's `index`-th key; `Open` are its sort segments.
pub fn query<E: Entity, Open, P, R>(index: usize, pk: KeyWriter) -> Query<E, Open, P, R> {
    Query::of_key(index, pk)
}

/// Reads all items of an entity.
pub fn entity_scan<E: Entity>() -> EntityScan<E> {
    EntityScan::of_table()
}

/// Reads all items of an entity that stand in an index under the entity's `at`-th index key.
pub fn index_scan<E: Entity, P, R>(at: usize) -> EntityScan<E, P, R> {
    EntityScan::of_index(at)
}

/// A parameter of a collection's partition, whose values the patterns describe.
#[must_use]
pub const fn parameter(name: &'static str) -> Part {
    let shape = Shape::Any;
    Part::Segment(Segment {
        field: name,
        shape,
        lossless: true,
        descending: false,
        native: Native::None,
        shards: None,
    })
}

/// The partition of a collection, as its attribute says it.
#[must_use]
pub const fn partition(collection: &'static str, text: &'static str, parts: &'static [Part]) -> Template {
    Template { entity: collection, text, role: Role::Partition, delimiter: "#", parts }
}

/// Cuts the partition key of the entity's `at`-th index key.
///
/// # Errors
///
/// The key has another form.
pub fn read_index_pk<E: Entity>(at: usize, key: &str) -> Result<KeyReader<'_>, Error> {
    Ok(KeyReader::new(&E::META.indexes[at].key.pk, key)?)
}

/// Reads the patterns of a collection.
pub fn collection<C: Collection, P>(pk: KeyWriter) -> CollectionQuery<C, P> {
    CollectionQuery::new(pk)
}

/// Reads a parent with its children.
pub fn group<G: Group, P>(pk: KeyWriter) -> GroupQuery<G, P> {
    GroupQuery::new(pk)
}

/// What a table needs of the entity of one variant.
#[derive(Debug)]
pub struct Held<E> {
    /// What its attributes say.
    pub meta: &'static EntityMeta,
    /// Decodes an item of it.
    pub decode: fn(Stored<'_>) -> Result<E, Error>,
}

/// The one place of an expansion that asks for the trait, so that its absence is one error.
#[must_use]
pub const fn held<E: Entity>() -> Held<E> {
    Held { meta: E::META, decode: decode::<E> }
}

/// Reads a whole table.
pub fn scan<T: Table>() -> Scan<T> {
    Scan::new()
}

/// The table through a client.
#[must_use]
pub fn table<T: Table>(client: Client) -> TableClient<T> {
    TableClient::new(client)
}

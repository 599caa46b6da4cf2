//! The segments of an entity's keys, as functions between values, attributes and keys.

mod access;
mod walk;

use std::any::Any;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::attribute::{Attribute, Attributes, ItemView};
use crate::codec::{self, Deserializer};
use crate::error::{Error, Kind};
use crate::expr::field::{FieldDef, FieldKind};
use crate::expr::read::Reads;
use crate::item::StoredKey;
use crate::key::{KeyComparison, KeySegment, KeyWriter};
use crate::schema::item::Item;
use crate::schema::template::Template;

use access::Access;
pub use access::{At, CustomInner, CustomWhole, Day, Inner, Whole};
pub(crate) use walk::{
    Place, check_attributes, check_key, index_key_of, owner_key, places_of, read_key, satellite_key_of,
    write_index_keys, write_keys, write_markers,
};

/// The fields of a key: of the primary key, a lookup, an index or a marker.
pub struct KeyFields<E: 'static> {
    /// The segments of the partition key, then those of the sort key. A list of fields has none.
    pub segments: &'static [&'static dyn SegmentOf<E>],
    /// The conditions of the key.
    pub when: &'static [&'static dyn Condition<E>],
    /// For each segment of the primary key, the segment of this key that holds it; empty if the key does not hold them.
    pub owner: &'static [usize],
    /// The segments that the primary key holds, each with its segment there; `None` if an update by key does not write
    /// the key.
    pub by_key: Option<&'static [(usize, usize)]>,
}

impl<E> KeyFields<E> {
    /// A key of these segments without conditions.
    #[must_use]
    pub const fn new(segments: &'static [&'static dyn SegmentOf<E>]) -> Self {
        Self { segments, when: &[], owner: &[], by_key: None }
    }
}

/// A segment of a key of entity `E`.
pub trait SegmentOf<E>: Sync {
    /// The attribute of its field.
    fn attribute(&self) -> &'static str;

    /// Writes the value's segment; returns `false` if the optional field has no value.
    fn write(&self, value: &E, writer: &mut KeyWriter) -> bool;

    /// Compares the segment with the value.
    fn compare(&self, value: &E, comparison: &mut KeyComparison<'_>);

    /// Writes the segment from the attribute of its field; returns `false` if that is NULL or absent.
    fn write_stored(&self, item: &Item, writer: &mut KeyWriter) -> Result<bool, Error>;

    /// Compares the segment with the attribute of its field, if there is one.
    fn compare_stored(&self, item: &ItemView<'_>, comparison: &mut KeyComparison<'_>) -> Result<(), Error>;

    /// Returns `true` if the item can lack the field, and then has no such key.
    fn is_optional(&self) -> bool;

    /// Returns `true` if the segment can be written from the attribute of its field.
    fn is_readable(&self) -> bool;

    /// Reads the field as the item's serializer writes it; `None` if the segment does not hold all of it.
    fn restore(
        &self,
        key: &StoredKey<'_>,
        template: &'static Template,
        part: usize,
    ) -> Result<Option<AttributeValue>, Error>;

    /// Reads the value of the segment.
    fn held(
        &self,
        key: &StoredKey<'_>,
        template: &'static Template,
        part: usize,
    ) -> Result<Box<dyn Any>, Error>;

    /// Writes the value of another segment of the same field.
    fn write_held(&self, held: &dyn Any, writer: &mut KeyWriter) -> Result<(), Error>;
}

/// A field that keys of entity `E` are made of.
pub trait KeyField<E>: FieldDef {
    /// Returns the field.
    fn get(of: &E) -> &Self::Value;
}

/// The segment `S` of the part `A` of field `F`.
pub struct Held<F, A, S, R>(Types<F, A, S, R>);

type Types<F, A, S, R> = PhantomData<fn() -> (F, A, S, R)>;

/// A segment whose field can be read from its attribute.
#[must_use]
pub const fn held<E, F, A, S>() -> &'static dyn SegmentOf<E>
where
    Held<F, A, S, ByAttribute>: SegmentOf<E>,
    F: 'static,
    A: 'static,
    S: 'static,
{
    &Held::<F, A, S, ByAttribute>(PhantomData)
}

/// A segment whose field has a type that may not be readable alone.
#[must_use]
pub const fn held_generic<E, F, A, S>() -> &'static dyn SegmentOf<E>
where
    Held<F, A, S, Unread>: SegmentOf<E>,
    F: 'static,
    A: 'static,
    S: 'static,
{
    &Held::<F, A, S, Unread>(PhantomData)
}

/// The attribute of a field as a source of its value.
pub trait ReadsField<F: FieldDef> {
    /// `true` if there is a source.
    const READS: bool;

    /// Reads the field.
    ///
    /// # Errors
    ///
    /// The field's type cannot read the attribute.
    fn read(value: Deserializer<'_>) -> codec::Result<F::Value>;
}

/// Reads the attribute.
#[derive(Clone, Copy, Debug)]
pub struct ByAttribute;

impl<F: FieldDef<Kind: FieldKind<Reader: Reads<F::Value>>>> ReadsField<F> for ByAttribute {
    const READS: bool = true;

    fn read(value: Deserializer<'_>) -> codec::Result<F::Value> {
        <F::Kind as FieldKind>::Reader::read(value)
    }
}

/// Reads nothing.
#[derive(Clone, Copy, Debug)]
pub struct Unread;

impl<F: FieldDef> ReadsField<F> for Unread {
    const READS: bool = false;

    fn read(_value: Deserializer<'_>) -> codec::Result<F::Value> {
        Err(serde::de::Error::custom("the field cannot be read alone"))
    }
}

fn read_field<'i, F: FieldDef, R: ReadsField<F>>(value: impl Into<Attribute<'i>>) -> Result<F::Value, Error> {
    let read = codec::read_value(Some(value), R::read);
    read.map_err(|source| Error::new(Kind::Decode { path: F::ATTRIBUTE.to_owned(), source }))
}

impl<E, F, A, S, R> SegmentOf<E> for Held<F, A, S, R>
where
    F: KeyField<E>,
    A: Access<F::Value, Part: KeySegment<S>>,
    R: ReadsField<F>,
{
    fn attribute(&self) -> &'static str {
        F::ATTRIBUTE
    }

    fn write(&self, value: &E, writer: &mut KeyWriter) -> bool {
        A::with(F::get(value), |part| write::<A::Part, S>(part, writer))
    }

    fn compare(&self, value: &E, comparison: &mut KeyComparison<'_>) {
        A::with(F::get(value), |part| compare::<A::Part, S>(comparison, part));
    }

    fn write_stored(&self, item: &Item, writer: &mut KeyWriter) -> Result<bool, Error> {
        let value = item.get(F::ATTRIBUTE).unwrap_or(&AttributeValue::Null(true));
        let value = read_field::<F, R>(value)?;
        Ok(A::with(&value, |part| write::<A::Part, S>(part, writer)))
    }

    fn compare_stored(&self, item: &ItemView<'_>, comparison: &mut KeyComparison<'_>) -> Result<(), Error> {
        let mut names = std::iter::once(&F::ATTRIBUTE).chain(F::ALIASES);
        match names.find_map(|name| item.attribute(name)).filter(|_| R::READS) {
            Some(value) => {
                let value = read_field::<F, R>(value)?;
                A::with(&value, |part| compare::<A::Part, S>(comparison, part));
            }
            None => comparison.skip(),
        }
        Ok(())
    }

    fn is_optional(&self) -> bool {
        A::IS_OPTIONAL
    }

    fn is_readable(&self) -> bool {
        R::READS
    }

    fn restore(
        &self,
        key: &StoredKey<'_>,
        template: &'static Template,
        part: usize,
    ) -> Result<Option<AttributeValue>, Error> {
        match A::RESTORE {
            Some(restore) if A::Part::LOSSLESS => {
                let value = key.value::<A::Part, S>(template, part)?;
                restore(&value).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn held(
        &self,
        key: &StoredKey<'_>,
        template: &'static Template,
        part: usize,
    ) -> Result<Box<dyn Any>, Error> {
        Ok(A::boxed(key.value::<A::Part, S>(template, part)?))
    }

    fn write_held(&self, held: &dyn Any, writer: &mut KeyWriter) -> Result<(), Error> {
        let written = A::with_held(held, |part| writer.write_segment::<A::Part, S>(&part.as_arg()));
        written.ok_or_else(|| Error::new(Kind::NoKey { attribute: F::ATTRIBUTE }))
    }
}

/// Writes the value of a segment, if there is one.
fn write<T: KeySegment<S>, S>(part: Option<&T>, writer: &mut KeyWriter) -> bool {
    part.map(|part| writer.write_segment::<T, S>(&part.as_arg())).is_some()
}

fn compare<T: KeySegment<S>, S>(comparison: &mut KeyComparison<'_>, part: Option<&T>) {
    match part {
        Some(part) => comparison.segment::<T, S>(&part.as_arg()),
        None => comparison.absent(),
    }
}

/// A condition of a key of entity `E`.
pub trait Condition<E>: Sync {
    /// The attribute of its field.
    fn attribute(&self) -> &'static str;

    /// Returns `true` if the value fulfils it.
    fn holds(&self, value: &E) -> bool;

    /// Returns `true` if the attribute of its field fulfils it.
    fn holds_stored(&self, item: &Item) -> Result<bool, Error>;

    /// Returns `true` if it can be evaluated by the attribute of its field.
    fn is_readable(&self) -> bool;

    /// Returns `true` if no item without a value in the field fulfils it.
    fn requires_value(&self) -> bool;
}

/// A condition on field `F`.
pub struct When<F: FieldDef, R> {
    test: fn(&F::Value) -> bool,
    requires_value: bool,
    reader: PhantomData<fn() -> R>,
}

impl<F: FieldDef> When<F, ByAttribute> {
    /// The condition that `test` returns `true`.
    pub const fn new(requires_value: bool, test: fn(&F::Value) -> bool) -> Self {
        Self { test, requires_value, reader: PhantomData }
    }
}

impl<F: FieldDef> When<F, Unread> {
    /// A condition on a field whose type may not be readable alone.
    pub const fn generic(requires_value: bool, test: fn(&F::Value) -> bool) -> Self {
        Self { test, requires_value, reader: PhantomData }
    }
}

impl<E, F: KeyField<E>, R: ReadsField<F>> Condition<E> for When<F, R> {
    fn attribute(&self) -> &'static str {
        F::ATTRIBUTE
    }

    fn holds(&self, value: &E) -> bool {
        (self.test)(F::get(value))
    }

    fn holds_stored(&self, item: &Item) -> Result<bool, Error> {
        let value = item.get(F::ATTRIBUTE).unwrap_or(&AttributeValue::Null(true));
        Ok((self.test)(&read_field::<F, R>(value)?))
    }

    fn is_readable(&self) -> bool {
        R::READS
    }

    fn requires_value(&self) -> bool {
        self.requires_value
    }
}

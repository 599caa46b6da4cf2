//! Typed paths to the attributes of an entity.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::codec::form::{FormFacts, Undeclared};
use crate::codec::ttl::Ttl;
use crate::error::Error;
use crate::expr::value::encode_value;
use crate::expr::{Name, Path, Step};
use crate::schema::item::Item;

/// A field of a struct, as a type that the derives generate.
pub trait FieldDef: 'static {
    /// The field's type.
    type Value;
    /// The conversions between values and attributes.
    type Kind: FieldKind<Writer: Writes<Self::Value>>;
    /// The name of its attribute.
    const ATTRIBUTE: &'static str;
    /// The names that older items may have for it.
    const ALIASES: &'static [&'static str] = &[];
    /// Its conversions, if it is the expiry time.
    const TTL: Option<Ttl<Self::Value>> = None;

    /// The name of its attribute and its aliases; `None` for a part of a list or map, whose position is in the path.
    #[doc(hidden)]
    #[must_use]
    fn name() -> Option<Name> {
        Some(Name::for_field(Self::ATTRIBUTE, Self::ALIASES))
    }

    /// Writes a value as an attribute.
    ///
    /// # Errors
    ///
    /// The field's serializer failed.
    fn encode(value: &Self::Value) -> Result<AttributeValue, Error> {
        <Self::Kind as FieldKind>::Writer::write(value)
    }

    /// Returns `true` if the item omits the attribute for this value.
    fn is_left_out(value: &Self::Value) -> bool {
        <Self::Kind as FieldKind>::Writer::omits(value)
    }

    /// Returns `true` if the attribute holds only a part of this value.
    fn is_cut(value: &Self::Value) -> bool {
        <Self::Kind as FieldKind>::Writer::is_cut(value)
    }

    /// Writes the field into an item, or leaves it out as the item's serializer does.
    ///
    /// # Errors
    ///
    /// The field's serializer failed.
    fn write_into(value: &Self::Value, item: &mut Item) -> Result<(), Error> {
        if Self::is_left_out(value) {
            item.remove(Self::ATTRIBUTE);
        } else {
            item.insert(Self::ATTRIBUTE.to_owned(), Self::encode(value)?);
        }
        Ok(())
    }

    /// The expiry time as an attribute: a number, or NULL if the item never expires.
    fn write_ttl(value: &Self::Value) -> AttributeValue {
        let seconds = Self::TTL.as_ref().and_then(|ttl| (ttl.seconds)(value));
        seconds.map_or(AttributeValue::Null(true), |seconds| AttributeValue::N(seconds.to_string()))
    }

    /// The field for these seconds since 1970, as `serialize` writes it for the entity's deserializer; `None` if its type
    /// has no such value.
    ///
    /// # Errors
    ///
    /// The field's serializer failed.
    fn read_ttl(
        seconds: i128,
        serialize: impl FnOnce(&Self::Value) -> Result<AttributeValue, Error>,
    ) -> Result<Option<AttributeValue>, Error> {
        let value = Self::TTL.as_ref().and_then(|ttl| (ttl.value)(seconds));
        value.as_ref().map(serialize).transpose()
    }
}

/// The types of a field's conversions.
pub trait FieldKind {
    /// The writer of its attribute.
    type Writer;
    /// The reader of its attribute.
    type Reader;
    /// The field in a list of fields that can be key attributes, or `()`.
    type Key;
    /// The stored form.
    type Form: FormFacts;
}

/// A field with a serde module, which may declare its form.
pub trait HasForm {
    /// The stored form.
    type Form: FormFacts;
}

/// A field that its type writes and reads, and that is no key attribute.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl FieldKind for Plain {
    type Writer = ByType;
    type Reader = ByType;
    type Key = ();
    type Form = Undeclared;
}

/// As [`Plain`], but the item omits `None`.
#[derive(Clone, Copy, Debug)]
pub struct Optional;

impl FieldKind for Optional {
    type Writer = OmitNone;
    type Reader = ByType;
    type Key = ();
    type Form = Undeclared;
}

/// Any other field.
pub struct Custom<W, R, K, F = Undeclared>(PhantomData<(W, R, K, F)>);

impl<W, R, K, F: FormFacts> FieldKind for Custom<W, R, K, F> {
    type Writer = W;
    type Reader = R;
    type Key = K;
    type Form = F;
}

/// A field that is stored in the key of an index only.
#[derive(Clone, Copy, Debug)]
pub struct InIndexKey;

impl FieldKind for InIndexKey {
    type Writer = ByType;
    type Reader = ByType;
    type Key = ();
    type Form = Undeclared;
}

/// The kind of a field that is an attribute of its own, which conditions can compare.
#[diagnostic::on_unimplemented(
    message = "this field is stored in the key of an index only (`in_key`), so the item has no attribute to compare or read",
    label = "stored in an index key only",
    note = "an update can `set` it; to select items by it, query the index"
)]
pub trait HasAttribute {}
#[diagnostic::do_not_recommend]
impl HasAttribute for Plain {}
#[diagnostic::do_not_recommend]
impl HasAttribute for Optional {}
#[diagnostic::do_not_recommend]
impl<W, R, K, F> HasAttribute for Custom<W, R, K, F> {}

/// A writer of a field: its type, or a user-defined function.
pub trait Writes<V> {
    /// Writes a value as an attribute.
    ///
    /// # Errors
    ///
    /// The field's serializer failed.
    fn write(value: &V) -> Result<AttributeValue, Error>;

    /// Returns `true` if the item omits the attribute for this value.
    fn omits(_value: &V) -> bool {
        false
    }

    /// Returns `true` if the attribute holds only a part of this value.
    fn is_cut(_value: &V) -> bool {
        false
    }
}

/// Writes and reads a field by its type.
#[derive(Clone, Copy, Debug)]
pub struct ByType;

impl<V: Serialize> Writes<V> for ByType {
    fn write(value: &V) -> Result<AttributeValue, Error> {
        encode_value(value)
    }
}

/// Writes a field by its type, and omits `None`.
#[derive(Clone, Copy, Debug)]
pub struct OmitNone;

impl<V> Writes<Option<V>> for OmitNone
where
    Option<V>: Serialize,
{
    fn write(value: &Option<V>) -> Result<AttributeValue, Error> {
        encode_value(value)
    }

    fn omits(value: &Option<V>) -> bool {
        value.is_none()
    }
}

/// The path to a field of the entity itself.
pub(crate) fn path_of<F: FieldDef>() -> Path {
    match F::TTL {
        Some(_) => Path(vec![Step::Ttl(F::ATTRIBUTE.into())]),
        None => Path(F::name().map(Step::Name).into_iter().collect()),
    }
}

/// The path from an entity to a nested struct.
pub trait Steps {
    /// The positions in lists and the keys of maps in the path, which are values; `()` if there are none.
    type Trail: Copy;
    /// The entity's own field at the start of the path to `F`.
    type First<F: FieldDef>: FieldDef;
    /// [`WholeField`] if that is `F` itself, otherwise a type for the inside.
    type How;
    /// [`Removed`] if that is `F` itself, otherwise a type for the inside.
    type Removal;
    /// Adds the steps to `path`.
    fn push(trail: Self::Trail, path: &mut Path);
}

/// A whole field is set to a known value.
#[derive(Clone, Copy, Debug)]
pub struct WholeField;

/// A whole field is set to `None`.
#[derive(Clone, Copy, Debug)]
pub struct Removed;

/// A part of a field is set.
#[derive(Clone, Copy, Debug)]
pub struct Inside;

/// The entity itself.
#[derive(Clone, Copy, Debug)]
pub struct Root;

impl Steps for Root {
    type Trail = ();
    type First<F: FieldDef> = F;
    type How = WholeField;
    type Removal = Removed;

    fn push((): (), _path: &mut Path) {}
}

/// The struct in field `F` of the struct at `P`.
pub struct Member<P, F>(PhantomData<fn() -> (P, F)>);

impl<P: Steps, F: FieldDef> Steps for Member<P, F> {
    type Trail = P::Trail;
    type First<G: FieldDef> = P::First<F>;
    type How = Inside;
    type Removal = Inside;

    fn push(trail: P::Trail, path: &mut Path) {
        P::push(trail, path);
        path.0.extend(F::name().map(Step::Name));
    }
}

/// A nested struct whose fields have paths, also in an `Option` or a `Box`. Derive it:
///
/// ```
/// use dynamodel::{Document, Entity};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Document)]
/// struct Stats { views: u64 }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[key(pk = "video-{video_id}", sk = "_root")]
/// struct Video { video_id: u64, stats: Stats }
///
/// let popular = Video::FIELDS.stats.views.gt(1_000);
/// # let _ = popular;
/// ```
pub trait Document {
    /// A path for each field.
    #[doc(hidden)]
    type Fields<E: 'static, P: Steps>;

    #[doc(hidden)]
    fn fields<E: 'static, P: Steps<Trail = ()> + 'static>() -> &'static Self::Fields<E, P>;

    /// The paths of the fields behind these positions and keys.
    #[doc(hidden)]
    fn fields_behind<E: 'static, P: Steps>(trail: P::Trail) -> Self::Fields<E, P>;
}

/// Implements [`Document`] for a type around another.
macro_rules! around {
    ($($type:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<D: Document> Document for $type {
            type Fields<E: 'static, P: Steps> = D::Fields<E, P>;

            fn fields<E: 'static, P: Steps<Trail = ()> + 'static>() -> &'static Self::Fields<E, P> {
                D::fields()
            }

            fn fields_behind<E: 'static, P: Steps>(trail: P::Trail) -> Self::Fields<E, P> {
                D::fields_behind(trail)
            }
        }
    )*};
}
around!(Option<D>, Box<D>);

/// The path to field `F` of the struct at `P` in entity `E`: `Video::FIELDS.video_title`.
///
/// It makes conditions ([`eq`](Self::eq), [`gt`](Self::gt), ...). The path to a struct with `#[derive(Document)]` has the
/// fields of the struct: `Video::FIELDS.stats.views`. Lists and maps have the paths of their [parts](Parts).
pub struct Field<E, P: Steps, F>(Parts<E, P, F>);

/// The paths inside a [`Field`], which dereferences to it.
pub struct Parts<E, P: Steps, F> {
    pub(super) trail: P::Trail,
    types: Types<E, P, F>,
}

type Types<E, P, F> = PhantomData<fn() -> (E, P, F)>;

impl<E, P: Steps, F> Field<E, P, F> {
    /// The path behind these positions and keys.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(trail: P::Trail) -> Self {
        Self(Parts { trail, types: PhantomData })
    }
}

impl<E, P: Steps, F> Clone for Field<E, P, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, P: Steps, F> Copy for Field<E, P, F> {}

impl<E, P: Steps, F> Clone for Parts<E, P, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, P: Steps, F> Copy for Parts<E, P, F> {}

impl<E, P: Steps, F: FieldDef> Field<E, P, F> {
    pub(crate) fn path(self) -> Path {
        if F::TTL.is_some() {
            return path_of::<F>();
        }
        let mut path = Path(Vec::new());
        Member::<P, F>::push(self.trail, &mut path);
        path
    }
}

impl<E, P: Steps, F> Deref for Field<E, P, F> {
    type Target = Parts<E, P, F>;

    fn deref(&self) -> &Parts<E, P, F> {
        &self.0
    }
}

impl<E: 'static, P: Steps<Trail = ()> + 'static, F: FieldDef> Deref for Parts<E, P, F>
where
    F::Value: Document,
{
    type Target = <F::Value as Document>::Fields<E, Member<P, F>>;

    fn deref(&self) -> &Self::Target {
        F::Value::fields()
    }
}

/// The names of the path, joined by dots.
impl<E, P: Steps, F: FieldDef> fmt::Display for Field<E, P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.path(), f)
    }
}

impl<E, P: Steps, F: FieldDef> fmt::Debug for Field<E, P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({self})")
    }
}

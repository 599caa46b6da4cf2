//! Typed paths to the attributes of an entity, and the conditions they make.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;

use crate::codec::ttl::Ttl;
use crate::expr::target::{Inside, Removed, WholeField};
use crate::expr::{Name, Path, Step};

/// One field of a struct. The derives make a type of it for each.
pub trait FieldDef: 'static {
    /// The field's type.
    type Value;
    /// The list that names it, if it can be a key attribute itself; otherwise `()`.
    type Key;
    /// What reads its attribute.
    type Reader;
    /// Its name in the item.
    const ATTRIBUTE: &'static str;
    /// The further names under which older items have it.
    const ALIASES: &'static [&'static str] = &[];
    /// Its conversions, if it says when an item expires.
    const TTL: Option<Ttl<Self::Value>> = None;
    /// Its value as the item has it.
    ///
    /// # Errors
    ///
    /// The field's serializer failed.
    fn encode(value: &Self::Value) -> Result<AttributeValue, Error>;

    /// Whether the item does without the attribute for this value.
    fn is_left_out(_value: &Self::Value) -> bool {
        false
    }
}

/// The path to a field of the entity itself.
pub(crate) fn path_of<F: FieldDef>() -> Path {
    match F::TTL {
        Some(_) => Path(vec![Step::Ttl(F::ATTRIBUTE.into())]),
        None => Path(vec![Step::Name(name_of::<F>())]),
    }
}

const fn name_of<F: FieldDef>() -> Name {
    Name::of_field(F::ATTRIBUTE, F::ALIASES)
}

/// The way from an entity to a struct in it.
pub trait Steps: 'static {
    /// The entity's own field on the way to `F`.
    type First<F: FieldDef>: FieldDef;
    /// Whether that is `F` itself.
    type How;
    /// `true` if that is `F` itself, which is set to `None`.
    type Removal;
    /// Adds the steps to `path`.
    fn push(path: &mut Vec<Name>);
}

/// The entity itself.
#[derive(Clone, Copy, Debug)]
pub struct Root;

impl Steps for Root {
    type First<F: FieldDef> = F;
    type How = WholeField;
    type Removal = Removed;

    fn push(_path: &mut Vec<Name>) {}
}

/// The struct in field `F` of the struct at `P`.
pub struct Member<P, F>(PhantomData<fn() -> (P, F)>);

impl<P: Steps, F: FieldDef> Steps for Member<P, F> {
    type First<G: FieldDef> = P::First<F>;
    type How = Inside;
    type Removal = Inside;

    fn push(path: &mut Vec<Name>) {
        P::push(path);
        path.push(name_of::<F>());
    }
}

/// A struct inside of an entity, whose fields have paths of their own. Derive it:
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
    type Fields<E: 'static, P: Steps>: 'static;

    #[doc(hidden)]
    fn fields<E: 'static, P: Steps>() -> &'static Self::Fields<E, P>;
}

/// The path to field `F` of the struct at `P` in entity `E`: `Video::FIELDS.video_title`.
///
/// It makes conditions ([`eq`](Self::eq), [`gt`](Self::gt), ...). Where the field is a struct with
/// `#[derive(Document)]`, its fields are fields of the path: `Video::FIELDS.stats.views`. Without that derive
/// the compiler finds no field of that name.
pub struct Field<E, P, F>(Types<E, P, F>);

type Types<E, P, F> = PhantomData<fn() -> (E, P, F)>;

impl<E, P, F> Field<E, P, F> {
    /// The path.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<E, P, F> Default for Field<E, P, F> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E, P, F> Clone for Field<E, P, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, P, F> Copy for Field<E, P, F> {}

impl<E, P: Steps, F: FieldDef> Field<E, P, F> {
    #[expect(clippy::unused_self, reason = "a path is a value, though all of it is in its type")]
    pub(crate) fn path(self) -> Path {
        if F::TTL.is_some() {
            return path_of::<F>();
        }
        let mut names = Vec::new();
        P::push(&mut names);
        names.push(name_of::<F>());
        Path::of_names(names)
    }
}

impl<E: 'static, P: Steps, F: FieldDef> Deref for Field<E, P, F>
where
    F::Value: Document,
{
    type Target = <F::Value as Document>::Fields<E, Member<P, F>>;

    fn deref(&self) -> &Self::Target {
        F::Value::fields()
    }
}

/// The names of the path, with dots between.
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

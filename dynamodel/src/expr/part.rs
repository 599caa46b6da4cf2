//! Paths into lists and maps: `Video::FIELDS.tags.at(0)`, `User::FIELDS.addresses.key("home")`.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::error::Error;
use crate::expr::condition::Condition;
use crate::expr::field::{
    ByType, Custom, Document, Field, FieldDef, FieldKind, HasAttribute, Inside, Member, Parts, Steps, Writes,
};
use crate::expr::form::FormOf;
use crate::expr::keyed::Named;
use crate::expr::name::Name;
use crate::expr::operand::Operand;
use crate::expr::path::{Path, Step};
use crate::expr::read::{ReadTarget, Reads};
use crate::expr::target::{Assigned, Indexable, MapAttribute, Target};
use crate::expr::value::encode_element;

/// An element of the list in field `F` of the struct at `P`.
pub struct At<P, F>(PhantomData<fn() -> (P, F)>);

impl<P: Steps, F: FieldDef> Steps for At<P, F> {
    type Trail = (P::Trail, usize);
    type First<G: FieldDef> = P::First<F>;
    type How = Inside;
    type Removal = Inside;

    fn push((trail, index): Self::Trail, path: &mut Path) {
        Member::<P, F>::push(trail, path);
        path.0.push(Step::Element(index));
    }
}

/// The value of a key in the map in field `F` of the struct at `P`.
pub struct Key<'k, P, F>(OfKey<'k, P, F>);

type OfKey<'k, P, F> = PhantomData<fn() -> (&'k str, P, F)>;

impl<'k, P: Steps, F: FieldDef> Steps for Key<'k, P, F> {
    type Trail = (P::Trail, &'k str);
    type First<G: FieldDef> = P::First<F>;
    type How = Inside;
    type Removal = Inside;

    fn push((trail, key): Self::Trail, path: &mut Path) {
        Member::<P, F>::push(trail, path);
        path.0.push(Step::Name(std::borrow::Cow::<'static, str>::Owned(key.to_owned()).into()));
    }
}

/// A part of a list or map: a value of type `V`, which `W` writes.
pub struct Part<V, W>(PhantomData<fn() -> (V, W)>);

impl<V: Serialize + 'static, W: Writes<V> + 'static> FieldDef for Part<V, W> {
    type Value = V;
    type Kind = Custom<W, ByType, ()>;
    const ATTRIBUTE: &'static str = "";

    fn name() -> Option<Name> {
        None
    }
}

/// Writes an element of a list.
#[derive(Clone, Copy, Debug)]
pub struct AsElement;

impl<V: Serialize> Writes<V> for AsElement {
    fn write(value: &V) -> Result<AttributeValue, Error> {
        encode_element(value)
    }
}

type ElementOf<F> = Part<<<F as FieldDef>::Value as Indexable>::Element, AsElement>;
type ValueOf<F> = Part<<<F as FieldDef>::Value as MapAttribute>::Element, ByType>;

impl<E, P: Steps, F: FieldDef> Parts<E, P, F>
where
    F::Value: Indexable,
{
    /// The path to the element at this index. Setting an element behind the end appends it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Video::update(7).set(Video::FIELDS.tags.at(0), "async").send(&table).await?;
    /// assert_eq!(Video::get(7).required().send(&table).await?.tags, ["async"]);
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub const fn at(&self, index: usize) -> Field<E, At<P, F>, ElementOf<F>> {
        Field::new((self.trail, index))
    }
}

impl<E, P: Steps, F: FieldDef> Parts<E, P, F>
where
    F::Value: MapAttribute,
{
    /// The path to the value of this key, as the map serializes it. A key may contain any characters, but must not be empty.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use dynamodel::Entity;
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[key(pk = "user-{user_id}", sk = "_root")]
    /// struct User {
    ///     user_id: u64,
    ///     scores: BTreeMap<String, u32>,
    /// }
    ///
    /// let update = User::update(7).add(User::FIELDS.scores.key("chess"), 1);
    /// let good = User::FIELDS.scores.key("chess").gt(100);
    /// # let _ = (update, good);
    /// ```
    #[must_use]
    pub const fn key<'k>(&self, key: &'k str) -> Field<E, Key<'k, P, F>, ValueOf<F>> {
        Field::new((self.trail, key))
    }
}

impl<E: 'static, P: Steps, F: FieldDef> Parts<E, P, F>
where
    F::Value: Document,
{
    /// The paths of the struct's fields. A dot alone leads to them, except for a struct inside one that is in a list or map:
    /// `FIELDS.deals.at(0).price.fields().amount`.
    #[must_use]
    pub fn fields(&self) -> <F::Value as Document>::Fields<E, Member<P, F>> {
        F::Value::fields_behind(self.trail)
    }
}

/// Structs with paths in a list.
impl<E: 'static, P: Steps, F: FieldDef> Field<E, P, F>
where
    F::Value: Indexable<Element: Document>,
{
    /// The path to the struct at this index, which leads to its fields: `FIELDS.deals.at(0).title`.
    #[must_use]
    pub fn at(self, index: usize) -> Within<E, At<P, F>, ElementOf<F>> {
        Within::new((self.trail, index))
    }
}

/// Structs with paths in a map.
impl<E: 'static, P: Steps, F: FieldDef> Field<E, P, F>
where
    F::Value: MapAttribute<Element: Document>,
{
    /// The path to the struct of this key, which leads to its fields: `FIELDS.addresses.key("home").city`.
    #[must_use]
    pub fn key(self, key: &str) -> Within<E, Key<'_, P, F>, ValueOf<F>> {
        Within::new((self.trail, key))
    }
}

/// The path to a struct with `#[derive(Document)]` in a list or map, which dereferences to the paths of its fields.
pub struct Within<E: 'static, P: Steps, F: FieldDef<Value: Document>> {
    whole: Field<E, P, F>,
    fields: <F::Value as Document>::Fields<E, Member<P, F>>,
}

impl<E: 'static, P: Steps, F: FieldDef<Value: Document>> Within<E, P, F> {
    fn new(trail: P::Trail) -> Self {
        Self { whole: Field::new(trail), fields: F::Value::fields_behind(trail) }
    }
}

impl<E: 'static, P: Steps, F: FieldDef<Value: Document>> Within<E, P, F> {
    /// Requires the struct to equal `value`.
    pub fn eq(&self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
        self.whole.eq(value)
    }

    /// Requires the struct to differ from `value` or to be absent.
    pub fn ne(&self, value: impl Operand<F::Value>) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
        self.whole.ne(value)
    }

    /// Requires the list or map to have this part.
    pub fn exists(&self) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
        self.whole.exists()
    }

    /// Requires the list or map to lack this part.
    pub fn not_exists(&self) -> Condition<E, Named<P, F>>
    where
        F::Kind: HasAttribute,
    {
        self.whole.not_exists()
    }
}

impl<E: 'static, P: Steps, F: FieldDef<Value: Document>> Deref for Within<E, P, F> {
    type Target = <F::Value as Document>::Fields<E, Member<P, F>>;

    fn deref(&self) -> &Self::Target {
        &self.fields
    }
}

impl<E: 'static, P: Steps, F: FieldDef<Value: Document>> fmt::Debug for Within<E, P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Within({})", self.whole)
    }
}

#[diagnostic::do_not_recommend]
impl<E: 'static, P: Steps, F: FieldDef<Value: Document>> Target<E> for Within<E, P, F> {
    type Value = F::Value;
    type First = P::First<F>;
    type How = P::How;
    type Removal = P::Removal;
    type Form = FormOf<F>;

    fn assigned(self, value: &F::Value) -> Result<Assigned, Error> {
        self.whole.assigned(value)
    }
}

impl<E: 'static, P: Steps, F: FieldDef<Value: Document>> ReadTarget<E> for Within<E, P, F>
where
    F::Kind: FieldKind<Reader: Reads<F::Value>> + HasAttribute,
{
    type Read = F::Value;
    type Reader = <F::Kind as FieldKind>::Reader;

    fn path(&self) -> Path {
        self.whole.path()
    }

    fn read(path: &Path, value: Option<&AttributeValue>) -> Result<Option<F::Value>, Error> {
        <Field<E, P, F> as ReadTarget<E>>::read(path, value)
    }
}

/// A path that an update can remove from its list or map.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a part of a list or map",
    label = "write `.at(0)` or `.key(\"home\")` behind the path of the list or map",
    note = "an optional field is removed by `.remove(field)`"
)]
pub trait Removable<E> {
    #[doc(hidden)]
    type First;

    #[doc(hidden)]
    fn removed(self) -> Path;
}

impl<E, P: Steps, V: Serialize + 'static, W: Writes<V> + 'static> Removable<E> for Field<E, P, Part<V, W>> {
    type First = P::First<Part<V, W>>;

    fn removed(self) -> Path {
        self.path()
    }
}

impl<E: 'static, P: Steps, V, W> Removable<E> for Within<E, P, Part<V, W>>
where
    V: Document + Serialize + 'static,
    W: Writes<V> + 'static,
{
    type First = P::First<Part<V, W>>;

    fn removed(self) -> Path {
        self.whole.path()
    }
}

//! Attributes as the values of their fields.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;
use serde_dynamo::Deserializer;

use super::{Element, Field, FieldDef, ListAttribute, Steps};
use crate::error::Kind;
use crate::expr::Path;
use crate::{Error, Updated};

/// What reads a field of this type: its type, or a function of the user's.
pub trait Reads<V> {
    /// The value that an attribute holds.
    ///
    /// # Errors
    ///
    /// The attribute is not what the field's type reads.
    fn read(value: Deserializer) -> serde_dynamo::Result<V>;
}

/// The field's type.
#[derive(Clone, Copy, Debug)]
pub struct ByType;

impl<V: DeserializeOwned> Reads<V> for ByType {
    fn read(value: Deserializer) -> serde_dynamo::Result<V> {
        V::deserialize(value)
    }
}

/// A path of entity `E` whose value can be read: a field, or an element of a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no path of `{E}` that can be read",
    label = "not a path of `{E}`, or not one that can be read",
    note = "give a field of the entity that was updated, `{E}::FIELDS.name`, or an element of a list, whose type implements `Deserialize`"
)]
pub trait ReadTarget<E> {
    /// The type of what it leads to.
    type Read;

    #[doc(hidden)]
    fn read(self, updated: &Updated<E>) -> Result<Option<Self::Read>, Error>;
}

impl<E, P: Steps, F: FieldDef> ReadTarget<E> for Field<E, P, F>
where
    F::Reader: Reads<F::Value>,
{
    type Read = F::Value;

    fn read(self, updated: &Updated<E>) -> Result<Option<F::Value>, Error> {
        read::<F::Reader, _>(updated, &self.path())
    }
}

impl<E, P: Steps, F: FieldDef> ReadTarget<E> for Element<E, P, F>
where
    F::Value: ListAttribute,
    <F::Value as ListAttribute>::Element: DeserializeOwned,
{
    type Read = <F::Value as ListAttribute>::Element;

    fn read(self, updated: &Updated<E>) -> Result<Option<Self::Read>, Error> {
        read::<ByType, _>(updated, &self.path())
    }
}

fn read<R: Reads<V>, V>(from: &Updated<impl Sized>, path: &Path) -> Result<Option<V>, Error> {
    let decode = |value: &AttributeValue| {
        let value = R::read(Deserializer::from_attribute_value(value.clone().into()));
        value.map_err(|source| Error::new(Kind::Decode { path: path.to_string(), source }))
    };
    from.value(path)?.map(decode).transpose()
}

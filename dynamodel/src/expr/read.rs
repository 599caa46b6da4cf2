//! Reading fields from attributes.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use crate::codec::{self, Deserializer};
use crate::error::{Error, Kind};
use crate::expr::Path;
use crate::expr::field::{ByType, Field, FieldDef, FieldKind, HasAttribute, Steps};

/// A reader of a field: its type, or a user-defined function.
pub trait Reads<V> {
    /// Reads a value from an attribute.
    ///
    /// # Errors
    ///
    /// The field's type cannot read the attribute.
    fn read(value: Deserializer<'_>) -> codec::Result<V>;
}

impl<V: DeserializeOwned> Reads<V> for ByType {
    fn read(value: Deserializer<'_>) -> codec::Result<V> {
        V::deserialize(value)
    }
}

/// A path of entity `E` whose value can be read: a field, an element of a list, or the value of a key in a map.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no path of `{E}` that can be read",
    label = "not a path of `{E}`, or not one that can be read",
    note = "give a field of the entity that was updated, `{E}::FIELDS.name`, or an element of a list, whose type implements `Deserialize`"
)]
pub trait ReadTarget<E> {
    /// The type of the value at the path.
    type Read;
    /// Its reader.
    #[doc(hidden)]
    type Reader;

    #[doc(hidden)]
    fn path(&self) -> Path;

    /// Reads the attribute at the path; returns `None` if there is none and the type requires one.
    #[doc(hidden)]
    fn read(path: &Path, value: Option<&AttributeValue>) -> Result<Option<Self::Read>, Error>;
}

impl<E, P: Steps, F: FieldDef> ReadTarget<E> for Field<E, P, F>
where
    F::Kind: FieldKind<Reader: Reads<F::Value>> + HasAttribute,
{
    type Read = F::Value;
    type Reader = <F::Kind as FieldKind>::Reader;

    fn path(&self) -> Path {
        Self::path(*self)
    }

    fn read(path: &Path, value: Option<&AttributeValue>) -> Result<Option<F::Value>, Error> {
        read::<<F::Kind as FieldKind>::Reader, _>(path, value)
    }
}

/// Reads an attribute. A set that the update has emptied is empty, though the item has no attribute for it.
fn read<R: Reads<V>, V>(path: &Path, value: Option<&AttributeValue>) -> Result<Option<V>, Error> {
    match codec::read_value(value, R::read) {
        Ok(value) => Ok(Some(value)),
        Err(error) if value.is_none() && error.is_missing() => Ok(None),
        Err(source) => Err(Error::new(Kind::Decode { path: path.to_string(), source })),
    }
}

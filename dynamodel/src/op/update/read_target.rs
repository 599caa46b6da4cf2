//! Updated attributes as the values of their fields.

use serde::de::DeserializeOwned;

use super::updated::Updated;
use crate::codec;
use crate::error::{Error, Kind};
use crate::expr::Path;
use crate::expr::field::{Field, FieldDef, Steps};
use crate::expr::read::{ByType, Reads};
use crate::expr::target::{Element, ListAttribute};

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

/// A set that the update has emptied is empty, though the item has no attribute for it.
fn read<R: Reads<V>, V>(from: &Updated<impl Sized>, path: &Path) -> Result<Option<V>, Error> {
    from.read(path, |value| match codec::read_value(value, R::read) {
        Ok(value) => Ok(Some(value)),
        Err(error) if value.is_none() && error.is_missing() => Ok(None),
        Err(source) => Err(Error::new(Kind::Decode { path: path.to_string(), source })),
    })
}

//! The values that an item becomes.

use crate::error::{Error, Kind};
use crate::item::table::Table;
use crate::item::{Encoded, EncodedVariant};

/// An error of the function that converts items.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The result of the function of a [migration](crate::op::Migration): the values that an item becomes.
///
/// It is a value of the target table, an `Option`, a `Vec` or an array of them, or a `Result` of these. An item without
/// values stays where it is, and counts as [skipped](crate::op::MigrationReport::skipped). An error is the reason why an item
/// is [left](crate::op::MigrationReport::left).
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// # let target = YouTube::table(table.client().clone()).named("target");
/// # target.create().await?;
/// let migration = table.migrate(&target, |item| match item {
///     YouTube::Video(video) if video.title.is_empty() => Err("the video has no title"),
///     YouTube::Video(video) => Ok(vec![video.into()]),
///     _ => Ok(vec![]),
/// });
/// assert_eq!(migration.send().await?.written, 2);
/// # Ok(()) });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the values of table `{T}` that an item becomes",
    label = "return an `Option<{T}>`, a `Vec<{T}>`, or a `Result` of one",
    note = "an entity becomes a value of its table by `.into()`"
)]
pub trait Targets<T> {
    /// Returns the values.
    #[doc(hidden)]
    fn into_targets(self) -> Result<Vec<T>, BoxError>;
}

impl<T: Table> Targets<T> for T {
    fn into_targets(self) -> Result<Vec<T>, BoxError> {
        Ok(vec![self])
    }
}

#[diagnostic::do_not_recommend]
impl<T: Table> Targets<T> for Option<T> {
    fn into_targets(self) -> Result<Vec<T>, BoxError> {
        Ok(self.into_iter().collect())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Table> Targets<T> for Vec<T> {
    fn into_targets(self) -> Result<Self, BoxError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Table, const N: usize> Targets<T> for [T; N] {
    fn into_targets(self) -> Result<Vec<T>, BoxError> {
        Ok(self.into())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Table, V: Targets<T>, E: Into<BoxError>> Targets<T> for Result<V, E> {
    fn into_targets(self) -> Result<Vec<T>, BoxError> {
        self.map_err(Into::into)?.into_targets()
    }
}

/// Encodes the values that an item becomes.
pub(super) fn encoded<T: Table>(targets: impl Targets<T>) -> Result<Vec<EncodedVariant>, Error> {
    let targets = targets.into_targets().map_err(|source| Error::new(Kind::NotConverted { source }))?;
    targets.iter().map(encode).collect()
}

fn encode<T: Table>(target: &T) -> Result<EncodedVariant, Error> {
    let mut encoded = target.encode()?;
    encoded.value.check_ttl()?;
    if version_of(&encoded.value) == Some(0) {
        encoded.value.set_version(1);
    }
    Ok(encoded)
}

/// Returns the version of a value; `None` if its entity has none.
pub(super) fn version_of(value: &Encoded) -> Option<u64> {
    let version = value.attributes().get(value.entity.version()?.attribute)?;
    version.as_n().ok()?.parse().ok()
}

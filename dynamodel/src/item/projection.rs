//! Projections: structs that read a part of an entity.

use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::item::key::Key;
use crate::item::parts::Wanted;
use crate::item::stored::Stored;
use crate::item::{Found, decode, decode_key};
use crate::schema::projection::ProjectionMeta;

/// A struct that reads some attributes of an entity. Derive it:
///
/// ```
/// use dynamodel::{Entity, Projection};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[key(pk = "video-{video_id}", sk = "_root")]
/// #[lookup(name = "by_creator", pk = "user-{creator_id}-videos", sk = "{video_id}")]
/// struct Video {
///     video_id: u64,
///     video_title: String,
///     creator_id: u64,
///     description: String,
/// }
///
/// #[derive(Deserialize, Projection)]
/// #[projection(of = Video)]
/// struct VideoCard {
///     video_id: u64,
///     video_title: String,
/// }
///
/// let cards = Video::by_creator(3).project::<VideoCard>();
/// let card = Video::get(7).project::<VideoCard>();
/// # let _ = (cards, card);
/// ```
///
/// A field with a path reads a part of a nested struct, list or map, written as behind `Video::FIELDS`:
/// `#[projection(path = stats.views)] views: u64`. See the
/// [guide](crate::guide::projections#parts-of-nested-structs-lists-and-maps).
///
/// `DynamoDB` returns only these attributes and the keys, but bills for whole items. To read less, project fewer
/// attributes into an index or a lookup (`project(..)`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection",
    label = "write `#[derive(serde::Deserialize, dynamodel::Projection)]` and `#[projection(of = ...)]` on it"
)]
pub trait Projection: FromItem + DeserializeOwned {
    /// The metadata of the projection.
    #[doc(hidden)]
    const META: &'static ProjectionMeta;
}

/// A struct that an item is read into: an entity, or a projection of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity or a projection",
    label = "write `#[derive(serde::Deserialize, dynamodel::Projection)]` and `#[projection(of = ...)]` on it"
)]
pub trait FromItem: Sized + Send + 'static {
    /// The entity of the item.
    type Of: Stored;

    /// The attributes that are needed besides the keys; `None` for all.
    #[doc(hidden)]
    fn attributes() -> Option<Wanted>;

    #[doc(hidden)]
    fn from_found(found: Found<'_>) -> Result<Self, Error>;
}

impl<E: Stored> FromItem for E {
    type Of = E;

    fn attributes() -> Option<Wanted> {
        None
    }

    fn from_found(found: Found<'_>) -> Result<E, Error> {
        decode(found.stored)
    }
}

impl<E: Stored> FromItem for Key<E> {
    type Of = E;

    fn attributes() -> Option<Wanted> {
        Some(Wanted::attributes(&[]))
    }

    fn from_found(found: Found<'_>) -> Result<Self, Error> {
        decode_key(found.stored)
    }
}

/// A field of an entity, by its position among the fields of the metadata. `T` is its type.
pub trait EntityField<const INDEX: usize, T> {
    /// The type that represents the field.
    type Marker;
}

/// A table, index or lookup that holds field `F`, as an attribute or in a key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold `{F}`",
    label = "add the field to `project(include(...))` of the entity's key or lookup, or remove it from the projection",
    note = "in an index it goes into `project(include(...))` of the table's `#[index(...)]` too",
    note = "`.hydrate()` in place of `.project()` fetches the whole items from the table"
)]
pub trait Serves<F> {}

/// A table, index or lookup that holds the entity's field `N`, of the position `FIELD`, as an attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold `{N}`, which a path of the projection leads into",
    label = "add the field to `project(include(...))` of the entity's key or lookup, or remove the path from the projection",
    note = "in an index it goes into `project(include(...))` of the table's `#[index(...)]` too",
    note = "`.hydrate()` in place of `.project()` fetches the whole items from the table"
)]
pub trait ServesInside<const FIELD: usize, N> {}

/// A projection of entity `E`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection of `{E}`",
    label = "write `#[projection(of = {E})]` on it, or read the entity it is of",
    note = "a projection is a struct with `#[derive(serde::Deserialize, dynamodel::Projection)]`"
)]
pub trait ProjectionOf<E>: Projection {}

#[diagnostic::do_not_recommend]
impl<V: Projection<Of: SameAs<E>>, E> ProjectionOf<E> for V {}

/// A projection that can be read through `P`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read here",
    label = "give a struct with `#[derive(dynamodel::Projection)]`"
)]
pub trait ServedBy<P> {}

/// A projected field with the type of the entity's field.
#[diagnostic::on_unimplemented(
    message = "the entity's field is `{T}`, and the projection's is `{Self}`",
    label = "the entity has `{T}` here",
    note = "a projection reads a field as the entity has it: write the same type"
)]
pub trait SameAs<T> {}
impl<T> SameAs<T> for T {}

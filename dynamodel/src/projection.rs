//! Structs that read a part of an entity.

pub(crate) mod check;

use serde::de::DeserializeOwned;

use crate::Entity;

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
/// Only these attributes, and the keys, are sent back; `DynamoDB` bills what it reads, which is whole
/// items still. To read less, let an index or a lookup hold less (`project(..)`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection",
    note = "write `#[derive(serde::Deserialize, dynamodel::Projection)]` and `#[projection(of = ...)]` on the struct"
)]
pub trait Projection: DeserializeOwned + Send + 'static {
    /// The entity that it reads a part of.
    type Of: Entity;

    /// What it reads.
    #[doc(hidden)]
    const META: &'static ProjectionMeta;
}

/// What is known of a projection at compile time.
#[derive(Clone, Copy, Debug)]
pub struct ProjectionMeta {
    /// The name of the struct.
    pub name: &'static str,
    /// The attributes of its fields.
    pub attributes: &'static [&'static str],
}

/// A field of an entity, by the hash of its name: how a projection finds it.
pub trait EntityField<const NAME: u64> {
    /// The field's type.
    type Type;
    /// The type that stands for the field.
    type Marker;
    /// Whether a function of the user's writes and reads it.
    const CUSTOM: bool;
}

/// That a place holds the field that `F` stands for, as an attribute or in a key.
#[diagnostic::on_unimplemented(
    message = "the pattern `{Self}` does not hold `{F}`",
    label = "reads a field that is not there",
    note = "add the field to `project(include(..))` where the entity names this index or lookup, leave it out of the projection, or fetch the items with `.hydrate()`"
)]
pub trait Serves<F> {}

/// That a projection can be read where `P` says.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read here",
    note = "`project` takes a struct with `#[derive(dynamodel::Projection)]`"
)]
pub trait ServedBy<P> {}

/// That a place holds whole items.
#[diagnostic::on_unimplemented(
    message = "the pattern `{Self}` holds a part of each item, and this asks for whole ones",
    label = "asks for whole items",
    note = "write `.project::<V>()` before, where `V` is a `#[derive(Projection)]` struct of what is there, or `.hydrate()` to fetch the items from the table"
)]
pub trait HoldsAll {}

//! Plain data about tables, entities, keys and templates. Imports nothing above it.

pub(crate) mod attribute;
pub(crate) mod bytes;
pub(crate) mod entity;
pub(crate) mod item;
pub(crate) mod projection;
pub(crate) mod shape;
pub(crate) mod table;
pub(crate) mod template;

pub use attribute::{KeyAttribute, KeyKind};
pub use entity::EntityMeta;
pub use entity::ManagedField;
pub use entity::{FieldMeta, IndexKeyMeta, KeyMeta, KeySlot, ListedField, MarkerMeta, ModelMeta, Projected};
pub use projection::ProjectionMeta;
pub use table::{IndexMeta, TableMeta};

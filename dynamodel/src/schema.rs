//! Plain data about tables, entities, keys and templates. Imports nothing above it.

pub(crate) mod bytes;
pub(crate) mod entity;
pub(crate) mod shape;
pub(crate) mod template;

//! Writes: a function for each thing that users do, the simplest first.
//!
//! - [`users`]: a unique name.
//! - [`videos`]: a reference to an item that must exist, and a counter.
//! - [`subscriptions`]: a many-to-many relation that is counted exactly.
//! - [`places`]: a relation with conditions on both ends.
//! - [`changes`]: a change that must reach every duplicate of a value.

pub mod changes;
pub mod places;
pub mod subscriptions;
pub mod users;
pub mod videos;

use super::model;

//! Values and the attributes that items have for them.

mod attribute_names;
mod empty_sets;
mod numbers;
mod serde_names;

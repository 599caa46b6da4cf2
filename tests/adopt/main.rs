//! Tables that other programs filled, read and written through derived entities.

#![allow(clippy::struct_field_names, reason = "fields are named as in tables")]

mod any_values;
mod audit;
mod collection_ranges;
mod compare;
mod device_log;
mod electrodb;
mod handwritten_keys;
mod included;
mod index_forms;
mod interop;
mod key_shapes;
mod kinds_by_key;
mod listed_key;
mod markers;
mod migrate;
mod model_versions;
mod moves;
mod nested_options;
mod nulls;
mod optional_items;
mod optional_numbers;
mod parents;
mod payments;
mod planted;
mod pynamodb;
mod seed;
mod session_store;
mod shop;
#[path = "../support/mod.rs"]
mod support;
mod unnamed_forms;
mod unread;
mod untyped;
mod value_forms;

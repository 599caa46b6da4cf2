//! The law of updates: what a change of one field leaves is, to the byte, what a put of the changed value leaves, keys of
//! indexes, copies and markers included. For each entity of the examples and for a family that has every shape of
//! them, by key where the type system allows that, and always of a loaded value. Ten thousand cases in all.
#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]
#![allow(clippy::struct_field_names, reason = "fields are named as in tables")]
#![allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]

#[macro_use]
mod case;
mod examples;
mod family;
mod law;
mod models;
#[path = "../support/mod.rs"]
mod support;
mod values;

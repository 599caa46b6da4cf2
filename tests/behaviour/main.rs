//! Behaviour of the library through the SDK: on the embedded engine, or on the endpoint that
//! `DYNAMODEL_TEST_ENDPOINT` names.

#![allow(clippy::struct_field_names, reason = "fields are named as in tables")]
#![allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]

mod aliases;
mod backfill;
mod batch;
mod cheat_sheet;
#[allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]
mod collections;
mod costs;
mod encoding;
mod errors;
mod examples;
mod faults;
mod foreign;
mod indexes;
#[allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]
mod one_template;
mod projections;
mod read;
mod readme;
mod shards;
mod streams;
mod strings;
mod table;
mod tracing_spans;
mod transaction;
mod ttl;
mod unique;
mod update;
mod write;
mod youtube;

#[path = "../../examples/github/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod github;
#[path = "../../examples/hierarchy/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod hierarchy;
#[path = "../../examples/shop/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod shop;
#[path = "../support/mod.rs"]
mod support;

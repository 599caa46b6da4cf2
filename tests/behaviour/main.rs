//! What the library does, through the SDK: on the embedded engine, or on the endpoint that
//! `DYNAMODEL_TEST_ENDPOINT` names.

#![allow(clippy::struct_field_names, reason = "fields are named as in tables")]
#![allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]

mod aliases;
mod attribute_names;
mod backfill;
mod batch;
mod batch_write;
#[allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]
mod collections;
mod conditions;
mod crash;
mod create;
mod create_many;
mod cursors;
mod delete_all;
mod doubt;
mod empty_sets;
mod errors;
mod example;
mod expiry;
mod fields;
mod filters;
mod foreign;
mod groups;
mod heal;
mod hostile;
mod hydration;
mod indexes;
mod kept_keys;
mod kinds;
mod lenient;
mod limits;
mod malformed;
mod misplaced;
mod mixed;
mod moves;
mod names;
mod native;
mod numbers;
mod pages;
mod parallel;
mod partial_indexes;
mod projections;
mod race;
mod ranges;
mod readme;
mod refused_entries;
mod refused_values;
mod relations;
mod required;
mod returned;
mod scan;
mod shapes;
mod shards;
mod shared;
mod streams;
mod tables;
mod taking;
mod ticks;
mod trace;
mod transact;
mod ttl;
mod unique;

mod transaction;
#[allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]
mod untouched;
mod update;
mod upserts;
mod version;
mod youtube;

#[path = "../../examples/github/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod github;
#[path = "../../examples/hierarchy/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod hierarchy;
#[path = "../support/model.rs"]
#[allow(unreachable_pub, dead_code, reason = "each test binary uses its own part")]
mod model;
#[path = "../../examples/shop/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod shop;
#[path = "../support/mod.rs"]
mod support;

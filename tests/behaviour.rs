//! What the library does, through the SDK: on the embedded engine, or on the endpoint that
//! `DYNAMODEL_TEST_ENDPOINT` names.

#![allow(clippy::struct_field_names, reason = "fields are named as in tables")]
#![allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]

#[path = "behaviour/aliases.rs"]
mod aliases;
#[path = "behaviour/attribute_names.rs"]
mod attribute_names;
#[path = "behaviour/backfill.rs"]
mod backfill;
#[path = "behaviour/batch.rs"]
mod batch;
#[path = "behaviour/batch_write.rs"]
mod batch_write;
#[path = "behaviour/collections.rs"]
#[allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]
mod collections;
#[path = "behaviour/conditions.rs"]
mod conditions;
#[path = "behaviour/crash.rs"]
mod crash;
#[path = "behaviour/create.rs"]
mod create;
#[path = "behaviour/create_many.rs"]
mod create_many;
#[path = "behaviour/cursors.rs"]
mod cursors;
#[path = "behaviour/delete_all.rs"]
mod delete_all;
#[path = "behaviour/doubt.rs"]
mod doubt;
#[path = "behaviour/empty_sets.rs"]
mod empty_sets;
#[path = "behaviour/errors.rs"]
mod errors;
#[path = "behaviour/example.rs"]
mod example;
#[path = "behaviour/expiry.rs"]
mod expiry;
#[path = "behaviour/fields.rs"]
mod fields;
#[path = "behaviour/filters.rs"]
mod filters;
#[path = "behaviour/foreign.rs"]
mod foreign;
#[path = "behaviour/groups.rs"]
mod groups;
#[path = "behaviour/heal.rs"]
mod heal;
#[path = "behaviour/hostile.rs"]
mod hostile;
#[path = "behaviour/hydration.rs"]
mod hydration;
#[path = "behaviour/indexes.rs"]
mod indexes;
#[path = "behaviour/kept_keys.rs"]
mod kept_keys;
#[path = "behaviour/kinds.rs"]
mod kinds;
#[path = "behaviour/lenient.rs"]
mod lenient;
#[path = "behaviour/limits.rs"]
mod limits;
#[path = "behaviour/malformed.rs"]
mod malformed;
#[path = "behaviour/misplaced.rs"]
mod misplaced;
#[path = "behaviour/mixed.rs"]
mod mixed;
#[path = "behaviour/moves.rs"]
mod moves;
#[path = "behaviour/names.rs"]
mod names;
#[path = "behaviour/native.rs"]
mod native;
#[path = "behaviour/numbers.rs"]
mod numbers;
#[path = "behaviour/pages.rs"]
mod pages;
#[path = "behaviour/parallel.rs"]
mod parallel;
#[path = "behaviour/partial_indexes.rs"]
mod partial_indexes;
#[path = "behaviour/projections.rs"]
mod projections;
#[path = "behaviour/race.rs"]
mod race;
#[path = "behaviour/ranges.rs"]
mod ranges;
#[path = "behaviour/readme.rs"]
mod readme;
#[path = "behaviour/refused_entries.rs"]
mod refused_entries;
#[path = "behaviour/refused_values.rs"]
mod refused_values;
#[path = "behaviour/relations.rs"]
mod relations;
#[path = "behaviour/required.rs"]
mod required;
#[path = "behaviour/returned.rs"]
mod returned;
#[path = "behaviour/scan.rs"]
mod scan;
#[path = "behaviour/shapes.rs"]
mod shapes;
#[path = "behaviour/shards.rs"]
mod shards;
#[path = "behaviour/shared.rs"]
mod shared;
#[path = "behaviour/streams.rs"]
mod streams;
#[path = "behaviour/tables.rs"]
mod tables;
#[path = "behaviour/taking.rs"]
mod taking;
#[path = "behaviour/ticks.rs"]
mod ticks;
#[path = "behaviour/trace.rs"]
mod trace;
#[path = "behaviour/transact.rs"]
mod transact;
#[path = "behaviour/ttl.rs"]
mod ttl;
#[path = "behaviour/unique.rs"]
mod unique;

#[path = "behaviour/transaction.rs"]
mod transaction;
#[path = "behaviour/untouched.rs"]
#[allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]
mod untouched;
#[path = "behaviour/update.rs"]
mod update;
#[path = "behaviour/upserts.rs"]
mod upserts;
#[path = "behaviour/version.rs"]
mod version;
#[path = "behaviour/youtube.rs"]
mod youtube;

#[path = "../examples/github/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod github;
#[path = "../examples/hierarchy/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod hierarchy;
#[path = "support/model.rs"]
#[allow(unreachable_pub, dead_code, reason = "each test binary uses its own part")]
mod model;
#[path = "../examples/shop/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod shop;
mod support;

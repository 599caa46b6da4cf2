//! A family of entities that has every shape of keys, indexes, lookups and fields.

#[path = "family/columns.rs"]
mod columns;
#[path = "family/encodings.rs"]
mod encodings;
#[path = "family/expiry.rs"]
mod expiry;
#[path = "family/kept.rs"]
mod kept;
#[path = "family/lists.rs"]
mod lists;
#[path = "family/lookups.rs"]
mod lookups;
#[path = "family/names.rs"]
mod names;
#[path = "family/native.rs"]
mod native;
#[path = "family/shards.rs"]
mod shards;
#[path = "family/stamps.rs"]
mod stamps;
#[path = "family/unique.rs"]
mod unique;
#[path = "family/when.rs"]
mod when;

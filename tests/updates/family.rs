//! A family of entities that has every shape of keys, indexes, lookups and fields.

mod columns;
mod encodings;
mod expiry;
mod in_index;
mod kept;
mod lists;
mod lookups;
mod names;
mod native;
mod shards;
mod stamps;
mod unique;
mod when;

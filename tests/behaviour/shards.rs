//! Partitions that are spread over shards: their queries are those of one partition.

#[path = "shards/cost.rs"]
mod cost;
#[path = "shards/cursors.rs"]
mod cursors;
#[path = "shards/hydrate.rs"]
mod hydrate;
#[path = "shards/merge.rs"]
mod merge;
#[path = "shards/model.rs"]
mod model;
#[path = "shards/property.rs"]
mod property;
#[path = "shards/store.rs"]
mod store;
#[path = "shards/update.rs"]
mod update;
#[path = "shards/walk.rs"]
mod walk;

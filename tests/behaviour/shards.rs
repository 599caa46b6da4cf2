//! Partitions that are spread over shards: their queries are those of one partition.

mod cost;
mod cursors;
mod hydrate;
mod merge;
mod model;
mod property;
mod stored_items;
mod update;
mod walk;

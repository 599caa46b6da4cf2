//! The guide: a page for each concept, with an example, the limits and the cost.
//!
//! | page | subject |
//! |---|---|
//! | [`cheat_sheet`] | every task in one line |
//! | [`keys`] | key templates, order, limits of keys |
//! | [`types`] | Rust types, their stored forms, and types for keys |
//! | [`tables`] | several entities in one table, several tables in one program |
//! | [`lookups`] | a second key for an item, strongly consistent |
//! | [`unique`] | unique fields, reads by a unique field |
//! | [`indexes`] | global and local secondary indexes |
//! | [`queries`] | queries, ranges, pagination, cursors |
//! | [`filters`] | filters and conditions |
//! | [`projections`] | a part of an item; indexes and lookups that hold a part |
//! | [`collections`] | several entities in one query, parents with children |
//! | [`scans`] | scans of a table, an entity or an index |
//! | [`writes`] | create, put and delete |
//! | [`updates`] | updates, upserts, optimistic locking, update times |
//! | [`transactions`] | transactional writes and reads |
//! | [`batches`] | batch writes, batch gets, deleting all items of a query |
//! | [`relations`] | many-to-many relations and counters |
//! | [`shards`] | write sharding |
//! | [`ttl`] | time to live |
//! | [`streams`] | the table's stream as typed changes |
//! | [`backfill`] | new indexes, lookups and unique fields for existing items; renamed fields |
//! | [`failures`] | errors, retries, unknown outcomes |
//! | [`testing`] | tests without an account |
//! | [`production`] | the client, timeouts, permissions, costs, global tables, other servers |
//! | [`observability`] | spans, errors, consumed capacity |
//! | [`model`] | the entities of the examples in the documentation of functions |
//!
//! # What is checked, and when
//!
//! | when | check |
//! |---|---|
//! | compile time | A placeholder names a field, and the type of the field can be a key segment. |
//! | compile time | Two segments of variable width are separated by a literal. |
//! | compile time | No two entities, lookups or markers of a table can have the same key. |
//! | compile time | A range is over a segment that sorts like its values. |
//! | compile time | A projection has fields of its entity that the index or lookup holds. |
//! | compile time | A filter names no key attribute of the queried table or index. |
//! | compile time | The access patterns of a collection share a partition. |
//! | before sending | A string does not contain the delimiter, a number fits its width, keys and items fit the limits of `DynamoDB`. |
//! | on reading | The type, the fields and the key of an item fit the entity. A cursor fits its query. |

pub mod backfill {
    #![doc = include_str!("guide/backfill.md")]
}
pub mod batches {
    #![doc = include_str!("guide/batches.md")]
}
pub mod cheat_sheet {
    #![doc = include_str!("guide/cheat_sheet.md")]
}
pub mod collections {
    #![doc = include_str!("guide/collections.md")]
}
pub mod failures {
    #![doc = include_str!("guide/failures.md")]
}
pub mod filters {
    #![doc = include_str!("guide/filters.md")]
}
pub mod indexes {
    #![doc = include_str!("guide/indexes.md")]
}
pub mod keys {
    #![doc = include_str!("guide/keys.md")]
}
pub mod lookups {
    #![doc = include_str!("guide/lookups.md")]
}
pub mod model {
    //! The entities of the examples in the documentation of functions.
    //!
    //! An example there has a `table` with user 3, her videos 7 and 8, and the comments 1 to 3 on video 7. `video(..)`
    //! and `comment(..)` make further values.
    //!
    //! ```
    #![doc = include_str!("guide/model.rs")]
    //! ```
}
pub mod observability {
    #![doc = include_str!("guide/observability.md")]
}
pub mod production {
    #![doc = include_str!("guide/production.md")]
}
pub mod projections {
    #![doc = include_str!("guide/projections.md")]
}
pub mod queries {
    #![doc = include_str!("guide/queries.md")]
}
pub mod relations {
    #![doc = include_str!("guide/relations.md")]
}
pub mod scans {
    #![doc = include_str!("guide/scans.md")]
}
pub mod shards {
    #![doc = include_str!("guide/shards.md")]
}
pub mod streams {
    #![doc = include_str!("guide/streams.md")]
}
pub mod tables {
    #![doc = include_str!("guide/tables.md")]
}
pub mod testing {
    #![doc = include_str!("guide/testing.md")]
}
pub mod transactions {
    #![doc = include_str!("guide/transactions.md")]
}
pub mod ttl {
    #![doc = include_str!("guide/ttl.md")]
}
pub mod types {
    #![doc = include_str!("guide/types.md")]
}
pub mod unique {
    #![doc = include_str!("guide/unique.md")]
}
pub mod updates {
    #![doc = include_str!("guide/updates.md")]
}
pub mod writes {
    #![doc = include_str!("guide/writes.md")]
}

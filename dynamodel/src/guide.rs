//! The guide: a book to read in order, with an example, the limits and the cost of each concept.
//!
//! # Start
//!
//! | page | subject |
//! |---|---|
//! | [`getting_started`] | from a new crate to a passing test |
//! | [`modelling`] | from questions to keys and structs; which second key to choose |
//! | [`youtube`] | a walkthrough of the example `youtube`: its keys, and the problem that each action solves |
//! | [`keys`] | key templates, order, limits of keys |
//! | [`tables`] | several entities in one table, several tables in one program |
//! | [`types`] | Rust types, their stored forms, and types for keys |
//! | [`writes`] | create, put and delete |
//! | [`queries`] | queries, prefixes and ranges |
//! | [`pagination`] | pages over HTTP, signed cursors |
//! | [`updates`] | updates, upserts, optimistic locking, update times |
//! | [`testing`] | tests without an account |
//!
//! # More keys
//!
//! | page | subject |
//! |---|---|
//! | [`lookups`] | a second key for an item, strongly consistent |
//! | [`indexes`] | global and local secondary indexes |
//! | [`unique`] | unique fields, reads by a unique field |
//! | [`collections`] | several entities in one query, parents with children |
//! | [`relations`] | many-to-many relations and counters |
//! | [`shards`] | write sharding |
//! | [`ttl`] | time to live |
//!
//! # More reads and writes
//!
//! | page | subject |
//! |---|---|
//! | [`filters`] | filters and conditions |
//! | [`projections`] | a part of an item; indexes and lookups that hold a part |
//! | [`scans`] | scans of a table, an entity or an index |
//! | [`transactions`] | transactional writes and reads |
//! | [`batches`] | batch writes, batch gets, deleting all items of a query |
//! | [`concurrency`] | versions, `ETag`, conditions, counters, idempotency |
//! | [`failures`] | errors, retries, unknown outcomes |
//! | [`streams`] | the table's stream as typed changes |
//!
//! # Operation
//!
//! | page | subject |
//! |---|---|
//! | [`production`] | the client, timeouts, permissions, costs, global tables, other servers |
//! | [`observability`] | spans, errors, consumed capacity |
//! | [`evolution`] | safe orders of changes: fields, keys, entities |
//! | [`backfill`] | new indexes, lookups and unique fields for existing items; renamed fields |
//! | [`adopt`] | tables that another program filled: the audit before the first write |
//! | [`migration`] | live data to another layout, in the same or another table, and back |
//! | [`stored_format`] | the stored format and versions |
//!
//! # Reference
//!
//! | page | subject |
//! |---|---|
//! | [`recipes`] | multi-tenancy, soft delete, `ETag`, counters, time series, idempotency keys |
//! | [`cheat_sheet`] | every task in one line |
//! | [`Entity`](derive@crate::Entity), [`Table`](derive@crate::Table), [`Collection`](derive@crate::Collection), [`Projection`](derive@crate::Projection), [`KeySegment`](derive@crate::KeySegment), [`Document`](derive@crate::Document) | every attribute of the derives, with an example |
//! | [`model`] | the entities of the examples in the documentation of functions |
//!
//! # Checks
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

pub mod adopt {
    #![doc = include_str!("guide/adopt.md")]
}
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
pub mod concurrency {
    #![doc = include_str!("guide/concurrency.md")]
}
pub mod evolution {
    #![doc = include_str!("guide/evolution.md")]
}
pub mod failures {
    #![doc = include_str!("guide/failures.md")]
}
pub mod filters {
    #![doc = include_str!("guide/filters.md")]
}
pub mod getting_started {
    #![doc = include_str!("guide/getting_started.md")]
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
pub mod migration {
    #![doc = include_str!("guide/migration.md")]
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
pub mod modelling {
    #![doc = include_str!("guide/modelling.md")]
}
pub mod observability {
    #![doc = include_str!("guide/observability.md")]
}
pub mod pagination {
    #![doc = include_str!("guide/pagination.md")]
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
pub mod recipes;
pub mod relations {
    #![doc = include_str!("guide/relations.md")]
}
pub mod scans {
    #![doc = include_str!("guide/scans.md")]
}
pub mod shards {
    #![doc = include_str!("guide/shards.md")]
}
pub mod stored_format {
    #![doc = include_str!("guide/stored_format.md")]
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
pub mod youtube {
    #![doc = include_str!("guide/youtube.md")]
}

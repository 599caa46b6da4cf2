//! One page for each concept: what it is, how to say it, what it costs, where it ends.
//!
//! | page | what it answers |
//! |---|---|
//! | [`keys`] | how a struct is keyed, what a template can hold, why two items never collide |
//! | [`tables`] | how entities share a table, and one program several tables |
//! | [`lookups`] | how one item is found under a second key, consistently |
//! | [`indexes`] | how the table's secondary indexes are keyed and read |
//! | [`queries`] | how a part of a partition is read, page after page |
//! | [`collections`] | how several entities of a partition are read together, a parent with its children |
//! | [`filters`] | how to ask for what no key expresses |
//! | [`projections`] | how a part of an item is read, or held by an index or a lookup |
//! | [`scans`] | how everything is read, and what that costs |
//! | [`shards`] | how a busy partition is spread over several and read as one |
//! | [`updates`] | how items change, and what an update may change without having read them |
//! | [`transactions`] | how several items are written, or none |
//! | [`batches`] | how many items are written or removed |
//! | [`backfill`] | how items that are older than an index, a lookup or a unique field get what they lack |
//! | [`relations`] | how items are connected, and counted |
//! | [`unique`] | how one item only has a value |
//! | [`ttl`] | how items expire, and count as absent from then on |
//! | [`streams`] | how to follow what changes in a table |
//! | [`failures`] | what is known after an error, and what to do then |
//! | [`testing`] | how to test without an account |

pub mod backfill {
    #![doc = include_str!("guide/backfill.md")]
}
pub mod batches {
    #![doc = include_str!("guide/batches.md")]
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
pub mod unique {
    #![doc = include_str!("guide/unique.md")]
}
pub mod updates {
    #![doc = include_str!("guide/updates.md")]
}

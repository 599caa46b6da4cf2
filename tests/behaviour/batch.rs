//! Batches of reads and of writes.

mod get;
mod refused_entries;
mod write;

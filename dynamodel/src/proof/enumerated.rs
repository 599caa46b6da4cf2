//! The proof against all keys of small templates. Each statement of the proof is a promise about keys, and these tests
//! look for a key that breaks it.

mod collections;
mod pairs;
mod queries;
mod sketch;

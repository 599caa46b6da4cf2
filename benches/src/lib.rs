//! The workloads of `docs/performance.md`: one model, written by hand and with dynamodel.
//!
//! No request leaves the process: a connector gives canned responses, so that only the client's own work is measured.

#![allow(missing_docs, clippy::missing_panics_doc, reason = "only the programs of this package use it")]

pub mod canned;
pub mod hand;
pub mod measure;
pub mod model;
pub mod ours;
pub mod workloads;
